//! Proof on its pages: brought in the cabinet, sent from a telephone, shown to everybody; every refusal keeps what was typed.

use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_app::links;
use otklik_domain::access::Role;

/// One white point.
const PNG: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 144, 119, 83,
    222, 0, 0, 0, 12, 73, 68, 65, 84, 120, 156, 99, 248, 255, 255, 63, 0, 5, 254, 2, 254, 13, 239, 70, 184, 0, 0, 0, 0,
    73, 69, 78, 68, 174, 66, 96, 130,
];

fn after(html: &str, piece: &str) -> String {
    html.split(piece).nth(1).and_then(|t| t.split('"').next()).unwrap_or_default().to_owned()
}

async fn measure(app: &TestApp, plan: &str) -> String {
    let plan = otklik_app::plans::plan(&app.admin(), plan.parse().unwrap()).await.unwrap();
    plan.measures.iter().find(|m| m.text.contains("стенд")).unwrap().id.to_string()
}

/// A worker whom the plan names, behind their link.
async fn worker(app: &TestApp, slug: &str) -> String {
    let organisation = app.house.store.find_organisation_by_slug(slug).await.unwrap().unwrap().value.id;
    let (_, secret) = links::invite(&app.admin(), "Сорока Нина Гавриловна", organisation).await.unwrap();
    let answer = app.post_raw(&format!("/m/{secret}"), "", TestApp::form(&[("code", "4071"), ("again", "4071")])).await;
    answer.cookie.split(';').next().unwrap().to_owned()
}

/// Sends the form of a page of the telephone with a photo, as a browser without scripts does.
async fn snap(app: &TestApp, cookie: &str, path: &str, fields: &[(&str, &str)], photo: &[u8]) -> crate::util::Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    body.extend(b"--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\r\n");
    body.extend([photo, b"\r\n--x--\r\n"].concat());
    app.post_body(path, cookie, "multipart/form-data; boundary=x", body).await
}

#[tokio::test]
async fn three_presses_on_a_telephone_report_a_measure_once() {
    let app = TestApp::new().await;
    let (plan, slug) = app.published().await;
    let (cookie, id) = (worker(&app, &slug).await, measure(&app, &plan).await);
    let list = app.get("/m", &cookie).await.text;
    let action = format!("/m/measures/{id}/done");
    assert!(list.contains(&format!("action=\"{action}\"")) && list.contains("capture=\"environment\""), "{list}");
    let (token, name) = (crate::util::token_of(&list), after(&list, "name=\"name\" value=\""));
    let fields = [("token", token.as_str()), ("name", name.as_str())];
    let wordless = app.post_raw(&action, &cookie, TestApp::form(&fields)).await;
    assert_eq!(wordless.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wordless.text.contains("или приложите снимок"), "{}", wordless.text);
    for (bytes, words) in [(&b""[..], "Выберите снимок или сделайте его"), (&b"GIF89a"[..], "не снимок JPEG или PNG")]
    {
        let broken = snap(&app, &cookie, &action, &fields, bytes).await;
        assert_eq!(broken.code, StatusCode::UNPROCESSABLE_ENTITY);
        let is_told = broken.text.contains("href=\"#photo\"") && broken.text.contains(words);
        assert!(is_told, "{}", broken.text);
    }
    for _ in 0..2 {
        let sent = snap(&app, &cookie, &action, &fields, PNG).await;
        assert_eq!((sent.code, sent.location.as_str()), (StatusCode::SEE_OTHER, "/m?done=said-done"), "{}", sent.text);
    }
    let view = otklik_app::measures::measure(&app.admin(), id.parse().unwrap()).await.unwrap();
    assert_eq!((view.executions.len(), view.proofs.len()), (1, 1), "sent twice, kept once");
    let page = app.get(&format!("/m/measures/{id}"), &cookie).await.text;
    assert!(page.contains("Отправлено. После: Обновить стенд у входа") && page.contains("Снять отметку"), "{page}");
    let photo = after(&page, "src=\"/m/photos/");
    assert_eq!(app.get(&format!("/m/photos/{photo}"), &cookie).await.code, StatusCode::OK);
    assert_eq!(app.get(&format!("/m/photos/{photo}"), "").await.code, StatusCode::NOT_FOUND);
    let foreign = snap(&app, &cookie, &action, &[("token", "x"), ("name", name.as_str())], PNG).await;
    assert_eq!(foreign.code, StatusCode::FORBIDDEN, "{}", foreign.text);
}

