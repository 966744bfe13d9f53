//! Refusals as `application/problem+json` (RFC 9457): the half of `refusal.rs` that programs see.
//!
//! In comes why nothing was done; out goes a status, Russian words and the faults of each field. What one may not see
//! is 404, like what is not there. Causes go to the log here, once.

use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use otklik_app::{Faults, Refusal, words};
use otklik_domain::plan::Fault;
use serde_json::{Value, json};
use std::any::Any;

/// Why a program got nothing.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    code: &'static str,
    title: String,
    detail: String,
    faults: Vec<(String, String)>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str, title: &str, detail: impl Into<String>) -> Self {
        let (title, detail) = (title.to_owned(), detail.into());
        Problem { status, code, title, detail, faults: Vec::new(), headers: Vec::new() }
    }

    fn with(mut self, name: HeaderName, value: &'static str) -> Self {
        self.headers.push((name, HeaderValue::from_static(value)));
        self
    }

    fn at_fault(mut self, faults: Vec<(String, String)>) -> Self {
        self.faults = faults;
        self
    }

    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "Не найдено", "Такой записи нет, или этот ключ её не видит.")
    }

    pub(crate) fn no_such_path() -> Self {
        let detail = "Такого адреса в API нет. Все адреса названы в /api/v1/openapi.json.";
        Self::new(StatusCode::NOT_FOUND, "no-such-path", "Нет такого адреса", detail)
    }

    pub(crate) fn too_slow() -> Self {
        let detail = "Тело запроса шло дольше полуминуты. Пошлите его ещё раз: под тем же номером оно не задвоится.";
        Self::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "Слишком долго", detail)
    }

    pub(crate) fn no_such_method() -> Self {
        let detail = "Этот адрес так не спрашивают. Что он умеет, названо в заголовке Allow.";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "no-such-method", "Метод не поддерживается", detail)
    }

    pub(crate) fn no_key() -> Self {
        let detail = "Для этого действия нужен ключ. Сделайте его в кабинете на странице «Ключи» и шлите в заголовке Authorization: Bearer …";
        Self::new(StatusCode::UNAUTHORIZED, "no-key", "Нужен ключ", detail)
            .with(WWW_AUTHENTICATE, "Bearer realm=\"otklik\"")
    }

    pub(crate) fn bad_key() -> Self {
        let detail = "Такого ключа нет, или его отозвали. Сделайте новый в кабинете на странице «Ключи».";
        Self::new(StatusCode::UNAUTHORIZED, "bad-key", "Ключ не подходит", detail)
            .with(WWW_AUTHENTICATE, "Bearer realm=\"otklik\", error=\"invalid_token\"")
    }

    pub(crate) fn no_precondition() -> Self {
        let detail = "Пришлите заголовок If-Match с меткой ETag той записи, которую меняете.";
        Self::new(StatusCode::PRECONDITION_REQUIRED, "no-precondition", "Нужен If-Match", detail)
    }

    pub(crate) fn stale() -> Self {
        let detail = "Запись изменили после того, как вы её прочитали. Прочитайте её снова и повторите.";
        Self::new(StatusCode::PRECONDITION_FAILED, "stale", "Запись уже изменили", detail)
    }

    pub(crate) fn no_json_type() -> Self {
        let detail = "Тело запроса должно быть JSON с заголовком Content-Type: application/json.";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "no-json-type", "Нужен JSON", detail)
    }

    pub(crate) fn packed_body() -> Self {
        let detail = "Тело запроса присылают без сжатия: уберите заголовок Content-Encoding.";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "packed-body", "Нужен JSON без сжатия", detail)
    }

    pub(crate) fn no_multipart_type() -> Self {
        let detail = "Файл шлют как multipart/form-data, поле file.";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "no-multipart-type", "Нужен multipart/form-data", detail)
    }

    pub(crate) fn broken_body(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "broken-body", "Тело запроса не разобрать", detail)
    }

    pub(crate) fn too_large(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Слишком много", detail)
    }

    /// Faults of fields, all at once.
    pub(crate) fn invalid(faults: Vec<(String, String)>) -> Self {
        let detail = faults.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("; ");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Проверьте, что прислано", detail).at_fault(faults)
    }

    /// A fault of one field.
    pub(crate) fn field(name: &str, text: &str) -> Self {
        Self::invalid(vec![(name.to_owned(), text.to_owned())])
    }

    /// Why a body with a file was not taken.
    pub(crate) fn of_multipart(cause: &MultipartError, megabytes_max: usize) -> Self {
        if cause.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Self::too_large(format!("Принимаем файлы до {megabytes_max} МБ."));
        }
        Self::broken_body("Тело multipart/form-data обрывается или повреждено.")
    }

    fn value(&self) -> Value {
        let fault = |(field, text): &(String, String)| json!({ "field": field, "text": text });
        let mut value = json!({
            "type": format!("urn:otklik:problem:{}", self.code),
            "title": self.title,
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        if let Some(keys) = value.as_object_mut().filter(|_| !self.faults.is_empty()) {
            keys.insert("faults".to_owned(), self.faults.iter().map(fault).collect());
        }
        value
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let said = words::of(&refusal);
        let detail = said.sentences.join(" ");
        match refusal {
            Refusal::NotFound => Self::not_found(),
            Refusal::NotSignedIn => Self::no_key(),
            Refusal::NotAllowed | Refusal::NotProved => {
                Self::new(StatusCode::FORBIDDEN, "not-allowed", &said.title, detail)
            }
            Refusal::Invalid(faults) => Self::invalid(by_field(&faults)),
            Refusal::Stale => Self::stale(),
            Refusal::Taken(_) => Self::new(StatusCode::CONFLICT, "taken", &said.title, detail),
            Refusal::Conflict(_) => Self::new(StatusCode::CONFLICT, "conflict", &said.title, detail),
            Refusal::Gone => Self::new(StatusCode::GONE, "gone", &said.title, detail),
            Refusal::Busy { retry_after_seconds } => {
                let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", &said.title, detail);
                problem.headers.push((RETRY_AFTER, HeaderValue::from(retry_after_seconds)));
                problem
            }
            Refusal::TooOften => {
                Self::new(StatusCode::TOO_MANY_REQUESTS, "too-often", &said.title, detail).with(RETRY_AFTER, "60")
            }
            Refusal::Unavailable(cause) => {
                tracing::error!(cause = crate::refusal::whole(&*cause), "not available");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", &said.title, detail).with(RETRY_AFTER, "5")
            }
        }
    }
}

fn by_field(faults: &Faults) -> Vec<(String, String)> {
    match faults {
        Faults::Fields(fields) => fields.iter().map(|(field, text)| ((*field).to_owned(), text.clone())).collect(),
        Faults::Plan(faults) => faults.iter().map(|fault| (field_of(fault), fault.to_string())).collect(),
        Faults::PlanRows(lacks) => lacks
            .iter()
            .map(|lack| (lack.row.map_or("plan".to_owned(), |row| format!("measures/{row}")), lack.to_string()))
            .collect(),
        Faults::Answers(faults) => {
            faults.iter().map(|fault| (format!("answers/{}", fault.question), fault.to_string())).collect()
        }
        Faults::Paper(text) => vec![("file".to_owned(), text.clone())],
    }
}

fn field_of(fault: &Fault) -> String {
    match fault {
        Fault::NothingToTrack => "measures".to_owned(),
        Fault::EmptyMeasure(n) => format!("measures/{n}/text"),
        Fault::NoSuchStep { .. } => "to".to_owned(),
        Fault::NoReason(_) | Fault::NoAmendment | Fault::NoCloseReason | Fault::Unfinished(_) => "reason".to_owned(),
        Fault::NothingToMend => "words".to_owned(),
        Fault::NoApprover => "position".to_owned(),
        Fault::NoSuchStage { .. } | Fault::OwnPlan | Fault::Lacking(_) => "plan".to_owned(),
        Fault::OwnReport | Fault::NotInForce(_) => "to".to_owned(),
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut answer = (self.status, self.value().to_string()).into_response();
        let headers = answer.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.extend(self.headers);
        answer
    }
}

/// The program failed; the cause is for the log.
pub(crate) fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let said = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!(cause = said.unwrap_or("panic without words"), "answer not made");
    let detail = "Данные не потеряны. Повторите через минуту; если не проходит, позвоните администратору.";
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "broken", "Что-то сломалось", detail).into_response()
}
