use jiff::SignedDuration;
use otklik_domain::ids::PersonId;
use otklik_store::record::{ApiToken, AuditQuery, LoginLink, NewJob, Person, PersonState, Session};
use otklik_store::{Fault, Store, Version};
use otklik_testkit::builders::{act, id, instant};

pub(crate) async fn kept_person(store: &dyn Store) -> Person {
    let person = Person {
        id: PersonId(id(12, 1)),
        name: "Методист".into(),
        login: Some("metodist".into()),
        role: "operator".into(),
        organisation: None,
        state: PersonState::Active,
        at: instant(0),
        email: None,
    };
    store.keep_person(&act("add_person"), &person, None).await.expect("kept");
    person
}

pub(crate) fn link(person: &Person) -> LoginLink {
    LoginLink { hash: "link".into(), person: person.id, expires_at: instant(600), asks_code: true }
}

pub(crate) fn session(person: &Person, hash: &str) -> Session {
    Session {
        hash: hash.into(),
        person: person.id,
        at: instant(0),
        seen_at: instant(0),
        expires_at: instant(3600),
        way: "link".into(),
        browser: Some("Firefox".into()),
        proved_at: Some(instant(0)),
        before_at: None,
        before_browser: None,
    }
}

pub(crate) async fn a_link_opens_once(store: &dyn Store) {
    let person = kept_person(store).await;
    store.keep_login_link(&act("make_link"), &link(&person)).await.expect("kept");
    assert!(store.find_login_link("link", instant(0)).await.expect("read").is_some());
    assert!(store.find_login_link("link", instant(600)).await.expect("read").is_none());
    let sign_in = act("sign_in");
    let (one, two) = (session(&person, "s1"), session(&person, "s2"));
    assert_eq!(store.keep_session_by_link(&sign_in, "other", &one).await.expect("read"), None);
    assert_eq!(store.keep_session_by_link(&sign_in, "link", &one).await.expect("kept"), Some(person.clone()));
    assert_eq!(store.keep_session_by_link(&sign_in, "link", &two).await.expect("read"), None);
    let (found, who) = store.find_session("s1", instant(10)).await.expect("read").expect("there");
    assert_eq!((found, who), (one, person));
    assert!(store.find_session("s1", instant(3600)).await.expect("read").is_none());
    store.touch_session("s1", instant(20), instant(7200)).await.expect("kept");
    assert!(store.find_session("s1", instant(3600)).await.expect("read").is_some());
    store.end_session(&act("sign_out"), "s1").await.expect("ended");
    assert!(store.find_session("s1", instant(10)).await.expect("read").is_none());
}

pub(crate) async fn a_closed_account_lets_nobody_in(store: &dyn Store) {
    let mut person = kept_person(store).await;
    store.keep_login_link(&act("make_link"), &link(&person)).await.expect("kept");
    store.keep_session_by_link(&act("sign_in"), "link", &session(&person, "s1")).await.expect("kept");
    let token = ApiToken {
        id: id(13, 1),
        hash: "key".into(),
        name: "выгрузка".into(),
        person: person.id,
        at: instant(0),
        revoked_at: None,
    };
    store.keep_api_token(&act("make_token"), &token).await.expect("kept");
    assert!(store.find_api_token("key").await.expect("read").is_some());
    let other = ApiToken { id: id(13, 2), hash: "other".into(), ..token };
    store.keep_api_token(&act("make_token"), &other).await.expect("kept");
    store.revoke_api_token(&act("revoke_token"), other.id).await.expect("taken back");
    assert!(
        store.find_api_token("other").await.expect("read").is_none()
            && store.find_api_token("key").await.expect("read").is_some()
    );
    let people = store.list_people().await.expect("read");
    assert_eq!(people.into_iter().map(|kept| kept.value).collect::<Vec<_>>(), [person.clone()]);
    store.ping().await.expect("reachable");
    person.state = PersonState::Closed;
    store.keep_person(&act("close_person"), &person, Some(Version(1))).await.expect("kept");
    assert!(store.find_session("s1", instant(10)).await.expect("read").is_none());
    assert!(store.find_api_token("key").await.expect("read").is_none());
    let tokens = store.list_api_tokens(person.id).await.expect("read");
    assert!(tokens.len() == 2 && tokens.iter().all(|token| token.revoked_at == Some(instant(0))), "{tokens:?}");
    let twin = Person { id: PersonId(id(12, 2)), ..person.clone() };
    let answer = store.keep_person(&act("add_person"), &twin, None).await;
    assert!(matches!(&answer, Err(Fault::Taken(what)) if what == "person.login"), "{answer:?}");
}

pub(crate) async fn a_job_is_claimed_once_and_comes_back(store: &dyn Store) {
    let job = |n| NewJob { id: id(9, n), kind: "remind".into(), body_json: "{}".into(), run_at: instant(n as i64) };
    let deed = act("adopt_plan").queue(job(5)).queue(job(2));
    store.keep_setting(&deed, "any", "thing").await.expect("kept");
    let lease = SignedDuration::from_secs(60);
    assert_eq!(store.claim_job(instant(1), lease).await.expect("read"), None);
    let first = store.claim_job(instant(10), lease).await.expect("read").expect("there");
    assert_eq!((first.id, first.n_attempts), (id(9, 2), 1));
    let second = store.claim_job(instant(10), lease).await.expect("read").expect("there");
    assert_eq!(second.id, id(9, 5));
    assert_eq!(store.claim_job(instant(10), lease).await.expect("read"), None);
    store.finish_job(second.id, instant(11)).await.expect("kept");
    let again = store.claim_job(instant(71), lease).await.expect("read").expect("its worker died");
    assert_eq!((again.id, again.n_attempts), (first.id, 2));
    store.fail_job(again.id, "no mail", Some(instant(80))).await.expect("kept");
    assert_eq!(store.count_jobs().await.expect("read"), (1, 0));
    store.fail_job(again.id, "no mail", None).await.expect("kept");
    assert_eq!(store.count_jobs().await.expect("read"), (0, 1));
}

pub(crate) async fn a_setting_is_remembered(store: &dyn Store) {
    assert_eq!(store.find_setting("title").await.expect("read"), None);
    for value in ["Отклик", "Отклик района"] {
        store.keep_setting(&act("change_setting"), "title", value).await.expect("kept");
        assert_eq!(store.find_setting("title").await.expect("read").as_deref(), Some(value));
    }
}

pub(crate) async fn a_first_setting_is_the_same_for_all_who_make_it_at_once(store: &dyn Store) {
    let values = ["первый", "второй", "третий", "четвёртый"];
    let deed = act("make_form_key");
    let (one, two, three, four) = tokio::join!(
        store.keep_first_setting(&deed, "any.first_key", values[0]),
        store.keep_first_setting(&deed, "any.first_key", values[1]),
        store.keep_first_setting(&deed, "any.first_key", values[2]),
        store.keep_first_setting(&deed, "any.first_key", values[3]),
    );
    let kept = store.find_setting("any.first_key").await.expect("read").expect("kept");
    for said in [one, two, three, four] {
        assert_eq!(said.expect("kept"), kept);
    }
    assert_eq!(store.keep_first_setting(&deed, "any.first_key", "пятый").await.expect("kept"), kept);
    let asked = AuditQuery { verb: Some("make_form_key".to_owned()), limit: 10, ..AuditQuery::default() };
    let lines = store.list_audit(&asked).await.expect("read");
    assert_eq!(lines.len(), 1, "it was made once");
    assert!(values.iter().all(|value| !format!("{lines:?}").contains(value)), "{lines:?}");
}
