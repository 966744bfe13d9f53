//! By which day reports are due, who has sent theirs and who has not.

use crate::ctx::Ctx;
use crate::lists;
use crate::portal;
use crate::refusal::Refusal;
use otklik_domain::Date;
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, PlanId};
use otklik_domain::report::{DueRule, ReportPeriod, ReportRhythm, ReportStage, Sending};
use otklik_domain::typed::whole;
use otklik_store::Store;
use otklik_store::record::{FiledReport, Kept, Page, PageAsked, Plan, PlanQuery, PlanState, ReportQuery};
use std::collections::{HashMap, HashSet};

/// Where the rule is kept.
const SETTING: &str = "report_due";

/// A plan with its report of a period («строка списка отчётов»).
#[derive(Debug, Clone)]
pub struct DueLine {
    /// The plan.
    pub plan: PlanId,
    /// Its title.
    pub title: Option<String>,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// The newest report of the period, without its body.
    pub report: Option<Kept<FiledReport>>,
    /// Whether it came in time.
    pub sending: Sending,
    /// The plan is in force, or was.
    pub was_in_force: bool,
}

/// Reports of a period («отчёты за период»).
#[derive(Debug, Clone)]
pub struct DueList {
    /// The period.
    pub period: ReportPeriod,
    /// By which rule they are due.
    pub rule: DueRule,
    /// The last day.
    pub due_on: Date,
    /// Who has not sent first, then by name.
    pub lines: Vec<DueLine>,
}

/// The rule of the house.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn rule(ctx: &Ctx) -> Result<DueRule, Refusal> {
    ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    rule_of(ctx.store()).await
}

pub(crate) async fn rule_of(store: &dyn Store) -> Result<DueRule, Refusal> {
    let kept = store.find_setting(SETTING).await?.unwrap_or_default();
    let mut parts = kept.splitn(3, '\t');
    let rhythm = parts.next().and_then(ReportRhythm::from_name);
    let day = parts.next().and_then(|day| day.parse().ok());
    let ground = parts.next().unwrap_or_default();
    Ok(rhythm.zip(day).and_then(|(rhythm, day)| DueRule::new(rhythm, day, ground)).unwrap_or_default())
}

/// Changes the rule, with its ground.
///
/// # Errors
/// `Invalid` when the day is no day of every month or nobody said on what ground; `NotAllowed`.
pub async fn set_rule(ctx: &Ctx, rhythm: &str, day: &str, ground: &str) -> Result<(), Refusal> {
    ctx.demand(Verb::EditRegistry, None)?;
    let rhythm = ReportRhythm::from_name(rhythm).ok_or_else(|| Refusal::field("rhythm", "Выберите, как часто"))?;
    let day = whole(day).filter(|day| (1..=28).contains(day));
    let day: i8 = day.ok_or_else(|| Refusal::field("day", "Число месяца: от 1 до 28"))?;
    let ground = ground.split_whitespace().collect::<Vec<_>>().join(" ");
    if ground.is_empty() {
        return Err(Refusal::field(
            "ground",
            "Напишите, на чём основан срок: акт с датой и номером или письмо учредителя",
        ));
    }
    let value = format!("{}\t{day}\t{ground}", rhythm.name());
    Ok(ctx.store().keep_setting(&ctx.act("set_report_rule"), SETTING, &value).await?)
}

/// Plans that are followed in a period, of these organisations (empty: of all). Examples are left out once there is
/// anything of one's own.
pub(super) async fn plans_of(
    ctx: &Ctx,
    organisations: Vec<OrganisationId>,
    period: ReportPeriod,
) -> Result<Vec<Plan>, Refusal> {
    let asked = PlanQuery { organisations, ..PlanQuery::default() };
    let found = lists::plans(ctx.store(), &asked).await?;
    let mut plans: Vec<Plan> = found.into_iter().map(|kept| kept.value).collect();
    let span = period.span();
    plans.retain(|plan| {
        plan.state != PlanState::Superseded
            && plan.from.is_none_or(|from| from <= span.to)
            && plan.to.is_none_or(|to| to >= span.from)
    });
    if plans.iter().any(|plan| !plan.is_example) {
        plans.retain(|plan| !plan.is_example);
    }
    Ok(plans)
}

