//! Plans: adopted by a person, private until published, frozen when published.
//!
//! In come a draft or a plan and a person's decision; out goes the kept decision. What is published never changes:
//! a correction is the next version, and a newer edition never overwrites a published one.

pub mod comments;
pub mod life;
pub mod naming;
pub mod rows;
pub mod way;

use crate::consent::Hidden;
use crate::ctx::Ctx;
use crate::drafts;
use crate::fresh;
use crate::records::{self, draft_of};
use crate::refusal::Refusal;
use otklik_domain::access::{self, AdoptPlan, ApprovePlan, PublishPlan, Verb};
use otklik_domain::ids::{DraftId, MeasureId, OrganisationId, PlanId};
use otklik_domain::plan::life::{Stage, Step};
use otklik_domain::plan::{self, Draft, Measure, MeasureState, TrackedMeasure};
use otklik_domain::publication::{Exposed, exposed};
use otklik_domain::registry::Organisation;
use otklik_papers::plan_json;
use otklik_store::record::{self, Kept, NewPublication, Page, PageAsked, PlanQuery, PlanState, Publication, Version};

/// A plan as people in the house see it.
#[derive(Debug, Clone)]
pub struct PlanView {
    /// Its id.
    pub id: PlanId,
    /// Version a decision must name.
    pub version: Version,
    /// Whose plan it is.
    pub organisation: Organisation,
    /// Whether it is followed.
    pub state: PlanState,
    /// Where it is on its way.
    pub stage: Stage,
    /// The plan as it is now, with its measures.
    pub draft: Draft,
    /// The measures with their ids and states, in the same order.
    pub measures: Vec<record::Measure>,
    /// The draft it was made of.
    pub made_of: Option<DraftId>,
    /// The edition it took the place of.
    pub supersedes: Option<PlanId>,
    /// Published versions, newest first, without bodies.
    pub versions: Vec<Publication>,
    /// Who adopted it.
    pub by: String,
    /// When.
    pub at: jiff::Timestamp,
    /// An example that ships with the program.
    pub is_example: bool,
}

/// A published plan as everybody sees it.
#[derive(Debug, Clone)]
pub struct PublicPlan {
    /// Whose plan it is.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: PlanId,
    /// The frozen version.
    pub publication: Publication,
    /// What the version says.
    pub draft: Draft,
    /// Its measures with ids and states.
    pub measures: Vec<record::Measure>,
}

/// Turns a waiting draft into a plan of the organisation it was matched to.
///
/// When the organisation already follows a plan of the same period, `supersedes` names it: it stays readable, and what it
/// published stays published.
///
/// # Errors
/// `Invalid` when no organisation is chosen or there is nothing to track; `Stale` when the draft changed or was adopted meanwhile.
pub async fn adopt_plan(
    ctx: &Ctx,
    id: DraftId,
    expected: Version,
    supersedes: Option<PlanId>,
) -> Result<PlanId, Refusal> {
    let kept = drafts::find(ctx, id).await?;
    if let Some(place) = kept.value.organisation {
        ctx.demand(Verb::AdoptPlan, Some(place))?;
    }
    let kept = drafts::waiting(kept, expected)?;
    let organisation = kept.value.organisation.ok_or_else(|| {
        Refusal::field("organisation", "Выберите организацию из реестра: без неё план некому исполнять")
    })?;
    let proof = ctx.permit::<AdoptPlan>(Some(organisation))?;
    if let Some(former) = supersedes {
        check_former(ctx, former, organisation).await?;
    }
    let draft = drafts::parse(&kept.value.corrected_json)?;
    let now = ctx.now();
    let plan = plan::adopt(&draft, organisation, PlanId(fresh::uuid(now)), || MeasureId(fresh::uuid(now)), proof)?;
    // Examples are shown at once, as if they had been approved.
    let stage = if kept.value.is_example { Stage::Approved } else { Stage::at_adoption(&draft) };
    let record = record::Plan {
        draft: Some(id),
        paper: Some(kept.value.paper),
        supersedes,
        stage,
        ..records::plan_record(ctx, &plan, kept.value.is_example)
    };
    let measures: Vec<record::Measure> =
        plan.measures.iter().map(|m| records::measure_record(&record, m, &ctx.house.calendar)).collect();
    ctx.store().keep_adopted_plan(&ctx.act("adopt_plan"), &record, &measures, Some((id, kept.version))).await?;
    crate::measures::look_again_at_plan(ctx, plan.id).await;
    Ok(plan.id)
}

