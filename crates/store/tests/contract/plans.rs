use super::{day, kept_organisation, kept_plan};
use jiff::Timestamp;
use otklik_domain::ids::MeasureId;
use otklik_domain::plan::MeasureState;
use otklik_store::record::{Execution, NewJob, PlanQuery, PlanState, Verdict};
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
