//! What people see: the portal for everybody, the cabinet for staff, the API for programs.
//!
//! In come HTTP requests; out go pages, files and JSON. Only this crate knows HTTP, and only `refusal.rs` in it knows
//! status codes. It refuses to know SQL and document formats: verbs of `otklik-app` do the work.

mod api;
mod assets;
mod cabinet;
mod comer;
mod download;
mod feeds;
mod form;
mod guard;
mod headers;
mod lingering;
mod metrics;
mod mine;
mod parts;
mod portal;
mod proxies;
mod refusal;
mod router;
mod rows;
mod serve;
mod standing;
mod ui;
mod unsent;
mod unsubscribe;
mod vid;
mod visit;

pub use proxies::{Proxies, ProxyHeader};
pub use router::{Site, router};
pub use serve::{Patience, serve};
