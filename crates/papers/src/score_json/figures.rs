//! Figures under their numbers, written as they are met: no text is made that is not printed.

use otklik_domain::score::{Exact, Indicator, Rounding};
use serde::{Serialize, Serializer};

/// How a figure is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Manner {
    /// As few digits as needed; under `none` six.
    Needed(Rounding),
    /// Two decimals; under `none` six.
    Shown(Rounding),
    /// The ratio.
    Ratio,
}

/// A figure as text, or `null`.
pub(super) struct Figure<'a>(pub(super) &'a Exact, pub(super) Manner);

impl std::fmt::Display for Figure<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Figure(exact, manner) = self;
        match manner {
            Manner::Needed(Rounding::None) | Manner::Shown(Rounding::None) => exact.write_decimals(f, 6),
            Manner::Needed(_) => exact.fmt(f),
            Manner::Shown(_) => exact.write_decimals(f, 2),
            Manner::Ratio => f.write_str(&exact.to_ratio()),
        }
    }
}

impl Serialize for Figure<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Figures by their number, in the order of numbers.
pub(super) struct Figures<'a> {
    list: Vec<(&'static str, Option<&'a Exact>)>,
    manner: Manner,
}

impl<'a> Figures<'a> {
    /// Of indicators.
    pub(super) fn of_indicators(
        all: impl Iterator<Item = (Indicator, Option<&'a Exact>)>,
        manner: Manner,
    ) -> Figures<'a> {
        Figures::of(all.map(|(indicator, exact)| (indicator.name(), exact)).collect(), manner)
    }

    /// Of anything else that has a number.
    pub(super) fn of(mut list: Vec<(&'static str, Option<&'a Exact>)>, manner: Manner) -> Figures<'a> {
        list.sort_by_key(|(name, _)| *name);
        Figures { list, manner }
    }

    /// The same figures as ratios.
    pub(super) fn as_ratios(&self) -> Figures<'a> {
        Figures { list: self.list.clone(), manner: Manner::Ratio }
    }
}

impl Serialize for Figures<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.list.iter().map(|(name, exact)| (name, exact.map(|exact| Figure(exact, self.manner)))))
    }
}
