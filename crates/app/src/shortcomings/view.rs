//! The register as people see it: of one organisation with what mends each line, of a network by how far things reach.

use super::{mending, typing, whole_catalogue};
use crate::ctx::Ctx;
use crate::lists;
use crate::portal;
use crate::refusal::Refusal;
use crate::score::rounds;
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, RoundId, ShortcomingId};
use otklik_domain::registry::Organisation;
use otklik_domain::score::Exact;
use otklik_domain::shortcoming::{About, Extent, Shortcoming, Source, Standing, Typical, in_form_order};
use otklik_store::record::{
    Kept, KeptShortcoming, Measure, OrganisationQuery, Reaches, Round, RoundQuery, ShortcomingQuery,
    ShortcomingRegister,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A line of a register.
#[derive(Debug, Clone)]
pub struct Line {
    /// The shortcoming.
    pub kept: Kept<KeptShortcoming>,
    /// How far it reaches among the organisations that the actor sees.
    pub extent: Option<Extent>,
    /// Measures of plans that mend it.
    pub mended_by: Vec<Measure>,
    /// What usually mends it.
    pub typical: Option<Typical>,
}

/// The register of an organisation.
#[derive(Debug, Clone)]
pub struct RegisterView {
    /// Whose it is.
    pub organisation: Organisation,
    /// Rounds of its sector, newest first.
    pub rounds: Vec<Round>,
    /// The one that is shown.
    pub round: Option<Round>,
    /// That it was made.
    pub register: Option<ShortcomingRegister>,
    /// Its lines in the order of the official form.
    pub lines: Vec<Line>,
}

/// One shortcoming with what mends it.
#[derive(Debug, Clone)]
pub struct One {
    /// Whose it is.
    pub organisation: Organisation,
    /// The round it was found in.
    pub round: Option<Round>,
    /// The shortcoming with what mends it.
    pub line: Line,
}

/// One thing that is wanting in a network.
#[derive(Debug, Clone)]
pub struct NetworkLine {
    /// What is wanting, as the first organisation has it.
    pub of: Shortcoming,
    /// How far it reaches.
    pub extent: Extent,
    /// What it costs all of them together.
    pub loss: Exact,
    /// In how many it is found again.
    pub n_again: u64,
    /// Where: organisations with their shortcomings.
    pub places: Vec<(OrganisationId, String, ShortcomingId)>,
}

/// The register of a network in a round.
#[derive(Debug, Clone)]
pub struct NetworkRegister {
    /// The round.
    pub round: Round,
    /// Organisations whose registers were made, within what was asked.
    pub n_organisations: u64,
    /// Lines, those that reach farthest first.
    pub lines: Vec<NetworkLine>,
}

/// The register of an organisation: of the round that is asked, else of the newest that has one.
///
/// # Errors
/// `NotFound` when there is no such organisation or round that the actor may see.
pub async fn register(ctx: &Ctx, id: OrganisationId, round: Option<RoundId>) -> Result<RegisterView, Refusal> {
    ctx.demand(Verb::SeePrivate, Some(id))?;
    let organisation = ctx.store().find_organisation(id).await?.ok_or(Refusal::NotFound)?.value;
    let rounds = rounds_of(ctx, &organisation).await?;
    let asked = ShortcomingQuery { organisations: vec![id], ..ShortcomingQuery::default() };
    let all = ctx.store().list_shortcomings(&asked).await?;
    let chosen = match round {
        Some(id) => Some(rounds.iter().find(|round| round.id == id).ok_or(Refusal::NotFound)?),
        None => {
            let has_some = |round: &&Round| all.iter().any(|kept| kept.value.round == Some(round.id));
            rounds.iter().find(has_some).or(rounds.first())
        }
    };
    let chosen = chosen.cloned();
    let shown = |kept: &Kept<KeptShortcoming>| {
        kept.value.round.is_none() || kept.value.round == chosen.as_ref().map(|round| round.id)
    };
    let shown: Vec<_> = all.into_iter().filter(shown).collect();
    let register = match &chosen {
        Some(round) => ctx.store().list_shortcoming_registers(round.id, &[id]).await?.pop(),
        None => None,
    };
    let lines = lines(ctx, &organisation, chosen.as_ref(), shown).await?;
    Ok(RegisterView { organisation, rounds, round: chosen, register: register.map(|kept| kept.value), lines })
}

async fn rounds_of(ctx: &Ctx, organisation: &Organisation) -> Result<Vec<Round>, Refusal> {
    let all = ctx.store().list_rounds(&RoundQuery::default()).await?.into_iter().map(|kept| kept.value);
    let is_of = |round: &Round| {
        round.rulebook.name == organisation.sector.name() && round.is_example == organisation.is_example
    };
    let mut rounds: Vec<Round> = all.filter(is_of).collect();
    rounds.sort_by_key(|round| std::cmp::Reverse((round.year, round.id)));
    Ok(rounds)
}

async fn lines(
    ctx: &Ctx,
    organisation: &Organisation,
    round: Option<&Round>,
    all: Vec<Kept<KeptShortcoming>>,
) -> Result<Vec<Line>, Refusal> {
    let catalogue = whole_catalogue(ctx, organisation.sector.name()).await?;
    let reaches = match round {
        Some(round) => reaches(ctx, round.id).await?,
        None => Reaches::default(),
    };
    let ids: Vec<ShortcomingId> = all.iter().map(|kept| kept.value.id).collect();
    let mut mending = mending::measures_of(ctx, &ids).await?;
    let line = |kept: Kept<KeptShortcoming>| Line {
        extent: extent(&reaches, &kept.value),
        mended_by: mending.remove(&kept.value.id).unwrap_or_default(),
        typical: catalogue.typical(&kept.value.of).cloned(),
        kept,
    };
    let mut lines: Vec<Line> = all.into_iter().map(line).collect();
    in_form_order(&mut lines, |line| &line.kept.value.of);
    Ok(lines)
}

/// How far things reach among the organisations that the actor sees.
async fn reaches(ctx: &Ctx, round: RoundId) -> Result<Reaches, Refusal> {
    let own = ctx.own_organisations(Vec::new())?;
    Ok(ctx.store().count_reaches(round, &own).await?)
}

fn extent(reaches: &Reaches, one: &KeptShortcoming) -> Option<Extent> {
    let n = *reaches.by_about.get(&one.of.about.to_string())?;
    (one.of.source.is_of_score() && one.standing != Standing::Gone).then_some(Extent { n, of: reaches.n_organisations })
}

/// One shortcoming.
///
/// # Errors
/// `NotFound` when there is none the actor may see.
pub async fn one(ctx: &Ctx, id: ShortcomingId) -> Result<One, Refusal> {
    let kept = typing::find(ctx, id).await?;
    let organisation = ctx.store().find_organisation(kept.value.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let round = match kept.value.round {
        Some(id) => Some(rounds::round(ctx, id).await?.value),
        None => None,
    };
    let line = lines(ctx, &organisation, round.as_ref(), vec![kept]).await?.pop().ok_or(Refusal::NotFound)?;
    Ok(One { organisation, round, line })
}

/// What a network lacks in a round, narrowed by founder, territory or words.
///
/// # Errors
/// `NotFound` when there is no such round, `NotAllowed`.
pub async fn network_register(ctx: &Ctx, id: RoundId, asked: &OrganisationQuery) -> Result<NetworkRegister, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let round = rounds::round(ctx, id).await?.value;
    let within = within(ctx, asked).await?;
    let is_within = |organisation: &OrganisationId| {
        within.as_ref().is_none_or(|all| all.contains(organisation)) && ctx.may(Verb::SeePrivate, Some(*organisation))
    };
    let registers = ctx.store().list_shortcoming_registers(id, &[]).await?;
    let made: BTreeSet<OrganisationId> =
        registers.into_iter().map(|kept| kept.value.organisation).filter(is_within).collect();
    let asked = ShortcomingQuery {
        round: Some(id),
        standings: vec![Standing::Open, Standing::Aside],
        ..ShortcomingQuery::default()
    };
    let all = ctx.store().list_shortcomings(&asked).await?.into_iter().map(|kept| kept.value);
    let all: Vec<KeptShortcoming> = all.filter(|one| is_within(&one.organisation)).collect();
    let ids: Vec<OrganisationId> = all.iter().map(|one| one.organisation).collect();
    let names = portal::names(ctx, &ids).await?;
    let n_organisations = made.len() as u64;
    Ok(NetworkRegister { round, n_organisations, lines: grouped(all, &names, n_organisations) })
}

/// Organisations that a filter finds; nothing when there is no filter.
pub(crate) async fn within(ctx: &Ctx, asked: &OrganisationQuery) -> Result<Option<BTreeSet<OrganisationId>>, Refusal> {
    if *asked == OrganisationQuery::default() {
        return Ok(None);
    }
    let found = lists::organisations(ctx.store(), asked).await?;
    Ok(Some(found.into_iter().map(|organisation| organisation.id).collect()))
}

/// «Не все удовлетворены доступностью услуг (вопрос 7)» of «7: Удовлетворены ли Вы доступностью услуг (…)?».
fn not_all(question: &str) -> String {
    let plain = || format!("Не ответили «да» на вопрос {question}");
    let Some((number, wording)) = question.split_once(": ") else { return plain() };
    let asked = [("Удовлетворены ли Вы ", "удовлетворены"), ("Готовы ли Вы ", "готовы")];
    let Some((said, what)) = asked.into_iter().find_map(|(ask, said)| Some((said, wording.strip_prefix(ask)?))) else {
        return plain();
    };
    let what = what.split_once(" (").map_or(what, |(what, _)| what).trim_end_matches('?');
    format!("Не все {said} {what} (вопрос {number})")
}

fn grouped(
    all: Vec<KeptShortcoming>,
    names: &HashMap<OrganisationId, String>,
    n_organisations: u64,
) -> Vec<NetworkLine> {
    let mut groups: BTreeMap<About, Vec<KeptShortcoming>> = BTreeMap::new();
    for one in all {
        groups.entry(one.of.about.clone()).or_default().push(one);
    }
    let line = |group: Vec<KeptShortcoming>| {
        let places: BTreeSet<OrganisationId> = group.iter().map(|one| one.organisation).collect();
        let again: BTreeSet<OrganisationId> =
            group.iter().filter(|one| !one.earlier_years.is_empty()).map(|one| one.organisation).collect();
        let name = |id: OrganisationId| names.get(&id).cloned().unwrap_or_default();
        let mut of = group.first()?.of.clone();
        if of.source == Source::Share && places.len() > 1 {
            // The numbers are of one organisation; the question is of all.
            of.found = of.found.split_once(" на вопрос ").map_or_else(String::new, |(_, rest)| not_all(rest));
        }
        let loss = group.iter().filter_map(|one| one.of.loss.as_ref()).fold(Exact::zero(), |sum, loss| &sum + loss);
        Some(NetworkLine {
            of,
            extent: Extent { n: places.len() as u64, of: n_organisations.max(places.len() as u64) },
            loss,
            n_again: again.len() as u64,
            places: group.iter().map(|one| (one.organisation, name(one.organisation), one.id)).collect(),
        })
    };
    let mut lines: Vec<NetworkLine> = groups.into_values().filter_map(line).collect();
    lines.sort_by(|a, b| (b.extent.n, &b.loss, &a.of.about).cmp(&(a.extent.n, &a.loss, &b.of.about)));
    lines
}

#[cfg(test)]
mod tests {
    use super::not_all;

    #[test]
    fn a_question_becomes_what_is_wanting() {
        for (question, expected) in [
            (
                "7: Удовлетворены ли Вы доступностью предоставления услуг для инвалидов в организации?",
                "Не все удовлетворены доступностью предоставления услуг для инвалидов в организации (вопрос 7)",
            ),
            (
                "5: Удовлетворены ли Вы комфортностью условий (зона отдыха (ожидания); прочие условия)?",
                "Не все удовлетворены комфортностью условий (вопрос 5)",
            ),
            (
                "12: Готовы ли Вы рекомендовать данную организацию родственникам и знакомым (или могли бы)?",
                "Не все готовы рекомендовать данную организацию родственникам и знакомым (вопрос 12)",
            ),
            ("3: Видели ли Вы стенд?", "Не ответили «да» на вопрос 3: Видели ли Вы стенд?"),
            ("3", "Не ответили «да» на вопрос 3"),
        ] {
            assert_eq!(not_all(question), expected);
        }
    }
}
