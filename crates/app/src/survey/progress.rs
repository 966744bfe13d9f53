//! How the surveys of a round go: every place against its target, who is behind first; one place with its days, ways and
//! quotas.
//!
//! In come targets that people type; out go shortfalls, computed each time. It refuses to keep what can be computed, and
//! to look at a single answer anywhere but on the page of one place, where quotas are counted.

use super::opening::stage_of;
use crate::ctx::Ctx;
use crate::paper_out::{ByTemplate, PaperOut, format_of, made_by};
use crate::refusal::{Faults, Refusal};
use crate::scopes::OwnBranches;
use crate::score::rounds::{round, rulebook_of};
use otklik_domain::access::{RunRounds, RunSurveys, Scope, Verb};
use otklik_domain::ids::{AnswerId, OrganisationId, RoundId, TerritoryId};
use otklik_domain::integrity::Decision;
use otklik_domain::registry::Territory;
use otklik_domain::rulebook::{Answers, Questionnaire, SampleNorm};
use otklik_domain::survey::{AnswerSheet, Curve, Progress, Quota, Stage, Target};
use otklik_domain::typed::{NotWhole, whole_or_nothing};
use otklik_papers::forms::progress::{self, ProgressLine, SurveyProgress};
use otklik_papers::template::{TemplateForm, progress_values};
use otklik_store::record::{PageAsked, PlaceSurvey, Round, RoundPlace, RoundQuota, SamplePlan, Version};
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

/// A quota with how many of it came.
#[derive(Debug, Clone)]
pub struct QuotaProgress {
    /// The group.
    pub quota: Quota,
    /// How many of it came.
    pub have: u64,
}

/// One place with its days, ways and quotas.
#[derive(Debug, Clone)]
pub struct PlaceDetails {
    /// The round.
    pub round: Round,
    /// The norm of its rulebook.
    pub norm: Option<SampleNorm>,
    /// The place.
    pub place: PlaceProgress,
    /// Answers by day and way, those that were left out among them: the curve tells when they came.
    pub curve: Curve,
    /// Answers that came in files, by no day and no way.
    pub n_imported: u64,
    /// Answers that were left out: they came and do not count towards the sample.
    pub n_excluded: u64,
    /// Quotas, in their order; empty where nothing is planned.
    pub quotas: Vec<QuotaProgress>,
}

/// How many sheets are read at once when quotas are counted.
const N_SHEETS: usize = 500;

