-- Ids are UUIDv7 as text, days ISO text, instants microseconds since 1970, yes and no 1 and 0.
-- A table of an organisation has the key (organisation_id, id), and keys among such tables carry organisation_id.
create table territory (
  id TEXT collate "C" not null primary key, name TEXT collate "C" not null, kind TEXT collate "C" not null,
  parent_id TEXT collate "C" references territory (id) deferrable initially deferred,
  name_key TEXT collate "C" not null, version BIGINT not null
);
create index territory_parent on territory (parent_id);

create table founder (
  id TEXT collate "C" not null primary key, name TEXT collate "C" not null, inn TEXT collate "C", territory_id TEXT collate "C" references territory (id),
  name_key TEXT collate "C" not null, version BIGINT not null
);
create index founder_territory on founder (territory_id);
create unique index unique__founder__name_key on founder (name_key);

create table organisation (
  id TEXT collate "C" not null primary key, slug TEXT collate "C" not null, name TEXT collate "C" not null, short_name TEXT collate "C", inn TEXT collate "C", sector TEXT collate "C" not null,
  kind TEXT collate "C", founder_id TEXT collate "C" references founder (id), territory_id TEXT collate "C" references territory (id), address TEXT collate "C",
  phone TEXT collate "C", email TEXT collate "C", site TEXT collate "C", state TEXT collate "C" not null, closed_on TEXT collate "C",
  merged_into_id TEXT collate "C" references organisation (id) deferrable initially deferred,
  is_example BIGINT not null, name_key TEXT collate "C" not null, short_name_key TEXT collate "C", search_text TEXT collate "C" not null,
  version BIGINT not null
);
create unique index unique__organisation__slug on organisation (slug);
create unique index unique__organisation__inn on organisation (inn) where state = 'open' and inn is not null;
create index organisation_name on organisation (name_key, id);
create index organisation_short_name on organisation (short_name_key);
create index organisation_founder on organisation (founder_id);
create index organisation_territory on organisation (territory_id);
create index organisation_merged on organisation (merged_into_id);

create table branch (
  organisation_id TEXT collate "C" not null references organisation (id), id TEXT collate "C" not null, name TEXT collate "C" not null, address TEXT collate "C",
  closed_on TEXT collate "C", name_key TEXT collate "C" not null, version BIGINT not null, primary key (organisation_id, id)
);

create table alias (
  name_key TEXT collate "C" not null primary key, name TEXT collate "C" not null, organisation_id TEXT collate "C" not null references organisation (id),
  made_by TEXT collate "C" not null, made_at BIGINT not null
);
create index alias_organisation on alias (organisation_id);

create table paper (
  sha256 TEXT collate "C" not null primary key, file_name TEXT collate "C" not null, format TEXT collate "C" not null, size_bytes BIGINT not null,
  made_by TEXT collate "C" not null, made_at BIGINT not null
);
create table paper_piece (
  paper_sha256 TEXT collate "C" not null references paper (sha256), position BIGINT not null, bytes BYTEA not null,
  primary key (paper_sha256, position)
);

create table draft (
  id TEXT collate "C" not null primary key, paper_sha256 TEXT collate "C" not null references paper (sha256), kind TEXT collate "C" not null, title TEXT collate "C",
  recognised_name TEXT collate "C", organisation_id TEXT collate "C" references organisation (id), n_measures BIGINT not null,
  n_remarks BIGINT not null, as_read_json TEXT collate "C" not null, corrected_json TEXT collate "C" not null, document_json TEXT collate "C" not null,
  state TEXT collate "C" not null, made_by TEXT collate "C" not null, made_at BIGINT not null, is_example BIGINT not null,
  version BIGINT not null
);
create index draft_paper on draft (paper_sha256);
create index draft_organisation on draft (organisation_id);
create index draft_state on draft (state, id);

create table plan (
  organisation_id TEXT collate "C" not null references organisation (id), id TEXT collate "C" not null, draft_id TEXT collate "C" references draft (id),
  paper_sha256 TEXT collate "C" references paper (sha256), supersedes_id TEXT collate "C", title TEXT collate "C", starts_on TEXT collate "C", ends_on TEXT collate "C",
  assessed_year BIGINT, body_json TEXT collate "C" not null, n_measures BIGINT not null, state TEXT collate "C" not null,
  made_by TEXT collate "C" not null, made_at BIGINT not null, is_example BIGINT not null, version BIGINT not null,
  primary key (organisation_id, id)
);
create index plan_by_id on plan (id);
create index plan_draft on plan (draft_id);
create index plan_paper on plan (paper_sha256);

