//! Affairs of today, letters and their settings, refusing letters without a password, calendars and news.

use crate::util::{Answer, TestApp};
use axum::http::StatusCode;
use otklik_app::post::{Mail, Memory};
use otklik_app::record::Person;
use otklik_domain::access::Role;
use otklik_domain::ids::PersonId;
use otklik_domain::plan::life::Stage;
use otklik_testkit::builders::act;
use std::sync::Arc;

/// The value of the first hidden field of a name.
fn hidden(page: &Answer, name: &str) -> String {
    let begin = format!("name=\"{name}\" value=\"");
    let rest = page.text.split(&begin).nth(1).unwrap_or_else(|| panic!("{name}: {}", page.text));
    rest.split('"').next().unwrap().to_owned()
}

/// Everybody gets an address; gives the id of the last person.
async fn with_addresses(app: &TestApp) -> PersonId {
    let mut last = None;
    for kept in app.house.store.list_people().await.unwrap() {
        let person = Person { email: Some("anna@example.org".to_owned()), ..kept.value };
        app.house.store.keep_person(&act("edit_person"), &person, Some(kept.version)).await.unwrap();
        last = Some(person.id);
    }
    last.unwrap()
}

#[tokio::test]
async fn an_affair_is_put_off_and_comes_back() {
    let app = TestApp::new().await;
    app.published().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let page = app.get("/cabinet", &cookie).await;
    assert!(page.text.contains("Просрочено: ") && page.text.contains("Ждёт вас: "), "{}", page.text);
    let subject = hidden(&page, "subject");
    assert!(subject.starts_with("late:"), "{subject}");
    let off = [("subject", subject.as_str()), ("until", "2026-11-30")];
    let refused = [("subject", subject.as_str()), ("until", "2026-11-22")];
    let page = app.post("/cabinet/affairs/later", &cookie, &refused).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text.contains("value=\"2026-11-22\"") && page.text.contains("href=\"#until-late-0\""),
        "{}",
        page.text
    );
    assert_eq!(app.post("/cabinet/affairs/later", &cookie, &off).await.location, "/cabinet?done=put-off");
    let page = app.get("/cabinet", &cookie).await;
    assert!(!page.text.contains(&subject) && page.text.contains("Отложено и прочитано: 1"), "{}", page.text);
    let list = app.get("/cabinet/affairs", &cookie).await;
    assert!(list.text.contains("до 30 ноября 2026"), "{}", list.text);
    let other = app.sign_in(Role::Methodologist).await;
    assert!(app.get("/cabinet", &other).await.text.contains(&subject), "another person's desk is their own");
    let back = app.post("/cabinet/affairs", &cookie, &[("subject", &subject)]).await;
    assert_eq!(back.location, "/cabinet/affairs?done=back-again");
    assert!(app.get("/cabinet", &cookie).await.text.contains(&subject));
    let read = app.post("/cabinet/affairs/read", &cookie, &[("subject", &subject)]).await;
    assert_eq!(read.location, "/cabinet?done=read");
    assert!(!app.get("/cabinet", &cookie).await.text.contains(&subject));
    let nothing = app.post("/cabinet/affairs/read", &cookie, &[("subject", "war:and:peace")]).await;
    assert_eq!(nothing.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn reports_and_turns_stand_among_affairs() {
    let app = TestApp::new().await;
    app.published().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let page = app.get("/cabinet", &cookie).await;
    for wanted in [
        "Отчёты за период не отправлены: 1",
        "Отчёт за III квартал 2026 года",
        "Срок был 15.10.2026",
        "/report?period=2026-Q3\"",
    ] {
        assert!(page.text.contains(wanted), "{wanted}\n{}", page.text);
    }
    let asked = otklik_app::record::RegisterQuery {
        view: otklik_app::record::View::Working,
        ..otklik_app::record::RegisterQuery::on(app.admin().today())
    };
    let first = otklik_app::record::PageAsked::first(1);
    let rows = app.house.store.list_register(&asked, &first).await.unwrap().items;
    let turn = |is_proof| otklik_app::record::MeasureTurn {
        organisation: rows[0].organisation,
        measure: rows[0].id,
        is_proof,
        tells_from: "2026-11-01".parse().unwrap(),
        asks_until: "2026-12-31".parse().unwrap(),
        missed_on: Some("2026-09-30".parse().unwrap()),
    };
    for (is_proof, name, title) in
        [(true, "proof", "Пора обновить подтверждение: 1"), (false, "turns", "Регулярные меры: пора отметить: 1")]
    {
        app.house.store.keep_turns(&[turn(is_proof)], &[]).await.unwrap();
        let page = app.get("/cabinet", &cookie).await;
        assert!(page.text.contains(title) && page.text.contains("Ждём до 31.12.2026"), "{}", page.text);
        let list = app.get(&format!("/cabinet/register?state={name}"), &cookie).await;
        assert!(list.text.contains(&format!("/cabinet/measures/{}", rows[0].id)), "{}", list.text);
        let council = app.sign_in(Role::Council).await;
        assert!(!app.get("/cabinet", &council).await.text.contains(title));
    }
}

#[tokio::test]
async fn work_on_a_draft_is_refused_with_what_to_do() {
    let app = TestApp::new().await;
    let (plan, _) = app.published().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let id = app.house.store.list_measures(plan.parse().unwrap()).await.unwrap()[1].value.id;
    let path = format!("/cabinet/measures/{id}");
    assert!(app.get(&path, &cookie).await.text.contains("Отметить исполнение"));
    for (stage, words) in [
        (Stage::Draft, "Отправьте план учредителю"),
        (Stage::Sent, "когда учредитель утвердит его"),
        (Stage::Closed, "внесите в новый план"),
    ] {
        app.plans_at(stage).await;
        let page = app.get(&path, &cookie).await;
        assert!(page.text.contains("Исполнение пока не отмечают") && page.text.contains(words), "{}", page.text);
        let typed = [("version", "1"), ("to", "reported"), ("done", "Стенд обновили в фойе")];
        let refused = app.post(&format!("{path}/step"), &cookie, &typed).await;
        assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(words), "{}", refused.text);
    }
}

