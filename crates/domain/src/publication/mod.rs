//! What has to be placed where, by when, and what must not be shown: the rules of publication.
//!
//! In come a plan, days and what somebody found on a public site; out go last days, personal data that would be seen, and
//! differences. It refuses to know files, letters and the network.

mod exposed;
mod item;
mod readback;
mod term;

pub use exposed::{Exposed, ExposedKind, exposed};
pub use item::Item;
pub use readback::{Expected, Verdict, read_back};
pub use term::{Term, TermSpan, Terms};
