-- Letters to people of the house: what waits, what went, what failed and why; how often somebody wants them; what
-- somebody put off or has read among their own affairs.
create table letter (
  id TEXT not null primary key, person_id TEXT not null references person (id), once TEXT not null, kind TEXT not null,
  address TEXT not null, subject TEXT not null, body_json TEXT not null, state TEXT not null, run_at INTEGER not null,
  n_attempts INTEGER not null, last_fault TEXT, made_at INTEGER not null, ended_at INTEGER
) strict;
create unique index unique__letter__once on letter (person_id, once);
create index letter_next on letter (state, run_at);
create index letter_state on letter (state, id);

create table letter_choice (
  person_id TEXT not null primary key references person (id), pace TEXT not null, told_on TEXT, n_renewed INTEGER not null
) strict;

create table set_aside (
  person_id TEXT not null references person (id), subject TEXT not null, measure_id TEXT, until TEXT,
  made_at INTEGER not null, primary key (person_id, subject)
) strict;
