use super::{day, kept_organisation, kept_plan};
use otklik_domain::plan::MeasureState;
use otklik_store::record::{NewPublication, Plan, RegisterQuery};
use otklik_store::{Fault, PageAsked, Store, Version};
use otklik_testkit::builders::{act, id};

fn publication(plan: &Plan, number: u64, body: &str) -> NewPublication {
    NewPublication { organisation: plan.organisation, id: id(11, number), plan: plan.id, body_json: body.to_owned() }
}

pub(crate) async fn a_published_version_is_frozen(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (plan, measures) = kept_plan(store, &organisation, 2).await;
    assert_eq!(store.find_publication(plan.id).await.expect("read"), None);
    let first = publication(&plan, 1, "{\"n\":1}");
    let one = store.keep_publication(&act("publish"), &first, &measures, Version(1)).await.expect("published");
    let same = publication(&plan, 1, "{\"forged\":1}");
    let answer = store.keep_publication(&act("publish"), &same, &measures, Version(1)).await;
    assert!(matches!(answer, Err(Fault::Taken(_))), "{answer:?}");
    let mut changed = measures[0].clone();
    changed.state = MeasureState::Confirmed;
    store.keep_measure(&act("confirm"), &changed, Some(Version(1))).await.expect("kept");
    assert_eq!(store.find_published_measure(changed.id).await.expect("read"), Some(measures[0].clone()));
    let next = publication(&plan, 2, "{\"n\":2}");
    let two = store.keep_publication(&act("publish"), &next, &[changed.clone()], Version(1)).await.expect("published");
    assert_eq!((two.number, two.supersedes), (2, Some(one.id)));
    assert_eq!(store.find_publication_number(plan.id, 1).await.expect("read"), Some(one.clone()));
    assert_eq!(store.find_publication(plan.id).await.expect("read"), Some(two.clone()));
    assert_eq!(store.find_publication_by_id(one.id).await.expect("read"), Some(one));
    let numbers: Vec<i64> = store.list_versions(plan.id).await.expect("read").iter().map(|v| v.number).collect();
    assert_eq!(numbers, [2, 1]);
    let newest = store.list_publications(&[organisation.id], &PageAsked::first(10)).await.expect("read");
    assert_eq!(newest.items, vec![two]);
    assert!(store.verify().await.expect("checked").is_empty());
}

pub(crate) async fn a_stale_plan_is_not_published(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (plan, measures) = kept_plan(store, &organisation, 2).await;
    let answer = store.keep_publication(&act("publish"), &publication(&plan, 1, "{}"), &measures, Version(3)).await;
    assert!(matches!(answer, Err(Fault::Stale)), "{answer:?}");
    assert_eq!(store.find_publication(plan.id).await.expect("read"), None);
}

pub(crate) async fn the_public_register_shows_only_the_newest_version(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (plan, measures) = kept_plan(store, &organisation, 6).await;
    let asked = RegisterQuery::on(day("2026-11-22"));
    for (number, n) in [(1, 6), (2, 4)] {
        let new = publication(&plan, number, "{}");
        store.keep_publication(&act("publish"), &new, &measures[..n], Version(1)).await.expect("published");
        let page = store.list_register(&asked, &PageAsked::first(50)).await.expect("read");
        assert_eq!((page.items.len(), page.next), (n, None));
        assert_eq!(store.count_register(&asked).await.expect("read").total(), n as i64);
        assert_eq!(store.list_published_measures(plan.id).await.expect("read"), measures[..n]);
    }
}
