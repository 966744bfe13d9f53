//! Measures of one plan handed to a club worker: ticked together, given in one press.

use super::link_view::{Measure, measure};
use super::links::{id_of, ticked};
use crate::form::{Asked, FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::links;
use otklik_app::record::RegisterRow;
use otklik_domain::ids::PlanId;

#[derive(Template)]
#[template(path = "cabinet/plan_handing.html")]
struct HandingPage {
    shell: Shell,
    errors: Errors,
    id: PlanId,
    organisation: String,
    organisation_id: String,
    /// To whom; nothing while nobody has a link.
    worker: Option<Field>,
    measures: Vec<Measure>,
}

/// `GET /cabinet/plans/{id}/hand?measure=…`
pub(crate) async fn show(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    handing_page(&visit, plan_of(&id)?, &asked, Vec::new()).await
}

async fn handing_page(visit: &Visit, id: PlanId, typed: &Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let found = links::plan_handings(&visit.ctx, id).await?;
    let ticks = ticked(typed);
    let line = |row: &RegisterRow| Measure { is_handed: ticks.contains(&row.id), ..measure(visit, row) };
    let choices = found.workers.iter().map(|worker| Choice::new(worker.id.to_string(), worker.name.clone()));
    let choices: Vec<Choice> = std::iter::once(Choice::new("", "выберите работника")).chain(choices).collect();
    let worker = Field::choice("worker", "Кому", typed.get("worker"), choices).faulty(fault(&faults, "worker"));
    let title = if faults.is_empty() { "Поручить меры" } else { "Ошибка: поручить меры" };
    Ok(page::show(&HandingPage {
        shell: visit.staff_shell(title, "plans"),
        errors: Errors { faults },
        id,
        organisation: found.organisation.name.clone(),
        organisation_id: found.organisation.id.to_string(),
        worker: (!found.workers.is_empty()).then_some(worker),
        measures: found.measures.iter().map(line).collect(),
    }))
}

/// `POST /cabinet/plans/{id}/hand`
pub(crate) async fn hand(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = plan_of(&id)?;
    // Rights are asked about the plan before anything typed is looked at.
    links::plan_handings(&visit.ctx, id).await?;
    let Ok(worker) = id_of(typed.get("worker")) else {
        let words = "Выберите, кому поручить".to_owned();
        let faults = vec![FieldFault { field: "worker".to_owned(), text: words }];
        return handing_page(&visit, id, &typed, faults).await.map(refusal::invalid);
    };
    match links::hand_also(&visit.ctx, worker, &ticked(&typed)).await {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/links/{worker}?done=handed"))),
        Err(refused) => handing_page(&visit, id, &typed, faults_of(refused)?).await.map(refusal::invalid),
    }
}

fn plan_of(text: &str) -> Result<PlanId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}
