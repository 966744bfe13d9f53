//! What waits on people's desks: plans, reports, inspections, scores, terms and turns.

use super::{day, kept_organisation, kept_plan};
use jiff::ToSpan;
use otklik_domain::deadline::DeadlineKind;
use otklik_domain::ids::{MeasureId, PlanId};
use otklik_domain::inspection;
use otklik_domain::plan::MeasureState;
use otklik_domain::plan::life::Stage;
use otklik_domain::publication::Item;
use otklik_domain::registry::Organisation;
use otklik_domain::report::ReportStage;
use otklik_store::record::{
    ExpectedProof, FiledReport, HandedQuery, Measure, MeasureTurn, PlacingTurn, Plan, PlanState, Round, RoundState,
    RowChanges, SentBackQuery, StagedQuery, TurnQuery, UnplacedQuery, UnsentQuery, Verdict, Version,
};
use otklik_store::{Store, record};
use otklik_testkit::builders::{self, act, id, instant};

/// A plan of an organisation at a stage, with so many measures; ids follow its number.
async fn plan_at(store: &dyn Store, owner: &Organisation, number: u64, stage: Stage, n: u64) -> (Plan, Vec<Measure>) {
    let plan = Plan { stage, ..builders::plan(owner, number) };
    let first = number * 100;
    let begun = |at| Measure { state: MeasureState::InWork, ..builders::measure(&plan, at, day("2026-11-22")) };
    let measures: Vec<Measure> = (first..first + n).map(begun).collect();
    store.keep_adopted_plan(&act("adopt_plan"), &plan, &measures, None).await.expect("adopted");
    (plan, measures)
}

pub(crate) async fn plans_inspections_and_scores_wait_for_their_people(store: &dyn Store) {
    let (one, two) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    for (number, stage) in [(1, Stage::Draft), (2, Stage::Sent), (3, Stage::Returned), (4, Stage::Approved)] {
        plan_at(store, &one, number, stage, 1).await;
    }
    let (closed, _) = plan_at(store, &two, 5, Stage::Sent, 1).await;
    let waiting = store.list_plans_to_decide().await.expect("read");
    assert_eq!(waiting, [(Stage::Returned, one.id), (Stage::Sent, one.id), (Stage::Sent, two.id)]);
    let staged = async |organisations: &[&Organisation], without: &[(PlanId, Version)], limit: usize| {
        let organisations = organisations.iter().map(|it| it.id).collect();
        let asked = StagedQuery { organisations, stage: Stage::Sent, without: without.to_vec() };
        let (n, found) = store.list_staged_plans(&asked, limit).await.expect("read");
        (n, found.into_iter().map(|it| (it.id, it.version, it.organisation)).collect::<Vec<_>>())
    };
    let (older, newer) = ((builders::plan(&one, 2).id, Version(1), one.id), (closed.id, Version(1), two.id));
    for (organisations, without, limit, expected) in [
        (&[][..], &[][..], 9, (2, vec![newer, older])),
        (&[], &[], 1, (2, vec![newer])),
        (&[&one], &[], 9, (1, vec![older])),
        (&[], &[(newer.0, Version(1))], 9, (1, vec![older])),
        (&[], &[(newer.0, Version(2)), (older.0, Version(1))], 9, (1, vec![newer])),
        (&[&two], &[(newer.0, Version(1))], 9, (0, vec![])),
    ] {
        assert_eq!(staged(organisations, without, limit).await, expected, "{without:?} {limit}");
    }
    let closed = Plan { state: PlanState::Closed, ..closed };
    store.keep_plan(&act("close_plan"), &closed, Version(1)).await.expect("kept");
    assert_eq!(staged(&[], &[], 9).await, (1, vec![older]), "what is closed waits for nobody");
    assert_eq!(store.list_plans_to_decide().await.expect("read").len(), 2, "what is closed waits for nobody");

    let round = builders::round(1);
    store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    let shown = builders::inspection(one.id, &round, 1);
    store
        .keep_new_sheet(&act("begin_inspection"), Some(&shown), &builders::inspection_sheet(&shown, 1, "анна"))
        .await
        .expect("begun");
    assert!(store.list_waiting_inspections().await.expect("read").is_empty(), "it is still filled");
    let until = Some(day("2026-12-01"));
    let shown = record::Inspection { stage: inspection::Stage::Shown, answer_until: until, ..shown };
    store.keep_inspection(&act("show_inspection"), &shown, Version(1)).await.expect("shown");
    let waiting = store.list_waiting_inspections().await.expect("read");
    let brief: Vec<_> = waiting.iter().map(|it| (it.id, it.organisation, it.stage, it.answer_until)).collect();
    assert_eq!(brief, [(shown.id, one.id, inspection::Stage::Shown, until)]);

    let score = builders::score(&two, &round, 1, 8908);
    store.keep_scores(&act("count_scores"), &[score]).await.expect("kept");
    assert_eq!(store.list_scores_to_approve().await.expect("read"), [(round.id, two.id)]);
    let over = Round { state: RoundState::Closed, ..round };
    store.keep_round(&act("close_round"), &over, Some(Version(1))).await.expect("closed");
    assert!(store.list_scores_to_approve().await.expect("read").is_empty(), "the round is over");
    assert!(store.list_waiting_inspections().await.expect("read").is_empty());
}

