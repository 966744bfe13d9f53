//! The questionnaire as a citizen without a script meets it: from the poster to the receipt, stopped, gone on, too late.

use crate::util::{Answer, TestApp};
use axum::http::StatusCode;
use otklik_app::score::{self, RoundCard};
use otklik_app::survey;
use otklik_domain::ids::RoundId;
use otklik_domain::round::Dates;
use otklik_domain::survey::Term;

fn day(text: &str) -> otklik_domain::Date {
    text.parse().unwrap()
}

/// A running survey: the round, the code of the organisation's own place, its address name.
pub(super) async fn running(app: &TestApp, closes_on: &str) -> (RoundId, String, String) {
    let ctx = app.admin();
    let card = otklik_domain::registry::Card {
        name: "Луговской дом культуры".to_owned(),
        sector: "culture".to_owned(),
        phone: "8 (800) 000-00-00".to_owned(),
        ..Default::default()
    };
    let organisation = otklik_app::registry::create_organisation(&ctx, &card).await.unwrap();
    let survey = Term { opens_on: Some(day("2026-09-01")), closes_on: Some(day(closes_on)) };
    let dates = Dates { survey, ..Dates::default() };
    let round = score::open_round(&ctx, &RoundCard { dates, ..RoundCard::new("culture", 2026) }).await.unwrap();
    score::take_into_round(&ctx, round, &Default::default()).await.unwrap();
    survey::open_surveys(&ctx, round).await.unwrap();
    let code = survey::round_surveys(&ctx, round).await.unwrap()[0].survey.value.code.to_string();
    (round, code, organisation.slug.to_string())
}

/// Fields a page would send back as they are.
pub(super) fn hidden(html: &str) -> Vec<(String, String)> {
    let tags = html.split("<input type=\"hidden\" name=\"").skip(1);
    let one = |tag: &str| {
        let (name, rest) = tag.split_once('"').unwrap();
        (name.to_owned(), rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned())
    };
    tags.map(one).collect()
}

async fn press(app: &TestApp, path: &str, page: &Answer, fields: &[(&str, &str)]) -> Answer {
    let kept = hidden(&page.text);
    let kept = kept.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<(&str, &str)> = kept.chain(fields.iter().copied()).collect();
    app.post(path, "", &all).await
}

/// Begins and gives the address of the questionnaire under way.
pub(super) async fn begun(app: &TestApp, path: &str) -> String {
    let intro = app.get(path, "").await;
    assert_eq!(intro.code, StatusCode::OK, "{path}: {}", intro.text);
    let started = press(app, path.split('?').next().unwrap(), &intro, &[]).await;
    assert_eq!(started.code, StatusCode::SEE_OTHER, "{}", started.text);
    started.location
}

