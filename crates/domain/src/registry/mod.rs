//! Who is assessed: organisations, their branches, founders, territories («реестр организаций»).
//!
//! In come names and numbers typed or imported by people; out go checked records and faults.
//! It refuses to know where they are kept.

mod card;
mod change;
mod fault;
mod inn;
mod organisation;
mod slug;
#[cfg(test)]
mod tests;

pub use card::{Card, CheckedCard};
pub use change::check_parent;
pub use fault::Fault;
pub use inn::Inn;
pub use organisation::{Branch, Founder, Organisation, OrganisationState, Sector, Territory};
pub use slug::{Slug, slug_of};
