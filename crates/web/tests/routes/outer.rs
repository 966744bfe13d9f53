use crate::util::TestApp;
use axum::Json;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::routing::get;
use otklik_app::people;
use otklik_app::record::{OuterAccount, OuterDoor};
use otklik_domain::access::Role;
use otklik_testkit::builders::{act, id, instant};
use otklik_web::Site;
use serde_json::json;
use tower::ServiceExt as _;

const SITE: &str = "https://otklik.example.org";
const CARD: [(&str, &str); 7] = [
    ("version", "0"),
    ("title", "портал области"),
    ("issuer", "http://id.example.org"),
    ("client_id", "otklik"),
    ("secret", "tajna"),
    ("trusted_steps", "mfa"),
    ("finds_by_email", "yes"),
];

/// A door that is open to a provider.
async fn open(app: &TestApp, issuer: &str) {
    let door = OuterDoor {
        id: "oidc".to_owned(),
        title: "портал области".to_owned(),
        issuer: issuer.to_owned(),
        client_id: "otklik".to_owned(),
        client_secret: Some("tajna".to_owned()),
        scopes: String::new(),
        trusted_steps: String::new(),
        finds_by_email: false,
        is_open: true,
    };
    app.house.store.keep_outer_door(&act("set_outer_door"), &door, None).await.unwrap();
}

/// A provider that describes itself and does nothing else.
async fn provider() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let described = json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/auth"), "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"), "response_types_supported": ["code"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["ES256"],
    });
    let router = axum::Router::new()
        .route("/.well-known/openid-configuration", get(async || Json(described)))
        .route("/jwks", get(async || Json(json!({ "keys": [] }))));
    tokio::spawn(async { axum::serve(listener, router).await });
    issuer
}

