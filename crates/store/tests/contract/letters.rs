//! Letters on their way: kept once, claimed once, told of to whom they are for.

use super::{day, kept_organisation, kept_plan};
use jiff::SignedDuration;
use otklik_domain::access::Grant;
use otklik_domain::ids::PersonId;
use otklik_domain::plan::MeasureState;
use otklik_domain::reminder::Pace;
use otklik_store::record::{LetterChoice, LetterState, NewJob, NewLetter, PageAsked, Person, PersonState, SetAside};
use otklik_store::{Fault, Store, Version};
use otklik_testkit::builders::{act, id, instant};

async fn person(store: &dyn Store, number: u64, email: Option<&str>) -> PersonId {
    let person = Person {
        id: PersonId(id(12, number)),
        name: format!("Работник {number}"),
        login: None,
        role: "methodologist".into(),
        organisation: None,
        state: PersonState::Active,
        at: instant(0),
        email: email.map(ToOwned::to_owned),
    };
    store.keep_person(&act("add_person"), &person, None).await.expect("kept");
    person.id
}

fn letter(person: PersonId, number: u64, once: &str) -> NewLetter {
    NewLetter {
        id: id(40, number),
        person,
        once: once.to_owned(),
        kind: "digest".to_owned(),
        address: "metodist@example.org".to_owned(),
        subject: "Отклик: 2 дела".to_owned(),
        body_json: "{}".to_owned(),
        run_at: instant(10),
    }
}

pub(crate) async fn a_letter_is_kept_once_and_claimed_once(store: &dyn Store) {
    let anna = person(store, 1, Some("metodist@example.org")).await;
    let letters = [letter(anna, 1, "digest:2026-11-23"), letter(anna, 2, "digest:2026-11-24")];
    let told = [(anna, day("2026-11-23"))];
    assert_eq!(store.keep_letters(&act("queue_letters"), &letters[..1], &told).await.expect("kept"), 1);
    let again = [letter(anna, 3, "digest:2026-11-23"), letters[1].clone()];
    assert_eq!(store.keep_letters(&act("queue_letters"), &again, &told).await.expect("kept"), 1);
    assert_eq!(store.find_letter_choice(anna).await.expect("read").and_then(|c| c.told_on), Some(day("2026-11-23")));
    let lease = SignedDuration::from_secs(60);
    assert!(store.claim_letters(instant(9), lease, 10).await.expect("read").is_empty(), "before its hour");
    let claimed = store.claim_letters(instant(10), lease, 1).await.expect("read");
    assert_eq!((claimed.len(), claimed[0].letter.id, claimed[0].n_attempts), (1, id(40, 1), 1));
    let rest = store.claim_letters(instant(10), lease, 10).await.expect("read");
    assert_eq!(rest.iter().map(|l| l.letter.id).collect::<Vec<_>>(), [id(40, 2)]);
    assert!(store.claim_letters(instant(11), lease, 10).await.expect("read").is_empty());
    store.settle_letter(id(40, 1), LetterState::Sent, None, instant(12)).await.expect("kept");
    let back = store.claim_letters(instant(80), lease, 10).await.expect("its worker died");
    assert_eq!((back.len(), back[0].letter.id, back[0].n_attempts), (1, id(40, 2), 2));
    store.settle_letter(id(40, 2), LetterState::Waiting, Some("нет связи"), instant(200)).await.expect("kept");
    assert!(store.claim_letters(instant(199), lease, 10).await.expect("read").is_empty());
    store.settle_letter(id(40, 2), LetterState::Failed, Some("нет такого ящика"), instant(201)).await.expect("kept");
    let counts = store.count_letters().await.expect("read");
    assert_eq!(counts, [(LetterState::Failed, 1), (LetterState::Sent, 1)]);
    let failed = store.list_letters(Some(LetterState::Failed), &PageAsked::first(10)).await.expect("read").items;
    assert_eq!(failed[0].last_fault.as_deref(), Some("нет такого ящика"));
    store.send_letter_again(&act("send_letter_again"), id(40, 2)).await.expect("kept");
    let answer = store.send_letter_again(&act("send_letter_again"), id(40, 2)).await;
    assert!(matches!(answer, Err(Fault::Stale)), "{answer:?}");
    assert_eq!(store.claim_letters(instant(202), lease, 10).await.expect("read").len(), 1);
    assert_eq!(store.forget_letters(instant(13)).await.expect("kept"), 1);
    assert!(store.find_letter(id(40, 1)).await.expect("read").is_none());
    let first = store.list_letters(None, &PageAsked::first(10)).await.expect("read");
    assert_eq!((first.items.len(), first.next), (1, None));
}

pub(crate) async fn a_tick_comes_once(store: &dyn Store) {
    let tick = |n| NewJob { id: id(9, n), kind: "remind".into(), body_json: "{}".into(), run_at: instant(0) };
    store.keep_ticks(&[tick(1), tick(2)]).await.expect("kept");
    store.keep_ticks(&[tick(1), tick(2)]).await.expect("kept");
    assert_eq!(store.count_jobs().await.expect("read"), (2, 0));
    let lease = SignedDuration::from_secs(60);
    let first = store.claim_job(instant(1), lease).await.expect("read").expect("there");
    store.finish_job(first.id, instant(2)).await.expect("kept");
    store.keep_ticks(&[tick(1)]).await.expect("kept");
    assert_eq!(store.count_jobs().await.expect("read"), (1, 0), "what is done is not queued again");
    store.forget_jobs(instant(2)).await.expect("kept");
    store.keep_ticks(&[tick(1)]).await.expect("kept");
    assert_eq!(store.count_jobs().await.expect("read"), (1, 0));
    store.forget_jobs(instant(3)).await.expect("kept");
    store.keep_ticks(&[tick(1)]).await.expect("kept");
    assert_eq!(store.count_jobs().await.expect("read"), (2, 0), "forgotten, it is new");
}

