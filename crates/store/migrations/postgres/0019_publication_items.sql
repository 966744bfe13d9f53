-- What of a plan and its results is placed where: by whom, on which day, under which address, by which version of the terms.

create table publication_item (
  organisation_id TEXT collate "C" not null, id TEXT collate "C" not null, plan_id TEXT collate "C" not null, item TEXT collate "C" not null, placed_on TEXT collate "C",
  placed_by TEXT collate "C" not null, link TEXT collate "C" not null, note TEXT collate "C" not null, due_on TEXT collate "C", terms_version BIGINT not null,
  made_by TEXT collate "C" not null, made_at BIGINT not null, version BIGINT not null, primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id)
);
create unique index unique__publication_item__item on publication_item (organisation_id, plan_id, item);
create index publication_item_of_plan on publication_item (plan_id, item);
