//! What others measured of an organisation: typed one by one or pasted as a list, shown on one line of time.
//!
//! In come figures as their source tells them; out goes the line. It refuses to compare scales.

use crate::form::{FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::series::Timeline;
use crate::ui::shell::Shell;
use crate::ui::{figures, page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::outside::{self, FigureCard};
use otklik_app::record::{Kept, SecondFigure, Version};
use otklik_app::registry;
use otklik_domain::access::Verb;
use otklik_domain::ids::OrganisationId;
use otklik_domain::outside::SecondSource;

struct Row {
    id: String,
    version: i64,
    source: &'static str,
    day: String,
    value: String,
    link: String,
}

#[derive(Template)]
#[template(path = "cabinet/outside.html")]
struct OnePage {
    shell: Shell,
    errors: Errors,
    id: String,
    name: String,
    timeline: Option<Timeline>,
    rows: Vec<Row>,
    fields: Vec<Field>,
    may_write: bool,
    may_paste: bool,
}

#[derive(Template)]
#[template(path = "cabinet/outside_list.html")]
struct ListPage {
    shell: Shell,
    errors: Errors,
    list: Field,
    remarks: Vec<String>,
}

fn id_of(id: &str) -> Result<OrganisationId, Refused> {
    id.parse().map_err(|_| Refused::not_found())
}

fn row(kept: &Kept<SecondFigure>) -> Row {
    let figure = &kept.value.figure;
    Row {
        id: kept.value.id.to_string(),
        version: kept.version.0,
        source: figure.source.in_words(),
        day: words::date(figure.on),
        value: format!("{} {}", figures::brief(&figure.value), figure.source.unit()),
        link: kept.value.link.clone(),
    }
}

/// `GET /cabinet/organisations/{id}/outside`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    one_page(&visit, id_of(&id)?, &Typed::default(), Vec::new()).await
}

async fn one_page(
    visit: &Visit,
    id: OrganisationId,
    typed: &Typed,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let ctx = &visit.ctx;
    let kept = outside::figures(ctx, id).await?;
    let organisation = registry::find_organisation(ctx, id).await?.value;
    let sources = SecondSource::ALL.map(|it| Choice::new(it.name(), format!("{}, {}", it.in_words(), it.unit())));
    let sources = std::iter::once(Choice::new("", "Выберите")).chain(sources).collect();
    let fields = [
        Field::choice("source", "Источник", typed.get("source"), sources),
        Field::line("on", "За какой день", typed.get("on")).hint("Последний день того, о чём показание: 31.10.2026"),
        Field::line("value", "Показание", typed.get("value")).hint("Например 4,7 или 86"),
        Field::line("respondents", "Сколько человек ответили", typed.get("respondents"))
            .hint("Пустое, если неизвестно"),
        Field::line("link", "Ссылка", typed.get("link")).hint("Где это можно проверить"),
    ];
    let with_fault = |field: Field| {
        let said = fault(&faults, &field.name).map(ToOwned::to_owned);
        field.faulty(said.as_deref())
    };
    let title = if faults.is_empty() {
        "Другие источники"
    } else {
        "Ошибка: другие источники"
    };
    Ok(page::show(&OnePage {
        shell: visit.staff_shell(title, "organisations"),
        id: id.to_string(),
        name: organisation.short_name.unwrap_or(organisation.name),
        timeline: Timeline::of(&outside::beside(ctx, id).await?),
        rows: kept.iter().map(row).collect(),
        fields: fields.into_iter().map(with_fault).collect(),
        may_write: ctx.may(Verb::ImportScores, Some(id)),
        may_paste: ctx.may(Verb::ImportScores, None),
        errors: Errors { faults },
    }))
}

/// `POST /cabinet/organisations/{id}/outside`: writes a figure down, or takes one out.
pub(crate) async fn change(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let text = |name: &str| typed.get(name).to_owned();
    let said = if typed.get("action") == "remove" {
        let version = Version(typed.get("version").parse().unwrap_or(0));
        let figure = typed.get("figure").parse().map_err(|_| Refused::not_found())?;
        outside::remove_figure(&visit.ctx, id, figure, version).await
    } else {
        let card = FigureCard {
            source: text("source"),
            on: text("on"),
            value: text("value"),
            respondents: text("respondents"),
            link: text("link"),
        };
        outside::record_figure(&visit.ctx, id, &card).await
    };
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/organisations/{id}/outside?done=kept"))),
        Err(refused) => one_page(&visit, id, &typed, faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// `GET /cabinet/outside`
pub(crate) async fn list(Staff(visit): Staff) -> Result<Response, Refused> {
    visit.ctx.demand(Verb::ImportScores, None)?;
    Ok(list_page(&visit, "", Vec::new(), Vec::new()))
}

fn list_page(visit: &Visit, typed: &str, remarks: Vec<String>, faults: Vec<FieldFault>) -> Response {
    let title = if faults.is_empty() {
        "Список показаний"
    } else {
        "Ошибка: список показаний"
    };
    page::show(&ListPage {
        shell: visit.staff_shell(title, "organisations"),
        list: Field::area("list", "Список из таблицы", typed)
            .hint("Строка: организация; источник; день; показание; сколько ответили; ссылка")
            .faulty(fault(&faults, "list")),
        remarks,
        errors: Errors { faults },
    })
}

/// `POST /cabinet/outside`: takes a pasted list.
pub(crate) async fn take(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    match outside::take_figures(&visit.ctx, typed.get("list")).await {
        Ok(done) => {
            let kept = format!("Принято показаний: {}", words::number(done.n_kept));
            let remarks = done.remarks.iter().map(|(line, why)| format!("Строка {line}: {why}"));
            Ok(list_page(&visit, "", std::iter::once(kept).chain(remarks).collect(), Vec::new()))
        }
        Err(refused) => Ok(refusal::invalid(list_page(&visit, typed.get("list"), Vec::new(), faults_of(refused)?))),
    }
}
