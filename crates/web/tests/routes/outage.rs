//! The questionnaire while the data base is away, takes nothing, or answers too late: its door stands, everybody is told
//! when to try again, and what is sent again under the same name is kept once.

use super::api::surveys::{filled, opened};
use super::api::{Api, Got};
use super::questionnaire::{REST, answer, begun, hidden, running};
use crate::util::{Answer, TestApp};
use axum::http::StatusCode;
use jiff::Timestamp;
use otklik_app::FixedClock;
use otklik_app::record::{PageAsked, Survey};
use otklik_app::survey;
use otklik_domain::ids::RoundId;
use otklik_testkit::databases::{self, Outage, Restartable, Scratch, Shaky, Switch};
use serde_json::json;
use std::sync::Arc;

const OUTAGES: [Outage; 4] = [Outage::Away, Outage::ReadOnly, Outage::BeforeCommit, Outage::AfterCommit];

fn app_over(scratch: Scratch) -> TestApp {
    let now: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
    TestApp::over(scratch, Arc::new(FixedClock(now)))
}

/// Both engines, one after the other; PostgreSQL where there is one.
async fn shaky(test: &str) -> Vec<(TestApp, Switch)> {
    let all = [Some(databases::shaky_sqlite().await), databases::shaky_postgres(test).await];
    all.into_iter().flatten().map(|Shaky { scratch, switch }| (app_over(scratch), switch)).collect()
}

async fn survey_of(app: &TestApp, round: RoundId) -> Survey {
    survey::round_surveys(&app.admin(), round).await.unwrap().remove(0).survey.value
}

async fn n_answers(app: &TestApp, survey: &Survey) -> usize {
    let page = app.house.store.list_answers(survey.organisation, survey.id, &PageAsked::first(500)).await.unwrap();
    page.items.len()
}

/// It is told when to try again, and that nothing is lost.
fn is_told_to_try_again(said: &Answer, what: &str) {
    assert_eq!(said.code, StatusCode::SERVICE_UNAVAILABLE, "{what}: {}", said.text);
    let seconds: u32 = said.retry_after.parse().unwrap_or_else(|_| panic!("{what}: when to try again is not said"));
    assert!((1..=60).contains(&seconds), "{what}: {seconds}");
}

/// Presses «Повторить» of a page that could not be kept.
async fn press_again(app: &TestApp, said: &Answer) -> Answer {
    let action = said.text.split("<form method=\"post\" action=\"").nth(1).unwrap().split('"').next().unwrap();
    let fields = hidden(&said.text);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    app.post(action, "", &fields).await
}

/// Answers every page but sends nothing yet; gives the address.
async fn filled_in(app: &TestApp, code: &str) -> String {
    let at = begun(app, &format!("/s/{code}")).await;
    answer(app, &format!("{at}/information"), &[("stand_used", "no"), ("site_used", "no")]).await;
    for (name, fields) in REST {
        answer(app, &format!("{at}/{name}"), fields).await;
    }
    at
}

