//! Example rounds: one of each sector that the examples have, counted, approved and published by the usual verbs.
//!
//! In come the two tables of the shelf, read by the reader of strangers' tables; out go rounds. It refuses to know a format.

use super::{Shelf, inspected};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::score::{self, RoundCard, Source};
use crate::survey;
use jiff::ToSpan;
use otklik_domain::registry::Sector;
use otklik_domain::round::Dates;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::{Assessed, Findings, Tally};
use otklik_domain::survey::Term;
use otklik_papers::answers::table::{Refused, TextRows};
use otklik_papers::round::Round;
use otklik_store::record::OrganisationQuery;
use std::collections::BTreeMap;
use std::io::Cursor;

/// The year the examples speak of.
const YEAR: i16 = 2025;

/// A place as imports name it: organisation, branch.
type Place = (String, Option<String>);

/// What both tables say of the places of one sector.
#[derive(Default)]
struct Brought {
    tallies: BTreeMap<Place, Tally>,
    findings: BTreeMap<Place, Findings>,
}

/// Loads the example rounds; a sector without a rulebook is left out.
pub(super) async fn load(ctx: &Ctx, shelf: &Shelf) -> Result<(), Refusal> {
    let paper = |wanted: &str| shelf.papers.iter().find(|(name, _)| *name == wanted).map(|(_, bytes)| *bytes);
    let (Some(answers), Some(findings)) = (paper("answers.csv"), paper("findings.csv")) else { return Ok(()) };
    for sector in Sector::ALL {
        let Some(book) = score::rulebooks().iter().find(|book| book.name == sector.name()) else { continue };
        let assessed = read(book, answers, findings).map_err(Refusal::unavailable)?;
        let brought = of_sector(ctx, sector, assessed).await?;
        if !brought.tallies.is_empty() {
            round(ctx, sector, answers, findings, &brought).await?;
        }
    }
    running(ctx, Sector::Culture).await
}

/// Both tables by the questions of one rulebook.
fn read(book: &Rulebook, answers: &[u8], findings: &[u8]) -> Result<Vec<Assessed>, Refused> {
    let mut brought = Round::new(book);
    brought.answers("answers.csv", TextRows::open(Cursor::new(answers.to_vec()))?, None)?;
    brought.findings("findings.csv", TextRows::open(Cursor::new(findings.to_vec()))?)?;
    Ok(brought.assessed())
}

/// What was read of the example organisations of a sector: the tables hold those of all sectors.
async fn of_sector(ctx: &Ctx, sector: Sector, all: Vec<Assessed>) -> Result<Brought, Refusal> {
    let mut brought = Brought::default();
    for assessed in all {
        let named = ctx.store().find_organisations_by_name(&assessed.organisation).await?;
        if !matches!(named.as_slice(), [kept] if kept.value.is_example && kept.value.sector == sector) {
            continue;
        }
        for unit in assessed.units {
            let place = (assessed.organisation.clone(), unit.branch);
            brought.findings.insert(place.clone(), unit.findings);
            brought.tallies.insert(place, unit.tally);
        }
    }
    Ok(brought)
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

async fn round(ctx: &Ctx, sector: Sector, answers: &[u8], findings: &[u8], brought: &Brought) -> Result<(), Refusal> {
    let title = format!("Пример: {}, {YEAR} год", sector.in_words());
    let card = RoundCard { title, is_example: true, ..RoundCard::new(sector.name(), YEAR) };
    let id = score::open_round(ctx, &card).await?;
    let n_answers = brought.tallies.values().map(Tally::respondents).sum();
    score::import_tallies(ctx, id, &source("answers.csv", answers, n_answers), &brought.tallies).await?;
    let n_findings = brought.findings.len() as u64;
    score::import_findings(ctx, id, &source("findings.csv", findings, n_findings), &brought.findings).await?;
    score::count_round(ctx, id, None).await?;
    score::approve_round(ctx, id).await?;
    score::publish_round(ctx, id).await?;
    Ok(())
}

fn source(title: &str, bytes: &[u8], n_rows: u64) -> Source {
    Source { title: title.to_owned(), bytes: Some((bytes.to_vec(), "csv".to_owned())), mapping_json: None, n_rows }
}
