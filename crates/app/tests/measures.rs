//! One measure: its steps, its term, its history; a refused step changes nothing.

use crate::house::Place;
use otklik_app::drafts::MeasureTyped;
use otklik_app::measures::{self, MeasureView, StepTyped};
use otklik_app::record::{PageAsked, PlanState, RegisterQuery, Verdict, Version, View};
use otklik_app::{Ctx, Refusal, people, plans, register};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::deadline::Lateness;
use otklik_domain::ids::{MeasureId, PlanId};
use otklik_domain::plan::MeasureState;
use otklik_domain::plan::life::Stage;
use otklik_testkit::builders::act;

fn step(to: &str, reason: &str, done: &str) -> StepTyped {
    StepTyped { to: to.into(), reason: reason.into(), done: done.into(), ..StepTyped::default() }
}

async fn nth(place: &Place, plan: PlanId, n: usize) -> MeasureId {
    plans::plan(&place.ctx(Role::Auditor), plan).await.expect("found").measures[n].id
}

async fn seen(ctx: &Ctx, id: MeasureId) -> MeasureView {
    measures::measure(ctx, id).await.expect("found")
}

#[tokio::test]
async fn a_term_of_two_years_is_late_by_twelve_days_on_the_twelfth_of_january() {
    let mut place = Place::on("2019-02-01").await;
    let plan = place.published().await;
    let id = nth(&place, plan, 0).await;
    for (today, expected) in [
        ("2020-11-30", Lateness::OnTime),
        ("2020-12-10", Lateness::Soon(21)),
        ("2020-12-31", Lateness::Soon(0)),
        ("2021-01-01", Lateness::Late(1)),
        ("2021-01-12", Lateness::Late(12)),
    ] {
        place.turn_to(today);
        let view = seen(&place.ctx(Role::Head), id).await;
        assert_eq!(
            (view.lateness, view.measure.deadline.map(|d| d.as_written)),
            (expected, Some("2019–2020 гг.".into()))
        );
        let ctx = place.stranger();
        let asked = RegisterQuery { is_late: true, view: View::Published, ..RegisterQuery::on(ctx.today()) };
        let late = register::register(&ctx, asked, &PageAsked::first(10)).await.expect("read");
        let lateness: Vec<_> = late.rows.iter().map(|(_, lateness)| *lateness).collect();
        assert_eq!(lateness, if matches!(expected, Lateness::Late(_)) { vec![expected] } else { vec![] }, "{today}");
    }
}

#[tokio::test]
async fn a_term_that_goes_on_asks_again_and_is_not_late() {
    let mut place = Place::on("2019-02-01").await;
    let plan = place.plan().await;
    for (n, today, expected) in [
        (0, "2019-02-01", None),
        (1, "2019-02-01", Some("2019-04-01")),
        (3, "2019-02-01", Some("2019-04-01")),
        (3, "2019-05-20", Some("2019-07-01")),
        (2, "2019-05-20", None),
        (1, "2021-01-12", Some("2021-03-31")),
    ] {
        place.turn_to(today);
        let view = seen(&place.ctx(Role::Head), nth(&place, plan, n).await).await;
        assert_eq!(view.next_due.map(|day| day.to_string()).as_deref(), expected, "measure {n} on {today}");
        if n > 0 {
            assert_eq!(view.lateness, Lateness::NoTerm, "measure {n} on {today}");
        }
    }
}

#[tokio::test]
async fn a_report_moves_the_next_time_of_a_recurring_measure() {
    let mut place = Place::on("2019-02-01").await;
    let plan = place.plan().await;
    let id = nth(&place, plan, 3).await;
    place.turn_to("2019-03-20");
    let worker = place.ctx(Role::ClubWorker);
    let done =
        StepTyped { actual: "18.03.2019".into(), ..step("reported", "", "Опрошено 40 посетителей") };
    measures::record_execution(&worker, id, Version(1), &done).await.expect("recorded");
    let view = seen(&worker, id).await;
    assert_eq!(view.next_due.map(|day| day.to_string()).as_deref(), Some("2019-07-01"));
    assert_eq!((view.executions.len(), view.record.state), (1, MeasureState::Reported));
}

