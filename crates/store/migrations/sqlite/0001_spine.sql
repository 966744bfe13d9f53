-- Ids are UUIDv7 as text, days ISO text, instants microseconds since 1970, yes and no 1 and 0.
-- A table of an organisation has the key (organisation_id, id), and keys among such tables carry organisation_id.
create table territory (
  id TEXT not null primary key, name TEXT not null, kind TEXT not null,
  parent_id TEXT references territory (id) deferrable initially deferred,
  name_key TEXT not null, version INTEGER not null
) strict;
create index territory_parent on territory (parent_id);

create table founder (
  id TEXT not null primary key, name TEXT not null, inn TEXT, territory_id TEXT references territory (id),
  name_key TEXT not null, version INTEGER not null
) strict;
create index founder_territory on founder (territory_id);
create unique index unique__founder__name_key on founder (name_key);

create table organisation (
  id TEXT not null primary key, slug TEXT not null, name TEXT not null, short_name TEXT, inn TEXT, sector TEXT not null,
  kind TEXT, founder_id TEXT references founder (id), territory_id TEXT references territory (id), address TEXT,
  phone TEXT, email TEXT, site TEXT, state TEXT not null, closed_on TEXT,
  merged_into_id TEXT references organisation (id) deferrable initially deferred,
  is_example INTEGER not null, name_key TEXT not null, short_name_key TEXT, search_text TEXT not null,
  version INTEGER not null
) strict;
create unique index unique__organisation__slug on organisation (slug);
create unique index unique__organisation__inn on organisation (inn) where state = 'open' and inn is not null;
create index organisation_name on organisation (name_key, id);
create index organisation_short_name on organisation (short_name_key);
create index organisation_founder on organisation (founder_id);
create index organisation_territory on organisation (territory_id);
create index organisation_merged on organisation (merged_into_id);

create table branch (
  organisation_id TEXT not null references organisation (id), id TEXT not null, name TEXT not null, address TEXT,
  closed_on TEXT, name_key TEXT not null, version INTEGER not null, primary key (organisation_id, id)
) strict;

create table alias (
  name_key TEXT not null primary key, name TEXT not null, organisation_id TEXT not null references organisation (id),
  made_by TEXT not null, made_at INTEGER not null
) strict;
create index alias_organisation on alias (organisation_id);

create table paper (
  sha256 TEXT not null primary key, file_name TEXT not null, format TEXT not null, size_bytes INTEGER not null,
  made_by TEXT not null, made_at INTEGER not null
) strict;
create table paper_piece (
  paper_sha256 TEXT not null references paper (sha256), position INTEGER not null, bytes BLOB not null,
  primary key (paper_sha256, position)
) strict;

create table draft (
  id TEXT not null primary key, paper_sha256 TEXT not null references paper (sha256), kind TEXT not null, title TEXT,
  recognised_name TEXT, organisation_id TEXT references organisation (id), n_measures INTEGER not null,
  n_remarks INTEGER not null, as_read_json TEXT not null, corrected_json TEXT not null, document_json TEXT not null,
  state TEXT not null, made_by TEXT not null, made_at INTEGER not null, is_example INTEGER not null,
  version INTEGER not null
) strict;
create index draft_paper on draft (paper_sha256);
create index draft_organisation on draft (organisation_id);
create index draft_state on draft (state, id);

create table plan (
  organisation_id TEXT not null references organisation (id), id TEXT not null, draft_id TEXT references draft (id),
  paper_sha256 TEXT references paper (sha256), supersedes_id TEXT, title TEXT, starts_on TEXT, ends_on TEXT,
  assessed_year INTEGER, body_json TEXT not null, n_measures INTEGER not null, state TEXT not null,
  made_by TEXT not null, made_at INTEGER not null, is_example INTEGER not null, version INTEGER not null,
  primary key (organisation_id, id)
) strict;
create index plan_by_id on plan (id);
create index plan_draft on plan (draft_id);
create index plan_paper on plan (paper_sha256);

create table measure (
  organisation_id TEXT not null, id TEXT not null, plan_id TEXT not null, position INTEGER not null, number TEXT,
  criterion INTEGER, text TEXT not null, deadline_as_written TEXT, deadline_kind TEXT, starts_on TEXT, due_on TEXT,
  state TEXT not null, reason TEXT, executors TEXT not null, more_words TEXT not null, body_json TEXT not null,
  is_example INTEGER not null, order_key TEXT not null, executors_key TEXT not null, search_text TEXT not null,
  version INTEGER not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
) strict;
create index measure_by_id on measure (id);
create index measure_plan on measure (organisation_id, plan_id, position);
create index measure_of_plan on measure (plan_id, position);
create index measure_order on measure (order_key, id);
create index measure_organisation_order on measure (organisation_id, order_key, id);
create index measure_counts
  on measure (is_example, state, criterion, deadline_kind, due_on, organisation_id, plan_id);

