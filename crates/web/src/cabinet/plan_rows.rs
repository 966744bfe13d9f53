//! Rows of a plan with what they lack and what the founder wants mended; added, moved, removed and answered here.
//!
//! In come a plan and one action on one row; out goes the page of rows. What was typed comes back when it is refused.

use super::draft::version;
use super::measure_fields::{amendment_fields, fields, typed_from};
use super::plan::{form_date, id_of};
use super::plan_stages::{name, next_words};
use crate::form::{FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::drafts::{HeadTyped, MeasureTyped};
use otklik_app::plans::way::{self, PlanWay};
use otklik_app::plans::{self, PlanView, comments, naming, rows};
use otklik_app::record::{Kept, PlanComment, Version};
use otklik_app::{Refusal, record};
use otklik_domain::access::Verb;
use otklik_domain::ids::{MeasureId, PlanId};
use otklik_domain::plan::Measure;
use otklik_domain::plan::life::{Needed, Stage};

struct Comment {
    id: String,
    version: i64,
    words: String,
    by: String,
    answer: Option<(String, String)>,
    is_settled: bool,
    can_answer: bool,
    can_settle: bool,
}

struct Row {
    id: MeasureId,
    n: usize,
    text: String,
    shortcoming: String,
    term: String,
    first: Vec<String>,
    executors: String,
    lacks: Vec<&'static str>,
    comments: Vec<Comment>,
    /// What is asked to take an approved row out.
    why: Vec<Field>,
}

#[derive(Template)]
#[template(path = "cabinet/plan_rows.html")]
struct RowsPage {
    shell: Shell,
    errors: Errors,
    id: PlanId,
    version: i64,
    title: String,
    organisation: String,
    stage: &'static str,
    next: &'static str,
    of_plan: Vec<&'static str>,
    comments: Vec<Comment>,
    rows: Vec<Row>,
    can_edit: bool,
    is_draft: bool,
    can_comment: bool,
    head: Vec<Field>,
    /// Who answers for every row that names nobody, where there are such rows.
    everybody: Option<Field>,
    n_nameless: usize,
    new: Vec<Field>,
    opens_new: bool,
}

/// What was typed last.
#[derive(Default)]
struct Tried {
    typed: Typed,
    faults: Vec<FieldFault>,
}

/// A row in one line: words, term, who.
pub(super) fn brief(row: &Measure) -> String {
    let term = row.deadline.as_ref().map(|d| d.as_written.clone()).unwrap_or_else(|| "срок не указан".to_owned());
    let who: Vec<String> = row.executors.iter().filter_map(|e| e.name.clone().or_else(|| e.position.clone())).collect();
    let who = if who.is_empty() { "исполнитель не назван".to_owned() } else { who.join(", ") };
    format!("{}; {term}; {who}", row.text)
}

/// What differs between a row as it was and as it became; what stayed is not told again.
pub(super) fn differing(was: &Measure, became: &Measure) -> (String, String) {
    let parts = |row: &Measure| {
        let term = row.deadline.as_ref().map_or("срок не указан".to_owned(), |d| d.as_written.clone());
        let who: Vec<String> = row
            .executors
            .iter()
            .map(|e| [e.name.as_deref(), e.position.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", "))
            .collect();
        let who = if who.is_empty() { "исполнитель не назван".to_owned() } else { who.join("; ") };
        let or_none = |text: &Option<String>, none: &str| text.clone().unwrap_or_else(|| none.to_owned());
        [
            row.text.clone(),
            format!("срок: {term}"),
            format!("отвечает: {who}"),
            format!("недостаток: {}", or_none(&row.shortcoming, "не назван")),
            format!("деньги: {}", or_none(&row.funding, "не указаны")),
            format!("результат: {}", or_none(&row.expected_result, "не указан")),
        ]
    };
    let pairs = parts(was).into_iter().zip(parts(became)).filter(|(was, became)| was != became);
    let (was, became): (Vec<_>, Vec<_>) = pairs.unzip();
    let told = |parts: Vec<String>| words::capital(&parts.join("; "));
    (told(was), told(became))
}

/// `GET /cabinet/plans/{id}/rows`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    rows_page(&visit, id_of(&id)?, Tried::default()).await
}

/// The same page with what stands in the way of sending.
pub(super) async fn faulty(visit: &Visit, id: PlanId, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    rows_page(visit, id, Tried { typed: Typed::default(), faults }).await
}