/// Plans of these organisations that were approved when a period was over: they owe no report of it.
async fn approved_later(
    ctx: &Ctx,
    organisations: Vec<OrganisationId>,
    period: ReportPeriod,
) -> Result<HashSet<PlanId>, Refusal> {
    let asked = PlanQuery { organisations, approved_after: Some(period.span().to), ..PlanQuery::default() };
    let later = lists::plans(ctx.store(), &asked).await?;
    Ok(later.into_iter().map(|kept| kept.value.id).collect())
}

/// Reports the actor may see, newest first, without bodies.
///
/// # Errors
/// `NotSignedIn`, `NotAllowed`.
pub async fn list_reports(
    ctx: &Ctx,
    asked: &ReportQuery,
    page: &PageAsked,
) -> Result<Page<Kept<FiledReport>>, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let mut asked = asked.clone();
    asked.organisations = ctx.own_organisations(asked.organisations)?;
    asked.after = page.after.as_deref().and_then(|after| after.parse().ok());
    // One more tells whether there is a next page.
    asked.limit = u32::try_from(page.limit + 1).ok();
    let mut items = ctx.store().list_reports(&asked).await?;
    let is_more = items.len() > page.limit;
    items.truncate(page.limit);
    let next = items.last().filter(|_| is_more).map(|kept| kept.value.id.to_string());
    Ok(Page { items, next })
}

/// What is due in a period, the last one that is over where nobody names any.
///
/// # Errors
/// `NotSignedIn`, `NotAllowed`.
pub async fn due_list(ctx: &Ctx, period: Option<ReportPeriod>) -> Result<DueList, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let (rule, today) = (rule(ctx).await?, ctx.today());
    let period = period.unwrap_or_else(|| ReportPeriod::last_over(today, rule.rhythm));
    let due_on = rule.due_on(period, &ctx.house.calendar);
    let own = ctx.own_organisations(Vec::new())?;
    let plans = plans_of(ctx, own.clone(), period).await?;
    let asked = ReportQuery { organisations: own.clone(), period: Some(period), ..ReportQuery::default() };
    let mut newest: HashMap<PlanId, Kept<FiledReport>> = HashMap::new();
    for kept in ctx.store().list_reports(&asked).await? {
        if kept.value.stage != ReportStage::Replaced {
            newest.entry(kept.value.plan).or_insert(kept);
        }
    }
    let ids: Vec<OrganisationId> = plans.iter().map(|plan| plan.organisation).collect();
    let names = portal::names(ctx, &ids).await?;
    let later = approved_later(ctx, own, period).await?;
    let line = |plan: Plan| {
        let report = newest.remove(&plan.id);
        let stage = report.as_ref().map(|kept| kept.value.stage);
        let mut sending = Sending::of(stage, due_on, today);
        let was_in_force = plan.stage.was_in_force();
        if !was_in_force || later.contains(&plan.id) {
            sending = sending.unless_owed(stage);
        }
        let name = names.get(&plan.organisation).cloned().unwrap_or_default();
        DueLine {
            plan: plan.id,
            title: plan.title,
            organisation: plan.organisation,
            name,
            report,
            sending,
            was_in_force,
        }
    };
    let mut lines: Vec<DueLine> = plans.into_iter().map(line).collect();
    let rank = |line: &DueLine| (!line.sending.is_awaited(), line.sending == Sending::NotOwed);
    lines.sort_by(|a, b| (rank(a), &a.name, a.plan).cmp(&(rank(b), &b.name, b.plan)));
    Ok(DueList { period, rule, due_on, lines })
}
