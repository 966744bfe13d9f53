//! People, links, visits, keys; jobs; settings.

mod jobs;
mod people;
mod records;
