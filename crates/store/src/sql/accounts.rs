//! People, links, visits, keys; jobs; settings.

mod jobs;
mod keyrings;
mod people;
mod records;
