-- Ways into the house: passwords, codes of a second step, passkeys; what a visit tells its owner.
alter table person add column email TEXT collate "C";
alter table login_link add column asks_code BIGINT not null default 0;
alter table session add column way TEXT collate "C" not null default 'link';
alter table session add column browser TEXT collate "C";
alter table session add column proved_at BIGINT;
alter table session add column before_at BIGINT;
alter table session add column before_browser TEXT collate "C";

create table keyring (
  person_id TEXT collate "C" not null primary key references person (id), password_hash TEXT collate "C", password_at BIGINT,
  totp_secret TEXT collate "C", totp_at BIGINT, totp_step BIGINT, entered_at BIGINT, entered_browser TEXT collate "C"
);

create table recovery_code (
  person_id TEXT collate "C" not null references person (id), hash TEXT collate "C" not null, used_at BIGINT,
  primary key (person_id, hash)
);

create table passkey (
  id TEXT collate "C" not null primary key, person_id TEXT collate "C" not null references person (id),
  name TEXT collate "C" not null, body_json TEXT collate "C" not null, made_at BIGINT not null, used_at BIGINT
);
create index passkey_person on passkey (person_id);
