//! Every verb of the contract, written once for both engines: one file an aggregate.
//!
//! In come records; out go query texts that SQLite and PostgreSQL read alike. It refuses to know which engine answers.

mod accounts;
pub(crate) mod answers;
mod closing;
mod copying;
mod drafts;
mod examples;
mod in_force;
mod inspections;
mod journal;
mod letters;
mod life;
mod links;
mod matrix;
mod outside;
mod papers;
mod photos;
mod placing;
mod plans;
mod proofs;
mod publications;
mod register;
mod registry;
mod reports;
mod rounds;
mod samples;
mod scopes;
mod scores;
mod sheets;
mod shortcomings;
mod surveys;
mod tallies;
mod unfinished;
mod upkeep;
mod verify;
mod waiting;
#[cfg(test)]
mod walks;