create table measure_event (
  organisation_id TEXT not null, id TEXT not null, measure_id TEXT not null, at INTEGER not null, actor TEXT not null,
  verb TEXT not null, was TEXT, became TEXT, note TEXT, primary key (organisation_id, id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
) strict;
create index measure_event_measure on measure_event (organisation_id, measure_id, id);
create index measure_event_of_measure on measure_event (measure_id, id);

create table execution (
  organisation_id TEXT not null, id TEXT not null, measure_id TEXT not null, done TEXT not null, actual_json TEXT,
  paper_sha256 TEXT references paper (sha256), made_by TEXT not null, made_at INTEGER not null, verdict TEXT not null,
  verdict_note TEXT, primary key (organisation_id, id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
) strict;
create index execution_measure on execution (organisation_id, measure_id, id);
create index execution_of_measure on execution (measure_id, id);
create index execution_paper on execution (paper_sha256);

create table publication (
  organisation_id TEXT not null, id TEXT not null, plan_id TEXT not null, number INTEGER not null, supersedes_id TEXT,
  sha256 TEXT not null, body_json TEXT not null, made_by TEXT not null, made_at INTEGER not null,
  is_example INTEGER not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
) strict;
create unique index unique__publication__number on publication (organisation_id, plan_id, number);
create index publication_of_plan on publication (plan_id, number);
create index publication_by_id on publication (id);

-- The public register: measures of the newest frozen version of each plan.
create table published_measure (
  organisation_id TEXT not null, id TEXT not null, plan_id TEXT not null, position INTEGER not null, number TEXT,
  criterion INTEGER, text TEXT not null, deadline_as_written TEXT, deadline_kind TEXT, starts_on TEXT, due_on TEXT,
  state TEXT not null, reason TEXT, executors TEXT not null, more_words TEXT not null, body_json TEXT not null,
  is_example INTEGER not null, order_key TEXT not null, executors_key TEXT not null, search_text TEXT not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
) strict;
create index published_measure_by_id on published_measure (id);
create index published_measure_plan on published_measure (organisation_id, plan_id, position);
create index published_measure_of_plan on published_measure (plan_id, position);
create index published_measure_order on published_measure (order_key, id);
create index published_measure_organisation_order on published_measure (organisation_id, order_key, id);
create index published_measure_counts
  on published_measure (is_example, state, criterion, deadline_kind, due_on, organisation_id, plan_id);

create table person (
  id TEXT not null primary key, name TEXT not null, login TEXT, role TEXT not null,
  organisation_id TEXT references organisation (id), state TEXT not null, made_at INTEGER not null,
  version INTEGER not null
) strict;
create unique index unique__person__login on person (login);
create index person_organisation on person (organisation_id);

create table login_link (
  hash TEXT not null primary key, person_id TEXT not null references person (id), expires_at INTEGER not null,
  used_at INTEGER
) strict;
create index login_link_person on login_link (person_id);

create table session (
  hash TEXT not null primary key, person_id TEXT not null references person (id), made_at INTEGER not null,
  seen_at INTEGER not null, expires_at INTEGER not null
) strict;
create index session_person on session (person_id);

create table api_token (
  id TEXT not null primary key, hash TEXT not null, name TEXT not null, person_id TEXT not null references person (id),
  made_at INTEGER not null, revoked_at INTEGER
) strict;
create unique index unique__api_token__hash on api_token (hash);
create index api_token_person on api_token (person_id);

create table job (
  id TEXT not null primary key, kind TEXT not null, body_json TEXT not null, state TEXT not null,
  run_at INTEGER not null, n_attempts INTEGER not null, last_fault TEXT, finished_at INTEGER
) strict;
create index job_next on job (state, run_at);

create table setting (name TEXT not null primary key, value TEXT not null) strict;

create table audit (
  number INTEGER not null primary key, at INTEGER not null, actor TEXT not null, verb TEXT not null,
  subject_kind TEXT not null, subject TEXT not null, was TEXT, became TEXT, note TEXT, hash TEXT not null
) strict;
create index audit_subject on audit (subject_kind, subject, number);
