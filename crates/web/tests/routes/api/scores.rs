//! Scores of the interface, held against the document.

use super::{Api, Ask};
use axum::http::StatusCode;

#[tokio::test]
async fn published_scores_are_listed_shown_and_explained() {
    let api = Api::new().await;
    assert_eq!(api.get("/scores", "").await.value["items"].as_array().map(Vec::len), Some(0));
    let slugs = api.app.published_round().await;
    let rounds = api.get("/rounds", "").await;
    assert_eq!(rounds.text("/items/0/rulebook/name"), "culture");
    let round = rounds.text("/items/0/id").to_owned();
    let published = api.get(&format!("/rounds/{round}/publication"), "").await;
    assert_eq!((published.value["respondents"].as_u64(), published.text("/files/0/name")), (Some(236), "answers.csv"));
    assert_eq!(api.get(&format!("/rounds/{round}/files?name=sums.csv&version=1"), "").await.code, StatusCode::OK);
    for path in [format!("/rounds/{round}/files?name=x"), format!("/rounds/{round}/publication?version=9")] {
        assert_eq!(api.get(&path, "").await.code, StatusCode::NOT_FOUND, "{path}");
    }
    let wrong = api.get(&format!("/rounds/{round}/publication?version=x"), "").await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    let first = api.get("/scores?limit=1", "").await;
    assert_eq!((first.text("/items/0/total"), first.text("/items/0/criteria/3")), ("89.08", "59.40"));
    let rest = api.get(&format!("/scores?limit=1&after={}", first.text("/next")), "").await;
    assert!(rest.value["next"].is_null() && rest.text("/items/0/slug") == slugs[1], "{}", rest.value);
    let own = api.get(&format!("/scores?organisation={}&year=2026", slugs[0]), "").await;
    let id = own.text("/items/0/id").to_owned();
    let shown = api.get(&format!("/scores/{id}"), "").await;
    assert_eq!((shown.text("/indicators/1.1"), shown.text("/state")), ("86", "published"));
    let told = api.get(&format!("/scores/{id}/explanation"), "").await;
    assert_eq!(told.text("/explanation/children/0/children/0/about"), "indicator 1.1");
    assert_eq!(told.value["is_whole"], false);
    let path = format!("/scores/{id}");
    let headers = vec![("if-none-match", shown.header("etag"))];
    let again = api.send(Ask { method: "GET", path: &path, headers, ..Ask::default() }).await;
    assert_eq!(again.code, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn what_is_not_a_score_is_not_found_or_not_taken() {
    let api = Api::new().await;
    for path in ["/scores/x", "/scores/018f0000-0000-7000-8000-000000000000/explanation"] {
        assert_eq!(api.get(path, "").await.code, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/scores?year=x", "/scores?round=x", "/rounds?sector=x", "/scores?after=x", "/scores?limit=0"] {
        assert_eq!(api.get(path, "").await.code, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
}
