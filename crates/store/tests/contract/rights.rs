use super::{kept_organisation, kept_plan};
use jiff::SignedDuration;
use otklik_domain::access::{Grant, Reach};
use otklik_domain::ids::{BranchId, FounderId, OrganisationId, PersonId, TerritoryId};
use otklik_domain::registry::{Branch, Founder, Organisation, Territory};
use otklik_store::record::{LinkVisit, Person, PersonState, PersonalLink};
use otklik_store::{Fault, Store, Version};
use otklik_testkit::builders::{self, act, id, instant};

async fn kept_person(store: &dyn Store, number: u64, organisation: Option<OrganisationId>) -> Person {
    let person = Person {
        id: PersonId(id(12, number)),
        name: "Ильина Анна".into(),
        login: None,
        role: "club-worker".into(),
        organisation,
        state: PersonState::Active,
        at: instant(0),
        email: None,
    };
    store.keep_person(&act("add_person"), &person, None).await.expect("kept");
    person
}

async fn kept_territory(store: &dyn Store, number: u64, parent: Option<u64>) -> TerritoryId {
    let parent = parent.map(|parent| TerritoryId(id(31, parent)));
    let territory =
        Territory { id: TerritoryId(id(31, number)), name: format!("Т{number}"), kind: "район".into(), parent };
    store.keep_territory(&act("keep_territory"), &territory, None).await.expect("kept");
    territory.id
}

async fn kept_founder(store: &dyn Store, number: u64, territory: Option<TerritoryId>) -> FounderId {
    let founder = Founder { id: FounderId(id(32, number)), name: format!("У{number}"), inn: None, territory };
    store.keep_founder(&act("keep_founder"), &founder, None).await.expect("kept");
    founder.id
}

/// A region with two districts; organisations 1 and 2 in the first, 3 of a founder there, 4 in the second, 5 nowhere.
async fn country(store: &dyn Store) -> ([TerritoryId; 3], FounderId, Vec<Organisation>) {
    let region = kept_territory(store, 1, None).await;
    let (one, two) = (kept_territory(store, 2, Some(1)).await, kept_territory(store, 3, Some(1)).await);
    let founder = kept_founder(store, 1, Some(one)).await;
    let mut all = Vec::new();
    for (number, territory, founder) in [
        (1, Some(one), None),
        (2, Some(one), Some(founder)),
        (3, None, Some(founder)),
        (4, Some(two), None),
        (5, None, None),
    ] {
        let organisation = Organisation { territory, founder, ..builders::organisation(number) };
        store.keep_organisation(&act("create_organisation"), &organisation, None).await.expect("kept");
        all.push(organisation);
    }
    ([region, one, two], founder, all)
}

pub(crate) async fn places_cover_what_lies_below_them(store: &dyn Store) {
    let ([region, one, two], founder, all) = country(store).await;
    let o = |n: usize| all[n - 1].id;
    let branch =
        Branch { id: BranchId(id(33, 1)), organisation: o(5), name: "Дом".into(), address: None, closed_on: None };
    store.keep_branch(&act("keep_branch"), &branch, None).await.expect("kept");
    for (grants, covered) in [
        (vec![], vec![]),
        (vec![Grant::House], vec![]),
        (vec![Grant::Territory(region)], vec![1, 2, 3, 4]),
        (vec![Grant::Territory(one)], vec![1, 2, 3]),
        (vec![Grant::Territory(two)], vec![4]),
        (vec![Grant::Founder(founder)], vec![2, 3]),
        (vec![Grant::Founder(founder), Grant::Territory(two), Grant::Organisation(o(5))], vec![2, 3, 4, 5]),
        (vec![Grant::Organisation(o(1)), Grant::Organisation(o(4))], vec![1, 4]),
    ] {
        let reach = store.find_reach(&grants).await.expect("read");
        assert_eq!(reach, Reach::new(covered.iter().map(|n| o(*n)), []), "{grants:?}");
    }
    let only_branch = store.find_reach(&[Grant::Branch(o(5), branch.id)]).await.expect("read");
    assert_eq!(only_branch, Reach::new([], [(o(5), branch.id)]));
}

