-- The door of another house: who lets people in besides us (OpenID Connect), and which outer account is whose.
create table outer_door (
  id TEXT not null primary key, title TEXT not null, issuer TEXT not null, client_id TEXT not null, client_secret TEXT,
  scopes TEXT not null, trusted_steps TEXT not null, finds_by_email INTEGER not null, is_open INTEGER not null,
  version INTEGER not null
) strict;

create table outer_account (
  id TEXT not null primary key, issuer TEXT not null, subject TEXT not null,
  person_id TEXT not null references person (id), name TEXT not null, made_at INTEGER not null, used_at INTEGER
) strict;
create unique index unique__outer_account__subject on outer_account (issuer, subject);
create index outer_account_person on outer_account (person_id);