/// Only a plan of the same organisation that is still in force can give way to a newer edition.
async fn check_former(ctx: &Ctx, former: PlanId, organisation: OrganisationId) -> Result<(), Refusal> {
    let refused = |words: &str| Err(Refusal::field("supersedes", words));
    match find(ctx, former).await {
        Ok(kept) if kept.value.organisation != organisation => refused("Прежняя редакция — план другой организации"),
        Ok(kept) if kept.value.state == PlanState::Superseded => refused("Эту редакцию уже сменила другая"),
        Err(Refusal::NotFound) => refused("Прежней редакции нет: выберите план из списка"),
        other => other.map(|_| ()),
    }
}

/// Plans the actor may see, newest first.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn list_plans(ctx: &Ctx, asked: &PlanQuery, page: &PageAsked) -> Result<Page<Kept<record::Plan>>, Refusal> {
    let mut asked = asked.clone();
    asked.organisations = ctx.own_organisations(asked.organisations)?;
    Ok(ctx.store().list_plans(&asked, page).await?)
}

/// One plan.
///
/// # Errors
/// `NotFound` when there is none the actor may see.
pub async fn plan(ctx: &Ctx, id: PlanId) -> Result<PlanView, Refusal> {
    let kept = find(ctx, id).await?;
    let record = kept.value;
    let measures: Vec<record::Measure> = ctx.store().list_measures(id).await?.into_iter().map(|m| m.value).collect();
    let organisation = ctx.store().find_organisation(record.organisation).await?.ok_or(Refusal::NotFound)?.value;
    Ok(PlanView {
        id,
        version: kept.version,
        organisation,
        state: record.state,
        stage: record.stage,
        draft: draft_of(&record.body_json, &measures)?,
        measures,
        made_of: record.draft,
        supersedes: record.supersedes,
        versions: ctx.store().list_versions(id).await?,
        by: record.by,
        at: record.at,
        is_example: record.is_example,
    })
}

/// Closes a plan: every measure is in a final state, or the founder says why it ends sooner.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Stale`; `Invalid` when measures are unfinished and nobody who may says why.
pub async fn close_plan(ctx: &Ctx, id: PlanId, expected: Version, reason: &str) -> Result<(), Refusal> {
    let kept = find(ctx, id).await?;
    let proof = ctx.permit::<AdoptPlan>(Some(kept.value.organisation))?;
    let kept = life::in_version(kept, expected)?;
    let measures = ctx.store().list_measures(id).await?;
    let step = Step::Close {
        proof,
        sooner: access::permit::<ApprovePlan>(&ctx.actor, Some(kept.value.organisation)),
        n_unfinished: measures.iter().filter(|m| !m.value.state.is_final()).count(),
        reason,
    };
    let stage = life::of(ctx, &kept.value).await?.step(&step)?;
    let plan = record::Plan { state: PlanState::Closed, stage, ..kept.value };
    life::keep(ctx, "close_plan", &plan, expected, reason, None).await
}

/// Freezes the plan as it is now and shows it to everybody.
///
/// Executors are shown by position; names only when `with_names` says that the people agreed.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Stale` when the plan changed since `expected`.
pub async fn publish_plan(ctx: &Ctx, id: PlanId, expected: Version, with_names: bool) -> Result<Publication, Refusal> {
    let view = plan(ctx, id).await?;
    let proof = ctx.permit::<PublishPlan>(Some(view.organisation.id))?;
    if view.state == PlanState::Superseded {
        return Err(Refusal::field("plan", "Этот план сменила новая редакция: публикуйте её"));
    }
    let life = plan::life::Life { stage: view.stage, sent_by: None, may_approve_own: false };
    life.step(&Step::Publish { proof })?;
    let first = way::first_words(ctx, id).await?;
    let public = to_be_public(&view, &first, with_names);
    let hidden = (!with_names).then(|| Hidden::of(&view.draft));
    let pairs = view.measures.iter().zip(&public.measures);
    let measures: Vec<record::Measure> = pairs.map(|(m, p)| public_record(m, p, hidden.as_ref())).collect();
    let publication = NewPublication {
        organisation: view.organisation.id,
        id: fresh::uuid(ctx.now()),
        plan: id,
        body_json: plan_json::to_json(&public),
    };
    let kept = ctx.store().keep_publication(&ctx.act("publish_plan"), &publication, &measures, expected).await?;
    crate::placing::look_again(ctx, id).await;
    Ok(kept)
}

