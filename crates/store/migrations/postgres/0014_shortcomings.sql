-- What is wanting, by round; the house's own typical measures; measures for many organisations; what mends what.

create table shortcoming_register (
  organisation_id TEXT collate "C" not null references organisation (id), round_id TEXT collate "C" not null references round (id),
  n_found BIGINT not null, total TEXT collate "C", made_by TEXT collate "C" not null, made_at BIGINT not null, version BIGINT not null,
  primary key (organisation_id, round_id)
);
create index shortcoming_register_round on shortcoming_register (round_id, organisation_id);

create table shortcoming (
  organisation_id TEXT collate "C" not null references organisation (id), id TEXT collate "C" not null, round_id TEXT collate "C" references round (id),
  branch TEXT collate "C" not null, about TEXT collate "C" not null, source TEXT collate "C" not null, criterion BIGINT, indicator TEXT collate "C",
  norm TEXT collate "C" not null, found TEXT collate "C" not null, n_against BIGINT, n_asked BIGINT, loss TEXT collate "C", earlier_years TEXT collate "C" not null,
  reference TEXT collate "C" not null, found_on TEXT collate "C", state TEXT collate "C" not null, reason TEXT collate "C", made_by TEXT collate "C" not null,
  made_at BIGINT not null, is_example BIGINT not null, version BIGINT not null, primary key (organisation_id, id)
);
create unique index unique__shortcoming__about on shortcoming (organisation_id, round_id, branch, about);
create index shortcoming_id on shortcoming (id);
create index shortcoming_round on shortcoming (round_id, about, organisation_id);

create table measure_shortcoming (
  organisation_id TEXT collate "C" not null, measure_id TEXT collate "C" not null, shortcoming_id TEXT collate "C" not null, made_by TEXT collate "C" not null,
  made_at BIGINT not null, primary key (organisation_id, measure_id, shortcoming_id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id),
  foreign key (organisation_id, shortcoming_id) references shortcoming (organisation_id, id)
);
create index measure_shortcoming_shortcoming on measure_shortcoming (organisation_id, shortcoming_id);
create index measure_shortcoming_of_measure on measure_shortcoming (measure_id);
create index measure_shortcoming_of_shortcoming on measure_shortcoming (shortcoming_id);

create table typical_measure (
  id TEXT collate "C" not null primary key, sector TEXT collate "C" not null, covers TEXT collate "C" not null, text TEXT collate "C" not null, result TEXT collate "C",
  proof TEXT collate "C" not null, proof_words TEXT collate "C" not null, term TEXT collate "C" not null, cost_from BIGINT, cost_to BIGINT,
  is_retired BIGINT not null, made_by TEXT collate "C" not null, made_at BIGINT not null, version BIGINT not null
);
create index typical_measure_sector on typical_measure (sector);

create table network_measure (
  id TEXT collate "C" not null primary key, text TEXT collate "C" not null, term TEXT collate "C" not null, year BIGINT not null, criterion BIGINT,
  indicator TEXT collate "C", about TEXT collate "C", proof_words TEXT collate "C", made_by TEXT collate "C" not null, made_at BIGINT not null,
  is_example BIGINT not null, version BIGINT not null
);

create table network_part (
  organisation_id TEXT collate "C" not null, measure_id TEXT collate "C" not null, network_id TEXT collate "C" not null references network_measure (id),
  made_by TEXT collate "C" not null, made_at BIGINT not null, primary key (organisation_id, measure_id),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
);
create index network_part_network on network_part (network_id, organisation_id);
