//! Personal links of club workers: given, opened by a code, resting, taken back; measures seen, reported, taken back.

use crate::house::Place;
use jiff::SignedDuration;
use otklik_app::links::{self, Guest};
use otklik_app::record::{PersonState, RegisterRow, Version, View};
use otklik_app::{Ctx, FixedClock, House, Refusal, measures, scopes};
use otklik_domain::access::{Actor, Grant, Role, Scope};
use otklik_domain::ids::{MeasureId, OrganisationId, PersonId};
use otklik_domain::plan::MeasureState;
use otklik_testkit::builders::{act, id};
use std::sync::Arc;

const NAME: &str = "Суркова Елена Викторовна";
const CODE: &str = "4071";

/// The same house so much later.
fn later(house: &House, wait: SignedDuration) -> House {
    House { clock: Arc::new(FixedClock(house.clock.now() + wait)), ..house.clone() }
}

fn said(done: &str) -> links::Said {
    links::Said { done: done.to_owned(), ..links::Said::default() }
}

fn minutes(n: i64) -> SignedDuration {
    SignedDuration::from_mins(n)
}

/// A worker of the place's organisation and the secret of their link.
async fn invited(place: &Place) -> (PersonId, String) {
    links::invite(&place.ctx(Role::Methodologist), NAME, place.organisation).await.expect("invited")
}

async fn guest(house: &House, secret: &str) -> Guest {
    let again =
        if matches!(links::door(house, secret).await.expect("looked"), links::Door::Chooses(_)) { CODE } else { "" };
    let visit = links::open(house, secret, CODE, again).await.expect("opened");
    links::visitor(house, &visit, Some(secret)).await.expect("read").expect("in")
}

fn is_field<T: std::fmt::Debug>(answer: Result<T, Refusal>, words: &str) {
    assert!(matches!(&answer, Err(Refusal::Invalid(faults)) if faults.to_string().contains(words)), "{answer:?}");
}

async fn rows(place: &Place) -> Vec<RegisterRow> {
    place.rows(&place.ctx(Role::Methodologist), View::Working).await
}

/// A measure that names nobody of ours.
fn foreign(rows: &[RegisterRow]) -> MeasureId {
    rows.iter().find(|row| row.executors.contains("Линькова")).expect("there").id
}

#[tokio::test]
async fn a_link_opens_with_a_code_that_is_chosen_once() {
    let place = Place::on("2020-11-22").await;
    let (person, secret) = invited(&place).await;
    let house = &place.house;
    assert_eq!(links::door(house, &secret).await.expect("looked"), links::Door::Chooses(NAME.to_owned()));
    for (code, again, words) in [
        ("407", "407", "от 4 до 6 цифр"),
        ("1111", "1111", "угадают первым"),
        (CODE, "4072", "не совпали"),
        (CODE, "", "не совпали"),
    ] {
        is_field(links::open(house, &secret, code, again).await, words);
    }
    let visit = links::open(house, &secret, CODE, CODE).await.expect("opened");
    assert_eq!(links::door(house, &secret).await.expect("looked"), links::Door::Waits(NAME.to_owned()));
    let guest = links::visitor(house, &visit, Some(&secret)).await.expect("read").expect("in");
    assert_eq!((guest.person, guest.name.as_str()), (person, NAME));
    is_field(links::open(house, &secret, "5082", "5082").await, "Осталось попыток: 4");
    links::open(house, &secret, CODE, "").await.expect("opened again");
    let (_, other) = invited(&place).await;
    assert!(links::visitor(house, &visit, Some(&other)).await.expect("read").is_none(), "a visit is by one link");
    let over = later(house, SignedDuration::from_hours(12));
    assert!(links::visitor(&over, &visit, None).await.expect("read").is_none());
    links::leave(house, &visit).await.expect("left");
    assert!(links::visitor(house, &visit, None).await.expect("read").is_none());
    let unknown = links::open(house, "0123", CODE, CODE).await;
    assert!(matches!(unknown, Err(Refusal::NotFound)), "{unknown:?}");
    assert_eq!(links::door(house, "0123").await.expect("looked"), links::Door::Nothing);
}

