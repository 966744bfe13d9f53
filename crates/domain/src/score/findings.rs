//! What inspectors found: counted lists and single items.

use super::Exact;
use std::collections::BTreeMap;

/// What was found of one item («отметка осмотра»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// It is there.
    Present,
    /// It is not.
    Absent,
    /// It does not apply to this organisation, so it is not required of it.
    NotApplicable,
}

/// What was found of a whole list («итог по перечню»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ListCount {
    /// How many items are there.
    pub present: Option<u64>,
    /// How many are required.
    pub required: Option<u64>,
}

/// What the inspection of one place found («итоги осмотра»).
///
/// A list is given as counts, as single items, or both. Items that do not apply are not required: «пустые клетки
/// перечня исключаются из нормы». Where both are given, the counts stand, and a difference is a remark of the score.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    lists: BTreeMap<String, ListCount>,
    items: BTreeMap<String, Mark>,
    waiting: Option<Exact>,
}

impl Findings {
    /// Says how many items of a list are there.
    pub fn set_present(&mut self, list: &str, present: u64) {
        self.lists.entry(list.to_owned()).or_default().present = Some(present);
    }

    /// Says how many items of a list are required.
    pub fn set_required(&mut self, list: &str, required: u64) {
        self.lists.entry(list.to_owned()).or_default().required = Some(required);
    }

    /// Says what was found of one item, by its code with the list: `comfort.water`.
    pub fn set_item(&mut self, code: &str, mark: Mark) {
        self.items.insert(code.to_owned(), mark);
    }

    /// Points of the waiting ladder.
    pub fn set_waiting(&mut self, points: Exact) {
        self.waiting = Some(points);
    }

    /// Points of the waiting ladder.
    pub fn waiting(&self) -> Option<&Exact> {
        self.waiting.as_ref()
    }

    /// What was said of a list as a whole.
    pub fn counted(&self, list: &str) -> Option<ListCount> {
        self.lists.get(list).copied()
    }

    /// The lists that were counted.
    pub fn counted_lists(&self) -> impl Iterator<Item = (&str, ListCount)> {
        self.lists.iter().map(|(code, count)| (code.as_str(), *count))
    }

    /// The single items with their marks, by code.
    pub fn items(&self) -> impl Iterator<Item = (&str, Mark)> {
        self.items.iter().map(|(code, mark)| (code.as_str(), *mark))
    }

    /// The mark of one item.
    pub fn item(&self, code: &str) -> Option<Mark> {
        self.items.get(code).copied()
    }

    /// What the single items of a list add up to; `None` when none is marked.
    pub fn summed(&self, list: &str) -> Option<ListCount> {
        let marks: Vec<Mark> = self
            .items
            .iter()
            .filter(|(code, _)| code.strip_prefix(list).is_some_and(|rest| rest.starts_with('.')))
            .map(|(_, mark)| *mark)
            .collect();
        let n = |wanted: Mark| marks.iter().filter(|mark| **mark == wanted).count() as u64;
        let present = n(Mark::Present);
        (!marks.is_empty()).then(|| ListCount { present: Some(present), required: Some(present + n(Mark::Absent)) })
    }

    /// How many are there and how many are required, by counts or else by items.
    pub fn list(&self, list: &str) -> ListCount {
        let counted = self.counted(list).unwrap_or_default();
        let summed = self.summed(list).unwrap_or_default();
        ListCount { present: counted.present.or(summed.present), required: counted.required.or(summed.required) }
    }

    /// Whether nothing at all was found out.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.items.is_empty() && self.waiting.is_none()
    }

    /// Adds another place's findings: counts and items are summed as counts, for `pooled` branches.
    ///
    /// Points of waiting cannot be added; their mean stands.
    #[must_use]
    pub fn pooled<'a>(all: impl IntoIterator<Item = &'a Findings>, lists: &[&str]) -> Findings {
        let all: Vec<&Findings> = all.into_iter().collect();
        let mut pooled = Findings::default();
        for list in lists {
            let counts: Vec<ListCount> = all.iter().map(|findings| findings.list(list)).collect();
            let sum = |part: fn(&ListCount) -> Option<u64>| {
                let known: Vec<u64> = counts.iter().filter_map(part).collect();
                (!known.is_empty()).then(|| known.iter().fold(0_u64, |sum, n| sum.saturating_add(*n)))
            };
            if let Some(present) = sum(|count| count.present) {
                pooled.set_present(list, present);
            }
            if let Some(required) = sum(|count| count.required) {
                pooled.set_required(list, required);
            }
        }
        pooled.waiting = Exact::mean(all.iter().filter_map(|findings| findings.waiting()));
        pooled
    }
}
