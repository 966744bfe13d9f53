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

#[cfg(test)]
mod tests {
    use crate::round::Round;
    use crate::round::tests::{culture, text};
    use otklik_domain::score::{Policy, score};

    /// А and Б alike, В below, Г alike again; Д is a theatre, whose criteria nobody was asked about.
    const ANSWERS: &str = "organisation,overall_ok\nА,да\nБ,да\nБ,да\nВ,да\nВ,нет\nГ,да\nД,да\n";
    const REGISTRY: &str = "organisation,municipality,region,sector,kind\n\
                            А,Луговской,Коми,культура,музей\nБ,Луговской,Коми,культура,клуб\n\
                            В,Луговской,Коми,культура,клуб\nГ,Луговской,Тува,культура,клуб\nД,Луговской,Тува,культура,театр\n";

    #[test]
    fn places_are_shared_among_equals_of_each_level() {
        let mut round = Round::new(culture());
        round.answers("a.csv", text(ANSWERS), None).unwrap();
        round.registry("r.csv", text(REGISTRY)).unwrap();
        let sheets: Vec<_> = round.assessed().iter().map(|one| score(culture(), one, &Policy::default())).collect();
        let said: Vec<String> = round
            .ratings(&sheets)
            .iter()
            .map(|it| {
                let places = it.places.iter().map(|(at, rank)| {
                    let name = &sheets[*at].organisation;
                    format!("{name} {} из {}", rank.place, rank.of)
                });
                format!("{} {}: {}", it.level, it.name, places.collect::<Vec<_>>().join(", "))
            })
            .collect();
        // A district of one name in two regions is two.
        assert_eq!(
            said,
            [
                "all : А 1 из 4, Б 1 из 4, В 4 из 4, Г 1 из 4",
                "municipality Луговской, Коми: А 1 из 3, Б 1 из 3, В 3 из 3",
                "municipality Луговской, Тува: Г 1 из 1",
                "sector культура: А 1 из 4, Б 1 из 4, В 4 из 4, Г 1 из 4",
                "kind клуб: Б 1 из 3, В 3 из 3, Г 1 из 3",
                "kind музей: А 1 из 1",
                "kind театр: ",
            ]
        );
    }
}
