//! Scores as JSON of the public interface: decimal text, compared as numbers.
//!
//! In come sheets of the domain and what files said; out goes one object. It refuses to compute.

use crate::answers::mapping::Mapping;
use crate::losses::{LedgerOut, SelectionOut};
use crate::round::{Noted, Rating, Round};
use otklik_domain::remark::Remark;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::{Exact, Group, Policy, Rounding, ScoreSheet, UnitSheet, groups};
use serde::Serialize;
use std::collections::BTreeMap;

/// A scored round with everything that is printed of it.
pub struct Scored<'a> {
    /// The rules of the sector.
    pub rulebook: &'a Rulebook,
    /// The rules with names.
    pub policy: &'a Policy,
    /// The organisations, in the order they are printed.
    pub sheets: &'a [ScoreSheet],
    /// What the files said.
    pub round: &'a Round<'a>,
    /// How the columns of the files were understood: name of the file and its mapping.
    pub mappings: &'a [(String, Mapping)],
    /// Where the points of each went, and the cheapest set for a target, when they were asked for: beside `sheets`.
    pub losses: &'a [(LedgerOut, Option<SelectionOut>)],
}

/// Decimal text or `null`, by number.
type Figures = BTreeMap<String, Option<String>>;

#[derive(Serialize)]
struct Whole<'a> {
    rulebook: Book<'a>,
    rounding: &'a str,
    empty: &'a str,
    branches: &'a str,
    organisations: Vec<Organisation<'a>>,
    groups: Vec<GroupOut<'a>>,
    ranks: Vec<Ranks<'a>>,
    remarks: Vec<Said<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mappings: Vec<MappingOut<'a>>,
}

#[derive(Serialize)]
struct Book<'a> {
    name: &'a str,
    edition: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Organisation<'a> {
    organisation: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    branches: Vec<Branch<'a>>,
    respondents: u64,
    indicators: Figures,
    criteria: Figures,
    total: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact_indicators: Option<Figures>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact_criteria: Option<Figures>,
    remarks: Vec<Said<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger: Option<&'a LedgerOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cheapest: Option<&'a SelectionOut>,
}

#[derive(Serialize)]
struct Branch<'a> {
    branch: Option<&'a str>,
    respondents: u64,
    indicators: Figures,
}

#[derive(Serialize)]
struct Said<'a> {
    code: &'a str,
    severity: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "<[u64]>::is_empty")]
    lines: &'a [u64],
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
}

#[derive(Serialize)]
struct GroupOut<'a> {
    level: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    n: u64,
    criteria: Figures,
    total: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<String>,
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

/// The whole result as JSON.
///
/// # Errors
/// What the library of JSON says; it has no reason to.
pub fn to_json(scored: &Scored<'_>) -> Result<String, serde_json::Error> {
    let Scored { rulebook, policy, sheets, round, mappings, losses } = scored;
    let means = means(round, sheets, policy.rounding);
    let ratings = round.ratings(sheets);
    let whole = Whole {
        rulebook: Book { name: &rulebook.name, edition: &rulebook.edition, sha256: &rulebook.sha256 },
        rounding: policy.rounding.name(),
        empty: policy.empty.name(),
        branches: policy.branches.name(),
        organisations: sheets.iter().enumerate().map(|(at, it)| organisation(it, round, losses.get(at))).collect(),
        groups: means.iter().map(|group| group_out(group, policy.rounding)).collect(),
        ranks: ratings.iter().map(|rating| ranks_out(rating, sheets)).collect(),
        remarks: round.notes.of_files().map(noted).collect(),
        mappings: mappings.iter().map(|(file, mapping)| mapping_out(file, mapping)).collect(),
    };
    // A district is read by people too; a country only by programs.
    if sheets.len() > LINES_FOR_PEOPLE_MAX {
        serde_json::to_string(&whole)
    } else {
        serde_json::to_string_pretty(&whole)
    }
}

/// More organisations than anybody reads as JSON.
const LINES_FOR_PEOPLE_MAX: usize = 300;

/// Means over the registry; none without one.
pub fn means(round: &Round<'_>, sheets: &[ScoreSheet], rounding: Rounding) -> Vec<Group> {
    let placed: Vec<_> =
        sheets.iter().filter_map(|sheet| Some((sheet, round.registered(&sheet.organisation)?.clone()))).collect();
    groups(&placed, rounding)
}

fn organisation<'a>(
    sheet: &'a ScoreSheet,
    round: &'a Round<'_>,
    losses: Option<&'a (LedgerOut, Option<SelectionOut>)>,
) -> Organisation<'a> {
    let rounding = sheet.policy.rounding;
    let (indicators, criteria) = (indicators(sheet), criteria(sheet));
    let exactly = |figures: &BTreeMap<String, Option<&Exact>>| {
        (rounding == Rounding::None)
            .then(|| figures.iter().map(|(key, it)| (key.clone(), it.map(Exact::to_ratio))).collect::<Figures>())
    };
    let is_lone = matches!(sheet.branches.as_slice(), [one] if one.branch.is_none());
    let own = sheet.remarks.iter().map(remark);
    Organisation {
        organisation: &sheet.organisation,
        kind: sheet.kind.as_deref(),
        branches: sheet.branches.iter().filter(|_| !is_lone).map(|unit| branch(unit, rounding)).collect(),
        respondents: sheet.respondents,
        exact_indicators: exactly(&indicators),
        exact_criteria: exactly(&criteria),
        indicators: indicators.into_iter().map(|(key, it)| (key, it.map(|it| needed(it, rounding)))).collect(),
        criteria: criteria.into_iter().map(|(key, it)| (key, it.map(|it| shown(it, rounding)))).collect(),
        total: sheet.total.as_ref().map(|it| shown(it, rounding)),
        exact: sheet.total.as_ref().filter(|_| rounding == Rounding::None).map(Exact::to_ratio),
        remarks: own.chain(round.notes.of(&sheet.organisation).map(noted)).collect(),
        ledger: losses.map(|(ledger, _)| ledger),
        cheapest: losses.and_then(|(_, cheapest)| cheapest.as_ref()),
    }
}

