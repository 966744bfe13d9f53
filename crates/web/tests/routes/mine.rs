//! A club worker by a personal link: the code, their measures, «сделано», the way back and out; and nothing else.

use crate::util::TestApp;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use otklik_app::links;
use otklik_domain::access::Role;
use otklik_domain::ids::OrganisationId;
use tower::ServiceExt as _;

/// The organisation of [`TestApp::published`] and a link of a worker whom its plan names.
async fn invited(app: &TestApp) -> (OrganisationId, String) {
    let (_, slug) = app.published().await;
    let organisation = app.house.store.find_organisation_by_slug(&slug).await.unwrap().unwrap().value.id;
    let (_, secret) = links::invite(&app.admin(), "Сорока Нина Гавриловна", organisation).await.unwrap();
    (organisation, format!("/m/{secret}"))
}

/// Fields as a browser sends them.
fn form(fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&")
}

/// Chooses a code, or types the chosen one; gives the cookie.
async fn entered(app: &TestApp, path: &str) -> String {
    let answer = app.post_raw(path, "", form(&[("code", "4071"), ("again", "4071")])).await;
    assert_eq!((answer.code, answer.location.as_str()), (StatusCode::SEE_OTHER, "/m"), "{}", answer.text);
    for part in ["mine=", "Path=/m;", "HttpOnly", "SameSite=Lax"] {
        assert!(answer.cookie.contains(part), "{}", answer.cookie);
    }
    answer.cookie.split(';').next().unwrap().to_owned()
}

/// What stands between a piece of HTML and the quote after it.
fn after(html: &str, piece: &str) -> String {
    html.split(piece).nth(1).and_then(|t| t.split('"').next()).unwrap_or_default().to_owned()
}

/// A form of a page with its token and its version.
async fn sent(app: &TestApp, cookie: &str, page: &str, action: &str, fields: &[(&str, &str)]) -> crate::util::Answer {
    let html = app.get(page, cookie).await.text;
    let (token, version) = (crate::util::token_of(&html), after(&html, "name=\"version\" value=\""));
    let mut all = vec![("token", token.as_str()), ("version", version.as_str())];
    all.extend(fields);
    app.post_raw(&format!("{page}/{action}"), cookie, form(&all)).await
}

#[tokio::test]
async fn a_worker_opens_the_link_a_measure_and_says_done() {
    let app = TestApp::new().await;
    let (_, link) = invited(&app).await;
    let door = app.get(&link, "").await;
    assert!(door.text.contains("Придумайте код") && door.text.contains("Сорока Нина Гавриловна"), "{}", door.text);
    assert!(door.text.contains("чтобы чужой человек") && door.text.matches("<h1").count() == 1, "{}", door.text);
    let cookie = entered(&app, &link).await;
    assert_eq!(app.get(&link, &cookie).await.location, "/m", "who is in goes on at once");
    let list = app.get("/m", &cookie).await;
    assert!(list.text.contains("Нужно сделать: 1 дело") && list.text.contains("Обновить стенд"), "{}", list.text);
    assert!(!list.text.contains("Разместить анкету"), "that is another one's");
    assert!(!list.text.contains("/cabinet") && !list.text.contains("Вход для сотрудников"), "{}", list.text);
    let path = format!("/m/measures/{}", after(&list.text, "/m/measures/"));
    let page = app.get(&path, &cookie).await;
    assert!(page.text.contains("Сделано: обновить стенд у входа</textarea>"), "{}", page.text);
    let empty = sent(&app, &cookie, &path, "done", &[("done", " ")]).await;
    assert_eq!(empty.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("href=\"#done\"") && empty.text.contains("<title>Ошибка"), "{}", empty.text);
    let done = sent(&app, &cookie, &path, "done", &[("done", "Стенд новый, висит у входа")]).await;
    assert_eq!(done.location, "/m?done=said-done", "{}", done.text);
    let list = app.get("/m?done=said-done", &cookie).await;
    assert!(list.text.contains("Уже отмечено") && list.text.contains("Методист проверит"), "{}", list.text);
    let page = app.get(&path, &cookie).await;
    assert!(page.text.contains("Стенд новый, висит у входа") && page.text.contains("Снять отметку"), "{}", page.text);
    let back = sent(&app, &cookie, &path, "back", &[]).await;
    assert_eq!(back.location, format!("{path}?done=taken-back"), "{}", back.text);
    let again = sent(&app, &cookie, &path, "back", &[]).await;
    assert_eq!(again.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("Отметку уже не снять"), "{}", again.text);
}

#[tokio::test]
async fn what_was_typed_stays_when_somebody_else_was_faster() {
    let app = TestApp::new().await;
    let (_, link) = invited(&app).await;
    let cookie = entered(&app, &link).await;
    let path = format!("/m/measures/{}", after(&app.get("/m", &cookie).await.text, "/m/measures/"));
    let token = crate::util::token_of(&app.get(&path, &cookie).await.text);
    let fields = [("token", token.as_str()), ("version", "0"), ("done", "Стенд уже висит")];
    let stale = app.post_raw(&format!("{path}/done"), &cookie, form(&fields)).await;
    assert_eq!(stale.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        stale.text.contains("Стенд уже висит</textarea>") && stale.text.contains("поверх чужого"),
        "{}",
        stale.text
    );
}

