-- Letters to people of the house: what waits, what went, what failed and why; how often somebody wants them; what
-- somebody put off or has read among their own affairs.
create table letter (
  id TEXT collate "C" not null primary key, person_id TEXT collate "C" not null references person (id), once TEXT collate "C" not null, kind TEXT collate "C" not null,
  address TEXT collate "C" not null, subject TEXT collate "C" not null, body_json TEXT collate "C" not null, state TEXT collate "C" not null, run_at BIGINT not null,
  n_attempts BIGINT not null, last_fault TEXT collate "C", made_at BIGINT not null, ended_at BIGINT
);
create unique index unique__letter__once on letter (person_id, once);
create index letter_next on letter (state, run_at);
create index letter_state on letter (state, id);

create table letter_choice (
  person_id TEXT collate "C" not null primary key references person (id), pace TEXT collate "C" not null, told_on TEXT collate "C", n_renewed BIGINT not null
);

create table set_aside (
  person_id TEXT collate "C" not null references person (id), subject TEXT collate "C" not null, measure_id TEXT collate "C", until TEXT collate "C",
  made_at BIGINT not null, primary key (person_id, subject)
);
