//! The calendar of a round, its list of organisations, surveys of its places, questionnaires that were begun.

use crate::house::Place;
use otklik_app::record::{OrganisationQuery, Version};
use otklik_app::score::{self, RoundCard, Source};
use otklik_app::survey::{self, Saved};
use otklik_app::{Ctx, Refusal, registry};
use otklik_domain::access::Role;
use otklik_domain::ids::RoundId;
use otklik_domain::round::{Dates, Parties, Party, Standing};
use otklik_domain::score::Tally;
use otklik_domain::survey::{Channel, Raw, RawAnswers, Stage, Term};
use std::collections::BTreeMap;

fn day(text: &str) -> otklik_domain::Date {
    text.parse().expect("a day")
}

fn card() -> RoundCard {
    let survey = Term { opens_on: Some(day("2026-09-01")), closes_on: Some(day("2026-11-30")) };
    let operator =
        Party { name: "Бюро оценок".into(), paper: "12-К".into(), paper_on: Some(day("2026-08-01")) };
    RoundCard {
        dates: Dates { survey, ..Dates::default() },
        parties: Parties { operator, ..Parties::default() },
        ..RoundCard::new("culture", 2026)
    }
}

/// A round with the organisation of the house and its branch.
async fn listed(place: &Place, ctx: &Ctx) -> RoundId {
    let round = score::open_round(ctx, &card()).await.expect("opened");
    registry::keep_branch(ctx, place.organisation, None, "Сельский клуб", "", None).await.expect("kept");
    let n = score::take_into_round(ctx, round, &OrganisationQuery::default()).await.expect("taken in");
    assert_eq!(n, 1);
    round
}

#[tokio::test]
async fn days_that_nobody_set_are_proposed_and_lateness_is_told() {
    let mut place = Place::on("2026-11-22").await;
    let operator = place.ctx(Role::Operator);
    let round = score::open_round(&operator, &card()).await.expect("opened");
    let kept = score::find_round(&operator, round).await.expect("read").value;
    assert_eq!(kept.dates.report_due_on, Some(day("2026-12-14")));
    assert_eq!(kept.dates.decision_due_on, Some(day("2027-01-14")));
    let standing =
        |lines: Vec<otklik_domain::round::Line>| lines.into_iter().map(|line| line.standing).collect::<Vec<_>>();
    let lines = standing(score::round_calendar(&operator, &kept).await.expect("told"));
    assert_eq!(lines.first(), Some(&Standing::Running));
    place.turn_to("2026-12-16");
    let lines = standing(score::round_calendar(&place.ctx(Role::Operator), &kept).await.expect("told"));
    assert_eq!(lines.get(2), Some(&Standing::Late(2)));
    let mut wrong = card();
    wrong.dates.report_due_on = Some(day("2026-11-01"));
    assert!(matches!(score::open_round(&operator, &wrong).await, Err(Refusal::Invalid(_))));
}

#[tokio::test]
async fn surveys_open_once_for_every_place_and_codes_stay() {
    let place = Place::on("2026-11-22").await;
    let operator = place.ctx(Role::Operator);
    let empty = score::open_round(&operator, &card()).await.expect("opened");
    assert!(matches!(survey::open_surveys(&operator, empty).await, Err(Refusal::Invalid(_))), "nobody is listed");
    let admin = place.ctx(Role::Administrator);
    let round = listed(&place, &admin).await;
    for role in [Role::Council, Role::Methodologist, Role::Head, Role::Auditor] {
        let refused = survey::open_surveys(&place.ctx(role), round).await;
        assert!(matches!(refused, Err(Refusal::NotAllowed)), "{role:?}");
    }
    assert_eq!(survey::open_surveys(&operator, round).await.expect("opened"), 2);
    assert_eq!(survey::open_surveys(&operator, round).await.expect("again"), 0);
    let lines = survey::round_surveys(&operator, round).await.expect("listed");
    let places: Vec<_> = lines.iter().map(|line| (line.survey.value.branch.as_str(), line.stage)).collect();
    assert_eq!(places, [("", Stage::Running), ("Сельский клуб", Stage::Running)]);
    let first = &lines[0].survey;
    assert_ne!(first.value.code, lines[1].survey.value.code);
    let leave = score::leave_out_of_round(&operator, round, &[place.organisation]).await;
    assert!(matches!(leave, Err(Refusal::Invalid(_))), "its code may be on a poster");

    let (owner, id) = (place.organisation, first.value.id);
    let back = Term { opens_on: Some(day("2026-12-02")), closes_on: Some(day("2026-12-01")) };
    assert!(matches!(survey::change_term(&operator, owner, id, first.version, back).await, Err(Refusal::Invalid(_))));
    let later = Term { opens_on: Some(day("2026-12-01")), closes_on: None };
    let version = survey::change_term(&operator, owner, id, first.version, later).await.expect("changed");
    let typed = first.value.code.in_groups().to_lowercase();
    assert_eq!(survey::find_asking(&place.stranger(), &typed).await.expect("found").stage, Stage::Before);
    let stale = survey::close_survey(&operator, owner, id, first.version, "ремонт").await;
    assert!(matches!(stale, Err(Refusal::Stale)), "{stale:?}");
    assert!(matches!(survey::close_survey(&operator, owner, id, version, "  ").await, Err(Refusal::Invalid(_))));
    let version = survey::close_survey(&operator, owner, id, version, "ремонт").await.expect("closed");
    let closed = survey::find_asking(&place.stranger(), &typed).await.expect("found");
    assert_eq!((closed.stage, &closed.survey.code), (Stage::Over, &first.value.code));
    let running = survey::running_places(&place.stranger(), owner).await.expect("read");
    assert_eq!(running.iter().map(|survey| survey.branch.as_str()).collect::<Vec<_>>(), ["Сельский клуб"]);
    survey::reopen_survey(&operator, owner, id, version).await.expect("reopened");
    assert!(matches!(survey::find_asking(&place.stranger(), "22222222").await, Err(Refusal::NotFound)));
}

