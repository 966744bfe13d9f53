//! Criteria and indicators: weights, and the parts from which points follow.

use super::Source;
use crate::score::{Criterion, Indicator};

/// A criterion as a sector names it («правило критерия»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionRule {
    /// Which of the five.
    pub criterion: Criterion,
    /// Its official name in the sector.
    pub title: String,
    /// Where it stands.
    pub source: Source,
}

/// How one indicator gets its points («правило показателя»).
///
/// Points are the arithmetic mean of the parts: one part for most, two for 1.1, 1.3 («1/2 × (стенд + сайт)») and 2.2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorRule {
    /// Which indicator.
    pub indicator: Indicator,
    /// Its official name.
    pub title: String,
    /// Its weight in per cent of the criterion; weights of a criterion add up to 100.
    pub weight_percent: u32,
    /// What it is the mean of.
    pub parts: Vec<Part>,
    /// Whether a part stands alone when the other is empty (1.1 and 1.3), else the indicator is empty with it.
    pub is_whole_by_one_part: bool,
    /// The formula as the order writes it.
    pub formula: String,
    /// Where it stands.
    pub source: Source,
}

/// One part of an indicator («составляющая показателя»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Items present out of items required, in per cent.
    ListShare {
        /// Code of the list: `stand`.
        list: String,
    },
    /// So many points for each item present, 100 at most.
    ListPoints {
        /// Code of the list: `comfort`.
        list: String,
        /// Points for one item: 20, 30.
        each: u32,
        /// From this number of items on there are 100 points, whatever `each` gives («более трех — 100»).
        full_from: u32,
    },
    /// Those who answered «да» out of those who are counted, in per cent.
    AnswerShare {
        /// Code of the question: `stand_ok`.
        question: String,
    },
    /// Points of the waiting ladder, as the inspection found them.
    Waiting,
}
