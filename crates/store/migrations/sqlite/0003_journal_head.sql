-- How many lines the journal has and the hash of its last one, so that lines cut off at its end are missed.
create table audit_head (id INTEGER not null primary key, n_lines INTEGER not null, hash TEXT not null
) strict;
insert into audit_head (id, n_lines, hash) select 1, number, hash from audit order by number desc limit 1;

-- Lists of organisations are narrowed by kind.
create index organisation_kind on organisation (state, kind);
