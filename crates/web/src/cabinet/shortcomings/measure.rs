//! What a measure mends: ticks beside the shortcomings of its organisation.

use super::{again, belongs, points, ticked};
use crate::form::{FieldFault, Signed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::record::KeptShortcoming;
use otklik_app::{network, shortcomings};
use otklik_domain::access::Verb;
use otklik_domain::ids::{MeasureId, ShortcomingId};

struct Row {
    id: String,
    found: String,
    note: String,
    loss: String,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "cabinet/shortcomings/measure.html")]
struct TiesPage {
    shell: Shell,
    errors: Errors,
    id: String,
    organisation: String,
    text: String,
    rows: Vec<Row>,
    whole: Option<(String, String)>,
    may_change: bool,
}

/// `GET /cabinet/measures/{id}/shortcomings`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    ties_page(&visit, id.parse().map_err(|_| Refused::not_found())?, Vec::new()).await
}

async fn ties_page(visit: &Visit, id: MeasureId, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let found = shortcomings::mended_by(&visit.ctx, id).await?;
    let measure = &found.measure.value;
    let whole = network::whole_of(&visit.ctx, id).await?;
    let title = if faults.is_empty() {
        "Что исправляет мера"
    } else {
        "Ошибка: что исправляет мера"
    };
    Ok(page::show(&TiesPage {
        shell: visit.staff_shell(title, "register"),
        errors: Errors { faults },
        id: id.to_string(),
        organisation: measure.organisation.to_string(),
        text: measure.text.clone(),
        rows: found.all.iter().map(row).collect(),
        whole: whole.map(|(id, text)| (format!("/cabinet/network/{id}"), text)),
        may_change: visit.ctx.may(Verb::AdoptPlan, Some(measure.organisation)),
    }))
}

fn row((one, is_ticked): &(KeptShortcoming, bool)) -> Row {
    let note = [Some(belongs(&one.of)), one.of.branch.clone(), again(one)];
    Row {
        id: one.id.to_string(),
        found: words::capital(&one.of.found),
        note: note.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        loss: points(one.of.loss.as_ref()),
        is_ticked: *is_ticked,
    }
}

/// `POST /cabinet/measures/{id}/shortcomings`
pub(crate) async fn change(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id: MeasureId = id.parse().map_err(|_| Refused::not_found())?;
    let chosen: Vec<ShortcomingId> = ticked(&typed, "mends");
    match shortcomings::set_mended(&visit.ctx, id, &chosen).await {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/measures/{id}/shortcomings?done=kept"))),
        Err(refused) => ties_page(&visit, id, faults_of(refused)?).await.map(refusal::invalid),
    }
}
