//! The questionnaire for programs and the way in for filled ones: every code of the interface.

use super::{Api, Ask, Got};
use axum::http::StatusCode;
use otklik_app::record::{Act, PageAsked, Round, RoundState, Survey, Version};
use otklik_domain::registry::Card;
use otklik_domain::survey::Term;
use otklik_testkit::builders::survey;
use serde_json::{Value, json};

const ONE: &str = "6ba7b810-9dad-41d1-80b4-00c04fd430c8";

/// An open survey of an organisation.
pub(in crate::routes) async fn opened(api: &Api) -> (Round, Survey) {
    let ctx = api.app.admin();
    let card = Card { name: "Клуб «Заря»".into(), sector: "culture".into(), ..Card::default() };
    let organisation = otklik_app::registry::create_organisation(&ctx, &card).await.unwrap();
    let card = otklik_app::score::RoundCard::new("culture", 2027);
    let round = otklik_app::score::open_round(&ctx, &card).await.unwrap();
    let store = &api.app.house.store;
    let round = store.find_round(round).await.unwrap().unwrap().value;
    let (survey, batch) = survey(organisation.id, &round, "", 77);
    let act = Act::new("test", "open_surveys", jiff::Timestamp::UNIX_EPOCH);
    store.open_surveys(&act, &[(survey.clone(), batch)]).await.unwrap();
    (round, survey)
}

pub(in crate::routes) fn filled(used: Value) -> Value {
    json!({ "edition": "2018", "answers": { "stand_used": used, "recommend": "да", "age": null }, "channel": "web" })
}

async fn put(api: &Api, survey: &Survey, id: &str, body: &Value) -> Got {
    let path = format!("/surveys/{}/answers/{id}", survey.code);
    api.json("PUT", &path, "", "", body).await
}

async fn check(api: &Api, survey: &Survey, id: &str, body: &Value, code: u16) -> Got {
    let got = put(api, survey, id, body).await;
    assert_eq!(got.code.as_u16(), code, "{body}: {}", got.value);
    got
}

