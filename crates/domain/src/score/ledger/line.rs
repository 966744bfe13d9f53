//! A line of the points ledger: by what it is found again, what it costs, what closing it brings.

use crate::score::{Exact, Indicator, Subject};

/// Why points are missing («причина потери баллов»).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LossCause {
    /// An item of a list is absent, by its code: `comfort.water`.
    Item(String),
    /// So many items of a list are absent, and only their number is known.
    Unnamed(u64),
    /// So many of those asked are not satisfied.
    Dissatisfied(u64),
    /// The waiting is longer than what gives 100 points.
    Waiting,
    /// No item is absent, yet the list has too few that apply for 100 points: nothing can be closed.
    TooFewApply,
    /// Nobody could be asked, and the rule for empty indicators puts in less than 100.
    Empty,
    /// The rounding of this figure; less than nothing where it was rounded up.
    Rounding,
}

/// By what a line is found again («ключ строки потерь»).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LedgerKey {
    /// The place, counted from zero in [`crate::score::Assessed::units`]; `None` for the organisation as a whole.
    pub place: Option<usize>,
    /// The figure that loses.
    pub subject: Subject,
    /// The part of the indicator, from zero in its rule.
    pub part: Option<usize>,
    /// Why.
    pub cause: LossCause,
}

impl LedgerKey {
    /// The key of a cause at a place.
    pub fn at(place: usize, indicator: Indicator, part: usize, cause: LossCause) -> Self {
        LedgerKey { place: Some(place), subject: Subject::Indicator(indicator), part: Some(part), cause }
    }

    /// Whether something can be done about it.
    pub fn is_closable(&self) -> bool {
        use LossCause::{Dissatisfied, Item, Unnamed, Waiting};
        matches!(self.cause, Item(_) | Unnamed(_) | Dissatisfied(_) | Waiting)
    }
}

/// Points in an indicator, its criterion and the total («влияние на оценку»).
///
/// Of a line they are lost; of closing it they are gained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// In the indicator, of 100; nothing for lines above indicators.
    pub indicator: Exact,
    /// In the criterion, of 100; nothing for the line of the total.
    pub criterion: Exact,
    /// In the total; nothing where the criterion does not count.
    pub total: Exact,
}

/// One line of the points ledger («строка ведомости потерь»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// By what it is found again.
    pub key: LedgerKey,
    /// Name of the branch, where it has one.
    pub branch: Option<String>,
    /// What stands in the line, in words.
    pub title: String,
    /// What it costs.
    pub loss: Effect,
    /// What closing it and nothing else would bring, by really scoring; `None` when it cannot be closed.
    pub alone: Option<Effect>,
}

/// Where the points of one score went («ведомость потерь»).
///
/// # Example
/// Case A of the interface has 89,08: the lines add up to 10,92 exactly. Two of five conditions for the disabled leave
/// 60 points of indicator 3.1 in three absent items, 20 each: 6 in criterion 3 and 1,2 in the total.
///
/// # Example: a list with a cap
/// Six conditions of comfort, five give 100. With four present two are absent: 20 points are lost, 10 by each; closing
/// either brings all 20.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// The total that was reached.
    pub total: Option<Exact>,
    /// Its lines, in the order of the rulebook and of the places.
    pub lines: Vec<LedgerLine>,
}

impl Ledger {
    /// What all lines cost the total: 100 less the total, exactly.
    pub fn loss(&self) -> Exact {
        self.lines.iter().fold(Exact::zero(), |sum, line| &sum + &line.loss.total)
    }

    /// The keys of all lines that can be closed.
    pub fn closable(&self) -> impl Iterator<Item = &LedgerKey> {
        self.lines.iter().map(|line| &line.key).filter(|key| key.is_closable())
    }

    /// The line of a key.
    pub fn line(&self, key: &LedgerKey) -> Option<&LedgerLine> {
        self.lines.iter().find(|line| line.key == *key)
    }
}
