//! Parts of a network measure: new ones for plans, and what a change of the whole offers to those there are.

use super::Part;
use super::changing::Offer;
use super::typing::Read;
use crate::ctx::Ctx;
use crate::fresh;
use crate::lists;
use crate::plans::rows::{Amending, amend_with};
use crate::portal;
use crate::records;
use crate::refusal::{Faults, Refusal};
use crate::shortcomings::title_for;
use otklik_domain::Date;
use otklik_domain::access::AdoptPlan;
use otklik_domain::ids::{MeasureId, OrganisationId, PlanId};
use otklik_domain::plan::{DraftKind, Measure, MeasureState, Plan, Span, TrackedMeasure};
use otklik_domain::shortcoming::{About, Standing};
use otklik_store::record::{
    self, Kept, KeptShortcoming, MeasureShortcoming, NetworkMeasure, PlanQuery, PlanState, RowChanges,
    ShortcomingQuery, Version,
};
use otklik_store::traits::NewParts;
use std::collections::HashMap;

/// New parts: a measure at the end of each organisation's plan.
pub(super) async fn new(ctx: &Ctx, read: &Read, organisations: &[OrganisationId]) -> Result<NewParts, Refusal> {
    let plans = followed(ctx, organisations).await?;
    let names = portal::named(ctx, organisations).await?;
    let wanting = wanting(ctx, read, organisations).await?;
    let mut parts = NewParts::default();
    for id in organisations {
        let organisation = names.get(id).ok_or(Refusal::NotFound)?;
        let plan = match plans.get(id) {
            Some(plan) => plan.value.clone(),
            None => {
                let plan = empty_plan(ctx, read, organisation);
                parts.plans.push(plan.clone());
                plan
            }
        };
        let open = wanting.get(id).map(Vec::as_slice).unwrap_or_default();
        let measure = measure(ctx, read, &plan, shortcoming(read, open));
        let tie = |one: &KeptShortcoming| MeasureShortcoming {
            organisation: *id,
            measure: measure.id,
            shortcoming: one.id,
            by: ctx.actor_name(),
            at: ctx.now(),
        };
        if plans.contains_key(id) {
            let (plan, version, told) =
                led(ctx, read, &measure, None).await.map_err(|why| of_one(why, organisation))?;
            parts.led.push((record::Plan { n_measures: plan.n_measures + 1, ..plan }, version, told));
        }
        parts.mended.extend(open.iter().map(tie));
        parts.added.push(measure);
    }
    Ok(parts)
}

/// A refusal about one plan of many says whose plan it is.
fn of_one(refused: Refusal, organisation: &otklik_domain::registry::Organisation) -> Refusal {
    let Refusal::Invalid(Faults::Fields(faults)) = refused else { return refused };
    let name = organisation.short_name.as_deref().unwrap_or(&organisation.name);
    let named = |(field, words): (&'static str, String)| match field {
        "plan" => ("organisations", format!("{name}. {words}")),
        _ => (field, words),
    };
    Refusal::Invalid(Faults::Fields(faults.into_iter().map(named).collect()))
}

/// The plan of a row that comes or changes, led to the stage that this makes of it.
pub(super) async fn led(
    ctx: &Ctx,
    read: &Read,
    row: &record::Measure,
    was: Option<&record::Measure>,
) -> Result<(record::Plan, Version, RowChanges), Refusal> {
    let proof = ctx.permit::<AdoptPlan>(Some(row.organisation))?;
    let kept = ctx.store().find_plan(row.plan).await?.ok_or(Refusal::NotFound)?;
    let mut plan = kept.value;
    let was = was.map(|was| was.body_json.clone());
    let told = amend_with(ctx, &mut plan, proof, Amending { row, was, reason: &read.reason, agreed: &read.agreed })?;
    Ok((plan, kept.version, told))
}

/// The newest plan that each organisation follows.
async fn followed(
    ctx: &Ctx,
    organisations: &[OrganisationId],
) -> Result<HashMap<OrganisationId, Kept<record::Plan>>, Refusal> {
    let mut found = HashMap::new();
    for kept in followed_all(ctx, organisations).await? {
        found.entry(kept.value.organisation).or_insert(kept);
    }
    Ok(found)
}

