use super::{day, kept_organisation};
use otklik_domain::survey::Term;
use otklik_store::record::{RoundState, Survey, SurveyQuery};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{act, round, survey};

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
