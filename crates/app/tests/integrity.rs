//! Answers looked over: flagged with reasons, left out by people only, counted with and without, told with the score.

use crate::house::Place;
use otklik_app::answers::{self, Submission};
use otklik_app::door::Comer;
use otklik_app::integrity::{self, Pick};
use otklik_app::record::{AnswerReview, AuditLine, AuditQuery, Survey, Traces, Version};
use otklik_app::score::{self, RoundCard};
use otklik_app::survey::{self, Asking};
use otklik_app::{Ctx, Refusal};
use otklik_domain::access::Role;
use otklik_domain::ids::{AnswerId, RoundId};
use otklik_domain::integrity::Decision;
use otklik_domain::survey::{Channel, Raw};
use otklik_testkit::builders::id;

/// An open round with one survey.
async fn asked(place: &Place) -> (RoundId, Survey) {
    let ctx = place.ctx(Role::Administrator);
    let round = score::open_round(&ctx, &RoundCard::new("culture", 2026)).await.expect("opened");
    score::take_into_round(&ctx, round, &Default::default()).await.expect("taken in");
    survey::open_surveys(&ctx, round).await.expect("opened");
    let lines = survey::round_surveys(&ctx, round).await.expect("listed");
    (round, lines.into_iter().next().expect("one").survey.value)
}

fn person(number: u64, seconds: u32, device: &str) -> Submission {
    let book = score::rulebooks().iter().find(|book| book.name == "culture").expect("culture");
    let is_yes = |at: usize| (number + 1).wrapping_mul(0x9e37_79b9) >> (at % 30) & 1 == 0;
    let counted = book.questionnaire.counted().enumerate();
    Submission {
        edition: book.sha256.clone(),
        raw: counted.map(|(at, question)| (question.code.clone(), Raw::Flag(is_yes(at)))).collect(),
        channel: Channel::Web,
        traces: Traces { filled_seconds: Some(seconds), device: Some(device.to_owned()), ..Traces::default() },
    }
}

async fn send(place: &Place, survey: &Survey, number: u64, sent: Submission) -> AnswerId {
    let name = AnswerId(id(25, number));
    answers::submit(&place.house, survey.code.as_str(), name, sent).await.expect("kept");
    name
}

/// Ten people and twenty questionnaires filled in two seconds each.
async fn flooded(place: &Place) -> (RoundId, Survey) {
    let (round, survey) = asked(place).await;
    for number in 0..10 {
        send(place, &survey, number, person(number, 180, &format!("phone {number}"))).await;
    }
    for number in 10..30 {
        let mut praise = person(number, 2, &format!("robot {number}"));
        praise.raw.values_mut().for_each(|raw| *raw = Raw::Flag(true));
        send(place, &survey, number, praise).await;
    }
    (round, survey)
}

async fn respondents(place: &Place, round: RoundId) -> u64 {
    let inputs = place.house.store.find_inputs(round, place.organisation).await.expect("read");
    inputs.places.values().map(|place| place.counts.respondents).sum()
}

async fn assert_whole(place: &Place) {
    assert_eq!(score::verify(&*place.house.store).await.expect("checked"), vec![]);
    assert_eq!(place.house.store.recount().await.expect("counted"), vec![]);
}

