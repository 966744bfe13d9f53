//! Proof: brought with a report and later, counted for a turn, judged by another person, shown to everybody without names.

use crate::house::{NAMES, Place};
use crate::inspections::PNG;
use otklik_app::measures::{self, MeasureView, StepTyped, Work};
use otklik_app::proof::{self, Brought};
use otklik_app::record::{PublishedProof, Verdict, Version};
use otklik_app::{Ctx, Refusal, photos, plans};
use otklik_domain::access::Role;
use otklik_domain::ids::MeasureId;
use otklik_domain::plan::{Moment, ProofKind};
use otklik_testkit::builders::id;

fn photo(moment: &str) -> Brought {
    Brought { kind: "photo".into(), moment: moment.into(), bytes: PNG.to_vec(), ..Brought::default() }
}

fn reported(done: &str) -> StepTyped {
    StepTyped { to: "reported".into(), done: done.into(), ..StepTyped::default() }
}

async fn nth(place: &Place, n: usize) -> MeasureId {
    let plan = place.plan().await;
    plans::plan(&place.ctx(Role::Auditor), plan).await.expect("found").measures[n].id
}

async fn seen(ctx: &Ctx, id: MeasureId) -> MeasureView {
    measures::measure(ctx, id).await.expect("found")
}

fn is_field<T: std::fmt::Debug>(answer: Result<T, Refusal>, words: &str) {
    assert!(matches!(&answer, Err(Refusal::Invalid(faults)) if faults.to_string().contains(words)), "{answer:?}");
}

#[tokio::test]
async fn a_photo_is_a_report_and_sent_twice_it_is_kept_once() {
    let place = Place::on("2019-02-01").await;
    let id_of = nth(&place, 0).await;
    let worker = place.ctx(Role::ClubWorker);
    let work = || Work { typed: reported(""), name: Some(id(20, 1)), brought: vec![photo("before"), photo("after")] };
    measures::record_work(&worker, id_of, Version(1), work()).await.expect("kept");
    let edition = place.edition().await;
    measures::record_work(&worker, id_of, Version(1), work()).await.expect("the same");
    assert_eq!(place.edition().await, edition, "the second time changes nothing");
    let view = seen(&worker, id_of).await;
    assert_eq!(view.executions.len(), 1);
    assert_eq!(view.executions[0].done, "Сделано: Установить вывески в фойе");
    let alts: Vec<_> = view.proofs.iter().map(|kept| kept.value.words.as_str()).collect();
    assert_eq!(
        alts,
        ["До: Установить вывески в фойе, Библиотека № 1", "После: Установить вывески в фойе, Библиотека № 1"]
    );
    assert!(view.proofs.iter().all(|kept| kept.value.execution == Some(view.executions[0].id)));
    let bytes = photos::photo_bytes(&worker, view.proofs[0].value.photo.expect("a photo")).await.expect("seen");
    assert!(bytes.starts_with(&[0xFF, 0xD8]), "written anew as JPEG");
    let other = place.neighbour().await;
    let foreign = place.ctx_of(Role::Head, &[other]);
    let refused = photos::photo_bytes(&foreign, view.proofs[0].value.photo.expect("a photo")).await;
    assert!(matches!(refused, Err(Refusal::NotFound)), "{refused:?}");
    let mixed = Work { name: Some(id(20, 2)), ..work() };
    let refused = measures::record_work(&place.ctx(Role::Head), id_of, Version(1), mixed).await;
    assert!(refused.is_err(), "{refused:?}");
}

#[tokio::test]
async fn what_cannot_be_taken_says_its_field_and_keeps_nothing() {
    let place = Place::on("2019-02-01").await;
    let id = nth(&place, 0).await;
    let (worker, edition) = (place.ctx(Role::ClubWorker), place.edition().await);
    let of = |kind: &str| Brought { kind: kind.into(), ..Brought::default() };
    for (brought, words) in [
        (of(""), "что прикладываете"),
        (of("photo"), "Выберите снимок"),
        (Brought { bytes: b"GIF89a".to_vec(), ..of("photo") }, "не снимок JPEG или PNG"),
        (of("file"), "Выберите файл"),
        (Brought { bytes: b"MZ".to_vec(), file_name: "setup.exe".into(), ..of("file") }, "Такие файлы не принимаем"),
        (of("link"), "адрес страницы целиком"),
        (Brought { address: "https://a b".into(), ..of("link") }, "адрес страницы целиком"),
        (of("act"), "номер акта"),
        (Brought { number: "14".into(), ..of("act") }, "день, которым подписан"),
        (Brought { number: "14".into(), signed_on: "03.09.2019".into(), ..of("act") }, "день, которым подписан"),
        (Brought { counts_for: "когда-то".into(), ..of("act") }, "к чему относится"),
    ] {
        is_field(proof::add_proof(&worker, id, brought).await, words);
    }
    let council = proof::add_proof(&place.ctx(Role::Council), id, photo("")).await;
    assert!(matches!(council, Err(Refusal::NotAllowed)), "{council:?}");
    assert_eq!(place.edition().await, edition);
}