fn placed(ctx: &Ctx, round: &Round, norm: Option<&SampleNorm>, place: RoundPlace) -> PlaceProgress {
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

/// The territory with all that are below it.
fn within(all: &[Territory], top: TerritoryId) -> BTreeSet<TerritoryId> {
    let mut found = BTreeSet::from([top]);
    loop {
        let n = found.len();
        found.extend(
            all.iter().filter(|it| it.parent.is_some_and(|up| found.contains(&up))).map(|it| it.id).collect::<Vec<_>>(),
        );
        if found.len() == n {
            return found;
        }
    }
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
        Some(top) => Some(within(&territories(ctx).await?, top)),
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

/// One place of a round with its days, ways and quotas.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn place_progress(
    ctx: &Ctx,
    id: RoundId,
    organisation: OrganisationId,
    branch: &str,
) -> Result<PlaceDetails, Refusal> {
    ctx.demand(Verb::SeePrivate, OwnBranches::of(ctx).await?.place(organisation, branch))?;
    let (round, book) = rulebook_of(ctx, id).await?;
    let all = ctx.store().list_round_places(id).await?;
    let found = all.into_iter().find(|it| it.organisation == organisation && it.branch == branch);
    let found = match found {
        Some(found) => found,
        None => beside(ctx, organisation, branch).await?,
    };
    let place = placed(ctx, &round, book.sample.as_ref(), found);
    let counts = ctx.store().count_answers(id, Some(organisation)).await?;
    let own = counts.into_iter().filter(|count| count.branch == branch);
    let curve = Curve::of(own.map(|count| (count.on, count.channel, count.n)));
    let n_online: u64 = curve.channels.iter().map(|(_, n)| n).sum();
    let quotas = quotas(ctx, &round, &book.questionnaire, &place).await?;
    let n_excluded = excluded(ctx, &place).await?.len() as u64;
    let n_imported = place.place.respondents.saturating_sub(n_online.saturating_sub(n_excluded));
    Ok(PlaceDetails { norm: book.sample.clone(), round, place, curve, n_imported, n_excluded, quotas })
}

/// Answers of a place that were left out.
async fn excluded(ctx: &Ctx, place: &PlaceProgress) -> Result<BTreeSet<AnswerId>, Refusal> {
    let Some(survey) = &place.place.survey else { return Ok(BTreeSet::new()) };
    let reviews = ctx.store().list_reviews(place.place.organisation, survey.id).await?;
    let out = reviews.into_iter().filter(|kept| matches!(kept.value.decision, Decision::Excluded(_)));
    Ok(out.map(|kept| kept.value.answer).collect())
}

/// A place of which the round knows nothing yet.
async fn beside(ctx: &Ctx, organisation: OrganisationId, branch: &str) -> Result<RoundPlace, Refusal> {
    let found = ctx.store().find_organisation(organisation).await?.filter(|_| branch.is_empty());
    let found = found.ok_or(Refusal::NotFound)?.value;
    Ok(RoundPlace {
        organisation,
        name: found.short_name.unwrap_or(found.name),
        territory: found.territory,
        branch: String::new(),
        survey: None,
        respondents: 0,
        target: Target::default(),
        version: None,
    })
}

/// The quotas of a place, each with how many of it came.
async fn quotas(
    ctx: &Ctx,
    round: &Round,
    questionnaire: &Questionnaire,
    place: &PlaceProgress,
) -> Result<Vec<QuotaProgress>, Refusal> {
    let Some(progress) = place.progress else { return Ok(Vec::new()) };
    let quota = |kept: RoundQuota| Quota {
        title: kept.title,
        choice: kept.choice,
        between: kept.between,
        needed: Target::part(progress.target, kept.percent),
    };
    let kept = ctx.store().list_quotas(round.id).await?;
    let mut all: Vec<QuotaProgress> =
        kept.into_iter().map(|kept| QuotaProgress { quota: quota(kept), have: 0 }).collect();
    let Some(survey) = place.place.survey.as_ref().filter(|_| !all.is_empty()) else { return Ok(all) };
    let mut page = PageAsked::first(N_SHEETS);
    let out = excluded(ctx, place).await?;
    loop {
        let listed = ctx.store().list_answers(place.place.organisation, survey.id, &page).await?;
        for answer in listed.items.into_iter().filter(|answer| !out.contains(&answer.id)) {
            let sheet = AnswerSheet::unpacked(questionnaire, &answer.packed).map_err(Refusal::unavailable)?;
            let fitting = all.iter_mut().filter(|it| it.quota.takes(questionnaire, &sheet));
            fitting.for_each(|it| it.have += 1);
        }
        let Some(next) = listed.next else { return Ok(all) };
        page.after = Some(next);
    }
}

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

/// A quota as a person types it («карточка квоты»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QuotaCard {
    /// Its name.
    pub title: String,
    /// `question=choice`, or empty.
    pub choice: String,
    /// Code of a question that is answered by a number, or empty.
    pub number: String,
    /// From.
    pub least: String,
    /// To.
    pub most: String,
    /// Per cent of the target.
    pub percent: String,
}