#[tokio::test]
async fn work_goes_from_planned_to_confirmed_by_two_people() {
    let place = Place::on("2019-02-01").await;
    let plan = place.plan().await;
    let id = nth(&place, plan, 0).await;
    let (worker, head) = (place.ctx(Role::ClubWorker), place.ctx(Role::Head));
    measures::record_execution(&worker, id, Version(1), &step("in_work", "", "")).await.expect("begun");
    measures::record_execution(&worker, id, Version(2), &step("reported", "", "Вывески стоят"))
        .await
        .expect("reported");
    let alone = measures::record_execution(&worker, id, Version(3), &step("confirmed", "", "")).await;
    assert!(matches!(alone, Err(Refusal::NotAllowed)), "who did the work does not confirm it: {alone:?}");
    measures::record_execution(&head, id, Version(3), &step("confirmed", "", "")).await.expect("confirmed");
    let view = seen(&head, id).await;
    assert_eq!((view.record.state, view.version, view.events.len()), (MeasureState::Confirmed, Version(4), 4));
    assert_eq!(view.measure.execution.and_then(|e| e.done).as_deref(), Some("Вывески стоят"));
    assert_eq!(view.executions.iter().map(|e| e.verdict).collect::<Vec<_>>(), [Verdict::Confirmed]);
}

#[tokio::test]
async fn a_report_that_is_confirmed_in_part_says_so_and_waits_no_more() {
    let mut place = Place::on("2019-02-01").await;
    let plan = place.plan().await;
    let id = nth(&place, plan, 0).await;
    let (worker, head) = (place.ctx(Role::ClubWorker), place.ctx(Role::Head));
    measures::record_execution(&worker, id, Version(1), &step("reported", "", "Вывески стоят"))
        .await
        .expect("reported");
    measures::record_execution(&head, id, Version(2), &step("partly", "Нет вывески на втором этаже", ""))
        .await
        .expect("back");
    place.turn_to("2019-03-01");
    let again = step("reported", "", "Вывески на обоих этажах");
    measures::record_execution(&place.ctx(Role::ClubWorker), id, Version(3), &again).await.expect("reported");
    let view = seen(&head, id).await;
    let said: Vec<_> = view.executions.iter().map(|e| (e.verdict, e.verdict_note.as_deref())).collect();
    assert_eq!(said, [(Verdict::Partly, Some("Нет вывески на втором этаже")), (Verdict::Waiting, None)]);
}

#[tokio::test]
async fn work_is_marked_on_plans_in_force_only() {
    let place = Place::on("2019-02-01").await;
    let plan = place.plan().await;
    let id = nth(&place, plan, 0).await;
    let head = place.ctx(Role::Head);
    let mut version = 1;
    for (stage, state, words) in [
        (Stage::Draft, PlanState::Active, Some("Отправьте план учредителю")),
        (Stage::Sent, PlanState::Active, Some("когда учредитель утвердит его")),
        (Stage::Returned, PlanState::Active, Some("Исправьте строки и отправьте план снова")),
        (Stage::Approved, PlanState::Active, None),
        (Stage::Published, PlanState::Active, None),
        (Stage::Amended, PlanState::Active, None),
        (Stage::Closed, PlanState::Closed, Some("внесите в новый план")),
        (Stage::Approved, PlanState::Superseded, Some("сменила новая редакция")),
    ] {
        let kept = place.scratch.store.find_plan(plan).await.expect("read").expect("there");
        let moved = otklik_app::record::Plan { stage, state, ..kept.value };
        place.scratch.store.keep_plan(&act("edit_plan"), &moved, kept.version).await.expect("kept");
        assert_eq!(seen(&head, id).await.no_work.is_some(), words.is_some(), "{stage:?}");
        let to = if version % 2 == 1 { "in_work" } else { "planned" };
        let edition = place.edition().await;
        let answer = measures::record_execution(&head, id, Version(version), &step(to, "", "")).await;
        match words {
            None => {
                answer.expect("taken");
                version += 1;
            }
            Some(words) => {
                let why = answer.expect_err("refused").to_string();
                assert!(why.contains(words), "{stage:?}: {why}");
                assert_eq!(place.edition().await, edition, "nothing was kept");
            }
        }
    }
}