#[tokio::test]
async fn who_records_nothing_has_no_measures_among_affairs() {
    let app = TestApp::new().await;
    app.published().await;
    for role in [Role::Council, Role::Operator, Role::Auditor] {
        let cookie = app.sign_in(role).await;
        let page = app.get("/cabinet", &cookie).await;
        assert!(!page.text.contains("late:"), "{role:?}");
    }
}

#[tokio::test]
async fn settings_of_letters_keep_what_was_typed_and_refuse_what_cannot_be() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let head = app.sign_in(Role::Head).await;
    let path = "/cabinet/letters/settings";
    assert_eq!(app.get(path, &head).await.code, StatusCode::FORBIDDEN);
    let page = app.get(path, &cookie).await;
    assert!(page.text.contains("14, 7, 1, 0") && page.text.contains("Сейчас пароля нет"), "{}", page.text);
    let wrong = [
        ("soon_days", "скоро"),
        ("repeat_days", "7"),
        ("head_after", "5"),
        ("founder_after", "15"),
        ("from", "08:00"),
        ("to", "07:00"),
        ("weekday", "1"),
    ];
    let page = app.post(path, &cookie, &wrong).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    for wanted in ["<title>Ошибка", "href=\"#soon_days\"", "href=\"#from\"", "value=\"скоро\"", "value=\"07:00\""]
    {
        assert!(page.text.contains(wanted), "{wanted}\n{}", page.text);
    }
    let right = [
        ("soon_days", "10, 3"),
        ("repeat_days", "7"),
        ("head_after", "5"),
        ("founder_after", "15"),
        ("from", "09:00"),
        ("to", "18:00"),
        ("weekday", "5"),
    ];
    assert_eq!(app.post(path, &cookie, &right).await.location, "/cabinet/letters/settings?done=kept");
    assert!(app.get(path, &cookie).await.text.contains("value=\"10, 3\""));
    let post = [
        ("host", "smtp.example.org"),
        ("port", "0"),
        ("security", "none"),
        ("user", "me"),
        ("sender", "nobody"),
        ("sender_name", "Отклик"),
    ];
    let page = app.post("/cabinet/letters/post", &cookie, &post).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    for wanted in ["href=\"#port\"", "href=\"#sender\"", "href=\"#security\"", "value=\"nobody\""] {
        assert!(page.text.contains(wanted), "{wanted}\n{}", page.text);
    }
}

