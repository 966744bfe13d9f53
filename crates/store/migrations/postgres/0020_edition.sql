-- How often what is remembered grew old: every line of the journal but those of citizens' answers, of which nothing is remembered.
alter table audit_head add column edition BIGINT not null default 0;