#[tokio::test]
async fn a_step_that_cannot_be_taken_changes_nothing() {
    let place = Place::on("2019-02-01").await;
    let plan = place.plan().await;
    let id = nth(&place, plan, 0).await;
    let (head, edition) = (place.ctx(Role::Head), place.edition().await);
    for wrong in [
        step("", "", ""),
        step("late", "", ""),
        step("confirmed", "", ""),
        step("not_done", " ", ""),
        step("reported", "", "  "),
        StepTyped { term: "когда-нибудь".into(), ..step("moved", "Нет денег", "") },
    ] {
        let refused = measures::record_execution(&head, id, Version(1), &wrong).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{wrong:?}: {refused:?}");
    }
    let good = step("in_work", "", "");
    let stale = measures::record_execution(&head, id, Version(7), &good).await;
    assert!(matches!(stale, Err(Refusal::Stale)), "{stale:?}");
    for (ctx, expected) in [(place.ctx(Role::Council), "NotAllowed"), (place.stranger(), "NotSignedIn")] {
        let refused = measures::record_execution(&ctx, id, Version(1), &good).await;
        assert_eq!(format!("{refused:?}"), format!("Err({expected})"));
    }
    let other = place.neighbour().await;
    let refused = measures::record_execution(&place.ctx_of(Role::Head, &[other]), id, Version(1), &good).await;
    assert!(matches!(refused, Err(Refusal::NotFound)), "{refused:?}");
    assert_eq!(place.edition().await, edition + 1, "only the neighbour was kept");
}

#[tokio::test]
async fn a_moved_term_keeps_its_reason_and_its_year_when_other_words_are_corrected() {
    let mut place = Place::on("2019-02-01").await;
    let plan = place.plan().await;
    let id = nth(&place, plan, 0).await;
    place.turn_to("2021-01-12");
    let head = place.ctx(Role::Head);
    let moved =
        StepTyped { term: "до 30 июня".into(), ..step("moved", "Не поступили средства", "") };
    measures::record_execution(&head, id, Version(1), &moved).await.expect("moved");
    let due = |view: &MeasureView| view.record.due_on.map(|day| day.to_string());
    let view = seen(&head, id).await;
    assert_eq!((due(&view).as_deref(), view.lateness), (Some("2021-06-30"), Lateness::OnTime));
    let typed = MeasureTyped {
        text: "Установить вывески".into(),
        term: "до 30 июня".into(),
        reason: "Не поступили средства".into(),
        agreed: "Кузнецова Т.П.".into(),
        ..MeasureTyped::default()
    };
    measures::edit_measure(&head, id, Version(2), &typed).await.expect("edited");
    let view = seen(&head, id).await;
    assert_eq!(due(&view).as_deref(), Some("2021-06-30"));
    assert_eq!(view.record.reason.as_deref(), Some("Не поступили средства"));
    assert_eq!(view.measure.text, "Установить вывески");
}

#[tokio::test]
async fn an_edit_says_every_fault_is_refused_to_workers_and_when_stale() {
    let place = Place::on("2019-02-01").await;
    let plan = place.plan().await;
    let id = nth(&place, plan, 0).await;
    let edition = place.edition().await;
    let good = MeasureTyped {
        text: "Иначе".into(),
        reason: "Ошибка".into(),
        agreed: "Кузнецова Т.П.".into(),
        ..MeasureTyped::default()
    };
    let wrong = MeasureTyped { criterion: "7".into(), ..MeasureTyped::default() };
    let (head, worker) = (place.ctx(Role::Head), place.ctx(Role::ClubWorker));
    let refused = measures::edit_measure(&head, id, Version(1), &wrong).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    let refused = measures::edit_measure(&worker, id, Version(1), &good).await;
    assert!(matches!(refused, Err(Refusal::NotAllowed)), "{refused:?}");
    let refused = measures::edit_measure(&head, id, Version(4), &good).await;
    assert!(matches!(refused, Err(Refusal::Stale)), "{refused:?}");
    assert_eq!(place.edition().await, edition);
}

#[tokio::test]
async fn history_names_people_and_not_their_numbers() {
    let mut place = Place::on("2019-02-01").await;
    let plan = place.plan().await;
    let id = nth(&place, plan, 0).await;
    place.turn_to("2019-03-01");
    let person = people::add(&place.house, "Орлова Нина", Role::Head).await.expect("added");
    let actor = Actor { person: Some(person), role: Some(Role::Head), scope: Scope::Everywhere };
    let orlova = place.house.ctx(actor);
    measures::record_execution(&orlova, id, Version(1), &step("in_work", "", "")).await.expect("recorded");
    let view = seen(&orlova, id).await;
    let who: Vec<_> = view.events.iter().map(|e| view.names.get(&e.actor).map(String::as_str)).collect();
    assert_eq!(who, [None, Some("Орлова Нина")]);
}
