-- Where a person's rights reach, a line a place; «nowhere» is a line too. A person without any line was written by an
-- older program: person.organisation_id speaks for them, and goes in a later step.
create table person_scope (
  person_id TEXT not null references person (id), place TEXT not null, kind TEXT not null,
  territory_id TEXT references territory (id), founder_id TEXT references founder (id),
  organisation_id TEXT references organisation (id), branch_id TEXT, made_by TEXT not null, made_at INTEGER not null,
  primary key (person_id, place),
  foreign key (organisation_id, branch_id) references branch (organisation_id, id)
) strict;
create index person_scope_territory on person_scope (territory_id);
create index person_scope_founder on person_scope (founder_id);
create index person_scope_organisation on person_scope (organisation_id, branch_id);
insert into person_scope (person_id, place, kind, organisation_id, made_by, made_at)
  select id, 'organisation:' || organisation_id, 'organisation', organisation_id, 'otklik', made_at from person
  where organisation_id is not null;
insert into person_scope (person_id, place, kind, made_by, made_at)
  select id, 'house', 'house', 'otklik', made_at from person where organisation_id is null;

-- Which measures were handed to whom.
create table measure_person (
  organisation_id TEXT not null, measure_id TEXT not null, person_id TEXT not null references person (id),
  made_by TEXT not null, made_at INTEGER not null, primary key (organisation_id, measure_id, person_id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
) strict;
create index measure_person_person on measure_person (person_id);

-- A club worker's own link and the code they chose; visits by it open nothing else.
create table personal_link (
  id TEXT not null primary key, person_id TEXT not null references person (id), hash TEXT not null, code_hash TEXT,
  n_wrong INTEGER not null, rests_until INTEGER, rested_at INTEGER, seen_at INTEGER, made_by TEXT not null,
  made_at INTEGER not null, revoked_at INTEGER
) strict;
create unique index unique__personal_link__hash on personal_link (hash);
create index personal_link_person on personal_link (person_id);

create table link_visit (
  hash TEXT not null primary key, link_id TEXT not null references personal_link (id), made_at INTEGER not null,
  expires_at INTEGER not null
) strict;
create index link_visit_link on link_visit (link_id);
