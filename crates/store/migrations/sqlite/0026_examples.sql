-- Whether there are examples is asked by every page of the cabinet.
create index organisation_example on organisation (is_example) where is_example = 1;
