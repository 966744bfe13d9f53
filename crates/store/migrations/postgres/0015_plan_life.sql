-- The way of a plan: its stage, who took which step and when, comments on rows, approvals with their scans, rows changed
-- after approval. The journal says which organisation a line is about, so that a founder reads what is within reach.

alter table plan add column stage TEXT collate "C" not null default 'approved';
update plan set stage = 'published' where exists (
  select 1 from publication p where p.organisation_id = plan.organisation_id and p.plan_id = plan.id);
update plan set stage = 'closed' where state = 'closed';
create index plan_stage on plan (stage, id);

create table plan_step (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, plan_id TEXT collate "C" not null, number BIGINT not null, stage TEXT collate "C" not null, verb TEXT collate "C" not null,
  words TEXT collate "C", made_by TEXT collate "C" not null, made_at BIGINT not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
);
create index plan_step_plan on plan_step (organisation_id, plan_id, id);
create index plan_step_of_plan on plan_step (plan_id, id);

create table plan_comment (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, plan_id TEXT collate "C" not null, measure_id TEXT collate "C", words TEXT collate "C" not null,
  made_by TEXT collate "C" not null, made_at BIGINT not null, answer TEXT collate "C", answered_by TEXT collate "C", answered_at BIGINT, settled_by TEXT collate "C",
  settled_at BIGINT, version BIGINT not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
);
create index plan_comment_plan on plan_comment (organisation_id, plan_id, id);
create index plan_comment_of_plan on plan_comment (plan_id, id);
create index plan_comment_by_id on plan_comment (id);

create table plan_approval (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, plan_id TEXT collate "C" not null, position TEXT collate "C" not null, body TEXT collate "C" not null,
  name TEXT collate "C" not null, act_kind TEXT collate "C" not null, act_number TEXT collate "C" not null, act_date TEXT collate "C", approved_on TEXT collate "C" not null,
  paper_sha256 TEXT collate "C" references paper (sha256), made_by TEXT collate "C" not null, made_at BIGINT not null,
  primary key (organisation_id, id), foreign key (organisation_id, plan_id) references plan (organisation_id, id)
);
create index plan_approval_plan on plan_approval (organisation_id, plan_id, id);
create index plan_approval_of_plan on plan_approval (plan_id, id);
create index plan_approval_paper on plan_approval (paper_sha256);

create table plan_amendment (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, plan_id TEXT collate "C" not null, measure_id TEXT collate "C" not null, kind TEXT collate "C" not null,
  was_json TEXT collate "C", became_json TEXT collate "C", reason TEXT collate "C" not null, agreed TEXT collate "C" not null, made_by TEXT collate "C" not null,
  made_at BIGINT not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
);
create index plan_amendment_plan on plan_amendment (organisation_id, plan_id, id);
create index plan_amendment_of_plan on plan_amendment (plan_id, id);

alter table audit add column organisation_id TEXT collate "C";
create index audit_organisation on audit (organisation_id, number);
