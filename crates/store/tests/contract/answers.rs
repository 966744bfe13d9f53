use super::{day, kept_organisation};
use otklik_domain::ids::OrganisationId;
use otklik_domain::survey::{Channel, Term};
use otklik_store::Store;
use otklik_store::record::{
    AnswerKept, AuditQuery, NewAnswer, PageAsked, Round, RoundState, Survey, SurveyQuery, Traces, Version,
};
use otklik_testkit::builders::{act, answer, count_again, round, survey};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;

/// An open round with a survey of each of so many organisations.
pub(super) async fn surveys(store: &dyn Store, n: u64) -> (Round, Vec<Survey>) {
    let round = round(1);
    store.keep_round(&act("open_round"), &round, None).await.expect("kept");
    let mut opened = Vec::new();
    for number in 1..=n {
        let organisation = kept_organisation(store, number).await.id;
        opened.push(survey(organisation, &round, "", number));
    }
    store.open_surveys(&act("open_surveys"), &opened).await.expect("opened");
    (round, opened.into_iter().map(|(survey, _)| survey).collect())
}

pub(super) async fn keep(store: &dyn Store, answer: NewAnswer) -> AnswerKept {
    store.keep_answer(answer).await.expect("told")
}

/// Hands answers in all at once.
pub(super) async fn keep_all(store: &dyn Store, answers: Vec<NewAnswer>) -> Vec<AnswerKept> {
    let (send, mut told) = tokio::sync::mpsc::channel(answers.len().max(1));
    let n = answers.len();
    let each = answers.into_iter().enumerate().map(async |(at, answer)| {
        // An error stands as `Busy`: no case here is busy, so that it shows.
        let outcome = store.keep_answer(answer).await.unwrap_or(AnswerKept::Busy);
        send.send((at, outcome)).await.expect("somebody listens");
    });
    together(each.collect()).await;
    let mut outcomes = BTreeMap::new();
    while outcomes.len() < n {
        let (at, outcome) = told.recv().await.expect("as many as were handed in");
        outcomes.insert(at, outcome);
    }
    outcomes.into_values().collect()
}