#[tokio::test]
async fn the_cabinet_takes_proof_keeps_what_was_typed_and_judges() {
    let app = TestApp::new().await;
    let (plan, slug) = app.published().await;
    let id = measure(&app, &plan).await;
    let page = format!("/cabinet/measures/{id}");
    let methodologist = app.sign_in(Role::Methodologist).await;
    let empty = app.get(&page, &methodologist).await.text;
    assert!(
        empty.contains("Пока ничего не приложено") && empty.contains("Обычно ждут: снимок; пока не приложено"),
        "{empty}"
    );
    let act =
        [("kind", None, "act"), ("words", None, "Акт приёмки"), ("number", None, "14"), ("signed_on", None, "завтра")];
    let refused = app.post_parts(&format!("{page}/proof"), &methodologist, &act).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["value=\"Акт приёмки\"", "value=\"14\"", "value=\"завтра\"", "href=\"#signed_on\"", "<title>Ошибка"]
    {
        assert!(refused.text.contains(kept), "{kept}: {}", refused.text);
    }
    let act = [
        ("kind", None, "act"),
        ("words", None, "Акт приёмки"),
        ("number", None, "14"),
        ("signed_on", None, "09.11.2026"),
    ];
    let kept = app.post_parts(&format!("{page}/proof"), &methodologist, &act).await;
    assert_eq!(kept.location, format!("{page}?done=proof#proofs"), "{}", kept.text);
    for (moment, words) in [("before", "Стенд, снимала Сорока Н.Г."), ("after", "")] {
        let photo = [
            ("kind", None, b"photo".to_vec()),
            ("moment", None, moment.as_bytes().to_vec()),
            ("words", None, words.as_bytes().to_vec()),
            ("file", Some("a.png"), PNG.to_vec()),
        ];
        let kept = app.post_parts(&format!("{page}/proof"), &methodologist, &photo).await;
        assert_eq!(kept.code, StatusCode::SEE_OTHER, "{}", kept.text);
    }
    let shown = app.get(&page, &methodologist).await.text;
    for words in ["o-pair", "До.", "После.", "№ 14 от 9 ноября", "Показать всем", "Убрать", "всё приложено"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let citizen = format!("/o/{slug}/plan");
    assert!(!app.get(&citizen, "").await.text.contains("Что уже сделано"));
    let proof = after(&shown, "action=\"/cabinet/proof/").replace("/show", "");
    let done = app.post(&format!("/cabinet/proof/{proof}/show"), &methodologist, &[]).await;
    assert_eq!(done.location, format!("{page}?done=proof-shown#proofs"), "{}", done.text);
    let public = app.get(&citizen, "").await.text;
    assert!(public.contains("Что уже сделано") && public.contains("До.") && !public.contains("Сорока"), "{public}");
    let photo = format!("/o/{slug}/plan/photos/{proof}");
    assert_eq!(app.get(&photo, "").await.code, StatusCode::OK);
    app.post(&format!("/cabinet/proof/{proof}/hide"), &methodologist, &[]).await;
    assert_eq!(app.get(&photo, "").await.code, StatusCode::NOT_FOUND);
    let twice = app.post(&format!("/cabinet/proof/{proof}/hide"), &methodologist, &[]).await;
    assert_eq!(twice.code, StatusCode::UNPROCESSABLE_ENTITY);
    let unsure = app.post(&format!("/cabinet/proof/{proof}/remove"), &methodologist, &[]).await;
    assert!(unsure.text.contains("действительно нужно убрать"), "{}", unsure.text);
    let removed = app.post(&format!("/cabinet/proof/{proof}/remove"), &methodologist, &[("sure", "yes")]).await;
    assert_eq!(removed.location, format!("{page}?done=proof-removed#proofs"), "{}", removed.text);
}

#[tokio::test]
async fn a_report_is_judged_by_another_person_in_words_of_a_judge() {
    let app = TestApp::new().await;
    let (plan, slug) = app.published().await;
    let (cookie, id) = (worker(&app, &slug).await, measure(&app, &plan).await);
    let list = app.get("/m", &cookie).await.text;
    let (token, name) = (crate::util::token_of(&list), after(&list, "name=\"name\" value=\""));
    snap(&app, &cookie, &format!("/m/measures/{id}/done"), &[("token", &token), ("name", &name)], PNG).await;
    let page = format!("/cabinet/measures/{id}");
    let head = app.sign_in(Role::Head).await;
    let shown = app.get(&page, &head).await.text;
    for words in ["Проверить исполнение", "Подтвердить частично", "Вернуть на доработку"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let version = after(&shown, "name=\"version\" value=\"");
    let step = |to: &'static str, reason: &'static str, term: &'static str| {
        vec![
            ("version", version.clone()),
            ("to", to.to_owned()),
            ("reason", reason.to_owned()),
            ("term", term.to_owned()),
        ]
    };
    let post = async |fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        app.post(&format!("{page}/step"), &head, &fields).await
    };
    let reasonless = post(step("in_work", "", "")).await;
    assert_eq!(reasonless.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reasonless.text.contains("нужна причина"), "{}", reasonless.text);
    let partly = post(step("partly", "Нет карманов для листовок", "до 15 января 2027")).await;
    assert_eq!(partly.code, StatusCode::SEE_OTHER, "{}", partly.text);
    let shown = app.get(&page, &head).await.text;
    for words in ["Переносы срока", "Было до 11 января 2027", "стало до 15 января", "Нет карманов для листовок"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(app.get(&format!("/m/measures/{id}"), &cookie).await.text.contains("Нет карманов"), "the worker reads why");
}

#[tokio::test]
async fn what_is_expected_is_said_on_the_page() {
    let app = TestApp::new().await;
    let (plan, _) = app.published().await;
    let page = format!("/cabinet/measures/{}", measure(&app, &plan).await);
    let head = app.sign_in(Role::Head).await;
    let said = app.post(&format!("{page}/expected"), &head, &[("kinds", "link"), ("kinds", "act")]).await;
    assert_eq!(said.code, StatusCode::SEE_OTHER, "{}", said.text);
    let shown = app.get(&page, &head).await.text;
    assert!(shown.contains("Ждём: ссылка, номер акта; пока не приложено"), "{shown}");
    let council = app.sign_in(Role::Council).await;
    assert_eq!(app.post(&format!("{page}/expected"), &council, &[]).await.code, StatusCode::FORBIDDEN);
}