#[tokio::test]
async fn a_flood_is_shown_left_out_after_a_look_and_brought_back() {
    let place = Place::on("2026-11-22").await;
    let (round, survey) = flooded(&place).await;
    let operator = place.ctx(Role::Operator);
    let (organisation, id) = (survey.organisation, survey.id);
    let shown = integrity::overview(&operator, organisation, id).await.expect("shown");
    let n_grave = shown.answers.iter().filter(|answer| answer.is_grave).count();
    assert_eq!((shown.n_answers, n_grave, shown.n_excluded), (30, 20, 0));
    assert!(shown.by_reason.contains(&("too-fast", 20)), "{:?}", shown.by_reason);
    assert_eq!((shown.beside.counted.respondents, shown.beside.without_flagged.respondents), (30, 10));
    assert_ne!(shown.beside.counted.total, shown.beside.without_flagged.total, "both figures are told");

    let before = place.edition().await;
    let preview = integrity::preview(&operator, organisation, id, &Pick::Grave).await.expect("told");
    assert_eq!((preview.n, preview.beside.without_flagged.respondents, place.edition().await), (20, 10, before));
    let said = integrity::exclude_many(&operator, organisation, id, &Pick::Grave, (20, " ")).await;
    assert!(matches!(said, Err(Refusal::Invalid(_))), "{said:?}");
    let said = integrity::exclude_many(&operator, organisation, id, &Pick::Grave, (19, "Быстро")).await;
    assert!(matches!(said, Err(Refusal::Invalid(_))), "{said:?}");
    assert_eq!(place.edition().await, before, "nothing was kept");
    let reason = "Заполнены программой";
    let n = integrity::exclude_many(&operator, organisation, id, &Pick::Grave, (20, reason)).await.expect("kept");
    assert_eq!((n, respondents(&place, round).await), (20, 10));
    assert_whole(&place).await;

    let shown = integrity::overview(&operator, organisation, id).await.expect("shown");
    assert_eq!((shown.n_answers, shown.n_excluded, shown.decided.len()), (30, 20, 1), "none is deleted");
    assert_eq!((shown.beside.counted.respondents, shown.beside.with_excluded.respondents), (10, 30));
    let lines = integrity::round_overview(&operator, round, 0).await.expect("shown");
    assert_eq!((lines.n_surveys, lines.lines[0].n_excluded, lines.lines[0].n_grave), (1, 20, 20));
    let n = integrity::undo(&operator, organisation, id, shown.decided[0].at).await.expect("brought back");
    assert_eq!((n, respondents(&place, round).await), (20, 30));
    assert!(matches!(integrity::undo(&operator, organisation, id, shown.decided[0].at).await, Err(Refusal::Stale)));
    assert_whole(&place).await;
}

#[tokio::test]
async fn one_answer_is_read_and_decided_about_by_version() {
    let place = Place::on("2026-11-22").await;
    let (round, survey) = flooded(&place).await;
    let operator = place.ctx(Role::Operator);
    let (organisation, of, one) = (survey.organisation, survey.id, AnswerId(id(25, 11)));
    let read = integrity::read_answer(&operator, organisation, of, one).await.expect("read");
    assert!(read.flagged.is_some() && read.review.is_none());
    assert!(read.lines.iter().any(|(_, said)| said == "да"));
    let decide = async |expected, is_excluded, reason: &str| {
        integrity::decide_one(&operator, organisation, of, one, expected, (is_excluded, reason)).await
    };
    assert!(matches!(decide(None, true, "").await, Err(Refusal::Invalid(_))));
    decide(None, true, "Сотрудник за всех").await.expect("kept");
    assert!(matches!(decide(None, true, "Сотрудник за всех").await, Err(Refusal::Stale)));
    assert_eq!(respondents(&place, round).await, 29);
    let review: AnswerReview =
        integrity::read_answer(&operator, organisation, of, one).await.expect("read").review.expect("decided").value;
    assert_eq!(review.decision, Decision::Excluded("Сотрудник за всех".into()));
    decide(Some(Version(1)), false, "").await.expect("kept");
    assert_eq!(respondents(&place, round).await, 30);
    assert_whole(&place).await;
}

