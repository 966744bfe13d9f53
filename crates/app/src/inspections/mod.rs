//! Inspections of places: sheets filled by inspectors, differences settled, shown to the organisation, made final.
//!
//! In come marks, photos and decisions of people; out go pages' worth of what is known, or findings that count. Each verb
//! asks for its right first. It refuses to know how a page looks and how points follow.

mod answering;
mod filling;
mod finishing;
mod photos;
mod places;
mod protocol;
mod view;

pub use answering::{answer_item, finish_answers, unanswer_item};
pub use filling::{Entry, SheetPage, begin_sheet, mark_items, reopen_sheet, sheet, submit_sheet};
pub use finishing::{answer_days, finish_inspection, review_answer, settle_item, show_inspection};
pub(crate) use photos::demand_photo;
pub use photos::{add_answer_photo, add_photo, remove_photo};
pub use places::{Place, RoundPlaces, SheetBrief, of_organisation, places};
pub use protocol::{final_inspections, has_final_inspection, protocol_paper, public_protocol_paper};
pub use view::{Noticed, SheetView, View, inspection};

use crate::refusal::{Faults, Refusal};
use otklik_domain::inspection::Fault;

/// The name of the setting that says how many working days an organisation has to answer.
const ANSWER_DAYS: &str = "inspection_answer_days";
/// So many where nothing is set.
const ANSWER_DAYS_USUAL: u16 = 5;

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Refusal::field("inspection", fault.to_string())
    }
}

impl From<Vec<Fault>> for Refusal {
    fn from(faults: Vec<Fault>) -> Self {
        Refusal::Invalid(Faults::Fields(faults.into_iter().map(|fault| ("inspection", fault.to_string())).collect()))
    }
}

/// Words that were typed, nothing when there are none.
fn filled(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(ToOwned::to_owned)
}
