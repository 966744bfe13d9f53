-- Steps that one person took for many measures at once, and what each of them was before: so that all can be taken back.
create table bulk_act (
  id TEXT collate "C" not null primary key, kind TEXT collate "C" not null, words TEXT collate "C" not null, n_measures BIGINT not null,
  made_by TEXT collate "C" not null, made_at BIGINT not null, undone_at BIGINT, version BIGINT not null
);

create table bulk_change (
  organisation_id TEXT collate "C" not null, measure_id TEXT collate "C" not null, act_id TEXT collate "C" not null references bulk_act (id),
  was_json TEXT collate "C" not null, became_version BIGINT not null, primary key (organisation_id, measure_id, act_id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
);
create index bulk_change_act on bulk_change (act_id);
