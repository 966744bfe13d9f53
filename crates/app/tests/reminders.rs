//! Reminders: who is written to, when, and that nothing is said twice.

use crate::house::{Place, house};
use otklik_app::jobs::Worker;
use otklik_app::links;
use otklik_app::post::{Mail, Memory, Outgoing, PostFault, PostSettings};
use otklik_app::record::{LetterState, Measure, MeasureTurn, PageAsked, Person, PersonState, Plan, Version};
use otklik_app::{FixedClock, House, Refusal, letters, measures};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::ids::{MeasureId, PersonId};
use otklik_domain::plan::{Draft, DraftKind, MeasureState};
use otklik_domain::report::ReportStage;
use otklik_papers::plan_json;
use otklik_testkit::builders::{self, act, id};
use otklik_testkit::databases;
use std::sync::Arc;

/// A measure alone, as the store keeps it.
fn body(text: &str) -> String {
    let measure = otklik_domain::plan::Measure { text: text.to_owned(), ..Default::default() };
    plan_json::to_json(&Draft { measures: vec![measure], ..Draft::empty(DraftKind::Plan) })
}

/// Measures of a plan with these last days.
async fn planned(place: &Place, days: &[&str]) -> Vec<MeasureId> {
    let organisation = place.scratch.store.find_organisation(place.organisation).await.unwrap().unwrap().value;
    // It begins where the last quarter is over: no report of it is awaited.
    let plan = Plan { from: Some("2026-10-01".parse().unwrap()), ..builders::plan(&organisation, 1) };
    let measure = |(at, day): (usize, &&str)| Measure {
        due_on: Some(day.parse().unwrap()),
        state: MeasureState::Planned,
        text: format!("Дело со сроком {day}"),
        deadline_as_written: Some(format!("до {day}")),
        body_json: body(&format!("Дело со сроком {day}")),
        ..builders::measure(&plan, at as u64, day.parse().unwrap())
    };
    let measures: Vec<Measure> = days.iter().enumerate().map(measure).collect();
    place.scratch.store.keep_adopted_plan(&act("adopt_plan"), &plan, &measures, None).await.unwrap();
    measures.into_iter().map(|measure| measure.id).collect()
}

async fn person(place: &Place, number: u64, role: Role, is_here: bool) -> PersonId {
    let person = Person {
        id: PersonId(id(12, number)),
        name: format!("{} {number}", role.in_words()),
        login: None,
        role: role.name().to_owned(),
        organisation: Some(place.organisation).filter(|_| is_here),
        state: PersonState::Active,
        at: builders::instant(0),
        email: Some(format!("{}@example.org", role.name())),
    };
    place.scratch.store.keep_person(&act("add_person"), &person, None).await.unwrap();
    person.id
}

struct Desk {
    worker: Worker,
    memory: Arc<Memory>,
}

fn desk(house: &House) -> Desk {
    let memory = Arc::new(Memory::default());
    let mail = Mail { memory: Some(memory.clone()), ..Mail::default() };
    Desk { worker: Worker { house: house.clone(), mail, site: "https://otklik.example.org".to_owned() }, memory }
}

impl Desk {
    /// Everything whose time has come; letters that went, by address.
    async fn turn(&self) -> Vec<Outgoing> {
        self.worker.turn().await.unwrap();
        let mut sent = self.memory.take();
        sent.sort_by(|one, other| one.address.cmp(&other.address));
        sent
    }

    fn at(mut self, moment: &str) -> Self {
        self.worker.house.clock = Arc::new(FixedClock(moment.parse().unwrap()));
        self
    }
}

fn addresses(sent: &[Outgoing]) -> Vec<&str> {
    sent.iter().map(|letter| letter.address.split('@').next().unwrap()).collect()
}