#[tokio::test]
async fn files_come_back_byte_for_byte_and_acts_have_number_and_day() {
    let place = Place::on("2019-02-01").await;
    let id = nth(&place, 0).await;
    let worker = place.ctx(Role::ClubWorker);
    let bytes = b"%PDF-1.7 \0 not really".to_vec();
    let file = Brought {
        kind: "file".into(),
        file_name: "C:\\доки\\акт 14.PDF".into(),
        bytes: bytes.clone(),
        ..Brought::default()
    };
    let file = proof::add_proof(&worker, id, file).await.expect("kept");
    assert_eq!(proof::proof_file(&worker, file).await.expect("read"), ("акт 14.PDF".to_owned(), bytes));
    let act =
        Brought {
            kind: "act".into(), number: " 14 ".into(), signed_on: "30 января".into(), ..Brought::default()
        };
    let act = proof::add_proof(&worker, id, act).await.expect("kept");
    let kept = place.house.store.find_proof(act).await.expect("read").expect("there").value;
    assert_eq!(
        (kept.number.as_deref(), kept.signed_on.map(|d| d.to_string()).as_deref()),
        (Some("14"), Some("2019-01-30"))
    );
    assert_eq!(kept.for_day.map(|day| day.to_string()).as_deref(), Some("2019-02-01"));
    let stranger = proof::proof_file(&place.stranger(), file).await;
    assert!(matches!(stranger, Err(Refusal::NotSignedIn)), "{stranger:?}");
    proof::remove_proof(&worker, act, true).await.expect("removed");
    let gone = proof::remove_proof(&worker, act, true).await;
    assert!(matches!(gone, Err(Refusal::NotFound)), "{gone:?}");
}

#[tokio::test]
async fn who_reported_does_not_judge_and_confirmed_proof_stays() {
    let place = Place::on("2019-02-01").await;
    let id = nth(&place, 0).await;
    let (head, worker) = (place.ctx(Role::Head), place.ctx(Role::ClubWorker));
    let work = Work { typed: reported("Стоят"), name: None, brought: vec![photo("after")] };
    measures::record_work(&head, id, Version(1), work).await.expect("kept");
    for to in ["confirmed", "partly"] {
        let own = StepTyped { to: to.into(), reason: "нет одной".into(), ..StepTyped::default() };
        is_field(measures::record_execution(&head, id, Version(2), &own).await, "другой человек");
    }
    let back = StepTyped { to: "in_work".into(), ..StepTyped::default() };
    is_field(measures::record_execution(&head, id, Version(2), &back).await, "нужна причина");
    let reason = StepTyped { reason: "не тот вход".into(), ..back };
    let worker_judges = measures::record_execution(&worker, id, Version(2), &reason).await;
    assert!(matches!(worker_judges, Err(Refusal::NotAllowed)), "{worker_judges:?}");
    let other = otklik_domain::access::Actor {
        person: Some(otklik_domain::ids::PersonId(otklik_testkit::builders::id(12, 9))),
        role: Some(Role::Head),
        scope: otklik_domain::access::Scope::Everywhere,
    };
    let other = place.house.ctx(other);
    let confirmed = StepTyped { to: "confirmed".into(), ..StepTyped::default() };
    measures::record_execution(&other, id, Version(2), &confirmed).await.expect("confirmed");
    let view = seen(&head, id).await;
    assert_eq!(view.executions[0].verdict, Verdict::Confirmed);
    is_field(proof::remove_proof(&head, view.proofs[0].value.id, true).await, "уже проверено");
}

#[tokio::test]
async fn partly_says_what_is_left_and_until_when_and_moves_keep_every_term() {
    let mut place = Place::on("2021-01-12").await;
    let id = nth(&place, 0).await;
    let (head, worker) = (place.ctx(Role::Head), place.ctx(Role::ClubWorker));
    measures::record_execution(&worker, id, Version(1), &reported("Две из трёх")).await.expect("kept");
    let partly =
        StepTyped { to: "partly".into(), reason: "Третья вывеска".into(), ..StepTyped::default() };
    is_field(measures::record_execution(&head, id, Version(2), &partly).await, "до какого дня");
    let until = StepTyped { term: "до 01.10.2021".into(), ..partly };
    measures::record_execution(&head, id, Version(2), &until).await.expect("kept");
    place.turn_to("2021-10-04");
    let head = place.ctx(Role::Head);
    let moved = StepTyped {
        to: "moved".into(),
        reason: "Нет денег".into(),
        term: "до 01.12.2021".into(),
        ..StepTyped::default()
    };
    measures::record_execution(&head, id, Version(3), &moved).await.expect("kept");
    let view = seen(&head, id).await;
    assert_eq!(view.executions[0].verdict, Verdict::Partly);
    assert_eq!(view.executions[0].verdict_note.as_deref(), Some("Третья вывеска"));
    let moves: Vec<_> = view
        .moves
        .iter()
        .map(|m| {
            format!(
                "{} > {} ({}), {}",
                m.was.as_deref().unwrap_or_default(),
                m.became,
                m.became_due_on.expect("a day"),
                m.reason
            )
        })
        .collect();
    assert_eq!(
        moves,
        [
            "2019–2020 гг. > до 01.10.2021 (2021-10-01), Третья вывеска",
            "до 01.10.2021 > до 01.12.2021 (2021-12-01), Нет денег"
        ]
    );
    assert_eq!(view.record.deadline_as_written.as_deref(), Some("до 01.12.2021"));
}

