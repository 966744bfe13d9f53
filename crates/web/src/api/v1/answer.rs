//! Answers with a mark (`ETag`) by which a program knows what it has and what it changes.
//!
//! In come a value and its version; out goes JSON, 304 when the caller has it already, or 412 when what is to be changed
//! is no longer what was read. How late something is moves with the day, so the day is a part of the mark that only
//! reading asks about.

use crate::api::problem::Problem;
use crate::download::attachment;
use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, AUTHORIZATION, CONTENT_TYPE, ETAG, HeaderName,
    HeaderValue, IF_MATCH, IF_NONE_MATCH, LOCATION,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use otklik_app::Ctx;
use otklik_app::record::Version;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Keys whose values move with the day alone.
const OF_THE_DAY: [&str; 1] = ["late_days"];

/// Something to be shown with its mark.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    value: Value,
    version: Version,
    lasting: String,
    day: String,
}

impl Shown {
    /// A value that stands in a version.
    pub(crate) fn new(ctx: &Ctx, value: Value, version: Version) -> Self {
        let mut bare = value.clone();
        let is_of_the_day = forget(&mut bare);
        let day = if is_of_the_day { format!("-{}", ctx.today().strftime("%Y%m%d")) } else { String::new() };
        let lasting = format!("{}-{}", version.0, sum(bare.to_string().as_bytes()));
        Shown { value, version, lasting, day }
    }

    /// A value that nobody changes by its mark: a list.
    pub(crate) fn list(ctx: &Ctx, items: Vec<Value>, next: Option<String>) -> Self {
        Self::new(ctx, json!({ "items": items, "next": next }), Version(0))
    }

    fn mark(&self) -> String {
        format!("\"{}{}\"", self.lasting, self.day)
    }

    /// The version that a decision may name, when the caller has read what is there now.
    ///
    /// # Errors
    /// 428 without `If-Match`, 412 when it names something else.
    pub(crate) fn expected(&self, headers: &HeaderMap) -> Result<Version, Problem> {
        let said = marks(headers, &IF_MATCH).ok_or_else(Problem::no_precondition)?;
        let is_same = |mark: &String| mark == "*" || self.is_lasting(mark);
        if said.iter().any(is_same) { Ok(self.version) } else { Err(Problem::stale()) }
    }

    /// Whether a mark names the same record, whatever the day.
    fn is_lasting(&self, mark: &str) -> bool {
        let inner = mark.trim_matches('"');
        inner == self.lasting || inner.rsplit_once('-').is_some_and(|(lasting, _)| lasting == self.lasting)
    }

    /// The answer to a question.
    pub(crate) fn answer(&self, headers: &HeaderMap) -> Response {
        let mark = self.mark();
        let has_it = marks(headers, &IF_NONE_MATCH).is_some_and(|said| said.iter().any(|m| m == "*" || *m == mark));
        if has_it {
            return with_mark(StatusCode::NOT_MODIFIED.into_response(), &mark);
        }
        self.after(StatusCode::OK)
    }

    /// The answer to a change.
    pub(crate) fn after(&self, status: StatusCode) -> Response {
        let json = (status, [(CONTENT_TYPE, "application/json")], self.value.to_string()).into_response();
        with_mark(json, &self.mark())
    }

    /// Something new, and where it is.
    pub(crate) fn created(&self, at: &str) -> Response {
        let mut answer = self.after(StatusCode::CREATED);
        if let Ok(at) = HeaderValue::from_str(at) {
            answer.headers_mut().insert(LOCATION, at);
        }
        answer
    }
}

/// Takes out what moves with the day; says whether there was any.
fn forget(value: &mut Value) -> bool {
    let mut is_found = false;
    match value {
        Value::Object(keys) => {
            let n = keys.len();
            keys.retain(|name, _| !OF_THE_DAY.contains(&name.as_str()));
            is_found = keys.len() < n;
            keys.values_mut().for_each(|inner| is_found |= forget(inner));
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| is_found |= forget(inner)),
        _ => {}
    }
    is_found
}

fn sum(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes)).chars().take(16).collect()
}

fn with_mark(mut answer: Response, mark: &str) -> Response {
    if let Ok(mark) = HeaderValue::from_str(mark) {
        answer.headers_mut().insert(ETAG, mark);
    }
    answer
}

/// Marks of a header; a proxy that packs answers makes them weak, which changes nothing here.
fn marks(headers: &HeaderMap, name: &HeaderName) -> Option<Vec<String>> {
    let lines: Vec<&str> = headers.get_all(name).iter().filter_map(|line| line.to_str().ok()).collect();
    if !headers.contains_key(name) {
        return None;
    }
    let all = lines.iter().flat_map(|line| line.split(','));
    Some(all.map(|mark| mark.trim().trim_start_matches("W/").to_owned()).collect())
}

/// A file with a mark of its bytes.
pub(crate) fn file(headers: &HeaderMap, name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let mark = format!("\"{}\"", sum(&bytes));
    if marks(headers, &IF_NONE_MATCH).is_some_and(|said| said.iter().any(|m| m == "*" || *m == mark)) {
        return with_mark(StatusCode::NOT_MODIFIED.into_response(), &mark);
    }
    with_mark(attachment(name, media_type, bytes), &mark)
}

/// An instant for programs, with the offset of the house.
pub(crate) fn time(ctx: &Ctx, at: Timestamp) -> String {
    at.to_zoned(ctx.house.zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// What everybody may read, pages of other sites may read too; nothing else is open to them.
pub(crate) async fn open_to_read(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_open = reads && !request.headers().contains_key(AUTHORIZATION);
    let mut answer = next.run(request).await;
    if is_open {
        let headers = answer.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag, Content-Disposition"));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_from_lists_and_from_weak_ones() {
        let mut headers = HeaderMap::new();
        assert_eq!(marks(&headers, &IF_MATCH), None);
        headers.insert(IF_MATCH, HeaderValue::from_static("\"1-a\", W/\"2-b\""));
        assert_eq!(marks(&headers, &IF_MATCH).unwrap_or_default(), ["\"1-a\"", "\"2-b\""]);
    }

    #[test]
    fn what_moves_with_the_day_is_no_part_of_the_lasting_mark() {
        let mut value = json!({ "measures": [{ "late_days": 3, "text": "а" }] });
        assert!(forget(&mut value));
        assert_eq!(value, json!({ "measures": [{ "text": "а" }] }));
        assert!(!forget(&mut value));
    }
}
