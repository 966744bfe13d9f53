//! The way of a plan: its stages as steps, what is next and who does it, approvals, changes, history.
//!
//! In come a plan and a person's decision; out goes its page, or the same page with what is wrong. What the form lacks is
//! named beside the rows, on the page of rows.

use super::draft::version;
use super::plan::{form_date, id_of};
use super::plan_rows;
use super::plan_stages::{StageStep, name, next_words, stage_steps};
use crate::download::attachment;
use crate::form::{Asked, FieldFault, Signed, Typed, fault};
use crate::parts::signed_parts;
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use otklik_app::plans::life::{self, ApprovalTyped};
use otklik_app::plans::way::{self, PlanWay};
use otklik_app::plans::{self, PlanView};
use otklik_app::record::{AmendmentKind, PlanAmendment, PlanApproval, PlanStep};
use otklik_app::{Faults, Refusal};
use otklik_domain::access::Verb;
use otklik_domain::ids::PlanId;
use otklik_domain::plan::Measure;
use otklik_domain::plan::life::{Stage, lacks_by_kind};

struct Approved {
    about: String,
    act: String,
    scan: Option<String>,
}

struct Change {
    title: &'static str,
    row: String,
    was: String,
    became: String,
    why: String,
    when: String,
}

struct Event {
    title: String,
    when: String,
    words: Option<String>,
}

#[derive(Template)]
#[template(path = "cabinet/plan_way.html")]
struct WayPage {
    shell: Shell,
    errors: Errors,
    id: PlanId,
    version: i64,
    title: String,
    organisation: String,
    stage: &'static str,
    next: String,
    /// What the founder wrote when sending the plan back, and when.
    returned: Option<(String, String)>,
    steps: Vec<StageStep>,
    /// What the form requires and the plan lacks, by kind: the row to begin at, and words.
    lacks: Vec<(String, String)>,
    n_open: usize,
    remarks: Vec<(String, Option<String>)>,
    can_send: bool,
    send: Field,
    can_take_back: bool,
    can_decide: bool,
    /// The plan came from a paper that may have been approved before.
    can_record: bool,
    give_back: Field,
    approval: Vec<Field>,
    scan_fault: Option<String>,
    approvals: Vec<Approved>,
    changes: Vec<Change>,
    history: Vec<Event>,
    can_publish: bool,
    /// Nothing of the plan was published yet.
    stage_is_new: bool,
    can_close: bool,
    n_unfinished: usize,
    close: Field,
}

/// What was typed last.
#[derive(Default)]
struct Tried {
    typed: Typed,
    approval: Option<ApprovalTyped>,
    faults: Vec<FieldFault>,
}

/// `GET /cabinet/plans/{id}/way`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    way_page(&visit, id_of(&id)?, Tried::default()).await
}

async fn way_page(visit: &Visit, id: PlanId, tried: Tried) -> Result<Response, Refused> {
    let view = plans::plan(&visit.ctx, id).await?;
    let way = way::way(&visit.ctx, &view).await?;
    let (place, stage) = (Some(view.organisation.id), view.stage);
    let (may_make, may_approve) = (visit.ctx.may(Verb::AdoptPlan, place), visit.ctx.may(Verb::ApprovePlan, place));
    let approval = tried.approval.clone().unwrap_or_else(|| proposed(&view));
    let area =
        |name: &str, label: &str| Field::area(name, label, tried.typed.get(name)).faulty(fault(&tried.faults, name));
    Ok(page::show(&WayPage {
        shell: visit.staff_shell(if tried.faults.is_empty() { "Ход плана" } else { "Ошибка: ход плана" }, "plans"),
        scan_fault: fault(&tried.faults, "scan").map(ToOwned::to_owned),
        approval: approval_fields(&approval, &tried.faults),
        give_back: area("words", "Что исправить в плане целом").hint("Замечания к строкам пишут рядом со строками"),
        send: area("words", "Что сказать учредителю").hint("Необязательно"),
        close: area("reason", "Почему план закрывают"),
        errors: Errors { faults: tried.faults.clone() },
        id,
        version: view.version.0,
        title: view.draft.title.clone().unwrap_or_else(|| "План без названия".to_owned()),
        organisation: view.organisation.name.clone(),
        stage: stage.in_words(),
        next: next_words(stage).to_owned(),
        returned: returned(visit, stage, &way),
        steps: stage_steps(visit, stage, &way),
        lacks: lacks_by_kind(&way.lacks)
            .into_iter()
            .map(|(row, text)| (row.map_or("plan".to_owned(), |row| format!("row-{}", row + 1)), text))
            .collect(),
        n_open: way.comments.iter().filter(|c| c.value.settled.is_none()).count(),
        remarks: way.remarks.iter().map(|r| (r.text.clone(), r.proposal.clone())).collect(),
        can_send: may_make && stage.is_editable(),
        can_take_back: may_make && stage == Stage::Sent && (!may_approve || is_own(visit, &way)),
        can_decide: may_approve && stage == Stage::Sent,
        can_record: may_approve && stage == Stage::Draft && view.made_of.is_some(),
        approvals: approvals(&view, &way),
        changes: way.amendments.iter().map(|a| change(visit, &way, a)).collect::<Result<_, Refusal>>()?,
        history: way.steps.iter().rev().map(|step| event(visit, &way, step)).collect(),
        stage_is_new: view.versions.is_empty(),
        can_publish: visit.ctx.may(Verb::PublishPlan, place) && matches!(stage, Stage::Approved | Stage::Amended),
        can_close: may_make && stage != Stage::Closed && stage != Stage::Sent,
        n_unfinished: way.n_unfinished,
    }))
}

