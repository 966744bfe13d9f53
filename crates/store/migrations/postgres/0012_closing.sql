-- How many people a place was to ask and whom; what others measured; results of rounds as they were published, with their
-- files of answers in which nobody can be told from anybody.

create table round_place (
  organisation_id TEXT collate "C" not null references organisation (id), round_id TEXT collate "C" not null references round (id),
  branch TEXT collate "C" not null, n_served BIGINT, n_wanted BIGINT, made_by TEXT collate "C" not null, made_at BIGINT not null,
  version BIGINT not null, primary key (organisation_id, round_id, branch)
);
create index round_place_round on round_place (round_id, organisation_id);

create table round_quota (
  round_id TEXT collate "C" not null references round (id), number BIGINT not null, title TEXT collate "C" not null, choice_question TEXT collate "C",
  choice TEXT collate "C", number_question TEXT collate "C", least BIGINT, most BIGINT, percent BIGINT not null, made_by TEXT collate "C" not null,
  made_at BIGINT not null, primary key (round_id, number)
);

create table second_source (
  organisation_id TEXT collate "C" not null references organisation (id), id TEXT collate "C" not null, source TEXT collate "C" not null, on_day TEXT collate "C" not null,
  value TEXT collate "C" not null, respondents BIGINT, link TEXT collate "C" not null, made_by TEXT collate "C" not null, made_at BIGINT not null,
  version BIGINT not null, primary key (organisation_id, id)
);
create unique index unique__second_source__day on second_source (organisation_id, source, on_day);

create table round_publication (
  round_id TEXT collate "C" not null references round (id), number BIGINT not null, body_json TEXT collate "C" not null, sha256 TEXT collate "C" not null,
  made_by TEXT collate "C" not null, made_at BIGINT not null, primary key (round_id, number)
);

create table round_file (
  round_id TEXT collate "C" not null, number BIGINT not null, name TEXT collate "C" not null, sha256 TEXT collate "C" not null, size_bytes BIGINT not null,
  primary key (round_id, number, name),
  foreign key (round_id, number) references round_publication (round_id, number)
);

create table round_file_piece (
  round_id TEXT collate "C" not null, number BIGINT not null, name TEXT collate "C" not null, position BIGINT not null, bytes BYTEA not null,
  primary key (round_id, number, name, position),
  foreign key (round_id, number, name) references round_file (round_id, number, name)
);
