//! What of a plan is placed where: the checklist in the order of bus.gov.ru, files for it, comparison with the public site.
//!
//! In come a plan and marks of people; out goes the page, or the same with what is wrong and what was typed.

use super::draft::version;
use super::plan::{form_date, id_of};
use crate::download::attachment;
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
use otklik_app::Refusal;
use otklik_app::placing::reading_back::{self, Found};
use otklik_app::placing::{self, Line, MarkTyped, section, terms};
use otklik_domain::access::Verb;
use otklik_domain::ids::PlanId;
use otklik_domain::publication::Item;

struct Row {
    n: usize,
    item: &'static str,
    title: &'static str,
    version: i64,
    state: String,
    due: String,
    link: String,
    note: String,
    fields: Vec<Field>,
    is_open: bool,
}

struct FoundRow {
    title: String,
    value: String,
    verdict: String,
}

#[derive(Template)]
#[template(path = "cabinet/placing.html")]
struct PlacingPage {
    shell: Shell,
    errors: Errors,
    id: PlanId,
    organisation: String,
    finding: String,
    is_published: bool,
    can_mark: bool,
    rows: Vec<Row>,
    frame: String,
    reply: Field,
    placed_on: Field,
    asks_service: bool,
    found: Vec<FoundRow>,
}

/// What was typed last.
#[derive(Default)]
struct Tried {
    typed: Typed,
    faults: Vec<FieldFault>,
    found: Vec<Found>,
}

/// `GET /cabinet/plans/{id}/placing`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    placing_page(&visit, id_of(&id)?, Tried::default()).await
}

async fn placing_page(visit: &Visit, id: PlanId, tried: Tried) -> Result<Response, Refused> {
    let list = placing::checklist(&visit.ctx, id).await?;
    let today = visit.ctx.today();
    let n_late = list.lines.iter().filter(|line| line.is_late(today)).count();
    let n_placed = list.lines.iter().filter(|line| line.is_placed).count();
    let late = if n_late > 0 { format!(", срок прошёл: {n_late}") } else { String::new() };
    let address = format!("{}/o/{}/embed", visit.site(), list.organisation.slug);
    let found = tried.found.iter().map(|it| FoundRow {
        title: it.title.clone(),
        value: it.value.clone(),
        verdict: words::capital(&it.verdict.in_words()),
    });
    Ok(page::show(&PlacingPage {
        shell: visit.staff_shell(if tried.faults.is_empty() { "Размещение" } else { "Ошибка: размещение" }, "plans"),
        id,
        finding: format!("Размещено {n_placed} из {}{late}.", list.lines.len()),
        is_published: list.is_published,
        can_mark: visit.ctx.may(Verb::PublishPlan, Some(list.organisation.id)),
        rows: list.lines.iter().enumerate().map(|(n, line)| row(visit, n, line, &tried)).collect(),
        frame: format!(
            "<iframe src=\"{address}\" title=\"Независимая оценка качества\" width=\"100%\" height=\"600\"></iframe>\n<p><a href=\"{}/o/{}\">Независимая оценка качества</a></p>",
            visit.site(),
            list.organisation.slug
        ),
        organisation: list.organisation.name,
        reply: Field::area("reply", "Ответ bus.gov.ru", tried.typed.get("reply"))
            .hint("Откройте карточку организации на bus.gov.ru, сохраните ответ её службы (JSON) и вставьте целиком")
            .faulty(fault(&tried.faults, "reply")),
        placed_on: Field::line("placed_on", "День размещения, если он там назван", tried.typed.get("placed_on"))
            .hint("Например: 10.02.2026")
            .apart("reply"),
        asks_service: reading_back::service_address(&visit.ctx).await?.is_some(),
        found: found.collect(),
        errors: Errors { faults: summary(&tried) },
    }))
}

fn summary(tried: &Tried) -> Vec<FieldFault> {
    let item = tried.typed.get("item");
    let apart = |f: &FieldFault| {
        let field = if item.is_empty() || f.field.is_empty() { f.field.clone() } else { format!("{}-{item}", f.field) };
        FieldFault { field, text: f.text.clone() }
    };
    tried.faults.iter().map(apart).collect()
}