pub(crate) async fn terms_stand_in_a_calendar_once_their_plan_is_in_force(store: &dyn Store) {
    let (one, two) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    let (_, measures) = plan_at(store, &one, 1, Stage::Published, 9).await;
    plan_at(store, &one, 2, Stage::Draft, 3).await;
    let (_, others) = plan_at(store, &two, 3, Stage::Amended, 1).await;
    let (from, to) = (day("2026-06-01"), day("2027-06-01"));
    let within = |all: &[Measure]| -> Vec<(otklik_domain::Date, MeasureId)> {
        let all = all.iter().filter_map(|m| Some((m.due_on?, m.id)));
        all.filter(|(due, _)| (from..=to).contains(due)).collect()
    };
    let mut expected = within(&measures);
    expected.sort();
    assert!(expected.len() > 2);
    let found = store.list_terms(&[one.id], from, to, 100).await.expect("read");
    assert_eq!(found.iter().map(|term| (term.due_on, term.id)).collect::<Vec<_>>(), expected);
    assert_eq!(found[0].organisation, one.name);
    assert_eq!(store.list_terms(&[one.id], from, to, 2).await.expect("read"), found[..2]);
    let all = store.list_terms(&[], from, to, 100).await.expect("read");
    assert_eq!(all.len(), expected.len() + within(&others).len());
}

fn filed(plan: &Plan, number: u64, stage: ReportStage) -> FiledReport {
    FiledReport {
        organisation: plan.organisation,
        id: id(60, number),
        plan: plan.id,
        period: "2026-Q3".parse().expect("a period"),
        number: None,
        replaces: None,
        stage,
        as_of: day("2026-10-10"),
        body_json: "{}".to_owned(),
        sha256: "0".repeat(64),
        note: None,
        by: "test".to_owned(),
        at: instant(0),
        signed: None,
        sent: None,
        decided: None,
        is_example: false,
    }
}

