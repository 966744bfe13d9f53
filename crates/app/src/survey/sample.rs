//! How many answers each place of a round needs: typed one by one, or pasted as a list.
//!
//! In come figures as people type them; out go kept plans, and lines that were not taken with the reason. It refuses to
//! take half a line.

use crate::ctx::Ctx;
use crate::refusal::{Faults, Refusal};
use crate::score::rounds::round;
use otklik_domain::access::RunSurveys;
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::survey::Target;
use otklik_domain::typed::{NotWhole, whole_or_nothing};
use otklik_store::record::{Round, RoundPlace, SamplePlan, Version};

/// Says how many a place served and how many are wanted of it.
///
/// # Errors
/// `Stale` when somebody else said so meanwhile or the round is closed, `NotFound`, `NotAllowed`.
pub async fn plan_sample(
    ctx: &Ctx,
    id: RoundId,
    organisation: OrganisationId,
    branch: &str,
    target: Target,
    expected: Option<Version>,
) -> Result<(), Refusal> {
    ctx.permit::<RunSurveys>(Some(organisation))?;
    round(ctx, id).await?;
    let places = ctx.store().list_round_places(id).await?;
    if !places.iter().any(|it| it.organisation == organisation && it.branch == branch) {
        return Err(Refusal::NotFound);
    }
    let branch = branch.to_owned();
    let plan = SamplePlan { organisation, round: id, branch, target, by: ctx.actor_name(), at: ctx.now() };
    Ok(ctx.store().keep_sample_plans(&ctx.act("plan_sample"), id, &[(plan, expected)]).await?)
}

/// A list of places with how many they served, as people paste it from a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlannedList {
    /// Places whose plan is new or changed.
    pub n_kept: usize,
    /// What was not taken: number of the line, why.
    pub remarks: Vec<(usize, String)>,
}

/// Takes a pasted list: organisation, branch, served, wanted, parted by tabs or semicolons. Lines that cannot be taken are
/// told by number; all others are kept in one step.
///
/// # Errors
/// `Invalid` when no line can be taken, `Stale` when the round is closed or somebody changed a plan, `NotFound`,
/// `NotAllowed`.
pub async fn plan_list(ctx: &Ctx, id: RoundId, text: &str) -> Result<PlannedList, Refusal> {
    ctx.permit::<RunSurveys>(None)?;
    let round = round(ctx, id).await?.value;
    let places = ctx.store().list_round_places(id).await?;
    let (mut done, mut plans) = (PlannedList::default(), Vec::<(SamplePlan, Option<Version>)>::new());
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match planned(ctx, &round, &places, line).await? {
            Ok((plan, _))
                if plans
                    .iter()
                    .any(|(known, _)| (known.organisation, &known.branch) == (plan.organisation, &plan.branch)) =>
            {
                done.remarks.push((number + 1, "это место уже было выше".to_owned()));
            }
            Ok(plan) => plans.push(plan),
            Err(_) if number == 0 && !line.chars().any(|c| c.is_ascii_digit()) => {}
            Err(why) => done.remarks.push((number + 1, why)),
        }
    }
    if plans.is_empty() {
        let said = done.remarks.iter().map(|(number, why)| format!("строка {number}: {why}"));
        let all = std::iter::once("Ни одну строку нельзя принять".to_owned()).chain(said.take(20));
        return Err(Refusal::Invalid(Faults::Fields(all.map(|text| ("list", text)).collect())));
    }
    done.n_kept = plans.len();
    ctx.store().keep_sample_plans(&ctx.act("plan_sample"), id, &plans).await?;
    Ok(done)
}

type Planned = Result<(SamplePlan, Option<Version>), String>;

async fn planned(ctx: &Ctx, round: &Round, places: &[RoundPlace], line: &str) -> Result<Planned, Refusal> {
    let mark = if line.contains('\t') { '\t' } else { ';' };
    let cells: Vec<String> = line.split(mark).map(|cell| cell.trim().trim_matches('"').replace("\"\"", "\"")).collect();
    let cell = |at: usize| cells.get(at).map_or("", String::as_str);
    let Some(organisation) = crate::score::recognised(ctx, round, cell(0)).await? else {
        return Ok(Err(format!("организации «{}» нет в реестре", cell(0))));
    };
    let branch = cell(1).split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(place) = places.iter().find(|it| it.organisation == organisation && it.branch == branch) else {
        return Ok(Err("такого места нет в туре".to_owned()));
    };
    let target = match (number(cell(2)), number(cell(3))) {
        (Ok(None), Ok(None)) => return Ok(Err("не сказано ни сколько обслужено, ни сколько нужно анкет".to_owned())),
        (Ok(n_served), Ok(n_wanted)) => Target { n_served, n_wanted },
        _ => return Ok(Err("число не читается".to_owned())),
    };
    let plan = SamplePlan { organisation, round: round.id, branch, target, by: ctx.actor_name(), at: ctx.now() };
    Ok(Ok((plan, place.version)))
}

/// A whole number as people type it: `1 235`; nothing is nothing.
///
/// # Errors
/// [`NotWhole`], also for more than any place serves.
pub fn number(typed: &str) -> Result<Option<u64>, NotWhole> {
    const MOST: u64 = 999_999_999;
    match whole_or_nothing(typed) {
        Ok(read) if read.is_none_or(|n| n <= MOST) => Ok(read),
        _ => Err(NotWhole),
    }
}
