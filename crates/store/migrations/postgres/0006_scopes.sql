-- Where a person's rights reach, a line a place; «nowhere» is a line too. A person without any line was written by an
-- older program: person.organisation_id speaks for them, and goes in a later step.
create table person_scope (
  person_id TEXT collate "C" not null references person (id), place TEXT collate "C" not null, kind TEXT collate "C" not null,
  territory_id TEXT collate "C" references territory (id), founder_id TEXT collate "C" references founder (id),
  organisation_id TEXT collate "C" references organisation (id), branch_id TEXT collate "C", made_by TEXT collate "C" not null, made_at BIGINT not null,
  primary key (person_id, place),
  foreign key (organisation_id, branch_id) references branch (organisation_id, id)
);
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
  organisation_id TEXT collate "C" not null, measure_id TEXT collate "C" not null, person_id TEXT collate "C" not null references person (id),
  made_by TEXT collate "C" not null, made_at BIGINT not null, primary key (organisation_id, measure_id, person_id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
);
create index measure_person_person on measure_person (person_id);

-- A club worker's own link and the code they chose; visits by it open nothing else.
create table personal_link (
  id TEXT collate "C" not null primary key, person_id TEXT collate "C" not null references person (id), hash TEXT collate "C" not null, code_hash TEXT collate "C",
  n_wrong BIGINT not null, rests_until BIGINT, rested_at BIGINT, seen_at BIGINT, made_by TEXT collate "C" not null,
  made_at BIGINT not null, revoked_at BIGINT
);
create unique index unique__personal_link__hash on personal_link (hash);
create index personal_link_person on personal_link (person_id);

create table link_visit (
  hash TEXT collate "C" not null primary key, link_id TEXT collate "C" not null references personal_link (id), made_at BIGINT not null,
  expires_at BIGINT not null
);
create index link_visit_link on link_visit (link_id);