pub(crate) async fn a_change_of_the_registry_is_known_at_once(store: &dyn Store) {
    let ([_, one, two], _, all) = country(store).await;
    let asked = [Grant::Territory(two)];
    let n = async || store.find_reach(&asked).await.expect("read").organisations().len();
    assert_eq!((n().await, n().await), (1, 1));
    let moved = Organisation { territory: Some(two), ..all[4].clone() };
    store.keep_organisation(&act("edit_organisation"), &moved, Some(Version(1))).await.expect("kept");
    assert_eq!(n().await, 2);
    store.keep_merging(&act("merge"), all[0].id, Version(1), all[3].id).await.expect("merged");
    assert_eq!(n().await, 3, "what was merged into a covered one is covered");
    let first = store.find_reach(&[Grant::Territory(one)]).await.expect("read");
    assert_eq!(first.organisations().len(), 3, "and it still lies where it lay");
}

pub(crate) async fn a_card_speaks_until_places_are_given(store: &dyn Store) {
    let one = kept_organisation(store, 1).await.id;
    let two = kept_organisation(store, 2).await.id;
    let (house, own) = (kept_person(store, 1, None).await, kept_person(store, 2, Some(one)).await);
    let grants = async |person: PersonId| store.list_grants(person).await.expect("read");
    assert_eq!(grants(house.id).await, Some(vec![Grant::House]));
    assert_eq!(grants(own.id).await, Some(vec![Grant::Organisation(one)]));
    assert_eq!(grants(PersonId(id(12, 9))).await, None);
    let both = [Grant::Organisation(one), Grant::Organisation(two)];
    let version = store.keep_grants(&act("grant_place"), own.id, Version(1), &both).await.expect("kept");
    assert_eq!((version, grants(own.id).await), (Version(2), Some(both.to_vec())));
    let stale = store.keep_grants(&act("grant_place"), own.id, Version(1), &[Grant::House]).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    let renamed = Person { name: "Ильина А. П.".into(), ..own.clone() };
    store.keep_person(&act("edit_person"), &renamed, Some(Version(2))).await.expect("kept");
    assert_eq!(grants(own.id).await, Some(both.to_vec()), "a new name moves no places");
    store.keep_grants(&act("revoke_place"), own.id, Version(3), &[]).await.expect("kept");
    assert_eq!(grants(own.id).await, Some(vec![]), "nowhere is remembered");
    let moved = Person { organisation: Some(two), ..renamed };
    store.keep_person(&act("edit_person"), &moved, Some(Version(4))).await.expect("kept");
    assert_eq!(grants(own.id).await, Some(vec![Grant::Organisation(two)]), "a card that changed speaks again");
    let unknown = Grant::Organisation(OrganisationId(id(1, 99)));
    let answer = store.keep_grants(&act("grant_place"), own.id, Version(5), &[unknown]).await;
    assert!(matches!(answer, Err(Fault::Unknown(_))), "{answer:?}");
    assert_eq!(store.list_all_grants().await.expect("read").len(), 2);
}

/// An administrator of the whole house.
pub(crate) async fn kept_administrator(store: &dyn Store, number: u64) -> Person {
    let person = Person {
        id: PersonId(id(12, number)),
        name: "Ильина Анна".into(),
        login: None,
        role: "administrator".into(),
        organisation: None,
        state: PersonState::Active,
        at: instant(0),
        email: None,
    };
    store.keep_person(&act("add_person"), &person, None).await.expect("kept");
    person
}

pub(crate) async fn the_last_administrator_of_the_house_stays(store: &dyn Store) {
    let one = kept_organisation(store, 1).await.id;
    let (last, worker) = (kept_administrator(store, 1).await, kept_person(store, 2, None).await);
    let local = Person { id: PersonId(id(12, 3)), organisation: Some(one), ..last.clone() };
    store.keep_person(&act("add_person"), &local, None).await.expect("kept");
    for changed in [
        Person { state: PersonState::Closed, ..last.clone() },
        Person { role: "operator".into(), ..last.clone() },
        Person { organisation: Some(one), ..last.clone() },
    ] {
        let said = store.keep_person(&act("edit_person"), &changed, Some(Version(1))).await;
        assert!(matches!(said, Err(Fault::LeavesNobody)), "{changed:?}: {said:?}");
    }
    for grants in [vec![], vec![Grant::Organisation(one)]] {
        let said = store.keep_grants(&act("revoke_place"), last.id, Version(1), &grants).await;
        assert!(matches!(said, Err(Fault::LeavesNobody)), "{grants:?}: {said:?}");
    }
    let kept = store.find_person(last.id).await.expect("read").expect("there");
    assert_eq!((kept.value, kept.version), (last.clone(), Version(1)), "nothing of what was refused is kept");
    assert_eq!(store.list_grants(last.id).await.expect("read"), Some(vec![Grant::House]));
    let raised = Person { role: "administrator".into(), ..worker };
    store.keep_person(&act("edit_person"), &raised, Some(Version(1))).await.expect("kept");
    let closed = Person { state: PersonState::Closed, ..last };
    store.keep_person(&act("block_person"), &closed, Some(Version(1))).await.expect("somebody else is left");
}