fn row(visit: &Visit, n: usize, line: &Line, tried: &Tried) -> Row {
    let name = line.item.name();
    let is_tried = tried.typed.get("item") == name && !tried.faults.is_empty();
    let mark = line.mark.as_ref().map(|kept| &kept.value);
    let day = |day: otklik_domain::Date| format!("{:02}.{:02}.{}", day.day(), day.month(), day.year());
    let kept = MarkTyped {
        placed_on: mark.and_then(|it| it.placed_on).map(day).unwrap_or_default(),
        placed_by: mark.map(|it| it.placed_by.clone()).unwrap_or_default(),
        link: mark.map(|it| it.link.clone()).unwrap_or_default(),
        note: mark.map(|it| it.note.clone()).unwrap_or_default(),
    };
    let typed = if is_tried { typed_from(&tried.typed) } else { kept };
    let faults: &[FieldFault] = if is_tried { &tried.faults } else { &[] };
    let fields = [
        Field::line("placed_on", "Когда размещено", &typed.placed_on).hint("Например: 10.02.2026. Пусто, если ещё нет"),
        Field::line("placed_by", "Кто разместил", &typed.placed_by),
        Field::line("link", "Где это видно", &typed.link).hint("Адрес страницы: https://…"),
        Field::area("note", "Примечание", &typed.note),
    ];
    let field = |f: Field| {
        let said = fault(faults, &f.name).map(ToOwned::to_owned);
        f.faulty(said.as_deref()).apart(name)
    };
    let state = match mark.and_then(|it| it.placed_on) {
        Some(placed) if line.is_placed => format!("размещено {}", words::date_brief(placed)),
        Some(placed) if line.is_late(visit.ctx.today()) => {
            format!("срок за прошлый квартал прошёл; размещено {}", words::date_brief(placed))
        }
        Some(placed) => format!("за прошлый квартал ещё нет; размещено {}", words::date_brief(placed)),
        None if line.is_late(visit.ctx.today()) => "срок прошёл".to_owned(),
        None => "ещё нет".to_owned(),
    };
    let said = mark.map(|it| {
        let when = form_date(visit, it.at);
        let who = if it.placed_by.is_empty() { String::new() } else { format!("{}. ", it.placed_by) };
        format!("{who}{} Записано {when}", it.note)
    });
    Row {
        n: n + 1,
        item: name,
        title: line.item.in_words(),
        version: line.mark.as_ref().map_or(0, |kept| kept.version.0),
        state,
        due: line
            .due_on
            .map(|due| format!("срок до {}, по срокам версии {}", words::date_brief(due), line.terms_version))
            .unwrap_or_else(|| "срок не задан".to_owned()),
        link: mark.map(|it| it.link.clone()).unwrap_or_default(),
        note: said.unwrap_or_default(),
        fields: fields.map(field).into(),
        is_open: is_tried,
    }
}

fn typed_from(typed: &Typed) -> MarkTyped {
    let get = |name: &str| typed.get(name).to_owned();
    MarkTyped { placed_on: get("placed_on"), placed_by: get("placed_by"), link: get("link"), note: get("note") }
}

/// `POST /cabinet/plans/{id}/placing`: writes down that an item was placed.
pub(crate) async fn mark(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let seen = Some(version(&typed)).filter(|seen| seen.0 > 0);
    let said = match Item::from_name(typed.get("item")) {
        Some(item) => placing::mark_item(&visit.ctx, id, item, seen, &typed_from(&typed)).await,
        None => {
            // Rights are asked about the plan before anything typed is looked at.
            let list = placing::checklist(&visit.ctx, id).await?;
            visit.ctx.demand(Verb::PublishPlan, Some(list.organisation.id))?;
            Err(Refusal::field("item", "Выберите, что размещено"))
        }
    };
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/plans/{id}/placing?done=kept"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            placing_page(&visit, id, Tried { typed, faults, ..Tried::default() }).await.map(refusal::invalid)
        }
    }
}

