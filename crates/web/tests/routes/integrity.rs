//! Floods and honest people at the doors of a survey; answers looked over in the cabinet; one-time codes; the note.

use super::questionnaire::{hidden, running};
use crate::util::{Answer, TestApp};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use otklik_app::{Clock, integrity, score, survey};
use otklik_domain::access::Role;
use otklik_domain::ids::RoundId;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock that a test moves.
#[derive(Clone, Default)]
struct Moved(Arc<AtomicI64>);

impl Moved {
    fn to(&self, second: i64) {
        self.0.store(second, Ordering::Relaxed);
    }
}

impl Clock for Moved {
    fn now(&self) -> Timestamp {
        let noon: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
        noon.checked_add(SignedDuration::from_secs(self.0.load(Ordering::Relaxed))).unwrap()
    }
}

/// What the script of a page does.
fn worked(words: &str) -> String {
    let (pieces, bits) = (words.split('.').next().unwrap(), words.split('.').nth(1).unwrap());
    let bits: u32 = bits.parse().unwrap();
    let find = |piece: usize| {
        let begun = Sha256::new().chain_update(format!("{words}.{piece}."));
        let is_right = |number: &u64| {
            let sum = begun.clone().chain_update(number.to_string()).finalize();
            u32::from_be_bytes([sum[0], sum[1], sum[2], sum[3]]).leading_zeros() >= bits
        };
        (0_u64..).find(is_right).unwrap().to_string()
    };
    let numbers: Vec<String> = (0..pieces.parse().unwrap()).map(find).collect();
    format!("{words}:{}", numbers.join(","))
}

fn attribute<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    html.split(&format!(" {name}=\"")).nth(1)?.split('"').next()
}

fn body(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect::<Vec<_>>().join("&")
}

/// Somebody at the door: what they keep, whether they run scripts, what they answer.
#[derive(Clone)]
struct Visitor {
    cookie: String,
    has_scripts: bool,
    pattern: u64,
}

/// A questionnaire under way: its address, the name of its answer, what its visitor is.
struct UnderWay {
    at: String,
    id: String,
    visitor: Visitor,
}

async fn begin(app: &TestApp, code: &str, visitor: &Visitor, ticket: &str) -> Result<UnderWay, Answer> {
    let path = format!("/s/{code}");
    let mut fields = hidden(&app.get(&path, &visitor.cookie).await.text);
    fields.push(("ticket".to_owned(), ticket.to_owned()));
    let id = fields.iter().find(|(name, _)| name == "id").unwrap().1.clone();
    let all: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let started = app.post_raw(&path, &visitor.cookie, body(&all)).await;
    if started.code != StatusCode::SEE_OTHER {
        return Err(started);
    }
    Ok(UnderWay { at: started.location, id, visitor: visitor.clone() })
}

/// Answers and sends.
async fn send(app: &TestApp, way: &UnderWay) -> Answer {
    let page = format!("{}/overall", way.at);
    let shown = app.get(&page, "").await;
    let work = attribute(&shown.text, "data-work").filter(|_| way.visitor.has_scripts).map(worked).unwrap_or_default();
    let yes = |bit: u32| if way.visitor.pattern >> bit & 1 == 0 { "yes" } else { "no" };
    let said = [("recommend", yes(0)), ("schedule_ok", yes(1)), ("overall_ok", yes(2)), ("work", work.as_str())];
    assert_eq!(app.post_raw(&page, "", body(&said)).await.code, StatusCode::SEE_OTHER);
    app.post_raw(&format!("{}/check", way.at), "", String::new()).await
}

/// So many begin one after another and send after so many seconds; names of the answers that were taken.
async fn crowd(
    (app, clock): (&TestApp, &Moved),
    code: &str,
    (from, every, takes): (i64, i64, i64),
    visitors: Vec<Visitor>,
) -> BTreeSet<String> {
    let mut under_way = Vec::new();
    for (at, visitor) in (0..).zip(&visitors) {
        clock.to(from + every * at);
        under_way
            .push((from + every * at + takes + (at % 7).min(takes), begin(app, code, visitor, "").await.ok().unwrap()));
    }
    under_way.sort_by_key(|(second, _)| *second);
    let mut taken = BTreeSet::new();
    for (second, way) in under_way {
        clock.to(second);
        let sent = send(app, &way).await;
        assert_eq!(sent.location, format!("{}/thanks", way.at), "{}", sent.text);
        taken.insert(way.id);
    }
    taken
}

