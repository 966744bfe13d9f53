//! A filled questionnaire on its way in: kept, kept before, another one, over, not yet, wrong.

use crate::house::{actor, house};
use jiff::Timestamp;
use otklik_app::answers::{self, Receipt, Submission};
use otklik_app::score::{RoundCard, open_round, verify};
use otklik_app::{Faults, House, Refusal};
use otklik_domain::access::{Role, Scope};
use otklik_domain::ids::AnswerId;
use otklik_domain::survey::{Channel, FaultKind, Raw, Stage, Term};
use otklik_store::record::{Act, Round, RoundState, Survey, Traces, Version};
use otklik_testkit::builders::{id, organisation, survey};
use otklik_testkit::databases::{self, Scratch};

const TODAY: &str = "2026-11-22";

fn act(verb: &'static str) -> Act {
    Act::new("test", verb, Timestamp::UNIX_EPOCH)
}

/// A house with an open survey of one organisation.
async fn open() -> (Scratch, House, Round, Survey) {
    let scratch = databases::sqlite().await;
    let house = house(&scratch, TODAY);
    let ctx = house.ctx(actor(Role::Administrator, Scope::Everywhere));
    let organisation = organisation(1);
    house.store.keep_organisation(&act("create_organisation"), &organisation, None).await.expect("kept");
    let round = open_round(&ctx, &RoundCard::new("culture", 2026)).await.expect("opened");
    let round = house.store.find_round(round).await.expect("read").expect("there").value;
    let (survey, batch) = survey(organisation.id, &round, "", 1);
    house.store.open_surveys(&act("open_surveys"), &[(survey.clone(), batch)]).await.expect("opened");
    (scratch, house, round, survey)
}

fn filled(list: &[(&str, Raw)]) -> Submission {
    Submission {
        edition: "2018".to_owned(),
        raw: list.iter().map(|(code, raw)| ((*code).to_owned(), raw.clone())).collect(),
        channel: Channel::Web,
        traces: Traces::default(),
    }
}

fn good() -> Submission {
    filled(&[("stand_used", Raw::Flag(true)), ("stand_ok", Raw::Flag(false))])
}

async fn submit(house: &House, survey: &Survey, n: u64, said: Submission) -> Result<Receipt, Refusal> {
    answers::submit(house, survey.code.as_str(), AnswerId(id(25, n)), said).await
}

#[tokio::test]
async fn a_receipt_is_the_same_however_often_it_is_asked_for() {
    let (_scratch, house, round, survey) = open().await;
    let first = submit(&house, &survey, 1, good()).await.expect("kept");
    assert!(first.is_new && first.remarks.is_empty() && first.number.len() == 7, "{first:?}");
    let by_words = filled(&[("stand_used", Raw::Text("да".into())), ("stand_ok", Raw::Text("нет".into()))]);
    let again = submit(&house, &survey, 1, by_words).await.expect("the same answers");
    assert_eq!(again, Receipt { is_new: false, ..first });
    let other = submit(&house, &survey, 1, filled(&[("stand_used", Raw::Flag(false))])).await;
    assert!(matches!(other, Err(Refusal::Conflict(_))), "{other:?}");
    let inputs = house.store.find_inputs(round.id, survey.organisation).await.expect("read");
    assert_eq!(inputs.places.values().map(|place| place.counts.respondents).sum::<u64>(), 1);
    assert_eq!(verify(&*house.store).await.expect("checked"), vec![]);
}

#[tokio::test]
async fn what_should_have_been_skipped_is_kept_with_a_remark() {
    let (_scratch, house, _, survey) = open().await;
    let said = filled(&[("stand_used", Raw::Flag(false)), ("stand_ok", Raw::Flag(true))]);
    let receipt = submit(&house, &survey, 1, said).await.expect("kept");
    assert_eq!(receipt.remarks.len(), 1, "{receipt:?}");
    assert_eq!(verify(&*house.store).await.expect("checked"), vec![]);
}

