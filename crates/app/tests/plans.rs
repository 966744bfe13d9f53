//! Plans: adopted once by a person, private until published, given up to a newer edition of the same organisation only.

use crate::house::{PAPER, Place, incoming};
use otklik_app::drafts::{self, MeasureTyped};
use otklik_app::intake::read_plan_paper;
use otklik_app::plans::{self, adopt_plan, close_plan, publish_plan};
use otklik_app::portal::{self, Found};
use otklik_app::record::{PlanState, Version, View};
use otklik_app::{Refusal, directory, paper_out};
use otklik_domain::access::Role;

#[tokio::test]
async fn a_draft_is_adopted_once() {
    let place = Place::on("2019-02-01").await;
    let (ctx, id) = (place.ctx(Role::Methodologist), place.draft().await);
    adopt_plan(&ctx, id, Version(1), None).await.expect("adopted");
    for version in [1, 2] {
        let again = adopt_plan(&ctx, id, Version(version), None).await;
        assert!(matches!(again, Err(Refusal::Stale)), "{again:?}");
    }
    assert_eq!(place.rows(&ctx, View::Working).await.len(), 4);
}

#[tokio::test]
async fn two_people_who_adopt_at_once_make_one_plan() {
    let place = Place::on("2019-02-01").await;
    let (ctx, id) = (place.ctx(Role::Methodologist), place.draft().await);
    let (one, two) = tokio::join!(adopt_plan(&ctx, id, Version(1), None), adopt_plan(&ctx, id, Version(1), None));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert_eq!(place.rows(&ctx, View::Working).await.len(), 4);
}

#[tokio::test]
async fn a_missing_term_and_executor_do_not_stand_in_the_way() {
    let place = Place::on("2019-02-01").await;
    let plan = place.plan().await;
    let view = plans::plan(&place.ctx(Role::Methodologist), plan).await.expect("found");
    let cooler = &view.draft.measures[2];
    assert_eq!((cooler.deadline.clone(), cooler.executors.len()), (None, 0));
    assert_eq!((view.measures[2].due_on, view.state), (None, PlanState::Active));
}

#[tokio::test]
async fn a_plan_without_an_organisation_or_without_words_is_refused_and_the_draft_waits_on() {
    let place = Place::on("2019-02-01").await;
    let ctx = place.ctx(Role::Methodologist);
    let loose = read_plan_paper(&ctx, incoming("план.html", PAPER, None)).await.expect("read");
    let refused = adopt_plan(&ctx, loose, Version(1), None).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    let letter = "<p>Уважаемые коллеги! Просим прислать планы до пятницы.</p>";
    let letter = read_plan_paper(&ctx, incoming("письмо.html", letter, Some(place.organisation))).await.expect("read");
    let edition = place.edition().await;
    let refused = adopt_plan(&ctx, letter, Version(1), None).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    assert_eq!((place.waiting().await, place.edition().await), (2, edition));
}

#[tokio::test]
async fn who_may_not_adopt_publish_or_close_changes_nothing() {
    let place = Place::on("2019-02-01").await;
    let (id, other) = (place.draft().await, place.neighbour().await);
    let refused = adopt_plan(&place.ctx(Role::Operator), id, Version(1), None).await;
    assert!(matches!(refused, Err(Refusal::NotAllowed)), "{refused:?}");
    let plan = adopt_plan(&place.ctx(Role::Head), id, Version(1), None).await.expect("adopted");
    let edition = place.edition().await;
    for role in [Role::ClubWorker, Role::Operator, Role::Council, Role::Auditor] {
        let refused = publish_plan(&place.ctx(role), plan, Version(1), false).await;
        assert!(matches!(refused, Err(Refusal::NotAllowed)), "{role:?} {refused:?}");
        let refused = close_plan(&place.ctx(role), plan, Version(1), "Год прошёл").await;
        assert!(matches!(refused, Err(Refusal::NotAllowed)), "{role:?} {refused:?}");
    }
    let of_another = publish_plan(&place.ctx_of(Role::Head, &[other]), plan, Version(1), false).await;
    assert!(matches!(of_another, Err(Refusal::NotFound)), "{of_another:?}");
    let unknown = close_plan(&place.stranger(), plan, Version(1), "").await;
    assert!(matches!(unknown, Err(Refusal::NotSignedIn)), "{unknown:?}");
    assert_eq!(place.edition().await, edition);
}

