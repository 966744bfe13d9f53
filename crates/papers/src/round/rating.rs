//! Places of organisations: among all, in their municipality, sector, among their kind.

use super::Round;
use otklik_domain::score::{Exact, Rank, Registered, ScoreSheet, ranks};
use std::collections::BTreeMap;

/// One list of places («рейтинг»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// Among whom: `all`, `municipality`, `sector`, `kind`.
    pub level: &'static str,
    /// Which of them; empty for all.
    pub name: String,
    /// Number of the sheet and its place, in the order of sheets.
    pub places: Vec<(usize, Rank)>,
}

type Key = fn(&Registered) -> Option<String>;

const LEVELS: [(&str, Key); 3] = [
    ("municipality", |at| {
        let region = at.region.as_ref().map(|region| format!(", {region}")).unwrap_or_default();
        Some(format!("{}{region}", at.municipality.as_ref()?))
    }),
    ("sector", |at| at.sector.clone()),
    ("kind", |at| at.kind.clone()),
];

impl Round<'_> {
    /// The places of scored organisations.
    pub fn ratings(&self, sheets: &[ScoreSheet]) -> Vec<Rating> {
        let mut ratings = vec![rating("all", String::new(), sheets, (0..sheets.len()).collect())];
        for (level, key) in LEVELS {
            let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, sheet) in sheets.iter().enumerate() {
                if let Some(name) = self.registered(&sheet.organisation).and_then(key) {
                    members.entry(name).or_default().push(at);
                }
            }
            ratings.extend(members.into_iter().map(|(name, members)| rating(level, name, sheets, members)));
        }
        ratings
    }
}

fn rating(level: &'static str, name: String, sheets: &[ScoreSheet], members: Vec<usize>) -> Rating {
    let totals: Vec<Option<&Exact>> =
        members.iter().map(|at| sheets.get(*at).and_then(|sheet| sheet.total.as_ref())).collect();
    let places = members.into_iter().zip(ranks(&totals)).filter_map(|(at, rank)| Some((at, rank?))).collect();
    Rating { level, name, places }
}
