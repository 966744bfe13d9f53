//! A reminder about many measures: who answers for them gets one letter each, shown first, taken back until it leaves.
//!
//! In come ticked measures; out go people with their measures, and why some are left out. Who has no address sees the
//! reminder among their affairs, as everybody does: a letter is only the faster way. Nobody is reminded of the same
//! measure twice within a day, and nobody reminds themselves.

use super::bulk::{PreviewLine, found_measures};
use crate::ctx::Ctx;
use crate::fresh;
use crate::letters::{Line, rules_of, words};
use crate::links::is_executor;
use crate::measures::check_stage;
use crate::portal;
use crate::refusal::{Faults, Refusal};
use crate::scopes::grants_or_card;
use jiff::{SignedDuration, Timestamp};
use otklik_domain::access::{Grant, Role, Verb};
use otklik_domain::deadline::DeadlineKind;
use otklik_domain::ids::{MeasureId, OrganisationId, PersonId};
use otklik_domain::plan::MeasureState;
use otklik_domain::reminder::Pace;
use otklik_store::record::{self, BulkAct, BulkChange, Kept, LetterState, NewLetter, Person, PersonState};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Public name of the step.
pub const REMIND: &str = "remind";

/// So long letters wait before they leave, so that they can be taken back.
pub const WAITS_MINUTES: i64 = 10;

/// Nobody is reminded of the same measure again for so long.
const REST: SignedDuration = SignedDuration::from_hours(24);

/// Who is written to, about how many measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToWhom {
    /// Their name with their role.
    pub who: String,
    /// Measures.
    pub n: usize,
    /// Why no letter goes: no address, letters refused.
    pub trouble: Option<&'static str>,
}

/// What a reminder would do.
pub(super) struct Plan {
    pub(super) lines: Vec<PreviewLine>,
    pub(super) people: Vec<ToWhom>,
    letters: Vec<NewLetter>,
    told: Vec<Kept<record::Measure>>,
}

/// The name letters of a step are kept under.
fn once(act: Uuid) -> String {
    format!("remind:{act}")
}

/// People who may answer for measures, with where their rights name an organisation.
struct People {
    all: Vec<(Person, Role, Option<Pace>)>,
    by_organisation: HashMap<OrganisationId, BTreeSet<usize>>,
    handed: HashMap<usize, HashSet<MeasureId>>,
}

impl People {
    async fn of(ctx: &Ctx, organisations: &HashSet<OrganisationId>) -> Result<Self, Refusal> {
        let store = ctx.store();
        let (people, given, reached, places) = tokio::try_join!(
            store.list_people(),
            store.list_all_grants(),
            store.list_recipients(),
            store.list_recipient_places()
        )?;
        let mut grants: HashMap<PersonId, Vec<Grant>> = HashMap::new();
        for (person, grant) in given {
            grants.entry(person).or_default().push(grant);
        }
        let paces: HashMap<PersonId, Pace> = reached.into_iter().map(|it| (it.person.id, it.choice.pace)).collect();
        let mut covered: HashMap<PersonId, Vec<OrganisationId>> = HashMap::new();
        for (person, organisation) in places {
            covered.entry(person).or_default().push(organisation);
        }
        let mut found = People { all: Vec::new(), by_organisation: HashMap::new(), handed: HashMap::new() };
        for person in people.into_iter().map(|kept| kept.value) {
            let role = Role::from_name(&person.role);
            let role = role.filter(|role| matches!(role, Role::ClubWorker | Role::Head | Role::Methodologist));
            let Some(role) = role.filter(|_| person.state == PersonState::Active) else { continue };
            if Some(person.id) == ctx.actor.person {
                continue;
            }
            let own = grants_or_card(grants.remove(&person.id), &person);
            let named = own.iter().filter_map(|grant| match grant {
                Grant::Organisation(id) | Grant::Branch(id, _) => Some(*id),
                Grant::House | Grant::Territory(_) | Grant::Founder(_) => None,
            });
            let more = covered.remove(&person.id).unwrap_or_default();
            let here: Vec<OrganisationId> = named.chain(more).filter(|id| organisations.contains(id)).collect();
            if here.is_empty() {
                continue;
            }
            let at = found.all.len();
            if role == Role::ClubWorker {
                found.handed.insert(at, store.list_handed(person.id).await?.into_iter().collect());
            }
            for organisation in here {
                found.by_organisation.entry(organisation).or_default().insert(at);
            }
            found.all.push((person.clone(), role, paces.get(&person.id).copied()));
        }
        Ok(found)
    }

