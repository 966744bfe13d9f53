//! Surveys for programs: what a questionnaire asks, and the way in for filled ones.
//!
//! In come a code from a poster and a filled questionnaire under a name its sender made; out go questions, or a receipt
//! once what was sent is kept for good. The way in is short: nobody is met, nothing is packed, and who finds no room is told
//! before a byte of the body is read.

use super::answer::Shown;
use super::asked::Path;
use super::caller::Caller;
use crate::api::problem::Problem;
use crate::comer;
use crate::headers;
use crate::router::Web;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use otklik_app::answers::{self, AskedSurvey, Receipt, Submission};
use otklik_app::record::{Traces, Version};
use otklik_domain::ids::AnswerId;
use otklik_domain::rulebook::{Answers, Question};
use otklik_domain::survey::{Channel, Raw, RawAnswers};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

/// The largest questionnaire that is taken, in bytes.
pub(super) const BODY_BYTES_MAX: usize = 64 * 1024;
/// How long its bytes may come.
const BODY_WITHIN: Duration = Duration::from_secs(30);
/// When those are told for whom there is no room.
const TOLD_AFTER: Duration = Duration::from_millis(25);

/// `GET /surveys/{code}`
pub(super) async fn show(
    Caller(ctx): Caller,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let asked = answers::survey(&ctx.house, &code).await?;
    Ok(Shown::new(&ctx, survey_value(&asked, ctx.today()), Version(0)).answer(&headers))
}

fn survey_value(asked: &AskedSurvey, today: otklik_domain::Date) -> Value {
    let (survey, organisation) = (&asked.survey, &asked.organisation);
    let questionnaire = &asked.book.questionnaire;
    let pages = questionnaire.pages.iter().map(|page| json!({ "code": page.code, "title": page.title }));
    json!({
        "code": survey.code.as_str(),
        "organisation": {
            "id": organisation.id.to_string(),
            "slug": organisation.slug.to_string(),
            "name": organisation.name,
            "short_name": organisation.short_name,
        },
        "branch": survey.branch,
        "round": { "id": asked.round.id.to_string(), "title": asked.round.title },
        "stage": asked.stage(today).name(),
        "opens_on": survey.term.opens_on.map(|day| day.to_string()),
        "closes_on": survey.term.closes_on.map(|day| day.to_string()),
        "edition": asked.book.edition,
        "sha256": asked.book.sha256,
        "introduction": questionnaire.introduction,
        "pages": pages.collect::<Vec<_>>(),
        "questions": questionnaire.questions.iter().map(question_value).collect::<Vec<_>>(),
        "is_example": survey.is_example,
    })
}

fn question_value(question: &Question) -> Value {
    let (kind, choices, between) = match &question.answers {
        Answers::YesNo => ("yes-no", None, None),
        Answers::Choice(list) => ("choice", Some(list), None),
        Answers::Number(least, most) => ("number", None, Some((least, most))),
        Answers::Text => ("text", None, None),
    };
    let choice = |(code, words): &(String, String)| json!({ "code": code, "words": words });
    json!({
        "code": question.code,
        "number": question.number,
        "wording": question.wording,
        "plain": question.plain,
        "short": question.short,
        "page": question.page,
        "after": question.after,
        "kind": kind,
        "choices": choices.map(|list| list.iter().map(choice).collect::<Vec<_>>()),
        "least": between.map(|(least, _)| least),
        "most": between.map(|(_, most)| most),
    })
}

/// `PUT /surveys/{code}/answers/{uuid}`: the same as often as it is sent.
pub(super) async fn keep(
    State(web): State<Web>,
    path: Result<Path<(String, String)>, Problem>,
    request: Request,
) -> Response {
    let began = Instant::now();
    let mut answer = kept(&web, path, request).await.into_response();
    headers::dress(&mut answer, web.site.is_https);
    web.counts.add(answer.status(), began.elapsed());
    answer
}

