use super::{day, kept_organisation};
use jiff::{SignedDuration, Timestamp};
use otklik_domain::ids::AnswerId;
use otklik_domain::survey::{Channel, Term};
use otklik_store::record::{LoginLink, RoundState, Survey, SurveyQuery, Unfinished};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{act, id, instant, round, survey};

pub(crate) async fn a_survey_is_found_by_its_code_and_a_place_has_one(store: &dyn Store) {
    let (organisation, round) = (kept_organisation(store, 1).await, round(1));
    store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    let (house, batch) = survey(organisation.id, &round, "", 1);
    let (club, club_batch) = survey(organisation.id, &round, "Клуб", 2);
    let both = [(house.clone(), batch), (club.clone(), club_batch)];
    store.open_surveys(&act("open_surveys"), &both).await.expect("opened");
    let found = store.find_survey_by_code(&club.code).await.expect("read").expect("there");
    assert_eq!(found.value, club);
    let asked = SurveyQuery { round: Some(round.id), organisation: Some(organisation.id) };
    let listed: Vec<Survey> =
        store.list_surveys(&asked).await.expect("read").into_iter().map(|kept| kept.value).collect();
    assert_eq!(listed, [house.clone(), club]);
    let (mut third, third_batch) = survey(organisation.id, &round, "Клуб", 3);
    let again = store.open_surveys(&act("open_surveys"), &[(third.clone(), third_batch.clone())]).await;
    assert!(matches!(again, Err(Fault::Taken(_))), "{again:?}");
    third.branch = "Библиотека".to_owned();
    third.code = house.code.clone();
    let same_code = store.open_surveys(&act("open_surveys"), &[(third, third_batch)]).await;
    assert!(matches!(same_code, Err(Fault::Taken(_))), "{same_code:?}");
    assert_eq!(store.list_surveys(&asked).await.expect("read").len(), 2, "all or none");
}

pub(crate) async fn a_survey_changes_its_term_only_from_the_version_it_was_read_in(store: &dyn Store) {
    let (organisation, round) = (kept_organisation(store, 1).await, round(1));
    let version = store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    store.open_surveys(&act("open_surveys"), &[survey(organisation.id, &round, "", 1)]).await.expect("opened");
    let id = survey(organisation.id, &round, "", 1).0.id;
    let kept = store.find_survey(organisation.id, id).await.expect("read").expect("there");
    let term = Term { opens_on: Some(day("2026-03-01")), closes_on: None };
    let changed = Survey { term, ..kept.value };
    store.keep_survey(&act("change_survey"), &changed, kept.version).await.expect("kept");
    let stale = store.keep_survey(&act("change_survey"), &changed, kept.version).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    let closed = otklik_store::record::Round { state: RoundState::Closed, ..round.clone() };
    store.keep_round(&act("close_round"), &closed, Some(version)).await.expect("kept");
    let late = store.open_surveys(&act("open_surveys"), &[survey(organisation.id, &round, "Клуб", 2)]).await;
    assert!(matches!(late, Err(Fault::Stale)), "{late:?}");
}

pub(crate) async fn a_round_lists_whom_it_assesses(store: &dyn Store) {
    let (one, two, round) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await, round(1));
    let version = store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    let both = [one.id, two.id];
    store.keep_round_organisations(&act("list_round"), round.id, &both, &[]).await.expect("kept");
    store.keep_round_organisations(&act("list_round"), round.id, &[one.id], &[two.id]).await.expect("kept");
    assert_eq!(store.list_round_organisations(round.id).await.expect("read"), [one.id]);
    let first = otklik_store::record::Version(1);
    store.keep_merging(&act("merge_organisations"), one.id, first, two.id).await.expect("merged");
    assert_eq!(store.list_round_organisations(round.id).await.expect("read"), [two.id], "who goes on stands there");
    let closed = otklik_store::record::Round { state: RoundState::Closed, ..round.clone() };
    store.keep_round(&act("close_round"), &closed, Some(version)).await.expect("kept");
    let late = store.keep_round_organisations(&act("list_round"), round.id, &[], &both).await;
    assert!(matches!(late, Err(Fault::Stale)), "{late:?}");
}

