//! A group of answers in one transaction: what is known, what may be kept, the rows, the sums, one line of the journal.

use super::many::Many;
use super::records::{GroupHash, id_cell, kept, take_id};
use super::sums;
use crate::audit::KEEP_ANSWERS;
use crate::cell::{Cell, Row};
use crate::engine::Tx;
use crate::record::{Act, AnswerKept, BatchState, NewAnswer, RoundState};
use crate::table::Record;
use crate::{Answer, Fault};
use otklik_domain::ids::{AnswerId, BatchId, OrganisationId, RoundId, SurveyId};
use otklik_domain::survey::{Channel, Stage, Term};
use serde_json::json;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Answers that are known under these names; each is told by its place among those that are asked about.
static KNOWN: Many = Many::new(
    "with asked (place, organisation_id, survey_id, id) as (values ",
    4,
    ") select asked.place, a.id, a.packed, a.channel from asked cross join answer a where \
     a.organisation_id = asked.organisation_id and a.survey_id = asked.survey_id and a.id = asked.id",
);

/// One-time codes that have served an answer.
static TICKETS: Many = Many::new(
    "with asked (organisation_id, survey_id, ticket) as (values ",
    3,
    ") select a.organisation_id, a.survey_id, a.ticket from asked cross join answer a where \
     a.organisation_id = asked.organisation_id and a.survey_id = asked.survey_id and a.ticket = asked.ticket",
);

/// Surveys with what decides whether they take answers.
static SURVEYS: Many = Many::new(
    "with asked (organisation_id, survey_id) as (values ",
    2,
    ") select s.organisation_id, s.id, s.branch, s.batch_id, s.round_id, s.opens_on, s.closes_on, s.is_closed, s.is_example, \
     s.asks_ticket, r.state, r.rulebook_sha256, b.state, o.merged_into_id from asked cross join survey s \
     join round r on r.id = s.round_id join batch b on b.id = s.batch_id join organisation o on o.id = s.organisation_id \
     where s.organisation_id = asked.organisation_id and s.id = asked.survey_id",
);

/// One-time codes that were given out.
static GIVEN_OUT: Many = Many::new(
    "with asked (organisation_id, survey_id, hash) as (values ",
    3,
    ") select t.organisation_id, t.survey_id, t.hash from asked cross join ticket t where \
     t.organisation_id = asked.organisation_id and t.survey_id = asked.survey_id and t.hash = asked.hash",
);

static INSERT: Many = Many::new(
    "insert into answer (organisation_id, survey_id, id, packed, channel, kept_at, kept_on, line, filled_seconds, device, \
     ticket, has_worked) values ",
    12,
    "",
);

/// A survey among all.
pub(super) type Key = (OrganisationId, SurveyId);

/// A survey as it stands in this transaction.
pub(super) struct Asked {
    /// Whose sums grow: the organisation, or the one it was joined to.
    pub(super) counts_for: OrganisationId,
    pub(super) branch: String,
    pub(super) batch: BatchId,
    pub(super) round: RoundId,
    term: Term,
    is_over: bool,
    /// Nothing is taken any more, not even what was filled in time.
    is_shut: bool,
    is_example: bool,
    asks_ticket: bool,
    pub(super) is_withdrawn: bool,
    rulebook_sha256: String,
}

