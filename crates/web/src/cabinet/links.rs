//! Personal links of club workers: given, given anew, taken back; which measures a worker sees.
//!
//! In come a name and an organisation, ticks and presses of buttons; out go the list, a worker's card and, once, a link
//! with its square for a telephone. A link is shown on the answer that made it and nowhere else.

use super::link_view::{ListPage, Made, Row, WorkerPage, handing, places, row};
use crate::form::{Asked, FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::visit::{Staff, Visit};
use axum::extract::Path;
use axum::response::Response;
use otklik_app::links;
use otklik_app::portal;
use otklik_domain::ids::{MeasureId, OrganisationId, PersonId};

/// `GET /cabinet/links?organisation=…`
pub(crate) async fn list(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    list_page(&visit, &asked, Vec::new()).await
}

async fn list_page(visit: &Visit, typed: &Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let workers = links::workers(&visit.ctx).await?;
    let ids: Vec<OrganisationId> = workers.iter().flat_map(|worker| worker.organisations.clone()).collect();
    let names = portal::names(&visit.ctx, &ids).await?;
    let rows: Vec<Row> = workers.iter().map(|worker| row(visit, worker, &names)).collect();
    let title = if faults.is_empty() { "Личные ссылки" } else { "Ошибка: личные ссылки" };
    let name = Field::line("name", "Фамилия, имя и отчество работника", typed.get("name"))
        .hint("Как в плане: тогда меры, где он назван, найдутся сами")
        .faulty(fault(&faults, "name"));
    let organisation = places(visit, typed.get("organisation")).await?.faulty(fault(&faults, "organisation"));
    Ok(page::show(&ListPage {
        shell: visit.staff_shell(title, "links"),
        errors: Errors { faults },
        rows,
        fields: vec![name, organisation],
    }))
}

/// `POST /cabinet/links`: the answer is the only page that ever shows the link.
pub(crate) async fn invite(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    let organisation = match organisation(&visit, typed.get("organisation")).await? {
        Ok(organisation) => organisation,
        Err(words) => {
            let fault = FieldFault { field: "organisation".to_owned(), text: words.to_owned() };
            return list_page(&visit, &typed, vec![fault]).await.map(refusal::invalid);
        }
    };
    match links::invite(&visit.ctx, typed.get("name"), organisation).await {
        Ok((id, secret)) => Ok(Made::page(&visit, id, typed.get("name"), &secret)),
        Err(refused) => list_page(&visit, &typed, faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// The organisation that was chosen, or that a name or an ИНН means within what the actor covers.
async fn organisation(visit: &Visit, text: &str) -> Result<Result<OrganisationId, &'static str>, Refused> {
    if let Ok(id) = text.parse() {
        return Ok(Ok(id));
    }
    Ok(match links::places(&visit.ctx, text, 2).await?.as_slice() {
        _ if text.is_empty() => Err("Выберите организацию, где человек работает"),
        [only] => Ok(only.id),
        [] => Err("Такой организации среди ваших нет: напишите ИНН или название, как в реестре"),
        _ => Err("Таких организаций несколько: напишите ИНН нужной"),
    })
}

/// `GET /cabinet/links/{id}`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    worker_page(&visit, id_of(&id)?, Vec::new()).await
}

async fn worker_page(visit: &Visit, id: PersonId, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let (worker, measures) = links::handings(&visit.ctx, id).await?;
    let names = portal::names(&visit.ctx, &worker.organisations).await?;
    Ok(page::show(&WorkerPage {
        shell: visit.staff_shell(worker.name.clone(), "links"),
        errors: Errors { faults },
        row: row(visit, &worker, &names),
        measures: measures.iter().map(|one| handing(visit, one)).collect(),
    }))
}

/// `POST /cabinet/links/{id}/new`
pub(crate) async fn renew(Staff(visit): Staff, Path(id): Path<String>, _: Signed) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let worker = links::worker(&visit.ctx, id).await?;
    let secret = links::give_link(&visit.ctx, id).await?;
    Ok(Made::page(&visit, id, &worker.name, &secret))
}

/// `POST /cabinet/links/{id}/revoke`
pub(crate) async fn revoke(Staff(visit): Staff, Path(id): Path<String>, _: Signed) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    links::revoke_link(&visit.ctx, id).await?;
    Ok(refusal::see_other(&format!("/cabinet/links/{id}?done=link-revoked")))
}

/// `POST /cabinet/links/{id}/measures`: those that are ticked and no others.
pub(crate) async fn hand(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    match links::hand(&visit.ctx, id, &ticked(&typed)).await {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/links/{id}?done=handed"))),
        Err(refused) => worker_page(&visit, id, faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// Measures that are ticked in a form.
pub(super) fn ticked(typed: &Typed) -> Vec<MeasureId> {
    let ticks = typed.0.iter().filter(|(name, _)| name == "measure");
    ticks.filter_map(|(_, id)| id.trim().parse().ok()).collect()
}

pub(super) fn id_of(text: &str) -> Result<PersonId, Refused> {
    text.parse().map(PersonId).map_err(|_| Refused::not_found())
}