async fn rows_page(visit: &Visit, id: PlanId, tried: Tried) -> Result<Response, Refused> {
    let view = plans::plan(&visit.ctx, id).await?;
    let way = way::way(&visit.ctx, &view).await?;
    let (place, stage) = (Some(view.organisation.id), view.stage);
    let may_make = visit.ctx.may(Verb::AdoptPlan, place);
    let is_adding = tried.typed.get("do") == "add";
    let typed = if is_adding { typed_from(&tried.typed) } else { MeasureTyped::default() };
    let faults: &[FieldFault] = if is_adding { &tried.faults } else { &[] };
    let mut new = fields(&typed, "new", faults);
    new.retain(|field| field.name != "done" && field.name != "actual");
    if stage.is_in_force() {
        new.extend(amendment_fields(&typed, "new", faults));
    }
    let n_nameless = way.lacks.iter().filter(|lack| lack.needed == Needed::Executor).count();
    let everybody = || {
        Field::line("everybody", "Кто отвечает", tried.typed.get("everybody"))
            .hint("Фамилия, имя, отчество и должность. Например: Линькова Ирина Ильинична, заместитель директора")
            .faulty(fault(&tried.faults, "everybody"))
    };
    let of_plan = way.lacks.iter().filter(|lack| lack.row.is_none()).map(|lack| lack.needed.in_words());
    Ok(page::show(&RowsPage {
        shell: visit.staff_shell(
            if tried.faults.is_empty() { "Строки плана" } else { "Ошибка: строки плана" },
            "plans",
        ),
        errors: Errors { faults: summary(&tried, is_adding) },
        id,
        version: view.version.0,
        title: view.draft.title.clone().unwrap_or_else(|| "План без названия".to_owned()),
        organisation: view.organisation.name.clone(),
        stage: stage.in_words(),
        next: next_words(stage),
        of_plan: of_plan.collect(),
        comments: of_row(visit, &view, &way, None),
        rows: view
            .measures
            .iter()
            .zip(&view.draft.measures)
            .enumerate()
            .map(|(n, of)| row(visit, &view, &way, n, of, &tried))
            .collect(),
        can_edit: may_make && (stage.is_editable() || stage.is_in_force()),
        is_draft: stage.is_editable(),
        can_comment: visit.ctx.may(Verb::ApprovePlan, place) && stage == Stage::Sent,
        head: head(&view, &tried),
        everybody: (may_make && stage.is_editable() && n_nameless > 1).then(everybody),
        n_nameless,
        new,
        opens_new: is_adding && !tried.faults.is_empty(),
    }))
}

fn summary(tried: &Tried, is_adding: bool) -> Vec<FieldFault> {
    let apart = |f: &FieldFault| {
        let is_row = f.field.starts_with("row-") || f.field == "plan" || f.field.is_empty();
        let field = if is_adding && !is_row { format!("{}-new", f.field) } else { f.field.clone() };
        FieldFault { field, text: f.text.clone() }
    };
    tried.faults.iter().map(apart).collect()
}

fn head(view: &PlanView, tried: &Tried) -> Vec<Field> {
    let is_tried = tried.typed.get("do") == "head";
    let day = |day: Option<otklik_domain::Date>| {
        day.map(|d| format!("{:02}.{:02}.{}", d.day(), d.month(), d.year())).unwrap_or_default()
    };
    let kept = |name: &str, kept: String| if is_tried { tried.typed.get(name).to_owned() } else { kept };
    let faults: &[FieldFault] = if is_tried { &tried.faults } else { &[] };
    let period = view.draft.period;
    let year = view.draft.assessed_year.map(|y| y.to_string()).unwrap_or_default();
    [
        Field::line("title", "Название плана", kept("title", view.draft.title.clone().unwrap_or_default())),
        Field::line("from", "С какого года или дня", kept("from", day(period.map(|p| p.from))))
            .hint("Например: 2026 или 01.02.2026"),
        Field::line("to", "По какой", kept("to", day(period.map(|p| p.to)))),
        Field::line("assessed_year", "Год оценки", kept("assessed_year", year)),
    ]
    .into_iter()
    .map(|f| {
        let said = fault(faults, &f.name).map(ToOwned::to_owned);
        f.faulty(said.as_deref())
    })
    .collect()
}

fn row(
    visit: &Visit,
    view: &PlanView,
    way: &PlanWay,
    n: usize,
    (record, measure): (&record::Measure, &Measure),
    tried: &Tried,
) -> Row {
    let first = way.first.get(&record.id).cloned().unwrap_or_default();
    let told = [
        first.term.map(|term| format!("Первоначальный срок: {term}")),
        first.text.map(|text| format!("Первоначально: {text}")),
    ];
    let is_tried = tried.typed.get("do") == "remove" && tried.typed.get("row") == record.id.to_string();
    let typed = if is_tried { typed_from(&tried.typed) } else { MeasureTyped::default() };
    let faults: &[FieldFault] = if is_tried { &tried.faults } else { &[] };
    let why = if view.stage.is_in_force() { amendment_fields(&typed, &format!("row{n}"), faults) } else { Vec::new() };
    Row {
        id: record.id,
        n: n + 1,
        text: words::capital(&measure.text),
        shortcoming: measure.shortcoming.clone().unwrap_or_else(|| "не назван".to_owned()),
        term: measure.deadline.as_ref().map(|d| d.as_written.clone()).unwrap_or_else(|| "не указан".to_owned()),
        first: told.into_iter().flatten().collect(),
        executors: if record.executors.is_empty() { "не назван".to_owned() } else { record.executors.clone() },
        lacks: way.lacks.iter().filter(|lack| lack.row == Some(n)).map(|lack| lack.needed.in_words()).collect(),
        comments: of_row(visit, view, way, Some(record.id)),
        why,
    }
}

