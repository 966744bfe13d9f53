-- Rounds of assessment, what was counted and found in them, scores that follow, and results that were published before.

create table round (
  id TEXT collate "C" not null primary key, title TEXT collate "C" not null, year BIGINT not null, rulebook_name TEXT collate "C" not null,
  rulebook_edition TEXT collate "C" not null, rulebook_sha256 TEXT collate "C" not null, policy TEXT collate "C" not null, small_count BIGINT not null,
  starts_on TEXT collate "C", ends_on TEXT collate "C", state TEXT collate "C" not null, made_by TEXT collate "C" not null, made_at BIGINT not null,
  is_example BIGINT not null, version BIGINT not null
);
create index round_year on round (year, rulebook_name);

create table mapping (
  name TEXT collate "C" not null primary key, body_json TEXT collate "C" not null, made_by TEXT collate "C" not null, made_at BIGINT not null,
  version BIGINT not null
);

create table batch (
  id TEXT collate "C" not null primary key, round_id TEXT collate "C" not null references round (id), kind TEXT collate "C" not null,
  paper_sha256 TEXT collate "C" references paper (sha256), title TEXT collate "C" not null, mapping_json TEXT collate "C", n_rows BIGINT not null,
  sha256 TEXT collate "C" not null, state TEXT collate "C" not null, made_by TEXT collate "C" not null, made_at BIGINT not null, version BIGINT not null
);
create index batch_round on batch (round_id, id);
create index batch_paper on batch (paper_sha256);

create table batch_tally (
  organisation_id TEXT collate "C" not null references organisation (id), batch_id TEXT collate "C" not null references batch (id),
  branch TEXT collate "C" not null, respondents BIGINT not null, counts TEXT collate "C" not null,
  primary key (organisation_id, batch_id, branch)
);
create index batch_tally_batch on batch_tally (batch_id);

create table batch_waiting (
  batch_id TEXT collate "C" not null references batch (id), name_key TEXT collate "C" not null, branch TEXT collate "C" not null, name TEXT collate "C" not null,
  respondents BIGINT not null, counts TEXT collate "C" not null, findings TEXT collate "C" not null,
  primary key (batch_id, name_key, branch)
);

create table tally (
  organisation_id TEXT collate "C" not null references organisation (id), round_id TEXT collate "C" not null references round (id),
  branch TEXT collate "C" not null, respondents BIGINT not null, counts TEXT collate "C" not null,
  primary key (organisation_id, round_id, branch)
);
create index tally_round on tally (round_id, organisation_id);

create table finding (
  organisation_id TEXT collate "C" not null references organisation (id), round_id TEXT collate "C" not null references round (id),
  branch TEXT collate "C" not null, item TEXT collate "C" not null, aspect TEXT collate "C" not null, value TEXT collate "C" not null, note TEXT collate "C",
  made_by TEXT collate "C" not null, made_at BIGINT not null, version BIGINT not null,
  primary key (organisation_id, round_id, branch, item, aspect)
);
create index finding_round on finding (round_id, organisation_id);

create table score (
  organisation_id TEXT collate "C" not null references organisation (id), id TEXT collate "C" not null,
  round_id TEXT collate "C" not null references round (id), number BIGINT not null, supersedes_id TEXT collate "C", state TEXT collate "C" not null,
  rulebook_sha256 TEXT collate "C" not null, policy TEXT collate "C" not null, inputs TEXT collate "C" not null, figures TEXT collate "C" not null, sha256 TEXT collate "C" not null,
  total_hundredths BIGINT, respondents BIGINT not null, reason TEXT collate "C", made_by TEXT collate "C" not null, made_at BIGINT not null,
  approved_by TEXT collate "C", approved_at BIGINT, published_by TEXT collate "C", published_at BIGINT, version BIGINT not null,
  primary key (organisation_id, id)
);
create unique index unique__score__number on score (organisation_id, round_id, number);
create index score_id on score (id);
create index score_round on score (round_id, state, organisation_id);

create table prior_score (
  organisation_id TEXT collate "C" not null references organisation (id), id TEXT collate "C" not null, year BIGINT not null,
  method TEXT collate "C" not null, total TEXT collate "C" not null, out_of TEXT collate "C" not null, criteria TEXT collate "C" not null, source TEXT collate "C" not null, made_by TEXT collate "C" not null,
  made_at BIGINT not null, version BIGINT not null, primary key (organisation_id, id)
);
create unique index unique__prior_score__year on prior_score (organisation_id, year, method);
