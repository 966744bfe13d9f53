//! People at the door: a link opens once, a visit ends, a key is taken back, a closed account lets nobody in.

use crate::house::Place;
use otklik_app::record::{PersonState, Version};
use otklik_app::{Refusal, people};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_testkit::builders::act;

#[tokio::test]
async fn a_one_time_link_opens_one_visit() {
    let place = Place::on("2026-11-22").await;
    let link = people::first_link(&place.house).await.expect("made");
    assert!(people::link_is_good(&place.house, &link).await.expect("read"), "looking does not use it");
    let visit = people::enter(&place.house, &link).await.expect("in");
    let again = people::enter(&place.house, &link).await;
    assert!(matches!(again, Err(Refusal::NotFound)), "{again:?}");
    let visitor = people::visitor(&place.house, &visit).await.expect("read").expect("in");
    assert_eq!((visitor.actor.role, visitor.role), (Some(Role::Administrator), "администратор"));
    let unknown = people::enter(&place.house, "0123").await;
    assert!(matches!(unknown, Err(Refusal::NotFound)), "{unknown:?}");
    people::leave(&place.house.ctx(visitor.actor), &visit).await.expect("left");
    assert!(people::visitor(&place.house, &visit).await.expect("read").is_none());
}

#[tokio::test]
async fn a_link_and_a_visit_are_over_in_their_time() {
    let mut place = Place::on("2026-11-22").await;
    let (used, forgotten) = (people::first_link(&place.house).await, people::first_link(&place.house).await);
    let visit = people::enter(&place.house, &used.expect("made")).await.expect("in");
    place.turn_to("2026-11-24");
    let late = people::enter(&place.house, &forgotten.expect("made")).await;
    assert!(matches!(late, Err(Refusal::NotFound)), "{late:?}");
    assert!(people::visitor(&place.house, &visit).await.expect("read").is_none());
}

#[tokio::test]
async fn the_first_link_makes_one_administrator_however_often_the_program_starts() {
    let place = Place::on("2026-11-22").await;
    for _ in 0..3 {
        people::first_link(&place.house).await.expect("made");
    }
    let accounts = people::accounts(&place.house).await.expect("read");
    assert_eq!(accounts.iter().map(|a| a.role).collect::<Vec<_>>(), [Role::Administrator]);
}

#[tokio::test]
async fn a_changed_role_holds_for_the_visit_that_is_open() {
    let place = Place::on("2026-11-22").await;
    let person = people::add(&place.house, "Орлова Нина", Role::Head).await.expect("added");
    let link = people::link_for(&place.house, person).await.expect("made");
    let visit = people::enter(&place.house, &link).await.expect("in");
    people::change_role(&place.house, person, Role::Council).await.expect("changed");
    let visitor = people::visitor(&place.house, &visit).await.expect("read").expect("in");
    assert_eq!(visitor.actor.role, Some(Role::Council));
}

#[tokio::test]
async fn a_key_has_the_rights_of_its_maker_until_it_is_taken_back() {
    let place = Place::on("2026-11-22").await;
    let person = people::add(&place.house, "Орлова Нина", Role::Head).await.expect("added");
    let other = people::add(&place.house, "Ким Олег", Role::Head).await.expect("added");
    let now = place.house.clock.now();
    let as_person = |id| {
        let actor = Actor { person: Some(id), role: Some(Role::Head), scope: Scope::Everywhere };
        place.house.ctx(actor).proved(Some(now))
    };
    let (orlova, kim) = (as_person(person), as_person(other));
    let nameless = people::make_key(&orlova, "  ").await;
    assert!(matches!(nameless, Err(Refusal::Invalid(_))), "{nameless:?}");
    let nobody = people::make_key(&place.stranger(), "бот").await;
    assert!(matches!(nobody, Err(Refusal::NotSignedIn)), "{nobody:?}");
    let key = people::make_key(&orlova, "обмен с районом").await.expect("made");
    let bearer = people::bearer(&place.house, &key).await.expect("read").expect("known");
    assert_eq!((bearer.actor.person, bearer.actor.role), (Some(person), Some(Role::Head)));
    let kept = people::keys(&orlova).await.expect("read");
    assert!(!format!("{kept:?}").contains(&key), "only the hash is kept");
    let of_another = people::revoke_key(&kim, kept[0].id).await;
    assert!(matches!(of_another, Err(Refusal::NotFound)), "{of_another:?}");
    people::revoke_key(&orlova, kept[0].id).await.expect("taken back");
    assert!(people::bearer(&place.house, &key).await.expect("read").is_none());
}

#[tokio::test]
async fn a_closed_account_lets_nobody_in_by_link_visit_or_key() {
    let place = Place::on("2026-11-22").await;
    let person = people::add(&place.house, "Орлова Нина", Role::Head).await.expect("added");
    let link = people::link_for(&place.house, person).await.expect("made");
    let visit = people::enter(&place.house, &link).await.expect("in");
    let fresh = people::link_for(&place.house, person).await.expect("made");
    let actor = Actor { person: Some(person), role: Some(Role::Head), scope: Scope::Everywhere };
    let key =
        people::make_key(&place.house.ctx(actor).proved(Some(place.house.clock.now())), "бот").await.expect("made");
    let mut kept = place.scratch.store.find_person(person).await.expect("read").expect("there").value;
    kept.state = PersonState::Closed;
    place.scratch.store.keep_person(&act("close_person"), &kept, Some(Version(1))).await.expect("closed");
    assert!(people::visitor(&place.house, &visit).await.expect("read").is_none());
    assert!(people::bearer(&place.house, &key).await.expect("read").is_none());
    assert!(matches!(people::enter(&place.house, &fresh).await, Err(Refusal::NotFound)));
}
