//! Reports of many organisations put together: chosen ones, of a founder, of a territory, of the whole house.

use super::due::plans_of;
use super::gathering::gather;
use super::numbered::Numbered;
use crate::ctx::Ctx;
use crate::fresh;
use crate::lists;
use crate::paper_out::{ByTemplate, PaperOut, format_of, made_by};
use crate::portal;
use crate::refusal::Refusal;
use crate::templates::own_template;
use otklik_domain::access::{Scope, Verb};
use otklik_domain::ids::{FounderId, OrganisationId, PlanId, TerritoryId};
use otklik_domain::registry::{Organisation, OrganisationState};
use otklik_domain::report::{self, Contribution, Origin, Report, ReportPeriod, ReportStage};
use otklik_papers::forms::Signers;
use otklik_papers::forms::consolidated::{ConsolidatedSheet, compose};
use otklik_papers::report_json;
use otklik_papers::template::{TemplateForm, consolidated_values};
use otklik_store::record::{FiledConsolidated, FiledReport, NewConsolidated, OrganisationQuery, Plan, ReportQuery};
use std::collections::HashMap;
use uuid::Uuid;

/// Kind of what is frozen.
const KIND: &str = "plans";

/// What is to be put together («что свести»). Nothing chosen: every organisation the actor answers for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsolidatedAsked {
    /// Only of this territory with everything below it.
    pub territory: Option<TerritoryId>,
    /// Only of this founder.
    pub founder: Option<FounderId>,
    /// Only these.
    pub organisations: Vec<OrganisationId>,
}

/// Puts the reports of a period together: what was sent where it was, else what is known today.
///
/// # Errors
/// `NotSignedIn`, `NotAllowed`; `NotFound` when one of the chosen is not the actor's to see.
pub async fn consolidate(
    ctx: &Ctx,
    asked: &ConsolidatedAsked,
    period: ReportPeriod,
) -> Result<ConsolidatedSheet, Refusal> {
    ctx.demand_somewhere(Verb::PublishPlan)?;
    let mut organisations = chosen(ctx, asked).await?;
    if organisations.iter().any(|it| !it.is_example) {
        organisations.retain(|it| !it.is_example);
    }
    let ids: Vec<OrganisationId> = organisations.iter().map(|it| it.id).collect();
    let places = portal::choices(ctx).await?.territories;
    let places: HashMap<TerritoryId, String> = places.into_iter().map(|it| (it.id, it.name)).collect();
    let mut reports = if ids.is_empty() { HashMap::new() } else { reports(ctx, ids, period).await? };
    let (mut contributions, mut without_plan) = (Vec::new(), Vec::new());
    for it in organisations {
        let name = it.short_name.clone().unwrap_or_else(|| it.name.clone());
        let Some((origin, report)) = reports.remove(&it.id) else {
            without_plan.push(name);
            continue;
        };
        let territory = it.territory.and_then(|id| places.get(&id).cloned());
        contributions.push(Contribution { organisation: it.id, name, territory, origin, report });
    }
    let signers = Signers { made_on: Some(ctx.today()), ..Signers::default() };
    let scope = scope_in_words(ctx, asked).await?;
    let consolidated = report::consolidate(period, ctx.today(), contributions, without_plan);
    let template = own_template(ctx, TemplateForm::Consolidated).await?.map(|hash| hash.to_string());
    Ok(ConsolidatedSheet { scope, consolidated, replaces: None, signers, template })
}

/// The organisations that are meant, within the actor's scope.
async fn chosen(ctx: &Ctx, asked: &ConsolidatedAsked) -> Result<Vec<Organisation>, Refusal> {
    let own = ctx.own_organisations(asked.organisations.clone())?;
    let query = OrganisationQuery { organisations: own, founder: asked.founder, ..OrganisationQuery::default() };
    let mut all = lists::organisations(ctx.store(), &query).await?;
    all.retain(|it| it.state == OrganisationState::Open);
    if let Some(territory) = asked.territory {
        let within = lists::territories_within(ctx.store(), territory).await?;
        all.retain(|it| it.territory.is_some_and(|id| within.contains(&id)));
    }
    Ok(all)
}

