//! What inspectors look for: lists of items, and the ladder of waiting.

use super::Source;

/// A list to inspect («перечень для осмотра»): what must be on the stands, which conditions of comfort there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// Code: `stand`, `site`, `channels`, `comfort`, `equipment`, `services`.
    pub code: String,
    /// Name for people: «Информация на стендах».
    pub title: String,
    /// Its items; may be empty where the references do not give them, then it is counted only.
    pub items: Vec<Item>,
    /// Where it stands.
    pub source: Source,
}

/// One thing to look for («пункт осмотра»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Code with its list: `comfort.water`.
    pub code: String,
    /// Official wording: «наличие и доступность питьевой воды».
    pub title: String,
    /// A shortcoming in words, for the register: «Нет питьевой воды».
    pub shortcoming: Option<String>,
    /// Where it stands.
    pub source: Source,
}

/// Points for the mean time of waiting against its norm («шкала времени ожидания», formula (2.2)).
///
/// Half of the norm or less gives 100. Else whole units saved count: none 10, one 20, two 40, three and more 60. Over
/// the norm 0.
///
/// # Example
/// A norm of 14 days: 14 → 10, 13 → 20, 12 → 40, 11 → 60, 7 → 100, 15 → 0.
///
/// # Example: a short norm
/// A norm of 2 days: one day is half of it, so 100 and never 20.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingLadder {
    /// Points for 0, 1, 2, … whole units saved; the last stands for all beyond.
    pub saved: Vec<u32>,
    /// Points for half of the norm or less.
    pub at_half: u32,
    /// Points for more than the norm.
    pub over: u32,
    /// Where it stands.
    pub source: Source,
}

impl WaitingLadder {
    /// Points for a mean wait against a norm, both in thousandths of a unit (day, hour).
    pub fn points(&self, wait_thousandths: u64, norm_thousandths: u64) -> u32 {
        if wait_thousandths > norm_thousandths {
            return self.over;
        }
        if wait_thousandths.saturating_mul(2) <= norm_thousandths {
            return self.at_half;
        }
        let saved = usize::try_from((norm_thousandths - wait_thousandths) / 1000).unwrap_or(usize::MAX);
        self.saved.get(saved).or(self.saved.last()).copied().unwrap_or(self.over)
    }
}