    fn can_be_written_to(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|(_, _, pace)| pace.is_some_and(|pace| pace != Pace::Never))
    }

    /// Who answers for a measure: those it was handed to and those the plan names; where none of them can be written to,
    /// the head of the organisation too, and where there is no head, who leads its plans.
    fn responsible(&self, measure: &record::Measure) -> Vec<usize> {
        let here: Vec<usize> = self.by_organisation.get(&measure.organisation).into_iter().flatten().copied().collect();
        let is_own = |at: &usize| {
            self.handed.get(at).is_some_and(|all| all.contains(&measure.id))
                || self.all.get(*at).is_some_and(|(person, ..)| is_executor(&measure.executors, &person.name))
        };
        let mut found: Vec<usize> = here.iter().copied().filter(is_own).collect();
        for role in [Role::Head, Role::Methodologist] {
            if found.iter().any(|at| self.can_be_written_to(*at)) {
                break;
            }
            let of_role = |at: &usize| self.all.get(*at).is_some_and(|(_, own, _)| *own == role);
            let more: Vec<usize> = here.iter().copied().filter(of_role).filter(|at| !found.contains(at)).collect();
            found.extend(more);
        }
        found
    }
}

/// Who would be written to about these measures, and why some are left out.
pub(super) async fn plan(ctx: &Ctx, act: Uuid, measures: &[MeasureId]) -> Result<Plan, Refusal> {
    let found = found_measures(ctx, measures).await?;
    let ids: Vec<MeasureId> = found.iter().map(|kept| kept.value.id).collect();
    let since = ctx.now() - REST;
    let reminded: HashMap<MeasureId, Timestamp> = ctx.store().list_reminded(&ids, since).await?.into_iter().collect();
    let organisations: HashSet<OrganisationId> = found.iter().map(|kept| kept.value.organisation).collect();
    let people = People::of(ctx, &organisations).await?;
    let names = portal::names(ctx, &organisations.into_iter().collect::<Vec<_>>()).await?;
    let (mut lines, mut told) = (Vec::new(), Vec::new());
    let mut desks: BTreeMap<usize, Vec<Line>> = BTreeMap::new();
    for kept in found {
        let measure = &kept.value;
        let organisation = names.get(&measure.organisation).cloned().unwrap_or_default();
        let responsible = people.responsible(measure);
        let keeps = match why_not(ctx, measure, reminded.get(&measure.id)).await? {
            None if responsible.is_empty() => {
                Some("напомнить некому: у организации нет ни руководителя, ни методиста, ни работника".to_owned())
            }
            keeps => keeps,
        };
        if keeps.is_none() {
            for at in responsible {
                desks.entry(at).or_default().push(line(measure, &organisation, people.all.get(at).map(|it| it.1)));
            }
            told.push(kept.clone());
        }
        lines.push(PreviewLine { measure: kept.value, version: kept.version, organisation, keeps });
    }
    let (mut to, mut letters) = (Vec::new(), Vec::new());
    let leaves = leaves_at(ctx).await?;
    let actor = ctx.actor_name();
    let from = crate::people::names(ctx, std::iter::once(actor.as_str())).await?.remove(&actor);
    for (at, about) in desks {
        let Some((person, role, pace)) = people.all.get(at) else { continue };
        let trouble = match pace {
            None => Some("нет адреса почты: увидит, когда войдёт"),
            Some(Pace::Never) => Some("отказался от писем: увидит, когда войдёт"),
            Some(_) => None,
        };
        to.push(ToWhom { who: format!("{}, {}", person.name, role.in_words()), n: about.len(), trouble });
        if trouble.is_none() {
            let (subject, content) = words::reminder(&person.name, from.as_deref(), about, *role == Role::ClubWorker);
            letters.push(NewLetter {
                id: fresh::uuid(ctx.now()),
                person: person.id,
                once: once(act),
                kind: REMIND.to_owned(),
                address: person.email.clone().unwrap_or_default(),
                subject,
                body_json: serde_json::to_string(&content).map_err(Refusal::unavailable)?,
                run_at: leaves,
            });
        }
    }
    to.sort_by(|a, b| (a.trouble.is_some(), &a.who).cmp(&(b.trouble.is_some(), &b.who)));
    Ok(Plan { lines, people: to, letters, told })
}