#[tokio::test]
async fn a_link_rests_after_five_wrong_codes_and_those_who_gave_it_are_told() {
    let place = Place::on("2020-11-22").await;
    let (person, secret) = invited(&place).await;
    let (house, ctx) = (&place.house, place.ctx(Role::Methodologist));
    guest(house, &secret).await;
    for left in [4, 3, 2, 1] {
        is_field(links::open(house, &secret, "5082", "").await, &format!("Осталось попыток: {left}"));
    }
    assert!(links::resting(&ctx).await.expect("read").is_empty());
    for code in ["5082", CODE] {
        let rests = links::open(house, &secret, code, "").await;
        assert!(matches!(rests, Err(Refusal::TooOften)), "{rests:?}");
    }
    let until = house.clock.now() + minutes(15);
    assert_eq!(links::door(house, &secret).await.expect("looked"), links::Door::Rests(NAME.to_owned(), until));
    let told = links::resting(&ctx).await.expect("read");
    assert_eq!(told.iter().map(|(worker, at)| (worker.id, *at)).collect::<Vec<_>>(), [(person, until)]);
    let elsewhere = place.ctx_of(Role::Methodologist, &[OrganisationId(id(1, 9))]);
    for other in [elsewhere, place.ctx(Role::Council), place.stranger()] {
        assert!(links::resting(&other).await.expect("read").is_empty(), "{:?}", other.actor);
    }
    let awake = later(house, minutes(15));
    links::open(&awake, &secret, CODE, "").await.expect("it rested enough");
    assert!(links::resting(&awake.ctx(ctx.actor)).await.expect("read").is_empty());
}

#[tokio::test]
async fn a_guest_sees_and_reports_their_own_measures_and_no_others() {
    let place = Place::on("2020-11-22").await;
    place.plan().await;
    let (person, secret) = invited(&place).await;
    let rows = rows(&place).await;
    let guest = guest(&place.house, &secret).await;
    let own = links::mine(&guest).await.expect("read");
    assert_eq!(own.len(), 2, "the plan names them twice");
    assert!(own.iter().all(|one| one.row.executors.contains("Суркова") && one.is_to_do()));
    let foreign = foreign(&rows);
    for answer in [
        links::my_measure(&guest, foreign).await.map(|_| ()),
        links::report(&guest, foreign, Some(Version(1)), said("Сделано")).await,
        links::take_back(&guest, foreign, Version(1)).await,
        links::my_measure(&guest, MeasureId(id(6, 99))).await.map(|_| ()),
    ] {
        assert!(matches!(answer, Err(Refusal::NotFound)), "{answer:?}");
    }
    links::hand_also(&place.ctx(Role::Methodologist), person, &[foreign]).await.expect("handed");
    let first = links::mine(&guest).await.expect("read").remove(0);
    assert_eq!(first.row.id, foreign, "what is due comes first");
    is_field(links::report(&guest, foreign, Some(Version(1)), said(" ")).await, "Напишите, что сделано");
    links::report(&guest, foreign, Some(Version(1)), said("Вывески висят")).await.expect("reported");
    let view = links::my_measure(&guest, foreign).await.expect("read");
    assert_eq!((view.record.state, view.executions.len()), (MeasureState::Reported, 1));
    assert_eq!(view.names.get(&person.to_string()).map(String::as_str), Some(NAME));
    let twice = links::report(&guest, foreign, Some(view.version), said("Ещё раз")).await;
    assert!(matches!(twice, Err(Refusal::Invalid(_))), "{twice:?}");
    let stale = links::report(&guest, own[0].row.id, Some(Version(9)), said("Сделано")).await;
    assert!(matches!(stale, Err(Refusal::Stale)), "{stale:?}");
}

