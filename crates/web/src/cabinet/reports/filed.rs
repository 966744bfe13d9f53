//! A report as it was made: what it says, its papers, its next step.

use super::rows::{Row, rows};
use super::{id_of, summary_words};
use crate::cabinet::plan::FORMATS;
use crate::download::attachment;
use crate::form::{Asked, FieldFault, Signed, Typed, fault};
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
use otklik_app::record::Version;
use otklik_app::reports::{self, Filed};
use otklik_domain::access::Verb;
use otklik_domain::report::ReportStage;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "cabinet/reports/filed.html")]
struct FiledPage {
    shell: Shell,
    errors: Errors,
    id: Uuid,
    version: i64,
    organisation: String,
    title: String,
    finding: String,
    plan: String,
    summary: String,
    facts: Vec<(&'static str, String)>,
    rows: Vec<Row>,
    may_sign: bool,
    may_send: bool,
    may_drop: bool,
    /// It came back, and the visitor may make the next one.
    may_correct: bool,
    /// The field for what to correct, where the founder decides.
    note: Option<Field>,
    formats: &'static [(&'static str, &'static str)],
}

/// `GET /cabinet/reports/{id}`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let it = reports::filed(&visit.ctx, id_of(&id)?).await?;
    Ok(filed_page(&visit, &it, &Typed::default(), Vec::new()))
}

fn filed_page(visit: &Visit, it: &Filed, typed: &Typed, faults: Vec<FieldFault>) -> Response {
    let (filed, report, place) = (&it.kept.value, &it.sheet.report, Some(it.kept.value.organisation));
    let number = filed.number.map_or_else(|| "Отчёт".to_owned(), |number| format!("Отчёт № {number}"));
    let decides = filed.stage == ReportStage::Sent && visit.ctx.may(Verb::AcceptReports, place);
    let field = || Field::line("note", "Что исправить", typed.get("note")).faulty(fault(&faults, "note"));
    page::show(&FiledPage {
        shell: visit.staff_shell("Отчёт", "reports"),
        id: filed.id,
        version: it.kept.version.0,
        organisation: it.sheet.organisation.clone(),
        title: format!("{number} за {}", filed.period.in_words()),
        finding: finding(it),
        plan: format!("/cabinet/plans/{}/report?period={}", filed.plan, filed.period),
        summary: summary_words(report.summary()),
        facts: facts(visit, it),
        rows: rows(&report.rows),
        may_sign: filed.stage == ReportStage::Prepared && visit.ctx.may(Verb::SignReports, place),
        may_send: filed.stage == ReportStage::Signed && visit.ctx.may(Verb::SignReports, place),
        may_drop: !filed.stage.is_frozen() && visit.ctx.may(Verb::AdoptPlan, place),
        may_correct: filed.stage == ReportStage::Returned && visit.ctx.may(Verb::RecordExecution, place),
        note: decides.then(field),
        errors: Errors { faults },
        formats: &FORMATS,
    })
}

fn finding(it: &Filed) -> String {
    let filed = &it.kept.value;
    match (filed.stage, &filed.note) {
        (ReportStage::Returned, Some(note)) => format!("Возвращён: {note}"),
        (ReportStage::Prepared, _) if it.sheet.report.n_incomplete() > 0 => format!(
            "Ждёт подписи, но подписать рано: строк без обязательных сведений {}",
            it.sheet.report.n_incomplete()
        ),
        (stage, _) => words::capital(stage.in_words()),
    }
}

fn facts(visit: &Visit, it: &Filed) -> Vec<(&'static str, String)> {
    let (filed, zone) = (&it.kept.value, &visit.ctx.house.zone);
    let who = |(who, at): &(String, jiff::Timestamp)| {
        let name = it.names.get(who).map_or("Отклик", String::as_str);
        format!("{name}, {}", words::moment(*at, zone))
    };
    let mut facts =
        vec![("По состоянию на", words::date(filed.as_of)), ("Подготовил", who(&(filed.by.clone(), filed.at)))];
    facts.extend(filed.signed.as_ref().map(|step| ("Подписал", who(step))));
    facts.extend(filed.sent.as_ref().map(|step| ("Отправил", who(step))));
    facts.extend(filed.decided.as_ref().map(|step| ("Решил", who(step))));
    facts.extend(it.sheet.replaces.map(|number| ("Взамен", format!("отчёта № {number}"))));
    facts.push(("SHA-256", filed.sha256.clone()));
    facts
}

/// `POST /cabinet/reports/{id}`: one step.
pub(crate) async fn step(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let (id, ctx) = (id_of(&id)?, &visit.ctx);
    let it = reports::filed(ctx, id).await?;
    let version = Version(typed.get("version").parse().unwrap_or(0));
    let (said, done) = match typed.get("step") {
        "sign" => (reports::sign_report(ctx, id, version).await, "report-signed"),
        "send" => (reports::send_report(ctx, id, version).await.map(drop), "report-sent"),
        "accept" => (reports::accept_report(ctx, id, version).await, "report-accepted"),
        "return" => (reports::return_report(ctx, id, version, typed.get("note")).await, "report-returned"),
        "drop" => match reports::drop_report(ctx, id, version).await {
            Ok(()) => {
                let (plan, period) = (it.kept.value.plan, it.kept.value.period);
                let to = format!("/cabinet/plans/{plan}/report?period={period}&done=report-dropped");
                return Ok(refusal::see_other(&to));
            }
            Err(refused) => (Err(refused), ""),
        },
        _ => (Err(Refusal::field("step", "Выберите шаг на этой странице")), ""),
    };
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/reports/{id}?done={done}"))),
        Err(refused) => Ok(refusal::invalid(filed_page(&visit, &it, &typed, faults_of(refused)?))),
    }
}

/// `GET /cabinet/reports/{id}/paper?format=…`
pub(crate) async fn paper(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let out = reports::filed_paper(&visit.ctx, id_of(&id)?, asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}