#[tokio::test]
async fn what_is_done_all_the_time_asks_for_proof_each_quarter() {
    let mut place = Place::on("2019-02-01").await;
    let id = nth(&place, 1).await;
    measures::record_execution(&place.ctx(Role::ClubWorker), id, Version(1), &reported("Обновили"))
        .await
        .expect("kept");
    let confirmed = StepTyped { to: "confirmed".into(), ..StepTyped::default() };
    measures::record_execution(&place.ctx(Role::Head), id, Version(2), &confirmed).await.expect("kept");
    let turn_on = |view: &MeasureView| {
        let turn = view.turn.expect("comes again");
        (turn.last.map(|d| d.to_string()), turn.next.map(|d| d.to_string()), turn.is_open)
    };
    let day = |text: &str| Some(text.to_owned());
    let view = seen(&place.ctx(Role::Head), id).await;
    assert_eq!(turn_on(&view), (day("2019-02-01"), day("2019-07-01"), false));
    place.turn_to("2019-04-02");
    let (head, worker) = (place.ctx(Role::Head), place.ctx(Role::ClubWorker));
    assert_eq!(turn_on(&seen(&head, id).await), (day("2019-02-01"), day("2019-07-01"), true));
    let late = StepTyped { turn: "2019-03-31".into(), ..reported("За первый квартал ещё раз") };
    measures::record_execution(&worker, id, Version(3), &late).await.expect("reported anew");
    let view = seen(&head, id).await;
    assert_eq!(
        view.executions.iter().map(|e| e.for_day.map(|d| d.to_string())).collect::<Vec<_>>(),
        [day("2019-02-01"), day("2019-03-31")]
    );
    assert!(view.turn.expect("comes again").is_open, "the second quarter has nothing yet");
    proof::expect_proof(&head, id, &["link", "photo"], "1").await.expect("said");
    let view = seen(&head, id).await;
    let expected = proof::expected_of(&view);
    assert_eq!((expected.kinds, expected.is_said), (vec![ProofKind::Link, ProofKind::Photo], true));
    assert_eq!(view.turn.and_then(|turn| turn.next).map(|d| d.to_string()), day("2019-04-30"));
    is_field(proof::expect_proof(&head, id, &["song"], "").await, "Выберите из списка");
    is_field(proof::expect_proof(&head, id, &[], "13").await, "от 1 до 12");
}

#[tokio::test]
async fn everybody_sees_what_a_person_shows_and_no_names() {
    let place = Place::on("2019-02-01").await;
    let plan = place.published().await;
    let measure = plans::plan(&place.ctx(Role::Auditor), plan).await.expect("found").measures[0].id;
    let (worker, methodologist) = (place.ctx(Role::ClubWorker), place.ctx(Role::Methodologist));
    let named = Brought { words: format!("Вход, снимала {} И.И.", NAMES[0]), ..photo("before") };
    let named = proof::add_proof(&worker, measure, named).await.expect("kept");
    let file = Brought { kind: "file".into(), file_name: "a.pdf".into(), bytes: b"x".to_vec(), ..Brought::default() };
    let file = proof::add_proof(&worker, measure, file).await.expect("kept");
    is_field(proof::show_proof(&methodologist, file).await, "Файлы всем не показываем");
    let refused = proof::show_proof(&worker, named).await;
    assert!(matches!(refused, Err(Refusal::NotAllowed)), "{refused:?}");
    let hidden = proof::public_photo(&place.stranger(), named).await;
    assert!(matches!(hidden, Err(Refusal::NotFound)), "{hidden:?}");
    proof::show_proof(&methodologist, named).await.expect("shown");
    proof::show_proof(&methodologist, named).await.expect("shown again");
    let all: Vec<PublishedProof> = proof::public_proofs(&place.stranger(), plan).await.expect("read");
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].moment, all[0].kind), (Some(Moment::Before), ProofKind::Photo));
    assert!(NAMES.iter().all(|name| !all[0].words.contains(name)), "{}", all[0].words);
    assert!(proof::public_photo(&place.stranger(), named).await.expect("seen").starts_with(&[0xFF, 0xD8]));
    proof::hide_proof(&methodologist, named).await.expect("hidden");
    assert!(proof::public_proofs(&place.stranger(), plan).await.expect("read").is_empty());
    proof::show_proof(&methodologist, named).await.expect("shown");
    proof::remove_proof(&worker, named, true).await.expect("removed");
    assert!(proof::public_proofs(&place.stranger(), plan).await.expect("read").is_empty());
}