/// Organisations that can be ticked: those of the territory and the founder that the actor answers for, by name.
///
/// # Errors
/// `NotSignedIn`, `NotAllowed`.
pub async fn candidates(ctx: &Ctx, asked: &ConsolidatedAsked) -> Result<Vec<Organisation>, Refusal> {
    ctx.demand_somewhere(Verb::PublishPlan)?;
    let wider = ConsolidatedAsked { organisations: Vec::new(), ..asked.clone() };
    let mut all = chosen(ctx, &wider).await?;
    if all.iter().any(|it| !it.is_example) {
        all.retain(|it| !it.is_example);
    }
    all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(all)
}

/// Reports by organisation: plans of one are put one after another.
async fn reports(
    ctx: &Ctx,
    ids: Vec<OrganisationId>,
    period: ReportPeriod,
) -> Result<HashMap<OrganisationId, (Origin, Report)>, Refusal> {
    let plans = plans_of(ctx, ids.clone(), period).await?;
    let asked = ReportQuery {
        organisations: ids,
        period: Some(period),
        stages: vec![ReportStage::Sent, ReportStage::Accepted],
        with_bodies: true,
        ..ReportQuery::default()
    };
    let mut sent: HashMap<PlanId, FiledReport> = HashMap::new();
    for kept in ctx.store().list_reports(&asked).await? {
        sent.entry(kept.value.plan).or_insert(kept.value);
    }
    let unsent: Vec<PlanId> = plans.iter().map(|plan| plan.id).filter(|id| !sent.contains_key(id)).collect();
    let mut followed = gather(ctx, &unsent, period).await?;
    let mut all: HashMap<OrganisationId, (Origin, Report)> = HashMap::new();
    for plan in plans {
        let one = match sent.remove(&plan.id) {
            Some(filed) => of_filed(ctx, &filed)?,
            None => {
                let own = followed.remove(&plan.id).unwrap_or_default();
                (Origin::Register, report::report(&own, period, ctx.today(), plan.from, None))
            }
        };
        add(&mut all, &plan, one);
    }
    Ok(all)
}

fn of_filed(ctx: &Ctx, filed: &FiledReport) -> Result<(Origin, Report), Refusal> {
    let sheet = report_json::from_json(&filed.body_json).map_err(Refusal::unavailable)?;
    let at = filed.sent.as_ref().map_or(filed.at, |(_, at)| *at);
    let on = ctx.house.zone.to_datetime(at).date();
    Ok((Origin::Sent { number: filed.number.unwrap_or_default(), on }, sheet.report))
}

fn add(all: &mut HashMap<OrganisationId, (Origin, Report)>, plan: &Plan, (origin, report): (Origin, Report)) {
    match all.get_mut(&plan.organisation) {
        None => {
            all.insert(plan.organisation, (origin, report));
        }
        Some((before, whole)) => {
            whole.rows.extend(report.rows);
            // One plan without a report makes the organisation one that still has to send.
            if origin == Origin::Register {
                *before = Origin::Register;
            }
        }
    }
}

async fn scope_in_words(ctx: &Ctx, asked: &ConsolidatedAsked) -> Result<String, Refusal> {
    let choices = portal::choices(ctx).await?;
    let territory = asked.territory.and_then(|id| choices.territories.iter().find(|it| it.id == id));
    let founder = asked.founder.and_then(|id| choices.founders.iter().find(|it| it.id == id));
    let words: Vec<String> = territory
        .map(|it| format!("Территория: {} {}", it.kind, it.name))
        .into_iter()
        .chain(founder.map(|it| format!("Учредитель: {}", it.name)))
        .chain((!asked.organisations.is_empty()).then(|| format!("Выбрано организаций: {}", asked.organisations.len())))
        .collect();
    Ok(if words.is_empty() { "Все организации".to_owned() } else { words.join(". ") })
}

