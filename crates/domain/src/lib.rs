//! What is true in the independent assessment («независимая оценка качества», НОК).
//!
//! In come plain values: what a paper said, what day it is, what a calendar knows. Out go decisions:
//! what a term means, whether a measure is late, what a careful reviewer would say.
//! This crate refuses to know the clock, files, databases, HTTP, serialisation and floating point.

// Scores are exact and papers are messy: no floats, no panics on input paths. Tests may unwrap.
#![cfg_attr(not(test), deny(clippy::float_arithmetic, clippy::unwrap_used, clippy::indexing_slicing))]

pub mod access;
pub mod account;
pub mod calendar;
pub mod closing;
pub mod deadline;
pub mod ids;
pub mod inspection;
pub mod integrity;
pub mod letters;
pub mod outside;
pub mod plan;
pub mod publication;
pub mod registry;
pub mod remark;
pub mod reminder;
pub mod report;
pub mod round;
pub mod rulebook;
pub mod score;
pub mod shortcoming;
pub mod survey;
pub mod typed;
pub mod wording;

pub use jiff::civil::Date;
