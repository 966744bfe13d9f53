//! Forms that are recognised in papers and written back: one folder a form.
//!
//! Reading: in comes a neutral document, out goes a draft with remarks ([`measure_plan`]).
//! Writing: in comes a draft, out goes a neutral [`crate::write::Paper`]; [`project`] says what of the draft the form keeps.

mod compose;
pub mod consolidated;
pub(crate) mod figures;
mod form;
pub mod inspection;
pub mod measure_plan;
mod nothing;
mod official;
mod plan_457;
pub mod plan_report;
pub mod poster;
pub mod progress;
mod project;
mod quarterly;
pub mod questionnaire;
pub mod rating;
pub mod region_457;
pub mod registry_list;
mod report_457;
pub mod rights;
pub mod score_sheet;

pub use compose::compose;
pub use form::Form;
pub use official::Signers;
pub(crate) use official::organisation as organisation_of;
pub(crate) use plan_457::six_columns;
pub use project::project;
