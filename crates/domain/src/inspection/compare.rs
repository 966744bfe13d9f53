//! Sheets of several inspectors beside each other.

use super::{Checklist, Seen, Sheet};
use crate::score::Exact;

/// A point of which inspectors saw different things («расхождение листов»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Code of the point.
    pub code: String,
    /// What each sheet says, in the order of the sheets.
    pub seen: Vec<Option<Seen>>,
}

/// How far sheets agree («совпадение листов»): so many points of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement {
    /// Points of which all say the same.
    pub n_same: usize,
    /// All points.
    pub n_all: usize,
}

impl Agreement {
    /// The share in per cent; `None` where there is nothing to compare.
    pub fn percent(self) -> Option<Exact> {
        Exact::percent(self.n_same as u64, self.n_all as u64)
    }
}

/// Sheets of one place compared («сличение листов осмотра»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Points of which they differ, in the order of the list.
    pub differences: Vec<Difference>,
    /// How far they agree.
    pub agreement: Agreement,
}

impl Comparison {
    /// Compares sheets point by point; a point that only some have marked differs. One sheet agrees with itself.
    pub fn of(list: &Checklist, sheets: &[&Sheet]) -> Self {
        let (mut differences, mut n_all) = (Vec::new(), 0);
        for point in list.points() {
            let seen: Vec<Option<Seen>> = sheets.iter().map(|sheet| sheet.seen(&point.code)).collect();
            n_all += 1;
            let first = seen.first().copied().flatten();
            if seen.iter().any(|other| *other != first) {
                differences.push(Difference { code: point.code.clone(), seen });
            }
        }
        let agreement = Agreement { n_same: n_all - differences.len(), n_all };
        Comparison { differences, agreement }
    }
}
