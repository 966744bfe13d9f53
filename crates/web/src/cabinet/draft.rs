//! A recognised draft beside the original: look, correct in place, choose the organisation, adopt.

use super::draft_view::{self, Attempt, Doubt, Section};
use super::measure_fields::{fields, typed_from};
use crate::download::attachment;
use crate::form::{Asked, FieldFault, Signed, Typed, fault, query};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::edition::Edition;
pub(super) use crate::ui::components::edition::version;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::pages::Pages;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::drafts::{self, DraftView, HeadTyped};
use otklik_app::record::{DraftState, OrganisationQuery, PageAsked, Version};
use otklik_app::{Refusal, plans, portal};
use otklik_domain::ids::{DraftId, OrganisationId, PlanId};

/// Sections of a draft on one page.
const PER_PAGE: usize = 25;

struct Fact {
    name: &'static str,
    value: String,
}

#[derive(Template)]
#[template(path = "cabinet/draft.html")]
struct DraftPage {
    shell: Shell,
    errors: Errors,
    id: DraftId,
    version: i64,
    file_name: String,
    is_example: bool,
    is_waiting: bool,
    heading: String,
    facts: Vec<Fact>,
    recognised: Option<String>,
    matched: Option<String>,
    candidates: Vec<Choice>,
    find_field: Field,
    head_summary: String,
    head_fields: Vec<Field>,
    head_edition: Edition,
    opens_head: bool,
    general: Vec<Doubt>,
    notes: Vec<String>,
    sections: Vec<Section>,
    removed: Vec<draft_view::Removed>,
    pages: Pages,
    new_fields: Vec<Field>,
    adds: bool,
    end: String,
    /// The plan it became.
    plan: Option<PlanId>,
}

/// What a person tried last on this page.
#[derive(Default)]
struct Tried {
    measure: Attempt,
    adds: bool,
    head: Option<HeadTyped>,
    /// The version that was tried in vain.
    stale: Option<Version>,
    faults: Vec<FieldFault>,
    find: String,
    /// What was found for `find`.
    found: Vec<Choice>,
    page: usize,
    /// The plan it became.
    plan: Option<PlanId>,
}

/// `GET /cabinet/drafts/{id}`
pub(crate) async fn show(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let view = drafts::draft(&visit.ctx, id_of(&id)?).await?;
    let find = asked.get("find").to_owned();
    let found = if find.is_empty() { Vec::new() } else { find_organisations(&visit, &find).await? };
    let plan = drafts::plan_of(&visit.ctx, &view).await?;
    let tried = Tried { find, found, plan, page: asked.get("page").parse().unwrap_or(1), ..Tried::default() };
    Ok(draft_page(&visit, &view, &tried))
}

async fn find_organisations(visit: &Visit, name: &str) -> Result<Vec<Choice>, Refused> {
    let asked = OrganisationQuery { search: Some(name.to_owned()), ..OrganisationQuery::default() };
    let found = portal::organisations(&visit.ctx, &asked, &PageAsked::first(10)).await?;
    let choice = |line: portal::OrganisationLine| Choice::new(line.organisation.id.to_string(), line.organisation.name);
    Ok(found.lines.into_iter().map(choice).collect())
}

