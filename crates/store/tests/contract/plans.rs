use super::{day, kept_organisation, kept_plan};
use jiff::Timestamp;
use otklik_domain::ids::MeasureId;
use otklik_domain::plan::MeasureState;
use otklik_domain::plan::life::Stage;
use otklik_store::record::{
    AmendmentKind, Execution, NewJob, Plan, PlanAmendment, PlanApproval, PlanComment, PlanQuery, PlanState, PlanStep,
    PublicationItem, RowChanges, UnsentQuery, Verdict,
};
use otklik_store::{Fault, PageAsked, Store, Version};
use otklik_testkit::builders::{act, id, instant, measure, plan};

pub(crate) async fn a_fault_in_the_middle_leaves_nothing(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let edition = store.edition().await.expect("read");
    let half = plan(&organisation, 1);
    let mut measures: Vec<_> = (0..4).map(|at| measure(&half, at, day("2026-11-22"))).collect();
    measures[3].id = measures[0].id;
    let job = NewJob { id: id(9, 1), kind: "remind".into(), body_json: "{}".into(), run_at: instant(0) };
    let answer = store.keep_adopted_plan(&act("adopt_plan").queue(job), &half, &measures, None).await;
    assert!(matches!(&answer, Err(Fault::Taken(what)) if what == "measure.id"), "{answer:?}");
    assert_eq!(store.find_plan(half.id).await.expect("read"), None);
    assert_eq!(store.find_measure(measures[1].id).await.expect("read"), None);
    assert_eq!(store.edition().await.expect("read"), edition);
    assert_eq!(store.count_jobs().await.expect("read"), (0, 0));
}

