//! The examples: shown while there is nothing else, never counted with what is real, removed whole.

use crate::house::Place;
use otklik_app::examples::{self, Shelf};
use otklik_app::record::{OrganisationQuery, PageAsked, PlanQuery, View};
use otklik_app::{Refusal, inspections, plans, portal};
use otklik_domain::access::Role;
use otklik_testkit::databases;

pub(crate) const SHELF: Shelf = Shelf {
    registry: include_bytes!("../../../examples/registry.csv"),
    papers: &[
        ("biblioteki-plan.html", include_bytes!("../../../examples/biblioteki-plan.html")),
        ("answers.csv", include_bytes!("../../../examples/answers.csv")),
        ("findings.csv", include_bytes!("../../../examples/findings.csv")),
        ("klubnaya-sistema-plan.docx", include_bytes!("../../../examples/klubnaya-sistema-plan.docx")),
        ("socialnyy-centr-plan.txt", include_bytes!("../../../examples/socialnyy-centr-plan.txt")),
        ("nothing-at-all.docx", b"not a document"),
    ],
};

/// A house without anything of its own.
async fn empty_house() -> Place {
    let scratch = databases::sqlite().await;
    let house = crate::house::house(&scratch, "2026-11-22");
    Place { scratch, house, organisation: otklik_domain::ids::OrganisationId(uuid()) }
}

fn uuid() -> uuid::Uuid {
    otklik_testkit::builders::id(1, 1)
}

async fn n_organisations(place: &Place) -> (usize, i64) {
    let page = portal::organisations(&place.stranger(), &OrganisationQuery::default(), &PageAsked::first(100)).await;
    let page = page.expect("read");
    (page.lines.len(), page.n_total)
}

#[tokio::test]
async fn they_are_shown_published_and_marked_while_there_is_nothing_else() {
    let place = empty_house().await;
    let n = examples::load(&place.house, &SHELF).await.expect("loaded");
    assert_eq!(n, 3, "the shelf's three readable papers");
    let rows = place.rows(&place.stranger(), View::Published).await;
    assert!(rows.len() > 20 && rows.iter().all(|row| row.is_example), "{}", rows.len());
    let (n_lines, n_total) = n_organisations(&place).await;
    assert!(n_lines >= 8 && n_total == n_lines as i64, "{n_lines} {n_total}");
    assert_eq!(n_inspected(&place).await, 1, "one place was inspected to the end");
}

/// Final inspections that everybody may see.
async fn n_inspected(place: &Place) -> usize {
    let ctx = place.stranger();
    let all = portal::organisations(&ctx, &OrganisationQuery::default(), &PageAsked::first(100)).await.expect("read");
    let mut n = 0;
    for line in all.lines {
        n += inspections::final_inspections(&ctx, line.organisation.id).await.expect("read").len();
    }
    n
}

#[tokio::test]
async fn they_are_never_counted_with_what_is_real() {
    let place = Place::on("2026-11-22").await;
    examples::load(&place.house, &SHELF).await.expect("loaded");
    place.published().await;
    for (ctx, view) in [(place.stranger(), View::Published), (place.ctx(Role::Founder), View::Working)] {
        let rows = place.rows(&ctx, view).await;
        assert_eq!((rows.len(), rows.iter().any(|row| row.is_example)), (4, false), "{view:?}");
    }
    let (n_lines, n_total) = n_organisations(&place).await;
    assert!(n_lines > 8 && n_total == 1, "{n_lines} {n_total}");
}

#[tokio::test]
async fn one_decision_removes_them_whole_and_leaves_the_rest() {
    let place = Place::on("2026-11-22").await;
    let plan = place.published().await;
    examples::load(&place.house, &SHELF).await.expect("loaded");
    for role in [Role::Head, Role::ClubWorker, Role::Council] {
        let refused = examples::remove(&place.ctx(role)).await;
        assert!(matches!(refused, Err(Refusal::NotAllowed)), "{role:?} {refused:?}");
    }
    examples::remove(&place.ctx(Role::Administrator)).await.expect("removed");
    assert_eq!((n_organisations(&place).await, n_inspected(&place).await), ((1, 1), 0));
    let choices = portal::choices(&place.stranger()).await.expect("read");
    assert!(choices.founders.is_empty() && choices.territories.is_empty(), "{choices:?}");
    assert_eq!(place.waiting().await, 0);
    let ctx = place.ctx(Role::Founder);
    let left = plans::list_plans(&ctx, &PlanQuery::default(), &PageAsked::first(100)).await.expect("read");
    assert_eq!(left.items.iter().map(|kept| kept.value.id).collect::<Vec<_>>(), [plan]);
    assert_eq!(place.rows(&place.stranger(), View::Published).await.len(), 4);
    assert!(!place.scratch.store.has_examples().await.expect("read"));
    assert!(place.scratch.store.verify().await.expect("checked").is_empty());
    examples::remove(&place.ctx(Role::Administrator)).await.expect("a second press does no harm");
}