#[tokio::test]
async fn what_was_said_by_mistake_is_taken_back_within_a_day_by_who_said_it() {
    let place = Place::on("2020-11-22").await;
    place.plan().await;
    let (_, secret) = invited(&place).await;
    let one = guest(&place.house, &secret).await;
    let measure = links::mine(&one).await.expect("read")[0].row.id;
    is_field(links::take_back(&one, measure, Version(1)).await, "уже не снять");
    links::report(&one, measure, Some(Version(1)), said("Обновили")).await.expect("reported");
    let view = links::my_measure(&one, measure).await.expect("read");
    let stale = links::take_back(&one, measure, Version(1)).await;
    assert!(matches!(stale, Err(Refusal::Stale)), "{stale:?}");
    let (_, other_secret) = invited(&place).await;
    let namesake = guest(&place.house, &other_secret).await;
    is_field(links::take_back(&namesake, measure, view.version).await, "поставил другой");
    let next_day = later(&place.house, minutes(24 * 60 + 1));
    is_field(links::take_back(&guest(&next_day, &secret).await, measure, view.version).await, "прошли сутки");
    links::take_back(&one, measure, view.version).await.expect("taken back");
    let view = links::my_measure(&one, measure).await.expect("read");
    assert_eq!(view.record.state, MeasureState::InWork);
    links::report(&one, measure, Some(view.version), said("Обновили сегодня")).await.expect("reported again");
    let view = links::my_measure(&one, measure).await.expect("read");
    let confirmed = measures::StepTyped { to: "confirmed".into(), ..Default::default() };
    let methodologist = place.ctx(Role::Methodologist);
    measures::record_execution(&methodologist, measure, view.version, &confirmed).await.expect("confirmed");
    is_field(links::take_back(&one, measure, view.version).await, "её проверили");
}

#[tokio::test]
async fn who_may_not_gives_no_links_and_learns_of_nobody() {
    let mut place = Place::on("2020-11-22").await;
    let plan = place.plan().await;
    let (person, _) = invited(&place).await;
    let neighbour = place.neighbour().await;
    let measure = foreign(&rows(&place).await);
    let before = place.edition().await;
    async fn asked(ctx: &Ctx, place: &Place, person: PersonId, measure: MeasureId) -> Vec<Result<(), Refusal>> {
        vec![
            links::worker(ctx, person).await.map(|_| ()),
            links::give_link(ctx, person).await.map(|_| ()),
            links::revoke_link(ctx, person).await,
            links::handings(ctx, person).await.map(|_| ()),
            links::hand(ctx, person, &[measure]).await,
            links::hand_also(ctx, person, &[measure]).await,
            links::invite(ctx, NAME, place.organisation).await.map(|_| ()),
        ]
    }
    let other = place.ctx_of(Role::Methodologist, &[neighbour]);
    for answer in asked(&other, &place, person, measure).await {
        assert!(matches!(answer, Err(Refusal::NotFound)), "{answer:?}");
    }
    assert!(links::workers(&other).await.expect("read").is_empty());
    assert!(matches!(links::plan_handings(&other, plan).await, Err(Refusal::NotFound)));
    for role in [Role::ClubWorker, Role::Operator, Role::Council, Role::Auditor] {
        for answer in asked(&place.ctx(role), &place, person, measure).await {
            assert!(matches!(answer, Err(Refusal::NotAllowed)), "{role:?} {answer:?}");
        }
        assert!(matches!(links::workers(&place.ctx(role)).await, Err(Refusal::NotAllowed)));
        assert!(matches!(links::plan_handings(&place.ctx(role), plan).await, Err(Refusal::NotAllowed)));
    }
    for answer in asked(&place.stranger(), &place, person, measure).await {
        assert!(matches!(answer, Err(Refusal::NotSignedIn)), "{answer:?}");
    }
    assert_eq!(place.edition().await, before, "nothing was kept");
    place.turn_to("2020-11-23");
    let own = place.ctx_of(Role::Head, &[place.organisation]);
    assert_eq!(links::workers(&own).await.expect("read").len(), 1);
    assert!(matches!(links::worker(&own, PersonId(id(12, 1))).await, Err(Refusal::NotFound)), "no worker");
}

