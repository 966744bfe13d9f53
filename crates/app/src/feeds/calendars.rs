//! Calendars: a person's terms and rounds, a published plan, one round.

use crate::ctx::{Ctx, House};
use crate::letters::{calendar_owner, rules_of};
use crate::plans::PublicPlan;
use crate::refusal::Refusal;
use crate::reports::rule;
use crate::score::rounds::round;
use crate::{links, people};
use jiff::{Timestamp, ToSpan};
use otklik_domain::Date;
use otklik_domain::access::{Role, Scope, Verb};
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::plan::MeasureState;
use otklik_domain::report::ReportPeriod;
use otklik_domain::round::{Done, Line};
use otklik_papers::feeds::{Calendar, Event, Status};
use otklik_store::record::{Kept, Measure, Person, Round, RoundQuery, RoundState, Term};

/// As many terms stand in one calendar: what a telephone still takes.
const TERMS_MAX: usize = 2_000;
/// How far back and ahead a calendar looks.
const DAYS_BACK: i64 = 180;
const DAYS_AHEAD: i64 = 730;

/// The beginning of today: readings of one day are alike when nothing changed.
fn stamp(house: &House) -> Timestamp {
    let now = house.clock.now();
    let day = house.zone.to_datetime(now).date();
    day.to_zoned(house.zone.clone()).map_or(now, |start| start.timestamp())
}

/// What a measure's event says, and whether it still holds.
fn term_event(term: &Term, path: &str, site: &str, alarms: &[u16]) -> Event {
    let (title, status) = match term.state {
        MeasureState::NotDone => (format!("Не выполнено: {}", term.text), Status::Cancelled),
        state if state.is_awaited() => (format!("Срок: {}", term.text), Status::Confirmed),
        _ => (format!("Сделано: {}", term.text), Status::Confirmed),
    };
    let link = format!("{site}{path}/{}", term.id);
    Event {
        uid: format!("{}-due@otklik", term.id),
        sequence: u64::try_from(term.version - 1).unwrap_or(0),
        from: term.due_on,
        to: term.due_on,
        title,
        note: format!("{}\nСостояние: {}\n{link}", term.organisation, term.state.in_words()),
        link,
        status,
        alarms_days: if term.state.is_awaited() { alarms.to_vec() } else { Vec::new() },
    }
}

/// The calendar of whose link this is: their measures and the rounds they work in.
///
/// # Errors
/// `NotFound` for a link that is nobody's or was renewed.
pub async fn own_calendar(house: &House, token: &str, site: &str) -> Result<String, Refusal> {
    let person = calendar_owner(house, token).await?.ok_or(Refusal::NotFound)?;
    let ctx = people::acting(house, &person).await?.ok_or(Refusal::NotFound)?;
    let alarms = rules_of(ctx.store()).await?.soon_days;
    let terms = own_terms(&ctx, &person, Asked::Terms).await?;
    let path = if ctx.actor.role == Some(Role::ClubWorker) { "/m/measures" } else { "/cabinet/measures" };
    let mut events: Vec<Event> = terms.iter().map(|term| term_event(term, path, site, &alarms)).collect();
    let turns = own_terms(&ctx, &person, Asked::Turns).await?;
    events.extend(turns.iter().map(|term| turn_event(term, path, site, &alarms)));
    if ctx.demand_somewhere(Verb::AdoptPlan).is_ok() {
        events.extend(report_events(&ctx, site, &alarms).await?);
    }
    if [Verb::RunRounds, Verb::ApproveScores, Verb::Inspect].iter().any(|verb| ctx.demand_somewhere(*verb).is_ok()) {
        let asked = RoundQuery { is_example: Some(false), ..RoundQuery::default() };
        for kept in ctx.store().list_rounds(&asked).await? {
            if kept.value.state == RoundState::Open {
                events.extend(round_events(&ctx, &kept, site));
            }
        }
    }
    Ok(Calendar { name: "Отклик: мои сроки".to_owned(), at: stamp(house), events }.to_ics())
}

/// What a calendar is made of.
enum Asked {
    /// Last days of measures.
    Terms,
    /// Turns of measures whose terms come again.
    Turns,
}

/// When a measure whose term comes again asks for its turn.
fn turn_event(term: &Term, path: &str, site: &str, alarms: &[u16]) -> Event {
    let link = format!("{site}{path}/{}", term.id);
    Event {
        uid: format!("{}-turn-{}@otklik", term.id, term.due_on),
        sequence: u64::try_from(term.version - 1).unwrap_or(0),
        from: term.due_on,
        to: term.due_on,
        title: format!("Отметить: {}", term.text),
        note: format!("{}\nРегулярная мера: отметка или свежее подтверждение\n{link}", term.organisation),
        link,
        status: Status::Confirmed,
        alarms_days: alarms.to_vec(),
    }
}