/// Freezes what is put together under the next number of its year; answers its id.
///
/// # Errors
/// `Invalid` when no organisation has a plan in the period; as [`consolidate`].
pub async fn freeze(
    ctx: &Ctx,
    asked: &ConsolidatedAsked,
    period: ReportPeriod,
    replaces: Option<Uuid>,
) -> Result<Uuid, Refusal> {
    let mut sheet = consolidate(ctx, asked, period).await?;
    let contributions = &sheet.consolidated.contributions;
    if contributions.is_empty() {
        return Err(Refusal::field(
            "period",
            "Ни у одной из выбранных организаций нет плана на этот период: сводить нечего",
        ));
    }
    for it in contributions {
        ctx.demand(Verb::PublishPlan, Some(it.organisation))?;
    }
    let organisations: Vec<OrganisationId> = contributions.iter().map(|it| it.organisation).collect();
    if let Some(former) = replaces {
        sheet.replaces = Some(visible(ctx).await?.to_correct(former)?);
    }
    let real = OrganisationQuery {
        organisations: organisations.clone(),
        is_example: Some(false),
        ..OrganisationQuery::default()
    };
    let is_example = ctx.store().count_organisations(&real).await? == 0;
    let new = NewConsolidated {
        id: fresh::uuid(ctx.now()),
        kind: KIND.to_owned(),
        year: period.year(),
        period: period.to_string(),
        scope: sheet.scope.clone(),
        organisations,
        replaces,
        as_of: ctx.today(),
        body_json: report_json::consolidated_to_json(&sheet),
        is_example,
    };
    ctx.store().keep_consolidated(&ctx.act("consolidate_reports"), &new).await?;
    Ok(new.id)
}

async fn visible(ctx: &Ctx) -> Result<Numbered, Refusal> {
    ctx.demand_somewhere(Verb::PublishPlan)?;
    let all = match &ctx.actor.scope {
        Scope::Everywhere => ctx.store().list_consolidated(None).await?,
        Scope::Within(reach) => {
            let own: Vec<OrganisationId> = reach.organisations().collect();
            ctx.store().list_consolidated(Some(&own)).await?
        }
        Scope::Nowhere => Vec::new(),
    };
    Ok(Numbered::of(all, KIND))
}

/// Frozen ones the actor may see, newest first, without bodies.
///
/// # Errors
/// `NotSignedIn`, `NotAllowed`.
pub async fn consolidated_list(ctx: &Ctx) -> Result<Numbered, Refusal> {
    visible(ctx).await
}

/// A frozen one with what it says («сводный отчёт в деле с содержанием»).
#[derive(Debug, Clone)]
pub struct FiledSheet {
    /// Its record.
    pub filed: FiledConsolidated,
    /// What it says.
    pub sheet: ConsolidatedSheet,
    /// Number of the one that took its place.
    pub replaced_by: Option<i64>,
}

/// A frozen one.
///
/// # Errors
/// `NotFound` when there is none the actor may see.
pub async fn consolidated(ctx: &Ctx, id: Uuid) -> Result<FiledSheet, Refusal> {
    ctx.demand_somewhere(Verb::PublishPlan)?;
    let all = visible(ctx).await?;
    all.find(id)?;
    let filed = ctx.store().find_consolidated(id).await?.ok_or(Refusal::NotFound)?;
    let sheet = report_json::consolidated_from_json(&filed.body_json).map_err(Refusal::unavailable)?;
    Ok(FiledSheet { filed, sheet, replaced_by: all.replaced_by(id) })
}

/// A frozen one as an office paper, the same bytes each time.
///
/// # Errors
/// As [`consolidated`]; `Invalid` when the format is unknown.
pub async fn consolidated_paper(ctx: &Ctx, id: Uuid, format: &str) -> Result<PaperOut, Refusal> {
    let FiledSheet { filed, sheet, .. } = consolidated(ctx, id).await?;
    let name = format!("Сводный отчёт № {} за {}", filed.number, sheet.consolidated.period.in_words());
    let number = Some(filed.number);
    let by = ByTemplate::frozen(sheet.template.as_deref(), || consolidated_values(&sheet, number));
    made_by(ctx, by, || compose(&sheet, number), name, format_of(format)?).await
}
