-- What of a plan and its results is placed where: by whom, on which day, under which address, by which version of the terms.

create table publication_item (
  organisation_id TEXT not null, id TEXT not null, plan_id TEXT not null, item TEXT not null, placed_on TEXT,
  placed_by TEXT not null, link TEXT not null, note TEXT not null, due_on TEXT, terms_version INTEGER not null,
  made_by TEXT not null, made_at INTEGER not null, version INTEGER not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
) strict;
create unique index unique__publication_item__item on publication_item (organisation_id, plan_id, item);
create index publication_item_of_plan on publication_item (plan_id, item);
