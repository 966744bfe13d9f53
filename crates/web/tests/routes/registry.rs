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