/// The same after a look at what is somebody's own: what looks like it must be looked through before everybody sees it.
///
/// # Errors
/// As [`publish_plan`]; `Invalid` with each place, while nobody says that it was looked through.
pub async fn publish_looked_through(
    ctx: &Ctx,
    id: PlanId,
    expected: Version,
    with_names: bool,
    is_looked_through: bool,
) -> Result<Publication, Refusal> {
    let view = plan(ctx, id).await?;
    ctx.demand(Verb::PublishPlan, Some(view.organisation.id))?;
    let found = exposed(&way::before_publishing(ctx, &view, with_names).await?);
    if view.stage.is_in_force() && !found.is_empty() && !is_looked_through {
        let places: Vec<String> = found.iter().map(exposed_words).collect();
        let words = format!(
            "Похоже на личные сведения: {}. Исправьте строки или отметьте, что их можно показать всем",
            places.join("; ")
        );
        return Err(Refusal::field("checked", words));
    }
    publish_plan(ctx, id, expected, with_names).await
}

/// Where a thing that looks like somebody's own stands: «строка 3: телефон «…»».
pub fn exposed_words(found: &Exposed) -> String {
    let place = found.row.map_or_else(|| "название плана".to_owned(), |row| format!("строка {}", row + 1));
    format!("{place}: {} «{}»", found.kind.in_words(), found.text)
}

/// What becomes public of a plan.
fn to_be_public(view: &PlanView, first: &way::FirstWords, with_names: bool) -> Draft {
    let mut draft = way::printed(view, first);
    draft.remarks.clear();
    if !with_names {
        Hidden::of(&view.draft).apply(&mut draft);
    }
    draft
}

/// The register's row of a public measure: its words are those of the public draft, never of the working one.
fn public_record(working: &record::Measure, public: &Measure, hidden: Option<&Hidden>) -> record::Measure {
    let reason = working.reason.clone();
    record::Measure {
        text: public.text.clone(),
        deadline_as_written: public.deadline.as_ref().map(|d| d.as_written.clone()),
        reason: reason.map(|words| hidden.map_or(words.clone(), |hidden| hidden.cover(&words))),
        executors: records::executors_in_words(public),
        more_words: records::more_words(public),
        body_json: records::measure_json(public),
        ..working.clone()
    }
}

/// The newest published version of a plan. Needs no sign-in.
///
/// # Errors
/// `NotFound` when nothing is published.
pub async fn public_plan(ctx: &Ctx, id: PlanId) -> Result<PublicPlan, Refusal> {
    let publication = ctx.store().find_publication(id).await?.ok_or(Refusal::NotFound)?;
    opened(ctx, publication).await
}

pub(crate) async fn opened(ctx: &Ctx, publication: Publication) -> Result<PublicPlan, Refusal> {
    let draft = drafts::parse(&publication.body_json)?;
    let mut measures = ctx.store().list_published_measures(publication.plan).await?;
    if measures.len() != draft.measures.len() {
        measures = measures_of_former(ctx, &publication, &draft).await?;
    }
    Ok(PublicPlan { organisation: publication.organisation, id: publication.plan, draft, measures, publication })
}

/// Measures of an edition that a newer one took the place of: the register has let them go, the frozen body has not.
async fn measures_of_former(
    ctx: &Ctx,
    publication: &Publication,
    draft: &Draft,
) -> Result<Vec<record::Measure>, Refusal> {
    let plan = ctx.store().find_plan(publication.plan).await?.ok_or(Refusal::NotFound)?.value;
    let ids = ctx.store().list_measures(publication.plan).await?;
    let record = |(position, (kept, measure)): (usize, (&Kept<record::Measure>, &Measure))| {
        let tracked = TrackedMeasure {
            id: kept.value.id,
            position,
            state: MeasureState::at_adoption(measure),
            measure: measure.clone(),
            reason: None,
        };
        records::measure_record(&plan, &tracked, &ctx.house.calendar)
    };
    Ok(ids.iter().zip(&draft.measures).enumerate().map(record).collect())
}

pub(crate) async fn find(ctx: &Ctx, id: PlanId) -> Result<Kept<record::Plan>, Refusal> {
    let kept = ctx.store().find_plan(id).await?.ok_or(Refusal::NotFound)?;
    ctx.demand(Verb::SeePrivate, Some(kept.value.organisation))?;
    Ok(kept)
}
