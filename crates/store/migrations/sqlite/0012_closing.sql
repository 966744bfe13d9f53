-- How many people a place was to ask and whom; what others measured; results of rounds as they were published, with their
-- files of answers in which nobody can be told from anybody.

create table round_place (
  organisation_id TEXT not null references organisation (id), round_id TEXT not null references round (id),
  branch TEXT not null, n_served INTEGER, n_wanted INTEGER, made_by TEXT not null, made_at INTEGER not null,
  version INTEGER not null, primary key (organisation_id, round_id, branch)
) strict;
create index round_place_round on round_place (round_id, organisation_id);

create table round_quota (
  round_id TEXT not null references round (id), number INTEGER not null, title TEXT not null, choice_question TEXT,
  choice TEXT, number_question TEXT, least INTEGER, most INTEGER, percent INTEGER not null, made_by TEXT not null,
  made_at INTEGER not null, primary key (round_id, number)
) strict;

create table second_source (
  organisation_id TEXT not null references organisation (id), id TEXT not null, source TEXT not null, on_day TEXT not null,
  value TEXT not null, respondents INTEGER, link TEXT not null, made_by TEXT not null, made_at INTEGER not null,
  version INTEGER not null, primary key (organisation_id, id)
) strict;
create unique index unique__second_source__day on second_source (organisation_id, source, on_day);

create table round_publication (
  round_id TEXT not null references round (id), number INTEGER not null, body_json TEXT not null, sha256 TEXT not null,
  made_by TEXT not null, made_at INTEGER not null, primary key (round_id, number)
) strict;

create table round_file (
  round_id TEXT not null, number INTEGER not null, name TEXT not null, sha256 TEXT not null, size_bytes INTEGER not null,
  primary key (round_id, number, name),
  foreign key (round_id, number) references round_publication (round_id, number)
) strict;

create table round_file_piece (
  round_id TEXT not null, number INTEGER not null, name TEXT not null, position INTEGER not null, bytes BLOB not null,
  primary key (round_id, number, name, position),
  foreign key (round_id, number, name) references round_file (round_id, number, name)
) strict;
