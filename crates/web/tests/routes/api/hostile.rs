//! Odd inputs for every operation of the document: whatever is sent, the house stands.

use super::document::operations;
use super::{Api, Ask};
use otklik_domain::access::Role;
use serde_json::{Value, json};

/// Ids that are none.
const STRANGE: [&str; 6] =
    ["%FF", "00000000-0000-0000-0000-000000000000", "x", "%00", "..%2f..%2f", "%D0%B4%D0%BE%D0%BC%F0%9F%8F%A0"];

/// The code of the survey that is open while strange things are sent.
const CODE: &str = "HHHHHHHH";

/// Values for every parameter of a query.
const VALUES: [&str; 9] =
    ["", "0", "-1", "99999999999999999999", "%00", "%FF", "%27%20or%201%3D1", "2026-13-45", "%D0%B4%25_%5C"];

/// Bodies for every change.
fn bodies(told: &Value) -> Vec<Vec<u8>> {
    let schema = told.pointer("/requestBody/content/application~1json/schema/$ref").and_then(Value::as_str);
    let schema = schema.and_then(|at| super::document::document().pointer(at.trim_start_matches('#')));
    let names = schema.and_then(|s| s["properties"].as_object()).map(|p| p.keys().cloned().collect::<Vec<_>>());
    let mut bodies: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"{}".to_vec(),
        b"null".to_vec(),
        b"{\"a\":".to_vec(),
        vec![0xFF, 0xFE],
        [vec![b'['; 5000], vec![b']'; 5000]].concat(),
        format!("{{\"text\":\"{}\"}}", "а".repeat(200_000)).into_bytes(),
    ];
    let long = "д".repeat(20_000);
    for name in names.unwrap_or_default() {
        for value in [
            json!(null),
            json!(""),
            json!(-1),
            json!(1e300),
            json!([{}]),
            json!({ "a": 1 }),
            json!("\u{0}\u{202e}'%"),
            json!(long),
            json!("moved"),
            json!("31.04.20261 — II квартал"),
        ] {
            bodies.push(json!({ &name: value, "reason": "р", "text": "т" }).to_string().into_bytes());
            bodies.push(json!({ &name: value }).to_string().into_bytes());
        }
    }
    bodies
}

/// Addresses of an operation with ids that are there and ids that are not.
fn addresses(template: &str, ids: &[String]) -> Vec<String> {
    if template.contains("{code}") {
        let filled = |id: &str| template.replace("{code}", CODE).replace("{uuid}", id);
        let strange = STRANGE.iter().flat_map(|it| [template.replace("{code}", it).replace("{uuid}", it), filled(it)]);
        return strange.chain([filled("6ba7b810-9dad-41d1-80b4-00c04fd430c8")]).collect();
    }
    if !template.contains("{id}") {
        return vec![template.to_owned()];
    }
    let all = ids.iter().map(String::as_str).chain(STRANGE);
    let each = all.flat_map(|id| ["0", "99", "-1", "x"].map(|n| template.replace("{id}", id).replace("{n}", n)));
    let mut each: Vec<String> = each.collect();
    each.dedup();
    each
}

#[tokio::test]
async fn nothing_that_is_sent_breaks_the_house() {
    let api = Api::new().await;
    let key = api.key(Role::Administrator).await;
    let (_, survey) = super::surveys::opened(&api).await;
    assert_eq!(survey.code.as_str(), CODE);
    let (plan, slug) = api.app.published().await;
    let draft = api.app.draft().await.to_string();
    let shown = api.get(&format!("/plans/{plan}"), "").await;
    let ids = [plan, slug, draft, shown.text("/measures/0/id").to_owned()];
    let mut n = 0;
    for (template, method, told) in operations() {
        let upper = method.to_uppercase();
        for path in addresses(template, &ids) {
            if method == "get" {
                n += ask_queries(&api, &key, &path, told).await;
                continue;
            }
            for body in bodies(told) {
                let headers = vec![("content-type", "application/json"), ("if-match", "*")];
                let got = api.send(Ask { method: &upper, path: &path, key: &key, headers, body }).await;
                assert!(got.code.as_u16() < 500, "{method} {path}: {}", got.value);
                n += 1;
            }
        }
    }
    assert!(n > 1000, "{n} questions asked");
}

async fn ask_queries(api: &Api, key: &str, path: &str, told: &Value) -> usize {
    let parameters = told["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let name =
        |p: &Value| p["name"].as_str().or(p["$ref"].as_str().and_then(|r| r.rsplit('/').next())).map(str::to_lowercase);
    let mut queries = vec![String::new(), "?".to_owned(), "?%".to_owned(), "?=&&=&a=b=c".to_owned()];
    for name in parameters.iter().filter_map(name) {
        let name = name.replace("query", "");
        queries.extend(VALUES.iter().map(|value| format!("?{name}={value}")));
    }
    for query in &queries {
        for key in ["", key] {
            let got = api.get(&format!("{path}{query}"), key).await;
            assert!(got.code.as_u16() < 500, "{path}{query}: {}", got.value);
        }
    }
    queries.len() * 2
}
