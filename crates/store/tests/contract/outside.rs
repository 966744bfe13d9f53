use super::{day, kept_organisation};
use otklik_domain::outside::{SecondSource, figure};
use otklik_store::record::{SecondFigure, Version};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{act, id, instant};

pub(crate) async fn figures_of_others_are_kept_corrected_and_taken_out(store: &dyn Store) {
    let (one, other) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    let made = |n: u64, source, on: &str, typed: &str| SecondFigure {
        organisation: one.id,
        id: id(60, n),
        figure: figure(source, typed, day(on), Some(42), day("2026-11-22")).expect("a figure"),
        link: "https://bus.gov.ru/x".to_owned(),
        by: "test".to_owned(),
        at: instant(0),
    };
    let stars = made(1, SecondSource::BusGov, "2026-10-31", "4,7");
    let poll = made(2, SecondSource::MonthlyPoll, "2026-09-30", "86");
    let write = act("record_figure");
    store.keep_second_figures(&write, &[(stars.clone(), None), (poll.clone(), None)]).await.expect("kept");
    let listed = async || store.list_second_figures(&[one.id]).await.expect("read");
    let values = async || listed().await.into_iter().map(|kept| kept.value).collect::<Vec<_>>();
    assert_eq!(values().await, [poll.clone(), stars.clone()], "the oldest first");
    assert_eq!(store.list_second_figures(&[other.id]).await.expect("read"), vec![]);
    assert_eq!(store.list_second_figures(&[]).await.expect("read"), vec![]);
    let same_day = made(3, SecondSource::BusGov, "2026-10-31", "4,8");
    let new_day = made(4, SecondSource::BusGov, "2026-08-31", "4,8");
    let twice = store.keep_second_figures(&write, &[(new_day, None), (same_day, None)]).await;
    assert!(twice.is_err(), "one of a source a day");
    assert_eq!(listed().await.len(), 2, "all or none");
    let version = listed().await[1].version;
    let better = made(1, SecondSource::BusGov, "2026-10-31", "4,8");
    let late = store.keep_second_figures(&write, &[(better.clone(), Some(Version(version.0 + 7)))]).await;
    assert!(matches!(late, Err(Fault::Stale)), "{late:?}");
    store.keep_second_figures(&write, &[(better.clone(), Some(version))]).await.expect("corrected");
    assert_eq!(values().await, [poll.clone(), better.clone()]);
    let remove = act("remove_figure");
    let late = store.remove_second_figure(&remove, &better, version).await;
    assert!(matches!(late, Err(Fault::Stale)), "{late:?}");
    let newest = listed().await[1].version;
    store.remove_second_figure(&remove, &better, newest).await.expect("removed");
    assert_eq!(values().await, [poll]);
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}
