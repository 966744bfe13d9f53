//! How the surveys of a round go: every place against its target, who is behind first.
//!
//! In come a round and perhaps a territory; out go shortfalls, computed each time, on a page and as a paper. It refuses to
//! keep what can be computed, and to look at a single answer.

use super::opening::stage_of;
use crate::ctx::Ctx;
use crate::lists;
use crate::paper_out::{ByTemplate, PaperOut, format_of, made_by};
use crate::refusal::Refusal;
use crate::scopes::OwnBranches;
use crate::score::{books, rounds::rulebook_of};
use otklik_domain::access::{Scope, Verb};
use otklik_domain::ids::{RoundId, TerritoryId};
use otklik_domain::registry::Territory;
use otklik_domain::rulebook::SampleNorm;
use otklik_domain::survey::{Curve, Progress, Stage};
use otklik_papers::forms::progress::{self, ProgressLine, SurveyProgress};
use otklik_papers::template::{TemplateForm, progress_values};
use otklik_store::record::{PlaceSurvey, PlannedPlace, Round, RoundPlace};
use std::collections::BTreeSet;

/// A place of a round against its target.
#[derive(Debug, Clone)]
pub struct PlaceProgress {
    /// The place.
    pub place: RoundPlace,
    /// Where it stands; `None` while nobody said how many it needs.
    pub progress: Option<Progress>,
    /// Where its survey is; `None` where none was opened.
    pub stage: Option<Stage>,
}

/// How a round goes as a whole.
#[derive(Debug, Clone)]
pub struct RoundProgress {
    /// The round.
    pub round: Round,
    /// The norm of its rulebook.
    pub norm: Option<SampleNorm>,
    /// Places, who is behind most first.
    pub places: Vec<PlaceProgress>,
    /// Places that nobody planned yet.
    pub n_unplanned: usize,
    /// Sums over the places that are planned.
    pub whole: Progress,
    /// Answers of all these places by day and way, those that were left out among them.
    pub curve: Curve,
}

/// A place against what it needs, today.
pub(super) fn placed(ctx: &Ctx, round: &Round, norm: Option<&SampleNorm>, place: RoundPlace) -> PlaceProgress {
    let term = place.survey.as_ref().map_or(round.dates.survey, |survey| survey.term);
    let needed = place.target.needed(norm);
    let progress = needed.map(|needed| Progress::on(ctx.today(), term, needed, place.respondents));
    let stage = place.survey.as_ref().map(|survey| stage_now(ctx, round, survey));
    PlaceProgress { place, progress, stage }
}

fn stage_now(ctx: &Ctx, round: &Round, survey: &PlaceSurvey) -> Stage {
    stage_of(survey.is_closed, survey.term, round, ctx.today())
}

/// Who is behind most stands first, then who is short most, then by name; what nobody planned stands last.
fn in_order(places: &mut [PlaceProgress]) {
    let key = |it: &PlaceProgress| {
        let (behind, short) = it.progress.map_or((0, 0), |progress| (progress.behind, progress.short));
        (it.progress.is_none(), std::cmp::Reverse((behind, short)))
    };
    places.sort_by_key(key);
}

/// How the surveys of a round go, within the actor's scope and a territory.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn round_progress(ctx: &Ctx, id: RoundId, territory: Option<TerritoryId>) -> Result<RoundProgress, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let (round, book) = rulebook_of(ctx, id).await?;
    let norm = book.sample.clone();
    let wanted = match territory {
        Some(top) => Some(lists::territories_within(ctx.store(), top).await?),
        None => None,
    };
    let own = OwnBranches::of(ctx).await?;
    let is_wanted = |place: &RoundPlace| {
        let is_there = wanted.as_ref().is_none_or(|all| place.territory.is_some_and(|id| all.contains(&id)));
        is_there && ctx.may(Verb::SeePrivate, own.place(place.organisation, &place.branch))
    };
    let all = ctx.store().list_round_places(id).await?;
    let mut places: Vec<PlaceProgress> =
        all.into_iter().filter(is_wanted).map(|place| placed(ctx, &round, norm.as_ref(), place)).collect();
    in_order(&mut places);
    let planned: Vec<Progress> = places.iter().filter_map(|it| it.progress).collect();
    let sum = |of: fn(&Progress) -> u64| planned.iter().map(of).fold(0, u64::saturating_add);
    let whole = Progress {
        target: sum(|it| it.target),
        have: sum(|it| it.have),
        short: sum(|it| it.short),
        expected: planned.iter().map(|it| it.expected).try_fold(0, |all: u64, one| Some(all.saturating_add(one?))),
        behind: sum(|it| it.behind),
    };
    let curve = curve_of(ctx, id, territory.is_none(), &places).await?;
    Ok(RoundProgress { round, norm, n_unplanned: places.len() - planned.len(), places, whole, curve })
}

