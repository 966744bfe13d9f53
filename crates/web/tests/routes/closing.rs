//! The end of a round: the page that leads, what it refuses, what everybody sees of a published round.

use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_app::score as scores;
use otklik_domain::access::Role;

#[tokio::test]
async fn the_page_leads_from_answers_to_a_published_round() {
    let app = TestApp::new().await;
    let (round, slugs) = app.open_round().await;
    let path = format!("/cabinet/rounds/{round}/closing");
    assert_eq!(app.get(&path, "").await.location, "/enter");
    let founder = app.sign_in(Role::Founder).await;
    assert!(app.get(&format!("/cabinet/rounds/{round}"), &founder).await.text.contains(&path), "reachable");
    let page = app.get(&path, &founder).await;
    for words in ["Итоги оценки", "посчитано не всё, что известно: 2", "которых нет в реестре: 1", "Опросов в туре нет"]
    {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let nothing = app.post(&path, &founder, &[("action", "leap")]).await;
    assert_eq!(nothing.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", nothing.text);
    let counted = app.post(&path, &founder, &[("action", "count")]).await;
    assert_eq!(counted.location, format!("{path}?done=counted"), "{}", counted.text);
    let own = app.post(&path, &founder, &[("action", "approve")]).await;
    assert!(own.code == StatusCode::UNPROCESSABLE_ENTITY && own.text.contains("другой человек"), "{}", own.text);
    let council = app.sign_in(Role::Council).await;
    assert_eq!(app.post(&path, &council, &[("action", "count")]).await.code, StatusCode::FORBIDDEN);
    let approved = app.post(&path, &council, &[("action", "approve")]).await;
    assert_eq!(approved.location, format!("{path}?done=approved"), "{}", approved.text);
    assert!(app.get(&path, &founder).await.text.contains("Опубликовать утверждённое: 2"));
    let results = format!("/rounds/{round}");
    assert_eq!(app.get(&results, "").await.code, StatusCode::NOT_FOUND, "not before it is published");
    let published = app.post(&format!("/cabinet/rounds/{round}/publish"), &founder, &[]).await;
    assert_eq!(published.code, StatusCode::SEE_OTHER, "{}", published.text);
    let done = app.get(&path, &founder).await;
    assert!(
        done.text.contains("Опубликовано: 2") && done.text.contains(&format!("href=\"{results}\"")),
        "{}",
        done.text
    );

    let shown = app.get(&results, "").await;
    for words in ["2 организации, анкет: 236", "Из загруженных файлов", "меньше 10 человек", "SHA-256"]
    {
        assert!(shown.text.contains(words), "{words}: {}", shown.text);
    }
    for name in scores::FILES {
        let file = app.get(&format!("{results}/files?name={name}"), "").await;
        assert!(file.code == StatusCode::OK && !file.text.is_empty(), "{name}");
    }
    assert_eq!(app.get(&format!("{results}/files?name=people.csv"), "").await.code, StatusCode::NOT_FOUND);
    assert_eq!(app.get(&format!("{results}?version=7"), "").await.code, StatusCode::NOT_FOUND);
    assert!(app.get(&format!("/o/{}/score", slugs[0]), "").await.text.contains(&format!("href=\"{results}\"")));
    assert_eq!(app.get("/cabinet/rounds/nothing/closing", &founder).await.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_round_is_closed_from_the_page_and_a_stale_one_is_not() {
    let app = TestApp::new().await;
    let (round, _) = app.open_round().await;
    let path = format!("/cabinet/rounds/{round}/closing");
    let operator = app.sign_in(Role::Operator).await;
    let stale = app.post(&path, &operator, &[("action", "close"), ("version", "9")]).await;
    assert_eq!(stale.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", stale.text);
    let closed = app.post(&path, &operator, &[("action", "close"), ("version", "1")]).await;
    assert_eq!(closed.location, format!("{path}?done=round-closed"), "{}", closed.text);
    assert!(!app.get(&path, &operator).await.text.contains("Закрыть тур и опросы"));
}
