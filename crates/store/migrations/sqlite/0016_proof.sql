-- Proof that measures were done, what of it everybody sees, what a measure expects, and terms as they were before they moved.

alter table execution add column for_day TEXT;

create table proof (
  organisation_id TEXT not null, id TEXT not null, measure_id TEXT not null, execution_id TEXT, kind TEXT not null,
  moment TEXT, for_day TEXT, words TEXT not null, address TEXT, number TEXT, signed_on TEXT, photo_use_id TEXT,
  paper_sha256 TEXT references paper (sha256), status INTEGER, fetched_at INTEGER, trouble TEXT, made_by TEXT not null,
  made_at INTEGER not null, version INTEGER not null, primary key (organisation_id, id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id),
  foreign key (organisation_id, execution_id) references execution (organisation_id, id),
  foreign key (organisation_id, photo_use_id) references photo_use (organisation_id, id)
) strict;
create index proof_id on proof (id);
create index proof_measure on proof (organisation_id, measure_id, id);
create index proof_of_measure on proof (measure_id, id);
create index proof_execution on proof (organisation_id, execution_id);
create index proof_photo on proof (organisation_id, photo_use_id);
create index proof_paper on proof (paper_sha256);

create table term_move (
  organisation_id TEXT not null, id TEXT not null, measure_id TEXT not null, was TEXT, was_due_on TEXT,
  became TEXT not null, became_due_on TEXT, reason TEXT not null, made_by TEXT not null, made_at INTEGER not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
) strict;
create index term_move_measure on term_move (organisation_id, measure_id, id);
create index term_move_of_measure on term_move (measure_id, id);

create table expected_proof (
  organisation_id TEXT not null, measure_id TEXT not null, kinds TEXT not null, every_months INTEGER,
  made_by TEXT not null, made_at INTEGER not null, version INTEGER not null,
  primary key (organisation_id, measure_id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
) strict;
create index expected_proof_measure on expected_proof (measure_id);

create table published_proof (
  organisation_id TEXT not null, id TEXT not null, measure_id TEXT not null, plan_id TEXT not null, kind TEXT not null,
  moment TEXT, for_day TEXT, words TEXT not null, address TEXT, photo_sha256 TEXT references photo (sha256),
  made_at INTEGER not null, primary key (organisation_id, id),
  foreign key (organisation_id, id) references proof (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
) strict;
create index published_proof_id on published_proof (id);
create index published_proof_plan on published_proof (organisation_id, plan_id, id);
create index published_proof_of_plan on published_proof (plan_id, id);
create index published_proof_photo on published_proof (photo_sha256);
