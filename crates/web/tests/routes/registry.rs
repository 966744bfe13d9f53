use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_domain::access::Role;

#[tokio::test]
async fn a_card_at_fault_comes_back_with_what_was_typed() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let fields = [("name", "МБУК «Новый дом»"), ("inn", "123"), ("sector", "culture")];
    let page = app.post("/cabinet/organisations/new", &cookie, &fields).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("Новый дом") && page.text.contains("href=\"#inn\""), "{}", page.text);
}

#[tokio::test]
async fn an_organisation_is_made_closed_and_opened_again() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let made = app.post("/cabinet/organisations/new", &cookie, &[("name", "Дом ремёсел"), ("sector", "culture")]).await;
    let path = made.location.split('?').next().unwrap().to_owned();
    let closed = app.post(&format!("{path}/close"), &cookie, &[("version", "1"), ("on", "01.09.2026")]).await;
    assert!(closed.location.contains("organisation-closed"), "{}", closed.text);
    assert!(app.get(&path, &cookie).await.text.contains("закрыта 1 сентября 2026 года"));
    let open = app.post(&format!("{path}/reopen"), &cookie, &[("version", "2")]).await;
    assert_eq!(open.code, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_may_not_edit_the_registry_is_told_so() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Council).await;
    assert_eq!(app.get("/cabinet/organisations/new", &cookie).await.code, StatusCode::FORBIDDEN);
    assert_eq!(app.get("/cabinet/organisations", &cookie).await.code, StatusCode::OK);
}

#[tokio::test]
async fn founders_territories_and_branches_are_kept_on_pages() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let territory = [("name", "Озёрный район"), ("kind", "район")];
    let kept = app.post("/cabinet/places/territories", &cookie, &territory).await;
    assert!(kept.location.ends_with("?done=kept"), "{}", kept.text);
    let wrong = [("name", "Управление культуры"), ("inn", "12")];
    let page = app.post("/cabinet/places/founders", &cookie, &wrong).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text.contains("value=\"Управление культуры\"") && page.text.contains("<title>Ошибка"),
        "{}",
        page.text
    );
    app.post("/cabinet/places/founders", &cookie, &[("name", "Управление культуры")]).await;
    let page = app.get("/cabinet/places", &cookie).await.text;
    assert!(page.contains("Озёрный район, район") && page.contains("Управление культуры"), "{page}");
    let worker = app.sign_in(Role::ClubWorker).await;
    assert_eq!(app.get("/cabinet/places", &worker).await.code, StatusCode::FORBIDDEN);
    assert_eq!(app.get("/cabinet/places", "").await.location, "/enter");
}

#[tokio::test]
async fn a_branch_is_renamed_and_closed() {
    let app = TestApp::new().await;
    app.published().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let list = app.get("/cabinet/organisations", &cookie).await.text;
    let card = format!("/cabinet/organisations/0{}", between(&list, "href=\"/cabinet/organisations/0"));
    app.post(&format!("{card}/branches"), &cookie, &[("branch", "Клуб в Заречье")]).await;
    let page = app.get(&card, &cookie).await.text;
    let form = format!("{card}/branches/{}", between(&page, &format!("{card}/branches/")));
    let version = between(page.split(&form).nth(1).unwrap(), "name=\"version\" value=\"");
    let bad = [("version", version.as_str()), ("branch", "Клуб"), ("branch_closed", "вчера")];
    assert_eq!(app.post(&form, &cookie, &bad).await.code, StatusCode::UNPROCESSABLE_ENTITY);
    let good = [("version", version.as_str()), ("branch", "Клуб у реки"), ("branch_closed", "01.09.2024")];
    let kept = app.post(&form, &cookie, &good).await;
    assert!(kept.location.ends_with("?done=kept"), "{}", kept.text);
    assert!(app.get(&card, &cookie).await.text.contains("Клуб у реки, закрыт 1 сентября 2024"));
}