/// The founder's words about the whole plan, while they wait to be followed.
fn returned(visit: &Visit, stage: Stage, way: &PlanWay) -> Option<(String, String)> {
    let step = way.steps.iter().rfind(|step| step.stage == Stage::Returned).filter(|_| stage == Stage::Returned)?;
    let words = step.words.clone().filter(|words| !words.trim().is_empty())?;
    Some((words, format!("{}, {}", name(way, &step.by), form_date(visit, step.at))))
}

/// The visitor is who sent the plan.
fn is_own(visit: &Visit, way: &PlanWay) -> bool {
    let sent = way.steps.iter().rfind(|step| step.stage == Stage::Sent);
    sent.is_some_and(|step| Some(&step.by) == visit.ctx.actor.person.map(|person| person.to_string()).as_ref())
}

/// What the paper of the plan says itself, where it says anything.
fn proposed(view: &PlanView) -> ApprovalTyped {
    let block = view.draft.approval.clone().unwrap_or_default();
    let day = |day: otklik_domain::Date| format!("{:02}.{:02}.{}", day.day(), day.month(), day.year());
    ApprovalTyped {
        position: block.position.unwrap_or_default(),
        name: block.name.unwrap_or_default(),
        approved_on: block.date.map(day).unwrap_or_default(),
        ..ApprovalTyped::default()
    }
}

fn approval_fields(typed: &ApprovalTyped, faults: &[FieldFault]) -> Vec<Field> {
    let kinds = ["", "приказ", "постановление", "распоряжение", "решение"];
    let kinds = kinds.map(|kind| Choice::new(kind, if kind.is_empty() { "без акта, подпись на плане" } else { kind }));
    let fields = vec![
        Field::line("position", "Должность того, кто утвердил", &typed.position)
            .hint("Например: начальник отдела культуры"),
        Field::line("body", "Орган", &typed.body).hint("Например: администрации Лугового района"),
        Field::line("name", "Фамилия и инициалы", &typed.name),
        Field::line("approved_on", "Когда утверждён", &typed.approved_on).hint("Например: 01.02.2026"),
        Field::choice("act_kind", "Каким актом", &typed.act_kind, kinds.into()),
        Field::line("act_number", "Номер акта", &typed.act_number),
        Field::line("act_date", "Дата акта", &typed.act_date),
    ];
    fields
        .into_iter()
        .map(|f| {
            let said = fault(faults, &f.name).map(ToOwned::to_owned);
            f.faulty(said.as_deref())
        })
        .collect()
}

fn approvals(view: &PlanView, way: &PlanWay) -> Vec<Approved> {
    let before = way.before.as_ref().map(|block| Approved {
        about: [block.position.clone(), block.name.clone(), block.date.map(words::date)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", "),
        act: block.basis.clone().unwrap_or_else(|| "утверждён до Отклика".to_owned()),
        scan: view.made_of.map(|draft| format!("/cabinet/drafts/{draft}/original")),
    });
    let kept = way.approvals.iter().enumerate().map(|(n, approval)| approved(view.id, n, approval));
    before.into_iter().chain(kept).collect()
}

fn approved(plan: PlanId, n: usize, approval: &PlanApproval) -> Approved {
    let day = approval.act_date.map(|day| format!(" от {}", words::date(day))).unwrap_or_default();
    let number = if approval.act_number.is_empty() { String::new() } else { format!(" № {}", approval.act_number) };
    let who = format!("{} {}", approval.position, approval.body);
    Approved {
        about: format!("{}, {}, {}", who.trim(), approval.name, words::date(approval.approved_on)),
        act: format!("{}{day}{number}", approval.act_kind).trim().to_owned(),
        scan: approval.paper.map(|_| format!("/cabinet/plans/{plan}/scan?n={n}")),
    }
}

