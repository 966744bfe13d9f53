-- The calendar of a round, who takes part in it and which organisations it assesses; questionnaires somebody began and
-- has not sent: answers without anything about the person, by the hash of a code, for a few days.

alter table round add column operator TEXT not null default '';
alter table round add column contract_number TEXT not null default '';
alter table round add column contract_on TEXT;
alter table round add column council TEXT not null default '';
alter table round add column council_decision TEXT not null default '';
alter table round add column council_decision_on TEXT;
alter table round add column inspection_from TEXT;
alter table round add column inspection_to TEXT;
alter table round add column report_due_on TEXT;
alter table round add column report_on TEXT;
alter table round add column decision_due_on TEXT;
alter table round add column decision_on TEXT;
alter table round add column handover_due_on TEXT;
alter table round add column results_due_on TEXT;

create table round_organisation (
  organisation_id TEXT not null references organisation (id), round_id TEXT not null references round (id),
  primary key (organisation_id, round_id)
) strict;
create index round_organisation_round on round_organisation (round_id, organisation_id);

create table unfinished (
  hash TEXT not null primary key, organisation_id TEXT not null, survey_id TEXT not null, answer_id TEXT not null,
  channel TEXT not null, look TEXT not null, answers TEXT not null, receipt TEXT, began_at INTEGER not null,
  expires_at INTEGER not null, foreign key (organisation_id, survey_id) references survey (organisation_id, id)
) strict;
create index unfinished_survey on unfinished (organisation_id, survey_id);
create index unfinished_expiry on unfinished (expires_at);
