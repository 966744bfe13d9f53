use super::answers::{assert_whole, keep, keep_all, respondents, surveys};
use otklik_domain::integrity::Decision;
use otklik_domain::survey::Channel;
use otklik_store::record::{
    AnswerKept, AnswerReview, AuditQuery, NewAnswer, ReviewChange, Round, RoundState, Survey, Traces, Version,
};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{act, answer, instant};

/// A decision about an answer of [`answer`].
fn change(of: &NewAnswer, decision: Decision, expected: Option<i64>) -> ReviewChange {
    let (organisation, survey) = (of.organisation, of.survey);
    let review = AnswerReview { organisation, survey, answer: of.id, decision, by: "test".into(), at: instant(9) };
    ReviewChange { review, expected: expected.map(Version), set: of.set.clone(), counted: of.counted.clone() }
}

fn out() -> Decision {
    Decision::Excluded("Заполнена сотрудником".into())
}

async fn n_lines(store: &dyn Store) -> usize {
    let asked = AuditQuery { limit: 500, ..AuditQuery::default() };
    let lines = store.list_audit(&asked).await.expect("read");
    lines.iter().filter(|line| line.subject_kind == "answer_review").count()
}

/// An open round, a survey and so many answers.
async fn answered(store: &dyn Store, n: u64) -> (Round, Survey, Vec<NewAnswer>) {
    let (round, surveys) = surveys(store, 1).await;
    let answers: Vec<_> =
        (0..n).map(|n| answer(&round, &surveys[0], n, ["ддн", "д-д", "н--"][n as usize % 3])).collect();
    keep_all(store, answers.clone()).await;
    (round, surveys.into_iter().next().expect("one"), answers)
}

pub(crate) async fn what_is_left_out_leaves_the_sums_and_comes_back(store: &dyn Store) {
    let (round, survey, answers) = answered(store, 30).await;
    let whole = store.find_inputs(round.id, survey.organisation).await.expect("read");
    let excluded: Vec<_> = answers.iter().take(12).map(|one| change(one, out(), None)).collect();
    store.keep_reviews(&act("exclude_answers"), &excluded).await.expect("kept");
    assert_eq!(respondents(store, &round, survey.organisation).await, 18);
    assert_eq!(store.find_batch(survey.batch).await.expect("read").expect("there").value.n_rows, 18);
    assert_eq!(store.count_excluded(round.id).await.expect("read"), [(survey.organisation, survey.id, 12)]);
    assert_eq!(n_lines(store).await, 12, "each has its line");
    assert_whole(store).await;
    assert_eq!(store.recount().await.expect("counted"), vec![]);
    assert_eq!(keep(store, answers[0].clone()).await, AnswerKept::Before, "it is still kept");
    let reviews = store.list_reviews(survey.organisation, survey.id).await.expect("read");
    assert_eq!((reviews.len(), &reviews[0].value), (12, &excluded[0].review));

    let other_words = change(&answers[0], Decision::Excluded("С одного устройства".into()), Some(1));
    store.keep_reviews(&act("exclude_answers"), &[other_words]).await.expect("kept");
    assert_eq!(respondents(store, &round, survey.organisation).await, 18, "it was out already");
    let versions = |at: usize| if at == 0 { 2 } else { 1 };
    let back = answers.iter().take(12).enumerate().map(|(at, one)| change(one, Decision::Counted, Some(versions(at))));
    store.keep_reviews(&act("count_answers_again"), &back.collect::<Vec<_>>()).await.expect("kept");
    assert_eq!(store.find_inputs(round.id, survey.organisation).await.expect("read"), whole);
    assert_whole(store).await;
    let all: Vec<_> =
        answers.iter().enumerate().map(|(at, one)| change(one, out(), (at < 12).then(|| versions(at) + 1))).collect();
    store.keep_reviews(&act("exclude_answers"), &all).await.expect("kept");
    assert!(store.find_inputs(round.id, survey.organisation).await.expect("read").is_empty(), "nobody is left");
    assert_whole(store).await;
    assert_eq!(keep(store, answer(&round, &survey, 99, "ддд")).await, AnswerKept::New);
    assert_eq!(respondents(store, &round, survey.organisation).await, 1);
    assert_whole(store).await;
}

pub(crate) async fn a_decision_is_whole_or_not_at_all(store: &dyn Store) {
    let (round, survey, answers) = answered(store, 3).await;
    let edition = store.edition().await.expect("read");
    let stale = [change(&answers[0], out(), None), change(&answers[1], out(), Some(1))];
    let unknown = [change(&answers[0], out(), None), change(&answer(&round, &survey, 77, "ддд"), out(), None)];
    let said = store.keep_reviews(&act("exclude_answers"), &stale).await;
    assert!(matches!(said, Err(Fault::Stale)), "{said:?}");
    let said = store.keep_reviews(&act("exclude_answers"), &unknown).await;
    assert!(matches!(said, Err(Fault::Unknown(_))), "{said:?}");
    let closed = Round { state: RoundState::Closed, ..round.clone() };
    store.keep_round(&act("close_round"), &closed, Some(Version(1))).await.expect("closed");
    let said = store.keep_reviews(&act("exclude_answers"), &stale[..1]).await;
    assert!(matches!(said, Err(Fault::Stale)), "{said:?}");
    assert_eq!(store.edition().await.expect("read"), edition + 1, "nothing but the closing");
    assert_eq!(respondents(store, &round, survey.organisation).await, 3);
    assert_whole(store).await;
}

fn with(ticket: Option<&str>, one: NewAnswer) -> NewAnswer {
    NewAnswer { traces: Traces { ticket: ticket.map(ToOwned::to_owned), ..Traces::default() }, ..one }
}

pub(crate) async fn two_hundred_at_once_use_a_code_once(store: &dyn Store) {
    let (round, surveys) = surveys(store, 1).await;
    let survey = Survey { asks_ticket: true, ..surveys[0].clone() };
    store.keep_survey(&act("ask_tickets"), &survey, Version(1)).await.expect("changed");
    let codes: Vec<String> = ["first", "second", "third", "fourth"].map(str::to_owned).to_vec();
    let (organisation, id) = (survey.organisation, survey.id);
    store.keep_tickets(&act("print_tickets"), organisation, id, &codes[..3]).await.expect("kept");
    let tries = (0..800).map(|n: u64| with(Some(&codes[n as usize % 4]), answer(&round, &survey, n, "ддн")));
    let outcomes = keep_all(store, tries.collect()).await;
    let of = |outcome| outcomes.iter().filter(|it| **it == outcome).count();
    assert_eq!((of(AnswerKept::New), of(AnswerKept::TicketUsed), of(AnswerKept::TicketUnknown)), (3, 597, 200));
    assert_eq!(store.count_tickets(organisation, id).await.expect("counted"), (3, 3));
    assert!(!store.is_ticket_good(organisation, id, "first").await.expect("read"), "it has served");
    assert_eq!(keep(store, with(None, answer(&round, &survey, 900, "ддн"))).await, AnswerKept::TicketUnknown);
    let on_paper = NewAnswer { channel: Channel::Paper, ..answer(&round, &survey, 901, "ддн") };
    assert_eq!(keep(store, on_paper).await, AnswerKept::New, "the staff keys without codes");
    assert_eq!(respondents(store, &round, organisation).await, 4);
    assert_whole(store).await;
}
