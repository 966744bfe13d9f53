//! Records of scores and of earlier results, cell for column.

use crate::cell::{Cell, Row};
use crate::record::{EarlierScore, Figures, Inputs, Score, ScoreRow, ScoreState, Version, policy_text, read_policy};
use crate::sql::rounds::year;
use crate::table::{self, Record, Table};
use crate::{Answer, Fault};
use jiff::Timestamp;
use otklik_domain::registry::Sector;
use otklik_domain::score::{Criterion, Exact, Method, Points, PriorScore};
use sha2::{Digest, Sha256};

/// The hash that a score's rulebook, rules, inputs, figures and note of method must have.
pub(super) fn score_hash(score: &Score) -> String {
    let note = score.method.as_ref().map(|note| format!("\n\n{note}")).unwrap_or_default();
    hex::encode(Sha256::digest(format!("{}{note}", count_of(score)).as_bytes()))
}

/// Everything that decides which figures come out, and the figures.
pub(super) fn count_of(score: &Score) -> String {
    let (policy, inputs, figures) = (policy_text(&score.policy), &score.inputs, &score.figures);
    format!("{}\n{policy}\n\n{inputs}\n\n{figures}", score.rulebook_sha256)
}

fn step_cells(step: Option<&(String, Timestamp)>) -> [Cell; 2] {
    [Cell::Text(step.map(|(by, _)| by.clone())), Cell::from(step.map(|(_, at)| *at))]
}

fn step(row: &mut Row) -> Answer<Option<(String, Timestamp)>> {
    let (by, at) = (row.maybe_text()?, row.maybe_instant()?);
    Ok(by.zip(at))
}

impl Record for Score {
    const TABLE: &'static Table = &table::SCORE;

    fn cells(&self) -> Vec<Cell> {
        let mut cells = vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.round),
            Cell::from(self.number),
            Cell::maybe(self.supersedes),
            Cell::from(self.state.name()),
            Cell::from(&self.rulebook_sha256),
            Cell::from(policy_text(&self.policy)),
            Cell::printed(&self.inputs),
            Cell::printed(&self.figures),
            Cell::from(&self.sha256),
            Cell::Int(self.figures.total.as_ref().and_then(Exact::hundredths)),
            Cell::from(i64::try_from(self.figures.respondents).unwrap_or(i64::MAX)),
            Cell::from(&self.reason),
            Cell::from(&self.made.0),
            Cell::from(self.made.1),
        ];
        cells.extend(step_cells(self.approved.as_ref()));
        cells.extend(step_cells(self.published.as_ref()));
        cells.push(Cell::from(&self.method));
        cells
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (organisation, id, round) = (row.read()?, row.read()?, row.read()?);
        let (number, supersedes) = (row.int()?, row.maybe_read()?);
        let (state, rulebook_sha256) = (row.named(ScoreState::from_name)?, row.text()?);
        let (policy, inputs) = (row.named(read_policy)?, row.named(Inputs::read)?);
        let (figures, sha256) = (row.named(Figures::read)?, row.text()?);
        let (_total, _respondents, reason) = (row.maybe_int()?, row.int()?, row.maybe_text()?);
        let made = (row.text()?, row.instant()?);
        let (approved, published) = (step(row)?, step(row)?);
        let method = row.maybe_text()?;
        Ok(Score {
            organisation,
            id,
            round,
            number,
            supersedes,
            state,
            rulebook_sha256,
            policy,
            inputs,
            figures,
            sha256,
            reason,
            made,
            approved,
            published,
            method,
        })
    }
}

/// Columns of a [`ScoreRow`] out of `score t`, `round r`, `organisation o`.
pub(super) const ROW: &str = "t.id, t.version, t.number, t.state, t.figures, t.published_at, t.round_id, r.year, o.id, \
                              o.slug, coalesce(o.short_name, o.name), o.kind, o.sector, o.territory_id";

pub(super) fn score_row(row: &mut Row) -> Answer<ScoreRow> {
    Ok(ScoreRow {
        id: row.read()?,
        version: Version(row.int()?),
        number: row.int()?,
        state: row.named(ScoreState::from_name)?,
        figures: row.named(Figures::read)?,
        published_at: row.maybe_instant()?,
        round: row.read()?,
        year: year(row)?,
        organisation: row.read()?,
        slug: row.text()?,
        name: row.text()?,
        kind: row.maybe_text()?,
        sector: row.named(Sector::from_name)?,
        territory: row.maybe_read()?,
    })
}

fn criteria_text(criteria: &[(Criterion, Exact)]) -> String {
    let one = |(criterion, points): &(Criterion, Exact)| format!("{}={}", criterion.number(), points.to_ratio());
    criteria.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn criteria_of(text: &str) -> Option<Vec<(Criterion, Exact)>> {
    let one = |word: &str| {
        let (number, points) = word.split_once('=')?;
        Some((Criterion::new(number.parse().ok()?)?, Exact::parse(points)?))
    };
    text.split_whitespace().map(one).collect()
}

impl Record for EarlierScore {
    const TABLE: &'static Table = &table::PRIOR_SCORE;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::from(i64::from(self.score.year())),
            Cell::from(self.score.method().name()),
            Cell::printed(self.score.value()),
            Cell::printed(self.score.out_of()),
            Cell::from(criteria_text(&self.criteria)),
            Cell::from(&self.source),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (organisation, id, year) = (row.read()?, row.read()?, year(row)?);
        let method = row.named(Method::from_name)?;
        let (value, out_of) = (row.read::<Points>()?, row.read::<Points>()?);
        let score = PriorScore::new(year, value, Some(out_of), method);
        Ok(EarlierScore {
            organisation,
            id,
            score: score.map_err(|why| Fault::Unavailable(Box::new(why)))?,
            criteria: row.named(criteria_of)?,
            source: row.text()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}
