//! The verbs: done, not allowed, repeated, stale, bad input keeps nothing; over SQLite with a clock that stands still.

mod accounts;
mod answers;
mod closing;
mod drafts;
mod examples;
mod house;
mod inspections;
mod intake;
mod integrity;
mod links;
mod lists;
mod measures;
mod outside;
mod paper_out;
mod passkeys;
mod people;
mod plan_life;
mod plans;
mod progress;
mod publishing;
mod registry;
mod rights;
mod scopes;
mod scores;
mod surveys;