#[tokio::test]
async fn a_questionnaire_is_shown_by_its_code() {
    let api = Api::new().await;
    let (_, survey) = opened(&api).await;
    let got = api.get(&format!("/surveys/{}", survey.code), "").await;
    assert_eq!((got.code, got.text("/stage"), got.text("/edition")), (StatusCode::OK, "running", "2018"));
    let questions = got.value["questions"].as_array().unwrap();
    assert!(questions.iter().any(|it| it["code"] == "stand_ok" && it["after"] == "stand_used"));
    let grouped = api.get(&format!("/surveys/{}", survey.code.in_groups().to_lowercase()), "").await;
    assert_eq!(grouped.value, got.value, "as people type it");
    let mark = got.header("etag").to_owned();
    let path = format!("/surveys/{}", survey.code);
    let again = Ask { method: "GET", path: &path, headers: vec![("if-none-match", &mark)], ..Ask::default() };
    assert_eq!(api.send(again).await.code, StatusCode::NOT_MODIFIED);
    assert_eq!(api.get("/surveys/22222222", "").await.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_answer_is_taken_once_under_a_name_of_any_version() {
    let api = Api::new().await;
    let (_, survey) = opened(&api).await;
    let got = check(&api, &survey, ONE, &filled(json!(true)), 201).await;
    assert_eq!(got.value["is_new"], true);
    let again = check(&api, &survey, ONE, &filled(json!("да")), 200).await;
    assert_eq!((again.text("/number"), &again.value["is_new"]), (got.text("/number"), &json!(false)));
    check(&api, &survey, ONE, &filled(json!(false)), 409).await;
    check(&api, &survey, ONE, &filled(json!("может быть")), 409).await;
    for id in ["01934b7c-0000-7000-8000-000000000001", "a3bb189e-8bf9-3888-9912-ace4e6543002"] {
        check(&api, &survey, id, &filled(json!(true)), 201).await;
    }
    check(&api, &survey, "nobody", &filled(json!(true)), 404).await;
    let nowhere = api.json("PUT", &format!("/surveys/22222222/answers/{ONE}"), "", "", &filled(json!(true))).await;
    assert_eq!(nowhere.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_wrong_is_told_all_at_once() {
    let api = Api::new().await;
    let (_, survey) = opened(&api).await;
    let wrong = json!({ "edition": "2018", "answers": { "stand_used": [1], "nothing": 1.5 } });
    let got = check(&api, &survey, ONE, &wrong, 422).await;
    let fields: Vec<&str> =
        got.value["faults"].as_array().unwrap().iter().filter_map(|it| it["field"].as_str()).collect();
    assert_eq!(fields, ["answers/stand_used", "answers/nothing"]);
    for wrong in [
        json!({ "edition": "2014", "answers": { "stand_used": true } }),
        json!({ "edition": "2018", "answers": {} }),
        json!({ "edition": "2018" }),
        json!({ "edition": "2018", "answers": { "stand_used": true }, "channel": "paper" }),
        json!({ "edition": "2018", "answers": { "stand_used": true }, "name": "Анна" }),
        json!({ "edition": "2018", "answers": { "stand_used": true }, "ticket": "\u{0}" }),
        json!({ "edition": "2018", "answers": { "stand_used": true }, "device": "\u{0}" }),
        json!({ "edition": "2018", "answers": { "stand_used": true }, "device": "я".repeat(129) }),
    ] {
        check(&api, &survey, ONE, &wrong, 422).await;
    }
    let path = format!("/surveys/{}/answers/{ONE}", survey.code);
    let raw = async |media_type: &'static str, body: &[u8]| {
        let headers = vec![("content-type", media_type)];
        api.send(Ask { method: "PUT", path: &path, headers, body: body.to_vec(), ..Ask::default() }).await.code
    };
    assert_eq!(raw("application/json", b"{").await, StatusCode::BAD_REQUEST);
    assert_eq!(raw("text/plain", b"{}").await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(raw("application/json", &vec![b' '; 70_000]).await, StatusCode::PAYLOAD_TOO_LARGE);
    let twice = r#"{"edition":"2018","answers":{"stand_used":true,"recommend":true,"stand_used":false}}"#;
    assert_eq!(
        raw("application/json", twice.as_bytes()).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "which one is meant?"
    );
    let many: Vec<String> = (0..3000).map(|n| format!("\"q{n}\":1")).collect();
    let many = format!("{{\"edition\":\"2018\",\"answers\":{{{}}}}}", many.join(","));
    assert_eq!(raw("application/json", many.as_bytes()).await, StatusCode::UNPROCESSABLE_ENTITY);
    for (packed, code) in [("gzip", 415), ("br, gzip", 415), ("identity", 201)] {
        let headers = vec![("content-type", "application/json"), ("content-encoding", packed)];
        let body = filled(json!(true)).to_string().into_bytes();
        let got = api.send(Ask { method: "PUT", path: &path, headers, body, ..Ask::default() }).await;
        assert_eq!(got.code.as_u16(), code, "{packed}");
    }
}

#[tokio::test]
async fn what_is_over_takes_nothing_new_and_still_knows_what_it_took() {
    let api = Api::new().await;
    let (round, survey) = opened(&api).await;
    check(&api, &survey, ONE, &filled(json!(true)), 201).await;
    let store = &api.app.house.store;
    let act = || Act::new("test", "change", jiff::Timestamp::UNIX_EPOCH);
    let term = Term { opens_on: Some("2027-01-01".parse().unwrap()), closes_on: None };
    store.keep_survey(&act(), &Survey { term, ..survey.clone() }, Version(1)).await.unwrap();
    let other = ONE.replace('8', "9");
    check(&api, &survey, &other, &filled(json!(true)), 422).await;
    assert_eq!(api.get(&format!("/surveys/{}", survey.code), "").await.text("/stage"), "before");
    store.keep_round(&act(), &Round { state: RoundState::Closed, ..round }, Some(Version(1))).await.unwrap();
    check(&api, &survey, ONE, &filled(json!(true)), 200).await;
    check(&api, &survey, ONE, &filled(json!(false)), 409).await;
    check(&api, &survey, &other, &filled(json!(true)), 410).await;
    check(&api, &survey, &other, &filled(json!("может быть")), 410).await;
}

#[tokio::test]
async fn one_device_for_many_is_seen_and_what_it_keeps_is_not_kept() {
    let api = Api::new().await;
    let (_, survey) = opened(&api).await;
    let from = |device: Value| {
        let mut body = filled(json!(true));
        body["device"] = device;
        body
    };
    let name = |n: u8| format!("01934b7c-0000-7000-8000-0000000000{n:02}");
    for n in 0..4 {
        check(&api, &survey, &name(n), &from(json!("планшет в фойе 7f3a")), 201).await;
    }
    for (n, device) in [(4, json!("another")), (5, json!(" ")), (6, json!(null))] {
        check(&api, &survey, &name(n), &from(device), 201).await;
    }
    check(&api, &survey, &name(0), &from(json!("other")), 200).await;
    let ctx = api.app.admin();
    let seen = otklik_app::integrity::overview(&ctx, survey.organisation, survey.id).await.unwrap();
    assert_eq!(seen.by_reason.iter().find(|(name, _)| *name == "one-device").map(|it| it.1), Some(4));
    let kept = api.app.house.store.list_answers(survey.organisation, survey.id, &PageAsked::first(100)).await.unwrap();
    let marks: Vec<_> = kept.items.iter().map(|it| it.traces.device.clone()).collect();
    assert_eq!(marks.iter().filter(|it| it.is_none()).count(), 2);
    assert!(marks.iter().flatten().all(|mark| mark.len() == 32 && mark.is_ascii()), "{marks:?}");
}
