-- Surveys: a questionnaire asked at one place in one round. A public code is looked up in a small table of its own, so
-- that the table of surveys can stay with its organisation.

create table survey (
  organisation_id TEXT collate "C" not null references organisation (id), id TEXT collate "C" not null,
  round_id TEXT collate "C" not null references round (id), batch_id TEXT collate "C" not null references batch (id),
  branch TEXT collate "C" not null, code TEXT collate "C" not null, opens_on TEXT collate "C", closes_on TEXT collate "C", is_closed BIGINT not null,
  made_by TEXT collate "C" not null, made_at BIGINT not null, is_example BIGINT not null, version BIGINT not null,
  primary key (organisation_id, id)
);
create unique index unique__survey__place on survey (organisation_id, round_id, branch);
create index survey_round on survey (round_id, organisation_id);
create index survey_batch on survey (batch_id);

create table survey_code (
  code TEXT collate "C" not null primary key, organisation_id TEXT collate "C" not null, survey_id TEXT collate "C" not null,
  foreign key (organisation_id, survey_id) references survey (organisation_id, id)
);
create index survey_code_survey on survey_code (organisation_id, survey_id);
