-- Filled questionnaires, each kept once under the name its sender made. They lie in the order of their key: those of one
-- survey together, those whose names grow with time at its end, and no second copy of the key beside them.

create table answer (
  organisation_id TEXT not null, survey_id TEXT not null, id BLOB not null, packed BLOB not null, channel TEXT not null,
  kept_at INTEGER not null, kept_on TEXT not null, line INTEGER not null, filled_seconds INTEGER, device TEXT, ticket TEXT,
  primary key (organisation_id, survey_id, id),
  foreign key (organisation_id, survey_id) references survey (organisation_id, id)
) strict, without rowid;
create unique index unique__answer__ticket on answer (organisation_id, survey_id, ticket) where ticket is not null;
