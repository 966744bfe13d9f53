//! The score of one organisation with everything it follows from.

use super::{Criterion, Exact, Findings, Indicator, Policy, Tally};
use crate::remark::Remark;
use crate::rulebook::Part;
use std::sync::Arc;

/// One place that is assessed: the organisation itself or a branch («место оценки»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Name of the branch; `None` for the organisation's own place.
    pub branch: Option<String>,
    /// What citizens answered there.
    pub tally: Tally,
    /// What inspectors found there.
    pub findings: Findings,
}

/// An organisation with everything that was found out about it («объект оценки»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// Its name or id, as given.
    pub organisation: String,
    /// Its kind, where known: «театр».
    pub kind: Option<String>,
    /// Its places.
    pub units: Vec<Unit>,
}

/// From which counts a part follows («исходные числа»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// So many of so many: items of a list, people.
    Of {
        /// Present, or satisfied.
        part: u64,
        /// Required, or asked.
        whole: u64,
    },
    /// So many items, each giving points.
    Items(u64),
    /// Points that were given as they are.
    Given(Exact),
    /// Nothing was found out, or nobody could be asked.
    Nothing,
}

/// One part of an indicator at one place, with its counts («составляющая с числами»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartValue {
    /// The rule.
    pub part: Part,
    /// Its counts.
    pub basis: Basis,
    /// Its points, unless it is empty.
    pub points: Option<Exact>,
}

/// One indicator at one place («показатель по месту»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitIndicator {
    /// Which indicator.
    pub indicator: Indicator,
    /// Its parts.
    pub parts: Vec<PartValue>,
    /// The mean of the parts, not rounded.
    pub points: Option<Exact>,
}

/// One place with its indicators («оценка по месту»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitSheet {
    /// Name of the branch; `None` for the organisation's own place, or for all places pooled.
    pub branch: Option<String>,
    /// How many filled questionnaires.
    pub respondents: u64,
    /// Its indicators.
    pub indicators: Vec<UnitIndicator>,
}

/// An indicator of the organisation («значение показателя организации»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorPoints {
    /// Which indicator.
    pub indicator: Indicator,
    /// Its weight in per cent of the criterion, as the rulebook has it.
    pub weight_percent: u32,
    /// Its share of the criterion after empty indicators were left out; nothing when it is empty itself.
    pub share: Exact,
    /// Before rounding; `None` when nothing was found out.
    pub exact: Option<Exact>,
    /// As it counts: rounded, or put in by the rule for empty indicators.
    pub points: Option<Exact>,
}

impl IndicatorPoints {
    /// The same in the scale of its weight: 94 with the weight 30 is 28,2.
    pub fn weighted(&self) -> Option<Exact> {
        self.points.as_ref().map(|points| &(points * &Exact::whole(self.weight_percent)) / 100)
    }
}

/// A criterion of the organisation («значение критерия»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionPoints {
    /// Which criterion.
    pub criterion: Criterion,
    /// Before rounding.
    pub exact: Option<Exact>,
    /// As it counts.
    pub points: Option<Exact>,
    /// Whether it counts towards the total: kinds of organisations may be assessed by some criteria only.
    pub is_used: bool,
}

/// The score of one organisation («оценка»).
///
/// Every figure holds what it follows from, down to the counts, so that a citizen can open it and a developer can see
/// where two programs part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreSheet {
    /// Its name or id, as given.
    pub organisation: String,
    /// Its kind, where known.
    pub kind: Option<String>,
    /// The rules it was counted by.
    pub policy: Policy,
    /// How many filled questionnaires.
    pub respondents: u64,
    /// Its places; under `pooled` a single one, all added up.
    pub units: Arc<[UnitSheet]>,
    /// Its places as they were given, for people to see each by itself; the same as `units` unless they were added up.
    pub branches: Arc<[UnitSheet]>,
    /// Its indicators.
    pub indicators: Vec<IndicatorPoints>,
    /// Its criteria.
    pub criteria: Vec<CriterionPoints>,
    /// The mean of the criteria used, before rounding.
    pub exact: Option<Exact>,
    /// The mean of the criteria used.
    pub total: Option<Exact>,
    /// Which rules were applied, and what a reader should know.
    pub remarks: Vec<Remark>,
}

impl ScoreSheet {
    /// An indicator of the sheet.
    pub fn indicator(&self, indicator: Indicator) -> Option<&IndicatorPoints> {
        self.indicators.iter().find(|points| points.indicator == indicator)
    }

    /// A criterion of the sheet.
    pub fn criterion(&self, criterion: Criterion) -> Option<&CriterionPoints> {
        self.criteria.iter().find(|points| points.criterion == criterion)
    }

    /// How many criteria make the total.
    pub(crate) fn n_criteria_used(&self) -> u64 {
        self.criteria.iter().filter(|c| c.is_used && c.points.is_some()).count() as u64
    }
}
