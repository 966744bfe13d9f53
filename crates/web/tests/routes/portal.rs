use crate::util::TestApp;
use axum::http::StatusCode;

#[tokio::test]
async fn an_empty_house_says_so() {
    let app = TestApp::new().await;
    let page = app.get("/", "").await;
    assert_eq!(page.code, StatusCode::OK);
    assert!(page.text.contains("Организаций пока нет"), "{}", page.text);
    assert!(page.policy.contains("default-src 'none'"));
}

#[tokio::test]
async fn a_published_plan_is_seen_by_everybody_without_surnames() {
    let app = TestApp::new().await;
    let (_, slug) = app.published().await;
    assert!(app.get("/", "").await.text.contains("Луговская библиотека"));
    let page = app.get(&format!("/o/{slug}/plan"), "").await;
    assert!(page.text.contains("Просрочено на 12 дней"), "{}", page.text);
    assert!(page.text.contains("Директор") && !page.text.contains("Линькова"), "{}", page.text);
    assert!(page.text.contains("в плане: «до 10.11.2026»"));
    assert!(app.get(&format!("/o/{slug}/plan?state=late"), "").await.text.contains("Показано 1 из 2"));
}

#[tokio::test]
async fn organisations_are_narrowed_by_kind() {
    let app = TestApp::new().await;
    for (name, kind) in [("Клуб у реки", "клуб"), ("Библиотека № 1", "библиотека"), ("Библиотека № 2", "Библиотека")]
    {
        let text = |text: &str| text.to_owned();
        let card = otklik_domain::registry::Card {
            name: text(name),
            kind: text(kind),
            sector: text("culture"),
            ..Default::default()
        };
        otklik_app::registry::create_organisation(&app.admin(), &card).await.unwrap();
    }
    let page = app.get("/", "").await.text;
    assert_eq!(page.matches(">Библиотека</option>").count(), 1, "one spelling of each kind: {page}");
    let escaped = "/?kind=%D0%B1%D0%98%D0%91%D0%9B%D0%98%D0%9E%D0%A2%D0%95%D0%9A%D0%90";
    let page = app.get(escaped, "").await.text;
    assert!(page.contains("№ 1") && page.contains("№ 2") && !page.contains("Клуб у реки"), "{page}");
    assert!(page.contains("selected>Библиотека</option>"), "{page}");
    let page = app.get("/?kind=circus", "").await.text;
    assert!(page.contains("Ничего не нашлось") && page.contains("selected>Circus</option>"), "{page}");
    let list = app.get(&escaped.replace("/?", "/api/v1/organisations?"), "").await.text;
    assert!(list.contains("№ 1") && list.contains("№ 2") && !list.contains("Клуб у реки"), "{list}");
}

#[tokio::test]
async fn what_is_not_there_is_a_page_of_its_own() {
    let app = TestApp::new().await;
    for path in ["/o/nobody", "/o/nobody/plan", "/o/nobody/score", "/nowhere", "/cabinet/nowhere"] {
        let page = app.get(path, "").await;
        assert_eq!(page.code, StatusCode::NOT_FOUND, "{path}");
        assert!(page.text.contains("<h1"), "{path}");
    }
}

#[tokio::test]
async fn settings_of_the_look_are_kept_in_a_cookie_and_lead_back_here_only() {
    let app = TestApp::new().await;
    let kept = app.post_raw("/vid", "", "size=150&scheme=wb&font=%22%3E&back=%2Fmethod".to_owned()).await;
    assert_eq!((kept.code, kept.location.as_str()), (StatusCode::SEE_OTHER, "/method"));
    assert!(kept.cookie.starts_with("vid=size:150.scheme:wb;"), "{}", kept.cookie);
    assert!(app.get("/method", "vid=size:150.scheme:wb").await.text.contains("data-size=\"150\" data-scheme=\"wb\""));
    assert_eq!(app.post_raw("/vid", "", "back=%2F%2Fevil".to_owned()).await.location, "/");
}

#[tokio::test]
async fn machines_are_answered() {
    let app = TestApp::new().await;
    assert_eq!(app.get("/healthz", "").await.text, "ok\n");
    assert_eq!(app.get("/readyz", "").await.text, "ok\n");
    assert_eq!(app.get("/assets/nothing.css", "").await.code, StatusCode::NOT_FOUND);
}
