//! Tests of the whole crate in one binary; a module for each room.

mod corpus;
mod read;
mod reports;
mod rulebooks;
mod write;
