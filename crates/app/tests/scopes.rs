//! Places given and taken back: proved first, the last administrator stays, words for lists.

use crate::house::Place;
use otklik_app::scopes::{self, PlaceTyped};
use otklik_app::{Ctx, Refusal, people};
use otklik_domain::access::{Actor, Grant, Role, Scope};
use otklik_domain::ids::{OrganisationId, PersonId, TerritoryId};
use otklik_testkit::builders::id;

/// An administrator who is kept, and as whom one acts, freshly proved.
async fn administrator(place: &Place) -> (PersonId, Ctx) {
    let person = people::add(&place.house, "Орлова Нина", Role::Administrator).await.expect("added");
    let actor = Actor { person: Some(person), role: Some(Role::Administrator), scope: Scope::Everywhere };
    (person, place.house.ctx(actor).proved(Some(place.house.clock.now())))
}

fn is_field<T: std::fmt::Debug>(answer: Result<T, Refusal>, words: &str) {
    assert!(matches!(&answer, Err(Refusal::Invalid(faults)) if faults.to_string().contains(words)), "{answer:?}");
}

#[tokio::test]
async fn the_last_administrator_keeps_the_whole_house() {
    let place = Place::on("2026-11-22").await;
    let (own, ctx) = administrator(&place).await;
    is_field(scopes::revoke_grant(&ctx, own, Grant::House).await, "У себя");
    let (other, as_other) = administrator(&place).await;
    scopes::grant(&ctx, other, Grant::Organisation(place.organisation)).await.expect("given");
    scopes::revoke_grant(&ctx, other, Grant::House).await.expect("one stays");
    // The visit of the other one was opened before; what it may is asked anew at each request, here it is not.
    is_field(scopes::revoke_grant(&as_other, own, Grant::House).await, "последний администратор");
    let words = scopes::all_in_words(&ctx).await.expect("read");
    assert_eq!(words.get(&own).map(String::as_str), Some("все организации"));
    assert_eq!(words.get(&other).map(String::as_str), Some("Библиотека № 1"));
}

#[tokio::test]
async fn places_are_given_only_by_who_manages_people_and_proved_it() {
    let place = Place::on("2026-11-22").await;
    let (own, proved) = administrator(&place).await;
    let grant = Grant::Organisation(place.organisation);
    let unproved = place.ctx(Role::Administrator);
    for answer in [scopes::grant(&unproved, own, grant).await, scopes::revoke_grant(&unproved, own, Grant::House).await]
    {
        assert!(matches!(answer, Err(Refusal::NotProved)), "{answer:?}");
    }
    let typed = PlaceTyped { kind: "house".to_owned(), ..PlaceTyped::default() };
    for role in [Role::Founder, Role::Head, Role::Auditor] {
        let ctx = place.ctx(role);
        for answer in [
            scopes::grant(&ctx, own, grant).await,
            scopes::revoke_grant(&ctx, own, Grant::House).await,
            scopes::read_place(&ctx, &typed).await.map(|_| ()),
            scopes::all_in_words(&ctx).await.map(|_| ()),
        ] {
            assert!(matches!(answer, Err(Refusal::NotAllowed)), "{role:?} {answer:?}");
        }
    }
    let unknown = scopes::grant(&proved, PersonId(id(12, 99)), grant).await;
    assert!(matches!(unknown, Err(Refusal::NotFound)), "{unknown:?}");
    is_field(scopes::grant(&proved, own, Grant::Territory(TerritoryId(id(31, 9)))).await, "в реестре нет");
    let before = place.edition().await;
    scopes::grant(&proved, own, Grant::House).await.expect("given twice is given once");
    assert_eq!(place.edition().await, before);
    let never = scopes::revoke_grant(&proved, own, Grant::Organisation(OrganisationId(id(1, 9)))).await;
    assert!(matches!(never, Err(Refusal::NotFound)), "{never:?}");
}