/// Keeps a group. Answers what became of each, in their order, and whether anything is to be committed.
pub(crate) async fn keep_group(tx: &mut Tx, answers: &[NewAnswer]) -> Answer<(Vec<AnswerKept>, bool)> {
    let surveys = surveys(tx, answers.iter().map(key).collect()).await?;
    let mut known = known(tx, answers).await?;
    let mut tickets =
        Tickets { used: tickets(tx, &TICKETS, answers).await?, given_out: tickets(tx, &GIVEN_OUT, answers).await? };
    let outcomes: Vec<AnswerKept> =
        answers.iter().map(|answer| decide(answer, surveys.get(&key(answer)), &mut known, &mut tickets)).collect();
    let is_new = |(answer, outcome): (_, &AnswerKept)| (*outcome == AnswerKept::New).then_some(answer);
    let new: Vec<&NewAnswer> = answers.iter().zip(&outcomes).filter_map(is_new).collect();
    if new.is_empty() {
        return Ok((outcomes, false));
    }
    let is_example = |answer: &&NewAnswer| surveys.get(&key(answer)).is_some_and(|asked| asked.is_example);
    let (examples, real): (Vec<_>, Vec<_>) = new.iter().copied().partition(is_example);
    write(tx, "", &real).await?;
    write(tx, "examples", &examples).await?;
    sums::grow(tx, &surveys, &new).await?;
    Ok((outcomes, true))
}

fn key(answer: &NewAnswer) -> Key {
    (answer.organisation, answer.survey)
}

type Known = HashMap<(Key, AnswerId), (Vec<u8>, Channel)>;

/// One-time codes that the answers of a group came with.
struct Tickets {
    used: HashSet<(Key, String)>,
    given_out: HashSet<(Key, String)>,
}

impl Tickets {
    /// What its code says about an answer: nothing, when it may be kept. A code is used from here on.
    fn refuse(&mut self, answer: &NewAnswer, asks_ticket: bool) -> Option<AnswerKept> {
        let code = answer.traces.ticket.as_ref().map(|code| (key(answer), code.clone()));
        let is_own_hand = matches!(answer.channel, Channel::Web | Channel::Kiosk);
        if asks_ticket && is_own_hand && !code.as_ref().is_some_and(|code| self.given_out.contains(code)) {
            return Some(AnswerKept::TicketUnknown);
        }
        code.is_some_and(|code| !self.used.insert(code)).then_some(AnswerKept::TicketUsed)
    }
}

/// What becomes of one answer. Who is new is known to those after it in the group.
fn decide(answer: &NewAnswer, asked: Option<&Asked>, known: &mut Known, tickets: &mut Tickets) -> AnswerKept {
    let Some(asked) = asked else { return AnswerKept::NoSurvey };
    let name = (key(answer), answer.id);
    if let Some((packed, channel)) = known.get(&name) {
        let is_same = *packed == answer.packed && *channel == answer.channel;
        return if is_same { AnswerKept::Before } else { AnswerKept::Differs };
    }
    let stage = match asked.term.stage(answer.on) {
        // A sheet was filled while the survey ran, whenever it is counted.
        Stage::Over | Stage::Running if answer.is_from_sheet && !asked.is_shut => Stage::Running,
        _ if asked.is_over => Stage::Over,
        stage => stage,
    };
    match stage {
        Stage::Over => return AnswerKept::TooLate,
        Stage::Before => return AnswerKept::TooEarly,
        Stage::Running if asked.rulebook_sha256 != answer.rulebook_sha256 => return AnswerKept::OtherRulebook,
        Stage::Running => {}
    }
    if let Some(refused) = tickets.refuse(answer, asked.asks_ticket) {
        return refused;
    }
    known.insert(name, (answer.packed.clone(), answer.channel));
    AnswerKept::New
}

async fn known(tx: &mut Tx, answers: &[NewAnswer]) -> Answer<Known> {
    let cells = answers.iter().zip(0_i64..).flat_map(|(answer, place)| {
        [Cell::from(place), Cell::printed(answer.organisation), Cell::printed(answer.survey), id_cell(answer.id)]
    });
    let mut known = HashMap::new();
    for mut row in KNOWN.rows(tx, cells.collect()).await? {
        let place = usize::try_from(row.int()?).ok().and_then(|place| answers.get(place));
        let of = place.map(key).ok_or_else(|| Fault::broken("an answer nobody asked about"))?;
        known.insert((of, take_id(&mut row)?), (row.bytes()?, row.named(Channel::from_name)?));
    }
    Ok(known)
}

