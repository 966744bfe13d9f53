//! The matrix by pages: who has not shown a photo, one step for many, taken back while nobody went on.

use crate::util::{TestApp, values};
use axum::http::StatusCode;
use otklik_app::network::{self, NetworkTyped};
use otklik_app::record::{Person, PersonState};
use otklik_domain::access::Role;
use otklik_domain::ids::{NetworkId, OrganisationId, PersonId};
use otklik_testkit::builders;

/// One measure that every organisation has in its approved plan.
async fn a_ramp_for_all(app: &TestApp) -> (NetworkId, Vec<OrganisationId>) {
    let all = network::givable(&app.admin(), &Default::default()).await.unwrap();
    let ids: Vec<_> = all.iter().map(|it| it.id).collect();
    let typed = NetworkTyped {
        text: "Оборудовать пандус".into(),
        term: "до 1 сентября 2030 года".into(),
        ..Default::default()
    };
    let id = network::write_network(&app.admin(), &typed, &ids).await.unwrap();
    app.plans_at(otklik_domain::plan::life::Stage::Approved).await;
    (id, ids)
}

#[tokio::test]
async fn one_step_for_many_is_shown_taken_and_taken_back() {
    let app = TestApp::new().await;
    app.open_round().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    assert!(app.get("/cabinet/matrix", &cookie).await.text.contains("Здесь встречаются меры и организации"));
    let (id, _) = a_ramp_for_all(&app).await;
    // From the first page of the cabinet: the matrix, then those without a photo.
    assert!(app.get("/cabinet", &cookie).await.text.contains("href=\"/cabinet/matrix\""));
    let page = app.get("/cabinet/matrix", &cookie).await.text;
    assert!(
        page.contains("Оборудовать пандус") && page.contains("Без фото: 2") && page.contains("Не начато: Первая"),
        "{page}"
    );
    let row = format!("/cabinet/matrix/row?row=network%3A{id}&only=no-photo");
    let page = app.get(&row, &cookie).await.text;
    assert!(page.contains("Ещё не прислали фото: 2"), "{page}");
    assert!(app.get("/cabinet/matrix?only=late", &cookie).await.text.contains("Здесь встречаются"), "nothing is late");
    let measures = values(&page, "measure");
    assert_eq!(measures.len(), 2);
    let row_name = format!("network:{id}");
    let with = |more: &[(&'static str, String)]| {
        let mut fields = vec![("row", row_name.clone())];
        fields.extend(more.iter().cloned());
        fields
    };
    let post = async |fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        app.post("/cabinet/matrix/step", &cookie, &fields).await
    };
    let ticks: Vec<(&'static str, String)> = measures.iter().map(|id| ("measure", id.clone())).collect();
    let nothing = post(with(&[("to", "in_work".into())])).await;
    assert!(
        nothing.code == StatusCode::UNPROCESSABLE_ENTITY && nothing.text.contains("href=\"#measures\""),
        "{}",
        nothing.text
    );
    let wordless = [&ticks[..1], &[("to", "moved".into()), ("term", "до 1 марта 2031 года".into())]].concat();
    let wordless = post(with(&wordless)).await;
    assert_eq!(wordless.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wordless.text.contains("до 1 марта 2031 года") && wordless.text.contains("href=\"#reason\""),
        "{}",
        wordless.text
    );
    let early = post(with(&[&ticks[..], &[("to", "confirmed".into())]].concat())).await;
    assert!(early.text.contains("Ни одна мера не может сделать этот шаг"), "{}", early.text);
    let preview = post(with(&[&ticks[..], &[("to", "in_work".into())]].concat())).await;
    assert!(preview.text.contains("Изменится мер: 2"), "{}", preview.text);
    let seen: Vec<(&'static str, String)> =
        values(&preview.text, "seen").into_iter().map(|value| ("seen", value)).collect();
    let apply = with(&[&seen[..], &[("to", "in_work".into()), ("action", "apply".into())]].concat());
    let taken = post(apply.clone()).await.location;
    assert!(taken.starts_with("/cabinet/matrix/acts/"), "{taken}");
    let late = post(apply).await;
    assert_eq!(late.code, StatusCode::UNPROCESSABLE_ENTITY, "the measures were changed since");
    let act = taken.split('?').next().unwrap().to_owned();
    let page = app.get(&act, &cookie).await.text;
    assert!(page.contains("в работе") && page.contains("Отменить для всех"), "{page}");
    let other = app.sign_in(Role::Administrator).await;
    assert!(app.get(&act, &other).await.text.contains("Отменить может тот, кто сделал"));
    assert_eq!(app.post(&act, &other, &[("version", "1")]).await.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.post(&act, &cookie, &[("version", "1")]).await.code, StatusCode::SEE_OTHER);
    let page = app.get(&act, &cookie).await.text;
    assert!(page.contains("не начато") && page.contains("Уже отменено"), "{page}");
    // A moved term that is taken back moved nothing, and the measure says so.
    let moving = [
        &ticks[..],
        &[("to", "moved".into()), ("term", "до 1 марта 2031 года".into()), ("reason", "Нет денег".into())],
    ];
    let preview = post(with(&moving.concat())).await;
    let seen: Vec<(&'static str, String)> =
        values(&preview.text, "seen").into_iter().map(|value| ("seen", value)).collect();
    let taken = post(with(&[&seen[..], moving[1], &[("action", "apply".into())]].concat())).await.location;
    let measure = format!("/cabinet/measures/{}", measures[0]);
    assert!(app.get(&measure, &cookie).await.text.contains("Переносы срока"));
    let act = taken.split('?').next().unwrap().to_owned();
    assert_eq!(app.post(&act, &cookie, &[("version", "1")]).await.code, StatusCode::SEE_OTHER);
    let page = app.get(&measure, &cookie).await.text;
    assert!(!page.contains("Переносы срока") && page.contains("Общий шаг отменён"), "{page}");
    assert!(
        page.contains("href=\"/cabinet/plans/") && page.contains(&format!("href=\"/cabinet/network/{id}\"")),
        "{page}"
    );
    // A moved term comes back too, but not when somebody went on meanwhile.
    let moved = [
        &ticks[..],
        &[("to", "moved".into()), ("term", "до 1 марта 2031 года".into()), ("reason", "Нет денег".into())],
    ];
    let preview = post(with(&moved.concat())).await;
    let seen: Vec<(&'static str, String)> =
        values(&preview.text, "seen").into_iter().map(|value| ("seen", value)).collect();
    let moved = [&seen[..], moved[1], &[("action", "apply".into())]].concat();
    let act = post(with(&moved)).await.location.split('?').next().unwrap().to_owned();
    let first = measures[0].parse().unwrap();
    let now = otklik_app::measures::measure(&app.admin(), first).await.unwrap();
    assert_eq!(now.record.due_on.map(|day| day.to_string()).as_deref(), Some("2031-03-03"));
    let step = otklik_app::measures::StepTyped { to: "in_work".into(), ..Default::default() };
    otklik_app::measures::record_execution(&app.admin(), first, now.version, &step).await.unwrap();
    let late = app.post(&act, &cookie, &[("version", "1")]).await;
    assert!(
        late.code == StatusCode::UNPROCESSABLE_ENTITY && late.text.contains("после этого изменили мер: 1"),
        "{}",
        late.text
    );
    let council = app.sign_in(Role::Council).await;
    assert!(!app.get(&row, &council).await.text.contains("Посмотреть, что изменится"));
    assert_eq!(app.post("/cabinet/matrix/step", &council, &[("to", "in_work")]).await.code, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn those_who_answer_are_reminded_once_a_day() {
    let app = TestApp::new().await;
    app.open_round().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let (id, ids) = a_ramp_for_all(&app).await;
    let head = |number: u64, organisation, email: Option<&str>| Person {
        id: PersonId(builders::id(12, number)),
        name: format!("Заведующая {number}"),
        login: None,
        role: Role::Head.name().to_owned(),
        organisation: Some(organisation),
        state: PersonState::Active,
        at: builders::instant(0),
        email: email.map(ToOwned::to_owned),
    };
    for person in [head(71, ids[0], Some("first@example.org")), head(72, ids[1], None)] {
        app.house.store.keep_person(&builders::act("add_person"), &person, None).await.unwrap();
    }
    let row = format!("/cabinet/matrix/row?row=network%3A{id}");
    let ticks: Vec<(&str, String)> =
        values(&app.get(&row, &cookie).await.text, "measure").into_iter().map(|id| ("measure", id)).collect();
    let row_name = format!("network:{id}");
    let post = async |more: Vec<(&str, String)>| {
        let fields = [vec![("row", row_name.clone()), ("to", "remind".to_owned())], more].concat();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        app.post("/cabinet/matrix/step", &cookie, &fields).await
    };
    let preview = post(ticks.clone()).await;
    for wanted in [
        "Уйдёт писем: 1",
        "Заведующая 71, руководитель",
        "получит одно письмо",
        "нет адреса почты: увидит, когда войдёт",
    ] {
        assert!(preview.text.contains(wanted), "{wanted}\n{}", preview.text);
    }
    let apply = |page: &str| -> Vec<(&str, String)> {
        let seen = values(page, "seen").into_iter().map(|value| ("seen", value));
        seen.chain([("action", "apply".to_owned())]).collect()
    };
    let fields = apply(&preview.text);
    assert_eq!(fields.len(), 3, "both are reminded of");
    let taken = post(fields.clone()).await.location;
    let act = taken.split('?').next().unwrap().to_owned();
    assert!(act.starts_with("/cabinet/matrix/acts/"), "{taken}");
    let again = post(ticks.clone()).await;
    assert!(again.text.contains("Напоминать не о чем") && again.text.contains("уже напомнили 22.11"), "{}", again.text);
    let twice = post(fields.clone()).await;
    assert!(twice.code == StatusCode::UNPROCESSABLE_ENTITY && twice.text.contains("уже напомнили"), "{}", twice.text);
    let page = app.get(&act, &cookie).await.text;
    assert!(page.contains("Напомнить ответственным, писем: 1") && page.contains("не ушло ни одно письмо"), "{page}");
    assert_eq!(app.post(&act, &cookie, &[("version", "1")]).await.code, StatusCode::SEE_OTHER);
    assert!(app.get(&act, &cookie).await.text.contains("Уже отменено"));
    assert_eq!(post(fields).await.code, StatusCode::SEE_OTHER);
    let memory = std::sync::Arc::new(otklik_app::post::Memory::default());
    let mail = otklik_app::post::Mail { memory: Some(memory.clone()), ..Default::default() };
    let mut later = app.house.clone();
    later.clock = std::sync::Arc::new(otklik_app::FixedClock("2026-11-23T12:00:00Z".parse().unwrap()));
    let worker = otklik_app::jobs::Worker { house: later.clone(), mail, site: "https://o.example.org".to_owned() };
    worker.turn().await.unwrap();
    let sent = memory.take();
    let reminded: Vec<_> = sent.iter().filter(|letter| letter.subject.contains("вам напоминают: 1 мера")).collect();
    assert!(reminded.len() == 1 && reminded[0].text.contains("Оборудовать пандус"), "{sent:?}");
}