#[tokio::test]
async fn a_code_is_refused_in_words_and_the_link_rests() {
    let app = TestApp::new().await;
    let (_, link) = invited(&app).await;
    for (fields, words) in [
        ([("code", "12"), ("again", "12")], "от 4 до 6 цифр"),
        ([("code", "1234"), ("again", "1234")], "угадают первым"),
        ([("code", "4071"), ("again", "4072")], "Коды не совпали"),
    ] {
        let page = app.post_raw(&link, "", form(&fields)).await;
        assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains(words) && page.text.contains("<title>Ошибка"), "{}", page.text);
    }
    entered(&app, &link).await;
    assert!(app.get(&link, "").await.text.contains("Наберите свой код"));
    for _ in 0..4 {
        let page = app.post_raw(&link, "", form(&[("code", "5082")])).await;
        assert!(page.text.contains("Осталось попыток") && !page.text.contains("5082"), "{}", page.text);
    }
    for code in ["5082", "4071"] {
        let page = app.post_raw(&link, "", form(&[("code", code)])).await;
        assert_eq!(page.code, StatusCode::TOO_MANY_REQUESTS);
        assert!(page.text.contains("Ссылка отдыхает до 12:15"), "{}", page.text);
    }
    assert!(app.get(&link, "").await.text.contains("отдыхает до 12:15"));
    let methodologist = app.sign_in(Role::Methodologist).await;
    let home = app.get("/cabinet", &methodologist).await;
    assert!(home.text.contains("Личная ссылка: Сорока Нина Гавриловна"), "{}", home.text);
    let council = app.sign_in(Role::Council).await;
    assert!(!app.get("/cabinet", &council).await.text.contains("Личная ссылка"));
}

#[tokio::test]
async fn without_a_visit_there_is_nothing_and_the_way_is_told() {
    let app = TestApp::new().await;
    let (_, link) = invited(&app).await;
    let unknown = app.get("/m/0123456789abcdef", "").await;
    assert_eq!(unknown.code, StatusCode::NOT_FOUND);
    assert!(unknown.text.contains("Ссылка не действует") && unknown.text.contains("Попросите новую"));
    let bare = app.get("/m", "").await;
    assert_eq!(bare.code, StatusCode::NOT_FOUND);
    assert!(bare.text.contains("Откройте свою ссылку"), "{}", bare.text);
    let admin = app.sign_in(Role::Administrator).await;
    assert_eq!(app.get("/m", &admin).await.code, StatusCode::NOT_FOUND, "people of the cabinet have none");
    let cookie = entered(&app, &link).await;
    let path = format!("/m/measures/{}", after(&app.get("/m", &cookie).await.text, "/m/measures/"));
    let forged = app.post_raw(&format!("{path}/done"), &cookie, form(&[("token", "x"), ("done", "Да")])).await;
    assert_eq!(forged.code, StatusCode::FORBIDDEN);
    for page in ["/m/measures/x", "/m/measures/00000000-0000-0000-0000-000000000001"] {
        assert_eq!(app.get(page, &cookie).await.code, StatusCode::NOT_FOUND, "{page}");
    }
    let foreign = after(&app.get("/cabinet/register?state=late", &admin).await.text, "/cabinet/measures/");
    assert!(!foreign.is_empty() && !path.ends_with(&foreign));
    assert_eq!(app.get(&format!("/m/measures/{foreign}"), &cookie).await.code, StatusCode::NOT_FOUND);
    let token = crate::util::token_of(&app.get("/m", &cookie).await.text);
    let left = app.post_raw("/m/leave", &cookie, form(&[("token", &token)])).await;
    assert!(left.location == "/" && left.cookie.contains("Max-Age=0"), "{} {}", left.location, left.cookie);
    assert_eq!(app.get("/m", &cookie).await.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nothing_else_opens_with_such_a_visit() {
    let app = TestApp::new().await;
    let (organisation, link) = invited(&app).await;
    let cookie = entered(&app, &link).await;
    let secret = cookie.trim_start_matches("mine=").to_owned();
    let measure = after(&app.get("/m", &cookie).await.text, "/m/measures/");
    let pages = [
        "/cabinet".to_owned(),
        "/cabinet/register".to_owned(),
        "/cabinet/plans".to_owned(),
        "/cabinet/links".to_owned(),
        "/cabinet/rights".to_owned(),
        format!("/cabinet/measures/{measure}"),
        format!("/cabinet/organisations/{organisation}"),
    ];
    for page in pages {
        for cookie in [cookie.clone(), format!("visit={secret}"), format!("{cookie}; visit={secret}")] {
            let answer = app.get(&page, &cookie).await;
            assert_eq!((answer.code, answer.location.as_str()), (StatusCode::SEE_OTHER, "/enter"), "{page}");
        }
    }
    let step = app.post_raw(&format!("/cabinet/measures/{measure}/step"), &cookie, form(&[("to", "reported")])).await;
    assert_eq!(step.location, "/enter");
    let request = Request::get("/api/v1/drafts").header("authorization", format!("Bearer {secret}"));
    let answer = app.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert!(!answer.into_body().collect().await.unwrap().to_bytes().is_empty());
}
