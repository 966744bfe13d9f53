-- Reports on plans as they were prepared, signed and sent; figures typed for them; reports put together; Word templates.

create table report (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, plan_id TEXT collate "C" not null, period TEXT collate "C" not null, year BIGINT not null,
  number BIGINT, replaces_id TEXT collate "C", stage TEXT collate "C" not null, as_of TEXT collate "C" not null, body_json TEXT collate "C" not null,
  sha256 TEXT collate "C" not null, note TEXT collate "C", made_by TEXT collate "C" not null, made_at BIGINT not null, signed_by TEXT collate "C", signed_at BIGINT,
  sent_by TEXT collate "C", sent_at BIGINT, decided_by TEXT collate "C", decided_at BIGINT, is_example BIGINT not null,
  version BIGINT not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
);
create index report_by_id on report (id);
create index report_of_plan on report (organisation_id, plan_id, period);
create index report_period on report (period, organisation_id);
create unique index unique__report__number on report (organisation_id, year, number);
create unique index unique__report__period on report (organisation_id, plan_id, period)
  where stage in ('prepared', 'signed');

create table report_figure (
  organisation_id TEXT collate "C" not null, measure_id TEXT collate "C" not null, period TEXT collate "C" not null, value TEXT collate "C" not null,
  made_by TEXT collate "C" not null, made_at BIGINT not null, primary key (organisation_id, measure_id, period),
  foreign key (organisation_id, measure_id) references measure (organisation_id, id)
);

create table consolidated_report (
  id TEXT collate "C" not null primary key, kind TEXT collate "C" not null, year BIGINT not null, number BIGINT not null,
  period TEXT collate "C" not null, scope TEXT collate "C" not null, n_organisations BIGINT not null, replaces_id TEXT collate "C", as_of TEXT collate "C" not null,
  body_json TEXT collate "C" not null, sha256 TEXT collate "C" not null, made_by TEXT collate "C" not null, made_at BIGINT not null,
  is_example BIGINT not null
);
create unique index unique__consolidated_report__number on consolidated_report (kind, year, number);

create table consolidated_organisation (
  organisation_id TEXT collate "C" not null references organisation (id),
  consolidated_id TEXT collate "C" not null references consolidated_report (id), primary key (organisation_id, consolidated_id)
);
create index consolidated_organisation_of on consolidated_organisation (consolidated_id, organisation_id);

create table paper_template (
  id TEXT collate "C" not null primary key, form TEXT collate "C" not null, name TEXT collate "C" not null,
  paper_sha256 TEXT collate "C" not null references paper (sha256), is_default BIGINT not null, made_by TEXT collate "C" not null,
  made_at BIGINT not null, version BIGINT not null
);
create index paper_template_paper on paper_template (paper_sha256);
create unique index unique__paper_template__default on paper_template (form) where is_default = 1;