pub(crate) async fn two_administrators_cannot_shut_each_other_out_at_once(store: &dyn Store) {
    shut_each_other_out(store, store).await;
}

/// Two blocked at once, through one program or two: one of them stays.
pub(crate) async fn shut_each_other_out(one: &dyn Store, other: &dyn Store) {
    for round in 0..8 {
        let (first, second) =
            (kept_administrator(one, 100 + 2 * round).await, kept_administrator(one, 101 + 2 * round).await);
        let left = |person: &PersonId| [first.id, second.id].contains(person);
        for kept in one.list_people().await.expect("read") {
            if !left(&kept.value.id) && kept.value.state == PersonState::Active {
                let closed = Person { state: PersonState::Closed, ..kept.value };
                one.keep_person(&act("block_person"), &closed, Some(kept.version)).await.expect("others are left");
            }
        }
        let closed = |person: &Person| Person { state: PersonState::Closed, ..person.clone() };
        let (a, b) = (closed(&first), closed(&second));
        let block = act("block_person");
        let (a, b) = tokio::join!(
            one.keep_person(&block, &a, Some(Version(1))),
            other.keep_grants(&block, b.id, Version(1), &[])
        );
        let refused = [a.err(), b.err()].into_iter().flatten().collect::<Vec<Fault>>();
        assert!(matches!(refused.as_slice(), [Fault::LeavesNobody]), "{round}: {refused:?}");
    }
}

pub(crate) async fn who_answered_for_a_merged_one_answers_for_the_other(store: &dyn Store) {
    let (one, two) = (kept_organisation(store, 1).await.id, kept_organisation(store, 2).await.id);
    let (gone, both) = (kept_person(store, 1, Some(one)).await, kept_person(store, 2, Some(one)).await);
    let places = [Grant::Organisation(one), Grant::Organisation(two)];
    store.keep_grants(&act("grant_place"), both.id, Version(1), &places).await.expect("kept");
    store.keep_merging(&act("merge"), one, Version(1), two).await.expect("merged");
    for person in [gone.id, both.id] {
        assert_eq!(store.list_grants(person).await.expect("read"), Some(vec![Grant::Organisation(two)]));
    }
}

fn link(person: &Person, number: u64) -> PersonalLink {
    PersonalLink {
        id: id(34, number),
        person: person.id,
        hash: format!("link{number}"),
        code_hash: None,
        n_wrong: 0,
        rests_until: None,
        rested_at: None,
        seen_at: None,
        by: "test".into(),
        at: instant(0),
        revoked_at: None,
    }
}

fn visit(link: &PersonalLink, hash: &str) -> LinkVisit {
    LinkVisit { hash: hash.into(), link: link.id, at: instant(0), expires_at: instant(3600) }
}