pub(crate) async fn letters_reach_whom_they_are_for(store: &dyn Store) {
    let one = kept_organisation(store, 1).await;
    let other = kept_organisation(store, 2).await;
    let (house, here, nowhere) = (
        person(store, 1, Some("house@example.org")).await,
        person(store, 2, Some("here@example.org")).await,
        person(store, 3, Some("nowhere@example.org")).await,
    );
    person(store, 4, None).await;
    let mut closed = store.find_person(person(store, 5, Some("closed@example.org")).await).await.unwrap().unwrap();
    closed.value.state = PersonState::Closed;
    store.keep_person(&act("block_person"), &closed.value, Some(closed.version)).await.expect("kept");
    let here_only = [Grant::Organisation(one.id)];
    store.keep_grants(&act("grant_place"), here, Version(1), &here_only).await.expect("kept");
    store.keep_grants(&act("grant_place"), nowhere, Version(1), &[]).await.expect("kept");
    let choice = LetterChoice { person: here, pace: Pace::Weekly, told_on: None, n_renewed: 2 };
    store.keep_letter_choice(&act("choose_letters"), &choice).await.expect("kept");
    let found = store.list_recipients().await.expect("read");
    let told: Vec<_> = found.iter().map(|r| (r.person.id, r.choice.pace, r.is_everywhere)).collect();
    let expected = [(house, Pace::Daily, true), (here, Pace::Weekly, false), (nowhere, Pace::Daily, false)];
    assert_eq!(told, expected);
    assert_eq!(found[1].choice, choice);
    assert_eq!(store.list_recipient_places().await.expect("read"), [(here, one.id)]);
    let founder = otklik_domain::registry::Founder {
        id: otklik_domain::ids::FounderId(id(6, 1)),
        name: "Управление культуры".into(),
        inn: None,
        territory: None,
    };
    store.keep_founder(&act("keep_founder"), &founder, None).await.expect("kept");
    let mut joined = other.clone();
    joined.founder = Some(founder.id);
    store.keep_organisation(&act("edit_organisation"), &joined, Some(Version(1))).await.expect("kept");
    store.keep_grants(&act("grant_place"), nowhere, Version(2), &[Grant::Founder(founder.id)]).await.expect("kept");
    assert_eq!(store.list_recipient_places().await.expect("read"), [(here, one.id), (nowhere, other.id)]);
    let (_, measures) = kept_plan(store, &one, 4).await;
    store.keep_handed(&act("hand_measures"), here, &[(one.id, measures[0].id)]).await.expect("kept");
    assert_eq!(store.list_recipient_measures().await.expect("read"), [(here, measures[0].id)]);
}

pub(crate) async fn what_is_due_is_read_page_by_page(store: &dyn Store) {
    let one = kept_organisation(store, 1).await;
    let (_, measures) = kept_plan(store, &one, 60).await;
    let until = day("2027-01-22");
    let mut expected: Vec<_> = measures
        .iter()
        .filter(|m| m.state.is_awaited() && m.due_on.is_some_and(|due| due <= until))
        .map(|m| (m.due_on.unwrap(), m.id))
        .collect();
    expected.sort();
    assert!(expected.len() > 7, "{}", expected.len());
    let (mut found, mut page) = (Vec::new(), PageAsked::first(5));
    loop {
        let listed = store.list_due(until, &page).await.expect("read");
        found.extend(listed.items.into_iter().map(|m| (m.due_on, m.id)));
        match listed.next {
            Some(next) => page.after = Some(next),
            None => break,
        }
    }
    assert_eq!(found, expected);
    let n_reported = measures.iter().filter(|m| m.state == MeasureState::Reported).count();
    assert_eq!(store.count_reported().await.expect("read"), [(one.id, n_reported as i64)]);
}

pub(crate) async fn what_is_set_aside_comes_back(store: &dyn Store) {
    let anna = person(store, 1, None).await;
    let one = kept_organisation(store, 1).await;
    let (_, measures) = kept_plan(store, &one, 2).await;
    let aside = |subject: &str, until: Option<&str>| SetAside {
        subject: subject.to_owned(),
        measure: Some(measures[1].id).filter(|_| subject.starts_with("late")),
        until: until.map(day),
        at: instant(0),
        stands: None,
    };
    store.keep_set_aside(anna, &aside("late:1", Some("2026-11-30"))).await.expect("kept");
    store.keep_set_aside(anna, &aside("draft:1", None)).await.expect("kept");
    store.keep_set_aside(anna, &aside("late:1", Some("2026-12-01"))).await.expect("kept");
    let found = store.list_set_aside(anna).await.expect("read");
    assert_eq!(found.len(), 2);
    assert_eq!(
        (found[1].until, found[1].stands),
        (Some(day("2026-12-01")), Some((measures[1].state, measures[1].due_on)))
    );
    assert_eq!((found[0].until, found[0].stands), (None, None));
    store.forget_set_aside(day("2026-11-30"), instant(0)).await.expect("kept");
    assert_eq!(store.list_set_aside(anna).await.expect("read").len(), 2);
    store.forget_set_aside(day("2026-12-01"), instant(1)).await.expect("kept");
    assert_eq!(store.list_set_aside(anna).await.expect("read").len(), 0);
    store.keep_set_aside(anna, &aside("draft:1", None)).await.expect("kept");
    store.remove_set_aside(anna, "draft:1").await.expect("kept");
    assert_eq!(store.list_set_aside(anna).await.expect("read").len(), 0);
}
