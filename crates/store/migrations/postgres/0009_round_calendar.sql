-- The calendar of a round, who takes part in it and which organisations it assesses; questionnaires somebody began and
-- has not sent: answers without anything about the person, by the hash of a code, for a few days.

alter table round add column operator TEXT collate "C" not null default '';
alter table round add column contract_number TEXT collate "C" not null default '';
alter table round add column contract_on TEXT collate "C";
alter table round add column council TEXT collate "C" not null default '';
alter table round add column council_decision TEXT collate "C" not null default '';
alter table round add column council_decision_on TEXT collate "C";
alter table round add column inspection_from TEXT collate "C";
alter table round add column inspection_to TEXT collate "C";
alter table round add column report_due_on TEXT collate "C";
alter table round add column report_on TEXT collate "C";
alter table round add column decision_due_on TEXT collate "C";
alter table round add column decision_on TEXT collate "C";
alter table round add column handover_due_on TEXT collate "C";
alter table round add column results_due_on TEXT collate "C";

create table round_organisation (
  organisation_id TEXT collate "C" not null references organisation (id), round_id TEXT collate "C" not null references round (id),
  primary key (organisation_id, round_id)
);
create index round_organisation_round on round_organisation (round_id, organisation_id);

create table unfinished (
  hash TEXT collate "C" not null primary key, organisation_id TEXT collate "C" not null, survey_id TEXT collate "C" not null, answer_id TEXT collate "C" not null,
  channel TEXT collate "C" not null, look TEXT collate "C" not null, answers TEXT collate "C" not null, receipt TEXT collate "C", began_at BIGINT not null,
  expires_at BIGINT not null, foreign key (organisation_id, survey_id) references survey (organisation_id, id)
);
create index unfinished_survey on unfinished (organisation_id, survey_id);
create index unfinished_expiry on unfinished (expires_at);