#[tokio::test]
async fn what_answers_stand_on_is_locked_once_they_came() {
    let place = Place::on("2026-11-22").await;
    let admin = place.ctx(Role::Administrator);
    let round = listed(&place, &admin).await;
    let book = score::rulebooks().iter().find(|book| book.name == "culture").expect("culture");
    let tally = Tally::from_counted(&book.question_set(), 10, &[("recommend", 9)]).expect("counts");
    let tallies = BTreeMap::from([(("БИБЛИОТЕКА № 1".to_owned(), None), tally)]);
    let source = Source { title: "a.csv".into(), n_rows: 10, ..Source::default() };
    score::import_tallies(&admin, round, &source, &tallies).await.expect("taken in");
    let kept = score::find_round(&admin, round).await.expect("read");
    let mut other = score::card_of(&kept.value);
    other.policy.rounding =
        *otklik_domain::score::Rounding::ALL.iter().find(|r| **r != other.policy.rounding).expect("another");
    assert!(matches!(score::edit_round(&admin, round, kept.version, &other).await, Err(Refusal::Invalid(_))));
    let renamed = RoundCard { title: "Культура: осень".into(), ..score::card_of(&kept.value) };
    score::edit_round(&admin, round, kept.version, &renamed).await.expect("the rest may change");
    let gone = score::leave_out_of_round(&admin, round, &[place.organisation]).await;
    assert!(matches!(gone, Err(Refusal::Invalid(_))), "{gone:?}");
}

#[tokio::test]
async fn the_next_round_takes_everything_but_days_and_answers_along() {
    let place = Place::on("2026-11-22").await;
    let admin = place.ctx(Role::Administrator);
    let before = listed(&place, &admin).await;
    let card = score::next_card(&admin, before).await.expect("a card");
    assert_eq!((card.year, &card.dates), (2027, &Dates::default()));
    assert_eq!((card.parties.operator.name.as_str(), card.parties.operator.paper.as_str()), ("Бюро оценок", ""));
    let next = score::open_next_round(&admin, before, &card).await.expect("opened");
    let names = |all: Vec<otklik_domain::registry::Organisation>| all.into_iter().map(|it| it.id).collect::<Vec<_>>();
    assert_eq!(names(score::round_organisations(&admin, next).await.expect("read")), [place.organisation]);
    assert!(survey::round_surveys(&admin, next).await.expect("read").is_empty());
    let refused = score::open_next_round(&place.ctx(Role::Council), before, &card).await;
    assert!(matches!(refused, Err(Refusal::NotAllowed)), "{refused:?}");
    let version = Version(score::find_round(&admin, before).await.expect("read").version.0);
    score::close_round(&admin, before, version).await.expect("closed");
    let late = score::leave_out_of_round(&admin, before, &[place.organisation]).await;
    assert!(matches!(late, Err(Refusal::Stale)), "{late:?}");
}

fn raw(list: &[(&str, bool)]) -> RawAnswers {
    list.iter().map(|(code, is_yes)| ((*code).to_owned(), Raw::Flag(*is_yes))).collect()
}

