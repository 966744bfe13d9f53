-- The way of a plan: its stage, who took which step and when, comments on rows, approvals with their scans, rows changed
-- after approval. The journal says which organisation a line is about, so that a founder reads what is within reach.

alter table plan add column stage TEXT not null default 'approved';
update plan set stage = 'published' where exists (
  select 1 from publication p where p.organisation_id = plan.organisation_id and p.plan_id = plan.id);
update plan set stage = 'closed' where state = 'closed';
create index plan_stage on plan (stage, id);

create table plan_step (
  organisation_id TEXT not null, id TEXT not null, plan_id TEXT not null, number INTEGER not null, stage TEXT not null, verb TEXT not null,
  words TEXT, made_by TEXT not null, made_at INTEGER not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
) strict;
create index plan_step_plan on plan_step (organisation_id, plan_id, id);
create index plan_step_of_plan on plan_step (plan_id, id);

create table plan_comment (
  organisation_id TEXT not null, id TEXT not null, plan_id TEXT not null, measure_id TEXT, words TEXT not null,
  made_by TEXT not null, made_at INTEGER not null, answer TEXT, answered_by TEXT, answered_at INTEGER, settled_by TEXT,
  settled_at INTEGER, version INTEGER not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
) strict;
create index plan_comment_plan on plan_comment (organisation_id, plan_id, id);
create index plan_comment_of_plan on plan_comment (plan_id, id);
create index plan_comment_by_id on plan_comment (id);

create table plan_approval (
  organisation_id TEXT not null, id TEXT not null, plan_id TEXT not null, position TEXT not null, body TEXT not null,
  name TEXT not null, act_kind TEXT not null, act_number TEXT not null, act_date TEXT, approved_on TEXT not null,
  paper_sha256 TEXT references paper (sha256), made_by TEXT not null, made_at INTEGER not null,
  primary key (organisation_id, id), foreign key (organisation_id, plan_id) references plan (organisation_id, id)
) strict;
create index plan_approval_plan on plan_approval (organisation_id, plan_id, id);
create index plan_approval_of_plan on plan_approval (plan_id, id);
create index plan_approval_paper on plan_approval (paper_sha256);

create table plan_amendment (
  organisation_id TEXT not null, id TEXT not null, plan_id TEXT not null, measure_id TEXT not null, kind TEXT not null,
  was_json TEXT, became_json TEXT, reason TEXT not null, agreed TEXT not null, made_by TEXT not null,
  made_at INTEGER not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
) strict;
create index plan_amendment_plan on plan_amendment (organisation_id, plan_id, id);
create index plan_amendment_of_plan on plan_amendment (plan_id, id);

alter table audit add column organisation_id TEXT;
create index audit_organisation on audit (organisation_id, number);
