//! Rules that the order leaves open, by name: rounding, empty indicators, branches, criteria of special kinds.

use super::{Criterion, Exact};
use std::collections::BTreeMap;

/// When figures are rounded («правило округления»).
///
/// Every step is computed from the rounded figures of the step before, half up. A criterion or a total that does not
/// end as decimal text is rounded to two decimals under every rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Rounding {
    /// Each indicator to a whole point: what published results show.
    #[default]
    IntegerIndicators,
    /// Each criterion to one decimal.
    CriteriaOneDecimal,
    /// Indicators, criteria and total to two decimals.
    TwoDecimals,
    /// Nothing but what does not end.
    None,
}

impl Rounding {
    /// All, the usual first.
    pub const ALL: [Rounding; 4] =
        [Rounding::IntegerIndicators, Rounding::CriteriaOneDecimal, Rounding::TwoDecimals, Rounding::None];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Rounding::IntegerIndicators => "integer-indicators",
            Rounding::CriteriaOneDecimal => "criteria-one-decimal",
            Rounding::TwoDecimals => "two-decimals",
            Rounding::None => "none",
        }
    }

    /// The rule in words.
    pub fn words(self) -> &'static str {
        match self {
            Rounding::IntegerIndicators => "каждый показатель округлён до целого балла",
            Rounding::CriteriaOneDecimal => "каждый критерий округлён до десятых",
            Rounding::TwoDecimals => "показатели, критерии и итог округлены до сотых",
            Rounding::None => "без округления; критерий или итог, который не кончается, округлён до сотых",
        }
    }

    /// Reads the name.
    pub fn from_name(name: &str) -> Option<Self> {
        Rounding::ALL.into_iter().find(|rounding| rounding.name() == name)
    }

    /// Rounds an indicator as the rule says; criteria are computed from what comes out.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::score::{Exact, Rounding};
    /// let points = Exact::parse("85.91").unwrap();
    /// assert_eq!(Rounding::IntegerIndicators.indicator(&points).to_decimals(2), "86.00");
    /// assert_eq!(Rounding::CriteriaOneDecimal.indicator(&points).to_decimals(2), "85.91");
    /// ```
    pub fn indicator(self, points: &Exact) -> Exact {
        match self {
            Rounding::IntegerIndicators => points.round_half_up(0),
            Rounding::TwoDecimals => points.round_half_up(2),
            Rounding::CriteriaOneDecimal | Rounding::None => points.clone(),
        }
    }

    /// Rounds a criterion that was computed from rounded indicators.
    ///
    /// # Example
    /// 93,56 is 93,6 under `criteria-one-decimal` and stays 93,56 under all others.
    pub fn criterion(self, points: &Exact) -> Exact {
        match self {
            Rounding::CriteriaOneDecimal => points.round_half_up(1),
            _ => self.total(points),
        }
    }

    /// Rounds a total. Under every rule one that does not end as decimal text is rounded to two decimals.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::score::{Exact, Rounding};
    /// let mean = Exact::ratio(272, 3).unwrap();
    /// assert_eq!(Rounding::None.total(&mean).to_ratio(), "9067/100");
    /// assert_eq!(Rounding::None.total(&Exact::parse("89.098").unwrap()).to_ratio(), "44549/500");
    /// ```
    pub fn total(self, points: &Exact) -> Exact {
        if self == Rounding::TwoDecimals || !points.ends() { points.round_half_up(2) } else { points.clone() }
    }
}

/// What stands for an indicator that nobody could be asked about («правило пустого знаменателя»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum EmptyRule {
    /// It is left out, and the remaining weights are scaled to one.
    #[default]
    Renormalise,
    /// Nought.
    Zero,
    /// The mean of the criterion's other indicators.
    Mean,
}

impl EmptyRule {
    /// All, the usual first.
    pub const ALL: [EmptyRule; 3] = [EmptyRule::Renormalise, EmptyRule::Zero, EmptyRule::Mean];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            EmptyRule::Renormalise => "renormalise",
            EmptyRule::Zero => "zero",
            EmptyRule::Mean => "mean",
        }
    }

    /// The rule in words.
    pub fn words(self) -> &'static str {
        match self {
            EmptyRule::Renormalise => "показатель исключён, веса остальных пересчитаны до единицы",
            EmptyRule::Zero => "вместо показателя взят ноль",
            EmptyRule::Mean => "вместо показателя взято среднее остальных показателей критерия",
        }
    }

    /// Reads the name.
    pub fn from_name(name: &str) -> Option<Self> {
        EmptyRule::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

/// How several places become one organisation («правило филиалов»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum BranchRule {
    /// Indicators of the places are averaged.
    #[default]
    Mean,
    /// Answers and findings are added up first.
    Pooled,
}

impl BranchRule {
    /// All, the usual first.
    pub const ALL: [BranchRule; 2] = [BranchRule::Mean, BranchRule::Pooled];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            BranchRule::Mean => "mean",
            BranchRule::Pooled => "pooled",
        }
    }

    /// The rule in words.
    pub fn words(self) -> &'static str {
        match self {
            BranchRule::Mean => "показатели филиалов усреднены",
            BranchRule::Pooled => "ответы и итоги осмотра филиалов сложены",
        }
    }

    /// Reads the name.
    pub fn from_name(name: &str) -> Option<Self> {
        BranchRule::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

/// The rules a round is counted by («правила расчёта»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// When figures are rounded.
    pub rounding: Rounding,
    /// What stands for an empty indicator.
    pub empty: EmptyRule,
    /// How places become one organisation.
    pub branches: BranchRule,
    /// Criteria of special kinds where a setting departs from the rulebook: code of the kind → criteria.
    pub kind_criteria: BTreeMap<String, Vec<Criterion>>,
}
