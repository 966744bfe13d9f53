//! «Что сделать сейчас»: reports of a period, proof that grows old, turns, and a page that stands though a round is broken.

use crate::house::Place;
use otklik_app::affairs::{self, Group, Kind};
use otklik_app::jobs::Worker;
use otklik_app::matrix::{self, BulkAsked};
use otklik_app::measures::{self, StepTyped};
use otklik_app::placing::{self, MarkTyped};
use otklik_app::post::Mail;
use otklik_app::record::{Person, PersonState, Version};
use otklik_app::{Ctx, Refusal, reports};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::ids::{MeasureId, PersonId};
use otklik_domain::publication::Item;
use otklik_domain::report::{ReportPeriod, ReportStage};
use otklik_testkit::builders::{self, act, id};
use std::sync::Arc;
use uuid::Uuid;

/// A group of somebody's affairs.
async fn group(ctx: &Ctx, kind: Kind) -> Option<Group> {
    affairs::affairs(ctx).await.expect("read").groups.into_iter().find(|group| group.kind == kind)
}

/// Number of a group, and the words of its first affair.
async fn told(ctx: &Ctx, kind: Kind) -> Option<(u64, String)> {
    let group = group(ctx, kind).await?;
    let first = group.affairs.first()?;
    Some((group.n, format!("{}. {} {} {}", first.text, first.note, first.action, first.path)))
}

fn has(told: Option<(u64, String)>, n: u64, wanted: &[&str]) {
    let (found, words) = told.expect("there");
    assert_eq!(found, n, "{words}");
    for piece in wanted {
        assert!(words.contains(piece), "{piece}: {words}");
    }
}

/// The person behind actors of these tests.
async fn somebody(place: &Place) {
    let person = Person {
        id: PersonId(id(12, 1)),
        name: "Методист".to_owned(),
        login: None,
        role: "methodologist".to_owned(),
        organisation: None,
        state: PersonState::Active,
        at: builders::instant(0),
        email: Some("metodist@example.org".to_owned()),
    };
    place.scratch.store.keep_person(&act("add_person"), &person, None).await.expect("kept");
}

#[tokio::test]
async fn a_report_waits_for_its_author_then_for_the_founder_and_may_come_back() {
    let mut place = Place::on("2019-02-01").await;
    somebody(&place).await;
    let plan = place.plan().await;
    let kind = Kind::ReportsDue;
    place.turn_to("2019-04-03");
    let (author, founder) = (place.ctx(Role::Methodologist), place.ctx(Role::Founder));
    has(
        told(&author, kind).await,
        1,
        &["Отчёт за I квартал 2019 года", "Срок 15.04.2019, осталось дней: 12", "Заполнить", "/report?period=2019-Q1"],
    );
    assert_eq!(told(&founder, kind).await, None, "until its day it is not the founder's affair");
    assert_eq!(told(&place.ctx(Role::Auditor), kind).await, None);
    let neighbour = place.neighbour().await;
    assert_eq!(told(&place.ctx_of(Role::Head, &[neighbour]), kind).await, None, "another's report");
    has(told(&place.ctx_of(Role::Head, &[place.organisation]), kind).await, 1, &["Срок 15.04.2019"]);
    place.turn_to("2019-04-20");
    has(told(&place.ctx(Role::Founder), kind).await, 1, &["Срок был 15.04.2019, прошло дней: 5"]);

    let author = place.ctx(Role::Methodologist);
    let subject = group(&author, kind).await.expect("there").affairs[0].subject.clone();
    affairs::put_off(&author, &subject, "2019-04-25").await.expect("put off");
    assert_eq!(told(&author, kind).await, None);
    place.turn_to("2019-04-25");
    let author = place.ctx(Role::Methodologist);
    let period: ReportPeriod = "2019-Q1".parse().expect("a period");
    let report = reports::prepare_report(&author, plan, period, None).await.expect("prepared");
    has(told(&author, kind).await, 1, &["Ждёт подписи руководителя", &format!("/cabinet/reports/{report}")]);
    let store = &place.scratch.store;
    let mut kept = store.find_report(report).await.expect("read").expect("there");
    kept.value.stage = ReportStage::Signed;
    store.keep_report(&act("sign_report"), &kept.value, Some(kept.version)).await.expect("signed");
    has(told(&author, kind).await, 1, &["осталось отправить"]);
    reports::send_report(&place.ctx(Role::Head), report, Version(kept.version.0 + 1)).await.expect("sent");
    assert_eq!(told(&author, kind).await, None, "it was sent");
    let founder = place.ctx(Role::Founder);
    has(told(&founder, Kind::ReportsSent).await, 1, &["Отчёт № 1 за I квартал 2019 года", "Рассмотреть"]);
    assert_eq!(told(&author, Kind::ReportsSent).await, None);
    let version = store.find_report(report).await.expect("read").expect("there").version;
    reports::return_report(&founder, report, version, "Нет снимков пандуса").await.expect("returned");
    assert_eq!(told(&founder, Kind::ReportsSent).await, None);
    has(told(&author, Kind::ReportsReturned).await, 1, &["Учредитель пишет: Нет снимков пандуса", "Исправить"]);
}

