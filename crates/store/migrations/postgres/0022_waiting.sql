-- What waits for people: reports by their stage, letters of one reminder, measures somebody was reminded of, and the turns of
-- measures whose terms come again, as they were counted last.
create index report_stage on report (stage, organisation_id);
create index plan_awaited on plan (stage, state, is_example, starts_on, ends_on, organisation_id, id);
create index letter_once on letter (once);
create index bulk_change_measure on bulk_change (measure_id, act_id);

create table measure_turn (
  organisation_id TEXT collate "C" not null, measure_id TEXT collate "C" not null, is_proof BIGINT not null, tells_from TEXT collate "C" not null,
  asks_until TEXT collate "C" not null, missed_on TEXT collate "C", primary key (organisation_id, measure_id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
);
create index measure_turn_of on measure_turn (measure_id);
create index measure_turn_told on measure_turn (is_proof, tells_from);
create index measure_turn_asked on measure_turn (is_proof, asks_until, measure_id);
create index measure_turn_asked_of on measure_turn (organisation_id, is_proof, asks_until);
