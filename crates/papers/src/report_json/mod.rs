//! Reports as they are frozen: JSON from which every paper can be made again, byte for byte.
//!
//! In come sheets; out goes text that is the same for the same sheet, and back. It refuses what it does not understand:
//! a frozen report is never guessed at.

mod dto;
mod reading;
mod writing;

use crate::forms::consolidated::ConsolidatedSheet;
use crate::forms::plan_report::ReportSheet;
use crate::forms::region_457::RegionSheet;

/// Version of the form of one report.
pub const FORMAT: &str = "otklik.report/1";
/// Version of the form of reports put together.
pub const CONSOLIDATED_FORMAT: &str = "otklik.consolidated/1";
/// Version of the form of the public report of a region's head.
pub const REGION_FORMAT: &str = "otklik.region-457/1";

/// Why a frozen report is not one.
#[derive(Debug, thiserror::Error)]
pub enum NotAReport {
    /// The text is no such JSON.
    #[error("это не отчёт: {0}")]
    Json(#[from] serde_json::Error),
    /// A value is not what it should be.
    #[error("отчёт испорчен: {0}")]
    Value(&'static str),
}

/// One report as text.
pub fn to_json(sheet: &ReportSheet) -> String {
    // A value of texts and numbers always becomes JSON.
    serde_json::to_string(&writing::sheet(sheet)).unwrap_or_default()
}

/// One report out of its text.
///
/// # Errors
/// `Json` and `Value` name what is not understood.
pub fn from_json(json: &str) -> Result<ReportSheet, NotAReport> {
    reading::sheet(serde_json::from_str(json)?)
}

/// Reports put together as text.
pub fn consolidated_to_json(sheet: &ConsolidatedSheet) -> String {
    serde_json::to_string(&writing::consolidated(sheet)).unwrap_or_default()
}

/// Reports put together out of their text.
///
/// # Errors
/// As [`from_json`].
pub fn consolidated_from_json(json: &str) -> Result<ConsolidatedSheet, NotAReport> {
    reading::consolidated(serde_json::from_str(json)?)
}

/// The public report of a region's head as text.
pub fn region_to_json(sheet: &RegionSheet) -> String {
    serde_json::to_string(&writing::region(sheet)).unwrap_or_default()
}

/// The public report of a region's head out of its text.
///
/// # Errors
/// As [`from_json`].
pub fn region_from_json(json: &str) -> Result<RegionSheet, NotAReport> {
    reading::region(serde_json::from_str(json)?)
}