impl QuotaCard {
    fn read(&self, questionnaire: &Questionnaire) -> Result<Quota, Vec<(&'static str, String)>> {
        let mut faults = Vec::new();
        let asked = |code: &str| questionnaire.questions.iter().find(|question| question.code == code);
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() {
            faults.push(("title", "Назовите группу, например «Женщины 60 лет и старше»".to_owned()));
        }
        let choice = self.choice.split_once('=').map(|(question, choice)| (question.to_owned(), choice.to_owned()));
        let is_choice = |(question, choice): &(String, String)| match asked(question).map(|it| &it.answers) {
            Some(Answers::Choice(list)) => list.iter().any(|(code, _)| code == choice),
            _ => false,
        };
        if !self.choice.is_empty() && !choice.as_ref().is_some_and(is_choice) {
            faults.push(("choice", "Такого ответа нет в анкете".to_owned()));
        }
        let bounds = (number(&self.least), number(&self.most));
        let between = match (asked(&self.number).map(|it| &it.answers), bounds) {
            (Some(Answers::Number(lowest, highest)), (Ok(least), Ok(most))) => {
                let bound = |typed: Option<u64>, other: u32| typed.map_or(Some(other), |n| u32::try_from(n).ok());
                bound(least, *lowest).zip(bound(most, *highest)).filter(|(least, most)| least <= most)
            }
            _ => None,
        };
        if !self.number.is_empty() && between.is_none() {
            faults.push(("least", "Напишите, от скольких до скольких".to_owned()));
        }
        if self.choice.is_empty() && self.number.is_empty() {
            faults.push(("choice", "Выберите, по какому ответу узнать группу".to_owned()));
        }
        let percent = number(&self.percent).ok().flatten().filter(|n| (1..=100).contains(n));
        if percent.is_none() {
            faults.push(("percent", "Напишите, какая это часть выборки: от 1 до 100 %".to_owned()));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let between = between.map(|(least, most)| (self.number.clone(), least, most));
        Ok(Quota { title, choice, between, needed: percent.unwrap_or_default() })
    }
}

/// Quotas of a round.
///
/// # Errors
/// `NotAllowed`.
pub async fn round_quotas(ctx: &Ctx, id: RoundId) -> Result<Vec<RoundQuota>, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    Ok(ctx.store().list_quotas(id).await?)
}

/// Questions of a round by which groups can be told: of a list, and of numbers.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn quota_questions(ctx: &Ctx, id: RoundId) -> Result<Vec<otklik_domain::rulebook::Question>, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let (_, book) = rulebook_of(ctx, id).await?;
    let can = |answers: &Answers| matches!(answers, Answers::Choice(_) | Answers::Number(_, _));
    Ok(book.questionnaire.questions.iter().filter(|question| can(&question.answers)).cloned().collect())
}

/// Adds a quota to a round.
///
/// # Errors
/// `Invalid` with every fault, `Stale` when the round is closed, `NotFound`, `NotAllowed`.
pub async fn add_quota(ctx: &Ctx, id: RoundId, card: &QuotaCard) -> Result<(), Refusal> {
    ctx.permit::<RunRounds>(None)?;
    let (_, book) = rulebook_of(ctx, id).await?;
    let quota = card.read(&book.questionnaire).map_err(|faults| Refusal::Invalid(Faults::Fields(faults)))?;
    let number = ctx.store().list_quotas(id).await?.last().map_or(1, |last| last.number + 1);
    let kept = RoundQuota {
        round: id,
        number,
        title: quota.title,
        choice: quota.choice,
        between: quota.between,
        percent: u32::try_from(quota.needed).unwrap_or(100),
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    Ok(ctx.store().keep_quota(&ctx.act("add_quota"), &kept).await?)
}

/// Removes a quota of a round.
///
/// # Errors
/// `NotFound`, `Stale` when the round is closed, `NotAllowed`.
pub async fn remove_quota(ctx: &Ctx, id: RoundId, number: i64) -> Result<(), Refusal> {
    ctx.permit::<RunRounds>(None)?;
    let found = ctx.store().list_quotas(id).await?.into_iter().find(|quota| quota.number == number);
    Ok(ctx.store().remove_quota(&ctx.act("remove_quota"), &found.ok_or(Refusal::NotFound)?).await?)
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
