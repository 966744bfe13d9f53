//! What everybody may have of a published round: how it was counted, and its answers so that nobody can be found in them.
//!
//! In come published scores and kept questionnaires; out go a frozen text and three files. Places of few people are left
//! out, and with them as many others as are needed so that nobody can subtract. It refuses to look at a questionnaire of a
//! place whose published sums are not what is kept now.

use super::closing::Known;
use crate::ctx::Ctx;
use crate::lists;
use crate::refusal::Refusal;
use otklik_domain::Date;
use otklik_domain::closing::open_place;
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::inspection::Stage as InspectionStage;
use otklik_domain::rulebook::{Answers, Rulebook};
use otklik_domain::score::Tally;
use otklik_domain::score::sampling::SmallCount;
use otklik_domain::survey::{AnswerSheet, Channel};
use otklik_papers::open_answers::{self, PlaceRows, SumLine};
use otklik_store::record::{
    Counts, NewRoundPublication, PageAsked, Round, RoundFile, RoundPublication, Score, Survey, SurveyQuery, policy_text,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How many questionnaires are read at once.
const N_SHEETS: usize = 500;

/// Names of the files of a publication.
pub const FILES: [&str; 3] = ["answers.csv", "sums.csv", "dictionary.csv"];

/// Filled questionnaires of a place: the day, the way, the answers.
type Sheets = Vec<(Date, Channel, AnswerSheet)>;

/// Reads every questionnaire of a survey that counts.
async fn sheets(ctx: &Ctx, book: &Rulebook, survey: &Survey) -> Result<Sheets, Refusal> {
    let (mut all, mut page) = (Sheets::new(), PageAsked::first(N_SHEETS));
    let out = lists::excluded(ctx.store(), survey.organisation, survey.id).await?;
    loop {
        let listed = ctx.store().list_answers(survey.organisation, survey.id, &page).await?;
        for answer in listed.items.into_iter().filter(|answer| !out.contains(&answer.id)) {
            let sheet = AnswerSheet::unpacked(&book.questionnaire, &answer.packed).map_err(Refusal::unavailable)?;
            all.push((answer.on, answer.channel, sheet));
        }
        let Some(next) = listed.next else { return Ok(all) };
        page.after = Some(next);
    }
}

/// Whether sums hold what these questionnaires give, and perhaps more that came in files.
fn holds(counts: &Counts, given: &Counts, book: &Rulebook) -> bool {
    let fits = |code: &str| {
        let (all, part) = (counts.count(code), given.count(code));
        part.yes <= all.yes && part.answered <= all.answered
    };
    given.respondents <= counts.respondents && book.questionnaire.counted().all(|question| fits(&question.code))
}

/// What is collected while places are looked at one after another.
#[derive(Default)]
struct Collected {
    rows: Vec<PlaceRows>,
    sums: Vec<SumLine>,
    n_hidden_places: usize,
    n_files: u64,
    channels: BTreeMap<Channel, u64>,
}

/// A publication of these scores, ready to be kept.
pub(super) async fn publication(
    ctx: &Ctx,
    round: &Round,
    book: &Rulebook,
    known: &Known,
    scores: &[Score],
) -> Result<NewRoundPublication, Refusal> {
    let surveys = ctx.store().list_surveys(&SurveyQuery { round: Some(round.id), organisation: None }).await?;
    let mut asked: BTreeMap<(OrganisationId, &str), Vec<&Survey>> = BTreeMap::new();
    for kept in &surveys {
        let survey = &kept.value;
        asked.entry((survey.organisation, survey.branch.as_str())).or_default().push(survey);
    }
    let mut all = Collected::default();
    for score in scores {
        organisation(ctx, round, book, known, score, &asked, &mut all).await?;
    }
    let files: Vec<(String, Vec<u8>)> = FILES
        .iter()
        .map(|name| (*name).to_owned())
        .zip([
            open_answers::answers(&book.questionnaire, &all.rows),
            open_answers::sums(&all.sums),
            open_answers::dictionary(&book.questionnaire, round.small_count),
        ])
        .collect();
    let body = body(ctx, round, known, scores, &all).await?;
    Ok(NewRoundPublication { round: round.id, body_json: body.to_string(), files })
}

async fn organisation(
    ctx: &Ctx,
    round: &Round,
    book: &Rulebook,
    known: &Known,
    score: &Score,
    asked: &BTreeMap<(OrganisationId, &str), Vec<&Survey>>,
    all: &mut Collected,
) -> Result<(), Refusal> {
    let small = SmallCount(round.small_count);
    let name = ctx.store().find_organisation(score.organisation).await?.map(|kept| kept.value.name).unwrap_or_default();
    let respondents: Vec<u64> = score.inputs.places.values().map(|place| place.counts.respondents).collect();
    let now = known.inputs.get(&score.organisation);
    for ((branch, place), is_shown) in score.inputs.places.iter().zip(small.shown(&respondents)) {
        let counts = &place.counts;
        if counts.respondents == 0 {
            continue;
        }
        let own = SumLine {
            organisation: score.organisation.to_string(),
            name: name.clone(),
            branch: branch.clone(),
            ..SumLine::default()
        };
        let mut filled = Sheets::new();
        for survey in asked.get(&(score.organisation, branch.as_str())).into_iter().flatten() {
            filled.extend(sheets(ctx, book, survey).await?);
        }
        let is_same = now.and_then(|now| now.places.get(branch)).is_some_and(|now| now.counts == *counts);
        let mut tally = Tally::new(&book.question_set());
        filled.iter().for_each(|(_, _, sheet)| tally.add_row(&sheet.counted(&book.questionnaire)));
        let is_told = is_same && holds(counts, &Counts::of(&tally), book);
        if is_told {
            for (_, channel, _) in &filled {
                *all.channels.entry(*channel).or_default() += 1;
            }
            all.n_files += counts.respondents - filled.len() as u64;
        } else {
            all.n_files += counts.respondents;
        }
        if !is_shown {
            all.n_hidden_places += 1;
            let note = format!("скрыто: чтобы не узнать ответов меньше чем {} человек", round.small_count);
            all.sums.push(SumLine { note, ..own });
            continue;
        }
        let place = if is_told {
            open_place(&book.questionnaire, &filled, small)
        } else {
            open_place(&book.questionnaire, &[], small)
        };
        let hidden = hidden(book, counts, small).union(&place.hidden).cloned().collect();
        all.sums.extend(sum_lines(book, counts, &hidden, &own, small));
        if !place.rows.is_empty() {
            all.rows.push(PlaceRows {
                organisation: own.organisation,
                name: own.name,
                branch: own.branch,
                place: blanked(book, place, &hidden),
            });
        }
    }
    Ok(())
}

/// Questions of which the sums alone would speak of few.
fn hidden(book: &Rulebook, counts: &Counts, small: SmallCount) -> BTreeSet<String> {
    let is_few = |n: u64| n > 0 && !small.is_shown(n);
    let mut hidden = BTreeSet::new();
    for question in book.questionnaire.counted() {
        if is_few(counts.count(&question.code).answered) {
            hidden.insert(question.code.clone());
        }
        if let Some(gate) = question.after.as_ref().filter(|gate| is_few(counts.count(gate).yes)) {
            hidden.extend([gate.clone(), question.code.clone()]);
        }
    }
    hidden
}

/// Rows in which nothing stands under a question that is left out.
fn blanked(
    book: &Rulebook,
    mut place: otklik_domain::closing::OpenPlace,
    hidden: &BTreeSet<String>,
) -> otklik_domain::closing::OpenPlace {
    let told = book.questionnaire.questions.iter().filter(|question| question.answers != Answers::Text);
    let at: Vec<usize> = told.enumerate().filter(|(_, it)| hidden.contains(&it.code)).map(|(at, _)| at).collect();
    for row in &mut place.rows {
        for at in &at {
            if let Some(cell) = row.given.get_mut(*at) {
                cell.clear();
            }
        }
    }
    place.rows.sort();
    place
}

fn sum_lines(
    book: &Rulebook,
    counts: &Counts,
    hidden: &BTreeSet<String>,
    own: &SumLine,
    small: SmallCount,
) -> Vec<SumLine> {
    let line = |question: &otklik_domain::rulebook::Question| {
        let count = counts.count(&question.code);
        let is_hidden = hidden.contains(&question.code);
        let sums = [counts.respondents, count.yes, count.answered, count.used_yes, count.used_no];
        SumLine {
            question: question.code.clone(),
            sums: (!is_hidden).then_some(sums),
            note: if is_hidden { small.words() } else { String::new() },
            ..own.clone()
        }
    };
    book.questionnaire.counted().map(line).collect()
}

/// How it was counted: frozen with the publication.
async fn body(ctx: &Ctx, round: &Round, known: &Known, scores: &[Score], all: &Collected) -> Result<Value, Refusal> {
    let inspections = ctx.store().list_inspections(round.id).await?;
    let n_final = inspections.iter().filter(|it| it.value.stage == InspectionStage::Final).count();
    let excluded: u64 = ctx.store().count_excluded(round.id).await?.iter().map(|(_, _, n)| n).sum();
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let channels: BTreeMap<&str, u64> = all.channels.iter().map(|(channel, n)| (channel.name(), *n)).collect();
    let (operator, council, dates) = (&round.parties.operator, &round.parties.council, &round.dates);
    let score = |score: &Score| json!({ "organisation": score.organisation.to_string(), "id": score.id.to_string(), "sha256": score.sha256 });
    let respondents: u64 = scores.iter().map(|score| score.figures.respondents).sum();
    Ok(json!({
        "round": { "id": round.id.to_string(), "title": round.title, "year": round.year },
        "rulebook": { "name": round.rulebook.name, "edition": round.rulebook.edition, "sha256": round.rulebook.sha256 },
        "policy": policy_text(&round.policy),
        "small_count": round.small_count,
        "exclusions": excluded,
        "survey": { "from": day(dates.survey.opens_on), "to": day(dates.survey.closes_on), "surveys": known.facts.n_surveys },
        "inspection": { "from": day(dates.inspection.opens_on), "to": day(dates.inspection.closes_on), "final": n_final },
        "operator": { "name": operator.name, "contract": operator.paper, "on": day(operator.paper_on) },
        "council": { "name": council.name, "decision": council.paper, "on": day(council.paper_on) },
        "organisations": scores.len(),
        "respondents": respondents,
        "channels": channels,
        "from_files": all.n_files,
        "hidden_places": all.n_hidden_places,
        "published_on": ctx.today().to_string(),
        "scores": scores.iter().map(score).collect::<Vec<_>>(),
    }))
}

/// A published round as everybody sees it («опубликованные итоги тура»).
#[derive(Debug, Clone)]
pub struct RoundResults {
    /// The round.
    pub round: Round,
    /// What was frozen.
    pub publication: RoundPublication,
    /// The same, read.
    pub told: Value,
    /// Its files.
    pub files: Vec<RoundFile>,
}

/// How a round was published: by number, else the newest. Needs no sign-in.
///
/// # Errors
/// `NotFound` when it was not.
pub async fn round_results(ctx: &Ctx, id: RoundId, number: Option<i64>) -> Result<RoundResults, Refusal> {
    let publication = ctx.store().find_round_publication(id, number).await?.ok_or(Refusal::NotFound)?;
    let round = super::rounds::round(ctx, id).await?.value;
    let told = serde_json::from_str(&publication.body_json).map_err(Refusal::unavailable)?;
    let files = ctx.store().list_round_files(id, publication.number).await?;
    Ok(RoundResults { round, publication, told, files })
}

/// A file of a published round. Needs no sign-in.
///
/// # Errors
/// `NotFound` when there is no such publication or file.
pub async fn round_file(ctx: &Ctx, id: RoundId, number: Option<i64>, name: &str) -> Result<Vec<u8>, Refusal> {
    let publication = ctx.store().find_round_publication(id, number).await?.ok_or(Refusal::NotFound)?;
    ctx.store().find_round_file(id, publication.number, name).await?.ok_or(Refusal::NotFound)
}
