//! Tests of the whole crate in one binary; a module for each room.

mod read;
mod write;
