//! Only what a report lacks: the empty rows, one under another, saved together or part by part.

use super::rows::{Row, row};
use super::today::plan_of;
use super::{named_period, period_of};
use crate::form::{Asked, FieldFault, Signed, Typed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::reports::{self, Filled, Today};
use otklik_domain::ids::PlanId;
use otklik_domain::report::{Gap, ReportRow};

/// A row to be filled in.
struct Asking {
    row: Row,
    measure: String,
    needs_proof: bool,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "cabinet/reports/fill.html")]
struct FillPage {
    shell: Shell,
    errors: Errors,
    id: PlanId,
    code: String,
    organisation: String,
    title: String,
    rows: Vec<Asking>,
    n_proofs: usize,
}

/// `GET /cabinet/plans/{id}/report/fill?period=2026-Q3`
pub(crate) async fn show(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let today = reports::report_to_fill(&visit.ctx, plan_of(&id)?, period_of(&asked)).await?;
    Ok(fill_page(&visit, &today, &Typed::default(), Vec::new()))
}

fn fill_page(visit: &Visit, it: &Today, typed: &Typed, faults: Vec<FieldFault>) -> Response {
    let report = &it.sheet.report;
    let lacking = report.rows.iter().zip(1..).filter(|(row, _)| asks_words(row));
    let rows: Vec<Asking> = lacking.map(|(it, number)| asking(it, number, typed)).collect();
    page::show(&FillPage {
        shell: visit.staff_shell("Дополнить отчёт", "reports"),
        errors: Errors { faults },
        id: it.plan.id,
        code: report.period.to_string(),
        organisation: it.organisation.name.clone(),
        title: format!("Дополнить отчёт за {}", report.period.in_words()),
        rows,
        n_proofs: report.rows.iter().filter(|row| row.has(Gap::Proof)).count(),
    })
}

/// Whether words or a figure are lacking; a proof alone is given on the measure's own page.
fn asks_words(row: &ReportRow) -> bool {
    [Gap::Fact, Gap::When, Gap::Number, Gap::Reason].into_iter().any(|gap| row.has(gap))
}

fn asking(it: &ReportRow, number: usize, typed: &Typed) -> Asking {
    let name = |field: &str| format!("{field}-{number}");
    let line = |field: &str, label: &str, kept: &str| {
        let said = typed.filled(&name(field)).unwrap_or(kept).to_owned();
        Field::line(name(field), label, said)
    };
    let mut fields = Vec::new();
    if it.has(Gap::Fact) || it.has(Gap::When) {
        let kept = it.done.as_deref().unwrap_or_default();
        let said = typed.filled(&name("done")).unwrap_or(kept).to_owned();
        fields.push(Field::area(name("done"), "Что сделано", said));
        fields.push(
            line("when", "Когда", "")
                .hint("Например, 10.09.2026. Пусто — сегодня; у того, что повторяется, день нужен"),
        );
    }
    if it.has(Gap::Number) {
        let hint = it
            .wanted
            .as_ref()
            .map_or_else(|| "С единицей: «9 статей», «85 %»".to_owned(), |wanted| format!("По плану: {wanted}"));
        fields.push(line("number", "Сколько", "").hint(hint));
    }
    if it.has(Gap::Fact) || it.has(Gap::Reason) {
        let label = if it.has(Gap::Reason) {
            "Причина"
        } else {
            "Если не сделано или сделано частично, почему"
        };
        fields.push(line("reason", label, ""));
    }
    Asking { row: row(number, it), measure: it.measure.to_string(), needs_proof: it.has(Gap::Proof), fields }
}

/// `POST /cabinet/plans/{id}/report/fill`
pub(crate) async fn keep(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let plan = plan_of(&id)?;
    let today = reports::report_to_fill(&visit.ctx, plan, period_of(&typed)).await?;
    let period = match named_period(&typed, "") {
        Ok(period) => period,
        Err(faults) => return Ok(refusal::invalid(fill_page(&visit, &today, &typed, faults))),
    };
    match reports::fill(&visit.ctx, plan, period, &filled(&today, &typed)).await {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/plans/{plan}/report?period={period}&done=kept"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            let now = reports::report_today(&visit.ctx, plan, Some(period)).await?;
            Ok(refusal::invalid(fill_page(&visit, &now, &typed, faults)))
        }
    }
}

fn filled(today: &Today, typed: &Typed) -> Vec<Filled> {
    let numbers = 1..=today.sheet.report.rows.len();
    let row = |number: usize| {
        let get = |field: &str| typed.get(&format!("{field}-{number}")).to_owned();
        let filled = Filled {
            measure: get("measure"),
            done: get("done"),
            when: get("when"),
            number: get("number"),
            reason: get("reason"),
        };
        Some(filled).filter(|it| !it.measure.is_empty())
    };
    numbers.filter_map(row).collect()
}