/// By which day reports of the last period and of the one that runs are due.
async fn report_events(ctx: &Ctx, site: &str, alarms: &[u16]) -> Result<Vec<Event>, Refusal> {
    let rule = rule(ctx).await?;
    let last = ReportPeriod::last_over(ctx.today(), rule.rhythm);
    let event = |period: ReportPeriod| {
        let (day, link) = (rule.due_on(period, &ctx.house.calendar), format!("{site}/cabinet/reports?period={period}"));
        Event {
            uid: format!("report-{period}@otklik"),
            sequence: 0,
            from: day,
            to: day,
            title: format!("Отправить отчёты за {}", period.in_words()),
            note: format!("{}\n{link}", rule.ground),
            link,
            status: Status::Confirmed,
            alarms_days: alarms.to_vec(),
        }
    };
    Ok([last, last.after()].map(event).into())
}

async fn own_terms(ctx: &Ctx, person: &Person, asked: Asked) -> Result<Vec<Term>, Refusal> {
    let today = ctx.today();
    let (from, to) = (today.saturating_sub(DAYS_BACK.days()), today.saturating_add(DAYS_AHEAD.days()));
    let own: Vec<OrganisationId> = match &ctx.actor.scope {
        Scope::Everywhere => Vec::new(),
        // A plan belongs to the whole organisation, also for a worker of a branch: theirs are picked by name below.
        Scope::Within(reach) if ctx.actor.role == Some(Role::ClubWorker) => reach.touched().into_iter().collect(),
        Scope::Within(reach) if reach.organisations().len() > 0 => reach.organisations().collect(),
        _ => return Ok(Vec::new()),
    };
    if ctx.demand_somewhere(Verb::RecordExecution).is_err() {
        return Ok(Vec::new());
    }
    let mut terms = match asked {
        Asked::Terms => ctx.store().list_terms(&own, from, to, TERMS_MAX).await?,
        Asked::Turns => ctx.store().list_turn_terms(&own, today, to, TERMS_MAX).await?,
    };
    if ctx.actor.role == Some(Role::ClubWorker) {
        let handed = ctx.store().list_handed(person.id).await?;
        terms.retain(|term| handed.contains(&term.id) || links::is_executor(&term.executors, &person.name));
    }
    Ok(terms)
}

fn round_events(ctx: &Ctx, kept: &Kept<Round>, site: &str) -> Vec<Event> {
    let round = &kept.value;
    let lines = round.dates.lines(Done::default(), ctx.today());
    let event = |line: Line| -> Option<Event> {
        let to: Date = line.to.or(line.from)?;
        let link = format!("{site}/cabinet/rounds/{}", round.id);
        Some(Event {
            uid: format!("{}-{}@otklik", round.id, line.step.name()),
            sequence: u64::try_from(kept.version.0 - 1).unwrap_or(0),
            from: line.from.unwrap_or(to),
            to,
            title: format!("{}: {}", round.title, line.step.in_words()),
            note: link.clone(),
            link,
            status: Status::Confirmed,
            alarms_days: vec![7, 1],
        })
    };
    lines.into_iter().filter_map(event).collect()
}

/// The calendar of one round.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn round_calendar(ctx: &Ctx, id: RoundId, site: &str) -> Result<String, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let kept = round(ctx, id).await?;
    let events = round_events(ctx, &kept, site);
    Ok(Calendar { name: format!("Отклик: {}", kept.value.title), at: stamp(&ctx.house), events }.to_ics())
}

/// The calendar of a published plan: frozen words and days, nobody's name.
pub fn plan_calendar(plan: &PublicPlan, organisation: &str, slug: &str, site: &str) -> String {
    let link = format!("{site}/o/{slug}/plan");
    let event = |measure: &Measure| -> Option<Event> {
        let due_on = measure.due_on?;
        let is_off = measure.state == MeasureState::NotDone;
        Some(Event {
            uid: format!("{}-plan@otklik", measure.id),
            sequence: u64::try_from(plan.publication.number).unwrap_or(0),
            from: due_on,
            to: due_on,
            title: format!("Срок: {}", measure.text),
            note: format!("{organisation}\nСостояние: {}\n{link}", measure.state.in_words()),
            link: link.clone(),
            status: if is_off { Status::Cancelled } else { Status::Confirmed },
            alarms_days: Vec::new(),
        })
    };
    let events = plan.measures.iter().filter_map(event).collect();
    Calendar { name: format!("План исправлений: {organisation}"), at: plan.publication.at, events }.to_ics()
}
