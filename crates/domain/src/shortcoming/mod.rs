//! The register of shortcomings: what a score, a council, an appeal or an inspection found wanting, and what to do.
//!
//! In come a score's ledger and what people typed; out go shortcomings with stable keys, what changed since they were
//! found last, how far each reaches over a network, and a plan's measures for those that were chosen.
//! It refuses to know storage, rights and the clock.

mod change;
mod draft;
mod extent;
mod found;
mod order;
mod source;
#[cfg(test)]
mod tests;
mod typical;

pub use change::{Standing, Step, step};
pub use draft::{Ask, Proposed, propose};
pub use extent::Extent;
pub use found::{About, Shortcoming, about_of, shortcomings};
pub use order::in_form_order;
pub use source::Source;
pub use typical::{Catalogue, CatalogueFault, CostRange, Proof, Typical};
