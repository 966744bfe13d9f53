use super::{day, kept_organisation};
use otklik_domain::ids::{AnswerId, OrganisationId, PhoneCallId, SheetLotId, SurveyId};
use otklik_domain::survey::Channel;
use otklik_store::record::{AskedDay, CallOutcome, KeyedSheet, PhoneCall, SheetLot, Version};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{self, act, instant, round, survey};

async fn opened(store: &dyn Store) -> (OrganisationId, SurveyId) {
    let (organisation, round) = (kept_organisation(store, 1).await, round(1));
    store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    let (one, batch) = survey(organisation.id, &round, "", 1);
    store.open_surveys(&act("open_surveys"), &[(one.clone(), batch)]).await.expect("opened");
    (organisation.id, one.id)
}

fn lot(organisation: OrganisationId, survey: SurveyId, number: u64, first: u32) -> SheetLot {
    SheetLot {
        organisation,
        id: SheetLotId(builders::id(61, number)),
        survey,
        first,
        last: first + 99,
        given_to: "администратор зала".to_owned(),
        given_on: day("2026-03-01"),
        n_returned: 0,
        n_spoiled: 0,
        control_json: None,
        by: "test".to_owned(),
        at: instant(0),
    }
}

fn sheet(lot: &SheetLot, number: u32) -> KeyedSheet {
    KeyedSheet {
        organisation: lot.organisation,
        survey: lot.survey,
        number,
        lot: lot.id,
        answer: AnswerId(builders::id(62, number.into())),
        given: "0102".to_owned(),
        by: "test".to_owned(),
        on: day("2026-03-02"),
        second: None,
        second_by: None,
        is_settled: false,
        is_counted: false,
    }
}

fn call(organisation: OrganisationId, survey: SurveyId, number: u64) -> PhoneCall {
    PhoneCall {
        organisation,
        id: PhoneCallId(builders::id(63, number)),
        survey,
        position: number as i64,
        phone: format!("+7 900 000-00-0{number}"),
        outcome: CallOutcome::Waiting,
        call_on: None,
        call_at: None,
        n_tries: 0,
    }
}

pub(crate) async fn a_lot_of_sheets_comes_back_and_its_numbers_are_its_own(store: &dyn Store) {
    let (organisation, survey) = opened(store).await;
    let (first, second) = (lot(organisation, survey, 1, 1), lot(organisation, survey, 2, 101));
    for one in [&second, &first] {
        store.keep_lot(&act("print_sheets"), one, None).await.expect("kept");
    }
    let taken = store.keep_lot(&act("print_sheets"), &lot(organisation, survey, 3, 101), None).await;
    assert!(matches!(taken, Err(Fault::Taken(_))), "{taken:?}");
    let returned = SheetLot { n_returned: 83, n_spoiled: 2, control_json: Some("{}".to_owned()), ..first.clone() };
    store.keep_lot(&act("return_sheets"), &returned, Some(Version(1))).await.expect("kept");
    let stale = store.keep_lot(&act("return_sheets"), &first, Some(Version(1))).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    let lots: Vec<SheetLot> =
        store.list_lots(organisation, survey).await.expect("read").into_iter().map(|kept| kept.value).collect();
    assert_eq!(lots, [returned.clone(), second]);
    assert_eq!(store.find_lot(organisation, first.id).await.expect("read").expect("there").value, returned);
}

pub(crate) async fn a_sheet_is_keyed_once_and_taken_back_only_while_it_is_not_counted(store: &dyn Store) {
    let (organisation, survey) = opened(store).await;
    let lot = lot(organisation, survey, 1, 1);
    store.keep_lot(&act("print_sheets"), &lot, None).await.expect("kept");
    let one = sheet(&lot, 7);
    let version = store.keep_keyed(&act("key_sheet"), &one, None).await.expect("kept");
    let again = store.keep_keyed(&act("key_sheet"), &one, None).await;
    assert!(matches!(again, Err(Fault::Taken(_))), "{again:?}");
    let second = KeyedSheet { second: Some("0103".to_owned()), second_by: Some("other".to_owned()), ..one.clone() };
    assert!(second.is_disputed());
    let version = store.keep_keyed(&act("key_sheet"), &second, Some(version)).await.expect("kept");
    let kept = store.find_keyed(organisation, survey, 7).await.expect("read").expect("there");
    assert_eq!((kept.value, kept.version), (second.clone(), version));
    store.drop_keyed(&act("drop_sheet"), &second, version).await.expect("dropped");
    assert_eq!(store.list_keyed(organisation, survey).await.expect("read"), []);
    let counted = KeyedSheet { is_counted: true, ..one };
    let version = store.keep_keyed(&act("key_sheet"), &counted, None).await.expect("kept");
    let late = store.drop_keyed(&act("drop_sheet"), &counted, version).await;
    assert!(matches!(late, Err(Fault::Stale)), "{late:?}");
}

pub(crate) async fn numbers_of_calls_are_erased_and_the_journal_never_says_them(store: &dyn Store) {
    let (organisation, survey) = opened(store).await;
    let calls = [call(organisation, survey, 1), call(organisation, survey, 2), call(organisation, survey, 3)];
    assert_eq!(store.keep_calls(&act("import_calls"), &calls).await.expect("kept"), 3);
    let same = PhoneCall { id: PhoneCallId(builders::id(63, 9)), ..calls[0].clone() };
    assert_eq!(store.keep_calls(&act("import_calls"), &[same]).await.expect("kept"), 0, "a known number stays one");
    let (call_on, call_at) = (Some(day("2026-03-05")), Some("14:30".to_owned()));
    let later = PhoneCall { outcome: CallOutcome::Later, call_on, call_at, n_tries: 1, ..calls[1].clone() };
    store.keep_call(&act("record_call"), &later, Version(1)).await.expect("kept");
    let kept = store.find_call(organisation, later.id).await.expect("read").expect("there");
    assert_eq!(kept.value, later);
    store.erase_call(&act("erase_calls"), organisation, calls[0].id).await.expect("erased");
    assert_eq!(store.list_calls(organisation, survey).await.expect("read").len(), 2);
    assert_eq!(store.erase_calls(&act("erase_calls"), organisation, survey).await.expect("erased"), 2);
    store.keep_calls(&act("import_calls"), &calls).await.expect("kept");
    assert_eq!(store.erase_calls_of_round(&act("erase_calls"), round(1).id).await.expect("erased"), 3);
    let asked = otklik_store::record::AuditQuery { limit: 100, ..Default::default() };
    for line in store.list_audit(&asked).await.expect("read") {
        let text = format!("{line:?}");
        assert!(!text.contains("900 000") && calls.iter().all(|call| !text.contains(&call.id.to_string())), "{text}");
    }
}

pub(crate) async fn those_who_were_asked_are_counted_by_day_and_channel(store: &dyn Store) {
    let (organisation, survey) = opened(store).await;
    let one =
        AskedDay { organisation, survey, day: day("2026-03-05"), channel: Channel::Interview, n_done: 1, n_refused: 0 };
    for _ in 0..3 {
        store.count_asked(&act("count_asked"), &one).await.expect("counted");
    }
    store
        .count_asked(&act("count_asked"), &AskedDay { n_done: 0, n_refused: 1, ..one.clone() })
        .await
        .expect("counted");
    let found = store.find_asked(organisation, survey, one.day, Channel::Interview).await.expect("read");
    assert_eq!(found, Some(AskedDay { n_done: 3, n_refused: 1, ..one.clone() }));
    assert_eq!(store.find_asked(organisation, survey, one.day, Channel::Phone).await.expect("read"), None);
}