pub(crate) async fn a_report_waits_for_its_author_then_for_the_founder(store: &dyn Store) {
    let (one, two) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    let (first, _) = plan_at(store, &one, 1, Stage::Approved, 1).await;
    let (second, _) = plan_at(store, &two, 2, Stage::Published, 1).await;
    plan_at(store, &two, 3, Stage::Draft, 1).await;
    let over = Plan { to: Some(day("2026-06-30")), ..builders::plan(&two, 4) };
    store.keep_adopted_plan(&act("adopt_plan"), &over, &[], None).await.expect("adopted");
    let (closed, _) = plan_at(store, &two, 5, Stage::Closed, 1).await;
    let closed = Plan { state: PlanState::Closed, ..closed };
    store.keep_plan(&act("close_plan"), &closed, Version(1)).await.expect("kept");
    let period = "2026-Q3".parse().expect("a period");
    let asked = |organisations: &[&Organisation], without: &[PlanId]| UnsentQuery {
        organisations: organisations.iter().map(|it| it.id).collect(),
        period,
        without: without.to_vec(),
    };
    let unsent = async |asked: UnsentQuery, limit: usize| {
        let (n, found) = store.list_unsent_reports(&asked, limit).await.expect("read");
        (n, found.into_iter().map(|it| (it.plan, it.begun)).collect::<Vec<_>>())
    };
    assert_eq!(unsent(asked(&[], &[]), 9).await, (2, vec![(first.id, None), (second.id, None)]));
    assert_eq!(unsent(asked(&[], &[]), 1).await, (2, vec![(first.id, None)]), "all are counted");
    assert_eq!(unsent(asked(&[&two], &[]), 9).await, (1, vec![(second.id, None)]));
    assert_eq!(unsent(asked(&[&two], &[second.id]), 9).await, (0, vec![]));
    assert_eq!(store.count_unsent_reports(period).await.expect("read"), [(one.id, 1), (two.id, 1)]);

    let mut report = filed(&first, 1, ReportStage::Prepared);
    store.keep_report(&act("prepare_report"), &report, None).await.expect("prepared");
    let begun = Some((report.id, ReportStage::Prepared));
    assert_eq!(unsent(asked(&[&one], &[]), 9).await, (1, vec![(first.id, begun)]));
    report.stage = ReportStage::Signed;
    store.keep_report(&act("sign_report"), &report, Some(Version(1))).await.expect("signed");
    assert_eq!(store.send_report(&act("send_report"), &report, Version(2)).await.expect("sent"), 1);
    assert_eq!(unsent(asked(&[&one], &[]), 9).await, (0, vec![]), "it was sent");
    let handed =
        |stage, without: &[uuid::Uuid]| HandedQuery { organisations: vec![one.id], stage, without: without.to_vec() };
    let (n, found) = store.list_handed_reports(&handed(ReportStage::Sent, &[]), 9).await.expect("read");
    assert_eq!((n, found[0].id, found[0].period, found[0].number), (1, report.id, period, Some(1)));
    assert_eq!(store.list_handed_reports(&handed(ReportStage::Sent, &[report.id]), 9).await.expect("read").0, 0);
    assert_eq!(store.count_handed_reports().await.expect("read"), [(ReportStage::Sent, one.id, 1)]);
    let back =
        FiledReport {
            stage: ReportStage::Returned, number: Some(1), note: Some("Нет фото".into()), ..report.clone()
        };
    store.keep_report(&act("return_report"), &back, Some(Version(3))).await.expect("returned");
    let (n, found) = store.list_handed_reports(&handed(ReportStage::Returned, &[]), 9).await.expect("read");
    assert_eq!((n, found[0].note.as_deref()), (1, Some("Нет фото")));
    assert_eq!(unsent(asked(&[&one], &[]), 9).await, (0, vec![]), "what was sent back stands by itself");
    assert_eq!(store.count_handed_reports().await.expect("read"), [(ReportStage::Returned, one.id, 1)]);
}

fn turn(measure: &Measure, is_proof: bool, tells_from: &str, asks_until: &str) -> MeasureTurn {
    MeasureTurn {
        organisation: measure.organisation,
        measure: measure.id,
        is_proof,
        tells_from: day(tells_from),
        asks_until: day(asks_until),
        missed_on: None,
    }
}