/// Why nobody is reminded of a measure.
async fn why_not(ctx: &Ctx, measure: &record::Measure, before: Option<&Timestamp>) -> Result<Option<String>, Refusal> {
    if !ctx.may(Verb::AdoptPlan, Some(measure.organisation)) {
        return Ok(Some("у вас нет права напоминать".to_owned()));
    }
    if let Err(refusal) = check_stage(ctx, measure).await {
        return match refusal {
            Refusal::Invalid(faults) => Ok(Some(faults.to_string())),
            other => Err(other),
        };
    }
    let comes_again = measure.deadline_kind.is_some_and(DeadlineKind::comes_again);
    let asks = measure.state.is_awaited() || comes_again && measure.state == MeasureState::Confirmed;
    if !asks {
        return Ok(Some(format!("напоминать не о чем: {}", measure.state.in_words())));
    }
    Ok(before.map(|at| {
        let at = ctx.house.zone.to_datetime(*at);
        format!("уже напомнили {:02}.{:02} в {:02}:{:02}", at.day(), at.month(), at.hour(), at.minute())
    }))
}

fn line(measure: &record::Measure, organisation: &str, role: Option<Role>) -> Line {
    let place = if role == Some(Role::ClubWorker) { "/m/measures" } else { "/cabinet/measures" };
    let term = match (measure.due_on, &measure.deadline_as_written) {
        (Some(day), _) => format!("Срок {:02}.{:02}.{}", day.day(), day.month(), day.year()),
        (None, Some(written)) => format!("Срок: {written}"),
        (None, None) => "Срок не указан".to_owned(),
    };
    Line {
        text: measure.text.clone(),
        note: format!("{organisation}. {term}"),
        path: format!("{place}/{}", measure.id),
    }
}

/// When letters leave: in the hours of letters, and not before they could be taken back.
async fn leaves_at(ctx: &Ctx) -> Result<Timestamp, Refusal> {
    let rules = rules_of(ctx.store()).await?;
    let early = ctx.now() + SignedDuration::from_mins(WAITS_MINUTES);
    let zone = &ctx.house.zone;
    let local = rules.hours.next(zone.to_datetime(early), &ctx.house.calendar);
    Ok(local.to_zoned(zone.clone()).map_err(Refusal::unavailable)?.timestamp().max(early))
}

/// Queues the letters; answers the step.
pub(super) async fn send(ctx: &Ctx, measures: &[MeasureId]) -> Result<Uuid, Refusal> {
    let id = fresh::uuid(ctx.now());
    let plan = plan(ctx, id, measures).await?;
    if plan.told.is_empty() {
        let why = plan.lines.iter().find_map(|line| line.keeps.clone()).unwrap_or_default();
        return Err(Refusal::Invalid(Faults::Fields(vec![("measures", format!("Напоминать не о чем: {why}"))])));
    }
    let words = match plan.letters.len() {
        0 => format!("Напомнить ответственным без писем, мер: {}", plan.told.len()),
        n => format!("Напомнить ответственным, писем: {n}"),
    };
    let bulk = BulkAct {
        id,
        kind: REMIND.to_owned(),
        words: words.clone(),
        n_measures: i64::try_from(plan.told.len()).unwrap_or(i64::MAX),
        by: ctx.actor_name(),
        at: ctx.now(),
        undone_at: None,
    };
    let change = |kept: &Kept<record::Measure>| BulkChange {
        organisation: kept.value.organisation,
        measure: kept.value.id,
        act: id,
        was_json: "{}".to_owned(),
        became: kept.version,
    };
    let changes: Vec<BulkChange> = plan.told.iter().map(change).collect();
    ctx.store().keep_reminder(&ctx.act("remind_many").because(&words), &bulk, &changes, &plan.letters).await?;
    Ok(id)
}

/// Why the letters of a step cannot be taken back; nothing while none of them left.
pub(super) async fn gone(ctx: &Ctx, act: Uuid) -> Result<Option<String>, Refusal> {
    let letters = ctx.store().list_letters_named(&once(act)).await?;
    let has_left = |it: &&record::Letter| it.state != LetterState::Waiting || it.n_attempts > 0;
    let n = letters.iter().filter(has_left).count();
    Ok((n > 0).then(|| format!("Отменить нельзя: писем уже ушло: {n}")))
}

/// Takes letters that did not leave back.
pub(super) async fn take_back(ctx: &Ctx, bulk: BulkAct, expected: record::Version) -> Result<(), Refusal> {
    let words = format!("Отменено: {}", bulk.words);
    let bulk = BulkAct { undone_at: Some(ctx.now()), ..bulk };
    let act = ctx.act("undo_remind_many").because(&words);
    Ok(ctx.store().undo_reminder(&act, &bulk, &once(bulk.id), expected).await?)
}