/// Presses twice with an edition that is over, looks at what is shown, then decides.
async fn check_stale(app: &TestApp, cookie: &str, pages: (&str, &str), seen: &[(&str, &str)], shown: &[&str]) {
    let (list, path) = pages;
    let theirs = [seen, &[("name", "Название другого")]].concat();
    assert_eq!(app.post(path, cookie, &theirs).await.code, StatusCode::SEE_OTHER);
    let name = format!("Моё {path}");
    let mine = [seen, &[("name", name.as_str())]].concat();
    let mut page = String::new();
    for _ in 0..2 {
        let answer = app.post(path, cookie, &mine).await;
        assert_eq!(answer.code, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", answer.text);
        page = answer.text;
        assert!(page.contains(&name) && page.contains("поверх чужого"), "{path}: {page}");
        assert!(shown.iter().all(|said| page.contains(said)), "{path}: {page}");
    }
    assert!(!app.get(list, cookie).await.text.contains(&name), "{path}: nothing is overwritten");
    let now = between(&page, "name=\"over\" type=\"checkbox\" value=\"");
    let decided = app.post(path, cookie, &[&mine[..], &[("over", &now)]].concat()).await;
    assert_eq!(decided.code, StatusCode::SEE_OTHER, "{path}: {}", decided.text);
    assert!(app.get(list, cookie).await.text.contains(&name), "{path}");
}

#[tokio::test]
async fn a_second_press_after_somebody_elses_change_of_the_registry_overwrites_nothing_silently() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let list = "/cabinet/places";
    for (path, name, label) in [
        ("/cabinet/places/founders", "Управление культуры", "Название учредителя</dt>"),
        ("/cabinet/places/territories", "Озёрный район", "Название территории</dt>"),
    ] {
        app.post(path, &cookie, &[("name", name)]).await;
        let page = app.get(list, &cookie).await.text;
        let form = page.split(&format!("action=\"{path}\"")).nth(1).unwrap();
        let (id, version) = (between(form, "name=\"id\" value=\""), between(form, "name=\"version\" value=\""));
        let seen = [("id", id.as_str()), ("version", version.as_str())];
        check_stale(&app, &cookie, (list, path), &seen, &["«Название другого»", label]).await;
    }
    let made = app.post("/cabinet/organisations/new", &cookie, &[("name", "Клуб"), ("sector", "culture")]).await;
    let path = made.location.split('?').next().unwrap().to_owned();
    let seen = [("sector", "culture"), ("version", "1")];
    let shown = ["«Название другого»", "Полное название, как в уставе</dt>"];
    check_stale(&app, &cookie, (&path, &path), &seen, &shown).await;
}

fn between(html: &str, piece: &str) -> String {
    html.split(piece).nth(1).and_then(|t| t.split('"').next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_list_that_was_shown_is_kept_without_choosing_the_file_again() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let csv = "Название;ИНН;Сфера\nМБУК «Дом ремёсел»;;культура\n";
    let path = "/cabinet/organisations/import";
    let shown = app.post_parts(path, &cookie, &[("file", Some("list.csv"), csv)]).await;
    assert!(shown.text.contains("новая организация"), "{}", shown.text);
    assert!(!app.get("/", "").await.text.contains("Дом ремёсел"), "nothing is kept yet");
    let kept = between(&shown.text, "name=\"kept\" value=\"");
    let parts = [("kept", None, kept.as_str()), ("kept_name", None, "list.csv"), ("action", None, "keep")];
    let done = app.post_parts(path, &cookie, &parts).await;
    assert!(done.location.ends_with("?done=imported"), "{}", done.text);
    assert!(app.get("/", "").await.text.contains("Дом ремёсел"));
    let broken = [("kept", None, "zz"), ("action", None, "keep")];
    assert_eq!(app.post_parts(path, &cookie, &broken).await.code, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_organisation_is_rated_elsewhere_by_its_own_number() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let mut fields = vec![("name", "Дом ремёсел"), ("sector", "culture"), ("bus_gov_id", "сто")];
    let page = app.post("/cabinet/organisations/new", &cookie, &fields).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text.contains("не похоже на номер bus.gov.ru") && page.text.contains("value=\"сто\""),
        "{}",
        page.text
    );
    fields[2].1 = "https://bus.gov.ru/qrcode/rate/232690";
    fields.push(("poll_link", "https://forms.example/e/2579/?ap_orgcode=95"));
    let made = app.post("/cabinet/organisations/new", &cookie, &fields).await;
    assert_eq!(made.code, StatusCode::SEE_OTHER, "{}", made.text);
    let page = app.get("/o/dom-remyosel", "").await.text;
    let page = if page.contains("Оцените нас") { page } else { app.get("/o/dom-remesel", "").await.text };
    for wanted in ["href=\"https://bus.gov.ru/qrcode/rate/232690\"", "https://forms.example/e/2579/?ap_orgcode=95"] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert!(!app.get("/", "").await.text.contains("Оцените нас"));
}