#[tokio::test]
async fn only_those_who_may_see_see_and_only_those_who_may_decide_decide() {
    let place = Place::on("2026-11-22").await;
    let (round, survey) = flooded(&place).await;
    let (organisation, of) = (survey.organisation, survey.id);
    for role in Role::ALL {
        let ctx = place.ctx(role);
        let sees = matches!(role, Role::Founder | Role::Operator | Role::Administrator | Role::Auditor);
        let decides = matches!(role, Role::Operator | Role::Administrator);
        assert_eq!(integrity::overview(&ctx, organisation, of).await.is_ok(), sees, "{role:?}");
        assert_eq!(integrity::round_overview(&ctx, round, 0).await.is_ok(), sees, "{role:?}");
        assert_eq!(integrity::preview(&ctx, organisation, of, &Pick::Grave).await.is_ok(), decides, "{role:?}");
        let one = AnswerId(id(25, 12));
        let said = integrity::decide_one(&ctx, organisation, of, one, Some(Version(99)), (true, "Нет")).await;
        assert!(
            matches!((decides, &said), (true, Err(Refusal::Stale)) | (false, Err(Refusal::NotAllowed))),
            "{role:?}"
        );
    }
    let stranger = place.stranger();
    assert!(matches!(integrity::overview(&stranger, organisation, of).await, Err(Refusal::NotSignedIn)));
}

#[tokio::test]
async fn the_note_says_what_stood_when_it_was_counted() {
    let place = Place::on("2026-11-22").await;
    let (round, survey) = flooded(&place).await;
    let admin = place.ctx(Role::Administrator);
    let reason = "Заполнены программой";
    integrity::exclude_many(&admin, survey.organisation, survey.id, &Pick::Grave, (20, reason)).await.expect("kept");
    score::count_round(&admin, round, None).await.expect("counted");
    let version = score::find_round(&admin, round).await.expect("read").version;
    let version = score::close_round(&admin, round, version).await.expect("closed");
    score::approve_round(&place.ctx(Role::Council), round).await.expect("approved");
    score::publish_round(&admin, round).await.expect("published");
    score::reopen_round(&admin, round, version).await.expect("open again");
    let note = async || {
        let kept = place.house.store.find_newest_score(round, place.organisation, true).await.expect("read");
        let explained = score::explain(&place.stranger(), kept.expect("published").value.id).await.expect("shown");
        explained.method.expect("a note")
    };
    let first = note().await;
    assert_eq!((first.n_answers, first.n_excluded, first.reasons.as_slice()), (30, 20, &[(reason.to_owned(), 20)][..]));
    assert_ne!(first.total, first.with_excluded);
    assert_eq!(first.total, first.without_flagged);
    assert!(first.sentences().iter().any(|words| words.contains(reason)));
    let at = integrity::overview(&admin, survey.organisation, survey.id).await.expect("shown").decided[0].at;
    integrity::undo(&admin, survey.organisation, survey.id, at).await.expect("brought back");
    assert_eq!(note().await, first, "what is published is frozen");
    score::count_round(&admin, round, Some("Анкеты возвращены")).await.expect("counted");
    assert_eq!(note().await, first, "until the next version is published");
    assert_whole(&place).await;
}

#[tokio::test]
async fn thresholds_are_a_rounds_own() {
    let place = Place::on("2026-11-22").await;
    let (round, survey) = flooded(&place).await;
    let operator = place.ctx(Role::Operator);
    let usual = integrity::thresholds(&*place.house.store, round).await.expect("read");
    let typed = |name: &str| {
        let values = integrity::threshold_values(&usual);
        let value = values.iter().find(|(field, _, _)| *field == name).map(|(_, _, value)| value.to_string());
        if name == "tenths_an_answer_min" { "0".to_owned() } else { value.unwrap_or_default() }
    };
    assert!(matches!(
        integrity::change_thresholds(&operator, round, |_| "много".into()).await,
        Err(Refusal::Invalid(_))
    ));
    let set = integrity::change_thresholds(&operator, round, typed).await.expect("kept");
    assert_eq!((set.tenths_an_answer_min, set.burst_answers), (0, usual.burst_answers));
    let edition = async || integrity::edition(&*place.house.store, round).await.expect("read");
    assert_eq!(edition().await, 2, "a change makes the next edition");
    integrity::change_thresholds(&operator, round, typed).await.expect("kept");
    assert_eq!(edition().await, 2, "the same values are no change");
    let shown = integrity::overview(&operator, survey.organisation, survey.id).await.expect("shown");
    assert!(shown.answers.iter().all(|answer| !answer.is_grave), "nothing is too fast any more");
}

