use super::accounts::{kept_person, session};
use otklik_domain::ids::PersonId;
use otklik_store::record::{AuditQuery, OuterAccount, OuterDoor, Person, PersonState, Version};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{act, id, instant};

const ISSUER: &str = "https://id.example.org";

fn account(person: PersonId, number: u64, subject: &str) -> OuterAccount {
    OuterAccount {
        id: id(14, number),
        issuer: ISSUER.into(),
        subject: subject.into(),
        person,
        name: "anna".into(),
        at: instant(0),
        used_at: None,
    }
}

pub(crate) async fn an_outer_account_is_one_persons_and_opens_visits_while_it_is(store: &dyn Store) {
    let person = kept_person(store).await;
    let other = Person { id: PersonId(id(12, 2)), login: None, ..person.clone() };
    store.keep_person(&act("add_person"), &other, None).await.expect("kept");
    let own = account(person.id, 1, "sub-1");
    store.keep_outer_account(&act("tie_outer_account"), &own).await.expect("kept");
    let again = store.keep_outer_account(&act("tie_outer_account"), &account(other.id, 2, "sub-1")).await;
    assert!(matches!(again, Err(Fault::Taken(_))), "{again:?}");
    for (issuer, subject, expected) in
        [(ISSUER, "sub-1", Some(&own)), (ISSUER, "sub-2", None), ("https://other.example.org", "sub-1", None)]
    {
        let found = store.find_outer_account(issuer, subject).await.expect("read");
        assert_eq!(found.as_ref(), expected, "{issuer} {subject}");
    }
    for (whose, subject, hash, opens) in [
        (&person, "sub-1", "s1", true),
        (&other, "sub-1", "s2", false),
        (&person, "sub-2", "s3", false),
        (&person, "sub-1", "s4", true),
    ] {
        let visit = session(whose, hash);
        let opened = store.keep_session_by_outer(&act("enter_by_outer"), ISSUER, subject, &visit).await.expect("read");
        assert_eq!(opened.is_some(), opens, "{subject} {hash}");
        let found = store.find_session(hash, instant(10)).await.expect("read");
        assert_eq!(found.is_some(), opens, "{subject} {hash}");
    }
    let used = store.list_outer_accounts(person.id).await.expect("read").remove(0);
    assert_eq!(used, OuterAccount { used_at: Some(instant(0)), ..own.clone() });
    assert_eq!(store.list_outer_accounts(other.id).await.expect("read"), []);
    for (whose, is_dropped) in [(other.id, false), (person.id, true), (person.id, false)] {
        let dropped = store.drop_outer_account(&act("untie_outer_account"), whose, own.id).await.expect("read");
        assert_eq!(dropped, is_dropped);
    }
    store.keep_outer_account(&act("tie_outer_account"), &own).await.expect("kept");
    let closed = Person { state: PersonState::Closed, ..person.clone() };
    store.keep_person(&act("block_person"), &closed, Some(Version(1))).await.expect("closed");
    let visit = session(&person, "s5");
    let opened = store.keep_session_by_outer(&act("enter_by_outer"), ISSUER, "sub-1", &visit).await.expect("read");
    assert_eq!(opened, None);
}

pub(crate) async fn a_door_is_set_by_version_and_its_secret_stays_out_of_the_journal(store: &dyn Store) {
    let door = OuterDoor {
        id: "oidc".into(),
        title: "портал области".into(),
        issuer: ISSUER.into(),
        client_id: "otklik".into(),
        client_secret: Some("planted-first".into()),
        scopes: "profile email".into(),
        trusted_steps: String::new(),
        finds_by_email: false,
        is_open: true,
    };
    let set = act("set_outer_door");
    assert_eq!(store.find_outer_door("oidc").await.expect("read"), None);
    store.keep_outer_door(&set, &door, None).await.expect("kept");
    let changed = OuterDoor { client_secret: Some("planted-second".into()), finds_by_email: true, ..door.clone() };
    let stale = store.keep_outer_door(&set, &changed, Some(Version(5))).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    assert_eq!(store.keep_outer_door(&set, &changed, Some(Version(1))).await.expect("kept"), Version(2));
    let kept = store.find_outer_door("oidc").await.expect("read").expect("there");
    assert_eq!((kept.value, kept.version), (changed.clone(), Version(2)));
    let stale = store.drop_outer_door(&act("remove_outer_door"), "oidc", Version(1)).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    store.drop_outer_door(&act("remove_outer_door"), "oidc", Version(2)).await.expect("dropped");
    assert_eq!(store.find_outer_door("oidc").await.expect("read"), None);
    let asked = AuditQuery { limit: 100, ..AuditQuery::default() };
    let lines = store.list_audit(&asked).await.expect("read");
    assert_eq!(lines.len(), 3);
    let printed = format!("{lines:?} {changed:?}");
    assert!(!printed.contains("planted"), "{printed}");
    assert!(lines[1].became.as_deref().is_some_and(|text| text.contains("client_secret")), "another one is told of");
}
