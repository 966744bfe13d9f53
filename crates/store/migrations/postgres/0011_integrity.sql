-- Whether filled questionnaires are honest: decisions of people about single answers, one-time codes, traces of the way.
-- No answer is ever deleted; what is left out stays beside its decision and can be counted again.

create table answer_review (
  organisation_id TEXT collate "C" not null, survey_id TEXT collate "C" not null, answer_id BYTEA not null,
  state TEXT collate "C" not null, reason TEXT collate "C", made_by TEXT collate "C" not null, made_at BIGINT not null,
  version BIGINT not null,
  primary key (organisation_id, survey_id, answer_id),
  foreign key (organisation_id, survey_id, answer_id) references answer (organisation_id, survey_id, id)
);
create table ticket (
  organisation_id TEXT collate "C" not null, survey_id TEXT collate "C" not null, hash TEXT collate "C" not null,
  made_by TEXT collate "C" not null, made_at BIGINT not null,
  primary key (organisation_id, survey_id, hash),
  foreign key (organisation_id, survey_id) references survey (organisation_id, id)
);
alter table answer add column has_worked BIGINT;
alter table survey add column asks_ticket BIGINT not null default 0;
alter table unfinished add column device TEXT collate "C";
alter table unfinished add column ticket TEXT collate "C";
alter table unfinished add column has_worked BIGINT not null default 0;
alter table score add column method TEXT collate "C";
