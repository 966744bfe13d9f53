//! Points: what a paper printed, what citizens answered, and what follows by the formula.
//!
//! In come printed scores and counts of answers; out go criteria and a total as exact ratios.
//! It refuses floating point.

pub(crate) mod decimal;
mod derived;
mod engine;
mod exact;
pub mod explain;
mod findings;
mod group;
pub mod ledger;
mod line;
mod points;
mod policy;
mod prior;
mod questions;
mod rank;
pub mod sampling;
mod sheet;
mod tally;
#[cfg(test)]
pub(crate) mod worked;

pub use derived::{Derived, IndicatorScore, derive};
use engine::name_of_part;
pub use engine::score;
pub use exact::Exact;
pub use findings::{Findings, ListCount, Mark};
pub use group::{Group, Level, Registered, groups};
pub use line::{Scale, ScoreLine, Subject};
pub use points::Points;
pub use policy::{BranchRule, EmptyRule, Policy, Rounding};
pub use prior::{Method, PriorFault, PriorScore};
pub use questions::{Question, QuestionFault, QuestionSet};
pub use rank::{Rank, ranks};
pub use sheet::{
    Assessed, Basis, CriterionPoints, IndicatorPoints, PartValue, ScoreSheet, Unit, UnitIndicator, UnitSheet,
};
pub use tally::{Answer, Count, Tally, TallyFault};

/// One of the five general criteria («критерий»), 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Criterion(u8);

impl Criterion {
    /// All five, in the order of the law.
    pub const ALL: [Criterion; 5] = [Criterion(1), Criterion(2), Criterion(3), Criterion(4), Criterion(5)];

    /// The criterion of a number, 1 to 5.
    pub fn new(number: u8) -> Option<Self> {
        (1..=5).contains(&number).then_some(Criterion(number))
    }

    /// Its number.
    pub fn number(self) -> u8 {
        self.0
    }

    /// Its number as text, as printed.
    pub fn name(self) -> &'static str {
        match self.0 {
            1 => "1",
            2 => "2",
            3 => "3",
            4 => "4",
            _ => "5",
        }
    }

    /// The criterion of a number as text.
    ///
    /// # Example
    /// «3» is the third; «6» and «III» are none.
    pub fn from_name(name: &str) -> Option<Self> {
        Criterion::ALL.into_iter().find(|criterion| criterion.name() == name)
    }

    /// Its official name, short form of the plan's sections.
    pub fn official_name(self) -> &'static str {
        match self.0 {
            1 => "Открытость и доступность информации об организации",
            2 => "Комфортность условий предоставления услуг",
            3 => "Доступность услуг для инвалидов",
            4 => "Доброжелательность, вежливость работников организации",
            _ => "Удовлетворенность условиями оказания услуг",
        }
    }
}

/// One of the indicators 1.1 to 5.3 («показатель»), as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Indicator {
    criterion: Criterion,
    index: u8,
}

impl Indicator {
    /// Indicator `index` (1 to 3) of a criterion.
    pub fn new(criterion: u8, index: u8) -> Option<Self> {
        let criterion = Criterion::new(criterion)?;
        (1..=3).contains(&index).then_some(Indicator { criterion, index })
    }

    /// The criterion it belongs to by its number.
    pub fn criterion(self) -> Criterion {
        self.criterion
    }

    /// Its number within the criterion.
    pub fn index(self) -> u8 {
        self.index
    }

    /// Its number as text, as printed: `1.1`.
    pub fn name(self) -> &'static str {
        let of = |names: [&'static str; 3]| match self.index {
            1 => names[0],
            2 => names[1],
            _ => names[2],
        };
        match self.criterion.0 {
            1 => of(["1.1", "1.2", "1.3"]),
            2 => of(["2.1", "2.2", "2.3"]),
            3 => of(["3.1", "3.2", "3.3"]),
            4 => of(["4.1", "4.2", "4.3"]),
            _ => of(["5.1", "5.2", "5.3"]),
        }
    }
}

impl std::fmt::Display for Indicator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Indicator {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (criterion, index) = text.split_once('.').ok_or(())?;
        let criterion = criterion.parse().map_err(|_| ())?;
        let index = index.parse().map_err(|_| ())?;
        Indicator::new(criterion, index).ok_or(())
    }
}
