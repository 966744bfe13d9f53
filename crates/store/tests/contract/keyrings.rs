use super::accounts::{kept_person, link, session};
use otklik_store::record::{AuditQuery, Keyring, Passkey, Person, PersonState, Session, Version};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{act, instant};

/// The hashes of a person's visits that go on.
async fn visits(store: &dyn Store, person: &Person) -> Vec<String> {
    let kept = store.list_sessions(person.id, instant(10)).await.expect("read");
    let mut hashes: Vec<String> = kept.into_iter().map(|session| session.hash).collect();
    hashes.sort();
    hashes
}

pub(crate) async fn a_password_ends_other_visits_and_links(store: &dyn Store) {
    let person = kept_person(store).await;
    assert_eq!(store.find_keyring(person.id).await.expect("read"), Keyring::empty(person.id));
    for hash in ["s1", "s2", "s3"] {
        store.keep_session(&act("enter"), &session(&person, hash)).await.expect("kept").expect("open");
    }
    store.keep_login_link(&act("make_link"), &link(&person)).await.expect("kept");
    let renamed = Person { login: Some("ivanova".into()), ..person.clone() };
    let (deed, spared) = (act("keep_password"), Some("s2"));
    let stale = store.keep_password(&deed, &renamed, Version(7), "$argon2id$secret", spared).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    assert_eq!(visits(store, &person).await, ["s1", "s2", "s3"], "a refusal leaves everything");
    let version = store.keep_password(&deed, &renamed, Version(1), "$argon2id$secret", spared).await;
    assert_eq!(version.expect("kept"), Version(2));
    assert_eq!(visits(store, &person).await, ["s2"]);
    assert!(store.find_login_link("link", instant(0)).await.expect("read").is_none());
    let kept = store.find_keyring(person.id).await.expect("read");
    assert_eq!((kept.password_hash.as_deref(), kept.password_at), (Some("$argon2id$secret"), Some(deed.at)));
    assert_eq!(store.find_person_by_login("ivanova").await.expect("read").expect("there").value, renamed);
    store.keep_session(&act("enter"), &session(&person, "s4")).await.expect("kept");
    store.end_other_sessions(&act("end_visits"), person.id, "s4").await.expect("ended");
    assert_eq!(visits(store, &person).await, ["s4"]);
}

pub(crate) async fn a_visit_tells_when_its_person_came_before(store: &dyn Store) {
    let mut person = kept_person(store).await;
    assert_eq!(store.list_standings().await.expect("read"), []);
    let second = Session { at: instant(50), seen_at: instant(50), browser: None, ..session(&person, "s2") };
    for visit in [&session(&person, "s1"), &second] {
        store.keep_session(&act("enter"), visit).await.expect("kept").expect("open");
    }
    let (first, _) = store.find_session("s1", instant(60)).await.expect("read").expect("there");
    assert_eq!((first.before_at, first.before_browser), (None, None));
    let (kept, _) = store.find_session("s2", instant(60)).await.expect("read").expect("there");
    assert_eq!((kept.before_at, kept.before_browser.as_deref()), (Some(instant(0)), Some("Firefox")));
    let standing = store.list_standings().await.expect("read").remove(0);
    assert_eq!((standing.person, standing.seen_at), (person.id, Some(instant(50))));
    assert!(!standing.has_password && !standing.has_totp);
    store.prove_session(&act("prove"), "s1").await.expect("proved");
    let gone = store.prove_session(&act("prove"), "nothing").await;
    assert!(matches!(gone, Err(Fault::Stale)), "{gone:?}");
    person.state = PersonState::Closed;
    store.keep_person(&act("close_person"), &person, Some(Version(1))).await.expect("closed");
    assert_eq!(store.keep_session(&act("enter"), &session(&person, "s3")).await.expect("read"), None);
}

pub(crate) async fn a_code_of_a_step_is_used_once(store: &dyn Store) {
    let person = kept_person(store).await;
    let mut used = Vec::new();
    used.push(store.use_totp_step(&act("code"), person.id, 5).await.expect("read"));
    store.keep_totp(&act("keep_totp"), person.id, "JBSWY3DP", 10, &[]).await.expect("kept");
    for step in [10, 11, 11, 9, 13, 12] {
        used.push(store.use_totp_step(&act("code"), person.id, step).await.expect("read"));
    }
    assert_eq!(used, [false, false, true, false, false, true, false]);
    assert!(store.list_standings().await.expect("read")[0].has_totp);
    store.drop_totp(&act("drop_totp"), person.id).await.expect("dropped");
    assert_eq!(store.find_keyring(person.id).await.expect("read"), Keyring::empty(person.id));
    assert!(!store.use_totp_step(&act("code"), person.id, 99).await.expect("read"));
}

