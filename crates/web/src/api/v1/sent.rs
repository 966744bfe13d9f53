//! What stands in the body of a request.
//!
//! In comes JSON; out go its fields as text, or every fault of them at once. An unknown field is a fault: it would be a
//! change that silently does not happen.

use crate::api::problem::Problem;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde_json::{Map, Value};

/// The fields of a body; no body at all is no fields.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    fields: Map<String, Value>,
    faults: Vec<(String, String)>,
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let media_type = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let bytes =
            Bytes::from_request(request, state).await.map_err(|rejected| match rejected.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large("Тело запроса больше 256 КБ."),
                _ => Problem::broken_body("Тело запроса оборвалось."),
            })?;
        if bytes.is_empty() {
            return Ok(Sent::default());
        }
        // Where a file may come too, the way in is wider.
        if bytes.len() > BODY_BYTES_MAX {
            return Err(Problem::too_large("Тело запроса больше 256 КБ."));
        }
        if essence != "application/json" && !essence.ends_with("+json") {
            return Err(Problem::no_json_type());
        }
        let value: Value = serde_json::from_slice(&bytes).map_err(|cause| {
            Problem::broken_body(format!("Это не JSON: строка {}, знак {}.", cause.line(), cause.column()))
        })?;
        match value {
            Value::Object(fields) => Ok(Sent { fields, faults: Vec::new() }),
            _ => Err(Problem::field("", "Нужен объект JSON с полями")),
        }
    }
}

/// The largest body of fields.
const BODY_BYTES_MAX: usize = 256 * 1024;

impl Sent {
    /// Fields of a form of parts; the last of one name counts.
    pub(super) fn of_fields(fields: Vec<(String, String)>) -> Self {
        let fields = fields.into_iter().map(|(name, text)| (name, Value::String(text))).collect();
        Sent { fields, faults: Vec::new() }
    }

    fn fault(&mut self, name: &str, text: &str) {
        self.faults.push((name.to_owned(), text.to_owned()));
    }

    /// Text or a number as text; `null` is empty text, a missing field is nothing.
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        let text = match self.fields.remove(name)? {
            Value::Null => String::new(),
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            _ => {
                self.fault(name, "Нужен текст");
                return None;
            }
        };
        if text.contains('\0') {
            self.fault(name, "Есть недопустимый знак");
            return None;
        }
        Some(text)
    }

    /// Puts text over what is there, when the field was sent.
    pub(crate) fn over(&mut self, name: &str, place: &mut String) {
        if let Some(text) = self.text(name) {
            *place = text;
        }
    }

    /// Lines: an array of texts, or of `{name, position}`, or one text.
    pub(crate) fn lines_over(&mut self, name: &str, place: &mut String) {
        let Some(Value::Array(items)) = self.fields.get(name) else { return self.over(name, place) };
        let lines: Option<Vec<String>> = items.iter().map(line).collect();
        self.fields.remove(name);
        match lines.map(|lines| lines.join("\n")).filter(|text| !text.contains('\0')) {
            Some(text) => *place = text,
            None => self.fault(name, "Нужны строки или объекты с полями name и position"),
        }
    }

    /// Yes or no; missing means no.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        match self.fields.remove(name) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(said)) => said,
            Some(_) => {
                self.fault(name, "true или false");
                false
            }
        }
    }

    /// Every fault at once, unknown fields among them.
    ///
    /// # Errors
    /// 422 with the faults.
    pub(crate) fn check(mut self) -> Result<(), Problem> {
        let unknown: Vec<String> = self.fields.keys().cloned().collect();
        unknown.iter().for_each(|name| self.fault(name, "Такого поля здесь нет"));
        if self.faults.is_empty() { Ok(()) } else { Err(Problem::invalid(self.faults)) }
    }
}

fn line(item: &Value) -> Option<String> {
    if let Value::String(text) = item {
        return Some(text.replace('\n', " "));
    }
    let part = |name: &str| item.get(name).and_then(Value::as_str).map(|t| t.replace('\n', " "));
    item.as_object()?;
    Some([part("name"), part("position")].into_iter().flatten().collect::<Vec<_>>().join(", "))
}
