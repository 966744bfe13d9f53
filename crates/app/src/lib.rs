//! What can be done: one verb a function, rights asked in its first line, one transaction each.
//!
//! In come a [`Ctx`] and what a person said; out goes what was kept, or a [`Refusal`] and nothing kept.
//! This crate refuses to know HTTP, HTML and the terminal.

pub mod affairs;
pub mod answers;
pub mod calls;
mod consent;
pub mod ctx;
pub mod directory;
pub mod door;
pub mod drafts;
pub mod examples;
pub mod feeds;
pub mod fetch;
mod fresh;
pub mod inspections;
pub mod intake;
pub mod integrity;
pub mod jobs;
pub mod journal;
pub mod letters;
pub mod links;
mod lists;
pub mod matrix;
pub mod measures;
pub mod network;
pub mod outside;
pub mod paper_out;
pub mod people;
pub mod photos;
pub mod placing;
pub mod plans;
pub mod portal;
pub mod post;
pub mod proof;
mod records;
pub mod refusal;
pub mod register;
pub mod registry;
pub mod reports;
pub mod scopes;
pub mod score;
pub mod sheets;
pub mod shortcomings;
pub mod source;
pub mod survey;
pub mod templates;
pub mod wire;
pub mod words;
pub mod workshop;

pub use ctx::{Clock, Ctx, FixedClock, House, MachineClock};
#[cfg(feature = "negative-controls")]
pub use otklik_store::controls;
pub use otklik_store::record;
pub use refusal::{Faults, Refusal};
