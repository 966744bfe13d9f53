-- Surveys: a questionnaire asked at one place in one round. A public code is looked up in a small table of its own, so
-- that the table of surveys can stay with its organisation.

create table survey (
  organisation_id TEXT not null references organisation (id), id TEXT not null,
  round_id TEXT not null references round (id), batch_id TEXT not null references batch (id),
  branch TEXT not null, code TEXT not null, opens_on TEXT, closes_on TEXT, is_closed INTEGER not null,
  made_by TEXT not null, made_at INTEGER not null, is_example INTEGER not null, version INTEGER not null,
  primary key (organisation_id, id)
) strict;
create unique index unique__survey__place on survey (organisation_id, round_id, branch);
create index survey_round on survey (round_id, organisation_id);
create index survey_batch on survey (batch_id);

create table survey_code (
  code TEXT not null primary key, organisation_id TEXT not null, survey_id TEXT not null,
  foreign key (organisation_id, survey_id) references survey (organisation_id, id)
) strict;
create index survey_code_survey on survey_code (organisation_id, survey_id);