fn draft_page(visit: &Visit, view: &DraftView, tried: &Tried) -> Response {
    let (numbered, notes) = draft_view::doubts(&view.remarks);
    let ranges = draft_view::ranges(&view.corrected.measures);
    let page_now = tried.page.clamp(1, ranges.len().div_ceil(PER_PAGE).max(1));
    let on_page = ranges.iter().skip((page_now - 1) * PER_PAGE).take(PER_PAGE);
    let address = |n: usize| format!("/cabinet/drafts/{}{}", view.id, query(&[("page", &n.to_string())]));
    let new_faults: &[FieldFault] = if tried.adds { &tried.measure.faults } else { &[] };
    let new_typed = if tried.adds { tried.measure.typed.clone() } else { Default::default() };
    let errors = all_faults(tried);
    let title = if errors.is_empty() {
        "Проверка документа"
    } else {
        "Ошибка: проверка документа"
    };
    page::show(&DraftPage {
        shell: visit.staff_shell(title, "import"),
        errors: Errors { faults: errors },
        id: view.id,
        version: view.version.0,
        file_name: view.file_name.clone(),
        is_example: view.is_example,
        is_waiting: view.state == DraftState::Waiting,
        heading: heading(view, numbered.len()),
        facts: facts(view, numbered.len()),
        recognised: view.corrected.organisation_as_written.clone().or_else(|| view.corrected.organisation.clone()),
        matched: view.organisation.as_ref().map(|o| o.name.clone()),
        candidates: candidates(view, tried),
        find_field: Field::line("find", "Или найдите в реестре", &tried.find)
            .hint("Название или ИНН; нажмите «Выбрать», и мы покажем найденные")
            .faulty(fault(&tried.faults, "organisation")),
        head_summary: head_summary(view),
        head_fields: head_fields(view, tried),
        head_edition: Edition::of("head", view.version, tried.stale.filter(|_| tried.head.is_some())),
        opens_head: tried.head.is_some(),
        general: draft_view::general(&numbered),
        notes,
        sections: on_page.map(|r| draft_view::section(view, r.clone(), &numbered, &tried.measure)).collect(),
        removed: draft_view::removed(view),
        pages: Pages::of("Страницы черновика", page_now, PER_PAGE, ranges.len(), address),
        new_fields: fields(&new_typed, "new", new_faults),
        adds: tried.adds,
        end: end(view, numbered.len()),
        plan: tried.plan,
    })
}

fn all_faults(tried: &Tried) -> Vec<FieldFault> {
    let apart = match (tried.measure.measure, tried.adds) {
        (Some(n), _) => format!("-{n}"),
        (None, true) => "-new".to_owned(),
        _ => String::new(),
    };
    let of_measure = tried.measure.faults.iter().map(|f| {
        let field = if f.field.is_empty() { String::new() } else { format!("{}{apart}", f.field) };
        FieldFault { field, text: f.text.clone() }
    });
    let of_page = tried.faults.iter().map(|f| {
        let field = if f.field == "organisation" { "find".to_owned() } else { f.field.clone() };
        FieldFault { field, text: f.text.clone() }
    });
    of_measure.chain(of_page).collect()
}

fn heading(view: &DraftView, n_doubts: usize) -> String {
    match (view.corrected.measures.len(), n_doubts) {
        (0, _) => "В документе не нашлось мер".to_owned(),
        (_, 0) => "Всё прочитано уверенно".to_owned(),
        (_, n @ 1..=10) => {
            let number = NUMBERS.get(n - 1).copied().unwrap_or("");
            format!("Проверьте {number} {}, остальное прочитано уверенно", words::form(n, words::PLACES))
        }
        (_, n) => format!("Проверьте {}, остальное прочитано уверенно", words::count(n, words::PLACES)),
    }
}

