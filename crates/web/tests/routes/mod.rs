//! The five questions of each route: happy, not signed in, wrong role, bad input keeps text, not found.

mod api;
mod cabinet;
mod closing;
mod every;
mod inspections;
mod integrity;
mod keys;
mod links;
mod matrix;
mod mine;
mod outer;
mod outside;
mod people;
mod portal;
mod progress;
mod questionnaire;
mod registry;
mod reminders;
mod reports;
mod rounds;
mod scopes;
mod scores;
mod sheets;
mod shortcomings;
mod surveys;
mod templates;
