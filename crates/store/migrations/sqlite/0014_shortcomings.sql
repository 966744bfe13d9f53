-- What is wanting, by round; the house's own typical measures; measures for many organisations; what mends what.

create table shortcoming_register (
  organisation_id TEXT not null references organisation (id), round_id TEXT not null references round (id),
  n_found INTEGER not null, total TEXT, made_by TEXT not null, made_at INTEGER not null, version INTEGER not null,
  primary key (organisation_id, round_id)
) strict;
create index shortcoming_register_round on shortcoming_register (round_id, organisation_id);

create table shortcoming (
  organisation_id TEXT not null references organisation (id), id TEXT not null, round_id TEXT references round (id),
  branch TEXT not null, about TEXT not null, source TEXT not null, criterion INTEGER, indicator TEXT,
  norm TEXT not null, found TEXT not null, n_against INTEGER, n_asked INTEGER, loss TEXT, earlier_years TEXT not null,
  reference TEXT not null, found_on TEXT, state TEXT not null, reason TEXT, made_by TEXT not null,
  made_at INTEGER not null, is_example INTEGER not null, version INTEGER not null, primary key (organisation_id, id)
) strict;
create unique index unique__shortcoming__about on shortcoming (organisation_id, round_id, branch, about);
create index shortcoming_id on shortcoming (id);
create index shortcoming_round on shortcoming (round_id, about, organisation_id);

create table measure_shortcoming (
  organisation_id TEXT not null, measure_id TEXT not null, shortcoming_id TEXT not null, made_by TEXT not null,
  made_at INTEGER not null, primary key (organisation_id, measure_id, shortcoming_id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id),
  foreign key (organisation_id, shortcoming_id) references shortcoming (organisation_id, id)
) strict;
create index measure_shortcoming_shortcoming on measure_shortcoming (organisation_id, shortcoming_id);
create index measure_shortcoming_of_measure on measure_shortcoming (measure_id);
create index measure_shortcoming_of_shortcoming on measure_shortcoming (shortcoming_id);

create table typical_measure (
  id TEXT not null primary key, sector TEXT not null, covers TEXT not null, text TEXT not null, result TEXT,
  proof TEXT not null, proof_words TEXT not null, term TEXT not null, cost_from INTEGER, cost_to INTEGER,
  is_retired INTEGER not null, made_by TEXT not null, made_at INTEGER not null, version INTEGER not null
) strict;
create index typical_measure_sector on typical_measure (sector);

create table network_measure (
  id TEXT not null primary key, text TEXT not null, term TEXT not null, year INTEGER not null, criterion INTEGER,
  indicator TEXT, about TEXT, proof_words TEXT, made_by TEXT not null, made_at INTEGER not null,
  is_example INTEGER not null, version INTEGER not null
) strict;

create table network_part (
  organisation_id TEXT not null, measure_id TEXT not null, network_id TEXT not null references network_measure (id),
  made_by TEXT not null, made_at INTEGER not null, primary key (organisation_id, measure_id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
) strict;
create index network_part_network on network_part (network_id, organisation_id);