async fn nth(place: &Place, plan: otklik_domain::ids::PlanId, n: usize) -> MeasureId {
    otklik_app::plans::plan(&place.ctx(Role::Auditor), plan).await.expect("found").measures[n].id
}

async fn night(place: &Place) {
    let mail = Mail { memory: Some(Arc::default()), ..Mail::default() };
    let worker = Worker { house: place.house.clone(), mail, site: "https://o.example.org".to_owned() };
    worker.turn().await.expect("done");
}

#[tokio::test]
async fn proof_grows_old_and_turns_come_round() {
    let mut place = Place::on("2019-02-01").await;
    somebody(&place).await;
    let plan = place.plan().await;
    let keeper = place.ctx(Role::Methodologist);
    assert_eq!(
        (told(&keeper, Kind::Proof).await, told(&keeper, Kind::Turns).await),
        (None, None),
        "two months are left"
    );
    place.turn_to("2019-03-20");
    let keeper = place.ctx(Role::Methodologist);
    has(told(&keeper, Kind::Proof).await, 1, &["Обновлять раздел", "Ждём до 01.04.2019", "Приложить свежее"]);
    has(
        told(&keeper, Kind::Turns).await,
        1,
        &["Проводить опросы", "Ждём до 01.04.2019", "Отметить", "/cabinet/measures/"],
    );
    assert_eq!(told(&place.ctx(Role::Council), Kind::Proof).await, None);

    let done = StepTyped {
        to: "reported".into(), done: "Опрошено 40 посетителей".into(), ..StepTyped::default()
    };
    let polled = nth(&place, plan, 3).await;
    measures::record_execution(&place.ctx(Role::ClubWorker), polled, Version(1), &done).await.expect("recorded");
    assert_eq!(told(&keeper, Kind::Turns).await, None, "the turn was served");
    let back = StepTyped { to: "in_work".into(), reason: "Нет анкет".into(), ..StepTyped::default() };
    measures::record_execution(&keeper, polled, Version(2), &back).await.expect("sent back");
    has(told(&keeper, Kind::Turns).await, 1, &["Ждём до 01.04.2019"]);

    let subject = group(&keeper, Kind::Proof).await.expect("there").affairs[0].subject.clone();
    affairs::read(&keeper, &subject).await.expect("read");
    assert_eq!(told(&keeper, Kind::Proof).await, None);
    place.turn_to("2019-04-10");
    night(&place).await;
    let keeper = place.ctx(Role::Methodologist);
    has(told(&keeper, Kind::Proof).await, 1, &["Ждём до 01.07.2019", "прошлый раз пропущен, 31.03.2019"]);
    has(told(&keeper, Kind::Turns).await, 1, &["прошлый раз пропущен"]);
    let seen = measures::measure(&keeper, polled).await.expect("found").turn.expect("it comes again");
    assert_eq!(seen.missed.map(|day| day.to_string()).as_deref(), Some("2019-03-31"));
    let listed = otklik_app::record::RegisterQuery {
        view: otklik_app::record::View::Working,
        asks: Some(true),
        ..otklik_app::record::RegisterQuery::on(keeper.today())
    };
    let page = otklik_app::record::PageAsked::first(10);
    let page = otklik_app::register::register(&keeper, listed, &page).await.expect("read");
    let rows: Vec<_> =
        page.rows.iter().map(|(row, _)| (row.text.as_str(), page.turns[&row.id].asks_until.to_string())).collect();
    assert_eq!(rows, [("Обновлять раздел «Документы»", "2019-07-01".to_owned())]);
}