async fn opened(store: &dyn Store) -> Survey {
    let (organisation, round) = (kept_organisation(store, 1).await, round(1));
    store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    let (place, batch) = survey(organisation.id, &round, "", 1);
    store.open_surveys(&act("open_surveys"), &[(place.clone(), batch)]).await.expect("opened");
    place
}

fn unfinished(place: &Survey, number: u8, expires_at: Timestamp) -> Unfinished {
    Unfinished {
        hash: hex(number),
        organisation: place.organisation,
        survey: place.id,
        answer: AnswerId(id(30, u64::from(number))),
        channel: Channel::Web,
        look: String::new(),
        answers: vec![1, 0, 255],
        receipt: None,
        began_at: instant(0),
        expires_at,
        device: Some("mark".into()),
        ticket: None,
        has_worked: false,
    }
}

fn hex(number: u8) -> String {
    format!("{number:02x}").repeat(32)
}

pub(crate) async fn a_begun_questionnaire_is_kept_for_its_days_and_once(store: &dyn Store) {
    let place = opened(store).await;
    let (now, days) = (instant(0), SignedDuration::from_hours(7 * 24));
    let begun = unfinished(&place, 0xab, now.checked_add(days).expect("a day"));
    store.begin_unfinished(&begun, now).await.expect("begun");
    let other = Unfinished { answers: vec![1], ..begun.clone() };
    store.begin_unfinished(&other, now).await.expect("begun before");
    assert_eq!(store.find_unfinished(&begun.hash, now).await.expect("read"), Some(begun.clone()));
    let sent = Unfinished {
        receipt: Some("К-1".into()),
        answers: Vec::new(),
        look: "plain".into(),
        has_worked: true,
        ..begun.clone()
    };
    store.keep_unfinished(&sent).await.expect("kept");
    store.keep_unfinished(&other).await.expect("what was sent stays");
    assert_eq!(store.find_unfinished(&begun.hash, now).await.expect("read"), Some(sent));
    let later = begun.expires_at;
    assert_eq!(store.find_unfinished(&begun.hash, later).await.expect("read"), None);
    let second =
        Unfinished { hash: "cd".repeat(32), expires_at: later.checked_add(days).expect("a day"), ..begun.clone() };
    store.begin_unfinished(&second, later).await.expect("begun");
    assert_eq!(store.find_unfinished(&begun.hash, now).await.expect("read"), None, "it is gone, not only over");
}

pub(crate) async fn what_is_over_is_forgotten_and_nothing_else(store: &dyn Store) {
    let (place, person) = (opened(store).await, super::rights::kept_administrator(store, 1).await);
    let (now, hour) = (instant(0), SignedDuration::from_hours(1));
    let at = |n: u8| now.checked_add(hour * i32::from(n)).expect("a time");
    for n in 1..=3 {
        store.begin_unfinished(&unfinished(&place, n, at(n)), now).await.expect("begun");
        let link = LoginLink { hash: hex(n), person: person.id, expires_at: at(n), asks_code: false };
        store.keep_login_link(&act("make_login_link"), &link).await.expect("kept");
    }
    assert_eq!(store.forget_expired(now).await.expect("forgotten"), 0, "nothing is over yet");
    assert_eq!(store.forget_expired(at(2)).await.expect("forgotten"), 4, "it is over on the moment");
    assert_eq!(store.forget_expired(at(2)).await.expect("forgotten"), 0, "twice is as once");
    for n in 1..=3 {
        let found = store.find_unfinished(&hex(n), now).await.expect("read");
        assert_eq!(found.is_some(), n == 3, "{n}: gone, not only over");
        let link = store.find_login_link(&hex(n), now).await.expect("read");
        assert_eq!(link.is_some(), n == 3, "{n}");
    }
}