pub(crate) async fn turns_are_remembered_and_told_when_they_ask(store: &dyn Store) {
    let (one, two) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    let (_, measures) = plan_at(store, &one, 1, Stage::Approved, 3).await;
    let (_, others) = plan_at(store, &two, 2, Stage::Approved, 1).await;
    let (draft, drafted) = plan_at(store, &two, 3, Stage::Draft, 1).await;
    let turns = [
        turn(&measures[0], true, "2026-11-30", "2026-12-31"),
        MeasureTurn { missed_on: Some(day("2026-09-30")), ..turn(&measures[1], true, "2026-10-01", "2026-12-30") },
        turn(&measures[2], false, "2026-12-01", "2026-12-25"),
        turn(&others[0], true, "2026-11-01", "2026-11-30"),
        turn(&drafted[0], true, "2026-11-01", "2026-11-30"),
    ];
    store.keep_turns(&turns, &[]).await.expect("kept");
    let asked = |on: &str, is_proof, organisations: &[&Organisation], without: &[&Measure]| TurnQuery {
        organisations: organisations.iter().map(|it| it.id).collect(),
        on: day(on),
        is_proof,
        without: without.iter().map(|it| it.id).collect(),
    };
    let told = async |asked: TurnQuery, limit: usize, n_max: usize| {
        let (n, found) = store.list_asked_turns(&asked, limit, n_max).await.expect("read");
        (n, found.into_iter().map(|it| it.turn.measure).collect::<Vec<_>>())
    };
    let (a, b, c, d) = (&measures[0], &measures[1], &measures[2], &others[0]);
    assert_eq!(told(asked("2026-11-22", true, &[], &[]), 9, 9).await, (2, vec![d.id, b.id]), "drafts ask nothing");
    assert_eq!(told(asked("2026-12-01", true, &[], &[]), 1, 9).await, (3, vec![d.id]), "all are counted");
    assert_eq!(told(asked("2026-12-01", true, &[], &[]), 1, 2).await.0, 2, "up to a number");
    assert_eq!(told(asked("2026-12-01", true, &[&one], &[b]), 9, 9).await, (1, vec![a.id]));
    assert_eq!(told(asked("2026-12-01", false, &[&one], &[]), 9, 9).await, (1, vec![c.id]));
    let found = store.list_turns(&[b.id, drafted[0].id]).await.expect("read");
    assert_eq!(found, [turns[1].clone(), turns[4].clone()]);
    let due = store.list_due_turns(day("2026-12-01"), day("2026-12-30")).await.expect("read");
    assert_eq!(
        due.iter().map(|it| (it.due_on, it.id)).collect::<Vec<_>>(),
        [(day("2026-12-25"), c.id), (day("2026-12-30"), b.id)]
    );
    let terms = store.list_turn_terms(&[one.id], day("2026-12-26"), day("2027-01-31"), 9).await.expect("read");
    assert_eq!(terms.iter().map(|it| it.id).collect::<Vec<_>>(), [b.id, a.id]);
    // Remembered anew it takes the place of what was; what asks no more is forgotten.
    store.keep_turns(&[turn(a, true, "2027-03-01", "2027-03-31")], &[(one.id, b.id)]).await.expect("kept");
    assert_eq!(told(asked("2026-12-01", true, &[&one], &[]), 9, 9).await, (0, vec![]));
    let removed = RowChanges { removed: vec![drafted[0].id], ..RowChanges::default() };
    let emptied = Plan { n_measures: 0, ..draft };
    store.keep_plan_rows(&act("remove_row"), &emptied, Version(1), &removed).await.expect("a row takes its turn along");
    assert!(store.list_turns(&[drafted[0].id]).await.expect("read").is_empty());
}

pub(crate) async fn a_turn_is_counted_from_what_is_known_of_its_measure(store: &dyn Store) {
    let one = kept_organisation(store, 1).await;
    let from = day("2026-01-01");
    let plan = Plan { from: Some(from), ..builders::plan(&one, 1) };
    let again = |number: u64, kind| Measure {
        deadline_kind: Some(kind),
        state: MeasureState::Planned,
        ..builders::measure(&plan, number, day("2026-11-22"))
    };
    let measures = [
        again(1, DeadlineKind::Ongoing),
        again(2, DeadlineKind::ByDate),
        again(3, DeadlineKind::Recurring),
        again(4, DeadlineKind::Ongoing),
    ];
    store.keep_adopted_plan(&act("adopt_plan"), &plan, &measures, None).await.expect("adopted");
    let said = ExpectedProof {
        organisation: one.id,
        measure: measures[0].id,
        kinds: Vec::new(),
        every_months: Some(6),
        by: "test".to_owned(),
        at: instant(0),
    };
    store.keep_expected_proof(&act("expect_proof"), &said, None).await.expect("kept");
    let report = record::Execution {
        organisation: one.id,
        id: id(30, 1),
        measure: measures[2].id,
        done: "Опросили".to_owned(),
        actual_json: None,
        paper: None,
        by: "test".to_owned(),
        at: instant(0),
        verdict: record::Verdict::Waiting,
        verdict_note: None,
        for_day: Some(from.saturating_add(40.days())),
    };
    let worked = Measure { state: MeasureState::Reported, ..measures[2].clone() };
    store.keep_execution(&act("record_execution"), &report, &worked, Version(1)).await.expect("kept");
    let all: Vec<MeasureId> = measures.iter().map(|it| it.id).collect();
    let found = store.find_turn_sources(&all).await.expect("read");
    let brief: Vec<_> = found.iter().map(|it| (it.measure.id, it.plan_from, it.last, it.every_months)).collect();
    let expected = [
        (measures[0].id, Some(from), None, Some(6)),
        (measures[2].id, Some(from), report.for_day, None),
        (measures[3].id, Some(from), None, None),
    ];
    assert_eq!(brief, expected, "a term that comes once has no turns");
    let first = store.list_turn_sources(None, 2).await.expect("read");
    assert_eq!(first.items, found[..2]);
    let after = first.next.expect("more").parse().expect("an id");
    let second = store.list_turn_sources(Some(after), 2).await.expect("read");
    assert_eq!((second.items.as_slice(), second.next), (&found[2..], None));
}

