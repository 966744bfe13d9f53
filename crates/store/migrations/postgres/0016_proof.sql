-- Proof that measures were done, what of it everybody sees, what a measure expects, and terms as they were before they moved.

alter table execution add column for_day TEXT collate "C";

create table proof (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, measure_id TEXT collate "C" not null, execution_id TEXT collate "C", kind TEXT collate "C" not null,
  moment TEXT collate "C", for_day TEXT collate "C", words TEXT collate "C" not null, address TEXT collate "C", number TEXT collate "C", signed_on TEXT collate "C", photo_use_id TEXT collate "C",
  paper_sha256 TEXT collate "C" references paper (sha256), status BIGINT, fetched_at BIGINT, trouble TEXT collate "C", made_by TEXT collate "C" not null,
  made_at BIGINT not null, version BIGINT not null, primary key (organisation_id, id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id),
  foreign key (organisation_id, execution_id) references execution (organisation_id, id),
  foreign key (organisation_id, photo_use_id) references photo_use (organisation_id, id)
);
create index proof_id on proof (id);
create index proof_measure on proof (organisation_id, measure_id, id);
create index proof_of_measure on proof (measure_id, id);
create index proof_execution on proof (organisation_id, execution_id);
create index proof_photo on proof (organisation_id, photo_use_id);
create index proof_paper on proof (paper_sha256);

create table term_move (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, measure_id TEXT collate "C" not null, was TEXT collate "C", was_due_on TEXT collate "C",
  became TEXT collate "C" not null, became_due_on TEXT collate "C", reason TEXT collate "C" not null, made_by TEXT collate "C" not null, made_at BIGINT not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
);
create index term_move_measure on term_move (organisation_id, measure_id, id);
create index term_move_of_measure on term_move (measure_id, id);

create table expected_proof (
  organisation_id TEXT collate "C" not null, measure_id TEXT collate "C" not null, kinds TEXT collate "C" not null, every_months BIGINT,
  made_by TEXT collate "C" not null, made_at BIGINT not null, version BIGINT not null,
  primary key (organisation_id, measure_id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
);
create index expected_proof_measure on expected_proof (measure_id);

create table published_proof (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, measure_id TEXT collate "C" not null, plan_id TEXT collate "C" not null, kind TEXT collate "C" not null,
  moment TEXT collate "C", for_day TEXT collate "C", words TEXT collate "C" not null, address TEXT collate "C", photo_sha256 TEXT collate "C" references photo (sha256),
  made_at BIGINT not null, primary key (organisation_id, id),
  foreign key (organisation_id, id) references proof (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
);
create index published_proof_id on published_proof (id);
create index published_proof_plan on published_proof (organisation_id, plan_id, id);
create index published_proof_of_plan on published_proof (plan_id, id);
create index published_proof_photo on published_proof (photo_sha256);
