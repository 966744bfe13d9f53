//! Quarterly reports: prepared, signed by the head, sent under a number, taken by the founder; put together for the district.

use crate::district::N_CLUBS;
use crate::filling::answer_to;
use crate::year::Year;
use otklik_app::reports::{self, ConsolidatedAsked, Filled};
use otklik_domain::access::Role;
use otklik_domain::ids::PlanId;
use otklik_domain::report::{ReportPeriod, ReportRhythm, ReportRow};
use uuid::Uuid;

fn period(quarter: i8) -> ReportPeriod {
    ReportPeriod::of(jiff::civil::date(2026, quarter * 3, 1), ReportRhythm::Quarter)
}

/// The reports of a quarter of all clubs.
pub(crate) async fn quarter(year: &mut Year, quarter: i8) {
    year.turn_to(if quarter == 1 { "2026-04-02" } else { "2026-07-02" });
    let mut n_rows = 0;
    for plan in year.plans.clone() {
        filled(year, plan, quarter).await;
        n_rows += handed_in(year, plan, quarter).await;
    }
    year.say("report", format!("{quarter} квартал: отправлено отчётов {}, строк {n_rows}", year.plans.len()));
}

/// Only what is missing is asked for, and only that is filled.
async fn filled(year: &Year, plan: PlanId, quarter: i8) {
    let ctx = year.as_a(Role::Methodologist);
    let today = reports::report_today(&ctx, plan, Some(period(quarter))).await.expect("read");
    let asked = today.sheet.report.rows.iter().filter(|row| row.is_incomplete());
    let day = format!("20.{:02}.2026", quarter * 3);
    let rows: Vec<Filled> = asked.map(|row| answer_to(row, &day)).collect();
    reports::fill(&ctx, plan, period(quarter), &rows).await.expect("filled");
}

/// Says how many rows the report has.
async fn handed_in(year: &Year, plan: PlanId, quarter: i8) -> usize {
    let methodologist = year.as_a(Role::Methodologist);
    let id = reports::prepare_report(&methodologist, plan, period(quarter), None).await.expect("prepared");
    let lacking = reports::filed(&methodologist, id).await.expect("read").sheet.report;
    let lacking: Vec<_> = lacking.rows.into_iter().filter(ReportRow::is_incomplete).collect();
    assert!(lacking.is_empty(), "nothing is missing any more: {lacking:?}");
    let head = year.as_a(Role::Head);
    reports::sign_report(&head, id, version(year, id).await).await.expect("signed");
    let number = reports::send_report(&head, id, version(year, id).await).await.expect("sent");
    assert_eq!(number, i64::from(quarter), "numbers of an organisation's year follow one another");
    reports::accept_report(&year.as_a(Role::Founder), id, version(year, id).await).await.expect("taken");
    let first = reports::filed_paper(&head, id, "docx").await.expect("a paper");
    let again = reports::filed_paper(&head, id, "docx").await.expect("a paper");
    assert_eq!(first.bytes, again.bytes, "a frozen report is the same paper each time");
    let rows = reports::filed(&head, id).await.expect("read").sheet.report.rows;
    let is_act = |proof: &String| proof.starts_with("Акт приёмки № 7 от ");
    assert!(rows.iter().any(|row| row.proofs.iter().any(is_act)), "what was brought stands in the report: {rows:?}");
    rows.len()
}

async fn version(year: &Year, id: Uuid) -> otklik_app::record::Version {
    reports::filed(&year.as_a(Role::Head), id).await.expect("read").kept.version
}

/// The report of the whole district.
pub(crate) async fn together(year: &mut Year, quarter: i8) {
    let founder = year.as_a(Role::Founder);
    let asked = ConsolidatedAsked::default();
    let id = reports::freeze(&founder, &asked, period(quarter), None).await.expect("frozen");
    let reports::FiledSheet { filed, sheet, .. } = reports::consolidated(&founder, id).await.expect("read");
    assert_eq!(sheet.consolidated.contributions.len(), N_CLUBS);
    year.say(
        "district report",
        format!("свод под № {}: клубов {}", filed.number, sheet.consolidated.contributions.len()),
    );
}