#[tokio::test]
async fn the_door_of_a_questionnaire_stands_while_the_store_is_away() {
    for (app, switch) in shaky("the_door_of_a_questionnaire_stands_while_the_store_is_away").await {
        let (round, code, _) = running(&app, "2026-11-30").await;
        let path = format!("/s/{code}");
        let intro = app.get(&path, "").await;
        assert_eq!(intro.code, StatusCode::OK);
        let kept = survey::round_surveys(&app.admin(), round).await.unwrap().remove(0).survey;
        let term = kept.value.term;
        survey::change_term(&app.admin(), kept.value.organisation, kept.value.id, kept.version, term).await.unwrap();
        for outage in OUTAGES {
            switch.turn(outage);
            for path in [&path, &format!("{path}/kiosk"), &format!("{path}/embed")] {
                let page = app.get(path, "").await;
                assert_eq!(page.code, StatusCode::OK, "{outage:?} {path}: {}", page.text);
                assert!(page.text.contains("Луговской дом культуры") && page.text.contains("name=\"sign\""));
            }
            let fields = hidden(&app.get(&path, "").await.text);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let said = app.post(&path, "", &fields).await;
            is_told_to_try_again(&said, &format!("{outage:?}: begun"));
            switch.turn(Outage::None);
            let started = press_again(&app, &said).await;
            assert_eq!(started.code, StatusCode::SEE_OTHER, "{outage:?}: {}", started.text);
            assert!(started.location.starts_with("/a/"), "{}", started.location);
        }
        switch.turn(Outage::Away);
        let unknown = app.get("/s/22222222", "").await;
        is_told_to_try_again(&unknown, "a code that was never read is not called unknown");
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_kept_keeps_what_was_typed() {
    for (app, switch) in shaky("a_page_that_cannot_be_kept_keeps_what_was_typed").await {
        let (_, code, _) = running(&app, "2026-11-30").await;
        for outage in OUTAGES {
            let at = begun(&app, &format!("/s/{code}")).await;
            switch.turn(outage);
            if outage == Outage::Away {
                is_told_to_try_again(&app.get(&format!("{at}/comfort"), "").await, "a page is asked for");
            }
            let about = format!("{at}/about");
            let typed = [("suggestion", "Лавочку & «свет»"), ("sex", "female"), ("age", "67"), ("reminded", "yes")];
            let said = app.post(&about, "", &typed).await;
            is_told_to_try_again(&said, &format!("{outage:?}"));
            assert!(said.text.contains("Ответы не потеряны"), "{outage:?}: {}", said.text);
            assert!(said.text.contains("value=\"Лавочку &#38; «свет»\""), "{outage:?}: {}", said.text);
            switch.turn(Outage::None);
            let kept = press_again(&app, &said).await;
            assert_eq!(kept.code, StatusCode::SEE_OTHER, "{outage:?}: {}", kept.text);
            let back = app.get(&about, "").await;
            assert!(back.text.contains("Лавочку &#38; «свет»") || back.text.contains("value=\"67\""), "{}", back.text);
        }
    }
}

#[tokio::test]
async fn a_questionnaire_sent_while_the_store_fails_is_kept_once() {
    for (app, switch) in shaky("a_questionnaire_sent_while_the_store_fails_is_kept_once").await {
        let (round, code, _) = running(&app, "2026-11-30").await;
        let survey = survey_of(&app, round).await;
        for (n, outage) in OUTAGES.into_iter().enumerate() {
            let at = filled_in(&app, &code).await;
            switch.turn(outage);
            let said = app.post(&format!("{at}/check"), "", &[]).await;
            is_told_to_try_again(&said, &format!("{outage:?}"));
            switch.turn(Outage::None);
            let is_kept = usize::from(outage == Outage::AfterCommit);
            assert_eq!(n_answers(&app, &survey).await, n + is_kept, "{outage:?}: what was not acknowledged");
            for press in ["again", "twice"] {
                let sent = press_again(&app, &said).await;
                assert_eq!(sent.location, format!("{at}/thanks"), "{outage:?} {press}: {}", sent.text);
            }
            assert_eq!(n_answers(&app, &survey).await, n + 1, "{outage:?}: once");
        }
        assert_eq!(app.house.store.verify().await.unwrap(), Vec::new());
    }
}

async fn put(api: &Api, survey: &Survey, id: &str, is_used: bool) -> Got {
    let path = format!("/surveys/{}/answers/{id}", survey.code);
    api.json("PUT", &path, "", "", &filled(json!(is_used))).await
}

fn refused(got: &Got, code: u16, what: &str) {
    assert_eq!(got.code.as_u16(), code, "{what}: {}", got.value);
    assert!(got.header("retry-after").parse::<u32>().is_ok_and(|it| (1..=60).contains(&it)), "{what}");
}

#[tokio::test]
async fn a_program_that_sends_the_same_again_after_an_outage_is_answered_201_or_200() {
    for (app, switch) in shaky("a_program_that_sends_the_same_again").await {
        let api = Api::of(app);
        let (_, survey) = opened(&api).await;
        assert_eq!(put(&api, &survey, "6ba7b810-9dad-41d1-80b4-00c04fd430c0", true).await.code.as_u16(), 201);
        for (n, outage) in OUTAGES.into_iter().enumerate() {
            let id = format!("6ba7b810-9dad-41d1-80b4-00c04fd431{n:02}");
            switch.turn(outage);
            refused(&put(&api, &survey, &id, true).await, 503, &format!("{outage:?}"));
            assert_eq!(api.get(&format!("/surveys/{}", survey.code), "").await.code, StatusCode::OK, "{outage:?}");
            switch.turn(Outage::None);
            let expected = if outage == Outage::AfterCommit { [200, 200] } else { [201, 200] };
            for code in expected {
                assert_eq!(put(&api, &survey, &id, true).await.code.as_u16(), code, "{outage:?}");
            }
            assert_eq!(put(&api, &survey, &id, false).await.code.as_u16(), 409, "{outage:?}");
            assert_eq!(n_answers(&api.app, &survey).await, n + 2, "{outage:?}");
        }
        assert_eq!(api.app.house.store.verify().await.unwrap(), Vec::new());
    }
}

#[tokio::test]
async fn guessing_one_time_codes_is_answered_429_and_takes_nothing() {
    let api = Api::new().await;
    let (_, survey) = opened(&api).await;
    let ctx = api.app.admin();
    let version = api.app.house.store.find_survey(survey.organisation, survey.id).await.unwrap().unwrap().version;
    otklik_app::integrity::ask_tickets(&ctx, survey.organisation, survey.id, version, true).await.unwrap();
    let codes = otklik_app::integrity::print_tickets(&ctx, survey.organisation, survey.id, 1).await.unwrap();
    let send = async |n: usize, ticket: &str| {
        let mut body = filled(json!(true));
        body["ticket"] = json!(ticket);
        let path = format!("/surveys/{}/answers/6ba7b810-9dad-41d1-80b4-00c04fd3{n:04}", survey.code);
        api.json("PUT", &path, "", "", &body).await
    };
    assert_eq!(send(0, codes[0].as_str()).await.code.as_u16(), 201);
    let mut n_looked_at = 0;
    let stopped = loop {
        let got = send(1 + n_looked_at, "22222222").await;
        if got.code.as_u16() != 422 {
            break got;
        }
        n_looked_at += 1;
        assert!(n_looked_at < 1000, "nobody stops a machine that guesses");
    };
    refused(&stopped, 429, "too many wrong codes");
    assert!(n_looked_at >= 100, "a hall full of people mistypes: {n_looked_at}");
    assert_eq!(n_answers(&api.app, &survey).await, 1);
    let intro = api.app.get(&format!("/s/{}", survey.code), "").await;
    let mut fields = hidden(&intro.text);
    fields.push(("ticket".to_owned(), "33333333".to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let said = api.app.post(&format!("/s/{}", survey.code), "", &fields).await;
    assert_eq!((said.code.as_u16(), said.retry_after.as_str()), (429, "60"), "{}", said.text);
    assert!(said.text.contains("value=\"33333333\""), "what was typed stays: {}", said.text);
}

#[tokio::test]
async fn a_server_that_is_restarted_under_the_questionnaire_loses_nothing() {
    let test = "a_server_that_is_restarted_under_the_questionnaire_loses_nothing";
    let Some(Restartable { scratch, mut server }) = databases::restartable_postgres(test).await else { return };
    let api = Api::of(app_over(scratch));
    let (round, code, _) = running(&api.app, "2026-11-30").await;
    let survey = survey_of(&api.app, round).await;
    let at = filled_in(&api.app, &code).await;
    let id = "6ba7b810-9dad-41d1-80b4-00c04fd43001";
    for n in 1..=2 {
        server.stop();
        let door = api.app.get(&format!("/s/{code}"), "").await;
        assert_eq!(door.code, StatusCode::OK, "{}", door.text);
        let said = api.app.post(&format!("{at}/check"), "", &[]).await;
        refused(&put(&api, &survey, &id.replace("01", &format!("0{n}")), true).await, 503, "the server is stopped");
        if n == 1 {
            is_told_to_try_again(&said, "the server is stopped");
        }
        server.start();
        assert_eq!(put(&api, &survey, &id.replace("01", &format!("0{n}")), true).await.code.as_u16(), 201);
        let sent = api.app.post(&format!("{at}/check"), "", &[]).await;
        assert_eq!(sent.location, format!("{at}/thanks"), "{}", sent.text);
        assert_eq!(n_answers(&api.app, &survey).await, 1 + n);
    }
}