#[tokio::test]
async fn the_door_is_set_on_its_page_and_a_fault_keeps_everything_but_the_secret() {
    let mut app = TestApp::new().await;
    let admin = app.sign_in(Role::Administrator).await;
    assert!(app.get("/cabinet/people", &admin).await.text.contains("href=\"/cabinet/door\""));
    let page = app.get("/cabinet/door", &admin).await;
    assert!(page.text.contains("не задан адрес") && !page.text.contains("Убрать внешний вход"), "{}", page.text);
    let bad = app.post("/cabinet/door", &admin, &CARD).await;
    assert_eq!(bad.code, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in
        ["value=\"портал области\"", "value=\"http://id.example.org\"", "value=\"mfa\"", "href=\"#issuer\"", "checked"]
    {
        assert!(bad.text.contains(kept), "{kept} in {}", bad.text);
    }
    assert!(!bad.text.contains("tajna"));
    let mut card = CARD.to_vec();
    card[2].1 = "https://id.example.org";
    let kept = app.post("/cabinet/door", &admin, &card).await;
    assert_eq!(kept.location, "/cabinet/door?done=door-kept", "{}", kept.text);
    let page = app.get("/cabinet/door?done=door-kept", &admin).await;
    assert!(page.text.contains("Секрет записан") && !page.text.contains("tajna"), "{}", page.text);
    // A door that stays closed is not at the door; one cannot be opened where the site has no address.
    assert!(!app.get("/enter", "").await.text.contains("Войти через"));
    card[0].1 = "1";
    card.push(("is_open", "yes"));
    let nowhere = app.post("/cabinet/door", &admin, &card).await;
    assert!(nowhere.text.contains("задайте адрес сайта") && nowhere.text.contains("href=\"#is_open\""));
    let issuer = provider().await;
    app.move_to(SITE);
    card[2].1 = &issuer;
    let opened = app.post("/cabinet/door", &admin, &card).await;
    assert_eq!(opened.location, "/cabinet/door?done=door-kept", "{}", opened.text);
    let page = app.get("/cabinet/door", &admin).await;
    assert!(page.text.contains("https://otklik.example.org/enter/outer/back"), "{}", page.text);
    assert!(app.get("/enter", "").await.text.contains("Войти через портал области"));
    let stale = app.post("/cabinet/door/remove", &admin, &[("version", "1")]).await;
    assert_eq!(stale.code, StatusCode::CONFLICT);
    let gone = app.post("/cabinet/door/remove", &admin, &[("version", "2")]).await;
    assert_eq!(gone.location, "/cabinet/door?done=door-gone");
    assert!(!app.get("/enter", "").await.text.contains("Войти через"));
    let journal = app.get("/cabinet/journal", &admin).await;
    assert!(journal.text.contains("Изменён внешний вход") && !journal.text.contains("tajna"), "{}", journal.text);
}

#[tokio::test]
async fn a_provider_that_does_not_answer_leaves_the_other_ways() {
    let mut app = TestApp::new().await;
    app.move_to(SITE);
    open(&app, "http://127.0.0.1:1").await;
    let cookie = app.sign_in(Role::Head).await;
    for visitor in ["", &cookie] {
        let silent = app.get("/enter/outer", visitor).await;
        assert_eq!(silent.code, StatusCode::SERVICE_UNAVAILABLE);
        assert!(silent.text.contains("не отвечает") && silent.text.contains("href=\"#outer\""), "{}", silent.text);
        assert_eq!(silent.text.contains("name=\"password\""), visitor.is_empty());
        assert_eq!(silent.cookie, "");
    }
    let tie = app.post("/cabinet/me/outer", &cookie, &[]).await;
    assert_eq!(tie.code, StatusCode::SERVICE_UNAVAILABLE);
    assert!(tie.text.contains("Мой вход"), "{}", tie.text);
    for visitor in ["", &cookie] {
        let over = app.get("/enter/outer/back?code=x&state=y", visitor).await;
        assert_eq!(over.code, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(over.text.contains("начат в другом браузере"), "{}", over.text);
    }
}

#[tokio::test]
async fn who_sets_out_carries_a_ticket_that_only_this_site_reads() {
    let app = TestApp::new().await;
    let issuer = provider().await;
    open(&app, &issuer).await;
    let site = Site { is_https: true, origin: Some(SITE.to_owned()), ..Site::default() };
    let router = otklik_web::router(site, app.house.clone());
    let request = Request::get("/enter/outer").header("host", "evil.example.org").body(Body::empty()).unwrap();
    let answer = router.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    let (cookie, location) = (header("set-cookie"), header("location"));
    for part in ["__Host-outer=", "; Path=/;", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(location.starts_with(&format!("{issuer}/auth?")), "{location}");
    let back = "redirect_uri=https%3A%2F%2Fotklik.example.org%2Fenter%2Fouter%2Fback";
    for part in [back, "code_challenge_method=S256", "nonce=", "state=", "scope=openid"] {
        assert!(location.contains(part), "{part} in {location}");
    }
    assert_eq!(header("cache-control"), "no-store");
}

#[tokio::test]
async fn an_invitation_and_ones_own_page_lead_out_over_a_page_of_their_own() {
    let mut app = TestApp::new().await;
    app.move_to(SITE);
    let issuer = provider().await;
    open(&app, &issuer).await;
    let person = people::add(&app.house, "Ильина Анна", Role::Methodologist).await.unwrap();
    let link = format!("/enter/{}", people::link_for(&app.house, person).await.unwrap());
    assert!(app.get(&link, "").await.text.contains("Принять через портал области"));
    let out = app.post_raw(&format!("{link}/outer"), "", String::new()).await;
    assert_eq!(out.code, StatusCode::OK);
    assert!(out.text.contains("http-equiv=\"refresh\"") && out.text.contains(&format!("{issuer}/auth?")));
    assert!(out.cookie.starts_with("outer="), "{}", out.cookie);
    let over = app.post_raw("/enter/0000/outer", "", String::new()).await;
    assert_eq!(over.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(over.text.contains("Ссылка уже не действует"));
    let cookie = app.sign_in(Role::Head).await;
    let me = app.get("/cabinet/me", &cookie).await;
    assert!(me.text.contains("Не привязана") && me.text.contains("Привязать через портал области"), "{}", me.text);
    assert!(app.post("/cabinet/me/outer", &cookie, &[]).await.text.contains(&format!("{issuer}/auth?")));
    assert!(!app.get("/cabinet/me/proof", &cookie).await.text.contains("Подтвердить через"));
    assert_eq!(app.post_raw("/cabinet/me/outer", &cookie, String::new()).await.code, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_tied_account_is_shown_untied_and_proves_who_one_is() {
    let mut app = TestApp::new().await;
    app.move_to(SITE);
    let issuer = provider().await;
    open(&app, &issuer).await;
    let person = people::add(&app.house, "Ильина Анна", Role::Head).await.unwrap();
    let link = people::link_for(&app.house, person).await.unwrap();
    let cookie = format!("visit={}", people::enter(&app.house, &link).await.unwrap());
    for (number, subject) in [(1, "sub-1"), (2, "sub-2")] {
        let account = OuterAccount {
            id: id(14, number),
            issuer: issuer.clone(),
            subject: subject.to_owned(),
            person,
            name: format!("ilina-{number}"),
            at: instant(0),
            used_at: None,
        };
        app.house.store.keep_outer_account(&act("tie_outer_account"), &account).await.unwrap();
    }
    let me = app.get("/cabinet/me", &cookie).await;
    assert!(me.text.contains("ilina-1") && me.text.contains("ilina-2"), "{}", me.text);
    let proof = app.get("/cabinet/me/proof?back=/cabinet/keys", &cookie).await;
    assert!(proof.text.contains("Подтвердить через портал области") && !proof.text.contains("name=\"password\""));
    let out = app.post("/cabinet/me/proof/outer", &cookie, &[("back", "https://evil.example.org")]).await;
    assert!(out.text.contains("prompt=login") && !out.text.contains("evil"), "{}", out.text);
    let untie = |number| format!("/cabinet/me/outer/{}/untie", id(14, number));
    assert_eq!(app.post(&untie(1), &cookie, &[]).await.location, "/cabinet/me?done=outer-untied");
    assert_eq!(app.post(&untie(1), &cookie, &[]).await.code, StatusCode::NOT_FOUND);
    let last = app.post(&untie(2), &cookie, &[]).await;
    assert_eq!(last.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(last.text.contains("единственный вход") && last.text.contains("href=\"#outer\""), "{}", last.text);
}
