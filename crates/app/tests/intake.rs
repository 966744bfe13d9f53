//! A paper comes in: once, whole, by those who may, or nothing is kept.

use crate::house::{PAPER, Place, incoming};
use otklik_app::drafts::{self, drop_draft};
use otklik_app::intake::read_plan_paper;
use otklik_app::record::Version;
use otklik_app::{Refusal, words};
use otklik_domain::access::Role;
use otklik_domain::ids::OrganisationId;
use otklik_testkit::builders::id;

#[tokio::test]
async fn the_same_paper_twice_leads_to_one_waiting_draft() {
    let place = Place::on("2019-02-01").await;
    let ctx = place.ctx(Role::Operator);
    let one = read_plan_paper(&ctx, incoming("план.html", PAPER, None)).await.expect("read");
    let edition = place.edition().await;
    let two = read_plan_paper(&ctx, incoming("план (копия).html", PAPER, None)).await.expect("read");
    assert_eq!((one, place.waiting().await, place.edition().await), (two, 1, edition));
    let (name, bytes) = drafts::original(&ctx, one).await.expect("kept");
    assert_eq!((name.as_str(), bytes.as_slice()), ("план.html", PAPER.as_bytes()));
}

#[tokio::test]
async fn an_organisation_said_later_matches_the_draft_that_waits() {
    let place = Place::on("2019-02-01").await;
    let (ctx, other) = (place.ctx(Role::Operator), place.neighbour().await);
    let one = read_plan_paper(&ctx, incoming("план.html", PAPER, None)).await.expect("read");
    let two = read_plan_paper(&ctx, incoming("план.html", PAPER, Some(place.organisation))).await.expect("read");
    let view = drafts::draft(&ctx, two).await.expect("found");
    assert_eq!((one, view.organisation.map(|o| o.id)), (two, Some(place.organisation)));
    let three = read_plan_paper(&ctx, incoming("план.html", PAPER, Some(other))).await.expect("read");
    assert_ne!(one, three, "the same form letter of another organisation is another draft");
    assert_eq!(place.waiting().await, 2);
}

#[tokio::test]
async fn a_dropped_draft_does_not_stand_in_the_way_of_the_same_paper() {
    let place = Place::on("2019-02-01").await;
    let one = place.draft().await;
    drop_draft(&place.ctx(Role::Methodologist), one, Version(1)).await.expect("dropped");
    let two = place.draft().await;
    assert_ne!(one, two);
    assert_eq!(place.waiting().await, 1);
}

#[tokio::test]
async fn a_paper_that_cannot_be_read_keeps_nothing_and_says_why() {
    let place = Place::on("2019-02-01").await;
    let edition = place.edition().await;
    for (name, text) in
        [("план.docx", "PK\u{3}\u{4} half an archive"), ("план.pdf", "%PDF-1.7 cut"), ("пусто.docx", "")]
    {
        let refused = read_plan_paper(&place.ctx(Role::Operator), incoming(name, text, None)).await;
        let Err(refusal @ Refusal::Invalid(_)) = refused else { panic!("{name}: {refused:?}") };
        assert!(words::of(&refusal).sentences.iter().all(|s| s.chars().any(|c| ('а'..='я').contains(&c))), "{name}");
    }
    assert_eq!((place.waiting().await, place.edition().await), (0, edition));
}

#[tokio::test]
async fn an_unknown_organisation_keeps_nothing() {
    let place = Place::on("2019-02-01").await;
    let edition = place.edition().await;
    let nobody = OrganisationId(id(1, 77));
    let refused = read_plan_paper(&place.ctx(Role::Operator), incoming("план.html", PAPER, Some(nobody))).await;
    assert!(matches!(refused, Err(Refusal::NotFound)), "{refused:?}");
    assert_eq!(place.edition().await, edition);
}

#[tokio::test]
async fn who_may_not_read_papers_keeps_nothing() {
    let place = Place::on("2019-02-01").await;
    let (edition, other) = (place.edition().await, place.neighbour().await);
    for role in [Role::ClubWorker, Role::Council, Role::Auditor] {
        let refused = read_plan_paper(&place.ctx(role), incoming("план.html", PAPER, None)).await;
        assert!(matches!(refused, Err(Refusal::NotAllowed)), "{role:?}: {refused:?}");
    }
    let refused = read_plan_paper(&place.stranger(), incoming("план.html", PAPER, None)).await;
    assert!(matches!(refused, Err(Refusal::NotSignedIn)), "{refused:?}");
    let head = place.ctx_of(Role::Head, &[place.organisation]);
    let refused = read_plan_paper(&head, incoming("план.html", PAPER, Some(other))).await;
    assert!(matches!(refused, Err(Refusal::NotFound)), "{refused:?}");
    assert_eq!((place.waiting().await, place.edition().await), (0, edition + 1));
}