fn visitors(n: u64, has_scripts: bool, cookie: &str) -> Vec<Visitor> {
    let one = |number: u64| Visitor {
        cookie: cookie.to_owned(),
        has_scripts,
        pattern: (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20,
    };
    (0..n).map(one).collect()
}

#[tokio::test]
async fn floods_are_flagged_and_three_hundred_honest_phones_are_not() {
    let clock = Moved::default();
    let app = TestApp::with_clock(Arc::new(clock.clone())).await;
    let (round, code, _) = running(&app, "2026-11-30").await;
    let site = (&app, &clock);
    let honest = crowd(site, &code, (0, 4, 150), visitors(300, true, "")).await;
    let mut bots = crowd(site, &code, (3000, 1, 0), visitors(60, true, "")).await;
    bots.extend(crowd(site, &code, (6000, 5, 150), visitors(60, false, "")).await);
    let one_browser = format!("device={}", "ab".repeat(16));
    bots.extend(crowd(site, &code, (9000, 300, 150), visitors(60, true, &one_browser)).await);

    let one = begin(&app, &code, &visitors(1, true, "")[0], "").await.ok().unwrap();
    clock.to(40_000);
    let sent = send(&app, &one).await;
    for _ in 0..40 {
        let again = app.post_raw(&format!("{}/check", one.at), "", String::new()).await;
        assert_eq!(again.location, sent.location, "a replay is the same answer");
    }

    let line = survey::round_surveys(&app.admin(), round).await.unwrap().remove(0);
    assert_eq!(line.n_answers, 300 + 180 + 1, "everything is kept and counts until a person decides");
    let survey = line.survey.value;
    let shown = integrity::overview(&app.admin(), survey.organisation, survey.id).await.unwrap();
    let grave: BTreeSet<String> = shown.answers.iter().filter(|it| it.is_grave).map(|it| it.id.to_string()).collect();
    let n_caught = bots.iter().filter(|id| grave.contains(*id)).count();
    assert!(n_caught * 100 >= bots.len() * 99, "{n_caught} of {}: {:?}", bots.len(), shown.by_reason);
    let harmed: Vec<_> = honest.iter().filter(|id| grave.contains(*id)).collect();
    assert!(harmed.is_empty(), "{} honest people of {} are harmed", harmed.len(), honest.len());
    assert_eq!(shown.beside.without_flagged.respondents, 301);
    assert_eq!(score::verify(&*app.house.store).await.unwrap(), vec![]);
}

#[tokio::test]
async fn a_leaked_link_opens_nothing_where_codes_are_asked_for() {
    let app = TestApp::new().await;
    let (round, code, _) = running(&app, "2026-11-30").await;
    let line = survey::round_surveys(&app.admin(), round).await.unwrap().remove(0).survey;
    let (organisation, id) = (line.value.organisation, line.value.id);
    let cookie = app.sign_in(Role::Operator).await;
    let path = format!("/cabinet/surveys/{code}/tickets");
    assert!(app.get(&path, &cookie).await.text.contains("кодов не спрашивает"));
    let version = line.version.0.to_string();
    let asked = app.post(&path, &cookie, &[("action", "ask"), ("version", &version)]).await;
    assert_eq!(asked.location, format!("{path}?done=kept"), "{}", asked.text);
    let wrong = app.post(&path, &cookie, &[("action", "print"), ("n", "сто")]).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("value=\"сто\"") && wrong.text.contains("href=\"#n\""), "{}", wrong.text);
    let printed = app.post(&path, &cookie, &[("action", "print"), ("n", "2")]).await;
    let codes: Vec<&str> =
        printed.text.split("<strong class=\"o-code\">").skip(1).filter_map(|it| it.split('<').next()).collect();
    assert_eq!(codes.len(), 2, "{}", printed.text);
    assert!(!app.get(&path, &cookie).await.text.contains(codes[0]), "shown once");

    let visitor = &visitors(1, true, "")[0];
    assert!(app.get(&format!("/s/{code}"), "").await.text.contains("Одноразовый код"));
    for wrong in ["", "7KX2", "22222222"] {
        let refused = begin(&app, &code, visitor, wrong).await.err().unwrap();
        assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(refused.text.contains("id=\"ticket-fault\"") && refused.text.contains(wrong), "{}", refused.text);
    }
    // Two began with one code: the first who sends is taken, the other is told.
    let (one, two) = (begin(&app, &code, visitor, codes[0]).await, begin(&app, &code, visitor, codes[0]).await);
    let (one, two) = (one.ok().unwrap(), two.ok().unwrap());
    assert!(send(&app, &one).await.location.ends_with("/thanks"));
    let late = send(&app, &two).await;
    assert_eq!(late.code, StatusCode::CONFLICT, "{}", late.text);
    assert!(late.text.contains("код уже использован"), "{}", late.text);
    let after = begin(&app, &code, visitor, &codes[0].to_lowercase()).await.err().unwrap();
    assert!(after.text.contains("уже ответили"), "{}", after.text);
    let counts = integrity::ticket_counts(&app.admin(), organisation, id).await.unwrap();
    assert_eq!((counts.n_printed, counts.n_used), (2, 1));
}

