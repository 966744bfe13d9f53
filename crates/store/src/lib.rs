//! What is remembered: SQLite (default) and PostgreSQL under one contract.
//!
//! In come records and decisions; out go records, pages of them, or a [`Fault`]. A `find_` verb answers `Option`, a
//! `keep_` verb keeps one decision whole or not at all, with its audit line and its jobs in the same transaction.
//! This crate refuses to know HTTP, documents, rights and the clock: JSON texts are opaque here, times are given.

mod audit;
mod cell;
#[cfg(feature = "negative-controls")]
pub mod controls;
mod database;
mod engine;
mod fault;
mod intake;
pub mod key;
mod migrate;
#[cfg(feature = "outages")]
pub mod outage;
mod own_file;
mod postgres;
pub mod record;
mod remembered;
mod sql;
mod sqlite;
mod table;
pub mod traits;
#[cfg(test)]
mod watched;

pub use database::open;
pub use fault::Fault;
pub use intake::Seat;
pub use record::{Act, Kept, Page, PageAsked, Version};
pub use traits::Store;

/// What every verb answers.
pub type Answer<T> = Result<T, Fault>;