fn indicators(sheet: &ScoreSheet) -> BTreeMap<String, Option<&Exact>> {
    sheet.indicators.iter().map(|it| (it.indicator.to_string(), it.points.as_ref())).collect()
}

/// Criteria that do not count for the kind of the organisation are `null`, so that the total is the mean of the rest.
fn criteria(sheet: &ScoreSheet) -> BTreeMap<String, Option<&Exact>> {
    let points = |it: &'_ otklik_domain::score::CriterionPoints| it.is_used;
    sheet
        .criteria
        .iter()
        .map(|it| (it.criterion.number().to_string(), it.points.as_ref().filter(|_| points(it))))
        .collect()
}

fn branch(unit: &UnitSheet, rounding: Rounding) -> Branch<'_> {
    let figure = |it: &Option<Exact>| it.as_ref().map(|it| needed(it, rounding));
    Branch {
        branch: unit.branch.as_deref(),
        respondents: unit.respondents,
        indicators: unit.indicators.iter().map(|it| (it.indicator.to_string(), figure(&it.points))).collect(),
    }
}

/// As few digits as needed; under `none` six.
fn needed(points: &Exact, rounding: Rounding) -> String {
    if rounding == Rounding::None { points.to_decimals(6) } else { points.to_string() }
}

/// Two decimals; under `none` six.
fn shown(points: &Exact, rounding: Rounding) -> String {
    points.to_decimals(if rounding == Rounding::None { 6 } else { 2 })
}

fn remark(remark: &Remark) -> Said<'_> {
    let (code, severity) = (remark.code, remark.severity.name());
    Said { code, severity, text: &remark.text, file: None, lines: &[], n: None }
}

fn noted(noted: &Noted) -> Said<'_> {
    let is_cut = noted.n > noted.lines.len() as u64;
    Said { file: noted.file.as_deref(), lines: &noted.lines, n: is_cut.then_some(noted.n), ..remark(&noted.remark) }
}

fn group_out(group: &Group, rounding: Rounding) -> GroupOut<'_> {
    let criteria = group.criteria.iter();
    GroupOut {
        level: group.level.name(),
        name: &group.name,
        region: group.region.as_deref(),
        n: group.n,
        criteria: criteria.map(|(it, points)| (it.number().to_string(), Some(shown(points, rounding)))).collect(),
        total: group.total.as_ref().map(|it| shown(it, rounding)),
        exact: group.total.as_ref().filter(|_| rounding == Rounding::None).map(Exact::to_ratio),
    }
}

fn ranks_out<'a>(rating: &'a Rating, sheets: &'a [ScoreSheet]) -> Ranks<'a> {
    let place = |(at, rank): &(usize, otklik_domain::score::Rank)| {
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

#[derive(Serialize)]
struct Items<'a> {
    rulebook: Book<'a>,
    questions: Vec<QuestionOut<'a>>,
    counted: Vec<String>,
    items: Vec<ItemOut<'a>>,
}

#[derive(Serialize)]
struct QuestionOut<'a> {
    code: &'a str,
    number: u32,
    wording: &'a str,
    short: &'a str,
    after: Option<&'a str>,
    is_counted: bool,
}

#[derive(Serialize)]
struct ItemOut<'a> {
    code: &'a str,
    list: &'a str,
    title: &'a str,
}

/// The codes of a rulebook as JSON: questions of answers, counted and single items of findings.
///
/// # Errors
/// What the library of JSON says; it has no reason to.
pub fn items_json(rulebook: &Rulebook) -> Result<String, serde_json::Error> {
    let question = |it: &'_ otklik_domain::rulebook::Question| it.answers == otklik_domain::rulebook::Answers::YesNo;
    let questions = rulebook.questionnaire.questions.iter().map(|it| QuestionOut {
        code: &it.code,
        number: it.number,
        wording: &it.wording,
        short: &it.short,
        after: it.after.as_deref(),
        is_counted: question(it),
    });
    let items = rulebook.inspections.iter().flat_map(|list| {
        list.items.iter().map(|item| ItemOut { code: &item.code, list: &list.code, title: &item.title })
    });
    serde_json::to_string_pretty(&Items {
        rulebook: Book { name: &rulebook.name, edition: &rulebook.edition, sha256: &rulebook.sha256 },
        questions: questions.collect(),
        counted: crate::findings::counted_codes(rulebook),
        items: items.collect(),
    })
}