/// A survey with six answers, five of them from one browser.
async fn flooded(app: &TestApp, clock: &Moved) -> (RoundId, String, String) {
    let (round, code, slug) = running(app, "2026-11-30").await;
    crowd((app, clock), &code, (0, 400, 150), visitors(3, true, "")).await;
    let one_browser = format!("device={}", "ab".repeat(16));
    crowd((app, clock), &code, (3000, 400, 150), visitors(5, true, &one_browser)).await;
    (round, code, slug)
}

#[tokio::test]
async fn answers_are_looked_over_left_out_and_brought_back() {
    let clock = Moved::default();
    let app = TestApp::with_clock(Arc::new(clock.clone())).await;
    let (round, code, slug) = flooded(&app, &clock).await;
    let cookie = app.sign_in(Role::Administrator).await;
    let (of_round, path) = (format!("/cabinet/rounds/{round}/answers"), format!("/cabinet/surveys/{code}/answers"));
    assert!(app.get(&format!("/cabinet/rounds/{round}"), &cookie).await.text.contains(&of_round));
    let page = app.get(&of_round, &cookie).await;
    assert!(
        page.text.contains(&path) && page.text.contains("data-label=\"С вескими признаками:\">5<"),
        "{}",
        page.text
    );
    let wrong = app.post(&of_round, &cookie, &[("burst_answers", "много")]).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("value=\"много\"") && wrong.text.contains("href=\"#burst_answers\""), "{}", wrong.text);

    let page = app.get(&path, &cookie).await;
    for words in
        ["Анкет: 8. Отмечено: 5", "много с одного устройства: 5", "Без анкет с вескими признаками", "Считается"]
    {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let exclude = format!("/cabinet/surveys/{code}/exclude");
    let before = app.get(&format!("{exclude}?pick=one-device"), &cookie).await;
    assert!(before.text.contains("Исключить анкеты: 5") && before.text.contains("Если исключить"), "{}", before.text);
    let edition = app.house.store.edition().await.unwrap();
    for (n, reason) in [("5", ""), ("4", "С одного устройства")] {
        let fields = [("pick", "one-device"), ("n", n), ("reason", reason)];
        let refused = app.post(&exclude, &cookie, &fields).await;
        assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert!(refused.text.contains("govuk-error-summary") && refused.text.contains(reason), "{}", refused.text);
    }
    assert_eq!(app.house.store.edition().await.unwrap(), edition, "nothing was kept");
    let fields = [("pick", "one-device"), ("n", "5"), ("reason", "С одного устройства")];
    assert_eq!(app.post(&exclude, &cookie, &fields).await.location, format!("{path}?done=excluded"));
    let page = app.get(&path, &cookie).await;
    assert!(
        page.text.contains("Исключена: С одного устройства") && page.text.contains("Исключено: 5"),
        "{}",
        page.text
    );

    let answer = format!("{path}/{}", page.text.split(&format!("{path}/")).nth(1).unwrap().split('"').next().unwrap());
    let one = app.get(&answer, &cookie).await;
    assert!(one.text.contains("Исключена из подсчёта") && one.text.contains("без ответа"), "{}", one.text);
    let version = attribute(one.text.split("name=\"version\"").nth(1).unwrap(), "value").unwrap();
    let back = app.post(&answer, &cookie, &[("decision", "counted"), ("version", version)]).await;
    assert_eq!(back.location, format!("{answer}?done=kept"), "{}", back.text);
    let empty = app.post(&answer, &cookie, &[("reason", " ")]).await;
    assert_eq!(empty.code, StatusCode::UNPROCESSABLE_ENTITY);
    let stale = app.post(&answer, &cookie, &[("reason", "Опять"), ("version", version)]).await;
    assert!(stale.code == StatusCode::UNPROCESSABLE_ENTITY && stale.text.contains("Опять"), "{}", stale.text);
    for nowhere in
        [format!("{path}/x"), format!("{path}/{}", uuid::Uuid::nil()), "/cabinet/surveys/22222222/answers".into()]
    {
        assert_eq!(app.get(&nowhere, &cookie).await.code, StatusCode::NOT_FOUND, "{nowhere}");
    }
    assert_eq!(app.get(&path, "").await.location, "/enter");

    let ctx = app.admin();
    score::count_round(&ctx, round, None).await.unwrap();
    let version = score::find_round(&ctx, round).await.unwrap().version;
    let version = score::close_round(&ctx, round, version).await.unwrap();
    score::approve_round(&app.council(), round).await.unwrap();
    score::publish_round(&ctx, round).await.unwrap();
    score::reopen_round(&ctx, round, version).await.unwrap();
    let public = app.get(&format!("/o/{slug}/score"), "").await;
    for words in
        ["Как проверяли анкеты", "Исключено из подсчёта: 4", "С одного устройства — анкет 4", "Когда анкету отмечают"]
    {
        assert!(public.text.contains(words), "{words}: {}", public.text);
    }
    let at = app.get(&path, &cookie).await;
    let at = attribute(at.text.split("name=\"at\"").nth(1).unwrap(), "value").unwrap().to_owned();
    assert_eq!(app.post(&path, &cookie, &[("at", &at)]).await.location, format!("{path}?done=counted-again"));
    assert_eq!(app.post(&path, &cookie, &[("at", &at)]).await.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.get(&format!("/o/{slug}/score"), "").await.text, public.text, "what is published is frozen");
    assert_eq!(score::verify(&*app.house.store).await.unwrap(), vec![]);
}

