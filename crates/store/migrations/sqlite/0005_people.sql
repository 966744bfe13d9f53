-- Ways into the house: passwords, codes of a second step, passkeys; what a visit tells its owner.
alter table person add column email TEXT;
alter table login_link add column asks_code INTEGER not null default 0;
alter table session add column way TEXT not null default 'link';
alter table session add column browser TEXT;
alter table session add column proved_at INTEGER;
alter table session add column before_at INTEGER;
alter table session add column before_browser TEXT;

create table keyring (
  person_id TEXT not null primary key references person (id), password_hash TEXT, password_at INTEGER,
  totp_secret TEXT, totp_at INTEGER, totp_step INTEGER, entered_at INTEGER, entered_browser TEXT
) strict;

create table recovery_code (
  person_id TEXT not null references person (id), hash TEXT not null, used_at INTEGER, primary key (person_id, hash)
) strict;

create table passkey (
  id TEXT not null primary key, person_id TEXT not null references person (id), name TEXT not null,
  body_json TEXT not null, made_at INTEGER not null, used_at INTEGER
) strict;
create index passkey_person on passkey (person_id);
