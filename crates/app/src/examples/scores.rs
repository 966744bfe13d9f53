//! Example rounds: one of each sector that the examples have, counted, approved and published by the usual verbs.

use super::{Shelf, inspected};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::score::{self, RoundCard, Source};
use crate::survey;
use jiff::ToSpan;
use otklik_domain::registry::Sector;
use otklik_domain::round::Dates;
use otklik_domain::score::{Exact, Findings, Mark, QuestionSet, Tally};
use otklik_domain::survey::Term;
use otklik_store::record::OrganisationQuery;
use std::collections::{BTreeMap, BTreeSet};

/// The year the examples speak of.
const YEAR: i16 = 2025;

/// A place in the examples' own tables: name of the organisation, branch.
type Place = (String, Option<String>);

/// Rows of one place: item, value.
type Rows<'a> = BTreeMap<Place, Vec<(&'a str, u64)>>;

/// Loads the example rounds; a sector without a rulebook is left out.
pub(super) async fn load(ctx: &Ctx, shelf: &Shelf) -> Result<(), Refusal> {
    let paper = |wanted: &str| shelf.papers.iter().find(|(name, _)| *name == wanted).map(|(_, bytes)| *bytes);
    let (Some(answers), Some(findings)) = (paper("answers.csv"), paper("findings.csv")) else { return Ok(()) };
    let (answers_text, findings_text) = (String::from_utf8_lossy(answers), String::from_utf8_lossy(findings));
    let (answered, found) = (rows(&answers_text), rows(&findings_text));
    let mut sectors: BTreeMap<String, Sector> = BTreeMap::new();
    for (name, _) in answered.keys() {
        if let [kept] = ctx.store().find_organisations_by_name(name).await?.as_slice()
            && kept.value.is_example
        {
            sectors.insert(name.clone(), kept.value.sector);
        }
    }
    let all: BTreeSet<Sector> = sectors.values().copied().collect();
    for sector in all.into_iter().filter(|sector| score::rulebooks().iter().any(|book| book.name == sector.name())) {
        let is_of = |place: &Place| sectors.get(&place.0) == Some(&sector);
        round(ctx, sector, answers, &only(&answered, is_of), findings, &only(&found, is_of)).await?;
    }
    running(ctx, Sector::Culture).await
}

/// A round that goes on today, with open surveys, so that a newcomer can fill a questionnaire at once.
async fn running(ctx: &Ctx, sector: Sector) -> Result<(), Refusal> {
    let today = ctx.today();
    let survey = Term { opens_on: Some(today), closes_on: Some(today.saturating_add(180.days())) };
    let title = format!("Пример: {}, опрос {} года", sector.in_words(), today.year());
    let dates = Dates { survey, ..Dates::default() };
    let card = RoundCard { title, dates, is_example: true, ..RoundCard::new(sector.name(), today.year()) };
    let id = score::open_round(ctx, &card).await?;
    score::take_into_round(ctx, id, &OrganisationQuery::default()).await?;
    survey::open_surveys(ctx, id).await?;
    inspected::load(ctx, id).await
}

fn only<'a>(rows: &Rows<'a>, is_of: impl Fn(&Place) -> bool) -> Rows<'a> {
    rows.iter().filter(|(place, _)| is_of(place)).map(|(place, rows)| (place.clone(), rows.clone())).collect()
}

async fn round(
    ctx: &Ctx,
    sector: Sector,
    answers: &[u8],
    answered: &Rows<'_>,
    findings: &[u8],
    found: &Rows<'_>,
) -> Result<(), Refusal> {
    let title = format!("Пример: {}, {YEAR} год", sector.in_words());
    let card = RoundCard { title, is_example: true, ..RoundCard::new(sector.name(), YEAR) };
    let id = score::open_round(ctx, &card).await?;
    let set = score::find_round(ctx, id).await.map(|kept| kept.value.rulebook)?;
    let book = score::rulebooks().iter().find(|book| book.sha256 == set.sha256).ok_or(Refusal::NotFound)?;
    let set = book.question_set();
    let tallies: BTreeMap<Place, Tally> =
        answered.iter().map(|(place, rows)| Ok((place.clone(), tally(&set, rows)?))).collect::<Result<_, Refusal>>()?;
    score::import_tallies(ctx, id, &source("answers.csv", answers, answered), &tallies).await?;
    let of_places: BTreeMap<Place, Findings> =
        found.iter().map(|(place, rows)| (place.clone(), findings_of(rows))).collect();
    score::import_findings(ctx, id, &source("findings.csv", findings, found), &of_places).await?;
    score::count_round(ctx, id, None).await?;
    score::approve_round(ctx, id).await?;
    score::publish_round(ctx, id).await?;
    Ok(())
}

fn source(title: &str, bytes: &[u8], rows: &Rows<'_>) -> Source {
    let n_rows = rows.values().map(|rows| rows.len() as u64).sum();
    Source { title: title.to_owned(), bytes: Some((bytes.to_vec(), "csv".to_owned())), mapping_json: None, n_rows }
}

/// The examples' own tables: our files, four columns, no quotes and no commas within; strangers' tables go through
/// the readers of answers and findings.
fn rows(text: &str) -> Rows<'_> {
    let mut all: Rows<'_> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if let [name, branch, item, value] = cells.as_slice()
            && let Ok(value) = value.parse()
        {
            let branch = Some((*branch).to_owned()).filter(|branch| !branch.is_empty());
            all.entry(((*name).to_owned(), branch)).or_default().push((item, value));
        }
    }
    all
}

fn tally(set: &QuestionSet, rows: &[(&str, u64)]) -> Result<Tally, Refusal> {
    let respondents = rows.iter().find(|(item, _)| *item == "respondents").map_or(0, |(_, n)| *n);
    let yes: Vec<(&str, u64)> = rows.iter().filter(|(item, _)| set.place(item).is_some()).copied().collect();
    Tally::from_counted(set, respondents, &yes).map_err(Refusal::unavailable)
}

fn findings_of(rows: &[(&str, u64)]) -> Findings {
    let mut findings = Findings::default();
    for (item, value) in rows {
        if *item == "waiting_score" {
            findings.set_waiting(Exact::whole(*value));
        } else if item.contains('.') {
            findings.set_item(item, if *value == 0 { Mark::Absent } else { Mark::Present });
        } else if let Some(list) = item.strip_suffix("_required") {
            findings.set_required(list, *value);
        } else {
            findings.set_present(item.strip_suffix("_present").unwrap_or(item), *value);
        }
    }
    findings
}
