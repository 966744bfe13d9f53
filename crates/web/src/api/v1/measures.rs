//! The register of measures, one measure, and its steps.

use super::answer::{self, Shown};
use super::asked::{Asked, Path, is_key_cursor};
use super::caller::{Caller, Keyed};
use super::id_of;
use super::plans::{add, of_record};
use super::sent::Sent;
use crate::api::problem::Problem;
use crate::cabinet::measure_fields::typed_of;

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::civil::Date;
use otklik_app::drafts::MeasureTyped;
use otklik_app::measures::{self, MeasureView, StepTyped};
use otklik_app::record::{Execution, RegisterQuery, RegisterRow, Version, View};
use otklik_app::{Ctx, Refusal, directory, register, wire};
use otklik_domain::access::Verb;
use otklik_domain::ids::MeasureId;
use otklik_domain::plan::MeasureState;
use otklik_domain::registry::Sector;
use otklik_domain::score::Criterion;
use serde_json::{Value, json};

/// `GET /measures`
pub(super) async fn list(Caller(ctx): Caller, headers: HeaderMap, mut asked: Asked) -> Result<Response, Problem> {
    let mut query = query(&ctx, &mut asked);
    let page = asked.page(is_key_cursor);
    let organisations = asked.organisations(&ctx).await?;
    asked.check()?;
    let Some(organisations) = organisations else {
        return Ok(Shown::list(&ctx, Vec::new(), None).answer(&headers));
    };
    query.view = if directory::sees_private(&ctx, &organisations) { View::Working } else { View::Published };
    query.organisations = organisations;
    let found = register::register(&ctx, query, &page).await?;
    let items = found.rows.iter().map(|(row, _)| row_value(row, found.today)).collect();
    Ok(Shown::list(&ctx, items, found.next).answer(&headers))
}

fn query(ctx: &Ctx, asked: &mut Asked) -> RegisterQuery {
    let late = asked.flag("late");
    let states = "planned, in_work, reported, confirmed, partly, not_done или moved";
    RegisterQuery {
        criterion: asked.read("criterion", "Критерий — число от 1 до 5", Criterion::from_name),
        states: asked.several("state", states, MeasureState::from_name),
        is_late: late == Some(true),
        is_in_time: late == Some(false),
        due_before: asked.day("due_before"),
        due_from: asked.day("due_from"),
        plan: asked.parsed("plan", "Номер плана"),
        sector: asked.read(
            "sector",
            "culture, education, health, social-care или medical-social-expertise",
            Sector::from_name,
        ),
        founder: asked.parsed("founder", "Номер учредителя"),
        territory: asked.parsed("territory", "Номер территории"),
        executor: asked.text("executor"),
        search: asked.text("q"),
        ..RegisterQuery::on(ctx.today())
    }
}

fn row_value(row: &RegisterRow, today: Date) -> Value {
    json!({
        "id": row.id.to_string(),
        "plan_id": row.plan.to_string(),
        "organisation_id": row.organisation.to_string(),
        "organisation_slug": row.organisation_slug,
        "organisation": row.organisation_name,
        "position": row.position,
        "number": row.number,
        "criterion": row.criterion.map(Criterion::number),
        "text": row.text,
        "term": row.deadline_as_written,
        "term_kind": row.deadline_kind.map(|kind| kind.name()),
        "starts_on": row.starts_on.map(|day| day.to_string()),
        "due_on": row.due_on.map(|day| day.to_string()),
        "executors": row.executors,
        "state": row.state.name(),
        "late_days": directory::late_days_on(row.due_on, row.state, today),
        "is_example": row.is_example,
    })
}

/// `GET /measures/{id}`
pub(super) async fn show(Caller(ctx): Caller, headers: HeaderMap, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: MeasureId = id_of(&id)?;
    let shown = match measures::measure(&ctx, id).await {
        Ok(view) => of_view(&ctx, &view),
        Err(Refusal::NotSignedIn | Refusal::NotFound | Refusal::NotAllowed) => public(&ctx, id).await?,
        Err(other) => return Err(other.into()),
    };
    Ok(shown.answer(&headers))
}