async fn asking(ctx: &Ctx, survey: &Survey) -> Asking {
    survey::find_asking(ctx, survey.code.as_str()).await.expect("found")
}

#[tokio::test]
async fn a_one_time_code_is_printed_once_and_serves_once() {
    let place = Place::on("2026-11-22").await;
    let (_, survey) = asked(&place).await;
    let (operator, stranger) = (place.ctx(Role::Operator), place.stranger());
    let (organisation, of) = (survey.organisation, survey.id);
    let early = integrity::print_tickets(&operator, organisation, of, 3).await;
    assert!(matches!(early, Err(Refusal::Invalid(_))), "{early:?}");
    integrity::ask_tickets(&operator, organisation, of, Version(1), true).await.expect("kept");
    for wrong in [0, integrity::TICKETS_MAX + 1] {
        let said = integrity::print_tickets(&operator, organisation, of, wrong).await;
        assert!(matches!(said, Err(Refusal::Invalid(_))), "{said:?}");
    }
    let codes = integrity::print_tickets(&operator, organisation, of, 3).await.expect("printed");
    let asking = asking(&stranger, &survey).await;
    for wrong in ["", "7KX2", "22222222"] {
        let said = integrity::check_ticket(&stranger, &asking, wrong, &Comer::default()).await;
        assert!(matches!(said, Err(Refusal::Invalid(_))), "{wrong}: {said:?}");
    }
    let good =
        integrity::check_ticket(&stranger, &asking, &codes[0].in_groups(), &Comer::default()).await.expect("looked at");
    assert!(good.is_some_and(|hash| !hash.contains(codes[0].as_str())));
    let with = |n: u64, code: Option<&str>| {
        let mut sent = person(n, 180, "phone");
        sent.traces.ticket = code.map(str::to_owned);
        answers::submit(&place.house, survey.code.as_str(), AnswerId(id(25, n)), sent)
    };
    assert!(matches!(with(1, None).await, Err(Refusal::Invalid(_))));
    assert!(matches!(with(1, Some("22222222")).await, Err(Refusal::Invalid(_))));
    with(1, Some(codes[0].as_str())).await.expect("kept");
    assert!(!with(1, Some(codes[0].as_str())).await.expect("the same again").is_new);
    assert!(matches!(with(2, Some(&codes[0].in_groups().to_lowercase())).await, Err(Refusal::Conflict(_))));
    with(2, Some(&codes[1].in_groups())).await.expect("kept");
    let counts = integrity::ticket_counts(&operator, organisation, of).await.expect("counted");
    assert_eq!((counts.n_printed, counts.n_used), (3, 2));
    let kept =
        place.house.store.find_answer(organisation, of, AnswerId(id(25, 1))).await.expect("read").expect("there");
    assert!(kept.traces.ticket.is_some_and(|hash| !hash.contains(codes[0].as_str())), "only a hash is kept");
    assert_whole(&place).await;
}

/// What a journal line says became of its subject.
fn became(line: &AuditLine) -> &str {
    line.became.as_deref().unwrap_or_default()
}