fn change(visit: &Visit, way: &PlanWay, of: &PlanAmendment) -> Result<Change, Refusal> {
    let (was, became) = (way::row_of(of.was_json.as_deref())?, way::row_of(of.became_json.as_deref())?);
    let row = became.as_ref().or(was.as_ref());
    let (was, became) = match (&was, &became) {
        (Some(was), Some(became)) => plan_rows::differing(was, became),
        (was, became) => {
            let said = |row: &Option<Measure>, none: &str| row.as_ref().map_or(none.to_owned(), plan_rows::brief);
            (said(was, "не было"), said(became, "исключена"))
        }
    };
    Ok(Change {
        title: match of.kind {
            AmendmentKind::Added => "Строка добавлена",
            AmendmentKind::Changed => "Строка изменена",
            AmendmentKind::Removed => "Строка исключена",
        },
        row: row.map(|row| words::short(&row.text, 90)).unwrap_or_default(),
        was,
        became,
        why: format!("{}. Согласовано: {}", of.reason.trim_end_matches('.'), of.agreed),
        when: format!("{}, {}", form_date(visit, of.at), name(way, &of.by)),
    })
}

fn event(visit: &Visit, way: &PlanWay, step: &PlanStep) -> Event {
    let title = match step.verb.as_str() {
        "take_back_plan" => "Взят обратно",
        "return_plan" => "Возвращён на доработку",
        "amend_plan" => "Изменён после утверждения",
        "adopt_plan" if step.stage == Stage::Approved => "Принят как утверждённый до Отклика",
        "adopt_plan" => "Принят как черновик",
        _ => step.stage.in_words(),
    };
    Event {
        title: words::capital(title),
        when: format!("{}, {}", form_date(visit, step.at), name(way, &step.by)),
        words: step.words.clone(),
    }
}

/// What a decision leads to: the page of the way, or the same with what is wrong.
async fn done(
    visit: &Visit,
    id: PlanId,
    said: Result<(), Refusal>,
    notice: &str,
    tried: Tried,
) -> Result<Response, Refused> {
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/plans/{id}/way?done={notice}"))),
        Err(refused @ Refusal::Invalid(Faults::PlanRows(_))) => {
            plan_rows::faulty(visit, id, faults_of(refused)?).await.map(refusal::invalid)
        }
        Err(refused) => {
            let faults = faults_of(refused)?;
            way_page(visit, id, Tried { faults, ..tried }).await.map(refusal::invalid)
        }
    }
}

/// `POST /cabinet/plans/{id}/send`
pub(crate) async fn send(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let said = life::send_plan(&visit.ctx, id, version(&typed), typed.get("words")).await;
    done(&visit, id, said, "plan-sent", Tried { typed, ..Tried::default() }).await
}

/// `POST /cabinet/plans/{id}/take-back`
pub(crate) async fn take_back(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let said = life::take_back_plan(&visit.ctx, id, version(&typed)).await;
    done(&visit, id, said, "plan-back", Tried { typed, ..Tried::default() }).await
}

/// `POST /cabinet/plans/{id}/return`
pub(crate) async fn give_back(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let said = life::return_plan(&visit.ctx, id, version(&typed), typed.get("words")).await;
    done(&visit, id, said, "plan-returned", Tried { typed, ..Tried::default() }).await
}

/// `POST /cabinet/plans/{id}/close`
pub(crate) async fn close(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let said = plans::close_plan(&visit.ctx, id, version(&typed), typed.get("reason")).await;
    done(&visit, id, said, "closed", Tried { typed, ..Tried::default() }).await
}

/// `POST /cabinet/plans/{id}/approve`: the approval block, and the signed scan when there is one.
pub(crate) async fn approve(
    Staff(visit): Staff,
    State(web): State<Web>,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let (typed, files) = signed_parts(&visit, &web, form).await?;
    // Also one that is empty: it is refused, or whoever chose it would think that it is kept.
    let scan = files.into_iter().find(|part| part.name == "scan").map(|file| (file.file_name, file.bytes));
    let get = |name: &str| typed.get(name).to_owned();
    let approval = ApprovalTyped {
        position: get("position"),
        body: get("body"),
        name: get("name"),
        approved_on: get("approved_on"),
        act_kind: get("act_kind"),
        act_number: get("act_number"),
        act_date: get("act_date"),
    };
    let said = life::approve_plan(&visit.ctx, id, version(&typed), &approval, scan).await;
    let tried = Tried { approval: Some(approval), typed, ..Tried::default() };
    done(&visit, id, said, "plan-approved", tried).await
}

/// `GET /cabinet/plans/{id}/scan?n=…`
pub(crate) async fn scan(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let n = asked.get("n").parse().unwrap_or(0);
    let (name, bytes) = life::scan(&visit.ctx, id_of(&id)?, n).await?;
    Ok(attachment(&name, "application/octet-stream", bytes))
}
