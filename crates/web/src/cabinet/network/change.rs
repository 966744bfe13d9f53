//! Changing a network measure: first what it would change and where, then the change itself.

use super::{fields, id_of, read};
use crate::cabinet::shortcomings::ticked;
use crate::form::{FieldFault, Signed, Typed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::Refusal;
use otklik_app::network::{self, Offer};
use otklik_app::record::Version;
use otklik_domain::ids::{MeasureId, NetworkId};

struct Row {
    id: String,
    name: String,
    changes: Vec<String>,
    keeps: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "cabinet/network/change.html")]
struct ChangePage {
    shell: Shell,
    errors: Errors,
    id: String,
    version: i64,
    text: String,
    hidden: Vec<(&'static str, String)>,
    fields: Vec<Field>,
    rows: Vec<Row>,
    is_checked: bool,
}

const KEPT: [&str; 8] = ["text", "term", "year", "proof_words", "about", "indicator", "reason", "agreed"];

/// `POST /cabinet/network/{id}`: shows what would change, or changes it.
pub(crate) async fn change(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let version = Version(typed.get("version").parse().unwrap_or(0));
    if typed.get("action") == "apply" {
        let chosen: Vec<MeasureId> = ticked(&typed, "part");
        let said = network::change_network(&visit.ctx, id, version, &read(&typed), &chosen).await;
        return match said {
            Ok(_) => Ok(refusal::see_other(&format!("/cabinet/network/{id}?done=network-changed"))),
            Err(refused) => preview(&visit, id, &typed, Err(refused)).await,
        };
    }
    let offers = network::offers(&visit.ctx, id, &read(&typed)).await;
    preview(&visit, id, &typed, offers).await
}

async fn preview(
    visit: &Visit,
    id: NetworkId,
    typed: &Typed,
    offers: Result<Vec<Offer>, Refusal>,
) -> Result<Response, Refused> {
    let view = network::network(&visit.ctx, id).await?;
    let (rows, faults): (Vec<Row>, Vec<FieldFault>) = match offers {
        Ok(offers) => (offers.iter().map(row).collect(), Vec::new()),
        Err(refused) => (Vec::new(), faults_of(refused)?),
    };
    let is_checked = faults.is_empty();
    let title =
        if is_checked { "Что изменится" } else { "Ошибка: изменить мероприятие" };
    let shown = page::show(&ChangePage {
        shell: visit.staff_shell(title, "plans"),
        id: id.to_string(),
        version: typed.get("version").parse().unwrap_or(view.whole.version.0),
        text: view.whole.value.text,
        hidden: KEPT.map(|name| (name, typed.get(name).to_owned())).into(),
        fields: if is_checked { Vec::new() } else { fields(&read(typed), &faults, false) },
        rows,
        is_checked,
        errors: Errors { faults },
    });
    Ok(if is_checked { shown } else { refusal::invalid(shown) })
}

fn row(offer: &Offer) -> Row {
    let part = &offer.part;
    let text = offer.text.as_ref().map(|text| format!("слова: {text}"));
    let was = part.measure.value.deadline_as_written.clone().unwrap_or_else(|| "нет".to_owned());
    let term = offer.term.as_ref().map(|term| format!("срок: {term} вместо «{was}»"));
    Row {
        id: part.measure.value.id.to_string(),
        name: part.organisation.short_name.clone().unwrap_or_else(|| part.organisation.name.clone()),
        changes: [text, term].into_iter().flatten().collect(),
        keeps: offer.keeps,
    }
}
