//! The five questions of each route: happy, not signed in, wrong role, bad input keeps text, not found.

mod api;
mod cabinet;
mod keys;
mod every;
mod portal;
mod registry;
