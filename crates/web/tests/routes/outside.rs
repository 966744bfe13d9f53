//! What others measured: the page of an organisation, the pasted list, what everybody sees.

use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_domain::access::Role;

#[tokio::test]
async fn figures_are_written_shown_to_everybody_and_taken_out() {
    let app = TestApp::new().await;
    let card = otklik_domain::registry::Card {
        name: "Дом культуры".to_owned(),
        sector: "culture".to_owned(),
        ..Default::default()
    };
    let made = otklik_app::registry::create_organisation(&app.admin(), &card).await.unwrap();
    let path = format!("/cabinet/organisations/{}/outside", made.id);
    let public = format!("/o/{}", made.slug);
    assert_eq!(app.get(&path, "").await.location, "/enter");
    let cookie = app.sign_in(Role::Operator).await;
    assert!(app.get(&path, &cookie).await.text.contains("В балл они не входят"));
    assert!(!app.get(&public, "").await.text.contains("Что измерили другие"));
    let wrong = app.post(&path, &cookie, &[("source", "bus-gov"), ("on", "завтра"), ("value", "4,7")]).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("value=\"завтра\"") && wrong.text.contains("href=\"#on\""), "{}", wrong.text);
    let fields = [("source", "bus-gov"), ("on", "31.10.2026"), ("value", "4,7"), ("link", "https://bus.gov.ru/x")];
    assert_eq!(app.post(&path, &cookie, &fields).await.code, StatusCode::SEE_OTHER);
    let page = app.get(&path, &cookie).await;
    assert!(page.text.contains("4,7 из 5") && page.text.contains("шкала от 1 до 5"), "{}", page.text);
    let seen = app.get(&public, "").await;
    assert!(seen.text.contains("Что измерили другие") && seen.text.contains("4,7 из 5"), "{}", seen.text);
    let figure = page.text.split("name=\"figure\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let gone = app.post(&path, &cookie, &[("action", "remove"), ("figure", figure), ("version", "1")]).await;
    assert_eq!(gone.code, StatusCode::SEE_OTHER, "{}", gone.text);
    let auditor = app.sign_in(Role::Auditor).await;
    assert_eq!(app.post(&path, &auditor, &fields).await.code, StatusCode::FORBIDDEN);
    assert!(!app.get(&path, &auditor).await.text.contains("Записать показание"));
    let nowhere = format!("/cabinet/organisations/{}/outside", uuid::Uuid::nil());
    assert_eq!(app.get(&nowhere, &cookie).await.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_list_is_pasted() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Operator).await;
    assert_eq!(app.get("/cabinet/outside", "").await.location, "/enter");
    let wrong = app.post("/cabinet/outside", &cookie, &[("list", "Никто;bus.gov.ru;31.10.2026;4,7")]).await;
    assert!(
        wrong.code == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("Никто;bus.gov.ru"),
        "{}",
        wrong.text
    );
    let council = app.sign_in(Role::Council).await;
    assert_eq!(app.get("/cabinet/outside", &council).await.code, StatusCode::FORBIDDEN);
}
