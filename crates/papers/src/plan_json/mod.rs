//! Plan JSON (`otklik.plan/1`): the neutral form other people's programs rely on.
//!
//! In comes a draft and out goes JSON, and back: what one version wrote every later one reads.
//! Serialisation lives here so that the domain stays free of it. It refuses to know files and the network.

mod codes;
mod dto;
mod loose;
mod reading;
mod writing;

#[cfg(test)]
mod tests;

pub use codes::known_code;
pub use reading::Fault;

use otklik_domain::deadline::Deadline;
use otklik_domain::plan::Draft;
use otklik_domain::remark::Remark;

/// Name of this form, the value of the key `format`.
pub const FORMAT: &str = "otklik.plan/1";

/// The draft as plan JSON over several lines.
pub fn to_json(draft: &Draft) -> String {
    serde_json::to_string_pretty(&writing::plan(draft, None)).unwrap_or_default()
}

/// The draft as plan JSON on one line, with the name of its file when several files are printed.
pub fn to_line(draft: &Draft, file: Option<&str>) -> String {
    serde_json::to_string(&writing::plan(draft, file)).unwrap_or_default()
}

/// The draft as a JSON value, for those who put it into a larger answer.
pub fn to_value(draft: &Draft) -> serde_json::Value {
    serde_json::to_value(writing::plan(draft, None)).unwrap_or_default()
}

/// Remarks alone, as the array `remarks` of plan JSON holds them.
pub fn remarks_to_value(remarks: &[Remark]) -> serde_json::Value {
    let all: Vec<_> = remarks.iter().map(writing::remark).collect();
    serde_json::to_value(all).unwrap_or_default()
}

/// One term, as the key `deadline` of a measure holds it.
pub fn deadline_to_value(deadline: &Deadline) -> serde_json::Value {
    serde_json::to_value(writing::deadline(deadline)).unwrap_or_default()
}

/// Reads plan JSON. Unknown keys are ignored, missing arrays are empty.
///
/// # Errors
/// [`Fault`] says in Russian what cannot be taken: not JSON, another format, a date or a number that is none.
pub fn from_json(text: &str) -> Result<Draft, Fault> {
    reading::draft(text)
}
