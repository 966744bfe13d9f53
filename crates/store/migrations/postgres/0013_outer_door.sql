-- The door of another house: who lets people in besides us (OpenID Connect), and which outer account is whose.
create table outer_door (
  id TEXT collate "C" not null primary key, title TEXT collate "C" not null, issuer TEXT collate "C" not null,
  client_id TEXT collate "C" not null, client_secret TEXT collate "C", scopes TEXT collate "C" not null,
  trusted_steps TEXT collate "C" not null, finds_by_email BIGINT not null, is_open BIGINT not null,
  version BIGINT not null
);

create table outer_account (
  id TEXT collate "C" not null primary key, issuer TEXT collate "C" not null, subject TEXT collate "C" not null,
  person_id TEXT collate "C" not null references person (id), name TEXT collate "C" not null,
  made_at BIGINT not null, used_at BIGINT
);
create unique index unique__outer_account__subject on outer_account (issuer, subject);
create index outer_account_person on outer_account (person_id);
