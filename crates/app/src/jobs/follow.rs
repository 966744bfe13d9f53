//! Events told at once: the journal is read on from where it was read last, and whoever asked for it is written to.
//!
//! Nothing that makes events knows of letters: what happened stands in the journal. How far it was read is kept with the
//! letters in one step, so that nothing is told twice or lost by a stop.

use super::{Worker, remind};
use crate::fresh;
use crate::letters::words::{self, Event};
use crate::letters::{Line, rules_of};
use crate::refusal::Refusal;
use otklik_domain::access::Role;
use otklik_domain::ids::{InspectionId, MeasureId, OrganisationId, PersonId, PlanId};
use otklik_domain::plan::MeasureState;
use otklik_domain::reminder::Pace;
use otklik_store::Act;
use otklik_store::record::{AuditLine, NewLetter, Recipient};
use serde_json::Value;
use std::collections::HashSet;

/// Lines of the journal read at once.
const PAGE: usize = 500;

/// Whom an event concerns.
enum Whom {
    /// People with these roles who answer for the organisation.
    Roles(OrganisationId, &'static [Role]),
    /// One person.
    Person(PersonId),
}

pub(super) async fn run(worker: &Worker) -> Result<(), Refusal> {
    let store = &worker.house.store;
    let Some(mut from) = store.find_followed().await? else {
        // The first time: what happened before anybody could ask for letters is not told.
        let edition = store.edition().await?;
        store.keep_event_letters(&act(worker), &[], edition).await?;
        return Ok(());
    };
    let Some(people) = listeners(worker).await? else {
        let edition = store.edition().await?;
        if edition > from {
            store.keep_event_letters(&act(worker), &[], edition).await?;
        }
        return Ok(());
    };
    loop {
        let lines = store.list_lines_after(from, PAGE).await?;
        let Some(last) = lines.last().map(|line| line.number) else { return Ok(()) };
        let mut letters = Vec::new();
        for line in &lines {
            letters.extend(of_line(worker, &people, line).await?);
        }
        store.keep_event_letters(&act(worker), &letters, last).await?;
        from = last;
    }
}

fn act(worker: &Worker) -> Act {
    Act::new("otklik", "queue_letters", worker.house.clock.now())
}

/// People who want events at once, and where their rights reach.
struct Listeners {
    people: Vec<Recipient>,
    places: HashSet<(PersonId, OrganisationId)>,
}

/// `None` when there is nobody, as in most houses.
async fn listeners(worker: &Worker) -> Result<Option<Listeners>, Refusal> {
    let mut people = worker.house.store.list_recipients().await?;
    people.retain(|it| it.choice.pace == Pace::AtOnce);
    if people.is_empty() {
        return Ok(None);
    }
    let places = worker.house.store.list_recipient_places().await?.into_iter().collect();
    Ok(Some(Listeners { people, places }))
}

impl Listeners {
    fn of<'a>(&'a self, whom: &'a Whom, actor: &'a str) -> impl Iterator<Item = &'a Recipient> {
        let is_meant = move |it: &&Recipient| match whom {
            Whom::Person(person) => it.person.id == *person,
            Whom::Roles(organisation, roles) => {
                let has_role = Role::from_name(&it.person.role).is_some_and(|role| roles.contains(&role));
                has_role && (it.is_everywhere || self.places.contains(&(it.person.id, *organisation)))
            }
        };
        // Nobody is told of what they did themselves.
        self.people.iter().filter(is_meant).filter(move |it| it.person.id.to_string() != actor)
    }
}

async fn of_line(worker: &Worker, people: &Listeners, line: &AuditLine) -> Result<Vec<NewLetter>, Refusal> {
    let Some((event, whom, told)) = event_of(worker, line).await? else { return Ok(Vec::new()) };
    let now = worker.house.clock.now();
    let run_at = remind::leaves_at(worker, &rules_of(&*worker.house.store).await?)?;
    let letter = |it: &Recipient| -> Result<NewLetter, Refusal> {
        let (subject, content) = words::event(&it.person.name, event, told.clone());
        Ok(NewLetter {
            id: fresh::uuid(now),
            person: it.person.id,
            once: format!("event:{}", line.number),
            kind: event.name().to_owned(),
            address: it.person.email.clone().unwrap_or_default(),
            subject,
            body_json: serde_json::to_string(&content).map_err(Refusal::unavailable)?,
            run_at,
        })
    };
    people.of(&whom, &line.actor).map(letter).collect()
}

