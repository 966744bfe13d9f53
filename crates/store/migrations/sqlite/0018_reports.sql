-- Reports on plans as they were prepared, signed and sent; figures typed for them; reports put together; Word templates.

create table report (
  organisation_id TEXT not null, id TEXT not null, plan_id TEXT not null, period TEXT not null, year INTEGER not null,
  number INTEGER, replaces_id TEXT, stage TEXT not null, as_of TEXT not null, body_json TEXT not null,
  sha256 TEXT not null, note TEXT, made_by TEXT not null, made_at INTEGER not null, signed_by TEXT, signed_at INTEGER,
  sent_by TEXT, sent_at INTEGER, decided_by TEXT, decided_at INTEGER, is_example INTEGER not null,
  version INTEGER not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
) strict;
create index report_by_id on report (id);
create index report_of_plan on report (organisation_id, plan_id, period);
create index report_period on report (period, organisation_id);
create unique index unique__report__number on report (organisation_id, year, number);
create unique index unique__report__period on report (organisation_id, plan_id, period)
  where stage in ('prepared', 'signed');

create table report_figure (
  organisation_id TEXT not null, measure_id TEXT not null, period TEXT not null, value TEXT not null,
  made_by TEXT not null, made_at INTEGER not null, primary key (organisation_id, measure_id, period),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
) strict;

create table consolidated_report (
  id TEXT not null primary key, kind TEXT not null, year INTEGER not null, number INTEGER not null,
  period TEXT not null, scope TEXT not null, n_organisations INTEGER not null, replaces_id TEXT, as_of TEXT not null,
  body_json TEXT not null, sha256 TEXT not null, made_by TEXT not null, made_at INTEGER not null,
  is_example INTEGER not null
) strict;
create unique index unique__consolidated_report__number on consolidated_report (kind, year, number);

create table consolidated_organisation (
  organisation_id TEXT not null references organisation (id),
  consolidated_id TEXT not null references consolidated_report (id), primary key (organisation_id, consolidated_id)
) strict;
create index consolidated_organisation_of on consolidated_organisation (consolidated_id, organisation_id);

create table paper_template (
  id TEXT not null primary key, form TEXT not null, name TEXT not null,
  paper_sha256 TEXT not null references paper (sha256), is_default INTEGER not null, made_by TEXT not null,
  made_at INTEGER not null, version INTEGER not null
) strict;
create index paper_template_paper on paper_template (paper_sha256);
create unique index unique__paper_template__default on paper_template (form) where is_default = 1;
