-- Whether filled questionnaires are honest: decisions of people about single answers, one-time codes, traces of the way.
-- No answer is ever deleted; what is left out stays beside its decision and can be counted again.

create table answer_review (
  organisation_id TEXT not null, survey_id TEXT not null, answer_id BLOB not null, state TEXT not null, reason TEXT,
  made_by TEXT not null, made_at INTEGER not null, version INTEGER not null,
  primary key (organisation_id, survey_id, answer_id),
  foreign key (organisation_id, survey_id, answer_id) references answer (organisation_id, survey_id, id)
) strict, without rowid;
create table ticket (
  organisation_id TEXT not null, survey_id TEXT not null, hash TEXT not null, made_by TEXT not null,
  made_at INTEGER not null,
  primary key (organisation_id, survey_id, hash),
  foreign key (organisation_id, survey_id) references survey (organisation_id, id)
) strict, without rowid;
alter table answer add column has_worked INTEGER;
alter table survey add column asks_ticket INTEGER not null default 0;
alter table unfinished add column device TEXT;
alter table unfinished add column ticket TEXT;
alter table unfinished add column has_worked INTEGER not null default 0;
alter table score add column method TEXT;
