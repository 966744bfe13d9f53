//! One inspection: for inspectors the differences, the showing, answers and the end; for the organisation its answer.

use super::inspection_sheet::{PhotoRow, parts, plain};
use super::inspections::place_name;
use crate::download::attachment;
use crate::form::{Asked, FieldFault, Signed, Typed};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use otklik_app::Refusal;
use otklik_app::inspections::{self as rooms, Noticed, View};
use otklik_app::record::Version;
use otklik_domain::access::Verb;
use otklik_domain::ids::{InspectionId, PhotoUseId};
use otklik_domain::inspection::{Ask, Point, ReplyKind, Seen, Stage};
use otklik_domain::score::Mark;

/// A choice of what counts of a point.
struct Choice {
    value: String,
    text: String,
    is_chosen: bool,
}

/// A decision that a person makes.
struct Deciding {
    code: String,
    title: String,
    /// What each inspector saw, in words.
    seen: Vec<String>,
    choices: Vec<Choice>,
    value: String,
    reason: String,
    is_done: bool,
}

/// A point as the result shows it.
struct ResultRow {
    code: String,
    title: String,
    seen: String,
    reason: Option<String>,
    notes: Vec<String>,
    photos: Vec<PhotoRow>,
    reply: Option<(String, String)>,
    review: Option<String>,
    reply_photos: Vec<PhotoRow>,
    /// The form of an answer: kind and words as they were typed.
    answering: Option<(String, String)>,
    deciding: Option<Deciding>,
}

/// The form for a point that is not among the shortcomings: what was found there may be answered too.
struct Elsewhere {
    /// Code, words, whether it was chosen.
    points: Vec<(String, String, bool)>,
    kind: String,
    words: String,
}

#[derive(Template)]
#[template(path = "cabinet/inspection.html")]
struct InspectionPage {
    shell: Shell,
    errors: Errors,
    id: String,
    version: i64,
    back: String,
    place: String,
    about: String,
    stage: &'static str,
    sheets: Vec<(String, String)>,
    unfinished: Option<String>,
    agreement: Option<String>,
    differences: Vec<Deciding>,
    rows: Vec<ResultRow>,
    until: Option<String>,
    is_inspector: bool,
    is_shown: bool,
    may_show: bool,
    may_answer: bool,
    may_finish: bool,
    days: String,
    n_present: usize,
    elsewhere: Option<Elsewhere>,
    has_paper: bool,
}

fn id_of(text: &str) -> Result<InspectionId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}

/// `GET /cabinet/inspections/{id}`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    inspection_page(&visit, id_of(&id)?, &Typed::default(), Vec::new()).await
}

fn deciding(view: &View, point: &Point, typed: &Typed) -> Deciding {
    let kept = view.decisions.get(&point.code).map(|kept| kept.value.decision.clone());
    let is_typed = typed.get("item") == point.code;
    let value = match &kept {
        _ if is_typed => typed.get("value").to_owned(),
        Some(decision) => shown_value(point.ask, decision.seen),
        None => String::new(),
    };
    let reason = if is_typed {
        typed.get("reason").to_owned()
    } else {
        kept.as_ref().map(|d| d.reason.clone()).unwrap_or_default()
    };
    let marks = [Mark::Present, Mark::Absent, Mark::NotApplicable].map(Seen::Mark);
    let choice = |seen: Seen| Choice {
        is_chosen: seen.name() == value,
        value: seen.name(),
        text: words::capital(&seen.in_words()),
    };
    let sheets = view.sheets.iter().map(|sheet| {
        let seen = sheet.sheet.seen(&point.code).map_or("не отмечено".to_owned(), |seen| seen.in_words());
        format!("{}: {seen}", sheet.inspector)
    });
    Deciding {
        code: point.code.clone(),
        title: words::capital(&point.title),
        seen: sheets.collect(),
        choices: if point.ask == Ask::Mark { marks.map(choice).into() } else { Vec::new() },
        value,
        reason,
        is_done: kept.is_some(),
    }
}

