//! What inspectors found, one item at a time.

use jiff::Timestamp;
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::score::{Exact, Findings, Mark};

/// What was found of one item or list («найденное при осмотре»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// So many items of a list are there.
    Present(u64),
    /// So many are required.
    Required(u64),
    /// A single item is there, is not, or does not apply.
    Mark(Mark),
    /// Points of the waiting ladder.
    Waiting(Exact),
}

fn mark_name(mark: Mark) -> &'static str {
    match mark {
        Mark::Present => "present",
        Mark::Absent => "absent",
        Mark::NotApplicable => "not-applicable",
    }
}

impl Found {
    /// Which side of the item it is: one item may have a number present and a number required.
    pub fn aspect(&self) -> &'static str {
        match self {
            Found::Present(_) => "present",
            Found::Required(_) => "required",
            Found::Mark(_) => "mark",
            Found::Waiting(_) => "waiting",
        }
    }

    /// The value as text.
    pub fn value(&self) -> String {
        match self {
            Found::Present(n) | Found::Required(n) => n.to_string(),
            Found::Mark(mark) => mark_name(*mark).to_owned(),
            Found::Waiting(points) => points.to_ratio(),
        }
    }

    /// Reads aspect and value.
    pub fn read(aspect: &str, value: &str) -> Option<Self> {
        match aspect {
            "present" => value.parse().ok().map(Found::Present),
            "required" => value.parse().ok().map(Found::Required),
            "waiting" => Exact::parse(value).map(Found::Waiting),
            "mark" => {
                let all = [Mark::Present, Mark::Absent, Mark::NotApplicable];
                all.into_iter().find(|mark| mark_name(*mark) == value).map(Found::Mark)
            }
            _ => None,
        }
    }

    /// Says it in findings of the domain.
    pub fn put(&self, item: &str, findings: &mut Findings) {
        match self {
            Found::Present(n) => findings.set_present(item, *n),
            Found::Required(n) => findings.set_required(item, *n),
            Found::Mark(mark) => findings.set_item(item, *mark),
            Found::Waiting(points) => findings.set_waiting(points.clone()),
        }
    }

    /// Everything that findings of the domain say, in the order of aspects and items.
    pub fn all(findings: &Findings) -> Vec<(String, Found)> {
        let mut all = Vec::new();
        for (list, count) in findings.counted_lists() {
            all.extend(count.present.map(|n| (list.to_owned(), Found::Present(n))));
            all.extend(count.required.map(|n| (list.to_owned(), Found::Required(n))));
        }
        all.extend(findings.items().map(|(item, mark)| (item.to_owned(), Found::Mark(mark))));
        all.extend(findings.waiting().map(|points| (WAITING.to_owned(), Found::Waiting(points.clone()))));
        all
    }
}

/// The item under which points of waiting are kept.
pub const WAITING: &str = "waiting";

/// One finding of one place, with who said so («запись осмотра»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemFinding {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The round.
    pub round: RoundId,
    /// Name of the branch; empty is the organisation's own place.
    pub branch: String,
    /// Code of the list or of the item.
    pub item: String,
    /// What was found.
    pub found: Found,
    /// The inspector's note.
    pub note: Option<String>,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
