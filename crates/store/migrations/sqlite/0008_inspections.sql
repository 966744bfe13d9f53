-- Inspections of places: sheets of inspectors, decisions where they differ, answers of organisations; and photos of any room.

create table inspection (
  organisation_id TEXT not null references organisation (id), id TEXT not null,
  round_id TEXT not null references round (id), branch TEXT not null, stage TEXT not null, shown_at INTEGER,
  answer_until TEXT, answered_by TEXT, answered_at INTEGER, is_agreed INTEGER not null, final_by TEXT, final_at INTEGER,
  made_by TEXT not null, made_at INTEGER not null, version INTEGER not null, primary key (organisation_id, id)
) strict;
create unique index unique__inspection__place on inspection (organisation_id, round_id, branch);
create index inspection_id on inspection (id);
create index inspection_round on inspection (round_id, organisation_id);

create table inspection_sheet (
  organisation_id TEXT not null references organisation (id), id TEXT not null, inspection_id TEXT not null,
  inspected_on TEXT not null, is_submitted INTEGER not null, submitted_at INTEGER, made_by TEXT not null,
  made_at INTEGER not null, version INTEGER not null, primary key (organisation_id, id)
) strict;
create unique index unique__inspection_sheet__inspector on inspection_sheet (organisation_id, inspection_id, made_by);
create index inspection_sheet_id on inspection_sheet (id);

create table inspection_mark (
  organisation_id TEXT not null references organisation (id), sheet_id TEXT not null, item TEXT not null,
  value TEXT not null, note TEXT, address TEXT, made_at INTEGER not null,
  primary key (organisation_id, sheet_id, item)
) strict;

create table inspection_decision (
  organisation_id TEXT not null references organisation (id), inspection_id TEXT not null, item TEXT not null,
  value TEXT not null, reason TEXT not null, made_by TEXT not null, made_at INTEGER not null, version INTEGER not null,
  primary key (organisation_id, inspection_id, item)
) strict;

create table inspection_reply (
  organisation_id TEXT not null references organisation (id), inspection_id TEXT not null, item TEXT not null,
  kind TEXT not null, words TEXT not null, review TEXT, reviewed_by TEXT, made_by TEXT not null,
  made_at INTEGER not null, version INTEGER not null, primary key (organisation_id, inspection_id, item)
) strict;

create table photo (
  sha256 TEXT not null primary key, width INTEGER not null, height INTEGER not null, size_bytes INTEGER not null,
  made_by TEXT not null, made_at INTEGER not null
) strict;
create table photo_piece (
  photo_sha256 TEXT not null references photo (sha256), position INTEGER not null, bytes BLOB not null,
  primary key (photo_sha256, position)
) strict;
create table photo_use (
  organisation_id TEXT not null references organisation (id), id TEXT not null, subject_kind TEXT not null,
  subject TEXT not null, part TEXT not null, photo_sha256 TEXT not null references photo (sha256), alt TEXT not null,
  made_by TEXT not null, made_at INTEGER not null, primary key (organisation_id, id)
) strict;
create index photo_use_id on photo_use (id);
create index photo_use_subject on photo_use (organisation_id, subject_kind, subject);
create index photo_use_photo on photo_use (photo_sha256);