#[tokio::test]
async fn every_exclusion_stands_in_the_journal_and_in_the_published_note() {
    let place = Place::on("2026-11-22").await;
    let (round, survey) = flooded(&place).await;
    let admin = place.ctx(Role::Administrator);
    let (organisation, of) = (survey.organisation, survey.id);
    let one = async |n: u64, version: Option<u64>, decided: (bool, &str)| {
        let expected = version.map(|version| Version(i64::try_from(version).expect("small")));
        integrity::decide_one(&admin, organisation, of, AnswerId(id(25, n)), expected, decided).await.expect("kept");
    };
    one(1, None, (true, "Сотрудник отвечал за всех")).await;
    one(2, None, (true, "Ошибка оператора")).await;
    one(2, Some(1), (false, "")).await;
    let many = "Заполнены программой";
    integrity::exclude_many(&admin, organisation, of, &Pick::Grave, (20, many)).await.expect("kept");
    score::count_round(&admin, round, None).await.expect("counted");
    let version = score::find_round(&admin, round).await.expect("read").version;
    score::close_round(&admin, round, version).await.expect("closed");
    score::approve_round(&place.ctx(Role::Council), round).await.expect("approved");
    score::publish_round(&admin, round).await.expect("published");
    let kept = place.house.store.find_newest_score(round, place.organisation, true).await.expect("read");
    let shown = score::explain(&place.stranger(), kept.expect("published").value.id).await.expect("shown");
    let note = shown.method.expect("a note");

    let reviews = place.house.store.list_reviews(organisation, of).await.expect("read");
    let excluded: Vec<(String, String)> = reviews
        .into_iter()
        .filter_map(|kept| match kept.value.decision {
            Decision::Excluded(reason) => Some((kept.value.answer.to_string(), reason)),
            Decision::Counted => None,
        })
        .collect();
    assert_eq!(excluded.len(), 21);
    let asked = AuditQuery { verb: Some("exclude_answers".into()), limit: 500, ..AuditQuery::default() };
    let journal = place.house.store.list_audit(&asked).await.expect("read");
    for (answer, reason) in &excluded {
        let lines =
            journal.iter().filter(|line| line.subject == *answer && line.note.as_deref() == Some(reason.as_str()));
        assert_eq!(lines.count(), 1, "{answer}: {reason}");
        assert!(note.reasons.iter().any(|(words, _)| words == reason), "{reason} is not in the note");
    }
    assert_eq!(
        journal.len(),
        22,
        "and the one that was brought back: {:?}",
        journal.iter().map(became).collect::<Vec<_>>()
    );
    let of_reason = |reason: &str| excluded.iter().filter(|(_, known)| known == reason).count() as u64;
    let told: Vec<(String, u64)> = note.reasons.clone();
    assert!(told.iter().all(|(reason, n)| of_reason(reason) == *n), "{told:?}");
    assert_eq!((note.n_excluded, told.iter().map(|(_, n)| n).sum::<u64>()), (21, 21));
    assert!(!told.iter().any(|(reason, _)| reason == "Ошибка оператора"), "what counts again is no exclusion");
    assert_eq!(note.edition, 1);
    assert!(note.sentences().iter().any(|words| words.contains("в редакции 1")), "{:?}", note.sentences());
    let asked = AuditQuery { verb: Some("remember_thresholds".into()), limit: 5, ..AuditQuery::default() };
    let remembered = place.house.store.list_audit(&asked).await.expect("read");
    assert_eq!(remembered.len(), 1, "the round remembers what it was judged by, once");
    let text = score::score_paper(&place.stranger(), shown.score.id, "score-sheet", "html").await.expect("written");
    let text = String::from_utf8_lossy(&text.bytes).replace('\u{a0}', " ");
    for words in [many, "Сотрудник отвечал за всех", "в редакции 1", "Пороги проверки анкет"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let set = place.house.store.find_setting(&format!("integrity.{round}")).await.expect("read");
    assert!(set.is_some_and(|text| text.contains("\"edition\":1") && text.contains("burst_answers")), "written down");
}

/// What a machine gains by guessing one-time codes as fast as it is let: a place has 300 wrong ones in a quarter of an hour.
#[test]
fn guessing_one_time_codes_is_hopeless_by_the_figures() {
    let (all_codes, printed) = (31_u64.pow(8), integrity::TICKETS_MAX as u64);
    let per_million = |tries: u64| tries * printed * 1_000_000 / all_codes;
    assert!(per_million(1_000_000) <= 1200, "a million tries find one of a thousand codes in 12 cases of 10 000");
    assert!(per_million(300 * 4 * 24) <= 40, "a day from one place: 4 of 100 000");
}