/// A value as a form takes it back.
fn shown_value(ask: Ask, seen: Seen) -> String {
    if ask == Ask::Mark { seen.name() } else { seen.in_words() }
}

fn photos(shown: &[otklik_app::record::PhotoUse]) -> Vec<PhotoRow> {
    shown.iter().map(|shown| PhotoRow { id: shown.id.to_string(), alt: shown.alt.clone() }).collect()
}

fn row(view: &View, noticed: &Noticed, may: (bool, bool), typed: &Typed) -> ResultRow {
    let (may_answer, may_review) = may;
    let point = &noticed.point;
    let reply = noticed.reply.as_ref().map(|kept| &kept.value.reply);
    let is_typed = typed.get("item") == point.code;
    let words_of = |noted: &otklik_domain::inspection::Noted| {
        [noted.note.as_deref(), noted.address.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(". ")
    };
    let answering = match reply {
        _ if is_typed && may_answer => (typed.get("kind").to_owned(), typed.get("words").to_owned()),
        Some(reply) => (reply.kind.name().to_owned(), reply.words.clone()),
        None => (String::new(), String::new()),
    };
    ResultRow {
        code: point.code.clone(),
        title: point.shortcoming.clone().unwrap_or_else(|| words::capital(&point.title)),
        seen: noticed.seen.map_or("не решено".to_owned(), |seen| seen.in_words()),
        reason: noticed.decision.as_ref().map(|decision| decision.reason.clone()),
        notes: noticed.notes.iter().map(words_of).collect(),
        photos: photos(&noticed.photos),
        reply: reply.map(|reply| (words::capital(reply.kind.in_words()), reply.words.clone())),
        review: reply.and_then(|reply| reply.review.clone()),
        reply_photos: photos(&noticed.reply_photos),
        answering: may_answer.then_some(answering),
        deciding: (may_review && reply.is_some()).then(|| deciding(view, point, typed)),
    }
}

/// Points that stand in no row: the organisation may answer them as well.
fn elsewhere(view: &View, typed: &Typed) -> Option<Elsewhere> {
    let rows = view.absent();
    let is_beside = |point: &&Point| rows.iter().all(|row| row.point.code != point.code);
    let shown = |point: &Point| {
        let seen = view.outcome.seen(&point.code).map_or(String::new(), |seen| format!(": {}", seen.in_words()));
        (point.code.clone(), format!("{}{seen}", words::capital(&point.title)), typed.get("item") == point.code)
    };
    let points: Vec<_> = view.list.points().filter(is_beside).map(shown).collect();
    let is_typed = points.iter().any(|(_, _, is_chosen)| *is_chosen);
    let typed = |name: &str| if is_typed { typed.get(name).to_owned() } else { String::new() };
    (!points.is_empty()).then(|| Elsewhere { kind: typed("kind"), words: typed("words"), points })
}

async fn inspection_page(
    visit: &Visit,
    id: InspectionId,
    typed: &Typed,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let view = rooms::inspection(&visit.ctx, id).await?;
    let days = rooms::answer_days(&visit.ctx).await?;
    let inspection = &view.kept.value;
    let stage = inspection.stage;
    let is_filling = stage == Stage::Filling;
    let may_answer = visit.ctx.may(Verb::AnswerFindings, view.place)
        && !view.is_inspector
        && view.allowed(&visit.ctx, |facts| facts.may_answer()).is_ok();
    let may_review = view.is_inspector && matches!(stage, Stage::Shown | Stage::Answered);
    let comparison = view.comparison();
    let agreement = (view.sheets.len() > 1).then(|| {
        let share = comparison.agreement.percent().map(|share| share.to_decimals(1).replace('.', ","));
        let (n_same, n_all) = (comparison.agreement.n_same, comparison.agreement.n_all);
        format!("Листы совпали в {n_same} пунктах из {n_all}, это {}\u{a0}%", share.unwrap_or_default())
    });
    let differing = |point: &&Point| comparison.differences.iter().any(|one| one.code == point.code);
    let is_seen = view.is_inspector && is_filling && view.sheets.len() > 1;
    let differences: Vec<Deciding> = if is_seen {
        view.list.points().filter(differing).map(|point| deciding(&view, point, typed)).collect()
    } else {
        Vec::new()
    };
    let sheets = view.sheets.iter().map(|sheet| {
        let about = format!("{}, {}", sheet.inspector, words::date(sheet.kept.value.inspected_on));
        (format!("/cabinet/sheets/{}", sheet.kept.value.id), about)
    });
    let may_finish = view.is_inspector && view.allowed(&visit.ctx, |facts| facts.may_finish()).is_ok();
    let present = view.outcome.points.iter().filter(|(_, settled)| settled.seen() == Some(Seen::Mark(Mark::Present)));
    let name = place_name(&view.organisation.name, &inspection.branch);
    let title =
        if faults.is_empty() { format!("Осмотр: {name}") } else { format!("Ошибка: осмотр: {name}") };
    Ok(page::show(&InspectionPage {
        shell: visit.staff_shell(title, "inspections"),
        errors: Errors { faults: plain(faults) },
        id: id.to_string(),
        version: view.kept.version.0,
        back: if view.is_inspector {
            format!("/cabinet/rounds/{}/inspections", view.round.id)
        } else {
            "/cabinet/inspections".to_owned()
        },
        about: view.round.title.clone(),
        stage: stage.in_words(),
        sheets: sheets.collect(),
        unfinished: (!view.unfinished.is_empty() && is_filling).then(|| view.unfinished.join(", ")),
        agreement,
        rows: view.absent().iter().map(|noticed| row(&view, noticed, (may_answer, may_review), typed)).collect(),
        until: inspection.answer_until.filter(|_| stage == Stage::Shown).map(words::date),
        is_inspector: view.is_inspector,
        is_shown: !is_filling,
        may_show: view.is_inspector && view.allowed(&visit.ctx, |facts| facts.may_show()).is_ok(),
        may_answer,
        may_finish,
        days: typed.filled("days").map_or(days.to_string(), ToOwned::to_owned),
        n_present: present.count(),
        elsewhere: if may_answer { elsewhere(&view, typed) } else { None },
        has_paper: !view.sheets.is_empty(),
        differences,
        place: name,
    }))
}

/// `GET /cabinet/inspections/{id}/paper?format=`
pub(crate) async fn paper(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let out = rooms::protocol_paper(&visit.ctx, id_of(&id)?, asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}

/// Goes on to the page with a notice, or shows it again with what was typed.
async fn said(
    visit: &Visit,
    id: InspectionId,
    typed: &Typed,
    said: Result<(), Refusal>,
    done: &str,
) -> Result<Response, Refused> {
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/inspections/{id}?done={done}"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            inspection_page(visit, id, typed, faults).await.map(refusal::invalid)
        }
    }
}