#[tokio::test]
async fn a_questionnaire_is_gone_on_with_by_its_code_for_seven_days() {
    let mut place = Place::on("2026-11-22").await;
    let admin = place.ctx(Role::Administrator);
    let round = listed(&place, &admin).await;
    survey::open_surveys(&admin, round).await.expect("opened");
    let code = survey::round_surveys(&admin, round).await.expect("listed")[0].survey.value.code.clone();
    let someone = place.stranger();
    let asking = survey::find_asking(&someone, code.as_str()).await.expect("found");
    let mark = survey::form_mark(&someone, &code).await.expect("a mark");
    assert!(survey::mark_is_ours(&someone, &code, &mark).await.expect("asked"));
    let forged = survey::FormMark { sign: "00".repeat(32), ..mark.clone() };
    assert!(!survey::mark_is_ours(&someone, &code, &forged).await.expect("asked"));
    let resume = survey::begin(&someone, &asking, &mark, Channel::Web, "").await.expect("begun");
    assert_eq!(survey::begin(&someone, &asking, &mark, Channel::Web, "").await.expect("pressed twice"), resume);

    let begun = survey::find_begun(&someone, &resume.in_groups()).await.expect("found");
    let first = begun.screens().remove(0);
    let said = raw(&[("stand_used", true), ("site_used", false)]);
    let Saved::Kept(begun) = survey::save(&someone, begun, &first, &said, "plain").await.expect("kept") else {
        panic!()
    };
    let more = begun.screens().remove(1);
    assert!(more.is_follow_up && more.questions == [1], "{more:?}");
    let said = raw(&[("stand_ok", true)]);
    let Saved::Kept(begun) = survey::save(&someone, *begun, &more, &said, "plain").await.expect("kept") else {
        panic!()
    };
    let said = raw(&[("stand_used", false)]);
    let Saved::Kept(begun) = survey::save(&someone, *begun, &first, &said, "plain").await.expect("kept") else {
        panic!()
    };
    assert_eq!((begun.given(1), begun.given(2)), (None, None), "what is not asked any more is not kept");
    let wrong = BTreeMap::from([("age".to_owned(), Raw::Number(400))]);
    let about = begun.screens().pop().expect("a last one");
    let faults = survey::save(&someone, *begun, &about, &wrong, "").await.expect("asked");
    assert!(matches!(faults, Saved::Faults(faults) if faults.len() == 1));

    let tablet = survey::form_mark(&someone, &code).await.expect("a mark");
    let left = survey::begin(&someone, &asking, &tablet, Channel::Kiosk, "").await.expect("begun");
    for (minutes, is_there) in [(59, true), (61, false)] {
        let at = place.house.clock.now() + jiff::SignedDuration::from_mins(minutes);
        let later = otklik_app::House { clock: std::sync::Arc::new(otklik_app::FixedClock(at)), ..place.house.clone() };
        let later = later.ctx(otklik_domain::access::Actor::stranger());
        assert_eq!(survey::find_begun(&later, left.as_str()).await.is_ok(), is_there, "a tablet after {minutes}");
        assert!(survey::find_begun(&later, resume.as_str()).await.is_ok());
    }

    place.turn_to("2026-11-30");
    let gone = survey::find_begun(&place.stranger(), resume.as_str()).await;
    assert!(matches!(gone, Err(Refusal::NotFound)));
    let old = survey::mark_is_ours(&place.stranger(), &code, &mark).await.expect("asked");
    assert!(!old, "a form of last week");
}

#[tokio::test]
async fn a_key_that_stood_in_a_journal_is_made_anew_once() {
    let place = Place::on("2026-11-22").await;
    let act = otklik_testkit::builders::act("make_form_key");
    let store = &place.scratch.store;
    store.keep_setting(&act, "survey.form_key", "прежний").await.expect("kept");
    let round = opened_round(&place).await;
    let code =
        survey::round_surveys(&place.ctx(Role::Administrator), round).await.expect("read")[0].survey.value.code.clone();
    let mut kept = Vec::new();
    // Two programs: each remembers the key for itself.
    for _ in 0..2 {
        let house = otklik_app::House { open_surveys: Default::default(), ..place.house.clone() };
        let stranger = house.ctx(otklik_domain::access::Actor::stranger());
        let mark = survey::form_mark(&stranger, &code).await.expect("made");
        assert!(survey::mark_is_ours(&place.stranger(), &code, &mark).await.expect("asked"), "one key for both");
        kept.push(store.find_setting("survey.seal_key").await.expect("read").expect("made"));
    }
    assert_eq!(kept[0], kept[1], "once");
    assert_ne!(kept[0], "прежний");
    assert_eq!(store.find_setting("survey.form_key").await.expect("read").as_deref(), Some("прежний"));
}

/// A round of the house with its surveys.
async fn opened_round(place: &Place) -> RoundId {
    let ctx = place.ctx(Role::Administrator);
    let round = listed(place, &ctx).await;
    survey::open_surveys(&ctx, round).await.expect("opened");
    round
}