#[tokio::test]
async fn a_trial_letter_goes_or_says_why() {
    let mut app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let page = app.post("/cabinet/letters/trial", &cookie, &[]).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("нет адреса почты"), "{}", page.text);
    with_addresses(&app).await;
    let memory = Arc::new(Memory::default());
    app.write_by(Mail { memory: Some(memory.clone()), ..Mail::default() });
    let sent = app.post("/cabinet/letters/trial", &cookie, &[]).await;
    assert_eq!(sent.location, "/cabinet/letters/settings?done=trial");
    assert_eq!(memory.take()[0].address, "anna@example.org");
    let why = otklik_app::post::PostFault::Unreachable("Сервер почты не отвечает".to_owned());
    memory.refuse(Some(why));
    let page = app.post("/cabinet/letters/trial", &cookie, &[]).await;
    assert!(page.text.contains("Письмо не ушло. Сервер почты не отвечает"), "{}", page.text);
}

#[tokio::test]
async fn letters_are_refused_without_a_password() {
    let app = TestApp::new().await;
    app.published().await;
    app.sign_in(Role::Methodologist).await;
    let person = with_addresses(&app).await;
    let memory = Arc::new(Memory::default());
    let mail = Mail { memory: Some(memory.clone()), ..Mail::default() };
    // The clock of these tests stands on a Sunday; on this Wednesday something is late for two weeks.
    let clock = Arc::new(otklik_app::FixedClock("2026-11-25T09:00:00Z".parse().unwrap()));
    let house = otklik_app::House { clock, ..app.house.clone() };
    let site = "http://otklik".to_owned();
    otklik_app::jobs::Worker { house, mail, site }.turn().await.unwrap();
    let letter = memory.take().pop().expect("a letter");
    let path = letter.refused_at.unwrap().replace("http://otklik", "");
    let page = app.get(&path, "").await;
    assert!(page.text.contains("a***@example.org") && !page.text.contains("anna@"), "{}", page.text);
    assert!(!page.text.contains(&format!("back={}", path.replace('/', "%2F"))), "{}", page.text);
    assert_eq!(app.post_raw(&path, "", "pace=often".to_owned()).await.code, StatusCode::UNPROCESSABLE_ENTITY);
    let press = app.post_raw(&path, "", "List-Unsubscribe=One-Click".to_owned()).await;
    assert_eq!(press.code, StatusCode::SEE_OTHER);
    assert!(app.get(&path, "").await.text.contains("больше не приходят"));
    // By the worker's clock every visit before it is over.
    let link = otklik_app::people::link_for(&app.house, person).await.unwrap();
    let cookie = format!("visit={}", otklik_app::people::enter(&app.house, &link).await.unwrap());
    assert!(app.get("/cabinet/me/letters", &cookie).await.text.contains("value=\"never\" selected"));
    assert_eq!(app.get("/letters/0000", "").await.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_outbox_shows_what_happened_to_letters() {
    let app = TestApp::new().await;
    app.published().await;
    let cookie = app.sign_in(Role::Administrator).await;
    app.sign_in(Role::Methodologist).await;
    assert!(app.get("/cabinet/letters", &cookie).await.text.contains("Таких писем нет"));
    with_addresses(&app).await;
    let clock = Arc::new(otklik_app::FixedClock("2026-11-25T09:00:00Z".parse().unwrap()));
    let house = otklik_app::House { clock, ..app.house.clone() };
    let memory = Arc::new(Memory::default());
    memory.refuse(Some(otklik_app::post::PostFault::Rejected("Нет такого ящика".to_owned())));
    let mail = Mail { memory: Some(memory.clone()), ..Mail::default() };
    otklik_app::jobs::Worker { house, mail, site: "http://otklik".to_owned() }.turn().await.unwrap();
    // By the worker's clock the visit of three days ago is over.
    let cookie = app.sign_in(Role::Administrator).await;
    let page = app.get("/cabinet/letters?state=failed", &cookie).await;
    assert!(page.text.contains("Нет такого ящика") && page.text.contains("Не ушли: 1"), "{}", page.text);
    assert!(app.get("/cabinet", &cookie).await.text.contains("Писем не ушло: 1"));
    let path = page.text.split("action=\"/cabinet/letters/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let again = app.post(&format!("/cabinet/letters/{path}"), &cookie, &[]).await;
    assert_eq!(again.location, "/cabinet/letters?done=letter-again");
    assert!(app.get("/cabinet/letters?state=waiting", &cookie).await.text.contains("ждёт"));
}

#[tokio::test]
async fn a_calendar_is_read_by_its_link_until_it_is_renewed() {
    let app = TestApp::new().await;
    let (_, slug) = app.published().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let link = |page: &Answer| {
        let rest = page.text.split("/calendar/").nth(1).unwrap().to_owned();
        format!("/calendar/{}", rest.split('<').next().unwrap())
    };
    let own = link(&app.get("/cabinet/me/letters", &cookie).await);
    let calendar = app.get(&own, "").await;
    assert!(
        calendar.text.starts_with("BEGIN:VCALENDAR\r\n") && calendar.text.contains("BEGIN:VEVENT"),
        "{}",
        calendar.text
    );
    assert_eq!(calendar.text, app.get(&own, "").await.text, "the same day reads the same");
    let renewed = app.post("/cabinet/me/calendar/renew", &cookie, &[]).await;
    assert_eq!(renewed.location, "/cabinet/me/letters?done=calendar-renewed");
    assert_eq!(app.get(&own, "").await.code, StatusCode::NOT_FOUND);
    assert_ne!(link(&app.get("/cabinet/me/letters", &cookie).await), own);
    let plan = app.get(&format!("/o/{slug}/plan/calendar.ics"), "").await;
    assert!(plan.text.contains("UID:") && !plan.text.contains("ATTENDEE"), "{}", plan.text);
    assert_eq!(app.get("/o/net-takoy/plan/calendar.ics", "").await.code, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/calendar/x.ics", "").await.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn news_tell_what_was_published_and_nothing_else() {
    let mut app = TestApp::new().await;
    app.draft().await;
    app.move_to("https://otklik.example.org");
    let empty = app.get("/feed.atom", "").await;
    assert!(!empty.text.contains("<entry>"), "{}", empty.text);
    let (_, slug) = app.published().await;
    for path in ["/feed.atom".to_owned(), format!("/o/{slug}/feed.atom")] {
        let feed = app.get(&path, "").await;
        assert_eq!(feed.text.matches("<entry>").count(), 1, "{path}: {}", feed.text);
        assert!(feed.text.contains(&format!("href=\"https://otklik.example.org/o/{slug}/plan\"")), "{}", feed.text);
        assert!(feed.text.contains("<id>tag:otklik.example.org,2026-11-22:plan/"), "{}", feed.text);
    }
    assert!(app.get("/", "").await.text.contains("application/atom+xml"));
    assert_eq!(app.get("/o/net-takoy/feed.atom", "").await.code, StatusCode::NOT_FOUND);
}