const NUMBERS: [&str; 10] = ["одно", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять"];

fn facts(view: &DraftView, n_doubts: usize) -> Vec<Fact> {
    let measures = &view.corrected.measures;
    let n_terms = measures.iter().filter(|m| m.deadline.as_ref().is_some_and(|d| words::term(d).is_some())).count();
    let n_executors = measures.iter().filter(|m| !m.executors.is_empty()).count();
    let mut facts = vec![
        Fact { name: "Мер", value: words::number(measures.len()) },
        Fact { name: "Со сроком", value: words::number(n_terms) },
        Fact { name: "С исполнителем", value: words::number(n_executors) },
        Fact { name: "Замечаний", value: words::number(n_doubts) },
    ];
    if let Some(total) = otklik_domain::score::derive(&view.corrected.scores).total {
        facts.push(Fact { name: "Общий балл", value: words::points_brief(total) });
    }
    facts
}

fn candidates(view: &DraftView, tried: &Tried) -> Vec<Choice> {
    let mut choices = tried.found.clone();
    let known = view.organisation.iter().chain(&view.candidates);
    choices.extend(known.map(|o| Choice::new(o.id.to_string(), o.name.clone())));
    let mut seen = std::collections::HashSet::new();
    choices.retain(|c| seen.insert(c.value.clone()));
    choices
}

fn head_summary(view: &DraftView) -> String {
    let draft = &view.corrected;
    let period = draft.period.map(|p| format!("с {} до {}", words::date_brief(p.from), words::date_brief(p.to)));
    let parts = [draft.title.clone().map(|t| t.chars().take(80).collect::<String>()), period];
    let said = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if said.is_empty() { "не указаны".to_owned() } else { said }
}

fn head_fields(view: &DraftView, tried: &Tried) -> Vec<Field> {
    let draft = &view.corrected;
    let typed = tried.head.clone().unwrap_or_else(|| HeadTyped {
        title: draft.title.clone().unwrap_or_default(),
        organisation: draft.organisation_as_written.clone().or_else(|| draft.organisation.clone()).unwrap_or_default(),
        from: draft.period.map(|p| p.from.strftime("%d.%m.%Y").to_string()).unwrap_or_default(),
        to: draft.period.map(|p| p.to.strftime("%d.%m.%Y").to_string()).unwrap_or_default(),
        assessed_year: draft.assessed_year.map(|y| y.to_string()).unwrap_or_default(),
    });
    let fields = [
        Field::area("title", "Название документа", typed.title),
        Field::line("organisation", "Организация, как в документе", typed.organisation),
        Field::line("from", "Начало: год или день", typed.from),
        Field::line("to", "Конец: год или день", typed.to),
        Field::line("assessed_year", "Год оценки, по которой составлен план", typed.assessed_year),
    ];
    fields
        .into_iter()
        .map(|f| {
            let said = fault(&tried.faults, &f.name).map(ToOwned::to_owned);
            f.faulty(said.as_deref())
        })
        .collect()
}

fn end(view: &DraftView, n_doubts: usize) -> String {
    match view.state {
        DraftState::Adopted => "Этот документ уже принят как план.".to_owned(),
        DraftState::Dropped => "Этот документ отложен.".to_owned(),
        DraftState::Waiting if n_doubts == 0 => "Замечаний нет.".to_owned(),
        DraftState::Waiting => {
            format!("{} можно поправить сейчас или после.", words::capital(&words::count(n_doubts, words::REMARKS)))
        }
    }
}

/// `POST /cabinet/drafts/{id}/measures/{n}`
pub(crate) async fn correct_measure(
    Staff(visit): Staff,
    Path((id, n)): Path<(String, usize)>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let measure = typed_from(&typed);
    let (done, said) = if typed.get("action") == "remove" {
        ("removed", drafts::remove_measure(&visit.ctx, id, version(&typed), n).await)
    } else {
        ("corrected", drafts::correct_measure(&visit.ctx, id, version(&typed), n, &measure).await)
    };
    match said {
        Ok(()) => Ok(refusal::see_other(&format!(
            "{}#m{}",
            back(&visit, id, n, done).await?,
            if done == "removed" { n.saturating_sub(1) } else { n }
        ))),
        Err(refused) => {
            let stale = stale(&refused, &typed);
            let faults = faults_of(refused)?;
            let view = drafts::draft(&visit.ctx, id).await?;
            let attempt = Attempt { measure: Some(n), typed: measure, faults, stale };
            let tried = Tried { page: page_of(&view, n), measure: attempt, ..Tried::default() };
            Ok(refusal::invalid(draft_page(&visit, &view, &tried)))
        }
    }
}

async fn back(visit: &Visit, id: DraftId, n: usize, done: &str) -> Result<String, Refused> {
    let page = page_of(&drafts::draft(&visit.ctx, id).await?, n);
    let page = if page > 1 { page.to_string() } else { String::new() };
    Ok(format!("/cabinet/drafts/{id}{}", query(&[("page", &page), ("done", done)])))
}

fn page_of(view: &DraftView, n: usize) -> usize {
    let ranges = draft_view::ranges(&view.corrected.measures);
    ranges.iter().position(|r| r.contains(&n)).map_or(1, |at| at / PER_PAGE + 1)
}

/// `POST /cabinet/drafts/{id}/read/{n}`: the n-th measure of the reading goes back as it was read.
pub(crate) async fn restore_measure(
    Staff(visit): Staff,
    Path((id, n)): Path<(String, usize)>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    match drafts::restore_measure(&visit.ctx, id, version(&typed), n).await {
        Ok(()) => {
            let view = drafts::draft(&visit.ctx, id).await?;
            let at = drafts::place_of(&view.as_read.measures, &view.corrected.measures, n).unwrap_or(0);
            Ok(refusal::see_other(&format!("{}#m{at}", back(&visit, id, at, "restored").await?)))
        }
        Err(refused) => again(&visit, id, Tried { faults: faults_of(refused)?, ..Tried::default() }).await,
    }
}

/// `POST /cabinet/drafts/{id}/measures`
pub(crate) async fn add_measure(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let measure = typed_from(&typed);
    match drafts::add_measure(&visit.ctx, id, version(&typed), &measure).await {
        Ok(()) => Ok(there(id, "added")),
        Err(refused) => {
            let attempt = Attempt { typed: measure, faults: faults_of(refused)?, ..Attempt::default() };
            again(&visit, id, Tried { measure: attempt, adds: true, ..Tried::default() }).await
        }
    }
}

/// `POST /cabinet/drafts/{id}/head`
pub(crate) async fn correct_head(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let get = |name: &str| typed.get(name).to_owned();
    let head = HeadTyped {
        title: get("title"),
        organisation: get("organisation"),
        from: get("from"),
        to: get("to"),
        assessed_year: get("assessed_year"),
    };
    let said = drafts::correct_head(&visit.ctx, id, version(&typed), &head).await;
    done(&visit, id, said, "corrected", Tried { head: Some(head), stale: Some(version(&typed)), ..Tried::default() })
        .await
}

/// `POST /cabinet/drafts/{id}/organisation`: chooses, looks up, or goes to make a new one.
pub(crate) async fn choose(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    if let Some(find) = typed.filled("find") {
        return Ok(refusal::see_other(&format!("/cabinet/drafts/{id}{}#organisation", query(&[("find", find)]))));
    }
    match typed.get("organisation") {
        "new" => Ok(refusal::see_other(&format!("/cabinet/organisations/new{}", query(&[("draft", &id.to_string())])))),
        chosen => {
            let organisation: OrganisationId = chosen.parse().map_err(|_| Refused::not_found())?;
            let said = drafts::match_organisation(&visit.ctx, id, version(&typed), organisation).await;
            done(&visit, id, said, "matched", Tried::default()).await
        }
    }
}

/// `POST /cabinet/drafts/{id}/adopt`
pub(crate) async fn adopt(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    match plans::adopt_plan(&visit.ctx, id, version(&typed), None).await {
        Ok(plan) => Ok(refusal::see_other(&format!("/cabinet/plans/{plan}?done=adopted"))),
        Err(refused) => again(&visit, id, Tried { faults: faults_of(refused)?, ..Tried::default() }).await,
    }
}

/// `POST /cabinet/drafts/{id}/drop`
pub(crate) async fn put_aside(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    drafts::drop_draft(&visit.ctx, id_of(&id)?, version(&typed)).await?;
    Ok(refusal::see_other("/cabinet/import"))
}

/// `GET /cabinet/drafts/{id}/original`
pub(crate) async fn original(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let (name, bytes) = drafts::original(&visit.ctx, id_of(&id)?).await?;
    Ok(attachment(&name, "application/octet-stream", bytes))
}

/// What a decision leads to: the draft, or the same with what is wrong. `tried.stale` is the version that was named; it is
/// kept only where somebody else was faster.
async fn done(
    visit: &Visit,
    id: DraftId,
    said: Result<(), Refusal>,
    notice: &str,
    mut tried: Tried,
) -> Result<Response, Refused> {
    let Err(refused) = said else { return Ok(there(id, notice)) };
    tried.stale = tried.stale.filter(|_| matches!(refused, Refusal::Stale));
    tried.faults = faults_of(refused)?;
    again(visit, id, tried).await
}

fn there(id: DraftId, notice: &str) -> Response {
    refusal::see_other(&format!("/cabinet/drafts/{id}?done={notice}"))
}

async fn again(visit: &Visit, id: DraftId, mut tried: Tried) -> Result<Response, Refused> {
    tried.page = tried.page.max(1);
    let view = drafts::draft(&visit.ctx, id).await?;
    Ok(refusal::invalid(draft_page(visit, &view, &tried)))
}

/// The version a form named, when somebody else was faster.
pub(super) fn stale(refused: &Refusal, typed: &Typed) -> Option<Version> {
    matches!(refused, Refusal::Stale).then(|| version(typed))
}

fn id_of(text: &str) -> Result<DraftId, Refused> {
    text.parse().map_err(|_| Refused::from(Refusal::NotFound))
}