#[tokio::test]
async fn an_adopted_plan_is_private() {
    let place = Place::on("2019-02-01").await;
    let (plan, stranger) = (place.plan().await, place.stranger());
    assert!(place.rows(&stranger, View::Published).await.is_empty());
    assert!(matches!(plans::public_plan(&stranger, plan).await, Err(Refusal::NotFound)));
    let (asked, first) = (Default::default(), otklik_app::record::PageAsked::first(10));
    let lines = directory::plan_lines(&stranger, &asked, &first).await.expect("read");
    assert!(lines.items.is_empty(), "{lines:?}");
    let measure = plans::plan(&place.ctx(Role::Auditor), plan).await.expect("found").measures[0].id;
    assert!(matches!(directory::public_measure(&stranger, measure).await, Err(Refusal::NotFound)));
    assert!(matches!(paper_out::plan_paper(&stranger, plan, "plan-457", "csv").await, Err(Refusal::NotFound)));
    let page = portal::organisation(&stranger, "organizaciya-1").await.expect("found");
    let Found::Here(page) = page else { panic!("moved") };
    assert!(page.plans.is_empty() && page.score.is_none());
    let list = portal::organisations(&stranger, &Default::default(), &otklik_app::record::PageAsked::first(10)).await;
    assert_eq!(list.expect("read").lines[0].n_measures, 0);
}

#[tokio::test]
async fn a_closed_plan_stays_readable_and_is_closed_once() {
    let place = Place::on("2019-02-01").await;
    let (ctx, plan) = (place.ctx(Role::Founder), place.plan().await);
    let unfinished = close_plan(&place.ctx(Role::Methodologist), plan, Version(1), "Год прошёл").await;
    assert!(matches!(unfinished, Err(Refusal::Invalid(_))), "{unfinished:?}");
    close_plan(&ctx, plan, Version(1), "Год прошёл").await.expect("closed");
    let again = close_plan(&ctx, plan, Version(1), "Год прошёл").await;
    assert!(matches!(again, Err(Refusal::Stale)), "{again:?}");
    let view = plans::plan(&ctx, plan).await.expect("found");
    assert_eq!((view.state, view.version, view.measures.len()), (PlanState::Closed, Version(2), 4));
}

#[tokio::test]
async fn only_a_plan_of_the_same_organisation_gives_way_to_a_newer_edition() {
    let place = Place::on("2019-02-01").await;
    let (ctx, former) = (place.ctx(Role::Methodologist), place.plan().await);
    let other = place.neighbour().await;
    let theirs = PAPER.replace("кулер", "фонтанчик");
    let theirs = read_plan_paper(&ctx, incoming("их.html", &theirs, Some(other))).await.expect("read");
    let refused = adopt_plan(&ctx, theirs, Version(1), Some(former)).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    assert_eq!(plans::plan(&ctx, former).await.expect("found").state, PlanState::Active);
    let newer = PAPER.replace("кулер", "два кулера");
    let newer = read_plan_paper(&ctx, incoming("новый.html", &newer, Some(place.organisation))).await.expect("read");
    let newer = adopt_plan(&ctx, newer, Version(1), Some(former)).await.expect("adopted");
    assert_eq!(plans::plan(&ctx, former).await.expect("found").state, PlanState::Superseded);
    assert_eq!(plans::plan(&ctx, newer).await.expect("found").supersedes, Some(former));
    let third = PAPER.replace("кулер", "три кулера");
    let third = read_plan_paper(&ctx, incoming("третий.html", &third, Some(place.organisation))).await.expect("read");
    let refused = adopt_plan(&ctx, third, Version(1), Some(former)).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "one edition, one successor: {refused:?}");
}

#[tokio::test]
async fn what_was_corrected_is_what_is_adopted() {
    let place = Place::on("2019-02-01").await;
    let (ctx, id) = (place.ctx(Role::Methodologist), place.draft().await);
    let typed = MeasureTyped { text: "Поставить кулер в холле".into(), ..MeasureTyped::default() };
    drafts::correct_measure(&ctx, id, Version(1), 2, &typed).await.expect("corrected");
    let plan = adopt_plan(&ctx, id, Version(2), None).await.expect("adopted");
    let view = plans::plan(&ctx, plan).await.expect("found");
    assert_eq!(view.draft.measures[2].text, "Поставить кулер в холле");
}