fn of_row(visit: &Visit, view: &PlanView, way: &PlanWay, row: Option<MeasureId>) -> Vec<Comment> {
    let place = Some(view.organisation.id);
    let is_gone = |id: &MeasureId| view.measures.iter().all(|m| m.id != *id);
    let is_own = |kept: &&Kept<PlanComment>| {
        // What was said of a row that is gone is shown with the plan.
        kept.value.measure == row || (row.is_none() && kept.value.measure.as_ref().is_some_and(is_gone))
    };
    let comment = |kept: &Kept<PlanComment>| {
        let it = &kept.value;
        Comment {
            id: it.id.to_string(),
            version: kept.version.0,
            words: it.words.clone(),
            by: format!("{}, {}", name(way, &it.by), form_date(visit, it.at)),
            answer: it
                .answer
                .as_ref()
                .map(|(words, by, at)| (words.clone(), format!("{}, {}", name(way, by), form_date(visit, *at)))),
            is_settled: it.settled.is_some(),
            can_answer: it.settled.is_none() && visit.ctx.may(Verb::AdoptPlan, place) && view.stage.is_editable(),
            can_settle: visit.ctx.may(Verb::ApprovePlan, place) && view.stage != Stage::Closed,
        }
    };
    way.comments.iter().filter(is_own).map(comment).collect()
}

/// `POST /cabinet/plans/{id}/rows`: adds, moves or removes a row, or edits the head.
pub(crate) async fn change(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let said = act(&visit, id, &typed).await;
    done(&visit, id, said, typed).await
}

async fn act(visit: &Visit, id: PlanId, typed: &Typed) -> Result<(), Refusal> {
    let (ctx, seen) = (&visit.ctx, version(typed));
    let row = || typed.get("row").parse::<MeasureId>().map_err(|_| Refusal::NotFound);
    match typed.get("do") {
        "up" => rows::move_row(ctx, id, seen, row()?, true).await,
        "down" => rows::move_row(ctx, id, seen, row()?, false).await,
        "remove" => rows::remove_row(ctx, id, seen, row()?, &typed_from(typed)).await,
        "everybody" => naming::name_executors(ctx, id, seen, typed.get("everybody")).await.map(|_| ()),
        "head" => {
            let get = |name: &str| typed.get(name).to_owned();
            let head = HeadTyped {
                title: get("title"),
                from: get("from"),
                to: get("to"),
                assessed_year: get("assessed_year"),
                ..HeadTyped::default()
            };
            rows::edit_head(ctx, id, seen, &head).await
        }
        _ => rows::add_row(ctx, id, seen, typed.get("after").parse().ok(), &typed_from(typed)).await.map(|_| ()),
    }
}

async fn done(visit: &Visit, id: PlanId, said: Result<(), Refusal>, typed: Typed) -> Result<Response, Refused> {
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/plans/{id}/rows?done=kept"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            rows_page(visit, id, Tried { typed, faults }).await.map(refusal::invalid)
        }
    }
}

/// `POST /cabinet/plans/{id}/comments`: the founder comments on a row, or says that a comment is settled.
pub(crate) async fn comment(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let said = match typed.get("comment").parse() {
        Ok(comment) => {
            let is_settled = typed.get("do") == "settle";
            comments::settle(&visit.ctx, id, comment, Version(version(&typed).0), is_settled).await
        }
        Err(_) => comments::comment(&visit.ctx, id, typed.get("row").parse().ok(), typed.get("words")).await,
    };
    done(&visit, id, said, typed).await
}

/// `POST /cabinet/plans/{id}/answers`: what was mended.
pub(crate) async fn answer(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    // Rights are asked about the plan before anything typed is looked at.
    let view = plans::plan(&visit.ctx, id).await?;
    visit.ctx.demand(Verb::AdoptPlan, Some(view.organisation.id))?;
    let said = match typed.get("comment").parse() {
        Ok(comment) => comments::answer(&visit.ctx, id, comment, version(&typed), typed.get("answer")).await,
        Err(_) => Err(Refusal::field("plan", "Выберите замечание, на которое отвечаете")),
    };
    done(&visit, id, said, typed).await
}
