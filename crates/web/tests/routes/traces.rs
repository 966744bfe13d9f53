//! Nothing of who answered stays: neither the address nor the browser of a citizen stands in any file of the house.

use super::questionnaire::{REST, hidden, running};
use crate::util::{Answer, TestApp};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use std::net::SocketAddr;
use std::path::Path;

const ADDRESS: &str = "203.0.113.77";
const BEFORE_THE_PROXY: &str = "198.51.100.23";
const BROWSER: &str = "Planted/7.7 (Windows NT 10.0) Firefox/140.0";

/// A request as it comes over the net, through a proxy that tells whose it is.
async fn come(app: &TestApp, method: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let peer: SocketAddr = format!("{ADDRESS}:50123").parse().unwrap();
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("user-agent", BROWSER)
        .header("x-forwarded-for", BEFORE_THE_PROXY)
        .header("x-real-ip", BEFORE_THE_PROXY)
        .header("content-type", "application/x-www-form-urlencoded")
        .extension(ConnectInfo(peer))
        .body(Body::from(TestApp::form(fields)))
        .unwrap();
    app.answer(request).await
}

async fn press(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> String {
    let page = come(app, "GET", path, &[]).await;
    let kept = hidden(&page.text);
    let kept = kept.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<(&str, &str)> = kept.chain(fields.iter().copied()).collect();
    let said = come(app, "POST", path, &all).await;
    assert_eq!(said.code, StatusCode::SEE_OTHER, "{path}: {}", said.text);
    said.location
}

/// Files below a folder that hold the words, as they are or as packed answers are written.
fn holding(folder: &Path, words: &str) -> Vec<String> {
    let packed = hex::encode(words);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holding(&path, words));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            let has = |words: &str| bytes.windows(words.len()).any(|window| window == words.as_bytes());
            if has(words) || has(&packed) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

#[tokio::test]
async fn neither_address_nor_browser_of_who_answered_is_kept() {
    let app = TestApp::new().await;
    let (_, code, _) = running(&app, "2026-11-30").await;
    let at = press(&app, &format!("/s/{code}"), &[]).await;
    press(&app, &format!("{at}/information"), &[("stand_used", "no"), ("site_used", "no")]).await;
    for (name, fields) in REST {
        press(&app, &format!("{at}/{name}"), fields).await;
    }
    let folder = app.folder().to_owned();
    assert!(!holding(&folder, "лавочку").is_empty(), "what was answered stands in the files that are looked at");
    press(&app, &format!("{at}/check"), &[]).await;
    for words in [ADDRESS, BEFORE_THE_PROXY, BROWSER, "Planted"] {
        assert_eq!(holding(&folder, words), Vec::<String>::new(), "{words}");
    }
}
