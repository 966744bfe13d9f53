//! Making registers from what a round found: again as often as one likes, without doubles and without losses.

use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::Refusal;
use crate::score::{Book, book, counted, rounds};
use otklik_domain::access::{AdoptPlan, Verb};
use otklik_domain::ids::{OrganisationId, RoundId, ShortcomingId};
use otklik_domain::score::Policy;
use otklik_domain::score::ledger::losses;
use otklik_domain::shortcoming::{About, Shortcoming, Step, shortcomings, step};
use otklik_store::record::{
    Inputs, Kept, KeptShortcoming, RegisterChange, Round, RoundQuery, ShortcomingQuery, ShortcomingRegister,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What making registers did («итог составления реестра»).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// Organisations whose registers were looked at.
    pub n_organisations: usize,
    /// How many shortcomings took each step, what stayed the same aside.
    pub steps: BTreeMap<Step, usize>,
}

/// Where a thing is wanting: branch and what it is about.
type Spot = (Option<String>, About);

/// Makes the registers of a round: of one organisation, or of all where the actor leads plans.
///
/// # Errors
/// `Invalid` when nothing was counted yet; `Stale` when somebody else made one meanwhile; `NotFound`, `NotAllowed`.
pub async fn make_registers(ctx: &Ctx, id: RoundId, only: Option<OrganisationId>) -> Result<Made, Refusal> {
    match only {
        Some(organisation) => drop(ctx.permit::<AdoptPlan>(Some(organisation))?),
        None => ctx.demand_somewhere(Verb::AdoptPlan)?,
    }
    let round = rounds::round(ctx, id).await?.value;
    let inputs = inputs_of(ctx, id, only).await?;
    if inputs.is_empty() {
        return Err(Refusal::field(
            "register",
            "В этом туре нет ни анкет, ни итогов осмотра: реестр не из чего составить",
        ));
    }
    let book = book(ctx.store(), &round.rulebook.sha256).await?;
    let organisations: Vec<OrganisationId> = inputs.iter().map(|(id, _)| *id).collect();
    let earlier = earlier(ctx, &round, only).await?;
    let asked =
        ShortcomingQuery { organisations: organisations.clone(), round: Some(id), ..ShortcomingQuery::default() };
    let mut known: HashMap<OrganisationId, Vec<Kept<KeptShortcoming>>> = HashMap::new();
    for kept in ctx.store().list_shortcomings(&asked).await? {
        if kept.value.of.source.is_of_score() {
            known.entry(kept.value.organisation).or_default().push(kept);
        }
    }
    let registers = ctx.store().list_shortcoming_registers(id, &organisations).await?;
    let mut made = Made { n_organisations: inputs.len(), ..Made::default() };
    let mut changes = Vec::new();
    for (organisation, inputs) in &inputs {
        let making = Making { ctx, round: &round, organisation: *organisation, earlier: earlier.get(organisation) };
        let register = registers.iter().find(|kept| kept.value.organisation == *organisation);
        let known = known.remove(organisation).unwrap_or_default();
        changes.extend(making.change(inputs, &book, known, register, &mut made)?);
    }
    if !changes.is_empty() {
        ctx.store().keep_shortcoming_registers(&ctx.act("make_shortcoming_register"), &changes).await?;
    }
    Ok(made)
}

async fn inputs_of(
    ctx: &Ctx,
    round: RoundId,
    only: Option<OrganisationId>,
) -> Result<Vec<(OrganisationId, Inputs)>, Refusal> {
    let mut found = match only {
        Some(organisation) => vec![(organisation, ctx.store().find_inputs(round, organisation).await?)],
        None => ctx.store().list_inputs(round).await?,
    };
    found.retain(|(organisation, inputs)| !inputs.is_empty() && ctx.may(Verb::AdoptPlan, Some(*organisation)));
    Ok(found)
}

/// What is wanting by inputs.
fn found_in(inputs: &Inputs, book: &Book, policy: &Policy) -> Result<(Vec<Shortcoming>, Option<String>), Refusal> {
    let (assessed, sheet) = counted(inputs, "", book, policy)?;
    let total = sheet.total.as_ref().map(otklik_domain::score::Exact::to_ratio);
    Ok((shortcomings(book, &assessed, &losses(book, &assessed, &sheet)), total))
}