pub(crate) async fn events_are_told_once_and_the_journal_is_read_on(store: &dyn Store) {
    assert_eq!(store.find_followed().await.expect("read"), None);
    let one = kept_organisation(store, 1).await;
    kept_plan(store, &one, 1).await;
    let lines = store.list_lines_after(0, 100).await.expect("read");
    let verbs: Vec<&str> = lines.iter().map(|line| line.verb.as_str()).collect();
    assert!(verbs.contains(&"create_organisation") && verbs.contains(&"adopt_plan"), "{verbs:?}");
    assert!(lines.is_sorted_by_key(|line| line.number));
    assert_eq!(store.list_lines_after(0, 1).await.expect("read"), lines[..1]);
    let person = record::Person {
        id: otklik_domain::ids::PersonId(id(12, 1)),
        name: "Ильина Анна".into(),
        login: None,
        role: "head".into(),
        organisation: Some(one.id),
        state: record::PersonState::Active,
        at: instant(0),
        email: Some("head@example.org".into()),
    };
    store.keep_person(&act("add_person"), &person, None).await.expect("kept");
    let letter = |number: u64, once: &str| record::NewLetter {
        id: id(40, number),
        person: person.id,
        once: once.to_owned(),
        kind: "reported".to_owned(),
        address: "head@example.org".to_owned(),
        subject: "Отклик".to_owned(),
        body_json: "{}".to_owned(),
        run_at: instant(1),
    };
    let queue = act("queue_letters");
    assert_eq!(store.keep_event_letters(&queue, &[letter(1, "event:1")], 7).await.expect("kept"), 1);
    assert_eq!(store.find_followed().await.expect("read"), Some(7));
    let again = [letter(2, "event:1"), letter(3, "event:2")];
    assert_eq!(store.keep_event_letters(&queue, &again, 9).await.expect("kept"), 1, "one of them was told");
    assert_eq!(store.find_followed().await.expect("read"), Some(9));
    assert_eq!(store.count_letters().await.expect("read"), [(record::LetterState::Waiting, 2)]);
}

pub(crate) async fn work_that_was_sent_back_waits_with_the_words_it_was_sent_back_with(store: &dyn Store) {
    let (one, two) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    let (_, measures) = plan_at(store, &one, 1, Stage::Published, 3).await;
    let (_, others) = plan_at(store, &two, 2, Stage::Approved, 1).await;
    let (closed, over) = plan_at(store, &two, 3, Stage::Approved, 1).await;
    let report = |of: &Measure, number: u64, verdict: Verdict| record::Execution {
        organisation: of.organisation,
        id: id(30, number),
        measure: of.id,
        done: "Сделано".to_owned(),
        actual_json: None,
        paper: None,
        by: "исполнитель".to_owned(),
        at: instant(0),
        verdict,
        verdict_note: (verdict == Verdict::Returned).then(|| "Снимок не тот".to_owned()),
        for_day: None,
    };
    let send_back = async |of: &Measure, number: u64| {
        let reported = Measure { state: MeasureState::Reported, ..of.clone() };
        let waiting = report(of, number, Verdict::Waiting);
        let version = store.find_measure(of.id).await.expect("read").expect("there").version;
        let version = store.keep_execution(&act("record_execution"), &waiting, &reported, version).await.expect("kept");
        let back =
            Measure { state: MeasureState::InWork, reason: Some("Снимок не тот".to_owned()), ..of.clone() };
        let returned = report(of, number, Verdict::Returned);
        store.keep_execution(&act("return_execution"), &returned, &back, version).await.expect("kept");
    };
    for (number, of) in [(1, &measures[0]), (2, &measures[1]), (3, &others[0]), (4, &over[0])] {
        send_back(of, number).await;
    }
    let closed_now = Plan { state: PlanState::Closed, ..closed };
    store.keep_plan(&act("close_plan"), &closed_now, Version(1)).await.expect("kept");
    let told = async |organisations: &[&Organisation], not_by: Option<&str>, without: &[u64], limit: usize| {
        let asked = SentBackQuery {
            organisations: organisations.iter().map(|it| it.id).collect(),
            not_by: not_by.map(str::to_owned),
            without: without.iter().map(|number| id(30, *number)).collect(),
        };
        let (n, found) = store.list_sent_back(&asked, limit).await.expect("read");
        (n, found.into_iter().map(|it| it.measure).collect::<Vec<_>>())
    };
    let (a, b, c) = (measures[0].id, measures[1].id, others[0].id);
    assert_eq!(told(&[], None, &[], 9).await, (3, vec![c, b, a]), "the newest first; a closed plan asks nothing");
    assert_eq!(told(&[], None, &[], 1).await, (3, vec![c]), "all are counted");
    assert_eq!(told(&[&one], None, &[2], 9).await, (1, vec![a]));
    assert_eq!(told(&[], Some("test"), &[], 9).await, (0, vec![]), "who sent it back waits for others");
    let (_, found) = store
        .list_sent_back(&SentBackQuery { organisations: vec![two.id], not_by: None, without: Vec::new() }, 9)
        .await
        .expect("read");
    assert_eq!((found[0].words.as_deref(), found[0].by.as_deref()), (Some("Снимок не тот"), Some("test")));
    let again = Measure { state: MeasureState::Reported, reason: None, ..measures[0].clone() };
    let version = store.find_measure(a).await.expect("read").expect("there").version;
    let newer = report(&measures[0], 5, Verdict::Waiting);
    store.keep_execution(&act("record_execution"), &newer, &again, version).await.expect("kept");
    assert_eq!(told(&[], None, &[], 9).await, (2, vec![c, b]), "a new report takes its place");
}