create table measure (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, plan_id TEXT collate "C" not null, position BIGINT not null, number TEXT collate "C",
  criterion BIGINT, text TEXT collate "C" not null, deadline_as_written TEXT collate "C", deadline_kind TEXT collate "C", starts_on TEXT collate "C", due_on TEXT collate "C",
  state TEXT collate "C" not null, reason TEXT collate "C", executors TEXT collate "C" not null, more_words TEXT collate "C" not null, body_json TEXT collate "C" not null,
  is_example BIGINT not null, order_key TEXT collate "C" not null, executors_key TEXT collate "C" not null, search_text TEXT collate "C" not null,
  version BIGINT not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
);
create index measure_by_id on measure (id);
create index measure_plan on measure (organisation_id, plan_id, position);
create index measure_of_plan on measure (plan_id, position);
create index measure_order on measure (order_key, id);
create index measure_organisation_order on measure (organisation_id, order_key, id);
create index measure_counts
  on measure (is_example, state, criterion, deadline_kind, due_on, organisation_id, plan_id);

create table measure_event (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, measure_id TEXT collate "C" not null, at BIGINT not null, actor TEXT collate "C" not null,
  verb TEXT collate "C" not null, was TEXT collate "C", became TEXT collate "C", note TEXT collate "C", primary key (organisation_id, id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
);
create index measure_event_measure on measure_event (organisation_id, measure_id, id);
create index measure_event_of_measure on measure_event (measure_id, id);

create table execution (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, measure_id TEXT collate "C" not null, done TEXT collate "C" not null, actual_json TEXT collate "C",
  paper_sha256 TEXT collate "C" references paper (sha256), made_by TEXT collate "C" not null, made_at BIGINT not null, verdict TEXT collate "C" not null,
  verdict_note TEXT collate "C", primary key (organisation_id, id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
);
create index execution_measure on execution (organisation_id, measure_id, id);
create index execution_of_measure on execution (measure_id, id);
create index execution_paper on execution (paper_sha256);

create table publication (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, plan_id TEXT collate "C" not null, number BIGINT not null, supersedes_id TEXT collate "C",
  sha256 TEXT collate "C" not null, body_json TEXT collate "C" not null, made_by TEXT collate "C" not null, made_at BIGINT not null,
  is_example BIGINT not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
);
create unique index unique__publication__number on publication (organisation_id, plan_id, number);
create index publication_of_plan on publication (plan_id, number);
create index publication_by_id on publication (id);

-- The public register: measures of the newest frozen version of each plan.
create table published_measure (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, plan_id TEXT collate "C" not null, position BIGINT not null, number TEXT collate "C",
  criterion BIGINT, text TEXT collate "C" not null, deadline_as_written TEXT collate "C", deadline_kind TEXT collate "C", starts_on TEXT collate "C", due_on TEXT collate "C",
  state TEXT collate "C" not null, reason TEXT collate "C", executors TEXT collate "C" not null, more_words TEXT collate "C" not null, body_json TEXT collate "C" not null,
  is_example BIGINT not null, order_key TEXT collate "C" not null, executors_key TEXT collate "C" not null, search_text TEXT collate "C" not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
);
create index published_measure_by_id on published_measure (id);
create index published_measure_plan on published_measure (organisation_id, plan_id, position);
create index published_measure_of_plan on published_measure (plan_id, position);
create index published_measure_order on published_measure (order_key, id);
create index published_measure_organisation_order on published_measure (organisation_id, order_key, id);
create index published_measure_counts
  on published_measure (is_example, state, criterion, deadline_kind, due_on, organisation_id, plan_id);

create table person (
  id TEXT collate "C" not null primary key, name TEXT collate "C" not null, login TEXT collate "C", role TEXT collate "C" not null,
  organisation_id TEXT collate "C" references organisation (id), state TEXT collate "C" not null, made_at BIGINT not null,
  version BIGINT not null
);
create unique index unique__person__login on person (login);
create index person_organisation on person (organisation_id);

create table login_link (
  hash TEXT collate "C" not null primary key, person_id TEXT collate "C" not null references person (id), expires_at BIGINT not null,
  used_at BIGINT
);
create index login_link_person on login_link (person_id);

create table session (
  hash TEXT collate "C" not null primary key, person_id TEXT collate "C" not null references person (id), made_at BIGINT not null,
  seen_at BIGINT not null, expires_at BIGINT not null
);
create index session_person on session (person_id);

create table api_token (
  id TEXT collate "C" not null primary key, hash TEXT collate "C" not null, name TEXT collate "C" not null, person_id TEXT collate "C" not null references person (id),
  made_at BIGINT not null, revoked_at BIGINT
);
create unique index unique__api_token__hash on api_token (hash);
create index api_token_person on api_token (person_id);

create table job (
  id TEXT collate "C" not null primary key, kind TEXT collate "C" not null, body_json TEXT collate "C" not null, state TEXT collate "C" not null,
  run_at BIGINT not null, n_attempts BIGINT not null, last_fault TEXT collate "C", finished_at BIGINT
);
create index job_next on job (state, run_at);

create table setting (name TEXT collate "C" not null primary key, value TEXT collate "C" not null);

create table audit (
  number BIGINT not null primary key, at BIGINT not null, actor TEXT collate "C" not null, verb TEXT collate "C" not null,
  subject_kind TEXT collate "C" not null, subject TEXT collate "C" not null, was TEXT collate "C", became TEXT collate "C", note TEXT collate "C", hash TEXT collate "C" not null
);
create index audit_subject on audit (subject_kind, subject, number);