/// `POST /cabinet/plans/{id}/placing/compare`: a saved reply of the public service against what is published.
pub(crate) async fn compare(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let placed_on = typed.get("placed_on").split('.').collect::<Vec<_>>();
    let placed_on = match placed_on.as_slice() {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}").parse().ok(),
        _ => None,
    };
    let found = match typed.get("do") {
        "ask" => reading_back::ask(&visit.ctx, id, placed_on).await,
        _ => reading_back::compare(&visit.ctx, id, typed.get("reply"), placed_on).await,
    };
    match found {
        Ok(found) => placing_page(&visit, id, Tried { typed, found, ..Tried::default() }).await,
        Err(refused) => {
            let faults = faults_of(refused)?;
            placing_page(&visit, id, Tried { typed, faults, ..Tried::default() }).await.map(refusal::invalid)
        }
    }
}

/// `GET /cabinet/plans/{id}/placing/package`
pub(crate) async fn package(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let out = placing::package(&visit.ctx, id_of(&id)?).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}

/// `GET /cabinet/plans/{id}/placing/section`: the section for the organisation's own site.
pub(crate) async fn site_section(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let list = placing::checklist(&visit.ctx, id).await?;
    let source = format!("{}/o/{}", visit.site(), list.organisation.slug);
    let out = section::site_zip(&visit.ctx, id, &source).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}

#[derive(Template)]
#[template(path = "cabinet/placing_terms.html")]
struct TermsPage {
    shell: Shell,
    errors: Errors,
    version: i64,
    rows: Vec<[String; 5]>,
    can_edit: bool,
    terms: Field,
    address: Field,
}

/// `GET /cabinet/terms`
pub(crate) async fn show_terms(Staff(visit): Staff) -> Result<Response, Refused> {
    terms_page(&visit, None, Vec::new()).await
}

async fn terms_page(visit: &Visit, typed: Option<&Typed>, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let kept = terms::terms(&visit.ctx).await?;
    let address = reading_back::service_address(&visit.ctx).await?.unwrap_or_default();
    let text = typed.filter(|t| t.get("do") != "address").map_or_else(|| kept.to_text(), |t| t.get("terms").to_owned());
    let row = |it: &otklik_domain::publication::Term| {
        [it.code.clone(), it.event.clone(), it.span.in_words(), it.source.clone(), it.certainty.words().to_owned()]
    };
    Ok(page::show(&TermsPage {
        shell: visit.staff_shell(
            if faults.is_empty() {
                "Сроки размещения"
            } else {
                "Ошибка: сроки размещения"
            },
            "plans",
        ),
        version: kept.version,
        rows: kept.lines.iter().map(row).collect(),
        can_edit: visit.ctx.may(Verb::RunRounds, None),
        terms: Field::area("terms", "Сроки, каждый с новой строки", text)
            .hint("Код | событие | сколько | откуда известно | насколько надёжно: текст, практика, вывод, по памяти")
            .faulty(fault(&faults, "terms")),
        address: Field::line(
            "address",
            "Адрес службы для сверки",
            typed.filter(|t| t.get("do") == "address").map_or(address, |t| t.get("address").to_owned()),
        )
        .hint("С {inn} на месте ИНН. Пусто, если спрашивать не нужно: так и есть с самого начала")
        .faulty(fault(&faults, "address")),
        errors: Errors { faults },
    }))
}

/// `POST /cabinet/terms`
pub(crate) async fn set_terms(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    let said = match typed.get("do") {
        "address" => reading_back::set_service_address(&visit.ctx, typed.get("address")).await,
        _ => terms::set_terms(&visit.ctx, version(&typed).0, typed.get("terms")).await,
    };
    match said {
        Ok(()) => Ok(refusal::see_other("/cabinet/terms?done=kept")),
        Err(refused) => terms_page(&visit, Some(&typed), faults_of(refused)?).await.map(refusal::invalid),
    }
}