pub(super) async fn answer(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> String {
    let page = app.get(path, "").await;
    assert_eq!(page.code, StatusCode::OK, "{path}: {}", page.text);
    let said = press(app, path.split('?').next().unwrap(), &page, fields).await;
    assert_eq!(said.code, StatusCode::SEE_OTHER, "{path}: {}", said.text);
    said.location
}

pub(super) const REST: [(&str, &[(&str, &str)]); 5] = [
    ("comfort", &[("comfort_ok", "yes")]),
    ("access", &[("disability", "no")]),
    ("politeness", &[("contact_ok", "yes"), ("service_ok", "yes"), ("remote_used", "no")]),
    ("overall", &[("recommend", "yes"), ("schedule_ok", "no"), ("overall_ok", "yes")]),
    ("about", &[("suggestion", "<script>alert(1)</script> & лавочку"), ("sex", "female"), ("age", "67")]),
];

#[tokio::test]
async fn a_questionnaire_is_filled_page_by_page_and_sent_once() {
    let app = TestApp::new().await;
    let (round, code, slug) = running(&app, "2026-11-30").await;
    let intro = app.get(&format!("/s/{}", code.to_lowercase()), "").await;
    for words in ["Луговской дом культуры", "3–5 минут, 6 шагов", "анонимно", "Простыми словами", "tel:88000000000"]
    {
        assert!(intro.text.contains(words), "{words}: {}", intro.text);
    }
    let at = begun(&app, &format!("/s/{code}")).await;
    assert!(at.starts_with("/a/"), "{at}");
    let first = app.get(&at, "").await.location;
    assert_eq!(first, format!("{at}/information"));
    let page = app.get(&first, "").await;
    assert!(page.text.contains("Шаг 1 из 6") && page.text.contains("При посещении организации обращались ли Вы"));
    assert!(page.text.contains("type=\"radio\" id=\"stand_used-0\"") && !page.text.contains("name=\"stand_ok\""));

    let reminder = answer(&app, &first, &[("stand_used", "yes")]).await;
    assert_eq!(reminder, format!("{first}?missing=yes"), "a skipped question is told once");
    let page = app.get(&reminder, "").await;
    assert!(page.text.contains("Без ответа: 1") && page.text.contains("value=\"yes\" checked"), "{}", page.text);
    let more = answer(&app, &reminder, &[("stand_used", "yes")]).await;
    assert_eq!(more, format!("{at}/information-more"), "the second press goes on");
    let page = app.get(&more, "").await;
    assert!(page.text.contains("name=\"stand_ok\"") && !page.text.contains("name=\"site_ok\""), "{}", page.text);
    let mut to = answer(&app, &more, &[("stand_ok", "no")]).await;
    for (name, fields) in REST {
        assert_eq!(to, format!("{at}/{name}"));
        to = answer(&app, &to, fields).await;
    }
    assert_eq!(to, format!("{at}/check"));
    let check = app.get(&to, "").await;
    assert!(check.text.contains("Без ответа") && check.text.contains("/about?then=check"), "{}", check.text);
    assert!(!check.text.contains("<script>alert") && check.text.contains("&#60;script&#62;alert"), "{}", check.text);
    let back = app.get(&format!("{at}/about"), "").await;
    assert!(!back.text.contains("<script>alert") && back.text.contains("value=\"67\""), "{}", back.text);

    let sent = press(&app, &to, &check, &[]).await;
    assert_eq!(sent.location, format!("{at}/thanks"), "{}", sent.text);
    let twice = press(&app, &to, &check, &[]).await;
    assert_eq!(twice.location, sent.location, "a double press is one answer");
    let thanks = app.get(&sent.location, "").await;
    assert!(thanks.text.contains("Номер квитанции") && thanks.text.contains("до 30 ноября 2026"), "{}", thanks.text);
    assert!(thanks.text.contains(&format!("/o/{slug}")) && thanks.cookie.is_empty());
    assert_eq!(app.get(&first, "").await.location, sent.location, "what was sent is not shown again");
    let lines = survey::round_surveys(&app.admin(), round).await.unwrap();
    assert_eq!(lines[0].n_answers, 1);
}

#[tokio::test]
async fn a_questionnaire_is_gone_on_with_and_changed() {
    let app = TestApp::new().await;
    let (_, code, _) = running(&app, "2026-11-30").await;
    let at = begun(&app, &format!("/s/{code}?look=plain")).await;
    let page = app.get(&format!("{at}/information"), "").await;
    assert!(page.text.contains("Читали ли вы у нас стенды"), "plain words: {}", page.text);
    answer(&app, &format!("{at}/information"), &[("stand_used", "yes"), ("site_used", "yes")]).await;
    answer(&app, &format!("{at}/information-more"), &[("stand_ok", "yes"), ("site_ok", "yes")]).await;
    let later = app.get(&format!("{at}/later"), "").await;
    assert!(later.text.contains("29 ноября 2026") && later.text.contains(&at), "{}", later.text);
    let groups = later.text.split("o-code\">").nth(1).unwrap().split('<').next().unwrap().to_lowercase();
    assert_eq!(app.get(&format!("/s?code={groups}"), "").await.location, at);
    assert_eq!(app.get(&at, "").await.location, format!("{at}/comfort"), "where one stopped");
    let to = answer(&app, &format!("{at}/information?then=check"), &[("stand_used", "no"), ("site_used", "yes")]).await;
    assert_eq!(to, format!("{at}/check"), "what was answered is not asked again");
    let check = app.get(&to, "").await;
    assert!(!check.text.contains("Хватило ли вам того"), "a «нет» takes along what follows it: {}", check.text);
    let wrong = app.post(&format!("{at}/about"), "", &[("age", "сто"), ("suggestion", "Лавочку")]).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["href=\"#age\"", "value=\"сто\"", "Лавочку", "целое число от 0 до 120", "<title>Ошибка"]
    {
        assert!(wrong.text.contains(words), "{words}: {}", wrong.text);
    }
}

#[tokio::test]
async fn an_empty_questionnaire_is_not_sent() {
    let app = TestApp::new().await;
    let (_, code, _) = running(&app, "2026-11-30").await;
    let at = begun(&app, &format!("/s/{code}")).await;
    let sent = app.post(&format!("{at}/check"), "", &[]).await;
    assert_eq!(sent.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent.text.contains("ни одного ответа"), "{}", sent.text);
    assert_eq!(app.get(&format!("{at}/nothing"), "").await.location, at);
    assert_eq!(app.get(&format!("{at}/thanks"), "").await.location, at);
}

#[tokio::test]
async fn codes_and_days_are_told_clearly() {
    let app = TestApp::new().await;
    let (round, code, slug) = running(&app, "2026-11-30").await;
    for path in
        ["/s/22222222", "/s/poster", "/s?code=22222222", "/a/22222222", "/a/22222222/check", "/s/22222222/kiosk"]
    {
        let page = app.get(path, "").await;
        assert_eq!(page.code, StatusCode::NOT_FOUND, "{path}");
        assert!(page.text.contains("Такого кода нет") && page.text.contains("id=\"code\""), "{path}: {}", page.text);
    }
    assert!(app.get("/s", "").await.text.contains("Введите код с плаката"));
    let sent_empty = app.get("/s?code=+", "").await;
    assert_eq!(sent_empty.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent_empty.text.contains("Впишите код с плаката"), "{}", sent_empty.text);
    assert_eq!(app.get(&format!("/s?code={code}"), "").await.location, format!("/s/{code}"));
    assert_eq!(app.get(&format!("/o/{slug}/survey"), "").await.location, format!("/s/{code}"));
    assert!(app.get(&format!("/o/{slug}"), "").await.text.contains("Оценить качество"));
    let at = begun(&app, &format!("/s/{code}")).await;
    answer(&app, &format!("{at}/information"), &[("stand_used", "no"), ("site_used", "no")]).await;
    let ctx = app.admin();
    let line = survey::round_surveys(&ctx, round).await.unwrap().remove(0).survey;
    let (owner, id) = (line.value.organisation, line.value.id);
    let version = survey::close_survey(&ctx, owner, id, line.version, "ремонт").await.unwrap();
    for path in [format!("/s/{code}"), format!("{at}/comfort"), format!("/s/{code}/kiosk")] {
        let page = app.get(&path, "").await;
        assert_eq!(page.code, StatusCode::GONE, "{path}");
        assert!(page.text.contains("Опрос завершён") && page.text.contains("/score"), "{path}: {}", page.text);
    }
    assert_eq!(app.post(&format!("{at}/check"), "", &[]).await.code, StatusCode::GONE);
    assert!(app.get(&format!("/o/{slug}/survey"), "").await.text.contains("Опрос сейчас не идёт"));
    assert!(!app.get(&format!("/o/{slug}"), "").await.text.contains("Оценить качество"));
    let version = survey::reopen_survey(&ctx, owner, id, version).await.unwrap();
    let term = Term { opens_on: Some(day("2026-12-01")), closes_on: None };
    survey::change_term(&ctx, owner, id, version, term).await.unwrap();
    let early = app.get(&format!("/s/{code}"), "").await;
    assert!(early.text.contains("Опрос ещё не начался") && early.text.contains("1 декабря 2026"), "{}", early.text);
}

#[tokio::test]
async fn forms_that_were_made_up_begin_nothing() {
    let app = TestApp::new().await;
    let (_, code, _) = running(&app, "2026-11-30").await;
    let path = format!("/s/{code}");
    let intro = app.get(&path, "").await;
    for (name, value, words) in [
        ("website", "http://spam.example", "Невидимое поле"),
        ("sign", "00", "слишком давно"),
        ("at", "1", "слишком давно"),
        ("id", "x", "слишком давно"),
    ] {
        let mut fields = hidden(&intro.text);
        fields.retain(|(known, _)| known != name);
        fields.push((name.to_owned(), value.to_owned()));
        let all: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let said = app.post(&path, "", &all).await;
        assert_eq!(said.code, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(said.text.contains(words) && said.text.contains("name=\"sign\""), "{name}: {}", said.text);
    }
    let (one, two) = (press(&app, &path, &intro, &[]).await, press(&app, &path, &intro, &[]).await);
    assert_eq!(one.location, two.location, "pressed twice, begun once");
}

#[tokio::test]
async fn only_the_embedded_questionnaire_may_be_framed_and_a_kiosk_begins_again() {
    let app = TestApp::new().await;
    let (_, code, _) = running(&app, "2026-11-30").await;
    let embed = format!("/s/{code}/embed");
    let at = begun(&app, &embed).await;
    assert!(at.starts_with(&format!("{embed}/")), "{at}");
    let screen = app.get(&at, "").await.location;
    for (path, may) in [(embed.as_str(), true), (screen.as_str(), true), (&format!("/s/{code}"), false), ("/s", false)]
    {
        let page = app.get(path, "").await;
        assert_eq!(page.policy.contains("frame-ancestors *"), may, "{path}: {}", page.policy);
        assert_eq!(page.policy.contains("frame-ancestors 'none'"), !may, "{path}");
        assert!(!page.text.contains("style=") && !page.text.contains("onclick"), "{path}");
    }
    let to = answer(&app, &screen, &[("stand_used", "no"), ("site_used", "no")]).await;
    assert_eq!(to, format!("{at}/comfort"));
    let kiosk = format!("/s/{code}/kiosk");
    let at = begun(&app, &kiosk).await;
    let page = app.get(&format!("{at}/information"), "").await;
    let again = format!("<meta http-equiv=\"refresh\" content=\"60;url={kiosk}\">");
    assert!(page.text.contains(&again) && page.text.contains(&format!("data-start=\"{kiosk}\"")), "{}", page.text);
    assert!(!page.text.contains("Продолжить позже") && !page.text.contains("<header>"), "{}", page.text);
}

/// Bytes of an answer as a browser with brotli gets it.
async fn weight(app: &TestApp, path: &str) -> usize {
    app.weight(path).await
}

#[tokio::test]
async fn pages_of_the_questionnaire_keep_their_budget() {
    let app = TestApp::new().await;
    let (_, code, _) = running(&app, "2026-11-30").await;
    let at = begun(&app, &format!("/s/{code}")).await;
    answer(&app, &format!("{at}/information"), &[("stand_used", "yes"), ("site_used", "yes")]).await;
    let mut assets = std::collections::BTreeSet::new();
    let mut heaviest = 0;
    for path in [format!("/s/{code}"), format!("{at}/information"), format!("{at}/politeness"), format!("{at}/check")] {
        let html = weight(&app, &path).await;
        assert!(html <= 14 * 1024, "{path}: {html}");
        heaviest = heaviest.max(html);
        let page = app.get(&path, "").await;
        let found = page.text.split(['"', ' ']).filter(|word| word.starts_with("/assets/"));
        assets.extend(found.map(ToOwned::to_owned));
        assert!(!page.text.contains("http://") && !page.text.contains("https://"), "{path}: no third parties");
    }
    let mut total = heaviest;
    for asset in &assets {
        let bytes = weight(&app, asset).await;
        let most = match asset.rsplit('.').next() {
            Some("css") => 20 * 1024,
            Some("js") => 12 * 1024,
            _ => 10 * 1024,
        };
        assert!(bytes <= most, "{asset}: {bytes}");
        total += bytes;
    }
    let css = app.get(assets.iter().find(|name| name.contains(".css")).unwrap(), "").await.text;
    let fonts =
        ["cyrillic-400", "cyrillic-700", "latin-400", "latin-700"].map(|name| format!("/golos-text-{name}-normal"));
    for font in &fonts {
        let name = css.split("url(").find(|url| url.contains(&font[..])).unwrap().split(')').next().unwrap();
        total += weight(&app, name).await;
    }
    assert!(total <= 80 * 1024, "a first visit takes {total} bytes");
    assert!(1 + assets.len() + fonts.len() <= 8, "{assets:?} and {} fonts", fonts.len());
}

#[tokio::test]
async fn codes_to_go_on_with_cannot_be_guessed_for_ever() {
    let app = TestApp::new().await;
    let (_, code, _) = running(&app, "2026-12-01").await;
    let under_way = begun(&app, &format!("/s/{code}")).await;
    let page = app.get(&format!("{under_way}/information"), "").await;
    assert_eq!(page.code, StatusCode::OK);
    for n in 0..300_u32 {
        let made_up: String = (0..8).map(|at| char::from(b"23456789"[(n >> (3 * at) & 7) as usize])).collect();
        let said = app.get(&format!("/a/{made_up}"), "").await;
        assert_eq!(said.code, StatusCode::NOT_FOUND, "{made_up}");
    }
    assert_eq!(app.get(&under_way, "").await.code, StatusCode::TOO_MANY_REQUESTS);
    let typed = [("stand_used", "yes"), ("site_used", "no")];
    let kept = press(&app, &format!("{under_way}/information"), &page, &typed).await;
    assert_eq!(kept.code, StatusCode::TOO_MANY_REQUESTS);
    assert!(kept.text.contains("Ответы не потеряны") && kept.text.contains("stand_used"), "{}", kept.text);
    let typed = app.get(&format!("/s?code={code}"), "").await;
    assert_eq!(typed.code, StatusCode::SEE_OTHER, "a survey is found all the same");
}
