//! From score to plan by pages: a register, a plan of it, what mends what, a measure for many, the catalogue.

use crate::util::{TestApp, values};
use axum::http::StatusCode;
use otklik_domain::access::Role;
use otklik_domain::ids::OrganisationId;
use otklik_domain::registry::Organisation;
use otklik_testkit::builders;

async fn organisation(app: &TestApp, name: &str) -> OrganisationId {
    let all = otklik_app::network::givable(&app.admin(), &Default::default()).await.unwrap();
    all.into_iter().find(|it| it.name == name).unwrap().id
}

/// A round whose registers are made, somebody who gives measures, and two organisations to give them to.
async fn with_registers() -> (TestApp, String, [String; 2]) {
    let app = TestApp::new().await;
    let (round, _) = app.open_round().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    otklik_app::shortcomings::make_registers(&app.admin(), round, None).await.unwrap();
    let both = [organisation(&app, "Первая").await.to_string(), organisation(&app, "Вторая").await.to_string()];
    (app, cookie, both)
}

#[tokio::test]
async fn a_register_becomes_a_plan_in_one_step() {
    let app = TestApp::new().await;
    let (round, _) = app.open_round().await;
    let id = organisation(&app, "Первая").await;
    let path = format!("/cabinet/organisations/{id}/shortcomings");
    assert_eq!(app.get(&path, "").await.location, "/enter");
    let cookie = app.sign_in(Role::Methodologist).await;
    assert!(app.get(&path, &cookie).await.text.contains("Реестр ещё не составлен"));
    let empty = app.post(&path, &cookie, &[("action", "plan"), ("round", &round.to_string())]).await;
    assert_eq!(empty.code, StatusCode::UNPROCESSABLE_ENTITY);
    let made = app.post(&path, &cookie, &[("action", "make"), ("round", &round.to_string())]).await;
    assert!(made.location.ends_with("done=register-made"), "{}", made.text);
    let again = app.post(&path, &cookie, &[("action", "make"), ("round", &round.to_string())]).await;
    assert!(again.location.ends_with("done=register-same"), "{}", again.location);
    let page = app.get(&path, &cookie).await.text;
    assert!(page.contains("1 из 1 организации") && page.contains("Обычно:"), "{page}");
    // A typed one: faults keep what was typed.
    let wrong = app.post(&path, &cookie, &[("action", "write"), ("found", "Нет пандуса у крыльца")]).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Нет пандуса у крыльца") && wrong.text.contains("href=\"#source\""), "{}", wrong.text);
    let (round, fields) =
        (round.to_string(), [("source", "appeal"), ("found", "Нет пандуса у крыльца"), ("indicator", "3.1")]);
    let written = [&[("action", "write"), ("round", round.as_str()), ("reference", "№ 17")][..], &fields].concat();
    assert!(app.post(&path, &cookie, &written).await.location.ends_with("done=written"));
    let page = app.get(&path, &cookie).await.text;
    assert!(page.contains("обращение гражданина · № 17"), "{page}");
    let ticks = values(&page, "mend");
    let mut plan: Vec<(&str, &str)> = vec![("action", "plan"), ("round", &round), ("year", "2027")];
    plan.extend(ticks.iter().map(|id| ("mend", id.as_str())));
    let bad = [&plan[..2], &[("year", "скоро")], &plan[3..]].concat();
    let bad = app.post(&path, &cookie, &bad).await;
    assert!(bad.code == StatusCode::UNPROCESSABLE_ENTITY && bad.text.contains("value=\"скоро\""), "{}", bad.text);
    let drafted = app.post(&path, &cookie, &plan).await;
    assert!(drafted.location.starts_with("/cabinet/plans/"), "{}", drafted.text);
    let plan_id = drafted.location.trim_start_matches("/cabinet/plans/").split('?').next().unwrap().to_owned();
    let measures = otklik_app::plans::plan(&app.admin(), plan_id.parse().unwrap()).await.unwrap();
    assert!(
        measures.draft.measures.len() > 5 && measures.draft.measures.len() < ticks.len(),
        "grouped by typical measures"
    );
    let criteria: Vec<_> = measures.draft.measures.iter().map(|it| it.criterion).collect();
    assert!(criteria.is_sorted(), "{criteria:?}");
    assert!(measures.draft.measures.iter().all(|it| it.executors.is_empty() && it.deadline.is_some()));
    assert!(measures.draft.measures.iter().all(|it| it.basis.as_deref().unwrap_or_default().contains("2026")));
    let page = app.get(&path, &cookie).await.text;
    assert!(page.contains("Мера есть у каждого"), "{page}");
    // What the plan brings is reckoned by the register's ties.
    let effect = app.get(&format!("/cabinet/rounds/{round}/o/{id}/plan"), &cookie).await.text;
    assert!(
        effect.contains("По реестру недостатков: строк") && effect.contains("Если выполнить связанные меры"),
        "{effect}"
    );
    let council = app.sign_in(Role::Council).await;
    assert_eq!(app.post(&path, &council, &plan).await.code, StatusCode::FORBIDDEN);
    assert!(!app.get(&path, &council).await.text.contains("Составить проект плана"));
    // Ties are edited on the measure's side.
    let measure = measures.measures[0].id;
    let ties = format!("/cabinet/measures/{measure}/shortcomings");
    let all = values(&app.get(&ties, &cookie).await.text, "mends");
    assert!(all.len() >= ticks.len());
    assert_eq!(app.post(&ties, &cookie, &[("mends", &all[1])]).await.code, StatusCode::SEE_OTHER);
    let page = app.get(&ties, &cookie).await.text;
    assert_eq!(page.matches(" checked").count(), 1, "{page}");
}

