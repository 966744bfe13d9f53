//! A report as it would be today.

use super::due;
use super::gathering::gather;
use crate::ctx::Ctx;
use crate::paper_out;
use crate::plans;
use crate::records::draft_of;
use crate::refusal::Refusal;
use crate::templates::own_template;
use otklik_domain::Date;
use otklik_domain::access::Verb;
use otklik_domain::ids::PlanId;
use otklik_domain::registry::Organisation;
use otklik_domain::report::{DueRule, Report, ReportPeriod, ReportStage, report};
use otklik_papers::forms::plan_report::ReportSheet;
use otklik_papers::report_json;
use otklik_papers::template::TemplateForm;
use otklik_store::record::{FiledReport, Kept, Plan, ReportQuery};
use uuid::Uuid;

/// A report as it would be today, with those that were made before («отчёт на сегодня»).
#[derive(Debug, Clone)]
pub struct Today {
    /// The plan.
    pub plan: Plan,
    /// Whose it is.
    pub organisation: Organisation,
    /// By which rule it is due.
    pub rule: DueRule,
    /// The last day.
    pub due_on: Date,
    /// The report with what stands around it.
    pub sheet: ReportSheet,
    /// Reports of the plan, newest first, without bodies.
    pub filed: Vec<Kept<FiledReport>>,
    /// Number and period of the report it is compared with.
    pub former: Option<(i64, ReportPeriod)>,
}

impl Today {
    /// The newest report of the period that nothing took the place of.
    pub fn current(&self) -> Option<&Kept<FiledReport>> {
        let of_period = |kept: &&Kept<FiledReport>| {
            kept.value.period == self.sheet.report.period && kept.value.stage != ReportStage::Replaced
        };
        self.filed.iter().find(of_period)
    }
}

/// The report of a plan and a period as it would be today.
///
/// # Errors
/// `NotFound` when there is no such plan for the actor.
pub async fn report_today(ctx: &Ctx, plan: PlanId, period: Option<ReportPeriod>) -> Result<Today, Refusal> {
    let plan = plans::find(ctx, plan).await?.value;
    let (rule, today) = (due::rule(ctx).await?, ctx.today());
    let period = period.unwrap_or_else(|| ReportPeriod::last_over(today, rule.rhythm));
    let asked = ReportQuery { plan: Some(plan.id), ..ReportQuery::default() };
    let filed = ctx.store().list_reports(&asked).await?;
    let former = former(ctx, &filed, period).await?;
    let followed = gather(ctx, &[plan.id], period).await?.remove(&plan.id).unwrap_or_default();
    let before = former.as_ref().map(|(_, report)| report);
    let made = report(&followed, period, today, plan.from, before);
    let organisation = ctx.store().find_organisation(plan.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let body = draft_of(&plan.body_json, &[])?;
    let signers = paper_out::signers(ctx, &body, plan.organisation).await?;
    Ok(Today {
        due_on: rule.due_on(period, &ctx.house.calendar),
        sheet: ReportSheet {
            organisation: organisation.name.clone(),
            plan: plan.title.clone(),
            report: made,
            replaces: None,
            signers,
            template: own_template(ctx, TemplateForm::Report).await?.map(|hash| hash.to_string()),
        },
        former: former.map(|(number, report)| (number, report.period)),
        plan,
        organisation,
        rule,
        filed,
    })
}

/// The report as it would be today, for who fills in what it lacks.
///
/// # Errors
/// As [`report_today`]; `NotAllowed`.
pub async fn report_to_fill(ctx: &Ctx, plan: PlanId, period: Option<ReportPeriod>) -> Result<Today, Refusal> {
    let today = report_today(ctx, plan, period).await?;
    ctx.demand(Verb::RecordExecution, Some(today.plan.organisation))?;
    Ok(today)
}

/// The report as it would be today, for who prepares it.
///
/// # Errors
/// As [`report_today`]; `NotAllowed`.
pub async fn report_to_prepare(ctx: &Ctx, plan: PlanId, period: Option<ReportPeriod>) -> Result<Today, Refusal> {
    let today = report_today(ctx, plan, period).await?;
    ctx.demand(Verb::AdoptPlan, Some(today.plan.organisation))?;
    Ok(today)
}

/// The last report that was handed in for a period before this one.
async fn former(
    ctx: &Ctx,
    filed: &[Kept<FiledReport>],
    period: ReportPeriod,
) -> Result<Option<(i64, Report)>, Refusal> {
    let first = period.span().from;
    let handed_in = filed.iter().map(|kept| &kept.value).filter(|it| it.stage.is_handed_in());
    let last = handed_in.filter(|it| it.period.span().to < first).max_by_key(|it| (it.period.span().to, it.number));
    let Some(last) = last else { return Ok(None) };
    let whole = ctx.store().find_report(last.id).await?.ok_or(Refusal::NotFound)?.value;
    let sheet = report_json::from_json(&whole.body_json).map_err(Refusal::unavailable)?;
    Ok(Some((last.number.unwrap_or_default(), sheet.report)))
}

/// The number of a report by its id.
pub(super) fn number_of(filed: &[Kept<FiledReport>], id: Uuid) -> Option<i64> {
    filed.iter().find(|kept| kept.value.id == id).and_then(|kept| kept.value.number)
}
