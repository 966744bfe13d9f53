-- Printed questionnaires: lots that were given out, sheets that were keyed with their second entry, and calls to people who
-- are to be asked by telephone. Nothing of a call leads to an answer: no id, no time finer than a day of what was done.

create table sheet_lot (
  organisation_id TEXT not null, id TEXT not null, survey_id TEXT not null,
  first_number INTEGER not null, last_number INTEGER not null, given_to TEXT not null, given_on TEXT not null,
  n_returned INTEGER not null, n_spoiled INTEGER not null, control_json TEXT,
  made_by TEXT not null, made_at INTEGER not null, version INTEGER not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, survey_id) references survey (organisation_id, id)
) strict;
create unique index unique__sheet_lot__first_number on sheet_lot (organisation_id, survey_id, first_number);

create table keyed_sheet (
  organisation_id TEXT not null, survey_id TEXT not null, number INTEGER not null, lot_id TEXT not null,
  answer_id TEXT not null, given TEXT not null, keyed_by TEXT not null, keyed_on TEXT not null,
  second TEXT, second_by TEXT, is_settled INTEGER not null, is_counted INTEGER not null, version INTEGER not null,
  primary key (organisation_id, survey_id, number),
  foreign key (organisation_id, survey_id) references survey (organisation_id, id),
  foreign key (organisation_id, lot_id) references sheet_lot (organisation_id, id)
) strict;
create index keyed_sheet_lot on keyed_sheet (organisation_id, lot_id);

create table phone_call (
  organisation_id TEXT not null, id TEXT not null, survey_id TEXT not null, position INTEGER not null,
  phone TEXT not null, outcome TEXT not null, call_on TEXT, call_at TEXT, n_tries INTEGER not null,
  version INTEGER not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, survey_id) references survey (organisation_id, id)
) strict;
create unique index unique__phone_call__phone on phone_call (organisation_id, survey_id, phone);

create table asked_day (
  organisation_id TEXT not null, survey_id TEXT not null, day TEXT not null, channel TEXT not null,
  n_done INTEGER not null, n_refused INTEGER not null,
  primary key (organisation_id, survey_id, day, channel),
  foreign key (organisation_id, survey_id) references survey (organisation_id, id)
) strict;
