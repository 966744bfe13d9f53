//! The API, asked as programs ask: each answer is held against the committed document.

mod changing;
mod document;
mod hostile;
mod papers;
mod reading;
mod reports;
mod scores;
pub(super) mod surveys;

use crate::util::TestApp;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use otklik_app::people;
use otklik_domain::access::Role;
use otklik_web::{Site, router};
use serde_json::Value;
use tower::ServiceExt as _;

/// A site with a program outside.
pub(crate) struct Api {
    pub(crate) app: TestApp,
    router: Router,
}

/// What a program got.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) code: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
    pub(crate) value: Value,
}

impl Got {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn text(&self, pointer: &str) -> &str {
        self.value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    pub(crate) fn items(&self) -> &[Value] {
        self.value.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What is asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ask<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) key: &'a str,
    pub(crate) headers: Vec<(&'a str, &'a str)>,
    pub(crate) body: Vec<u8>,
}

impl Api {
    pub(crate) async fn new() -> Self {
        Api::of(TestApp::new().await)
    }

    pub(crate) fn of(app: TestApp) -> Self {
        let router = router(Site::default(), app.house.clone());
        Api { app, router }
    }

    /// A key of somebody with a role.
    pub(crate) async fn key(&self, role: Role) -> String {
        let person = people::add(&self.app.house, "Ильина Анна", role).await.unwrap();
        let link = people::link_for(&self.app.house, person).await.unwrap();
        let visit = people::enter(&self.app.house, &link).await.unwrap();
        let visitor = people::visitor(&self.app.house, &visit).await.unwrap().unwrap();
        people::make_key(&self.app.house.ctx(visitor.actor).proved(visitor.proved_at), "проверка").await.unwrap()
    }

    pub(crate) async fn send(&self, ask: Ask<'_>) -> Got {
        let mut request = Request::builder().method(ask.method).uri(format!("/api/v1{}", ask.path));
        if !ask.key.is_empty() {
            request = request.header("authorization", format!("Bearer {}", ask.key));
        }
        for (name, value) in &ask.headers {
            request = request.header(*name, *value);
        }
        let answer = self.router.clone().oneshot(request.body(Body::from(ask.body)).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        let value = serde_json::from_slice(&bytes).unwrap_or_default();
        let got = Got { code: parts.status, headers: parts.headers, bytes, value };
        is_well_told(ask.method, ask.path, &got);
        document::holds(ask.method, ask.path, &got);
        got
    }

    pub(crate) async fn get(&self, path: &str, key: &str) -> Got {
        self.send(Ask { method: "GET", path, key, ..Ask::default() }).await
    }

    /// Sends JSON; an empty mark sends none.
    pub(crate) async fn json(&self, method: &str, path: &str, key: &str, mark: &str, body: &Value) -> Got {
        let mut headers = vec![("content-type", "application/json")];
        if !mark.is_empty() {
            headers.push(("if-match", mark));
        }
        self.send(Ask { method, path, key, headers, body: body.to_string().into_bytes() }).await
    }
}

/// Every refusal is a problem with its code in it and Russian words.
fn is_well_told(method: &str, path: &str, got: &Got) {
    let code = got.code.as_u16();
    if code < 400 || method == "HEAD" {
        return;
    }
    assert_eq!(got.header("content-type"), "application/problem+json", "{method} {path} {code}");
    assert_eq!(got.value["status"], code, "{method} {path}");
    for name in ["type", "title", "detail"] {
        assert!(!got.text(&format!("/{name}")).is_empty(), "{method} {path}: {name}");
    }
    assert_eq!(code == 401, !got.header("www-authenticate").is_empty(), "{method} {path}");
    assert!(code != 422 || got.value["faults"].is_array(), "{method} {path}");
}