async fn kept(web: &Web, path: Result<Path<(String, String)>, Problem>, request: Request) -> Result<Response, Problem> {
    let seat = answers::admit(&web.house);
    if seat.is_err() {
        // Whoever is sent away often asks again at once, which costs more than it brings: they are told after a moment.
        tokio::time::sleep(TOLD_AFTER).await;
    }
    let (_seat, Path((code, id))) = (seat?, path?);
    let id: AnswerId = super::id_of(&id)?;
    let comer = comer::from(request.extensions(), request.headers(), &web.site.proxies);
    let submission = tokio::time::timeout(BODY_WITHIN, sent(request)).await.map_err(|_| Problem::too_slow())??;
    let receipt = answers::submit_from(&web.house, &comer, &code, id, submission).await?;
    Ok(receipt_answer(id, &receipt))
}

fn receipt_answer(id: AnswerId, receipt: &Receipt) -> Response {
    let status = if receipt.is_new { StatusCode::CREATED } else { StatusCode::OK };
    let value = json!({
        "id": id.to_string(), "is_new": receipt.is_new, "number": receipt.number, "remarks": receipt.remarks,
    });
    (status, [(CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

async fn sent(request: Request) -> Result<Submission, Problem> {
    let media_type = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") {
        return Err(Problem::no_json_type());
    }
    let is_packed = |value: &HeaderValue| !value.as_bytes().eq_ignore_ascii_case(b"identity");
    if request.headers().get_all(CONTENT_ENCODING).iter().any(is_packed) {
        return Err(Problem::packed_body());
    }
    let bytes = Bytes::from_request(request, &()).await.map_err(|why| of_body(&why))?;
    let body: Body = serde_json::from_slice(&bytes).map_err(|why| of_json(&why))?;
    let channel = match body.channel.as_deref() {
        None => Channel::Web,
        Some(name) => Channel::from_name(name)
            .filter(|channel| OPEN_CHANNELS.contains(channel))
            .ok_or_else(|| Problem::field("channel", "Без ключа принимаются web и kiosk"))?,
    };
    let (filled_seconds, device) = (body.filled_seconds, body.device.filter(|told| !told.trim().is_empty()));
    let traces = Traces { filled_seconds, ticket: body.ticket, device, ..Traces::default() };
    let raw: RawAnswers = body.answers.0.into_iter().map(|(code, Said(raw))| (code, raw)).collect();
    Ok(Submission { edition: body.edition, raw, channel, traces })
}

/// Ways of answering that need nobody of the staff.
const OPEN_CHANNELS: [Channel; 2] = [Channel::Web, Channel::Kiosk];

fn of_body(why: &BytesRejection) -> Problem {
    if why.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::too_large("Анкета больше 64 КБ.");
    }
    Problem::broken_body("Тело запроса оборвалось.")
}

fn of_json(why: &serde_json::Error) -> Problem {
    if why.classify() == Category::Data {
        return Problem::field("", "Нужен объект с полями edition и answers; в answers у каждого вопроса один ответ");
    }
    Problem::broken_body(format!("Это не JSON: строка {}, знак {}.", why.line(), why.column()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    edition: String,
    answers: Answered,
    channel: Option<String>,
    filled_seconds: Option<u32>,
    ticket: Option<String>,
    device: Option<String>,
}

/// Answers by code of question, each said once: of two it could not be told which one was meant.
struct Answered(BTreeMap<String, Said>);

impl<'de> Deserialize<'de> for Answered {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(Once).map(Answered)
    }
}

struct Once;

impl<'de> Visitor<'de> for Once {
    type Value = BTreeMap<String, Said>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("answers by code of question")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Self::Value, A::Error> {
        let mut said = BTreeMap::new();
        while let Some((code, one)) = pairs.next_entry::<String, Said>()? {
            if said.insert(code, one).is_some() {
                return Err(serde::de::Error::custom("a question is answered twice"));
            }
        }
        Ok(said)
    }
}

/// One answer of any kind of JSON.
struct Said(Raw);

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(Any).map(Said)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer")
    }

    fn visit_bool<E>(self, said: bool) -> Result<Raw, E> {
        Ok(Raw::Flag(said))
    }

    fn visit_i64<E>(self, said: i64) -> Result<Raw, E> {
        Ok(Raw::Number(said))
    }

    fn visit_u64<E>(self, said: u64) -> Result<Raw, E> {
        Ok(i64::try_from(said).map_or(Raw::Other, Raw::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_str<E>(self, said: &str) -> Result<Raw, E> {
        Ok(Raw::Text(said.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Raw::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut keys: A) -> Result<Raw, A::Error> {
        while keys.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Raw::Other)
    }
}