/// What was chosen of a point: a mark's name, or a number as it was typed.
fn chosen(typed: &Typed) -> Result<Seen, Refusal> {
    let text = typed.get("value");
    let is_days = typed.get("item").starts_with("waiting_");
    let seen = Seen::from_name(text).or_else(|| if is_days { Seen::days(text) } else { Seen::count(text) });
    seen.ok_or_else(|| Refusal::field("value", "Выберите, что верно: есть, нет или не применимо"))
}

fn version(typed: &Typed) -> Version {
    Version(typed.get("version").parse().unwrap_or(0))
}

/// Rights are asked before what was typed is judged: who may not is told so, and not what they typed wrong.
async fn demand(visit: &Visit, id: InspectionId, verb: Verb) -> Result<(), Refused> {
    let place = rooms::inspection(&visit.ctx, id).await?.place;
    Ok(visit.ctx.demand(verb, place)?)
}

/// `POST /cabinet/inspections/{id}/settle`
pub(crate) async fn settle(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    judge(&visit, id_of(&id)?, &typed, false).await
}

/// An inspector says what is true of a point: where sheets differ, or after the organisation answered.
async fn judge(visit: &Visit, id: InspectionId, typed: &Typed, is_answer: bool) -> Result<Response, Refused> {
    demand(visit, id, Verb::Inspect).await?;
    let (ctx, code, reason) = (&visit.ctx, typed.get("item"), typed.get("reason"));
    let done = match chosen(typed) {
        Ok(seen) if is_answer => rooms::review_answer(ctx, id, code, seen, reason).await,
        Ok(seen) => rooms::settle_item(ctx, id, code, seen, reason).await,
        Err(refused) => Err(refused),
    };
    said(visit, id, typed, done, "kept").await
}

