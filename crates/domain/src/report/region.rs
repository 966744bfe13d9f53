//! The public report of a region's head, as far as its form is known.

use crate::score::{Criterion, Exact};

/// One sector of the public report («сфера публичного отчёта»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegionSector {
    /// «Культура»
    pub name: String,
    /// Organisations subject to assessment.
    pub n_subject: usize,
    /// Organisations assessed in the year.
    pub n_covered: usize,
    /// Mean of each criterion, two decimals meant.
    pub criteria: Vec<(Criterion, Exact)>,
    /// Mean of totals.
    pub total: Option<Exact>,
    /// Main shortcomings with how many measures name them, the most frequent first.
    pub shortcomings: Vec<(String, usize)>,
    /// Measures that were taken, with how many times.
    pub taken: Vec<(String, usize)>,
    /// Measures that are planned, with how many times.
    pub planned: Vec<(String, usize)>,
}

/// The public report of the head of a region («публичный отчёт высшего должностного лица»).
///
/// Its fields follow what is known of the form of Government decree 457; the text of the decree was not at hand, and
/// every paper of it says so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegionReport {
    /// The region.
    pub region: String,
    /// Year of the assessment.
    pub year: i16,
    /// Sectors in order.
    pub sectors: Vec<RegionSector>,
    /// Decisions on heads of organisations, a sentence each; typed by a person.
    pub decisions: Vec<String>,
}
