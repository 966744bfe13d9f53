//! The letters of a day: every measure whose term is near or over is looked at once, page by page, and told to whom it
//! concerns; what waits for somebody's decision is counted beside it. One letter a person, queued in groups.

mod desks;
mod digest;

use super::Worker;
use crate::fresh;
use crate::letters::rules_of;
use crate::refusal::Refusal;
use crate::reports::rule_of;
use desks::{Desk, Desks};
use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::access::Role;
use otklik_domain::ids::PersonId;
use otklik_domain::inspection::Stage;
use otklik_domain::plan;
use otklik_domain::reminder::{Rules, is_digest_day};
use otklik_domain::report::{ReportPeriod, ReportStage};
use otklik_store::Act;
use otklik_store::record::{NewLetter, PageAsked, Recipient};

/// Measures read at once.
const PAGE: usize = 10_000;
/// Letters kept in one step.
const GROUP: usize = 500;

pub(super) async fn run(worker: &Worker) -> Result<(), Refusal> {
    let (store, today) = (&worker.house.store, worker.today());
    let rules = rules_of(&**store).await?;
    let calendar = &worker.house.calendar;
    let mut recipients = store.list_recipients().await?;
    recipients.retain(|it: &Recipient| is_digest_day(it.choice.pace, it.choice.told_on, today, &rules, calendar));
    if recipients.is_empty() {
        return Ok(());
    }
    let (places, handed) = tokio::try_join!(store.list_recipient_places(), store.list_recipient_measures())?;
    let mut desks = Desks::new(recipients, &places, &handed, today, &rules, calendar);
    look_at_measures(worker, &mut desks, today, &rules).await?;
    look_at_decisions(worker, &mut desks).await?;
    let period = look_at_reports(worker, &mut desks, today, &rules).await?;
    queue(worker, desks, today, &rules, period).await
}

async fn look_at_measures(worker: &Worker, desks: &mut Desks, today: Date, rules: &Rules) -> Result<(), Refusal> {
    use jiff::ToSpan;
    let until = today.saturating_add(i64::from(rules.soon_most()).days());
    let mut page = PageAsked::first(PAGE);
    loop {
        let listed = worker.house.store.list_due(until, &page).await?;
        for measure in &listed.items {
            desks.tell_of(measure, false);
        }
        match listed.next {
            Some(next) => page.after = Some(next),
            None => break,
        }
    }
    for measure in worker.house.store.list_due_turns(today, until).await? {
        desks.tell_of(&measure, true);
    }
    for (organisation, n) in worker.house.store.count_reported().await? {
        let n = u64::try_from(n).unwrap_or(0);
        desks.add(organisation, &[Role::Methodologist, Role::Head], |desk| desk.n_reported += n);
    }
    Ok(())
}

/// Plans on their way to approval; inspections and scores of rounds that go on.
async fn look_at_decisions(worker: &Worker, desks: &mut Desks) -> Result<(), Refusal> {
    let store = &worker.house.store;
    for (stage, organisation) in store.list_plans_to_decide().await? {
        if stage == plan::life::Stage::Sent {
            desks.add(organisation, &[Role::Founder], |desk| desk.n_plans += 1);
        } else {
            desks.add(organisation, &[Role::Methodologist, Role::Head], |desk| desk.n_returned += 1);
        }
    }
    for inspection in store.list_waiting_inspections().await? {
        let organisation = inspection.organisation;
        match inspection.stage {
            Stage::Shown => {
                desks.add(organisation, &[Role::Methodologist, Role::Head], |desk| desk.n_to_answer += 1);
            }
            Stage::Answered => desks.add(organisation, &[Role::Operator], |desk| desk.n_answered += 1),
            Stage::Filling | Stage::Final => {}
        }
    }
    for (_, organisation) in store.list_scores_to_approve().await? {
        desks.add(organisation, &[Role::Council], |desk| desk.n_to_approve += 1);
    }
    Ok(())
}

/// Reports of the last period that nobody sent, those the founder has, and those that were sent back.
async fn look_at_reports(
    worker: &Worker,
    desks: &mut Desks,
    today: Date,
    rules: &Rules,
) -> Result<ReportPeriod, Refusal> {
    let store = &worker.house.store;
    let due = rule_of(&**store).await?;
    let period = ReportPeriod::last_over(today, due.rhythm);
    let due_on = due.due_on(period, &worker.house.calendar);
    if (due_on - today).get_days() <= i32::from(rules.soon_most()) {
        for (organisation, n) in store.count_unsent_reports(period).await? {
            desks.tell_of_unsent(organisation, u64::try_from(n).unwrap_or(0), due_on);
        }
    }
    for (stage, organisation, n) in store.count_handed_reports().await? {
        let n = u64::try_from(n).unwrap_or(0);
        if stage == ReportStage::Sent {
            desks.add(organisation, &[Role::Founder], |desk| desk.n_reports_sent += n);
        } else {
            desks.add(organisation, &[Role::Methodologist, Role::Head], |desk| desk.n_reports_returned += n);
        }
    }
    Ok(period)
}

async fn queue(worker: &Worker, desks: Desks, today: Date, rules: &Rules, period: ReportPeriod) -> Result<(), Refusal> {
    let now = worker.house.clock.now();
    let run_at = leaves_at(worker, rules)?;
    let desks: Vec<Desk> = desks.into_told();
    let letter = |desk: &Desk| -> Result<NewLetter, Refusal> {
        let (subject, content) = digest::of(desk, period);
        Ok(NewLetter {
            id: fresh::uuid(now),
            person: desk.person,
            once: format!("digest:{today}"),
            kind: "digest".to_owned(),
            address: desk.address.clone(),
            subject,
            body_json: serde_json::to_string(&content).map_err(Refusal::unavailable)?,
            run_at,
        })
    };
    for group in desks.chunks(GROUP) {
        let letters: Result<Vec<NewLetter>, Refusal> = group.iter().map(letter).collect();
        let told: Vec<(PersonId, Date)> = group.iter().map(|desk| (desk.person, today)).collect();
        worker.house.store.keep_letters(&Act::new("otklik", "queue_letters", now), &letters?, &told).await?;
    }
    Ok(())
}

/// The first moment from now on at which letters leave.
pub(super) fn leaves_at(worker: &Worker, rules: &Rules) -> Result<Timestamp, Refusal> {
    let (zone, now) = (&worker.house.zone, worker.house.clock.now());
    let local = rules.hours.next(zone.to_datetime(now), &worker.house.calendar);
    Ok(local.to_zoned(zone.clone()).map_err(Refusal::unavailable)?.timestamp().max(now))
}
