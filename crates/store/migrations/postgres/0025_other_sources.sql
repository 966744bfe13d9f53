-- Where else an organisation is rated: its number on bus.gov.ru and the address of its monthly poll.
alter table organisation add column bus_gov_id TEXT;
alter table organisation add column poll_link TEXT;