/// `POST /cabinet/inspections/{id}/show`
pub(crate) async fn show_organisation(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let days = typed.whole("days").unwrap_or(0);
    let done = rooms::show_inspection(&visit.ctx, id, version(&typed), days).await;
    said(&visit, id, &typed, done, "inspection-shown").await
}

/// `POST /cabinet/inspections/{id}/review`
pub(crate) async fn review(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    judge(&visit, id_of(&id)?, &typed, true).await
}

/// `POST /cabinet/inspections/{id}/finish`
pub(crate) async fn finish(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let done = rooms::finish_inspection(&visit.ctx, id, version(&typed)).await;
    said(&visit, id, &typed, done, "inspection-final").await
}

/// `POST /cabinet/inspections/{id}/answer`: what the organisation says of a point, with a photo; or takes it back.
pub(crate) async fn answer(
    Staff(visit): Staff,
    State(web): State<Web>,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response, Refused> {
    let (typed, files) = parts(&visit, &web, form).await?;
    let id = id_of(&id)?;
    demand(&visit, id, Verb::AnswerFindings).await?;
    let code = typed.get("item");
    if typed.get("action") == "remove" {
        let done = rooms::unanswer_item(&visit.ctx, id, code).await;
        return said(&visit, id, &typed, done, "kept").await;
    }
    let done = match ReplyKind::from_name(typed.get("kind")) {
        Some(kind) => rooms::answer_item(&visit.ctx, id, code, kind, typed.get("words")).await,
        None => Err(Refusal::field("kind", "Выберите: возражение или пояснение")),
    };
    let mut done = done;
    for (_, bytes) in files {
        if done.is_ok() {
            done = rooms::add_answer_photo(&visit.ctx, id, code, typed.get("alt"), bytes).await.map(|_| ());
        }
    }
    said(&visit, id, &typed, done, "kept").await
}

/// `POST /cabinet/inspections/{id}/agree`: the organisation has said all.
pub(crate) async fn agree(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let done = rooms::finish_answers(&visit.ctx, id, version(&typed)).await;
    said(&visit, id, &typed, done, "inspection-answered").await
}

fn photo_of(text: &str) -> Result<PhotoUseId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}

/// `GET /cabinet/photos/{id}`
pub(crate) async fn photo(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let bytes = otklik_app::photos::photo_bytes(&visit.ctx, photo_of(&id)?).await?;
    Ok(([(CONTENT_TYPE, "image/jpeg"), (CACHE_CONTROL, "private, max-age=3600")], bytes).into_response())
}

/// `POST /cabinet/photos/{id}/remove`
pub(crate) async fn remove_photo(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    rooms::remove_photo(&visit.ctx, photo_of(&id)?).await?;
    let back = Some(typed.get("back")).filter(|back| back.starts_with("/cabinet/"));
    Ok(refusal::see_other(back.unwrap_or("/cabinet/inspections")))
}
