//! Surveys on paper: the ledger of printed sheets, their papers, keying with a second entry, control sums.
//!
//! In come codes of surveys and what was typed from paper; verbs of the house decide. A form that cannot be taken comes
//! back with what was typed.

pub(crate) mod control;
pub(crate) mod keying;
pub(crate) mod ledger;
pub(crate) mod papers;
pub(crate) mod questions;
pub(crate) mod settle;

use crate::form::Typed;
use crate::refusal::Refused;
use otklik_app::record::Version;
use otklik_domain::ids::SheetLotId;

/// An id of an address.
pub(super) fn lot_of(text: &str) -> Result<SheetLotId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}

/// The version a form was shown with.
pub(super) fn version_of(typed: &Typed) -> Version {
    Version(typed.get("version").parse().unwrap_or(0))
}
