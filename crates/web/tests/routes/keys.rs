use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_app::people;
use otklik_domain::access::Role;

fn secret_of(html: &str) -> &str {
    html.split("id=\"key\">").nth(1).and_then(|t| t.split('<').next()).unwrap_or_default()
}

#[tokio::test]
async fn a_key_is_made_shown_once_used_and_taken_back() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let made = app.post("/cabinet/keys", &cookie, &[("name", "Сайт управления")]).await;
    let secret = secret_of(&made.text).to_owned();
    assert_eq!((made.code, secret.len()), (StatusCode::OK, 64), "{}", made.text);
    let page = app.get("/cabinet/keys", &cookie).await;
    assert!(page.text.contains("Сайт управления") && !page.text.contains(&secret));
    assert!(people::bearer(&app.house, &secret).await.unwrap().is_some());
    let path = page.text.split("action=\"/cabinet/keys/").nth(1).and_then(|t| t.split('"').next()).unwrap();
    let gone = app.post(&format!("/cabinet/keys/{path}"), &cookie, &[]).await;
    assert_eq!(gone.location, "/cabinet/keys?done=revoked");
    assert!(people::bearer(&app.house, &secret).await.unwrap().is_none());
    assert!(app.get("/cabinet/keys", &cookie).await.text.contains("отозван"));
}

#[tokio::test]
async fn a_key_needs_a_name_and_an_owner() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let refused = app.post("/cabinet/keys", &cookie, &[("name", " ")]).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("href=\"#name\""), "{}", refused.text);
    assert_eq!(app.get("/cabinet/keys", "").await.code, StatusCode::SEE_OTHER);
    for id in ["x", "00000000-0000-0000-0000-000000000000"] {
        let nowhere = app.post(&format!("/cabinet/keys/{id}/revoke"), &cookie, &[]).await;
        assert_eq!(nowhere.code, StatusCode::NOT_FOUND, "{id}");
    }
}

#[tokio::test]
async fn figures_of_the_house_are_not_for_the_street() {
    let app = TestApp::new().await;
    assert_eq!(app.get("/metrics", "").await.code, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/readyz", "").await.text, "ok\n");
}
