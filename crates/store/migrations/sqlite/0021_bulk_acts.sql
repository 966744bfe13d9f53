-- Steps that one person took for many measures at once, and what each of them was before: so that all can be taken back.
create table bulk_act (
  id TEXT not null primary key, kind TEXT not null, words TEXT not null, n_measures INTEGER not null,
  made_by TEXT not null, made_at INTEGER not null, undone_at INTEGER, version INTEGER not null
) strict;

create table bulk_change (
  organisation_id TEXT not null, measure_id TEXT not null, act_id TEXT not null references bulk_act (id),
  was_json TEXT not null, became_version INTEGER not null, primary key (organisation_id, measure_id, act_id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
) strict;
create index bulk_change_act on bulk_change (act_id);
