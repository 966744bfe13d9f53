//! The report of a plan as it would be today: sums, rows, what is missing and where to fill it in.

use super::rows::{Row, rows};
use super::{named_period, period_of, periods, summary_words};
use crate::cabinet::plan::FORMATS;
use crate::download::attachment;
use crate::form::{Asked, FieldFault, Signed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::reports::{self, Today};
use otklik_domain::access::Verb;
use otklik_domain::ids::PlanId;
use otklik_domain::report::{Gap, ReportPeriod, ReportStage};

struct FiledLine {
    href: String,
    text: String,
    note: String,
}

#[derive(Template)]
#[template(path = "cabinet/reports/today.html")]
struct TodayPage {
    shell: Shell,
    errors: Errors,
    id: PlanId,
    code: String,
    organisation: String,
    title: String,
    due: String,
    summary: String,
    why_empty: Option<String>,
    missing: Vec<(String, usize)>,
    n_incomplete: usize,
    former: Option<String>,
    period: Field,
    rows: Vec<Row>,
    filed: Vec<FiledLine>,
    may_prepare: bool,
    may_fill: bool,
    is_waiting: bool,
    corrects: Option<(String, i64)>,
    formats: &'static [(&'static str, &'static str)],
}

/// `GET /cabinet/plans/{id}/report?period=2026-Q3`
pub(crate) async fn show(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let today = reports::report_today(&visit.ctx, plan_of(&id)?, period_of(&asked)).await?;
    Ok(today_page(&visit, &today, Vec::new()))
}

pub(super) fn plan_of(text: &str) -> Result<PlanId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}

fn today_page(visit: &Visit, it: &Today, faults: Vec<FieldFault>) -> Response {
    let (report, place) = (&it.sheet.report, Some(it.plan.organisation));
    let current = it.current().map(|kept| &kept.value);
    let handed_in =
        it.filed.iter().map(|kept| &kept.value).find(|filed| {
            filed.period == report.period && filed.number.is_some() && filed.stage != ReportStage::Replaced
        });
    let choices = periods(visit.ctx.today(), report.period);
    page::show(&TodayPage {
        shell: visit.staff_shell("Отчёт по плану", "reports"),
        errors: Errors { faults },
        id: it.plan.id,
        code: report.period.to_string(),
        organisation: it.organisation.name.clone(),
        title: format!("Отчёт за {}", report.period.in_words()),
        due: format!("Срок: до {} включительно", words::date(it.due_on)),
        summary: summary_words(report.summary()),
        why_empty: why_empty(it),
        missing: missing(it),
        n_incomplete: report.n_incomplete(),
        former: it.former.map(|(number, period)| format!("Сравнивается с отчётом № {number} за {}", period.in_words())),
        period: Field::choice("period", "За какой период", report.period.to_string(), choices),
        rows: rows(&report.rows),
        filed: it.filed.iter().map(|kept| filed_line(&kept.value)).collect(),
        may_prepare: visit.ctx.may(Verb::AdoptPlan, place),
        may_fill: visit.ctx.may(Verb::RecordExecution, place),
        is_waiting: current.is_some_and(|filed| !filed.stage.is_frozen()),
        corrects: handed_in.and_then(|filed| Some((filed.id.to_string(), filed.number?))),
        formats: &FORMATS,
    })
}

/// Why there is nothing in the report yet.
fn why_empty(it: &Today) -> Option<String> {
    let report = &it.sheet.report;
    let asked = report.rows.iter().filter(|row| row.has(Gap::Fact)).count();
    if report.rows.is_empty() {
        return Some("В плане нет мероприятий: отчитываться не о чем.".to_owned());
    }
    (report.is_empty() && asked > 0).then(|| {
        format!(
            "Отчёт пока пуст: ни по одному мероприятию не сказано, что сделано. Сроки уже прошли у {asked}, и по каждому \
             нужны факт с датой или причина."
        )
    })
}

fn missing(it: &Today) -> Vec<(String, usize)> {
    let of = |gap: Gap| (gap.in_words().to_owned(), it.sheet.report.rows.iter().filter(|row| row.has(gap)).count());
    Gap::ALL.map(of).into_iter().filter(|(_, n)| *n > 0).collect()
}

fn filed_line(filed: &otklik_app::record::FiledReport) -> FiledLine {
    let number = filed.number.map_or_else(|| "Без номера".to_owned(), |number| format!("№ {number}"));
    FiledLine {
        href: format!("/cabinet/reports/{}", filed.id),
        text: format!("{number} за {}", filed.period.in_words()),
        note: filed.stage.in_words().to_owned(),
    }
}

/// `POST /cabinet/plans/{id}/report`: makes the report that waits for a signature.
pub(crate) async fn prepare(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let plan = plan_of(&id)?;
    let today = reports::report_to_prepare(&visit.ctx, plan, period_of(&typed)).await?;
    let period = match named_period(&typed, "period") {
        Ok(period) => period,
        Err(faults) => return Ok(refusal::invalid(today_page(&visit, &today, faults))),
    };
    match reports::prepare_report(&visit.ctx, plan, period, typed.get("replaces").parse().ok()).await {
        Ok(made) => Ok(refusal::see_other(&format!("/cabinet/reports/{made}?done=report-prepared"))),
        Err(refused) => Ok(refusal::invalid(today_page(&visit, &today, faults_of(refused)?))),
    }
}

/// `GET /cabinet/plans/{id}/report/paper?period=…&format=…`
pub(crate) async fn paper(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let plan = plan_of(&id)?;
    let period: ReportPeriod = match period_of(&asked) {
        Some(period) => period,
        None => {
            let now = reports::report_today(&visit.ctx, plan, None).await?.sheet.report.period;
            // A paper of another period than the one asked for would be taken for it.
            asked.filled("period").map_or(Ok(now), |_| Err(Refused::not_found()))?
        }
    };
    let out = reports::today_paper(&visit.ctx, plan, period, asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}
