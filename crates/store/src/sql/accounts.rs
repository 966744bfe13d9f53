//! People, links, visits, keys; jobs; settings.

mod jobs;
mod keyrings;
mod outer;
mod people;
mod records;
