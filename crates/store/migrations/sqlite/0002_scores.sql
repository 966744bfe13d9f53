-- Rounds of assessment, what was counted and found in them, scores that follow, and results that were published before.

create table round (
  id TEXT not null primary key, title TEXT not null, year INTEGER not null, rulebook_name TEXT not null,
  rulebook_edition TEXT not null, rulebook_sha256 TEXT not null, policy TEXT not null, small_count INTEGER not null,
  starts_on TEXT, ends_on TEXT, state TEXT not null, made_by TEXT not null, made_at INTEGER not null,
  is_example INTEGER not null, version INTEGER not null
) strict;
create index round_year on round (year, rulebook_name);

create table mapping (
  name TEXT not null primary key, body_json TEXT not null, made_by TEXT not null, made_at INTEGER not null,
  version INTEGER not null
) strict;

create table batch (
  id TEXT not null primary key, round_id TEXT not null references round (id), kind TEXT not null,
  paper_sha256 TEXT references paper (sha256), title TEXT not null, mapping_json TEXT, n_rows INTEGER not null,
  sha256 TEXT not null, state TEXT not null, made_by TEXT not null, made_at INTEGER not null, version INTEGER not null
) strict;
create index batch_round on batch (round_id, id);
create index batch_paper on batch (paper_sha256);

create table batch_tally (
  organisation_id TEXT not null references organisation (id), batch_id TEXT not null references batch (id),
  branch TEXT not null, respondents INTEGER not null, counts TEXT not null,
  primary key (organisation_id, batch_id, branch)
) strict;
create index batch_tally_batch on batch_tally (batch_id);

create table batch_waiting (
  batch_id TEXT not null references batch (id), name_key TEXT not null, branch TEXT not null, name TEXT not null,
  respondents INTEGER not null, counts TEXT not null, findings TEXT not null,
  primary key (batch_id, name_key, branch)
) strict;

create table tally (
  organisation_id TEXT not null references organisation (id), round_id TEXT not null references round (id),
  branch TEXT not null, respondents INTEGER not null, counts TEXT not null,
  primary key (organisation_id, round_id, branch)
) strict;
create index tally_round on tally (round_id, organisation_id);

create table finding (
  organisation_id TEXT not null references organisation (id), round_id TEXT not null references round (id),
  branch TEXT not null, item TEXT not null, aspect TEXT not null, value TEXT not null, note TEXT,
  made_by TEXT not null, made_at INTEGER not null, version INTEGER not null,
  primary key (organisation_id, round_id, branch, item, aspect)
) strict;
create index finding_round on finding (round_id, organisation_id);

create table score (
  organisation_id TEXT not null references organisation (id), id TEXT not null,
  round_id TEXT not null references round (id), number INTEGER not null, supersedes_id TEXT, state TEXT not null,
  rulebook_sha256 TEXT not null, policy TEXT not null, inputs TEXT not null, figures TEXT not null, sha256 TEXT not null,
  total_hundredths INTEGER, respondents INTEGER not null, reason TEXT, made_by TEXT not null, made_at INTEGER not null,
  approved_by TEXT, approved_at INTEGER, published_by TEXT, published_at INTEGER, version INTEGER not null,
  primary key (organisation_id, id)
) strict;
create unique index unique__score__number on score (organisation_id, round_id, number);
create index score_id on score (id);
create index score_round on score (round_id, state, organisation_id);

create table prior_score (
  organisation_id TEXT not null references organisation (id), id TEXT not null, year INTEGER not null,
  method TEXT not null, total TEXT not null, out_of TEXT not null, criteria TEXT not null, source TEXT not null, made_by TEXT not null,
  made_at INTEGER not null, version INTEGER not null, primary key (organisation_id, id)
) strict;
create unique index unique__prior_score__year on prior_score (organisation_id, year, method);