#[tokio::test]
async fn a_browser_keeps_its_mark_and_without_scripts_all_is_taken() {
    let app = TestApp::new().await;
    let (round, code, _) = running(&app, "2026-11-30").await;
    let path = format!("/s/{code}");
    let fields = hidden(&app.get(&path, "").await.text);
    let all: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let started = app.post_raw(&path, "", body(&all)).await;
    for words in ["device=", "HttpOnly", "SameSite=Lax", "Path=/s"] {
        assert!(started.cookie.contains(words), "{words}: {}", started.cookie);
    }
    let kept = started.cookie.split(';').next().unwrap().to_owned();
    for (number, has_scripts) in [(1, true), (2, false)] {
        let visitor = Visitor { cookie: kept.clone(), has_scripts, pattern: number };
        let way = begin(&app, &code, &visitor, "").await.ok().unwrap();
        assert!(send(&app, &way).await.location.ends_with("/thanks"), "{number}");
    }
    let survey = survey::round_surveys(&app.admin(), round).await.unwrap().remove(0).survey.value;
    let asked = otklik_app::record::PageAsked::first(10);
    let kept_answers = app.house.store.list_answers(survey.organisation, survey.id, &asked).await.unwrap().items;
    let worked: BTreeSet<_> = kept_answers.iter().map(|it| it.traces.has_worked).collect();
    assert_eq!(worked, BTreeSet::from([Some(true), Some(false)]));
    let marks: BTreeSet<_> = kept_answers.iter().map(|it| it.traces.device.clone().unwrap()).collect();
    assert_eq!(marks.len(), 1, "one browser, one mark");
    assert!(!marks.iter().any(|mark| kept.contains(mark.as_str())), "what the browser keeps is not kept here");
    for forged in ["", "x", "16.10.forged:0,0,0"] {
        let way = begin(&app, &code, &visitors(1, false, "")[0], "").await.ok().unwrap();
        let page = format!("{}/politeness", way.at);
        assert_eq!(app.post_raw(&page, "", body(&[("work", forged)])).await.code, StatusCode::SEE_OTHER);
        assert!(app.get(&page, "").await.text.contains("data-work"), "{forged} is no work");
    }
}
