-- What waits besides: measures that were sent back to work, and what of published plans nobody has placed, as it was counted
-- last.
create index measure_sent_back on measure (organisation_id, id) where state = 'in_work' and reason is not null;

create table placing_turn (
  organisation_id TEXT collate "C" not null, plan_id TEXT collate "C" not null, item TEXT collate "C" not null, asks_until TEXT collate "C" not null,
  primary key (organisation_id, plan_id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
);
create index placing_turn_asks on placing_turn (asks_until, plan_id);
create index placing_turn_of on placing_turn (organisation_id, asks_until);
