//! Plans: plan JSON with ids and states; published for everybody, as they are now for those with a key.

use super::answer::{self, Shown};
use super::asked::{Asked, Path, is_id_cursor};
use super::caller::Caller;
use super::id_of;
use crate::api::problem::Problem;

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use otklik_app::directory::{self, PlanLine};
use otklik_app::plans::{self, PlanView, PublicPlan};
use otklik_app::record::{self, PlanQuery, PlanState, Publication, Version};
use otklik_app::{Ctx, Refusal, paper_out, wire};
use otklik_domain::access::Verb;
use otklik_domain::ids::PlanId;
use serde_json::{Map, Value, json};

/// `GET /plans`
pub(super) async fn list(Caller(ctx): Caller, headers: HeaderMap, mut asked: Asked) -> Result<Response, Problem> {
    let state = asked.read("state", "active, closed или superseded", PlanState::from_name);
    let page = asked.page(is_id_cursor);
    let organisations = asked.organisations(&ctx).await?;
    asked.check()?;
    let Some(organisations) = organisations else {
        return Ok(Shown::list(&ctx, Vec::new(), None).answer(&headers));
    };
    let query = PlanQuery { organisations, state, ..PlanQuery::default() };
    let found = directory::plan_lines(&ctx, &query, &page).await?;
    let items = found.items.iter().map(|line| line_value(&ctx, line)).collect();
    Ok(Shown::list(&ctx, items, found.next).answer(&headers))
}

fn line_value(ctx: &Ctx, line: &PlanLine) -> Value {
    json!({
        "id": line.id.to_string(),
        "organisation_id": line.organisation.to_string(),
        "state": line.state.name(),
        "version": line.version,
        "title": line.title,
        "period": line.period.map(|p| json!({ "from": p.from.to_string(), "to": p.to.to_string() })),
        "assessed_year": line.assessed_year,
        "n_measures": line.n_measures,
        "at": answer::time(ctx, line.at),
        "is_example": line.is_example,
    })
}

/// `GET /plans/{id}`
pub(super) async fn show(Caller(ctx): Caller, headers: HeaderMap, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: PlanId = id_of(&id)?;
    let shown = match plans::plan(&ctx, id).await {
        Ok(view) => of_view(&ctx, &view),
        Err(Refusal::NotSignedIn | Refusal::NotFound | Refusal::NotAllowed) => public(&ctx, id).await?,
        Err(other) => return Err(other.into()),
    };
    Ok(shown.answer(&headers))
}

async fn public(ctx: &Ctx, id: PlanId) -> Result<Shown, Problem> {
    let plan = plans::public_plan(ctx, id).await?;
    let state = directory::state_of(ctx, id).await?;
    Ok(of_public(ctx, &plan, state))
}

fn of_public(ctx: &Ctx, plan: &PublicPlan, state: PlanState) -> Shown {
    let publication = &plan.publication;
    let mut value = wire::plan(&plan.draft, None);
    let more = json!({
        "id": plan.id.to_string(),
        "organisation_id": plan.organisation.to_string(),
        "state": state.name(),
        "version": publication.number,
        "is_example": publication.is_example,
        "publications": [publication_value(ctx, publication)],
    });
    add(&mut value, more);
    add_measures(ctx, &mut value, &plan.measures);
    Shown::new(ctx, value, Version(publication.number))
}

fn of_view(ctx: &Ctx, view: &PlanView) -> Shown {
    let mut value = wire::plan(&view.draft, None);
    let more = json!({
        "id": view.id.to_string(),
        "organisation_id": view.organisation.id.to_string(),
        "state": view.state.name(),
        "stage": view.stage.name(),
        "version": view.version.0,
        "is_example": view.is_example,
        "publications": view.versions.iter().map(|p| publication_value(ctx, p)).collect::<Vec<_>>(),
        "adopted_at": answer::time(ctx, view.at),
        "draft_id": view.made_of.map(|id| id.to_string()),
        "supersedes": view.supersedes.map(|id| id.to_string()),
    });
    add(&mut value, more);
    add_measures(ctx, &mut value, &view.measures);
    Shown::new(ctx, value, view.version)
}

fn publication_value(ctx: &Ctx, publication: &Publication) -> Value {
    json!({
        "number": publication.number,
        "at": answer::time(ctx, publication.at),
        "sha256": publication.sha256,
    })
}

/// Adds keys to an object.
pub(super) fn add(value: &mut Value, more: Value) {
    if let (Some(keys), Value::Object(more)) = (value.as_object_mut(), more) {
        keys.extend(more);
    }
}

/// Gives each measure of a plan its id and state.
fn add_measures(ctx: &Ctx, value: &mut Value, records: &[record::Measure]) {
    let Some(measures) = value.get_mut("measures").and_then(Value::as_array_mut) else { return };
    for (measure, record) in measures.iter_mut().zip(records) {
        add(measure, Value::Object(of_record(ctx, record)));
    }
}

/// What is known of a measure beside what the plan says of it.
pub(super) fn of_record(ctx: &Ctx, record: &record::Measure) -> Map<String, Value> {
    let value = json!({
        "id": record.id.to_string(),
        "state": record.state.name(),
        "reason": record.reason,
        "due_on": record.due_on.map(|day| day.to_string()),
        "late_days": directory::late_days(ctx, record),
    });
    if let Value::Object(keys) = value { keys } else { Map::new() }
}

/// `GET /plans/{id}/paper?form=plan-457&format=docx`
pub(super) async fn paper(
    Caller(ctx): Caller,
    headers: HeaderMap,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    asked.check()?;
    let form = asked.text("form").unwrap_or_else(|| "plan-457".to_owned());
    let format = asked.text("format").unwrap_or_else(|| "docx".to_owned());
    let paper = paper_out::plan_paper(&ctx, id_of(&id)?, &form, &format).await?;
    Ok(answer::file(&headers, &paper.file_name, paper.media_type, paper.bytes))
}

/// A plan that the caller has read and may act on, and the version to name.
pub(super) async fn read(ctx: &Ctx, headers: &HeaderMap, id: &str, verb: Verb) -> Result<(PlanId, Version), Problem> {
    let view = plans::plan(ctx, id_of(id)?).await?;
    ctx.demand(verb, Some(view.organisation.id))?;
    Ok((view.id, of_view(ctx, &view).expected(headers)?))
}

/// The plan after a step.
pub(super) async fn stepped(ctx: &Ctx, id: PlanId) -> Result<Response, Problem> {
    Ok(of_view(ctx, &plans::plan(ctx, id).await?).after(StatusCode::OK))
}

/// A plan that was just made.
pub(super) async fn made(ctx: &Ctx, id: PlanId) -> Result<Response, Problem> {
    let view = plans::plan(ctx, id).await?;
    Ok(of_view(ctx, &view).created(&format!("/api/v1/plans/{id}")))
}