pub(crate) async fn what_is_not_placed_is_remembered_by_its_day(store: &dyn Store) {
    let (one, two) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    let (first, _) = plan_at(store, &one, 1, Stage::Published, 1).await;
    let (second, _) = plan_at(store, &two, 2, Stage::Published, 1).await;
    let turn = |plan: &Plan, item, until: &str| PlacingTurn {
        organisation: plan.organisation,
        plan: plan.id,
        item,
        asks_until: day(until),
    };
    let keep = async |plan: &Plan, turn: Option<PlacingTurn>| {
        store.keep_placing_turn(plan.organisation, plan.id, turn.as_ref()).await.expect("kept");
    };
    keep(&first, Some(turn(&first, Item::OwnSite, "2026-12-01"))).await;
    keep(&second, Some(turn(&second, Item::Plan, "2026-11-20"))).await;
    let told = async |organisations: &[&Organisation], by: &str, without: &[(&Plan, &str)], limit: usize| {
        let organisations = organisations.iter().map(|it| it.id).collect();
        let without = without.iter().map(|(plan, on)| (plan.id, day(on))).collect();
        let asked = UnplacedQuery { organisations, by: day(by), without };
        let (n, found) = store.list_unplaced(&asked, limit).await.expect("read");
        (n, found.into_iter().map(|it| (it.plan, it.item)).collect::<Vec<_>>())
    };
    let (a, b) = ((first.id, Item::OwnSite), (second.id, Item::Plan));
    for (organisations, by, without, limit, expected) in [
        (&[][..], "2026-12-01", &[][..], 9, (2, vec![b, a])),
        (&[], "2026-12-01", &[], 1, (2, vec![b])),
        (&[], "2026-11-30", &[], 9, (1, vec![b])),
        (&[&one], "2026-12-01", &[], 9, (1, vec![a])),
        (&[], "2026-12-01", &[(&second, "2026-11-20")], 9, (1, vec![a])),
        (&[], "2026-12-01", &[(&second, "2026-11-19")], 9, (2, vec![b, a])),
    ] {
        assert_eq!(told(organisations, by, without, limit).await, expected, "{by} {limit}");
    }
    keep(&first, Some(turn(&first, Item::Execution, "2027-01-11"))).await;
    assert_eq!(told(&[], "2027-01-31", &[], 9).await.1, [b, (first.id, Item::Execution)], "one row a plan");
    keep(&second, None).await;
    assert_eq!(told(&[], "2026-12-31", &[], 9).await, (0, vec![]));
    let closed = Plan { state: PlanState::Closed, ..first.clone() };
    store.keep_plan(&act("close_plan"), &closed, Version(1)).await.expect("kept");
    assert_eq!(told(&[], "2027-01-31", &[], 9).await, (0, vec![]), "what is closed asks nothing");
}