pub(crate) async fn a_recovery_code_is_used_once(store: &dyn Store) {
    let person = kept_person(store).await;
    let codes = ["one".to_owned(), "two".to_owned()];
    store.keep_totp(&act("keep_totp"), person.id, "JBSWY3DP", 0, &codes).await.expect("kept");
    for (hash, is_taken, n_left) in [("three", false, 2), ("one", true, 1), ("one", false, 1), ("two", true, 0)] {
        assert_eq!(store.use_recovery_code(&act("code"), person.id, hash).await.expect("read"), is_taken, "{hash}");
        assert_eq!(store.count_recovery_codes(person.id).await.expect("read"), n_left, "{hash}");
    }
    store.keep_recovery_codes(&act("codes"), person.id, &["four".to_owned()]).await.expect("kept");
    assert!(!store.use_recovery_code(&act("code"), person.id, "two").await.expect("read"), "old codes are gone");
    store.drop_totp(&act("drop_totp"), person.id).await.expect("dropped");
    assert_eq!(store.count_recovery_codes(person.id).await.expect("read"), 0);
}

pub(crate) async fn a_passkey_is_kept_moved_and_forgotten(store: &dyn Store) {
    let person = kept_person(store).await;
    let passkey = Passkey {
        id: "cred".into(),
        person: person.id,
        name: "Телефон".into(),
        body_json: "{}".into(),
        at: instant(1),
        used_at: None,
    };
    store.keep_passkey(&act("keep_passkey"), &passkey).await.expect("kept");
    let again = store.keep_passkey(&act("keep_passkey"), &passkey).await;
    assert!(matches!(again, Err(Fault::Taken(_))), "{again:?}");
    assert_eq!(store.list_passkeys(person.id).await.expect("read"), std::slice::from_ref(&passkey));
    store.touch_passkey("cred", "{\"n\":1}", instant(9)).await.expect("moved");
    let moved = store.find_passkey("cred").await.expect("read").expect("there");
    assert_eq!((moved.body_json.as_str(), moved.used_at), ("{\"n\":1}", Some(instant(9))));
    let stranger = otklik_domain::ids::PersonId(otklik_testkit::builders::id(12, 9));
    for (whose, is_dropped) in [(stranger, false), (person.id, true), (person.id, false)] {
        assert_eq!(store.drop_passkey(&act("drop_passkey"), whose, "cred").await.expect("read"), is_dropped);
    }
    assert!(store.find_passkey("cred").await.expect("read").is_none());
}

pub(crate) async fn no_secret_reaches_the_journal(store: &dyn Store) {
    let person = kept_person(store).await;
    let secrets = ["planted-password", "planted-totp", "planted-code", "planted-session", "planted-key"];
    let visit = session(&person, "planted-session");
    store.keep_session(&act("enter"), &visit).await.expect("kept");
    let deed = act("keep_password");
    store.keep_password(&deed, &person, Version(1), "planted-password", Some("planted-session")).await.expect("kept");
    store.keep_totp(&deed, person.id, "planted-totp", 1, &["planted-code".into()]).await.expect("kept");
    store.use_recovery_code(&deed, person.id, "planted-code").await.expect("used");
    let (id, name, body_json) = ("planted-key".into(), "Телефон".into(), "planted-key".into());
    let passkey = Passkey { id, person: person.id, name, body_json, at: instant(1), used_at: None };
    store.keep_passkey(&deed, &passkey).await.expect("kept");
    store.end_session(&deed, "planted-session").await.expect("ended");
    let asked = AuditQuery { limit: 100, ..AuditQuery::default() };
    let lines = store.list_audit(&asked).await.expect("read");
    assert!(lines.len() >= 7, "every verb has its line: {}", lines.len());
    let keyring = store.find_keyring(person.id).await.expect("read");
    let printed = format!("{lines:?} {keyring:?}");
    for secret in secrets {
        assert!(!printed.contains(secret), "{secret} is in {printed}");
    }
}