#[tokio::test]
async fn every_fault_is_told_and_nothing_kept() {
    let (_scratch, house, round, survey) = open().await;
    let wrong = filled(&[("stand_used", Raw::Text("может быть".into())), ("nothing", Raw::Flag(true))]);
    match submit(&house, &survey, 1, wrong).await {
        Err(Refusal::Invalid(Faults::Answers(faults))) => {
            let kinds: Vec<_> = faults.into_iter().map(|fault| fault.kind).collect();
            assert_eq!(kinds, [FaultKind::NotYesNo, FaultKind::UnknownQuestion]);
        }
        other => panic!("{other:?}"),
    }
    let old = submit(&house, &survey, 1, Submission { edition: "2014".into(), ..good() }).await;
    assert!(matches!(old, Err(Refusal::Invalid(Faults::Fields(_)))), "{old:?}");
    let traces = Traces { ticket: Some("а".repeat(500)), ..Traces::default() };
    let forged = submit(&house, &survey, 1, Submission { traces, ..good() }).await;
    assert!(matches!(forged, Err(Refusal::Invalid(Faults::Fields(_)))), "{forged:?}");
    for code in ["", "7KX2", "22222222"] {
        let nowhere = answers::submit(&house, code, AnswerId(id(25, 1)), good()).await;
        assert!(matches!(nowhere, Err(Refusal::NotFound)), "{nowhere:?}");
    }
    assert!(house.store.find_inputs(round.id, survey.organisation).await.expect("read").is_empty());
}

#[tokio::test]
async fn a_known_name_is_told_before_what_is_over() {
    let (_scratch, house, round, survey) = open().await;
    submit(&house, &survey, 1, good()).await.expect("kept");
    let later = Term { opens_on: Some("2026-11-23".parse().expect("a day")), closes_on: None };
    let changed = Survey { term: later, ..survey.clone() };
    house.store.keep_survey(&act("change_survey"), &changed, Version(1)).await.expect("changed");
    let early = submit(&house, &survey, 2, good()).await;
    assert!(matches!(&early, Err(Refusal::Invalid(faults)) if faults.to_string().contains("23.11.2026")), "{early:?}");
    let shown = answers::survey(&house, survey.code.as_str()).await.expect("shown");
    assert_eq!(shown.stage(TODAY.parse().expect("a day")), Stage::Before, "a change in this process shows at once");
    let closed = Round { state: RoundState::Closed, ..round };
    house.store.keep_round(&act("close_round"), &closed, Some(Version(1))).await.expect("closed");
    assert!(!submit(&house, &survey, 1, good()).await.expect("known").is_new);
    let wrong = || filled(&[("nothing", Raw::Flag(true))]);
    let conflict = submit(&house, &survey, 1, wrong()).await;
    assert!(matches!(conflict, Err(Refusal::Conflict(_))), "{conflict:?}");
    for said in [good(), wrong()] {
        let gone = submit(&house, &survey, 2, said).await;
        assert!(matches!(gone, Err(Refusal::Gone)), "{gone:?}");
    }
}

#[tokio::test]
async fn many_who_send_twice_at_once_are_kept_once() {
    let (_scratch, house, round, survey) = open().await;
    let mut sent = Vec::new();
    for n in 0..300_u64 {
        let (house, survey) = (house.clone(), survey.clone());
        sent.push(tokio::spawn(async move { submit(&house, &survey, n % 100, good()).await }));
    }
    let mut n_new = 0;
    for one in sent {
        n_new += u64::from(one.await.expect("ran").expect("kept or known").is_new);
    }
    let inputs = house.store.find_inputs(round.id, survey.organisation).await.expect("read");
    let respondents: u64 = inputs.places.values().map(|place| place.counts.respondents).sum();
    assert_eq!((n_new, respondents), (100, 100));
    assert_eq!(verify(&*house.store).await.expect("checked"), vec![]);
}
