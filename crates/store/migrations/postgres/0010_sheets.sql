-- Printed questionnaires: lots that were given out, sheets that were keyed with their second entry, and calls to people who
-- are to be asked by telephone. Nothing of a call leads to an answer: no id, no time finer than a day of what was done.

create table sheet_lot (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, survey_id TEXT collate "C" not null,
  first_number BIGINT not null, last_number BIGINT not null, given_to TEXT collate "C" not null, given_on TEXT collate "C" not null,
  n_returned BIGINT not null, n_spoiled BIGINT not null, control_json TEXT collate "C",
  made_by TEXT collate "C" not null, made_at BIGINT not null, version BIGINT not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, survey_id) references survey (organisation_id, id)
);
create unique index unique__sheet_lot__first_number on sheet_lot (organisation_id, survey_id, first_number);

create table keyed_sheet (
  organisation_id TEXT collate "C" not null, survey_id TEXT collate "C" not null, number BIGINT not null, lot_id TEXT collate "C" not null,
  answer_id TEXT collate "C" not null, given TEXT collate "C" not null, keyed_by TEXT collate "C" not null, keyed_on TEXT collate "C" not null,
  second TEXT collate "C", second_by TEXT collate "C", is_settled BIGINT not null, is_counted BIGINT not null, version BIGINT not null,
  primary key (organisation_id, survey_id, number),
  foreign key (organisation_id, survey_id) references survey (organisation_id, id),
  foreign key (organisation_id, lot_id) references sheet_lot (organisation_id, id)
);
create index keyed_sheet_lot on keyed_sheet (organisation_id, lot_id);

create table phone_call (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, survey_id TEXT collate "C" not null, position BIGINT not null,
  phone TEXT collate "C" not null, outcome TEXT collate "C" not null, call_on TEXT collate "C", call_at TEXT collate "C", n_tries BIGINT not null,
  version BIGINT not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, survey_id) references survey (organisation_id, id)
);
create unique index unique__phone_call__phone on phone_call (organisation_id, survey_id, phone);

create table asked_day (
  organisation_id TEXT collate "C" not null, survey_id TEXT collate "C" not null, day TEXT collate "C" not null, channel TEXT collate "C" not null,
  n_done BIGINT not null, n_refused BIGINT not null,
  primary key (organisation_id, survey_id, day, channel),
  foreign key (organisation_id, survey_id) references survey (organisation_id, id)
);