/// What a line of the journal means to somebody; most mean nothing.
async fn event_of(worker: &Worker, line: &AuditLine) -> Result<Option<(Event, Whom, Line)>, Refusal> {
    match (line.verb.as_str(), line.subject_kind.as_str()) {
        ("record_execution", "measure") => measure_event(worker, line).await,
        ("hand_measures", "person") => {
            let Ok(person) = line.subject.parse() else { return Ok(None) };
            let told = Line {
                text: "Мои меры".to_owned(), note: "Список и сроки".to_owned(), path: "/m".to_owned()
            };
            Ok(Some((Event::Handed, Whom::Person(person), told)))
        }
        ("send_plan", "plan") => plan_event(worker, line, Event::PlanSent, &[Role::Founder]).await,
        ("return_plan", "plan") => {
            plan_event(worker, line, Event::PlanReturned, &[Role::Methodologist, Role::Head]).await
        }
        ("approve_plan", "plan") => {
            plan_event(worker, line, Event::PlanApproved, &[Role::Methodologist, Role::Head]).await
        }
        ("show_inspection", "inspection") => {
            inspection_event(worker, line, Event::Shown, &[Role::Methodologist, Role::Head]).await
        }
        ("finish_answers", "inspection") => inspection_event(worker, line, Event::Answered, &[Role::Operator]).await,
        _ => Ok(None),
    }
}

/// The state that a line of the journal says, before or after.
fn state_in(json: Option<&str>) -> Option<MeasureState> {
    let columns: Value = serde_json::from_str(json?).ok()?;
    MeasureState::from_name(columns.get("state")?.as_str()?)
}

async fn measure_event(worker: &Worker, line: &AuditLine) -> Result<Option<(Event, Whom, Line)>, Refusal> {
    let store = &worker.house.store;
    let (was, became) = (state_in(line.was.as_deref()), state_in(line.became.as_deref()));
    let Some(id) = line.subject.parse::<MeasureId>().ok() else { return Ok(None) };
    let Some(measure) = store.find_measure(id).await?.map(|kept| kept.value) else { return Ok(None) };
    let owner = store.find_organisation(measure.organisation).await?.map(|kept| kept.value);
    let note = owner.map(|it| it.short_name.unwrap_or(it.name)).unwrap_or_default();
    let told = |place: &str| Line { text: measure.text.clone(), note: note.clone(), path: format!("{place}/{id}") };
    if became == Some(MeasureState::Reported) {
        let whom = Whom::Roles(measure.organisation, &[Role::Methodologist, Role::Head]);
        return Ok(Some((Event::Reported, whom, told("/cabinet/measures"))));
    }
    if was != Some(MeasureState::Reported) || became == Some(MeasureState::Confirmed) {
        return Ok(None);
    }
    let reporter = store.list_executions(id).await?.into_iter().next_back().and_then(|report| report.by.parse().ok());
    Ok(reporter.map(|person| (Event::Returned, Whom::Person(person), told("/m/measures"))))
}

async fn plan_event(
    worker: &Worker,
    line: &AuditLine,
    event: Event,
    roles: &'static [Role],
) -> Result<Option<(Event, Whom, Line)>, Refusal> {
    let Some(id) = line.subject.parse::<PlanId>().ok() else { return Ok(None) };
    let Some(plan) = worker.house.store.find_plan(id).await?.map(|kept| kept.value) else { return Ok(None) };
    let owner = worker.house.store.find_organisation(plan.organisation).await?.map(|kept| kept.value);
    let note = owner.map(|it| it.short_name.unwrap_or(it.name)).unwrap_or_default();
    let text = plan.title.unwrap_or_else(|| "План исправлений".to_owned());
    let told = Line { text, note, path: format!("/cabinet/plans/{id}") };
    Ok(Some((event, Whom::Roles(plan.organisation, roles), told)))
}

async fn inspection_event(
    worker: &Worker,
    line: &AuditLine,
    event: Event,
    roles: &'static [Role],
) -> Result<Option<(Event, Whom, Line)>, Refusal> {
    let Some(id) = line.subject.parse::<InspectionId>().ok() else { return Ok(None) };
    let Some(found) = worker.house.store.find_inspection(id).await? else { return Ok(None) };
    let inspection = found.inspection.value;
    let owner = worker.house.store.find_organisation(inspection.organisation).await?.map(|kept| kept.value);
    let name = owner.map(|it| it.short_name.unwrap_or(it.name)).unwrap_or_default();
    let until =
        inspection.answer_until.map(|day| format!("Ответить до {:02}.{:02}.{}", day.day(), day.month(), day.year()));
    let told = Line { text: name, note: until.unwrap_or_default(), path: format!("/cabinet/inspections/{id}") };
    Ok(Some((event, Whom::Roles(inspection.organisation, roles), told)))
}
