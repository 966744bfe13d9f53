//! Reports on plans: what is due, what a report still lacks, and its way to the founder and back.
//!
//! In come a plan, a period and what people typed; out go a report as it is today, or one frozen under its number. What is
//! frozen never changes: a correction is the next number and names the one it corrects.

mod consolidating;
mod due;
mod filling;
mod gathering;
mod numbered;
mod papers;
mod region;
mod stepping;
mod today;

pub use consolidating::{
    ConsolidatedAsked, FiledSheet, candidates, consolidate, consolidated, consolidated_list, consolidated_paper, freeze,
};
pub(crate) use due::rule_of;
pub use due::{DueLine, DueList, due_list, list_reports, rule, set_rule};
pub use filling::{Filled, fill};
pub use numbered::Numbered;
pub use papers::{filed_paper, today_paper};
pub use region::{
    FiledRegion, RegionTyped, region_filed, region_filed_paper, region_list, region_paper, region_report, sign_region,
};
pub use stepping::{Filed, accept_report, drop_report, filed, prepare_report, return_report, send_report, sign_report};
pub use today::{Today, report_to_fill, report_to_prepare, report_today};