async fn tickets(tx: &mut Tx, asked: &'static Many, answers: &[NewAnswer]) -> Answer<HashSet<(Key, String)>> {
    let with_ticket = answers.iter().filter_map(|answer| Some((answer, answer.traces.ticket.as_ref()?)));
    let cells = with_ticket.flat_map(|(answer, ticket)| {
        [Cell::printed(answer.organisation), Cell::printed(answer.survey), Cell::from(ticket)]
    });
    let rows = asked.rows(tx, cells.collect()).await?;
    rows.into_iter().map(|mut row| Ok(((row.read()?, row.read()?), row.text()?))).collect()
}

/// Surveys as they stand now.
pub(super) async fn surveys(tx: &mut Tx, mut keys: Vec<Key>) -> Answer<BTreeMap<Key, Asked>> {
    keys.sort_unstable();
    keys.dedup();
    let cells = keys.iter().flat_map(|(organisation, survey)| [Cell::printed(organisation), Cell::printed(survey)]);
    let mut surveys = BTreeMap::new();
    for row in SURVEYS.rows(tx, cells.collect()).await? {
        let (key, mut asked, joined_to) = asked(row)?;
        if let Some(other) = joined_to {
            asked.counts_for = last_of(tx, other).await?;
        }
        surveys.insert(key, asked);
    }
    Ok(surveys)
}

fn asked(mut row: Row) -> Answer<(Key, Asked, Option<OrganisationId>)> {
    let key: Key = (row.read()?, row.read()?);
    let (branch, batch, round) = (row.text()?, row.read()?, row.read()?);
    let term = Term { opens_on: row.maybe_read()?, closes_on: row.maybe_read()? };
    let (is_closed, is_example, asks_ticket) = (row.flag()?, row.flag()?, row.flag()?);
    let round_state = row.named(RoundState::from_name)?;
    let rulebook_sha256 = row.text()?;
    let is_withdrawn = row.named(BatchState::from_name)? == BatchState::Withdrawn;
    let is_shut = is_withdrawn || round_state == RoundState::Closed;
    let is_over = is_closed || is_shut;
    let counts_for = key.0;
    let asked = Asked {
        counts_for,
        branch,
        batch,
        round,
        term,
        is_over,
        is_shut,
        is_example,
        asks_ticket,
        is_withdrawn,
        rulebook_sha256,
    };
    Ok((key, asked, row.maybe_read()?))
}

/// The organisation at the end of joinings.
async fn last_of(tx: &mut Tx, first: OrganisationId) -> Answer<OrganisationId> {
    let (mut last, mut seen) = (first, HashSet::new());
    while seen.insert(last) {
        let sql = "select merged_into_id from organisation where id = $1";
        match tx.rows(sql, vec![Cell::printed(last)]).await?.pop().map(|mut row| row.maybe_read()).transpose()? {
            Some(Some(next)) => last = next,
            _ => break,
        }
    }
    Ok(last)
}

/// Writes answers and their line of the journal: how many they are and one hash of all.
async fn write(tx: &mut Tx, subject: &str, answers: &[&NewAnswer]) -> Answer<()> {
    let Some(at) = answers.iter().map(|answer| answer.at).max() else { return Ok(()) };
    let mut rows: Vec<_> = answers.iter().map(|answer| kept(answer, 0)).collect();
    let mut hash = GroupHash::default();
    rows.iter().for_each(|row| hash.add(row));
    let became = json!({ "n": hash.n, "sha256": hash.hex() }).to_string();
    let act = Act::new("otklik", KEEP_ANSWERS, at);
    let line = tx.note_numbered(&act, ("answer", subject), None, (None, Some(became))).await?;
    rows.iter_mut().for_each(|row| row.line = line);
    INSERT.run(tx, rows.iter().flat_map(Record::cells).collect()).await
}
