-- Filled questionnaires, each kept once under the name its sender made. They lie in the order of their key: those of one
-- survey together, those whose names grow with time at its end, and no second copy of the key beside them.

create table answer (
  organisation_id TEXT collate "C" not null, survey_id TEXT collate "C" not null, id BYTEA not null, packed BYTEA not null,
  channel TEXT collate "C" not null, kept_at BIGINT not null, kept_on TEXT collate "C" not null, line BIGINT not null,
  filled_seconds BIGINT, device TEXT collate "C", ticket TEXT collate "C",
  primary key (organisation_id, survey_id, id),
  foreign key (organisation_id, survey_id) references survey (organisation_id, id)
);
create unique index unique__answer__ticket on answer (organisation_id, survey_id, ticket) where ticket is not null;
