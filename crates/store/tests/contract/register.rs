use super::day;
use jiff::ToSpan;
use otklik_domain::ids::OrganisationId;
use otklik_domain::plan::MeasureState;
use otklik_domain::score::Criterion;
use otklik_store::record::{Examples, RegisterQuery, RegisterRow, View};
use otklik_store::{PageAsked, Store};
use otklik_testkit::builders::{act, id, keep_register, measure, organisation, plan};

fn working() -> RegisterQuery {
    RegisterQuery { view: View::Working, ..RegisterQuery::on(day("2026-11-22")) }
}

async fn every(store: &dyn Store, asked: &RegisterQuery, limit: usize) -> Vec<RegisterRow> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = store.list_register(asked, &PageAsked { after, limit }).await.expect("read");
        rows.extend(page.items);
        after = page.next;
        if after.is_none() {
            return rows;
        }
    }
}

fn is_late(row: &RegisterRow, asked: &RegisterQuery) -> bool {
    row.state.is_awaited() && row.due_on.is_some_and(|due| due < asked.today)
}

pub(crate) async fn late_measures_stand_first_and_pages_join(store: &dyn Store) {
    keep_register(store, 3, 40, day("2026-11-22")).await.expect("kept");
    let asked = working();
    let rows = every(store, &asked, 500).await;
    assert_eq!(rows.len(), 120);
    assert_eq!(every(store, &asked, 7).await, rows);
    let n_late = rows.iter().filter(|row| is_late(row, &asked)).count();
    assert!(n_late > 10 && rows.iter().take(n_late).all(|row| is_late(row, &asked)));
    let finished = rows.iter().position(|row| !row.state.is_awaited()).expect("there");
    assert!(rows.iter().skip(finished).all(|row| !row.state.is_awaited()));
    let days: Vec<_> = rows.iter().take(n_late).map(|row| row.due_on).collect();
    assert!(days.is_sorted());
}

pub(crate) async fn filters_find_what_they_say(store: &dyn Store) {
    keep_register(store, 3, 40, day("2026-11-22")).await.expect("kept");
    let all = every(store, &working(), 500).await;
    type Filter = (&'static str, RegisterQuery, fn(&RegisterRow) -> bool);
    let third = Criterion::new(3);
    let filters: [Filter; 10] = [
        ("late", RegisterQuery { is_late: true, ..working() }, |r| is_late(r, &working())),
        ("in time", RegisterQuery { is_in_time: true, ..working() }, |r| !is_late(r, &working())),
        ("soon", RegisterQuery { soon_days: Some(60), ..working() }, |r| {
            let until = working().today.saturating_add(60.days());
            r.state.is_awaited() && r.due_on.is_some_and(|due| due >= working().today && due <= until)
        }),
        ("criterion", RegisterQuery { criterion: third, ..working() }, |r| r.criterion == Criterion::new(3)),
        ("states", RegisterQuery { states: vec![MeasureState::Confirmed, MeasureState::Moved], ..working() }, |r| {
            matches!(r.state, MeasureState::Confirmed | MeasureState::Moved)
        }),
        ("organisation", RegisterQuery { organisations: vec![OrganisationId(id(1, 1))], ..working() }, |r| {
            r.organisation == OrganisationId(id(1, 1))
        }),
        ("due_before is exclusive", RegisterQuery { due_before: Some(day("2026-11-22")), ..working() }, |r| {
            r.due_on.is_some_and(|due| due < working().today)
        }),
        ("executor", RegisterQuery { executor: Some("линькова отделом 7".into()), ..working() }, |r| {
            r.executors.contains('7')
        }),
        ("search", RegisterQuery { search: Some("ВЫВЕСКУ 118 навигации".into()), ..working() }, |r| {
            r.text.contains("118") || r.number.as_deref() == Some("118.")
        }),
        ("nothing like it", RegisterQuery { search: Some("паровоз".into()), ..working() }, |_| false),
    ];
    for (name, asked, holds) in filters {
        let found = every(store, &asked, 500).await;
        let found: Vec<_> = found.iter().map(|row| row.position).collect();
        let expected: Vec<_> = all.iter().filter(|row| holds(row)).map(|row| row.position).collect();
        assert_eq!(found, expected, "{name}");
    }
}

pub(crate) async fn counts_agree_with_pages(store: &dyn Store) {
    keep_register(store, 2, 60, day("2026-11-22")).await.expect("kept");
    let asked = RegisterQuery { soon_days: Some(60), ..working() };
    let facets = store.count_register(&asked).await.expect("read");
    assert_eq!(facets.total(), 120);
    let n = async |asked: RegisterQuery| every(store, &asked, 500).await.len() as i64;
    assert_eq!(facets.late(), n(RegisterQuery { is_late: true, ..working() }).await);
    assert_eq!(facets.soon(), n(asked.clone()).await);
    for state in MeasureState::ALL {
        assert_eq!(facets.in_state(state), n(RegisterQuery { states: vec![state], ..working() }).await, "{state:?}");
    }
    for criterion in Criterion::ALL {
        let found = n(RegisterQuery { criterion: Some(criterion), ..working() }).await;
        assert_eq!(facets.of_criterion(criterion), found, "{criterion:?}");
    }
    assert!(facets.ongoing() > 0);
    assert_eq!(store.count_register(&RegisterQuery::on(asked.today)).await.expect("read").total(), 0);
}

pub(crate) async fn examples_stay_apart_and_leave_together(store: &dyn Store) {
    keep_register(store, 1, 10, day("2026-11-22")).await.expect("kept");
    let mut example = organisation(50);
    example.is_example = true;
    store.keep_organisation(&act("load_examples"), &example, None).await.expect("kept");
    let adopted = plan(&example, 50);
    let measures: Vec<_> = (500..505).map(|at| measure(&adopted, at, day("2026-11-22"))).collect();
    store.keep_adopted_plan(&act("load_examples"), &adopted, &measures, None).await.expect("kept");
    assert!(store.has_examples().await.expect("read"));
    for (examples, n) in [(Examples::Without, 10), (Examples::With, 15), (Examples::Only, 5)] {
        let asked = RegisterQuery { examples, ..working() };
        assert_eq!(every(store, &asked, 500).await.len(), n, "{examples:?}");
        assert_eq!(store.count_register(&asked).await.expect("read").total(), n as i64, "{examples:?}");
    }
    store.remove_examples(&act("remove_examples")).await.expect("removed");
    assert!(!store.has_examples().await.expect("read"));
    assert_eq!(store.find_organisation(example.id).await.expect("read"), None);
    let left = RegisterQuery { examples: Examples::With, ..working() };
    assert_eq!(every(store, &left, 500).await.len(), 10);
    assert!(store.verify().await.expect("checked").is_empty());
}