#[tokio::test]
async fn a_new_link_stops_the_one_before_and_a_link_taken_back_lets_nobody_in() {
    let place = Place::on("2020-11-22").await;
    let (person, first) = invited(&place).await;
    let ctx = place.ctx(Role::Methodologist);
    let visit = links::open(&place.house, &first, CODE, CODE).await.expect("opened");
    let second = links::give_link(&ctx, person).await.expect("given anew");
    assert_eq!(links::door(&place.house, &first).await.expect("looked"), links::Door::Nothing);
    assert!(links::visitor(&place.house, &visit, None).await.expect("read").is_none());
    assert!(matches!(links::door(&place.house, &second).await.expect("looked"), links::Door::Chooses(_)), "a new code");
    let visit = links::open(&place.house, &second, CODE, CODE).await.expect("opened");
    links::revoke_link(&ctx, person).await.expect("taken back");
    links::revoke_link(&ctx, person).await.expect("twice is once");
    assert!(links::visitor(&place.house, &visit, None).await.expect("read").is_none());
    assert_eq!(links::worker(&ctx, person).await.expect("read").link, None);
    is_field(links::invite(&ctx, "Суркова", place.organisation).await, "фамилию и имя");
    let nowhere = links::invite(&ctx, NAME, OrganisationId(id(1, 9))).await;
    assert!(matches!(nowhere, Err(Refusal::NotFound)), "{nowhere:?}");
    let third = links::give_link(&ctx, person).await.expect("given");
    let mut kept = place.scratch.store.find_person(person).await.expect("read").expect("there");
    kept.value.state = PersonState::Closed;
    let closed = place.scratch.store.keep_person(&act("close_person"), &kept.value, Some(kept.version)).await;
    closed.expect("closed");
    assert_eq!(links::door(&place.house, &third).await.expect("looked"), links::Door::Nothing);
    assert!(matches!(links::worker(&ctx, person).await, Err(Refusal::NotFound)));
}

#[tokio::test]
async fn measures_are_handed_within_the_workers_organisations_only() {
    let place = Place::on("2020-11-22").await;
    let plan = place.plan().await;
    let (person, _) = invited(&place).await;
    let ctx = place.ctx(Role::Methodologist);
    let rows = rows(&place).await;
    let handed = async || {
        let (_, all) = links::handings(&ctx, person).await.expect("read");
        all.into_iter().filter(|one| one.is_handed).map(|one| one.row.id).collect::<Vec<_>>()
    };
    is_field(links::hand_also(&ctx, person, &[]).await, "хотя бы одну");
    links::hand(&ctx, person, &[rows[0].id]).await.expect("handed");
    links::hand_also(&ctx, person, &[rows[1].id, rows[0].id]).await.expect("handed");
    assert_eq!(handed().await.len(), 2);
    links::hand(&ctx, person, &[rows[2].id]).await.expect("handed");
    assert_eq!(handed().await, [rows[2].id], "these and no others");
    let unknown = links::hand(&ctx, person, &[MeasureId(id(6, 99))]).await;
    assert!(matches!(unknown, Err(Refusal::NotFound)), "{unknown:?}");
    assert_eq!(handed().await, [rows[2].id]);
    let found = links::plan_handings(&ctx, plan).await.expect("read");
    assert_eq!((found.measures.len(), found.workers.len(), found.organisation.id), (4, 1, place.organisation));
}

#[tokio::test]
async fn who_answers_for_a_branch_sees_the_measures_that_name_them() {
    let place = Place::on("2020-11-22").await;
    place.plan().await;
    let (person, secret) = invited(&place).await;
    let admin = place.ctx(Role::Administrator).proved(Some(place.house.clock.now()));
    let branch = otklik_app::registry::keep_branch(&admin, place.organisation, None, "Сельский клуб", "", None).await;
    let branch = Grant::Branch(place.organisation, branch.expect("kept"));
    scopes::grant(&admin, person, branch).await.expect("given");
    scopes::revoke_grant(&admin, person, Grant::Organisation(place.organisation)).await.expect("taken");
    let guest = guest(&place.house, &secret).await;
    assert_eq!(links::mine(&guest).await.expect("read").len(), 2);
    let reach = place.house.store.find_reach(&[branch]).await.expect("read");
    let actor = Actor { person: Some(person), role: Some(Role::ClubWorker), scope: Scope::Within(reach) };
    let cabinet = place.house.ctx(actor);
    assert!(place.rows(&cabinet, View::Working).await.is_empty(), "the cabinet shows plans of whole organisations");
    assert!(cabinet.has_only_branches());
    assert_eq!(cabinet.touched_organisations().expect("asked"), [place.organisation]);
}
