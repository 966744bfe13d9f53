-- Inspections of places: sheets of inspectors, decisions where they differ, answers of organisations; and photos of any room.

create table inspection (
  organisation_id TEXT collate "C" not null references organisation (id), id TEXT collate "C" not null,
  round_id TEXT collate "C" not null references round (id), branch TEXT collate "C" not null, stage TEXT collate "C" not null, shown_at BIGINT,
  answer_until TEXT collate "C", answered_by TEXT collate "C", answered_at BIGINT, is_agreed BIGINT not null, final_by TEXT collate "C", final_at BIGINT,
  made_by TEXT collate "C" not null, made_at BIGINT not null, version BIGINT not null, primary key (organisation_id, id)
);
create unique index unique__inspection__place on inspection (organisation_id, round_id, branch);
create index inspection_id on inspection (id);
create index inspection_round on inspection (round_id, organisation_id);

create table inspection_sheet (
  organisation_id TEXT collate "C" not null references organisation (id), id TEXT collate "C" not null, inspection_id TEXT collate "C" not null,
  inspected_on TEXT collate "C" not null, is_submitted BIGINT not null, submitted_at BIGINT, made_by TEXT collate "C" not null,
  made_at BIGINT not null, version BIGINT not null, primary key (organisation_id, id)
);
create unique index unique__inspection_sheet__inspector on inspection_sheet (organisation_id, inspection_id, made_by);
create index inspection_sheet_id on inspection_sheet (id);

create table inspection_mark (
  organisation_id TEXT collate "C" not null references organisation (id), sheet_id TEXT collate "C" not null, item TEXT collate "C" not null,
  value TEXT collate "C" not null, note TEXT collate "C", address TEXT collate "C", made_at BIGINT not null,
  primary key (organisation_id, sheet_id, item)
);

create table inspection_decision (
  organisation_id TEXT collate "C" not null references organisation (id), inspection_id TEXT collate "C" not null, item TEXT collate "C" not null,
  value TEXT collate "C" not null, reason TEXT collate "C" not null, made_by TEXT collate "C" not null, made_at BIGINT not null, version BIGINT not null,
  primary key (organisation_id, inspection_id, item)
);

create table inspection_reply (
  organisation_id TEXT collate "C" not null references organisation (id), inspection_id TEXT collate "C" not null, item TEXT collate "C" not null,
  kind TEXT collate "C" not null, words TEXT collate "C" not null, review TEXT collate "C", reviewed_by TEXT collate "C", made_by TEXT collate "C" not null,
  made_at BIGINT not null, version BIGINT not null, primary key (organisation_id, inspection_id, item)
);

create table photo (
  sha256 TEXT collate "C" not null primary key, width BIGINT not null, height BIGINT not null, size_bytes BIGINT not null,
  made_by TEXT collate "C" not null, made_at BIGINT not null
);
create table photo_piece (
  photo_sha256 TEXT collate "C" not null references photo (sha256), position BIGINT not null, bytes BYTEA not null,
  primary key (photo_sha256, position)
);
create table photo_use (
  organisation_id TEXT collate "C" not null references organisation (id), id TEXT collate "C" not null, subject_kind TEXT collate "C" not null,
  subject TEXT collate "C" not null, part TEXT collate "C" not null, photo_sha256 TEXT collate "C" not null references photo (sha256), alt TEXT collate "C" not null,
  made_by TEXT collate "C" not null, made_at BIGINT not null, primary key (organisation_id, id)
);
create index photo_use_id on photo_use (id);
create index photo_use_subject on photo_use (organisation_id, subject_kind, subject);
create index photo_use_photo on photo_use (photo_sha256);