#[tokio::test]
async fn a_day_is_told_once_and_to_whom_it_concerns() {
    let place = Place::on("2026-11-20").await;
    planned(&place, &["2026-11-19", "2026-11-27", "2026-12-20"]).await;
    for (number, role, is_here) in [
        (21, Role::Methodologist, true),
        (22, Role::Head, true),
        (23, Role::Founder, false),
        (24, Role::Administrator, false),
        (25, Role::Auditor, false),
    ] {
        person(&place, number, role, is_here).await;
    }
    let friday = desk(&place.house);
    let sent = friday.turn().await;
    assert_eq!(addresses(&sent), ["methodologist"]);
    let text = &sent[0].text;
    for wanted in [
        "Здравствуйте, методист 21!",
        "Просрочено, напоминаем: 1",
        "Просрочено на 1 день, срок был 19.11.2026",
        "До срока 7 дней: 27.11.2026",
        "https://otklik.example.org/cabinet/measures/",
        "https://otklik.example.org/letters/",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    assert!(!text.contains("20.12.2026"), "{text}");
    assert_eq!(sent[0].subject, "Отклик: 2 дела ждут вас, просрочено 1");
    assert_eq!(friday.turn().await, [], "the same day says nothing more");
    let sunday = desk(&place.house).at("2026-11-22T12:00:00Z");
    assert_eq!(sunday.turn().await, [], "no letters on a day off");
    let monday = desk(&place.house).at("2026-11-23T12:00:00Z");
    assert_eq!(monday.turn().await, [], "nothing new since Friday");
    let late = desk(&place.house).at("2026-11-26T12:00:00Z");
    let sent = late.turn().await;
    assert_eq!(addresses(&sent), ["head", "methodologist"], "five working days late: the head is told too");
    assert!(sent[0].text.contains("Просрочено на 7 дней и не отмечено"), "{}", sent[0].text);
    let later = desk(&place.house).at("2026-12-10T12:00:00Z");
    assert_eq!(addresses(&later.turn().await), ["founder", "head", "methodologist"]);
}

#[tokio::test]
async fn letters_wait_for_the_morning_and_forget_who_left() {
    let place = Place::on("2026-11-20").await;
    planned(&place, &["2026-11-19"]).await;
    person(&place, 21, Role::Methodologist, true).await;
    let head = person(&place, 22, Role::Methodologist, true).await;
    let mut other = place.scratch.store.find_person(head).await.unwrap().unwrap();
    other.value.email = Some("z-blocked@example.org".to_owned());
    place.scratch.store.keep_person(&act("edit_person"), &other.value, Some(Version(1))).await.unwrap();
    let night = desk(&place.house).at("2026-11-20T21:30:00Z");
    assert_eq!(night.turn().await, []);
    assert_eq!(place.scratch.store.count_letters().await.unwrap(), [(LetterState::Waiting, 2)]);
    other.value.state = PersonState::Closed;
    place.scratch.store.keep_person(&act("block_person"), &other.value, Some(Version(2))).await.unwrap();
    assert_eq!(desk(&place.house).at("2026-11-21T12:00:00Z").turn().await, [], "Saturday");
    let monday = desk(&place.house).at("2026-11-23T08:01:00Z");
    assert_eq!(addresses(&monday.turn().await), ["methodologist"]);
    let counts = place.scratch.store.count_letters().await.unwrap();
    assert_eq!(counts, [(LetterState::Dropped, 1), (LetterState::Sent, 1)]);
}

#[tokio::test]
async fn reports_and_turns_are_told_on_the_days_of_terms() {
    let place = Place::on("2026-10-08").await;
    let ids = planned(&place, &["2027-06-01"]).await;
    let store = &place.scratch.store;
    let organisation = store.find_organisation(place.organisation).await.unwrap().unwrap().value;
    let owed = builders::plan(&organisation, 2);
    store.keep_adopted_plan(&act("adopt_plan"), &owed, &[], None).await.unwrap();
    person(&place, 21, Role::Methodologist, true).await;
    person(&place, 22, Role::Head, true).await;
    person(&place, 23, Role::Founder, false).await;
    let sent = desk(&place.house).turn().await;
    assert_eq!(addresses(&sent), ["methodologist"], "somebody leads the plans");
    for wanted in [
        "Отчёты за III квартал 2026 года не отправлены: 1",
        "До срока 7 дней: 15.10.2026",
        "/cabinet/reports?period=2026-Q3",
    ] {
        assert!(sent[0].text.contains(wanted), "{wanted}\n{}", sent[0].text);
    }
    assert_eq!(desk(&place.house).at("2026-10-09T12:00:00Z").turn().await, [], "not each day");
    let mut report = otklik_app::record::FiledReport {
        organisation: organisation.id,
        id: id(60, 1),
        plan: owed.id,
        period: "2026-Q3".parse().unwrap(),
        number: None,
        replaces: None,
        stage: ReportStage::Prepared,
        as_of: "2026-10-10".parse().unwrap(),
        body_json: "{}".to_owned(),
        sha256: "0".repeat(64),
        note: None,
        by: "test".to_owned(),
        at: builders::instant(0),
        signed: None,
        sent: None,
        decided: None,
        is_example: false,
    };
    store.keep_report(&act("prepare_report"), &report, None).await.unwrap();
    report.stage = ReportStage::Signed;
    store.keep_report(&act("sign_report"), &report, Some(Version(1))).await.unwrap();
    store.send_report(&act("send_report"), &report, Version(2)).await.unwrap();
    let sent = desk(&place.house).at("2026-10-14T12:00:00Z").turn().await;
    assert_eq!(addresses(&sent), ["founder"], "it was sent: one day before its term nobody else is told");
    assert!(sent[0].text.contains("Отчёты ждут приёмки: 1"), "{}", sent[0].text);
    let back = otklik_app::record::FiledReport { stage: ReportStage::Returned, number: Some(1), ..report };
    store.keep_report(&act("return_report"), &back, Some(Version(3))).await.unwrap();
    let sent = desk(&place.house).at("2026-10-15T12:00:00Z").turn().await;
    assert_eq!(addresses(&sent), ["head", "methodologist"]);
    assert!(sent[0].text.contains("Отчёты вернули на доработку: 1"), "{}", sent[0].text);

    let turn = MeasureTurn {
        organisation: organisation.id,
        measure: ids[0],
        is_proof: true,
        tells_from: "2026-10-10".parse().unwrap(),
        asks_until: "2026-10-23".parse().unwrap(),
        missed_on: None,
    };
    store.keep_turns(&[turn], &[]).await.unwrap();
    let sent = desk(&place.house).at("2026-10-16T12:00:00Z").turn().await;
    let text = &sent.iter().find(|letter| letter.address.starts_with("methodologist")).unwrap().text;
    assert!(
        text.contains("Регулярная мера, ждём свежую отметку") && text.contains("До срока 7 дней: 23.10.2026"),
        "{text}"
    );
}

#[tokio::test]
async fn a_stop_of_a_month_is_made_up_for_once() {
    let place = Place::on("2026-10-20").await;
    planned(&place, &["2026-10-21", "2026-11-03", "2026-11-24"]).await;
    person(&place, 21, Role::Methodologist, true).await;
    assert_eq!(desk(&place.house).turn().await.len(), 1);
    let back = desk(&place.house).at("2026-11-23T09:00:00Z");
    let sent = back.turn().await;
    assert_eq!(sent.len(), 1);
    for wanted in ["Просрочено на 33 дня", "Просрочено на 20 дней", "До срока 1 день"]
    {
        assert!(sent[0].text.contains(wanted), "{wanted}\n{}", sent[0].text);
    }
    assert_eq!(back.turn().await, []);
}

#[tokio::test]
async fn a_letter_that_did_not_go_says_why_and_goes_later() {
    let place = Place::on("2026-11-20").await;
    planned(&place, &["2026-11-19"]).await;
    person(&place, 21, Role::Methodologist, true).await;
    let first = desk(&place.house);
    first.memory.refuse(Some(PostFault::Unreachable("Сервер почты недоступен".to_owned())));
    assert_eq!(first.turn().await, []);
    let ctx = place.ctx(Role::Administrator);
    let outbox = letters::outbox(&ctx, None, &PageAsked::first(10)).await.unwrap();
    let (letter, name) = &outbox.letters.items[0];
    assert_eq!((letter.state, name.as_str()), (LetterState::Waiting, "методист 21"));
    assert_eq!(letter.last_fault.as_deref(), Some("Сервер почты недоступен"));
    let second = desk(&place.house).at("2026-11-20T12:05:00Z");
    second.memory.refuse(Some(PostFault::Rejected("Нет такого ящика".to_owned())));
    assert_eq!(second.turn().await, []);
    assert_eq!(place.scratch.store.count_letters().await.unwrap(), [(LetterState::Failed, 1)]);
    let id = letter.letter.id;
    assert!(matches!(letters::send_again(&place.ctx(Role::Head), id).await, Err(Refusal::NotFound)));
    letters::send_again(&ctx, id).await.unwrap();
    let third = desk(&place.house).at("2026-11-20T12:10:00Z");
    assert_eq!(addresses(&third.turn().await), ["methodologist"]);
    assert!(matches!(letters::send_again(&ctx, id).await, Err(Refusal::Stale)));
}

#[tokio::test]
async fn events_are_told_at_once_to_those_who_asked() {
    let place = Place::on("2026-11-20").await;
    let ids = planned(&place, &["2026-12-25"]).await;
    let keeper = person(&place, 21, Role::Methodologist, true).await;
    let head = person(&place, 22, Role::Head, true).await;
    let worker = person(&place, 23, Role::ClubWorker, true).await;
    let own = |id, role| {
        place.house.ctx(Actor { person: Some(id), role: Some(role), scope: Scope::of([place.organisation]) })
    };
    for (id, role) in [(keeper, Role::Methodologist), (worker, Role::ClubWorker)] {
        letters::choose(&own(id, role), "at_once").await.unwrap();
    }
    assert_eq!(desk(&place.house).turn().await, [], "the past is not told");
    let typed = measures::StepTyped { to: "reported".into(), done: "Поставили".into(), ..Default::default() };
    measures::record_execution(&own(worker, Role::ClubWorker), ids[0], Version(1), &typed).await.unwrap();
    let soon = desk(&place.house).at("2026-11-20T12:06:00Z");
    let sent = soon.turn().await;
    assert_eq!(addresses(&sent), ["methodologist"], "not the head, who did not ask, and not who did it");
    assert!(
        sent[0].text.contains("Дело со сроком 2026-12-25") && sent[0].text.contains("Проверить"),
        "{}",
        sent[0].text
    );
    assert!(!sent[0].subject.contains("Дело"), "{}", sent[0].subject);
    let back = measures::StepTyped { to: "in_work".into(), reason: "Нет снимка".into(), ..Default::default() };
    measures::record_execution(&own(keeper, Role::Methodologist), ids[0], Version(2), &back).await.unwrap();
    let sent = desk(&place.house).at("2026-11-20T12:12:00Z").turn().await;
    assert_eq!(addresses(&sent), ["club-worker"]);
    assert!(sent[0].text.contains("https://otklik.example.org/m/measures/"), "{}", sent[0].text);
    links::hand(&own(head, Role::Head), worker, &ids).await.unwrap();
    assert_eq!(addresses(&desk(&place.house).at("2026-11-20T12:21:00Z").turn().await), ["club-worker"]);
    assert_eq!(desk(&place.house).at("2026-11-20T12:31:00Z").turn().await, []);
}

#[tokio::test]
async fn letters_are_refused_by_one_press_and_for_good() {
    let place = Place::on("2026-11-20").await;
    planned(&place, &["2026-11-19"]).await;
    person(&place, 21, Role::Methodologist, true).await;
    let sent = desk(&place.house).turn().await;
    let link = sent[0].refused_at.clone().unwrap();
    let token = link.rsplit('/').next().unwrap();
    let told = letters::token_owner(&place.house, token).await.unwrap().unwrap();
    assert_eq!(told.email.as_deref(), Some("methodologist@example.org"));
    let mut wrong = token.to_owned();
    wrong.replace_range(63..64, if token.ends_with('0') { "1" } else { "0" });
    for token in [wrong.as_str(), "", "x", &token[..63]] {
        assert_eq!(letters::token_owner(&place.house, token).await.unwrap(), None, "{token}");
        let answer = letters::choose_by_token(&place.house, token, "never").await;
        assert!(matches!(answer, Err(Refusal::NotFound)), "{answer:?}");
    }
    assert!(letters::choose_by_token(&place.house, token, "sometimes").await.is_err());
    letters::choose_by_token(&place.house, token, "never").await.unwrap();
    assert_eq!(desk(&place.house).at("2026-11-27T12:00:00Z").turn().await, []);
}

#[tokio::test]
async fn a_calendar_link_stops_when_it_is_renewed() {
    let place = Place::on("2026-11-20").await;
    let keeper = person(&place, 21, Role::Methodologist, true).await;
    let ctx = place.house.ctx(Actor { person: Some(keeper), role: Some(Role::Methodologist), scope: Scope::Nowhere });
    let before = letters::calendar_secret(&ctx).await.unwrap();
    assert_eq!(letters::calendar_owner(&place.house, &before).await.unwrap().map(|p| p.id), Some(keeper));
    letters::renew_calendar(&ctx).await.unwrap();
    assert!(letters::calendar_owner(&place.house, &before).await.unwrap().is_none());
    let after = letters::calendar_secret(&ctx).await.unwrap();
    assert!(letters::calendar_owner(&place.house, &after).await.unwrap().is_some());
    assert!(letters::token_owner(&place.house, &after).await.unwrap().is_none(), "one link is not another");
}

#[tokio::test]
async fn a_handed_measure_is_told_to_its_worker_and_a_head_stands_in() {
    let place = Place::on("2026-11-20").await;
    let ids = planned(&place, &["2026-11-21", "2026-11-27"]).await;
    let worker = person(&place, 23, Role::ClubWorker, true).await;
    person(&place, 22, Role::Head, true).await;
    let pairs = [(place.organisation, ids[1])];
    place.scratch.store.keep_handed(&act("hand_measures"), worker, &pairs).await.unwrap();
    let sent = desk(&place.house).turn().await;
    assert_eq!(addresses(&sent), ["club-worker", "head"]);
    assert!(sent[0].text.contains("27.11.2026") && !sent[0].text.contains("21.11.2026"), "{}", sent[0].text);
    assert!(
        sent[1].text.contains("27.11.2026") && sent[1].text.contains("21.11.2026"),
        "nobody leads: {}",
        sent[1].text
    );
}

#[tokio::test]
async fn rules_and_post_are_an_administrators_to_change() {
    let place = Place::on("2026-11-20").await;
    let usual = letters::RulesTyped::from(&otklik_domain::reminder::Rules::default());
    let changed = letters::RulesTyped { soon_days: "3".into(), ..usual };
    let head = place.ctx(Role::Head);
    assert!(matches!(letters::keep_rules(&head, &changed).await, Err(Refusal::NotAllowed)));
    assert!(matches!(letters::post_settings(&head).await, Err(Refusal::NotAllowed)));
    let admin = place.ctx(Role::Administrator);
    letters::keep_rules(&admin, &changed).await.unwrap();
    assert_eq!(letters::rules(&admin).await.unwrap().soon_days, [3]);
    let post =
        PostSettings { host: "smtp.example.org".into(), from: "otklik@example.org".into(), ..Default::default() };
    assert!(matches!(letters::keep_post_settings(&admin, post.clone()).await, Err(Refusal::NotProved)));
    let proved = admin.clone().proved(Some(place.house.clock.now()));
    letters::keep_post_settings(&proved, post.clone()).await.unwrap();
    assert_eq!(letters::post_settings(&admin).await.unwrap(), post);
}

#[tokio::test]
async fn a_folder_keeps_letters_while_no_server_is_set() {
    let place = Place::on("2026-11-20").await;
    planned(&place, &["2026-11-19"]).await;
    person(&place, 21, Role::Methodologist, true).await;
    let folder = place.scratch.folder.path().join("letters");
    let mail = Mail { folder: folder.clone(), ..Mail::default() };
    let worker = Worker { house: house(&place.scratch, "2026-11-20"), mail, site: "https://o.example.org".to_owned() };
    worker.turn().await.unwrap();
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    let text = std::fs::read_to_string(&files[0]).unwrap();
    assert!(
        text.contains("To: =?utf-8?") && text.contains("List-Unsubscribe: <https://o.example.org/letters/"),
        "{text}"
    );
    assert_eq!(place.scratch.store.count_letters().await.unwrap(), [(LetterState::Sent, 1)]);
}

#[tokio::test]
async fn what_is_over_is_forgotten_within_the_hour() {
    let test = "what_is_over_is_forgotten_within_the_hour";
    for scratch in [Some(databases::sqlite().await), databases::postgres(test).await].into_iter().flatten() {
        let house = house(&scratch, "2026-11-22");
        let organisation = builders::organisation(1);
        scratch.store.keep_organisation(&act("create_organisation"), &organisation, None).await.unwrap();
        let place = Place { scratch, house, organisation: organisation.id };
        let person = person(&place, 1, Role::Administrator, false).await;
        let link = |n: u8, at: &str| otklik_app::record::LoginLink {
            hash: format!("{n:064}"),
            person,
            expires_at: at.parse().unwrap(),
            asks_code: false,
        };
        let store = &place.scratch.store;
        for (n, at) in [(1, "2026-11-22T10:30:00Z"), (2, "2026-11-22T12:30:00Z")] {
            store.keep_login_link(&act("make_login_link"), &link(n, at)).await.unwrap();
        }
        let early = "2026-11-22T09:00:00Z".parse().unwrap();
        let is_there = async |n: u8| store.find_login_link(&format!("{n:064}"), early).await.unwrap().is_some();
        for (moment, first, second) in [
            ("2026-11-22T10:05:00Z", true, true),
            ("2026-11-22T11:05:00Z", false, true),
            ("2026-11-22T11:05:00Z", false, true),
            ("2026-11-22T13:00:00Z", false, false),
        ] {
            desk(&place.house).at(moment).turn().await;
            assert_eq!((is_there(1).await, is_there(2).await), (first, second), "{moment}");
        }
    }
}
