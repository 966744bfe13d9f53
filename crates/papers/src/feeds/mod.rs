//! What other programs read again and again: calendars (RFC 5545) and news (RFC 4287).
//!
//! In come events and entries; out goes text that any calendar or reader of feeds takes. It refuses to know where an
//! event comes from and who may see it.

mod atom;
mod ics;

pub use atom::{Entry, Feed};
pub use ics::{Calendar, Event, Status};