pub(crate) async fn a_measure_remembers_its_changes(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (adopted, measures) = kept_plan(store, &organisation, 3).await;
    let mut changed = measures[1].clone();
    changed.state = MeasureState::NotDone;
    changed.reason = Some("нет денег".into());
    let deed = act("move_measure").because("нет денег");
    assert_eq!(store.keep_measure(&deed, &changed, Some(Version(1))).await.expect("kept"), Version(2));
    let stale = store.keep_measure(&deed, &changed, Some(Version(1))).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    let kept = store.list_measures(adopted.id).await.expect("read");
    assert_eq!(kept.iter().map(|kept| kept.value.position).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(kept[1].value, changed);
    let events = store.list_events(changed.id).await.expect("read");
    assert_eq!(events.len(), 2, "{events:?}");
    let last = events.iter().find(|event| event.verb == "move_measure").expect("there");
    assert_eq!(last.note.as_deref(), Some("нет денег"));
    assert!(last.was.as_deref().is_some_and(|was| was.contains("\"planned\"")), "{last:?}");
    assert!(last.became.as_deref().is_some_and(|became| became.contains("\"not_done\"")), "{last:?}");
}

pub(crate) async fn a_report_moves_its_measure(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (_, measures) = kept_plan(store, &organisation, 1).await;
    let mut changed = measures[0].clone();
    changed.state = MeasureState::Reported;
    let mut report = Execution {
        organisation: organisation.id,
        id: id(10, 1),
        measure: changed.id,
        done: "Вывеска установлена".into(),
        actual_json: None,
        paper: None,
        by: "test".into(),
        at: Timestamp::from_second(1_790_000_000).expect("within time"),
        verdict: Verdict::Waiting,
        verdict_note: None,
        for_day: None,
    };
    let version = store.keep_execution(&act("record_execution"), &report, &changed, Version(1)).await.expect("kept");
    report.verdict = Verdict::Confirmed;
    changed.state = MeasureState::Confirmed;
    store.keep_execution(&act("confirm_execution"), &report, &changed, version).await.expect("kept");
    assert_eq!(store.list_executions(changed.id).await.expect("read"), vec![report]);
    assert_eq!(store.find_measure(changed.id).await.expect("read").expect("there").value, changed);
    assert_eq!(store.find_measure(MeasureId(id(3, 99))).await.expect("read"), None);
}

pub(crate) async fn a_newer_edition_supersedes(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (old, _) = kept_plan(store, &organisation, 2).await;
    let mut new = plan(&organisation, 2);
    new.supersedes = Some(old.id);
    store.keep_adopted_plan(&act("adopt_plan"), &new, &[], None).await.expect("adopted");
    assert_eq!(store.find_plan(old.id).await.expect("read").expect("there").value.state, PlanState::Superseded);
    let asked = PlanQuery { state: Some(PlanState::Active), ..PlanQuery::default() };
    let active = store.list_plans(&asked, &PageAsked::first(10)).await.expect("read");
    assert_eq!(active.items.iter().map(|kept| kept.value.id).collect::<Vec<_>>(), vec![new.id]);
    let all = store.list_plans(&PlanQuery::default(), &PageAsked::first(1)).await.expect("read");
    assert!(all.next.is_some());
}

fn step(plan: &Plan, number: u64, stage: Stage) -> PlanStep {
    PlanStep {
        organisation: plan.organisation,
        id: id(21, number),
        plan: plan.id,
        number: 0,
        stage,
        verb: "send_plan".into(),
        words: Some("Просим утвердить".into()),
        by: "test".into(),
        at: instant(0),
    }
}

pub(crate) async fn a_plan_remembers_its_way(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (adopted, measures) = kept_plan(store, &organisation, 1).await;
    let sent = Plan { stage: Stage::Sent, ..adopted.clone() };
    let version = store.keep_plan_step(&act("send_plan"), &sent, Version(1), &step(&sent, 1, Stage::Sent), None).await;
    assert_eq!(version.expect("kept"), Version(2));
    let stale = store.keep_plan_step(&act("send_plan"), &sent, Version(1), &step(&sent, 2, Stage::Sent), None).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    let comment = PlanComment {
        organisation: organisation.id,
        id: id(22, 1),
        plan: adopted.id,
        measure: Some(measures[0].id),
        words: "Назовите день".into(),
        by: "founder".into(),
        at: instant(1),
        answer: None,
        settled: None,
    };
    store.keep_plan_comment(&act("comment_plan"), &comment, None).await.expect("kept");
    let answer = Some(("Назвали".to_owned(), "test".to_owned(), instant(2)));
    let settled = Some(("founder".to_owned(), instant(3)));
    let answered = PlanComment { answer, settled, ..comment };
    store.keep_plan_comment(&act("answer_comment"), &answered, Some(Version(1))).await.expect("kept");
    assert_eq!(store.find_plan_comment(answered.id).await.expect("read").expect("there").value, answered);
    let comments = store.list_plan_comments(adopted.id).await.expect("read");
    assert_eq!(comments.into_iter().map(|kept| kept.value).collect::<Vec<_>>(), std::slice::from_ref(&answered));
    let paper = store.keep_paper(&act("keep_paper"), "скан.pdf", "pdf", b"%PDF").await.expect("kept");
    let approval = PlanApproval {
        organisation: organisation.id,
        id: id(23, 1),
        plan: adopted.id,
        position: "Начальник".into(),
        body: "Отдел культуры".into(),
        name: "Кузнецова Т.П.".into(),
        act_kind: "приказ".into(),
        act_number: "12".into(),
        act_date: Some(day("2026-01-31")),
        approved_on: day("2026-02-01"),
        paper: Some(paper.hash),
        by: "founder".into(),
        at: instant(4),
    };
    let approved = Plan { stage: Stage::Approved, ..adopted.clone() };
    let step = step(&approved, 3, Stage::Approved);
    store.keep_plan_step(&act("approve_plan"), &approved, Version(2), &step, Some(&approval)).await.expect("kept");
    assert_eq!(store.list_plan_approvals(adopted.id).await.expect("read"), [approval]);
    let steps = store.list_plan_steps(adopted.id).await.expect("read");
    let told: Vec<(i64, Stage)> = steps.iter().map(|step| (step.number, step.stage)).collect();
    assert_eq!(told, [(1, Stage::Approved), (2, Stage::Sent), (3, Stage::Approved)]);
    let asked = PlanQuery { stage: Some(Stage::Sent), ..PlanQuery::default() };
    assert!(store.list_plans(&asked, &PageAsked::first(5)).await.expect("read").items.is_empty());
    // Approved on 1 February: it owes a report of the first quarter, and none of the year before.
    for (after, n) in [("2025-12-31", 1), ("2026-01-31", 1), ("2026-02-01", 0), ("2026-03-31", 0)] {
        let asked = PlanQuery { approved_after: Some(day(after)), ..PlanQuery::default() };
        assert_eq!(store.list_plans(&asked, &PageAsked::first(5)).await.expect("read").items.len(), n, "{after}");
    }
    for (period, n) in [("2025-Q4", 0), ("2026-Q1", 1)] {
        let asked =
            UnsentQuery { organisations: Vec::new(), period: period.parse().expect("a period"), without: vec![] };
        assert_eq!(store.list_unsent_reports(&asked, 5).await.expect("read").0, n, "{period}");
    }
    assert!(store.verify().await.expect("checked").is_empty());
}

pub(crate) async fn rows_change_together_or_not_at_all(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (adopted, measures) = kept_plan(store, &organisation, 3).await;
    let mut changed = measures[1].clone();
    changed.text = "Иначе".into();
    let amendment = PlanAmendment {
        organisation: organisation.id,
        id: id(24, 1),
        plan: adopted.id,
        measure: changed.id,
        kind: AmendmentKind::Changed,
        was_json: Some("{}".into()),
        became_json: None,
        reason: "Ошибка".into(),
        agreed: "Кузнецова Т.П.".into(),
        by: "test".into(),
        at: instant(1),
    };
    let amended = Plan { stage: Stage::Amended, n_measures: 2, ..adopted.clone() };
    let rows = RowChanges {
        put: vec![(changed.clone(), Some(Version(1)))],
        removed: vec![measures[2].id],
        amendments: vec![amendment.clone()],
        step: Some(step(&amended, 1, Stage::Amended)),
    };
    let stale = RowChanges { put: vec![(changed.clone(), Some(Version(4)))], ..rows.clone() };
    let refused = store.keep_plan_rows(&act("amend_plan"), &amended, Version(1), &stale).await;
    assert!(matches!(refused, Err(Fault::Stale)), "{refused:?}");
    assert_eq!(store.list_measures(adopted.id).await.expect("read").len(), 3);
    store.keep_plan_rows(&act("amend_plan"), &amended, Version(1), &rows).await.expect("kept");
    let kept: Vec<_> = store.list_measures(adopted.id).await.expect("read").into_iter().map(|k| k.value).collect();
    assert_eq!(kept, [measures[0].clone(), changed.clone()]);
    assert_eq!(store.list_plan_amendments(adopted.id).await.expect("read"), [amendment]);
    let events = store.list_plan_events(adopted.id).await.expect("read");
    assert!(events.iter().any(|e| e.measure == changed.id && e.was.as_deref().is_some_and(|w| w.contains("text"))));
    assert!(store.verify().await.expect("checked").is_empty());
}

pub(crate) async fn an_item_is_marked_once_and_changed_by_version(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (adopted, _) = kept_plan(store, &organisation, 1).await;
    let mark = PublicationItem {
        organisation: organisation.id,
        id: id(25, 1),
        plan: adopted.id,
        item: otklik_domain::publication::Item::Plan,
        placed_on: None,
        placed_by: String::new(),
        link: String::new(),
        note: "ждём ключ подписи".into(),
        due_on: Some(day("2026-02-16")),
        terms_version: 1,
        by: "test".into(),
        at: instant(0),
    };
    store.keep_publication_item(&act("mark_item"), &mark, None).await.expect("kept");
    let twice = PublicationItem { id: id(25, 2), ..mark.clone() };
    let taken = store.keep_publication_item(&act("mark_item"), &twice, None).await;
    assert!(matches!(&taken, Err(Fault::Taken(what)) if what == "publication_item.item"), "{taken:?}");
    let placed = PublicationItem { placed_on: Some(day("2026-02-10")), placed_by: "Ильина А.".into(), ..mark };
    store.keep_publication_item(&act("mark_item"), &placed, Some(Version(1))).await.expect("kept");
    let kept = store.list_publication_items(adopted.id).await.expect("read");
    assert_eq!((kept.len(), &kept[0].value), (1, &placed));
}