/// Runs futures side by side on this task.
async fn together<F: Future<Output = ()>>(futures: Vec<F>) {
    let mut waiting: Vec<_> = futures.into_iter().map(Box::pin).collect();
    std::future::poll_fn(|cx| {
        waiting.retain_mut(|one| one.as_mut().poll(cx).is_pending());
        if waiting.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

pub(super) async fn assert_whole(store: &dyn Store) {
    assert_eq!(store.verify().await.expect("checked"), vec![]);
    assert_eq!(store.verify_answers(&count_again).await.expect("checked"), vec![]);
}

pub(super) async fn respondents(store: &dyn Store, round: &Round, organisation: OrganisationId) -> u64 {
    let inputs = store.find_inputs(round.id, organisation).await.expect("read");
    inputs.places.values().map(|place| place.counts.respondents).sum()
}

async fn n_lines(store: &dyn Store) -> usize {
    let asked = AuditQuery { subject: Some(("answer".into(), String::new())), limit: 500, ..AuditQuery::default() };
    store.list_audit(&asked).await.expect("read").len()
}

pub(crate) async fn an_answer_is_kept_once_however_often_it_is_sent(store: &dyn Store) {
    let (round, surveys) = surveys(store, 2).await;
    let one = answer(&round, &surveys[0], 1, "ддн");
    let edition = store.edition().await.expect("read");
    assert_eq!(keep(store, one.clone()).await, AnswerKept::New);
    let lines = n_lines(store).await;
    let later = NewAnswer { traces: Traces { filled_seconds: Some(9), ..Traces::default() }, ..one.clone() };
    assert_eq!(keep(store, later).await, AnswerKept::Before, "how it was filled is no part of what was answered");
    let other = NewAnswer { packed: answer(&round, &surveys[0], 1, "ддд").packed, ..one.clone() };
    assert_eq!(keep(store, other).await, AnswerKept::Differs);
    assert_eq!(keep(store, NewAnswer { channel: Channel::Paper, ..one.clone() }).await, AnswerKept::Differs);
    assert_eq!(n_lines(store).await, lines, "nothing was written twice");
    assert_eq!(keep(store, answer(&round, &surveys[1], 1, "ддд")).await, AnswerKept::New, "names are a survey's own");
    let kept = store.find_answer(one.organisation, one.survey, one.id).await.expect("read").expect("there");
    assert_eq!((kept.packed, kept.channel, kept.at, kept.on), (one.packed, one.channel, one.at, one.on));
    assert_eq!(respondents(store, &round, one.organisation).await, 1);
    assert_whole(store).await;
    assert_eq!(store.edition().await.expect("read"), edition, "what is remembered of plans and rights stays good");
    store.keep_round(&act("open_round"), &otklik_testkit::builders::round(2), None).await.expect("kept");
    assert!(store.edition().await.expect("read") > edition);
}

pub(crate) async fn what_is_over_or_not_yet_takes_nothing_new(store: &dyn Store) {
    let (round, surveys) = surveys(store, 1).await;
    let one = answer(&round, &surveys[0], 1, "д--");
    assert_eq!(keep(store, one.clone()).await, AnswerKept::New);
    let nobody = NewAnswer { survey: survey(one.organisation, &round, "", 9).0.id, ..one.clone() };
    assert_eq!(keep(store, nobody).await, AnswerKept::NoSurvey);
    let other = NewAnswer { rulebook_sha256: "11".repeat(32), ..answer(&round, &surveys[0], 2, "д--") };
    assert_eq!(keep(store, other).await, AnswerKept::OtherRulebook);
    let term = |from: &str, to: &str| Term { opens_on: Some(day(from)), closes_on: Some(day(to)) };
    let changed = |term, is_closed| Survey { term, is_closed, ..surveys[0].clone() };
    let steps = [
        (changed(term("2026-11-23", "2026-12-01"), false), AnswerKept::TooEarly),
        (changed(term("2026-11-01", "2026-11-21"), false), AnswerKept::TooLate),
        (changed(Term::default(), true), AnswerKept::TooLate),
    ];
    for (version, (survey, outcome)) in (1..).zip(steps) {
        store.keep_survey(&act("change_survey"), &survey, Version(version)).await.expect("changed");
        assert_eq!(keep(store, answer(&round, &surveys[0], 3, "д--")).await, outcome);
        let number = 10 + u64::try_from(version).expect("small");
        let sheet = NewAnswer { is_from_sheet: true, ..answer(&round, &surveys[0], number, "д--") };
        let taken = if outcome == AnswerKept::TooLate { AnswerKept::New } else { outcome };
        assert_eq!(keep(store, sheet).await, taken, "a sheet was given out while the survey ran");
        assert_eq!(keep(store, one.clone()).await, AnswerKept::Before, "a known name is looked at first");
    }
    store.keep_survey(&act("change_survey"), &surveys[0], Version(4)).await.expect("opened again");
    let closed = Round { state: RoundState::Closed, ..round.clone() };
    store.keep_round(&act("close_round"), &closed, Some(Version(1))).await.expect("closed");
    let late = NewAnswer { is_from_sheet: true, ..answer(&round, &surveys[0], 4, "д--") };
    assert_eq!(keep(store, late.clone()).await, AnswerKept::TooLate, "a closed round takes no sheet");
    assert_eq!(keep(store, answer(&round, &surveys[0], 4, "д--")).await, AnswerKept::TooLate);
    store.keep_round(&act("reopen_round"), &round, Some(Version(2))).await.expect("opened");
    let batch = store.find_batch(surveys[0].batch).await.expect("read").expect("there");
    store.withdraw_batch(&act("withdraw_batch"), surveys[0].batch, batch.version).await.expect("taken back");
    assert_eq!(keep(store, answer(&round, &surveys[0], 4, "д--")).await, AnswerKept::TooLate);
    assert_eq!(keep(store, late).await, AnswerKept::TooLate);
    assert_whole(store).await;
}

pub(crate) async fn sums_are_what_kept_answers_give(store: &dyn Store) {
    let (round, surveys) = surveys(store, 3).await;
    let sheets = proptest::collection::vec((0_u64..40, 0_usize..3, "[дн-]{3}"), 1..60);
    let mut chance = TestRunner::deterministic();
    for _ in 0..12 {
        let sheets = sheets.new_tree(&mut chance).expect("sheets").current();
        let answers = sheets.iter().map(|(n, at, letters)| answer(&round, &surveys[*at], *n, letters)).collect();
        keep_all(store, answers).await;
        assert_whole(store).await;
    }
    let asked = SurveyQuery { round: Some(round.id), organisation: None };
    assert_eq!(store.list_surveys(&asked).await.expect("read").len(), 3);
    let mut n_kept = 0;
    for survey in &surveys {
        let page = store.list_answers(survey.organisation, survey.id, &PageAsked::first(500)).await.expect("read");
        assert_eq!(respondents(store, &round, survey.organisation).await, page.items.len() as u64);
        n_kept += page.items.len();
    }
    assert!(n_kept > 60, "{n_kept}");
}

pub(crate) async fn one_bad_answer_holds_up_no_other(store: &dyn Store) {
    let (round, surveys) = surveys(store, 1).await;
    let mut answers: Vec<_> = (0..20).map(|n| answer(&round, &surveys[0], n, "дд-")).collect();
    answers[7].survey = survey(surveys[0].organisation, &round, "", 9).0.id;
    answers[11].packed = answers[10].packed.clone();
    answers[11].id = answers[10].id;
    let outcomes = keep_all(store, answers).await;
    let of = |outcome| outcomes.iter().filter(|it| **it == outcome).count();
    assert_eq!((of(AnswerKept::New), of(AnswerKept::NoSurvey), of(AnswerKept::Before)), (18, 1, 1), "{outcomes:?}");
    assert_eq!(respondents(store, &round, surveys[0].organisation).await, 18);
    // One engine cannot keep this mark, the other can; those beside it are kept on both.
    let mut answers: Vec<_> = (100..120).map(|n| answer(&round, &surveys[0], n, "дд-")).collect();
    answers[7].traces.device = Some("\0".to_owned());
    let outcomes = keep_all(store, answers).await;
    let is_sqlite = store.engine_name() == "sqlite";
    let odd = if is_sqlite { AnswerKept::New } else { AnswerKept::Busy };
    let expected: Vec<AnswerKept> = (0..20).map(|at| if at == 7 { odd } else { AnswerKept::New }).collect();
    assert_eq!(outcomes, expected);
    assert_whole(store).await;
}

pub(crate) async fn many_at_once_are_kept_once_each(store: &dyn Store) {
    let (round, surveys) = surveys(store, 2).await;
    // Each is sent three times, in between each other.
    let all = (0..900).map(|n| answer(&round, &surveys[(n % 2) as usize], n % 300, "дд-"));
    let outcomes = keep_all(store, all.collect()).await;
    let of = |outcome| outcomes.iter().filter(|it| **it == outcome).count();
    assert_eq!((of(AnswerKept::New), of(AnswerKept::Before)), (300, 600));
    let n_kept = respondents(store, &round, surveys[0].organisation).await
        + respondents(store, &round, surveys[1].organisation).await;
    assert_eq!(n_kept, 300);
    let n_lines = n_lines(store).await;
    assert!(n_lines < 150, "{n_lines} lines of the journal for 300 answers");
    assert_whole(store).await;
}

pub(crate) async fn a_one_time_code_serves_one_answer(store: &dyn Store) {
    let (round, surveys) = surveys(store, 2).await;
    let with = |survey: &Survey, n: u64| NewAnswer {
        traces: Traces { ticket: Some("7KX2".into()), ..Traces::default() },
        ..answer(&round, survey, n, "д--")
    };
    let outcomes = keep_all(store, (0..8).map(|n| with(&surveys[0], n)).collect()).await;
    assert_eq!(outcomes.iter().filter(|it| **it == AnswerKept::New).count(), 1, "{outcomes:?}");
    assert_eq!(outcomes.iter().filter(|it| **it == AnswerKept::TicketUsed).count(), 7, "{outcomes:?}");
    assert_eq!(keep(store, with(&surveys[0], 9)).await, AnswerKept::TicketUsed);
    assert_eq!(keep(store, with(&surveys[1], 9)).await, AnswerKept::New);
    assert_whole(store).await;
}

pub(crate) async fn answers_are_read_page_by_page_and_counted(store: &dyn Store) {
    let (round, surveys) = surveys(store, 1).await;
    for n in 0..7 {
        let on = day(if n < 4 { "2026-11-21" } else { "2026-11-22" });
        let channel = if n == 6 { Channel::Paper } else { Channel::Web };
        keep(store, NewAnswer { on, channel, ..answer(&round, &surveys[0], n, "ддд") }).await;
    }
    let (mut asked, mut read) = (PageAsked::first(3), Vec::new());
    loop {
        let page = store.list_answers(surveys[0].organisation, surveys[0].id, &asked).await.expect("read");
        read.extend(page.items);
        let Some(next) = page.next else { break };
        asked.after = Some(next);
    }
    let ids: Vec<_> = read.iter().map(|answer| answer.id).collect();
    assert_eq!(ids, (0..7).map(|n| answer(&round, &surveys[0], n, "").id).collect::<Vec<_>>());
    let counted = store.count_answers(round.id, Some(surveys[0].organisation)).await.expect("counted");
    let told: Vec<_> = counted.iter().map(|it| (it.on, it.channel, it.n)).collect();
    let expected = [
        (day("2026-11-21"), Channel::Web, 4),
        (day("2026-11-22"), Channel::Paper, 1),
        (day("2026-11-22"), Channel::Web, 2),
    ];
    assert_eq!(told, expected);
    let days = store.count_days(round.id).await.expect("counted");
    let every = store.count_answers(round.id, None).await.expect("counted");
    assert_eq!(days.iter().map(|(_, _, n)| n).sum::<u64>(), every.iter().map(|it| it.n).sum::<u64>());
    let twice: Vec<_> = days.windows(2).filter(|two| (two[0].0, two[0].1) == (two[1].0, two[1].1)).collect();
    assert!(days.len() >= told.len() && twice.is_empty(), "a line a day and a channel: {days:?}");
}

pub(crate) async fn answers_of_a_joined_organisation_count_for_the_other(store: &dyn Store) {
    let (round, surveys) = surveys(store, 1).await;
    let other = kept_organisation(store, 2).await.id;
    keep(store, answer(&round, &surveys[0], 1, "ддд")).await;
    let gone = surveys[0].organisation;
    store.keep_merging(&act("merge_organisations"), gone, Version(1), other).await.expect("merged");
    assert_eq!(keep(store, answer(&round, &surveys[0], 2, "дд-")).await, AnswerKept::New);
    assert_eq!((respondents(store, &round, gone).await, respondents(store, &round, other).await), (0, 2));
    assert_whole(store).await;
}
