//! One printed score: what it is about, its value and its scale.

use super::{Criterion, Indicator, Points};
use std::fmt;
use std::str::FromStr;

/// What a printed score is about («предмет оценки»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// `"1.1"` to `"5.3"`
    Indicator(Indicator),
    /// `"1"` to `"5"`
    Criterion(Criterion),
    /// `"total"`
    Total,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Indicator(indicator) => indicator.fmt(f),
            Subject::Criterion(criterion) => criterion.number().fmt(f),
            Subject::Total => f.write_str("total"),
        }
    }
}

impl FromStr for Subject {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "total" {
            return Ok(Subject::Total);
        }
        if let Ok(indicator) = text.parse() {
            return Ok(Subject::Indicator(indicator));
        }
        Criterion::from_name(text).map(Subject::Criterion).ok_or(())
    }
}

/// In which scale a score is printed («шкала»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scale {
    /// 0 to 100.
    Points,
    /// 22,5 of 30.
    Weighted,
}

impl Scale {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Scale::Points => "points",
            Scale::Weighted => "weighted",
        }
    }
}

/// A score printed in a paper («значение показателя»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreLine {
    /// What it is about.
    pub subject: Subject,
    /// The printed value.
    pub value: Points,
    /// The printed maximum.
    pub max: Option<Points>,
    /// Its scale.
    pub scale: Scale,
}