#[tokio::test]
async fn a_round_whose_rules_nobody_knows_hides_nothing_else() {
    let mut place = Place::on("2019-02-01").await;
    place.plan().await;
    let store = &place.scratch.store;
    store.keep_round(&act("open_round"), &builders::round(1), None).await.expect("kept");
    place.turn_to("2021-01-12");
    has(
        told(&place.ctx(Role::Operator), Kind::Behind).await,
        1,
        &["Культура, тур 1", "не знает свода правил «culture, 2018»"],
    );
    let all = place.ctx(Role::Administrator);
    has(told(&all, Kind::Behind).await, 1, &["/cabinet/rounds/"]);
    has(told(&all, Kind::Late).await, 1, &["Установить вывески"]);
}

/// Whoever leads the plans of the district.
fn leader(place: &Place) -> Ctx {
    let person = Some(PersonId(id(12, 9)));
    place.house.ctx(Actor { person, role: Some(Role::Administrator), scope: Scope::Everywhere })
}

async fn remind(place: &Place, measures: &[MeasureId]) -> Result<Uuid, Refusal> {
    let asked = BulkAsked { to: "remind".to_owned(), ..BulkAsked::default() };
    let preview = matrix::preview(&leader(place), &asked, measures).await?;
    let seen: Vec<_> = preview.lines.iter().map(|line| (line.measure.id, line.version)).collect();
    matrix::apply(&leader(place), &asked, &seen).await
}

#[tokio::test]
async fn a_reminder_stands_among_affairs_with_and_without_letters() {
    let mut place = Place::on("2019-02-01").await;
    let plan = place.plan().await;
    let (first, second) = (nth(&place, plan, 0).await, nth(&place, plan, 1).await);
    let nobody = remind(&place, &[first]).await;
    assert!(matches!(&nobody, Err(Refusal::Invalid(_))), "nobody answers for it: {nobody:?}");
    let person = Person {
        id: PersonId(id(12, 1)),
        name: "Суркова Елена Викторовна".to_owned(),
        login: None,
        role: "head".to_owned(),
        organisation: Some(place.organisation),
        state: PersonState::Active,
        at: builders::instant(0),
        email: None,
    };
    place.scratch.store.keep_person(&act("add_person"), &person, None).await.expect("kept");
    let act_id = remind(&place, &[first, second]).await.expect("without any address");
    let kind = Kind::Reminded;
    let head = place.ctx_of(Role::Head, &[place.organisation]);
    has(told(&head, kind).await, 2, &["Напомнили 01.02", "Отметить", "/cabinet/measures/"]);
    assert_eq!(told(&leader(&place), kind).await, None, "nobody reminds themselves");
    let neighbour = place.neighbour().await;
    assert_eq!(told(&place.ctx_of(Role::Head, &[neighbour]), kind).await, None, "another's");
    // The plan names her for the second measure, whatever her place is now.
    has(told(&place.ctx(Role::Methodologist), kind).await, 1, &["Обновлять раздел «Документы»"]);
    // Both were reminded of in one instant: which of them stands first is left to chance.
    let all = group(&head, kind).await.expect("there").affairs;
    let of_second = all.iter().find(|it| it.path.ends_with(&second.to_string())).expect("the second measure");
    affairs::read(&head, &of_second.subject).await.expect("read");
    has(told(&head, kind).await, 1, &["Установить вывески", "Отметить"]);
    let twice = remind(&place, &[first]).await;
    assert!(matches!(&twice, Err(Refusal::Invalid(why)) if why.to_string().contains("уже напомнили")), "{twice:?}");
    let kept = place.scratch.store.find_bulk_act(act_id).await.expect("read").expect("there");
    matrix::undo(&leader(&place), act_id, kept.version).await.expect("taken back");
    assert_eq!(told(&head, kind).await, None);
    remind(&place, &[first]).await.expect("again");
    has(told(&head, kind).await, 1, &["Установить вывески"]);
    place.turn_to("2019-02-16");
    assert_eq!(told(&place.ctx_of(Role::Head, &[place.organisation]), kind).await, None, "a fortnight is over");
}

#[tokio::test]
async fn an_approved_plan_waits_for_its_publication() {
    let place = Place::on("2019-02-01").await;
    somebody(&place).await;
    let plan = place.plan().await;
    let ctx = place.ctx(Role::Methodologist);
    has(told(&ctx, Kind::ToPublish).await, 1, &["Опубликовать", &format!("/cabinet/plans/{plan}/publish")]);
    assert_eq!(told(&place.ctx(Role::Auditor), Kind::ToPublish).await, None);
    otklik_app::plans::publish_plan(&ctx, plan, Version(1), false).await.expect("published");
    assert_eq!(told(&ctx, Kind::ToPublish).await, None);
}