/// What earlier rounds of the same sector found wanting, by organisation and year.
async fn earlier(
    ctx: &Ctx,
    round: &Round,
    only: Option<OrganisationId>,
) -> Result<HashMap<OrganisationId, BTreeMap<i16, BTreeSet<Spot>>>, Refusal> {
    let mut found: HashMap<OrganisationId, BTreeMap<i16, BTreeSet<Spot>>> = HashMap::new();
    let all = ctx.store().list_rounds(&RoundQuery::default()).await?.into_iter().map(|kept| kept.value);
    let is_earlier = |other: &Round| {
        other.rulebook.name == round.rulebook.name && other.year < round.year && other.is_example == round.is_example
    };
    for other in all.filter(is_earlier) {
        let book = book(ctx.store(), &other.rulebook.sha256).await?;
        for (organisation, inputs) in inputs_of(ctx, other.id, only).await? {
            let (all, _) = found_in(&inputs, &book, &other.policy)?;
            let spots = all.into_iter().map(|one| (one.branch, one.about));
            found.entry(organisation).or_default().entry(other.year).or_default().extend(spots);
        }
    }
    Ok(found)
}

/// The register of one organisation in the making.
struct Making<'a> {
    ctx: &'a Ctx,
    round: &'a Round,
    organisation: OrganisationId,
    earlier: Option<&'a BTreeMap<i16, BTreeSet<Spot>>>,
}

impl Making<'_> {
    /// What is to be kept; nothing when all is as it was.
    fn change(
        &self,
        inputs: &Inputs,
        book: &Book,
        known: Vec<Kept<KeptShortcoming>>,
        register: Option<&Kept<ShortcomingRegister>>,
        made: &mut Made,
    ) -> Result<Option<RegisterChange>, Refusal> {
        let (found, total) = found_in(inputs, book, &self.round.policy)?;
        let n_found = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let mut waiting: BTreeMap<Spot, Shortcoming> =
            found.into_iter().map(|one| ((one.branch.clone(), one.about.clone()), one)).collect();
        let (mut changed, mut summary) = (Vec::new(), BTreeMap::<&str, Vec<String>>::new());
        let mut note = |step: Step, about: &About| {
            *made.steps.entry(step).or_default() += 1;
            summary.entry(name_of(step)).or_default().push(about.to_string());
        };
        for kept in known {
            let now = waiting.remove(&(kept.value.of.branch.clone(), kept.value.of.about.clone()));
            let next = KeptShortcoming {
                of: now.clone().unwrap_or_else(|| kept.value.of.clone()),
                earlier_years: self.years(&kept.value.of),
                ..kept.value.clone()
            };
            let Some((step, standing)) = step(Some(kept.value.standing), now.is_some(), next == kept.value) else {
                continue;
            };
            if step != Step::Same {
                note(step, &next.of.about);
                changed.push((KeptShortcoming { standing, ..next }, Some(kept.version)));
            }
        }
        for one in waiting.into_values() {
            note(Step::New, &one.about);
            changed.push((self.newly_found(one), None));
        }
        let is_same = register.is_some_and(|kept| kept.value.total.as_ref().map(|it| it.to_ratio()) == total);
        if changed.is_empty() && is_same {
            return Ok(None);
        }
        let register_now = ShortcomingRegister {
            organisation: self.organisation,
            round: self.round.id,
            n_found,
            total: total.as_deref().and_then(otklik_domain::score::Exact::parse),
            by: self.ctx.actor_name(),
            at: self.ctx.now(),
        };
        let summary_json = serde_json::to_string(&summary).map_err(Refusal::unavailable)?;
        let expected = register.map(|kept| kept.version);
        Ok(Some(RegisterChange { register: register_now, expected, changed, summary_json }))
    }

    fn newly_found(&self, of: Shortcoming) -> KeptShortcoming {
        KeptShortcoming {
            organisation: self.organisation,
            id: ShortcomingId(fresh::uuid(self.ctx.now())),
            round: Some(self.round.id),
            earlier_years: self.years(&of),
            of,
            reference: String::new(),
            found_on: None,
            standing: otklik_domain::shortcoming::Standing::Open,
            reason: None,
            by: self.ctx.actor_name(),
            at: self.ctx.now(),
            is_example: self.round.is_example,
        }
    }

    /// Years of earlier rounds that found the same there, newest first.
    fn years(&self, of: &Shortcoming) -> Vec<i16> {
        let spot = (of.branch.clone(), of.about.clone());
        let years = self.earlier.into_iter().flatten().rev();
        years.filter(|(_, spots)| spots.contains(&spot)).map(|(year, _)| *year).collect()
    }
}

fn name_of(step: Step) -> &'static str {
    match step {
        Step::New => "new",
        Step::Same => "same",
        Step::Changed => "changed",
        Step::Back => "back",
        Step::Gone => "gone",
    }
}