pub(crate) async fn a_personal_link_opens_by_its_code_until_it_is_taken_back(store: &dyn Store) {
    let person = kept_person(store, 1, None).await;
    let first = link(&person, 1);
    store.keep_personal_link(&act("make_personal_link"), &first).await.expect("kept");
    let enter = act("enter");
    let open = async |hash: &str, chosen: Option<&str>| {
        store.keep_link_visit(&enter, &visit(&first, hash), chosen).await.expect("asked")
    };
    assert!(!open("v0", None).await, "no code was chosen yet");
    assert!(open("v1", Some("sum")).await);
    assert!(!open("v2", Some("another")).await, "a code is chosen once");
    assert!(open("v3", None).await);
    let (found, whose) = store.find_link_visit("v3", instant(10)).await.expect("read").expect("there");
    assert_eq!((found.code_hash.as_deref(), whose.id), (Some("sum"), person.id));
    assert!(store.find_link_visit("v3", instant(3600)).await.expect("read").is_none());
    assert!(store.find_link_visit("v2", instant(10)).await.expect("read").is_none());
    store.end_link_visit("v1").await.expect("ended");
    assert!(store.find_link_visit("v1", instant(10)).await.expect("read").is_none());
    let second = link(&person, 2);
    store.keep_personal_link(&act("make_personal_link"), &second).await.expect("kept");
    assert!(store.find_personal_link("link1").await.expect("read").is_none(), "a new link stops the old one");
    assert!(store.find_link_visit("v3", instant(10)).await.expect("read").is_none());
    assert_eq!(store.list_personal_links().await.expect("read"), vec![second.clone()]);
    store.revoke_personal_links(&act("revoke_personal_link"), person.id).await.expect("taken back");
    assert!(store.list_personal_links().await.expect("read").is_empty());
    let third = PersonalLink { id: id(34, 3), hash: "link3".into(), ..second };
    store.keep_personal_link(&act("make_personal_link"), &third).await.expect("kept");
    let closed = Person { state: PersonState::Closed, ..person };
    store.keep_person(&act("close_person"), &closed, Some(Version(1))).await.expect("closed");
    assert!(store.find_personal_link("link3").await.expect("read").is_none());
    assert!(store.list_personal_links().await.expect("read").is_empty());
}

pub(crate) async fn wrong_codes_let_a_link_rest_and_never_for_ever(store: &dyn Store) {
    let person = kept_person(store, 1, None).await;
    let link = link(&person, 1);
    store.keep_personal_link(&act("make_personal_link"), &link).await.expect("kept");
    assert!(store.keep_link_visit(&act("enter"), &visit(&link, "v0"), Some("sum")).await.expect("kept"));
    let attempt = async |at: i64| {
        let now = instant(at);
        store.begin_code_try(link.id, now, 3, now + SignedDuration::from_secs(900)).await.expect("counted")
    };
    for (at, n_wrong, rests) in [(1, 1, false), (2, 2, false), (3, 0, true)] {
        let counted = attempt(at).await.expect("taken");
        assert_eq!((counted.n_wrong, counted.rests_until.is_some()), (n_wrong, rests), "{at}");
    }
    assert!(attempt(4).await.is_none() && attempt(902).await.is_none(), "it rests");
    store.note_rest(&act("rest_personal_link"), &link).await.expect("noted");
    assert!(store.list_personal_links().await.expect("read")[0].rested_at.is_some());
    assert_eq!(attempt(903).await.map(|l| (l.n_wrong, l.rests_until)), Some((1, None)), "and is asked again");
    assert!(store.keep_link_visit(&act("enter"), &visit(&link, "v1"), None).await.expect("kept"));
    assert_eq!(attempt(904).await.map(|l| l.n_wrong), Some(1), "a right code forgets wrong ones");
}

pub(crate) async fn measures_are_handed_as_a_whole(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (_, measures) = kept_plan(store, &organisation, 3).await;
    let (one, other) = (kept_person(store, 1, None).await.id, kept_person(store, 2, None).await.id);
    let pair = |n: usize| (organisation.id, measures[n].id);
    let hand = act("hand_measures");
    store.keep_handed(&hand, one, &[pair(0), pair(1)]).await.expect("kept");
    store.keep_handed(&hand, other, &[pair(1)]).await.expect("kept");
    store.keep_handed(&hand, one, &[pair(2)]).await.expect("kept");
    assert_eq!(store.list_handed(one).await.expect("read"), vec![measures[2].id]);
    assert_eq!(store.list_handed(other).await.expect("read"), vec![measures[1].id]);
    let unknown = (organisation.id, otklik_domain::ids::MeasureId(id(6, 999)));
    let answer = store.keep_handed(&hand, one, &[unknown]).await;
    assert!(matches!(answer, Err(Fault::Unknown(_))), "{answer:?}");
    assert_eq!(store.list_handed(one).await.expect("read"), vec![measures[2].id], "nothing of it was kept");
}
