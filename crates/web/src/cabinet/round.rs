//! One round: what came in, whose names are not recognised, what was counted; counting, approving, publishing.

use super::rounds::{id_of, state_words};
use crate::form::{Asked, FieldFault, Signed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::state::{Mark, State};
use crate::ui::shell::Shell;
use crate::ui::{figures, page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::record::{BatchKind, BatchState, PageAsked, RoundState, ScoreRow, ScoreState, Version};
use otklik_app::score as scores;
use otklik_app::{portal, record};
use otklik_domain::access::Verb;
use otklik_domain::ids::{BatchId, RoundId};
use otklik_domain::round::{Line, Parties, Party, Standing};

struct BatchRow {
    title: String,
    what: String,
    state: &'static str,
    /// Address that takes it back, and its version.
    withdraw: Option<(String, i64)>,
}

struct WaitingRow {
    name: String,
    what: String,
    field: Field,
}

struct ScoreLine {
    href: String,
    name: String,
    respondents: String,
    total: String,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "cabinet/round.html")]
struct RoundPage {
    shell: Shell,
    errors: Errors,
    id: String,
    version: i64,
    title: String,
    about: String,
    finding: String,
    is_open: bool,
    batches: Vec<BatchRow>,
    waiting: Vec<WaitingRow>,
    rows: Vec<ScoreLine>,
    may: May,
    n_approved: usize,
    n_draft: usize,
    calendar: Vec<CalendarLine>,
    parties: Vec<(&'static str, String)>,
    n_organisations: usize,
}

/// A line of the round's calendar.
struct CalendarLine {
    what: &'static str,
    when: String,
    state: State,
}

/// What the visitor may do here.
struct May {
    run: bool,
    answers: bool,
    inspect: bool,
    import: bool,
    approve: bool,
    publish: bool,
}

#[derive(Template)]
#[template(path = "cabinet/round_publish.html")]
struct PublishPage {
    shell: Shell,
    id: String,
    title: String,
    count: String,
    unapproved: Option<String>,
    rows: Vec<ScoreLine>,
}

/// `GET /cabinet/rounds/{id}`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    round_page(&visit, id_of(&id)?, Vec::new()).await
}

async fn round_page(visit: &Visit, id: RoundId, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let ctx = &visit.ctx;
    let kept = scores::find_round(ctx, id).await?;
    let round = &kept.value;
    let may = May {
        run: ctx.may(Verb::RunRounds, None),
        answers: ctx.may(Verb::SeeAnswers, None),
        inspect: ctx.may(Verb::Inspect, None),
        import: ctx.may(Verb::ImportScores, None),
        approve: ctx.may(Verb::ApproveScores, None),
        publish: ctx.may(Verb::PublishScores, None),
    };
    let waiting = if may.import { scores::waiting_names(ctx, id).await? } else { Vec::new() };
    let organisations = if waiting.is_empty() { Vec::new() } else { choices(visit).await? };
    let rows = scores::round_scores(ctx, id).await?;
    let n = |state: ScoreState| rows.iter().filter(|row| row.state == state).count();
    let is_open = round.state == RoundState::Open;
    // A file speaks of everybody: who answers for some organisations is not shown its name.
    let batches = if ctx.may(Verb::SeePrivate, None) { scores::batches(ctx, id).await? } else { Vec::new() };
    let title = if faults.is_empty() { round.title.clone() } else { format!("Ошибка: {}", round.title) };
    Ok(page::show(&RoundPage {
        shell: visit.staff_shell(title, "rounds"),
        errors: Errors { faults },
        id: id.to_string(),
        version: kept.version.0,
        title: round.title.clone(),
        about: format!("Оценка {} года · {}", round.year, state_words(round.state)),
        finding: finding(n(ScoreState::Draft), n(ScoreState::Approved), n(ScoreState::Published)),
        is_open,
        batches: batches
            .into_iter()
            .filter(|it| it.value.kind != BatchKind::Survey)
            .map(|batch| batch_row(batch, is_open && may.import))
            .collect(),
        waiting: waiting.into_iter().enumerate().map(|(n, name)| waiting_row(n, name, &organisations)).collect(),
        n_approved: n(ScoreState::Approved),
        n_draft: n(ScoreState::Draft),
        rows: rows.iter().map(|row| score_line(id, row)).collect(),
        may,
        calendar: scores::round_calendar(ctx, round).await?.into_iter().map(calendar_line).collect(),
        parties: parties(&round.parties),
        n_organisations: scores::round_organisations(ctx, id).await?.len(),
    }))
}

fn calendar_line(line: Line) -> CalendarLine {
    let day = words::date_brief;
    let when = match (line.from, line.to) {
        (Some(from), Some(to)) => format!("{} — {}", day(from), day(to)),
        (Some(from), None) => format!("с {}", day(from)),
        (None, Some(to)) => format!("до {}", day(to)),
        (None, None) => "день не назначен".to_owned(),
    };
    let state = match line.standing {
        Standing::Unset => State::new(Mark::Idle, "Не назначено"),
        Standing::Ahead => State::new(Mark::Idle, "Впереди"),
        Standing::Running => State::new(Mark::Work, "Идёт"),
        Standing::Done => State::new(Mark::Ok, "Сделано"),
        Standing::Late(n_days) => {
            let n_days = usize::try_from(n_days).unwrap_or_default();
            State::new(Mark::Late, format!("Просрочено на {}", words::count(n_days, ["день", "дня", "дней"])))
        }
    };
    CalendarLine { what: line.step.in_words(), when, state }
}

/// Who takes part, with the paper each acts by.
fn parties(parties: &Parties) -> Vec<(&'static str, String)> {
    let told = |name: &'static str, paper: &str, party: &Party| {
        let number = (!party.paper.is_empty()).then(|| format!("{paper} № {}", party.paper));
        let on = party.paper_on.map(|day| format!("от {}", words::date(day)));
        let paper = [number, on].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let all: Vec<&str> =
            [party.name.as_str(), paper.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
        (!all.is_empty()).then(|| (name, all.join(", ")))
    };
    let (operator, council) = (&parties.operator, &parties.council);
    let all = [told("Оператор", "контракт", operator), told("Общественный совет", "решение", council)];
    all.into_iter().flatten().collect()
}

fn finding(n_draft: usize, n_approved: usize, n_published: usize) -> String {
    if n_draft + n_approved + n_published == 0 {
        return "Ещё ничего не посчитано".to_owned();
    }
    let said = |n: usize, what: &str| (n > 0).then(|| format!("{what}: {}", words::number(n)));
    let parts = [said(n_draft, "ждут утверждения"), said(n_approved, "утверждено"), said(n_published, "опубликовано")];
    words::capital(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

async fn choices(visit: &Visit) -> Result<Vec<Choice>, Refused> {
    let asked = PageAsked { after: None, limit: 500 };
    let found = portal::organisations(&visit.ctx, &record::OrganisationQuery::default(), &asked).await?;
    let mut all = vec![Choice::new("", "Выберите организацию")];
    all.extend(
        found.lines.into_iter().map(|line| Choice::new(line.organisation.id.to_string(), line.organisation.name)),
    );
    Ok(all)
}

fn batch_row(kept: record::Kept<record::Batch>, can_change: bool) -> BatchRow {
    let batch = kept.value;
    let (what, is_answers) = match batch.kind {
        BatchKind::Answers => ("анкеты", true),
        BatchKind::Survey => ("опрос на сайте", true),
        BatchKind::Findings => ("итоги осмотра", false),
    };
    let rows = words::count(usize::try_from(batch.n_rows).unwrap_or(usize::MAX), ["строка", "строки", "строк"]);
    let is_kept = batch.state == BatchState::Kept;
    BatchRow {
        title: batch.title,
        what: format!("{what}, {rows}"),
        state: if is_kept { "учтено" } else { "отозвано" },
        withdraw: (can_change && is_kept && is_answers)
            .then(|| (format!("/cabinet/batches/{}/withdraw", batch.id), kept.version.0)),
    }
}

fn waiting_row(n: usize, waiting: scores::WaitingName, organisations: &[Choice]) -> WaitingRow {
    let mut parts = Vec::new();
    if waiting.respondents > 0 {
        let n = usize::try_from(waiting.respondents).unwrap_or(usize::MAX);
        parts.push(words::count(n, ["анкета", "анкеты", "анкет"]));
    }
    if waiting.n_findings > 0 {
        parts.push(words::count(waiting.n_findings, ["отметка осмотра", "отметки осмотра", "отметок осмотра"]));
    }
    WaitingRow {
        what: parts.join(", "),
        field: Field::choice(
            "organisation",
            format!("Что это за организация: {}", waiting.name),
            "",
            organisations.to_vec(),
        )
        .apart(&n.to_string()),
        name: waiting.name,
    }
}

fn score_line(id: RoundId, row: &ScoreRow) -> ScoreLine {
    ScoreLine {
        href: format!("/cabinet/rounds/{id}/o/{}", row.organisation),
        name: row.name.clone(),
        respondents: words::number(usize::try_from(row.figures.respondents).unwrap_or(usize::MAX)),
        total: row.figures.total.as_ref().map_or_else(|| "нет".to_owned(), figures::two),
        state: match row.state {
            ScoreState::Draft => "посчитано",
            ScoreState::Approved => "утверждено",
            ScoreState::Published => "опубликовано",
        },
    }
}

/// Goes back to the round with a notice, or shows it with what is wrong.
async fn after(
    visit: &Visit,
    id: RoundId,
    done: &str,
    said: Result<(), otklik_app::Refusal>,
) -> Result<Response, Refused> {
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/rounds/{id}?done={done}"))),
        Err(refused) => round_page(visit, id, faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// `POST /cabinet/rounds/{id}/count`
pub(crate) async fn count(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let said = scores::count_round(&visit.ctx, id, typed.filled("reason")).await.map(drop);
    after(&visit, id, "counted", said).await
}

/// `POST /cabinet/rounds/{id}/approve`
pub(crate) async fn approve(Staff(visit): Staff, Path(id): Path<String>, _: Signed) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let said = scores::approve_round(&visit.ctx, id).await.map(drop);
    after(&visit, id, "approved", said).await
}

/// `GET /cabinet/rounds/{id}/publish`: what everybody would see.
pub(crate) async fn before_publishing(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    visit.ctx.demand(Verb::PublishScores, None)?;
    let id = id_of(&id)?;
    let round = scores::find_round(&visit.ctx, id).await?.value;
    let rows = scores::round_scores(&visit.ctx, id).await?;
    let ready: Vec<&ScoreRow> = rows.iter().filter(|row| row.state == ScoreState::Approved).collect();
    let n_draft = rows.iter().filter(|row| row.state == ScoreState::Draft).count();
    Ok(page::show(&PublishPage {
        shell: visit.staff_shell("Публикация оценок", "rounds"),
        id: id.to_string(),
        title: round.title,
        count: words::count(ready.len(), ["оценку", "оценки", "оценок"]),
        unapproved: (n_draft > 0).then(|| words::count(n_draft, ["оценка", "оценки", "оценок"])),
        rows: ready.into_iter().map(|row| score_line(id, row)).collect(),
    }))
}

/// `POST /cabinet/rounds/{id}/publish`
pub(crate) async fn publish(Staff(visit): Staff, Path(id): Path<String>, _: Signed) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let said = scores::publish_round(&visit.ctx, id).await.map(drop);
    after(&visit, id, "scores-published", said).await
}

/// `POST /cabinet/rounds/{id}/state`: closes it, or opens it again.
pub(crate) async fn set_state(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let version = Version(typed.get("version").parse().unwrap_or(0));
    let said = match typed.get("state") {
        "closed" => scores::close_round(&visit.ctx, id, version).await,
        _ => scores::reopen_round(&visit.ctx, id, version).await,
    };
    after(&visit, id, "kept", said.map(drop)).await
}

/// `POST /cabinet/rounds/{id}/match`: says which organisation a name means.
pub(crate) async fn match_name(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    visit.ctx.demand(Verb::ImportScores, None)?;
    let Ok(organisation) = typed.get("organisation").parse() else {
        let text = format!("Выберите организацию для «{}»", typed.get("name"));
        let fault = FieldFault { field: String::new(), text };
        return round_page(&visit, id, vec![fault]).await.map(refusal::invalid);
    };
    let said = scores::match_name(&visit.ctx, id, typed.get("name"), organisation).await.map(drop);
    after(&visit, id, "matched", said).await
}

/// `POST /cabinet/batches/{id}/withdraw`
pub(crate) async fn withdraw(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let batch: BatchId = id.parse().map_err(|_| Refused::not_found())?;
    let round = id_of(typed.get("round"))?;
    let version = Version(typed.get("version").parse().unwrap_or(0));
    let said = scores::withdraw_batch(&visit.ctx, batch, version).await;
    after(&visit, round, "withdrawn", said).await
}

/// Fields of an address that name lines of a ledger.
pub(super) fn ticked(Asked(asked): &Asked) -> Vec<String> {
    asked.0.iter().filter(|(name, _)| name == "close").map(|(_, value)| value.clone()).collect()
}