#[tokio::test]
async fn work_that_was_sent_back_stands_before_who_executes_it_with_the_words_it_came_back_with() {
    let place = Place::on("2019-02-01").await;
    somebody(&place).await;
    let plan = place.plan().await;
    let (keeper, worker) = (place.ctx(Role::Methodologist), place.ctx(Role::Head));
    let id = nth(&place, plan, 0).await;
    let done = StepTyped { to: "reported".into(), done: "Вывеска висит".into(), ..StepTyped::default() };
    measures::record_execution(&place.ctx(Role::ClubWorker), id, Version(1), &done).await.expect("recorded");
    assert_eq!(told(&worker, Kind::SentBack).await, None);
    let back = StepTyped {
        to: "in_work".into(), reason: "На снимке другая дверь".into(), ..StepTyped::default()
    };
    let judge = place.house.ctx(Actor { person: Some(PersonId(Uuid::from_u128(77))), ..keeper.actor.clone() });
    measures::record_execution(&judge, id, Version(2), &back).await.expect("sent back");
    has(
        told(&worker, Kind::SentBack).await,
        1,
        &["Замечание: На снимке другая дверь", "Исправить", &format!("/cabinet/measures/{id}")],
    );
    assert_eq!(told(&judge, Kind::SentBack).await, None, "who sent it back waits");
    assert_eq!(told(&place.ctx(Role::Auditor), Kind::SentBack).await, None);
    let neighbour = place.neighbour().await;
    assert_eq!(told(&place.ctx_of(Role::Head, &[neighbour]), Kind::SentBack).await, None, "another's");
    let subject = group(&worker, Kind::SentBack).await.expect("there").affairs[0].subject.clone();
    affairs::read(&worker, &subject).await.expect("read");
    assert_eq!(told(&worker, Kind::SentBack).await, None);
    affairs::take_back(&worker, &subject).await.expect("taken back");
    measures::record_execution(&place.ctx(Role::ClubWorker), id, Version(3), &done).await.expect("recorded");
    assert_eq!(told(&worker, Kind::SentBack).await, None, "it was reported anew");
}

#[tokio::test]
async fn what_is_published_waits_until_it_is_placed_and_execution_asks_each_quarter() {
    let mut place = Place::on("2019-02-01").await;
    somebody(&place).await;
    let plan = place.published().await;
    let ctx = place.ctx(Role::Methodologist);
    let page = format!("/cabinet/plans/{plan}/placing#item-plan");
    has(
        told(&ctx, Kind::Placing).await,
        1,
        &["План по устранению недостатков", "Срок был 29.01.2019, прошло дней: 3", &page],
    );
    assert_eq!(told(&place.ctx(Role::Auditor), Kind::Placing).await, None);
    let neighbour = place.neighbour().await;
    assert_eq!(told(&place.ctx_of(Role::Methodologist, &[neighbour]), Kind::Placing).await, None, "another's");
    let placed = async |place: &Place, item, version: Option<i64>, on: &str| {
        let typed = MarkTyped { placed_on: on.into(), placed_by: "Ильина А.".into(), ..MarkTyped::default() };
        let ctx = place.ctx(Role::Methodologist);
        placing::mark_item(&ctx, plan, item, version.map(Version), &typed).await.expect("marked");
    };
    placed(&place, Item::Plan, None, "01.02.2019").await;
    has(
        told(&ctx, Kind::Placing).await,
        1,
        &["Раздел «НОК» на сайте организации", "Срок 15.02.2019, осталось дней: 14"],
    );
    placed(&place, Item::OwnSite, None, "01.02.2019").await;
    placed(&place, Item::BodySite, None, "01.02.2019").await;
    assert_eq!(told(&ctx, Kind::Placing).await, None, "the quarter goes on");
    for (today, words, version) in [
        ("2019-04-02", "Срок 03.04.2019, осталось дней: 1", None),
        ("2019-07-10", "Срок был 03.07.2019, прошло дней: 7", Some(1)),
    ] {
        place.turn_to(today);
        night(&place).await;
        let ctx = place.ctx(Role::Methodologist);
        has(told(&ctx, Kind::Placing).await, 1, &["Сведения о ходе реализации плана", words]);
        let day = ctx.today();
        placed(&place, Item::Execution, version, &format!("{:02}.{:02}.2019", day.day(), day.month())).await;
        assert_eq!(told(&ctx, Kind::Placing).await, None, "it is told for that quarter");
    }
}
