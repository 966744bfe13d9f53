//! What stands before and after the organisations: the rules, means, places, remarks about files, mappings.

use super::figures::{Figure, Figures, Manner};
use super::one::{Organisation, Said};
use crate::answers::mapping::Mapping;
use crate::round::{Rating, Round};
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::{Group, Policy, Rank, Rounding, ScoreSheet, groups};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Whole<'a> {
    #[serde(flatten)]
    pub(super) head: Head<'a>,
    pub(super) organisations: Vec<Organisation<'a>>,
    #[serde(flatten)]
    pub(super) tail: Tail<'a>,
}

/// What stands before the organisations.
#[derive(Serialize)]
pub(super) struct Head<'a> {
    rulebook: Book<'a>,
    rounding: &'a str,
    empty: &'a str,
    branches: &'a str,
}

/// What stands after them.
#[derive(Serialize)]
pub(super) struct Tail<'a> {
    groups: Vec<GroupOut<'a>>,
    ranks: Vec<Ranks<'a>>,
    remarks: Vec<Said<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mappings: Vec<MappingOut<'a>>,
}

/// A rulebook by its names.
#[derive(Serialize)]
pub(super) struct Book<'a> {
    name: &'a str,
    edition: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct GroupOut<'a> {
    level: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    n: u64,
    criteria: Figures<'a>,
    total: Option<Figure<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<Figure<'a>>,
}

#[derive(Serialize)]
struct Ranks<'a> {
    level: &'a str,
    name: &'a str,
    places: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    organisation: &'a str,
    place: usize,
    of: usize,
    shared_with: usize,
}

#[derive(Serialize)]
struct MappingOut<'a> {
    file: &'a str,
    columns: Vec<ColumnOut<'a>>,
}

#[derive(Serialize)]
struct ColumnOut<'a> {
    heading: &'a str,
    code: String,
    score: u8,
    ground: &'a str,
}

impl<'a> Book<'a> {
    pub(super) fn of(rulebook: &'a Rulebook) -> Self {
        Book { name: &rulebook.name, edition: &rulebook.edition, sha256: &rulebook.sha256 }
    }
}

impl<'a> Head<'a> {
    pub(super) fn of(rulebook: &'a Rulebook, policy: &'a Policy) -> Self {
        Head {
            rulebook: Book::of(rulebook),
            rounding: policy.rounding.name(),
            empty: policy.empty.name(),
            branches: policy.branches.name(),
        }
    }
}

impl<'a> Tail<'a> {
    /// Of the sheets only names, criteria and totals are needed.
    pub(super) fn of(
        round: &'a Round<'_>,
        sheets: &'a [ScoreSheet],
        rounding: Rounding,
        mappings: &'a [(String, Mapping)],
        means: &'a [Group],
        ratings: &'a [Rating],
    ) -> Self {
        Tail {
            groups: means.iter().map(|group| group_out(group, rounding)).collect(),
            ranks: ratings.iter().map(|rating| ranks_out(rating, sheets)).collect(),
            remarks: round.notes.of_files().map(Said::noted).collect(),
            mappings: mappings.iter().map(|(file, mapping)| mapping_out(file, mapping)).collect(),
        }
    }
}

/// Means over the registry; none without one.
pub fn means(round: &Round<'_>, sheets: &[ScoreSheet], rounding: Rounding) -> Vec<Group> {
    let placed: Vec<_> =
        sheets.iter().filter_map(|sheet| Some((sheet, round.registered(&sheet.organisation)?.clone()))).collect();
    groups(&placed, rounding)
}

fn group_out(group: &Group, rounding: Rounding) -> GroupOut<'_> {
    let criteria = group.criteria.iter().map(|(it, points)| (it.name(), Some(points))).collect();
    GroupOut {
        level: group.level.name(),
        name: &group.name,
        region: group.region.as_deref(),
        n: group.n,
        criteria: Figures::of(criteria, Manner::Shown(rounding)),
        total: group.total.as_ref().map(|it| Figure(it, Manner::Shown(rounding))),
        exact: group.total.as_ref().filter(|_| rounding == Rounding::None).map(|it| Figure(it, Manner::Ratio)),
    }
}

fn ranks_out<'a>(rating: &'a Rating, sheets: &'a [ScoreSheet]) -> Ranks<'a> {
    let place = |(at, rank): &(usize, Rank)| {
        let organisation = sheets.get(*at)?.organisation.as_str();
        Some(Place { organisation, place: rank.place, of: rank.of, shared_with: rank.shared_with })
    };
    Ranks { level: rating.level, name: &rating.name, places: rating.places.iter().filter_map(place).collect() }
}

fn mapping_out<'a>(file: &'a str, mapping: &'a Mapping) -> MappingOut<'a> {
    let columns = mapping.columns.iter().map(|it| ColumnOut {
        heading: &it.heading,
        code: it.meaning.name(),
        score: it.score,
        ground: &it.ground,
    });
    MappingOut { file, columns: columns.collect() }
}