/// How far the surveys of a round are behind their plans («отставание опроса»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Behind {
    /// So many places are behind.
    pub n_places: u64,
    /// So many questionnaires are missing in them by today.
    pub n_answers: u64,
}

impl Behind {
    fn plus(self, behind: u64) -> Self {
        let n_places = self.n_places.saturating_add(u64::from(behind > 0));
        Behind { n_places, n_answers: self.n_answers.saturating_add(behind) }
    }
}

/// How far the surveys of a round are behind, within the actor's scope: the sums of [`round_progress`], without its list.
///
/// The first page of the cabinet asks it at each look, so only places are read that can be behind.
///
/// # Errors
/// `NotAllowed`; `Unavailable` for a round whose rules this program does not know.
pub async fn behind(ctx: &Ctx, round: &Round) -> Result<Behind, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let norm = books::book(ctx.store(), &round.rulebook.sha256).await?.sample.clone();
    let own = OwnBranches::of(ctx).await?;
    let places = ctx.store().list_planned_places(round.id, &ctx.touched_organisations()?).await?;
    let is_own = |it: &PlannedPlace| ctx.may(Verb::SeePrivate, own.place(it.organisation, &it.branch));
    let behind = |place: PlannedPlace| {
        let term = place.term.unwrap_or(round.dates.survey);
        let needed = place.target.needed(norm.as_ref())?;
        Some(Progress::on(ctx.today(), term, needed, place.respondents).behind)
    };
    Ok(places.into_iter().filter(is_own).filter_map(behind).fold(Behind::default(), Behind::plus))
}

/// Days of the whole round in one question; of the places somebody sees, by place.
async fn curve_of(ctx: &Ctx, id: RoundId, is_whole: bool, places: &[PlaceProgress]) -> Result<Curve, Refusal> {
    if is_whole && ctx.actor.scope == Scope::Everywhere {
        return Ok(Curve::of(ctx.store().count_days(id).await?));
    }
    let shown: BTreeSet<_> = places.iter().map(|it| (it.place.organisation, it.place.branch.as_str())).collect();
    let counts = ctx.store().count_answers(id, None).await?;
    let own = counts.iter().filter(|count| shown.contains(&(count.organisation, count.branch.as_str())));
    Ok(Curve::of(own.map(|count| (count.on, count.channel, count.n))))
}

async fn territories(ctx: &Ctx) -> Result<Vec<Territory>, Refusal> {
    Ok(ctx.store().list_territories().await?.into_iter().map(|kept| kept.value).collect())
}

/// The list of places as a paper: the lines as they are given.
///
/// # Errors
/// `Invalid` when the format is unknown.
pub async fn progress_paper(ctx: &Ctx, shown: &RoundProgress, format: &str) -> Result<PaperOut, Refusal> {
    let format = format_of(format)?;
    let territories = territories(ctx).await?;
    let name = |id: Option<TerritoryId>| territories.iter().find(|it| Some(it.id) == id).map(|it| it.name.clone());
    let line = |it: &PlaceProgress| ProgressLine {
        organisation: it.place.name.clone(),
        branch: it.place.branch.clone(),
        territory: name(it.place.territory).unwrap_or_default(),
        n_served: it.place.target.n_served,
        target: it.progress.map(|progress| progress.target),
        have: it.place.respondents,
        short: it.progress.map(|progress| progress.short),
        behind: it.progress.map_or(0, |progress| progress.behind),
        state: it.stage.map_or("не открыт", Stage::in_words).to_owned(),
    };
    let of = SurveyProgress {
        about: vec![shown.round.title.clone(), format!("На {}", ctx.today().strftime("%d.%m.%Y"))],
        lines: shown.places.iter().map(line).collect(),
        notes: vec!["Сначала те, кто больше всего отстаёт от графика.".to_owned()],
        made_on: Some(ctx.today()),
    };
    let by = ByTemplate::own(ctx, TemplateForm::Progress, || progress_values(&of)).await?;
    made_by(ctx, by, || progress::compose(&of), format!("Ход опроса {}", shown.round.year), format).await
}
