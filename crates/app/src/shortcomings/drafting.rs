//! A plan out of a register in one step: typical measures with their terms and proof, in the order of the form.

use super::whole_catalogue;
use crate::ctx::Ctx;
use crate::fresh;
use crate::records;
use crate::refusal::Refusal;
use crate::score::rounds;
use otklik_domain::Date;
use otklik_domain::access::AdoptPlan;
use otklik_domain::ids::{MeasureId, OrganisationId, PlanId, RoundId, ShortcomingId};
use otklik_domain::plan::{self, Draft, DraftKind, Span};
use otklik_domain::shortcoming::{Ask, Proposed, Shortcoming, Standing, propose};
use otklik_store::record::{self, KeptShortcoming, MeasureShortcoming, ShortcomingQuery};

/// The title that the official form asks for.
const TITLE: &str =
    "План по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг";

/// The year for which a plan is drafted today: the next one from October on.
pub(crate) fn default_year(today: Date) -> i16 {
    if today.month() >= 10 { today.year() + 1 } else { today.year() }
}

/// The title of a plan of a year.
pub(crate) fn title_for(year: i16) -> String {
    format!("{TITLE}, на {year} год")
}

/// Drafts a plan for chosen shortcomings of a round; without a choice for all that wait and have no measure yet.
///
/// Executors stay empty: they are demanded when the plan is sent for approval.
///
/// # Errors
/// `Invalid` when nothing is chosen or the year is no year; `NotFound`, `NotAllowed`.
pub async fn draft_plan(
    ctx: &Ctx,
    organisation: OrganisationId,
    round: Option<RoundId>,
    chosen: &[ShortcomingId],
    year: &str,
) -> Result<PlanId, Refusal> {
    let proof = ctx.permit::<AdoptPlan>(Some(organisation))?;
    let of = ctx.store().find_organisation(organisation).await?.ok_or(Refusal::NotFound)?.value;
    let year = year_of(ctx, year)?;
    let round = match round {
        Some(id) => Some(rounds::round(ctx, id).await?.value),
        None => None,
    };
    let all = open(ctx, organisation, round.as_ref(), chosen).await?;
    let catalogue = whole_catalogue(ctx, of.sector.name()).await?;
    let basis = round.as_ref().map_or_else(|| "Предложения и обращения".to_owned(), basis_of);
    let shortcomings: Vec<Shortcoming> = all.iter().map(|one| one.of.clone()).collect();
    let proposed = propose(&shortcomings, &catalogue, &Ask { year, basis });
    let draft = Draft {
        title: Some(title_for(year)),
        organisation: Some(of.name.clone()),
        organisation_as_written: Some(of.name.clone()),
        period: span(year),
        assessed_year: round.as_ref().map(|round| round.year),
        measures: proposed.iter().map(|it| it.measure.clone()).collect(),
        ..Draft::empty(DraftKind::Plan)
    };
    let now = ctx.now();
    let plan = plan::adopt(&draft, organisation, PlanId(fresh::uuid(now)), || MeasureId(fresh::uuid(now)), proof)?;
    let record = records::plan_record(ctx, &plan, of.is_example);
    let measures: Vec<record::Measure> =
        plan.measures.iter().map(|m| records::measure_record(&record, m, &ctx.house.calendar)).collect();
    let ties = ties(ctx, &proposed, &measures, &all);
    ctx.store().keep_plan_of_register(&ctx.act("draft_plan"), &record, &measures, &ties).await?;
    Ok(plan.id)
}

fn basis_of(round: &record::Round) -> String {
    format!("Результаты независимой оценки качества {} года («{}»)", round.year, round.title)
}

fn year_of(ctx: &Ctx, typed: &str) -> Result<i16, Refusal> {
    let this = ctx.today().year();
    match typed.trim() {
        "" => Ok(default_year(ctx.today())),
        text => text.parse().ok().filter(|year| (this - 1..=this + 5).contains(year)).ok_or_else(|| {
            Refusal::field("year", format!("Год плана — число, например {}", default_year(ctx.today())))
        }),
    }
}

fn span(year: i16) -> Option<Span> {
    Some(Span { from: Date::new(year, 1, 1).ok()?, to: Date::new(year, 12, 31).ok()? })
}

/// Shortcomings that wait: those chosen, else those without a measure.
async fn open(
    ctx: &Ctx,
    organisation: OrganisationId,
    round: Option<&record::Round>,
    chosen: &[ShortcomingId],
) -> Result<Vec<KeptShortcoming>, Refusal> {
    let asked = ShortcomingQuery {
        organisations: vec![organisation],
        standings: vec![Standing::Open],
        ids: chosen.to_vec(),
        ..ShortcomingQuery::default()
    };
    let of_round = |one: &KeptShortcoming| {
        one.organisation == organisation && (one.round.is_none() || one.round == round.map(|round| round.id))
    };
    let found = ctx.store().list_shortcomings(&asked).await?.into_iter().map(|kept| kept.value);
    let mut found: Vec<KeptShortcoming> = found.filter(of_round).collect();
    if chosen.is_empty() {
        let ids: Vec<ShortcomingId> = found.iter().map(|one| one.id).collect();
        let ties = ctx.store().list_mending(&ids).await?;
        found.retain(|one| !ties.iter().any(|tie| tie.shortcoming == one.id));
    }
    if found.is_empty() {
        let words = "Нет недостатков без мер: составьте реестр, впишите недостаток или выберите строки сами";
        return Err(Refusal::field("shortcomings", words));
    }
    Ok(found)
}

fn ties(
    ctx: &Ctx,
    proposed: &[Proposed],
    measures: &[record::Measure],
    all: &[KeptShortcoming],
) -> Vec<MeasureShortcoming> {
    let of_measure = |(it, measure): (&Proposed, &record::Measure)| {
        let tie = |one: &KeptShortcoming| MeasureShortcoming {
            organisation: measure.organisation,
            measure: measure.id,
            shortcoming: one.id,
            by: ctx.actor_name(),
            at: ctx.now(),
        };
        it.mends.iter().filter_map(|at| all.get(*at)).map(tie).collect::<Vec<_>>()
    };
    proposed.iter().zip(measures).flat_map(of_measure).collect()
}