#[tokio::test]
async fn what_an_earlier_round_found_is_said_to_be_found_again() {
    let app = TestApp::new().await;
    app.open_round().await;
    let ctx = app.admin();
    let card = otklik_app::score::RoundCard::new("culture", 2027);
    let next = otklik_app::score::open_round(&ctx, &card).await.unwrap();
    app.same_inputs(next, "Первая").await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let of_round = format!("/cabinet/rounds/{next}/shortcomings");
    assert!(app.post(&of_round, &cookie, &[]).await.location.ends_with("done=register-made"));
    let id = organisation(&app, "Первая").await;
    let page = app.get(&format!("/cabinet/organisations/{id}/shortcomings"), &cookie).await.text;
    assert!(page.contains("повторно: был в 2026"), "{page}");
    let page = app.get(&of_round, &cookie).await.text;
    assert!(page.contains("1 из 1 организации") && page.contains("data-label=\"Из них повторно:\">1"), "{page}");
    // Who answers for others sees nothing of it.
    let other = organisation(&app, "Вторая").await.to_string();
    let foreign = app.sign_in_at(Role::Head, &other).await;
    assert_eq!(
        app.get(&format!("/cabinet/organisations/{id}/shortcomings"), &foreign).await.code,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn what_is_set_aside_stays_and_comes_back() {
    let app = TestApp::new().await;
    let (round, _) = app.open_round().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let of_round = format!("/cabinet/rounds/{round}/shortcomings");
    assert!(app.get(&of_round, &cookie).await.text.contains("Реестры ещё не составлены"));
    assert!(app.post(&of_round, &cookie, &[]).await.location.ends_with("done=register-made"));
    let page = app.get(&of_round, &cookie).await.text;
    assert!(page.contains("2 из 2 организаций") && page.contains("1 из 2 организаций"), "{page}");
    let one = page.split("href=\"/cabinet/shortcomings/").nth(1).unwrap().split('"').next().unwrap();
    let path = format!("/cabinet/shortcomings/{one}");
    let bare = app.post(&path, &cookie, &[("version", "1"), ("reason", " ")]).await;
    assert!(bare.code == StatusCode::UNPROCESSABLE_ENTITY && bare.text.contains("Напишите, почему"), "{}", bare.text);
    let aside = [("version", "1"), ("reason", "Здание арендуется")];
    assert_eq!(app.post(&path, &cookie, &aside).await.code, StatusCode::SEE_OTHER);
    let page = app.get(&path, &cookie).await.text;
    assert!(page.contains("Отложен") && page.contains("Здание арендуется"), "{page}");
    let late = app.post(&path, &cookie, &aside).await;
    assert_eq!(late.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", late.text);
    assert!(app.post(&of_round, &cookie, &[]).await.location.ends_with("done=register-same"), "aside stays aside");
    let back = [("version", "2"), ("action", "return")];
    assert_eq!(app.post(&path, &cookie, &back).await.code, StatusCode::SEE_OTHER);
    assert!(app.get(&path, &cookie).await.text.contains("Нет меры"));
    let nowhere = format!("/cabinet/shortcomings/{}", uuid::Uuid::nil());
    assert_eq!(app.get(&nowhere, &cookie).await.code, StatusCode::NOT_FOUND);
    let auditor = app.sign_in(Role::Auditor).await;
    assert_eq!(app.post(&path, &auditor, &aside).await.code, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn one_measure_is_given_to_many_and_changed_where_it_is_not_done() {
    let (app, cookie, [first, second]) = with_registers().await;
    let words = [
        ("text", "Закупить таблички шрифтом Брайля"),
        ("term", "до 1 сентября 2027 года"),
        ("indicator", "3.2"),
        ("about", "item:services.braille"),
    ];
    let nobody = app.post("/cabinet/network/new", &cookie, &words).await;
    assert_eq!(nobody.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nobody.text.contains("Закупить таблички") && nobody.text.contains("href=\"#organisations\""),
        "{}",
        nobody.text
    );
    let wordless =
        app.post("/cabinet/network/new", &cookie, &[("organisation", &first), ("term", "абракадабра")]).await;
    assert!(wordless.text.contains("value=\"абракадабра\"") && wordless.text.contains(" checked"), "{}", wordless.text);
    let given = [&words[..], &[("organisation", first.as_str()), ("organisation", second.as_str())]].concat();
    let path = app.post("/cabinet/network/new", &cookie, &given).await.location;
    let path = path.split('?').next().unwrap().to_owned();
    assert!(path.starts_with("/cabinet/network/"), "{path}");
    let page = app.get(&path, &cookie).await.text;
    assert!(page.contains("Сделано 0 из 2") && page.contains("не назначен"), "{page}");
    assert!(app.get("/cabinet/network", &cookie).await.text.contains("2 организации"));
    // One of them is done.
    let id: otklik_domain::ids::NetworkId = path.rsplit('/').next().unwrap().parse().unwrap();
    let view = otklik_app::network::network(&app.admin(), id).await.unwrap();
    let done = view.parts[0].measure.value.id;
    let step =
        otklik_app::measures::StepTyped {
            to: "reported".into(), done: "Установили".into(), ..Default::default()
        };
    app.plans_at(otklik_domain::plan::life::Stage::Approved).await;
    otklik_app::measures::record_execution(&app.admin(), done, view.parts[0].measure.version, &step).await.unwrap();
    assert!(app.get(&path, &cookie).await.text.contains("Сделано 1 из 2"));
    // Words of a draft change without a reason.
    app.plans_at(otklik_domain::plan::life::Stage::Draft).await;
    let change = [
        ("version", "1"),
        ("text", "Закупить и установить таблички"),
        ("term", "до 1 октября 2027 года"),
        ("year", "2027"),
    ];
    let preview = app.post(&path, &cookie, &change).await;
    assert_eq!(preview.code, StatusCode::OK);
    assert!(
        preview.text.contains("сделано: остаётся как есть")
            && preview.text.contains("вместо «до 1 сентября 2027 года»"),
        "{}",
        preview.text
    );
    let parts = values(&preview.text, "part");
    assert_eq!(parts.len(), 1);
    let wrong = app.post(&path, &cookie, &[("version", "1"), ("text", ""), ("term", "до 1 октября")]).await;
    assert!(wrong.code == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("до 1 октября"), "{}", wrong.text);
    let apply = [&change[..], &[("action", "apply"), ("part", parts[0].as_str())]].concat();
    assert!(app.post(&path, &cookie, &apply).await.location.ends_with("done=network-changed"));
    let page = app.get(&path, &cookie).await.text;
    assert!(page.contains("Своими словами: Закупить таблички") && page.contains("до 1 октября 2027 года"), "{page}");
    let stale = app.post(&path, &cookie, &apply).await;
    assert_eq!(stale.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", stale.text);
    let more = app
        .post("/cabinet/network/new", &cookie, &[("more", &id.to_string()), ("version", "2"), ("organisation", &first)])
        .await;
    assert_eq!(more.code, StatusCode::UNPROCESSABLE_ENTITY, "it has a part already");
    let council = app.sign_in(Role::Council).await;
    assert!(!app.get(&path, &council).await.text.contains("Изменить слова"));
    assert_eq!(app.post(&path, &council, &change).await.code, StatusCode::FORBIDDEN);
    let nowhere = format!("/cabinet/network/{}", uuid::Uuid::nil());
    assert_eq!(app.get(&nowhere, &cookie).await.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_second_measure_for_the_same_thing_is_given_only_to_who_was_ticked() {
    let (app, cookie, [first, second]) = with_registers().await;
    let asked = |text: &'static str, more: &[(&'static str, &str)]| {
        let words = [("text", text), ("term", "до 1 сентября 2027 года"), ("about", "item:services.braille")];
        let own = |(name, value): &(&'static str, &str)| (*name, (*value).to_owned());
        words.iter().map(|(name, value)| (*name, (*value).to_owned())).chain(more.iter().map(own)).collect::<Vec<_>>()
    };
    let post = async |fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        app.post("/cabinet/network/new", &cookie, &fields).await
    };
    let one = [("organisation", first.as_str())];
    assert!(post(asked("Закупить таблички", &one)).await.location.ends_with("done=network-given"));

    // Other words, the same shortcoming: shown with what is there, and nothing is given yet.
    let both = [("organisation", first.as_str()), ("organisation", second.as_str())];
    let shown = post(asked("Повесить таблички", &both)).await;
    assert_eq!(shown.code, StatusCode::OK, "{}", shown.text);
    for words in [
        "Такое мероприятие уже есть: 1 организация из отмеченных 2",
        "Ещё ничего не поручено",
        "Закупить таблички</a>, до 1 сентября 2027 года · Не начато",
        "Повесить таблички",
    ] {
        assert!(shown.text.contains(words), "{words}: {}", shown.text);
    }
    assert_eq!(values(&shown.text, "shown"), std::slice::from_ref(&first));
    let n_networks = async || otklik_app::network::networks(&app.admin()).await.unwrap().len();
    assert_eq!(n_networks().await, 1);

    // Skipped unless ticked, and that is said.
    let skipped = post(asked("Повесить таблички", &[&both[..], &[("shown", first.as_str())]].concat())).await;
    assert!(skipped.location.ends_with("done=network-given-some"), "{} {}", skipped.location, skipped.text);
    let page = app.get(&skipped.location, &cookie).await.text;
    assert!(page.contains("Сделано 0 из 1") && page.contains("пропущены"), "{page}");

    // Now both have one: nobody is left unless a second one is wanted.
    let seen = [&both[..], &[("shown", first.as_str()), ("shown", second.as_str())]].concat();
    let nobody = post(asked("Починить таблички", &seen)).await;
    assert_eq!(nobody.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.text.contains("href=\"#second\"") && nobody.text.contains("отметьте, кому поручить второе"));
    let wanted = post(asked("Починить таблички", &[&seen[..], &[("second", first.as_str())]].concat())).await;
    let page = app.get(&wanted.location, &cookie).await.text;
    assert!(page.contains("Сделано 0 из 1") && page.contains("Первая"), "{page}");

    // «Всем найденным» ticks whoever the filter finds, and nobody when it finds nobody.
    let all = post(asked("Вымыть окна", &[("all", "1"), ("q", "Нет такой")])).await;
    assert_eq!(all.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(all.text.contains("организаций нет") && all.text.contains("value=\"Нет такой\""), "{}", all.text);
    let all = post(asked("Вымыть окна", &[("all", "1")])).await;
    assert_eq!(all.code, StatusCode::OK);
    assert!(all.text.contains("уже есть: 2 организации из отмеченных 2"), "{}", all.text);
    assert_eq!(all.text.matches("name=\"organisation\" type=\"checkbox\"").count(), 2);
    assert_eq!(all.text.matches(" checked").count(), 2);

    // The same words without a named shortcoming are a second one too; what was given up is to be done anew.
    let bare =
        |text: &'static str| asked(text, &both).into_iter().filter(|(name, _)| *name != "about").collect::<Vec<_>>();
    assert!(post(bare("«починить  таблички»")).await.text.contains("уже есть: 1 организация"));
    assert!(post(bare("Покрасить забор")).await.location.ends_with("done=network-given"));
}

#[tokio::test]
async fn many_organisations_stand_by_the_page_and_ticks_come_along() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let mut ids = Vec::new();
    for n in 1..=60 {
        let club = Organisation { name: format!("Клуб {n:02}"), short_name: None, ..builders::organisation(n) };
        app.house.store.keep_organisation(&builders::act("create_organisation"), &club, None).await.unwrap();
        ids.push(club.id.to_string());
    }
    let post = async |fields: &[(&str, &str)]| app.post("/cabinet/network/new", &cookie, fields).await;
    let n_boxes = |text: &str| text.matches("name=\"organisation\" type=\"checkbox\"").count();
    let first = app.get("/cabinet/network/new", &cookie).await.text;
    assert_eq!(n_boxes(&first), 50);
    for words in ["Показаны 1–50 из 60", "Всем найденным: 60 организаций", "Следующие 10"]
    {
        assert!(first.contains(words), "{words}: {first}");
    }

    // Another page, and another filter, lose neither words nor ticks; nothing is checked before it is given.
    let words = [("text", "Вымыть окна"), ("term", "абракадабра"), ("organisation", ids[0].as_str())];
    let second = post(&[&words[..], &[("page", "1"), ("look", "2")]].concat()).await;
    assert_eq!((second.code, n_boxes(&second.text)), (StatusCode::OK, 11));
    for kept in [
        "Показаны 51–60 из 60",
        "здесь не показаны: 1 организация",
        "value=\"абракадабра\"",
        "Вымыть окна",
        "Предыдущие",
    ] {
        assert!(second.text.contains(kept), "{kept}: {}", second.text);
    }
    let found = post(&[&words[..], &[("page", "2"), ("look", "1"), ("q", "клуб 07")]].concat()).await;
    assert!(
        found.text.contains("Клуб 07") && found.text.contains("здесь не показаны: 1 организация"),
        "{}",
        found.text
    );
    assert!(!found.text.contains("Клуб 08") && !found.text.contains("Показаны "), "{}", found.text);

    // All that were found stays ticked on the way, and means all of them and who was ticked besides.
    let all = [
        ("text", "Вымыть окна"),
        ("term", "до 1 сентября 2029 года"),
        ("about", "item:services.braille"),
        ("all", "1"),
    ];
    let looked = post(&[&all[..], &[("look", "2")]].concat()).await.text;
    assert!(looked.contains("id=\"o-all\" name=\"all\" type=\"checkbox\" value=\"1\" checked"), "{looked}");
    assert!(!looked.contains("здесь не показаны"), "{looked}");
    // Each word is looked for apart: 0 stands in 01–09 and in 10, 20, … 60.
    let some = post(&[&all[..], &[("q", "Клуб 0"), ("organisation", ids[58].as_str())]].concat()).await;
    let page = app.get(&some.location, &cookie).await.text;
    assert!(page.contains("Сделано 0 из 16") && page.contains("Клуб 59"), "{} {page}", some.text);
    // A new plan is of the year its term names, and its row says which shortcoming it mends: it only wants an executor.
    let measure = page.split("/cabinet/measures/").nth(1).unwrap().split('"').next().unwrap();
    let measure = app.house.store.find_measure(measure.parse().unwrap()).await.unwrap().unwrap().value;
    let rows = app.get(&format!("/cabinet/plans/{}/rows", measure.plan), &cookie).await.text;
    assert!(rows.contains("на 2029 год") && rows.contains("Брайля"), "{rows}");
    let way = app.get(&format!("/cabinet/plans/{}/way", measure.plan), &cookie).await.text;
    assert!(!way.contains("не назван недостаток") && way.contains("не назван исполнитель"), "{way}");
    assert!(way.contains("Дополнить строки") && !way.contains("/send"), "{way}");
    let rest = post(&all).await;
    assert!(rest.text.contains("уже есть: 16 организаций из отмеченных 60"), "{}", rest.text);
    let shown: Vec<(&str, &str)> = all.into_iter().chain(ids.iter().map(|id| ("shown", id.as_str()))).collect();
    let page = app.get(&post(&shown).await.location, &cookie).await.text;
    assert!(page.contains("Сделано 0 из 44"), "{page}");
}

#[tokio::test]
async fn a_house_adds_typical_measures_of_its_own() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let page = app.get("/cabinet/catalogue", &cookie).await.text;
    assert!(page.contains("предложения, не норма") && page.contains("шрифтом Брайля"), "{page}");
    assert_eq!(app.get("/cabinet/catalogue?sector=nothing", &cookie).await.code, StatusCode::NOT_FOUND);
    let wrong = [("sector", "culture"), ("text", "Поставить кулер"), ("term", "абракадабра"), ("cost_from", "много")];
    let wrong = app.post("/cabinet/catalogue", &cookie, &wrong).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    for said in
        ["value=\"абракадабра\"", "href=\"#term\"", "href=\"#proof\"", "href=\"#covers\"", "href=\"#cost_from\""]
    {
        assert!(wrong.text.contains(said), "{said} is not in {}", wrong.text);
    }
    let entry = [
        ("sector", "culture"),
        ("covers", "comfort.water"),
        ("text", "Кулер от районного поставщика"),
        ("proof", "photo"),
        ("proof_words", "Фото кулера"),
        ("term", "до 1 мая {year} года"),
        ("cost_to", "12 000"),
    ];
    assert_eq!(app.post("/cabinet/catalogue", &cookie, &entry).await.code, StatusCode::SEE_OTHER);
    let page = app.get("/cabinet/catalogue", &cookie).await.text;
    assert!(page.contains("Кулер от районного поставщика") && page.contains("запись вашей организации"), "{page}");
    let id = values(&page, "entry").remove(0);
    let offer = [("action", "offer"), ("sector", "culture"), ("entry", &id), ("version", "1"), ("retired", "1")];
    assert_eq!(app.post("/cabinet/catalogue", &cookie, &offer).await.code, StatusCode::SEE_OTHER);
    assert!(app.get("/cabinet/catalogue", &cookie).await.text.contains("больше не предлагается"));
}
