//! The committed document against what is really answered: methods, codes, and every key of every value.

use super::{Api, Ask, Got};
use axum::http::StatusCode;
use serde_json::{Map, Value};
use std::sync::OnceLock;

/// The committed document.
pub(crate) fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| serde_json::from_str(include_str!("../../../../../docs/openapi.json")).unwrap())
}

/// Every operation: path, method, what the document says of it.
pub(crate) fn operations() -> Vec<(&'static str, &'static str, &'static Value)> {
    let paths = document()["paths"].as_object().unwrap();
    let of = |(path, methods): (&'static String, &'static Value)| {
        methods.as_object().unwrap().iter().map(move |(method, told)| (path.as_str(), method.as_str(), told))
    };
    paths.iter().flat_map(of).collect()
}

/// Holds an answer against the document; what the document does not know is a failure of one of them.
pub(crate) fn holds(method: &str, path: &str, got: &Got) {
    let bare = path.split('?').next().unwrap_or_default();
    let lower = method.to_lowercase();
    let told = operations().into_iter().find(|(template, m, _)| *m == lower && is_of(bare, template));
    let Some((_, _, told)) = told else {
        assert!([401, 404, 405].contains(&got.code.as_u16()), "{method} {path}: {}", got.code);
        return;
    };
    let answer = resolved(&told["responses"][got.code.as_str()]);
    assert!(answer.is_object(), "{method} {path}: {} is not in the document: {}", got.code, got.value);
    let schema = ["application/json", "application/problem+json"].iter().find_map(|t| answer["content"].get(*t));
    if let Some(schema) = schema {
        let mut faults = Vec::new();
        compare(&schema["schema"], &got.value, "", &mut faults);
        assert!(faults.is_empty(), "{method} {path} {}: {faults:?}", got.code);
    }
}

fn is_of(path: &str, template: &str) -> bool {
    let (path, template): (Vec<_>, Vec<_>) = (path.split('/').collect(), template.split('/').collect());
    path.len() == template.len() && path.iter().zip(&template).all(|(p, t)| t.starts_with('{') || p == t)
}

fn resolved(value: &'static Value) -> &'static Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(at) => document().pointer(at.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

/// What of a value the schema does not allow. Keys that it does not name are faults too.
fn compare(schema: &'static Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let schema = resolved(schema);
    if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
        let fits = |choice: &&'static Value| {
            let mut faults = Vec::new();
            compare(choice, value, at, &mut faults);
            faults.is_empty()
        };
        if !choices.iter().any(|c| fits(&c)) {
            faults.push(format!("{at}: none of oneOf fits {value}"));
        }
        return;
    }
    if schema.get("type").is_some_and(|types| !has_type(types, value)) {
        faults.push(format!("{at}: {value} is not {}", schema["type"]));
        return;
    }
    let allowed = schema.get("enum").and_then(Value::as_array);
    if allowed.is_some_and(|allowed| !allowed.contains(value)) || schema.get("const").is_some_and(|c| c != value) {
        faults.push(format!("{at}: {value} is not allowed"));
    }
    match value {
        Value::Object(keys) => compare_keys(schema, keys, at, faults),
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(n, item)| compare(&schema["items"], item, &format!("{at}/{n}"), faults));
        }
        Value::String(text) if !has_format(schema, text) => {
            faults.push(format!("{at}: {text} is not {}", schema["format"]))
        }
        _ => {}
    }
}

fn compare_keys(schema: &'static Value, keys: &Map<String, Value>, at: &str, faults: &mut Vec<String>) {
    let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    for name in required.iter().filter_map(Value::as_str).filter(|name| !keys.contains_key(*name)) {
        faults.push(format!("{at}: {name} is missing"));
    }
    let Some(known) = schema.get("properties").and_then(Value::as_object) else { return };
    for (name, value) in keys {
        match known.get(name) {
            Some(schema) => compare(schema, value, &format!("{at}/{name}"), faults),
            None => faults.push(format!("{at}: {name} is not told")),
        }
    }
}

fn has_type(types: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    };
    types.as_str().map_or_else(|| types.as_array().unwrap().iter().any(|t| is(t.as_str().unwrap())), is)
}

fn has_format(schema: &Value, text: &str) -> bool {
    match schema.get("format").and_then(Value::as_str) {
        Some("uuid") => text.parse::<uuid::Uuid>().is_ok(),
        Some("date") => text.parse::<jiff::civil::Date>().is_ok() && text.len() == 10,
        Some("date-time") => text.parse::<jiff::Timestamp>().is_ok() && text.ends_with("+03:00"),
        _ => true,
    }
}

#[tokio::test]
async fn every_address_takes_the_methods_of_the_document_and_no_others() {
    let api = Api::new().await;
    for (template, methods) in document()["paths"].as_object().unwrap() {
        let path = template.replace("{id}", "x").replace("{n}", "0").replace("{code}", "x").replace("{uuid}", "x");
        let got = api.send(Ask { method: "TRACE", path: &path, ..Ask::default() }).await;
        assert_eq!(got.code, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        let mut allowed: Vec<String> = got.header("allow").split(',').map(|m| m.trim().to_lowercase()).collect();
        allowed.retain(|m| m != "head");
        allowed.sort();
        let mut told: Vec<String> = methods.as_object().unwrap().keys().cloned().collect();
        told.sort();
        assert_eq!(allowed, told, "{path}");
    }
}

#[tokio::test]
async fn the_document_is_served_as_it_is_committed() {
    let api = Api::new().await;
    let got = api.get("/openapi.json", "").await;
    assert_eq!((got.code, &got.value), (StatusCode::OK, document()));
    for path in ["", "/", "/nowhere", "/plans/1/2/3", "/scores/1/2"] {
        let got = api.get(path, "").await;
        assert_eq!(got.code, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(got.text("/type"), "urn:otklik:problem:no-such-path", "{path}");
    }
}