async fn public(ctx: &Ctx, id: MeasureId) -> Result<Shown, Problem> {
    let (record, measure) = directory::public_measure(ctx, id).await?;
    let mut value = wire::measure(&measure);
    add(&mut value, Value::Object(of_record(ctx, &record)));
    let ids = json!({ "plan_id": record.plan.to_string(), "organisation_id": record.organisation.to_string() });
    add(&mut value, ids);
    Ok(Shown::new(ctx, value, Version(0)))
}

fn of_view(ctx: &Ctx, view: &MeasureView) -> Shown {
    let mut value = wire::measure(&view.measure);
    add(&mut value, Value::Object(of_record(ctx, &view.record)));
    let more = json!({
        "plan_id": view.record.plan.to_string(),
        "organisation_id": view.record.organisation.to_string(),
        "version": view.version.0,
        "executions": view.executions.iter().map(|e| execution_value(ctx, e)).collect::<Vec<_>>(),
        "next_states": view.record.state.next_of(view.turn.is_some()).iter().map(|state| state.name()).collect::<Vec<_>>(),
    });
    add(&mut value, more);
    Shown::new(ctx, value, view.version)
}

fn execution_value(ctx: &Ctx, execution: &Execution) -> Value {
    let actual = execution.actual_json.as_deref().and_then(|json| serde_json::from_str::<Value>(json).ok());
    json!({
        "done": execution.done,
        "actual": actual,
        "verdict": execution.verdict.name(),
        "for_day": execution.for_day.map(|day| day.to_string()),
        "at": answer::time(ctx, execution.at),
    })
}

/// `POST /measures/{id}/steps`: work was done, the term was moved, the measure goes to another state.
pub(super) async fn step(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
    mut sent: Sent,
) -> Result<Response, Problem> {
    let view = measures::measure(&ctx, id_of(&id)?).await?;
    ctx.demand(Verb::RecordExecution, Some(view.organisation.id))?;
    let expected = of_view(&ctx, &view).expected(&headers)?;
    let mut typed = StepTyped::default();
    sent.over("to", &mut typed.to);
    sent.over("reason", &mut typed.reason);
    sent.over("done", &mut typed.done);
    sent.over("actual", &mut typed.actual);
    sent.over("term", &mut typed.term);
    sent.check()?;
    measures::record_execution(&ctx, view.record.id, expected, &typed).await?;
    changed(&ctx, view.record.id).await
}

/// `PATCH /measures/{id}`: what the plan says of the measure.
pub(super) async fn edit(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let view = measures::measure(&ctx, id_of(&id)?).await?;
    ctx.demand(Verb::AdoptPlan, Some(view.organisation.id))?;
    let expected = of_view(&ctx, &view).expected(&headers)?;
    let typed = typed_over(typed_of(&view.measure), sent)?;
    measures::edit_measure(&ctx, view.record.id, expected, &typed).await?;
    changed(&ctx, view.record.id).await
}

async fn changed(ctx: &Ctx, id: MeasureId) -> Result<Response, Problem> {
    Ok(of_view(ctx, &measures::measure(ctx, id).await?).after(StatusCode::OK))
}

/// A measure with the fields that were sent over those it has.
pub(super) fn typed_over(mut typed: MeasureTyped, mut sent: Sent) -> Result<MeasureTyped, Problem> {
    sent.over("reason", &mut typed.reason);
    sent.over("agreed", &mut typed.agreed);
    sent.over("text", &mut typed.text);
    sent.over("criterion", &mut typed.criterion);
    sent.over("indicator", &mut typed.indicator);
    sent.over("shortcoming", &mut typed.shortcoming);
    sent.over("term", &mut typed.term);
    sent.lines_over("executors", &mut typed.executors);
    sent.over("funding", &mut typed.funding);
    sent.over("expected_result", &mut typed.expected_result);
    sent.over("done", &mut typed.done);
    sent.over("actual", &mut typed.actual);
    sent.check()?;
    Ok(typed)
}