/// Every plan that organisations follow, newest first.
pub(super) async fn followed_all(
    ctx: &Ctx,
    organisations: &[OrganisationId],
) -> Result<Vec<Kept<record::Plan>>, Refusal> {
    let asked =
        PlanQuery { organisations: organisations.to_vec(), state: Some(PlanState::Active), ..PlanQuery::default() };
    lists::plans(ctx.store(), &asked).await
}

/// Open shortcomings that the measure mends, by organisation.
pub(super) async fn wanting(
    ctx: &Ctx,
    read: &Read,
    organisations: &[OrganisationId],
) -> Result<HashMap<OrganisationId, Vec<KeptShortcoming>>, Refusal> {
    let Some(about) = &read.about else { return Ok(HashMap::new()) };
    let asked = ShortcomingQuery {
        organisations: organisations.to_vec(),
        standings: vec![Standing::Open],
        about: Some(about.clone()),
        ..ShortcomingQuery::default()
    };
    let mut found: HashMap<OrganisationId, Vec<KeptShortcoming>> = HashMap::new();
    for kept in ctx.store().list_shortcomings(&asked).await? {
        found.entry(kept.value.organisation).or_default().push(kept.value);
    }
    Ok(found)
}

fn empty_plan(ctx: &Ctx, read: &Read, of: &otklik_domain::registry::Organisation) -> record::Plan {
    let day = |month, day| Date::new(read.year, month, day).ok();
    let plan = Plan {
        id: PlanId(fresh::uuid(ctx.now())),
        organisation: of.id,
        kind: DraftKind::Plan,
        title: Some(title_for(read.year)),
        organisation_as_written: Some(of.name.clone()),
        period: day(1, 1).zip(day(12, 31)).map(|(from, to)| Span { from, to }),
        assessed_year: None,
        approval: None,
        scores: Vec::new(),
        measures: Vec::new(),
    };
    record::Plan { n_measures: 1, ..records::plan_record(ctx, &plan, of.is_example) }
}

/// The shortcoming in the words of the organisation's own register, else as the rulebook says it: without one no plan can
/// be sent.
fn shortcoming(read: &Read, open: &[KeptShortcoming]) -> Option<String> {
    let mut own: Vec<&str> = open.iter().map(|one| one.of.found.as_str()).collect();
    own.dedup();
    if !own.is_empty() {
        return Some(own.join("; "));
    }
    let Some(About::Item(code)) = &read.about else { return None };
    let mut items = crate::score::rulebooks().iter().flat_map(|book| &book.inspections).flat_map(|list| &list.items);
    items.find(|item| item.code == *code).map(|item| item.shortcoming.clone().unwrap_or_else(|| item.title.clone()))
}

fn measure(ctx: &Ctx, read: &Read, plan: &record::Plan, shortcoming: Option<String>) -> record::Measure {
    let measure = Measure {
        shortcoming,
        criterion: read.criterion,
        indicator: read.indicator,
        text: read.text.clone(),
        deadline: Some(read.deadline.clone()),
        result_indicator: read.proof_words.clone(),
        ..Measure::default()
    };
    let tracked = TrackedMeasure {
        id: MeasureId(fresh::uuid(ctx.now())),
        position: usize::try_from(plan.n_measures).unwrap_or_default(),
        measure,
        state: MeasureState::Planned,
        reason: None,
    };
    records::measure_record(plan, &tracked, &ctx.house.calendar)
}

/// What a change of the whole offers to a part: nothing to one that is done, and never words that a club made its own.
pub(super) fn offer(old: &NetworkMeasure, read: &Read, part: Part) -> Offer {
    let record = &part.measure.value;
    let is_own_text = record.text != old.text;
    let is_own_term = record.deadline_as_written.as_deref() != Some(old.term.as_str());
    let text = (read.text != old.text && !is_own_text).then(|| read.text.clone());
    let term = ((&read.term, read.year) != (&old.term, old.year) && !is_own_term).then(|| read.term.clone());
    let keeps = match record.state {
        MeasureState::Reported | MeasureState::Confirmed => Some("сделано: остаётся как есть"),
        MeasureState::NotDone => Some("закрыто как невыполненное: остаётся как есть"),
        _ if text.is_none() && term.is_none() && (is_own_text || is_own_term) => {
            Some("слова или срок изменены в самой организации")
        }
        _ if text.is_none() && term.is_none() => Some("ничего не меняется"),
        _ => None,
    };
    Offer { part, text, term, keeps }
}
