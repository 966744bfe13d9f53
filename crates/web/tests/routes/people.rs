use crate::util::{Answer, TestApp};
use axum::http::StatusCode;
use otklik_app::{FixedClock, people};
use otklik_domain::access::Role;
use std::sync::Arc;
use totp_rs::{Algorithm, Builder, Secret};

const PASSWORD: &str = "сирень у крыльца";

/// What stands between a piece of HTML and the next `<` or quote.
fn after<'a>(html: &'a str, piece: &str) -> &'a str {
    html.split(piece).nth(1).and_then(|t| t.split(['<', '"']).next()).unwrap_or_default()
}

/// The path of the link that an answer shows.
fn link_of(answer: &Answer) -> String {
    let link = after(&answer.text, "id=\"link\" class=\"o-long\">");
    let path = link.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map(|(_, path)| format!("/{path}"));
    path.unwrap_or_else(|| panic!("no link in {}", answer.text))
}

fn visit_of(answer: &Answer) -> String {
    answer.cookie.split(';').next().unwrap_or_default().to_owned()
}

async fn invited(app: &TestApp, admin: &str) -> Answer {
    let card = [("name", "Ильина Анна"), ("role", "methodologist"), ("email", "ilina@example.org")];
    app.post("/cabinet/people/new", admin, &card).await
}

/// Somebody who came by an invitation and chose a password; gives the cookie of the visit.
async fn with_password(app: &TestApp, admin: &str) -> String {
    let link = link_of(&invited(app, admin).await);
    let came = app.post_raw(&link, "", String::new()).await;
    assert_eq!(came.location, "/cabinet/me/password");
    let cookie = visit_of(&came);
    let chosen = app.post("/cabinet/me/password", &cookie, &[("login", "ilina"), ("password", PASSWORD)]).await;
    assert_eq!(chosen.location, "/cabinet/me?done=password", "{}", chosen.text);
    cookie
}

async fn sign_in(app: &TestApp, login: &str, password: &str) -> Answer {
    app.post_raw("/enter", "", TestApp::form(&[("login", login), ("password", password)])).await
}

#[tokio::test]
async fn a_person_is_invited_comes_in_and_signs_in_by_a_password() {
    let app = TestApp::new().await;
    let admin = app.sign_in(Role::Administrator).await;
    assert!(app.get("/cabinet/people/new", &admin).await.text.contains("Пригласить сотрудника"));
    let made = invited(&app, &admin).await;
    assert!(made.text.contains("<svg") && made.text.contains("Действует 7 дней"), "{}", made.text);
    let link = link_of(&made);
    let list = app.get("/cabinet/people", &admin).await;
    assert!(list.text.contains("ещё не входил") && !list.text.contains(&link));
    assert!(app.get(&link, "").await.text.contains("Ссылка действует один раз"));
    let came = app.post_raw(&link, "", String::new()).await;
    let cookie = visit_of(&came);
    assert!(app.get("/cabinet/me/password", &cookie).await.text.contains("Выберите имя и пароль"));
    let weak = app.post("/cabinet/me/password", &cookie, &[("login", "илья"), ("password", "password1234")]).await;
    assert_eq!(weak.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        weak.text.contains("value=\"илья\"")
            && weak.text.contains("href=\"#password\"")
            && !weak.text.contains("password1234")
    );
    app.post("/cabinet/me/password", &cookie, &[("login", "ilina"), ("password", PASSWORD)]).await;
    let signed = sign_in(&app, "Ilina", PASSWORD).await;
    assert_eq!((signed.code, signed.location.as_str()), (StatusCode::SEE_OTHER, "/cabinet"));
    let (fresh, me) = (visit_of(&signed), app.get("/cabinet/me", &visit_of(&signed)).await);
    assert_ne!(fresh, cookie, "the secret is a new one");
    assert!(signed.cookie.contains("HttpOnly") && signed.cookie.contains("SameSite=Lax"));
    assert!(me.text.contains("Прошлый вход: ") && me.text.contains("этот сеанс"), "{}", me.text);
    assert!(app.get("/cabinet/people", &admin).await.text.contains("работает"));
    let gone = app.post_raw(&link, "", String::new()).await;
    assert_eq!(gone.code, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_is_wrong_at_the_door_is_told_in_one_way_and_the_name_stays() {
    let app = TestApp::new().await;
    let admin = app.sign_in(Role::Administrator).await;
    with_password(&app, &admin).await;
    let mut said = Vec::new();
    for (login, password) in [("ilina", "x"), ("nobody", PASSWORD)] {
        let answer = sign_in(&app, login, password).await;
        assert_eq!(answer.code, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains(&format!("value=\"{login}\"")) && !answer.text.contains(PASSWORD));
        assert!(answer.cookie.is_empty());
        said.push(answer.text.replace(login, ""));
    }
    assert_eq!(said[0], said[1]);
    for _ in 0..9 {
        sign_in(&app, "ilina", "x").await;
    }
    let closed = sign_in(&app, "ilina", PASSWORD).await;
    assert_eq!(closed.code, StatusCode::TOO_MANY_REQUESTS);
    assert!(closed.text.contains("Попробуйте снова в 12:15"), "{}", closed.text);
}

#[tokio::test]
async fn people_are_for_who_manages_them() {
    let app = TestApp::new().await;
    let admin = app.sign_in(Role::Administrator).await;
    let head = app.sign_in(Role::Head).await;
    let id = after(&app.get("/cabinet/people", &admin).await.text, "href=\"/cabinet/people/0").to_owned();
    let card = format!("/cabinet/people/0{id}");
    for path in ["/cabinet/people", "/cabinet/people/new", &card] {
        assert_eq!(app.get(path, "").await.location, "/enter", "{path}");
        let told = if path == card { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
        assert_eq!(app.get(path, &head).await.code, told, "{path}");
        assert_eq!(app.get(path, &admin).await.code, StatusCode::OK, "{path}");
    }
    for tail in ["", "/link", "/block", "/unblock", "/lift"] {
        let path = format!("{card}{tail}");
        let fields = [("version", "1"), ("name", "Я"), ("role", "administrator")];
        assert_eq!(app.post(&path, &head, &fields).await.code, StatusCode::NOT_FOUND, "{path}");
        let nobody = format!("/cabinet/people/00000000-0000-0000-0000-000000000000{tail}");
        assert_eq!(app.post(&nobody, &admin, &fields).await.code, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(app.post(&format!("/cabinet/people/x{tail}"), &admin, &fields).await.code, StatusCode::NOT_FOUND);
    }
    assert!(!app.get("/cabinet", &head).await.text.contains("href=\"/cabinet/people\""));
    assert!(app.get("/cabinet", &admin).await.text.contains("href=\"/cabinet/people\""));
}

#[tokio::test]
async fn a_card_that_cannot_be_taken_comes_back_as_it_was_typed() {
    let app = TestApp::new().await;
    let admin = app.sign_in(Role::Administrator).await;
    let bad = [("name", "Ким Олег"), ("role", ""), ("login", "о к"), ("organisation", "Нет такой"), ("email", "почта")];
    let refused = app.post("/cabinet/people/new", &admin, &bad).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
    for piece in ["value=\"Ким Олег\"", "value=\"о к\"", "value=\"Нет такой\"", "value=\"почта\""]
    {
        assert!(refused.text.contains(piece), "{piece}");
    }
    for field in ["role", "login", "organisation", "email"] {
        assert!(refused.text.contains(&format!("href=\"#{field}\"")), "{field}");
    }
    invited(&app, &admin).await;
    let list = app.get("/cabinet/people", &admin).await;
    let row = list.text.split("<tr>").find(|row| row.contains("Ильина Анна") && row.contains("методист")).unwrap();
    let card = format!("/cabinet/people/{}", after(row, "href=\"/cabinet/people/"));
    let change = |version| [("name", "Ильина Анна"), ("role", "head"), ("version", version)];
    let kept = app.post(&card, &admin, &change("1")).await;
    assert!(kept.location.ends_with("?done=person-kept"), "{}", kept.text);
    let stale = app.post(&card, &admin, &change("1")).await;
    assert_eq!(stale.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.text.contains("Пока вы работали"), "{}", stale.text);
    let blocked = app.post(&format!("{card}/block"), &admin, &[("version", "2")]).await;
    assert!(app.get(&blocked.location, &admin).await.text.contains("Открыть вход снова"));
    let link = app.post(&format!("{card}/link"), &admin, &[]).await;
    assert_eq!(link.code, StatusCode::UNPROCESSABLE_ENTITY);
    let back = app.post(&format!("{card}/unblock"), &admin, &[("version", "3")]).await;
    assert!(back.location.ends_with("done=unblocked"), "{}", back.text);
    let fresh = app.post(&format!("{card}/link"), &admin, &[]).await;
    assert_eq!(app.post_raw(&link_of(&fresh), "", String::new()).await.code, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_second_step_is_turned_on_asked_and_turned_off() {
    let app = TestApp::new().await;
    let admin = app.sign_in(Role::Administrator).await;
    let cookie = with_password(&app, &admin).await;
    let shown = app.get("/cabinet/me/codes", &cookie).await;
    let key = after(&shown.text, "id=\"key\" class=\"o-long\">").replace(' ', "");
    assert!(key.len() == 32 && shown.text.contains("<svg"), "{}", shown.text);
    let code = |steps: i64| {
        let secret = Secret::try_from_base32(&key).unwrap();
        let totp = Builder::new().with_algorithm(Algorithm::SHA1).with_secret(secret).with_account_name("a").build();
        let second = app.house.clock.now().as_second() + 30 * steps;
        totp.unwrap().generate(second.unsigned_abs()).to_string()
    };
    let wrong = app.post("/cabinet/me/codes", &cookie, &[("code", "12")]).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("href=\"#code\"") && wrong.text.replace(' ', "").contains(&key), "the key stays");
    let on = app.post("/cabinet/me/codes", &cookie, &[("code", &code(0))]).await;
    assert_eq!(on.text.matches("<li><code>").count(), 10, "{}", on.text);
    let recovery = after(&on.text, "<li><code>").to_owned();
    let me = app.get("/cabinet/me", &cookie).await;
    assert!(me.text.contains("осталось: 10") && !me.text.contains(&recovery));
    let asked = sign_in(&app, "ilina", PASSWORD).await;
    assert!(asked.cookie.is_empty() && asked.text.contains("Второй шаг входа"), "{}", asked.text);
    let ticket = after(&asked.text, "name=\"ticket\" value=\"").to_owned();
    let wrong = app.post_raw("/enter/code", "", TestApp::form(&[("ticket", &ticket), ("code", "000000")])).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.cookie.is_empty() && wrong.text.contains(&ticket));
    let right = app.post_raw("/enter/code", "", TestApp::form(&[("ticket", &ticket), ("code", &code(1))])).await;
    assert_eq!((right.location.as_str(), right.cookie.is_empty()), ("/cabinet", false), "{}", right.text);
    let over = app.post_raw("/enter/code", "", TestApp::form(&[("ticket", &ticket), ("code", &recovery)])).await;
    assert!(over.text.contains("начните вход заново"), "{}", over.text);
    let renewed = app.post("/cabinet/me/codes/recovery", &cookie, &[]).await;
    assert!(renewed.text.contains("Запасные коды") && !renewed.text.contains(&recovery));
    let off = app.post("/cabinet/me/codes/off", &cookie, &[]).await;
    assert_eq!(off.location, "/cabinet/me?done=codes-off");
    assert_eq!(sign_in(&app, "ilina", PASSWORD).await.location, "/cabinet");
    assert_eq!(app.get("/cabinet/me/codes", "").await.location, "/enter");
}

#[tokio::test]
async fn acts_that_open_doors_ask_for_a_fresh_proof() {
    let mut app = TestApp::new().await;
    let admin = app.sign_in(Role::Administrator).await;
    let cookie = with_password(&app, &admin).await;
    let now = app.house.clock.now();
    let later = now + people::PROOF_LIVES;
    app.turn_to(Arc::new(FixedClock(later)));
    let asked = app.get("/cabinet/people/new", &admin).await;
    assert_eq!(asked.location, "/cabinet/me/proof?back=/cabinet/people/new");
    let nameless = app.get(&asked.location, &admin).await;
    assert!(nameless.text.contains("пароля у вас нет"), "{}", nameless.text);
    let made = app.post("/cabinet/keys", &cookie, &[("name", "бот")]).await;
    assert_eq!(made.location, "/cabinet/me/proof?back=/cabinet/me");
    for (back, to) in [("/cabinet/keys", "/cabinet/keys"), ("https://elsewhere.example", "/"), ("//elsewhere", "/")] {
        let wrong = app.post("/cabinet/me/proof", &cookie, &[("password", "x"), ("back", back)]).await;
        assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY, "{back}");
        let right = app.post("/cabinet/me/proof", &cookie, &[("password", PASSWORD), ("back", back)]).await;
        assert_eq!(right.location, to);
    }
    let made = app.post("/cabinet/keys", &cookie, &[("name", "бот")]).await;
    assert_eq!(made.code, StatusCode::OK);
}

#[tokio::test]
async fn visits_are_shown_and_ended() {
    let app = TestApp::new().await;
    let admin = app.sign_in(Role::Administrator).await;
    let first = with_password(&app, &admin).await;
    let second = visit_of(&sign_in(&app, "ilina", PASSWORD).await);
    let third = visit_of(&sign_in(&app, "ilina", PASSWORD).await);
    let page = app.get("/cabinet/me", &first).await;
    let end = format!("/cabinet/me/visits/{}", after(&page.text, "action=\"/cabinet/me/visits/"));
    assert_eq!(app.post(&end, &admin, &[]).await.code, StatusCode::NOT_FOUND, "not somebody else's");
    assert_eq!(app.post(&end, &first, &[]).await.location, "/cabinet/me?done=visit-ended");
    assert_eq!(app.post(&end, &first, &[]).await.code, StatusCode::NOT_FOUND);
    let ended = app.post("/cabinet/me/visits/end-others", &first, &[]).await;
    assert_eq!(ended.location, "/cabinet/me?done=visits-ended");
    for (cookie, is_in) in [(&first, true), (&second, false), (&third, false)] {
        assert_eq!(app.get("/cabinet/me", cookie).await.code == StatusCode::OK, is_in);
    }
}

#[tokio::test]
async fn a_site_with_a_name_has_passkeys_and_sends_links_of_that_name() {
    let mut app = TestApp::new().await;
    let admin = app.sign_in(Role::Administrator).await;
    for path in ["/enter", "/cabinet/me"] {
        assert!(!app.get(path, &admin).await.text.contains("data-passkey"), "{path}");
    }
    app.move_to("https://otklik.example.org");
    let link = after(&invited(&app, &admin).await.text, "id=\"link\" class=\"o-long\">").to_owned();
    assert!(link.starts_with("https://otklik.example.org/enter/"), "{link}");
    for (path, begin) in [("/enter", "/enter/passkey/begin"), ("/cabinet/me", "/cabinet/me/passkeys/begin")] {
        let page = app.get(path, &admin).await;
        let script = after(&page.text, "<script src=\"");
        assert!(app.get(script, "").await.text.contains("navigator.credentials"), "{path}: {script}");
        assert!(page.text.contains(&format!("data-begin=\"{begin}\" hidden")) && page.text.contains("<noscript>"));
        let asked = app.post(begin, &admin, &[("login", "ilina"), ("name", "Телефон")]).await;
        let asked: serde_json::Value = serde_json::from_str(&asked.text).unwrap();
        assert!(asked["ticket"].as_str().unwrap().len() > 20 && asked["options"]["publicKey"]["challenge"].is_string());
    }
    let typed = [("ticket", "x"), ("answer", "{}"), ("login", "ilina"), ("name", "Телефон")];
    for (path, field) in [("/enter/passkey", "login-passkey"), ("/cabinet/me/passkeys", "name")] {
        let wrong = app.post(path, &admin, &typed).await;
        assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(wrong.text.contains(&format!("href=\"#{field}\"")), "{path}");
        assert!(wrong.text.contains("value=\"ilina\"") || wrong.text.contains("value=\"Телефон\""), "{path}");
    }
    let nobodys = app.post("/cabinet/me/passkeys/00/remove", &admin, &[]).await;
    assert_eq!(nobodys.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_typed_before_the_proof_is_there_after_it_once() {
    let mut app = TestApp::new().await;
    let admin = app.sign_in(Role::Administrator).await;
    let other = app.sign_in(Role::Administrator).await;
    app.post("/cabinet/me/password", &admin, &[("login", "fomina"), ("password", PASSWORD)]).await;
    invited(&app, &admin).await;
    let list = app.get("/cabinet/people", &admin).await.text;
    let row = list.split("<tr>").find(|row| row.contains("методист")).unwrap();
    let card = format!("/cabinet/people/{}", after(row, "href=\"/cabinet/people/"));
    for (path, fields, pieces) in [
        ("/cabinet/keys", &[("name", "бот")][..], &["value=\"бот\""][..]),
        (
            "/cabinet/people/new",
            &[("name", "Ким Олег"), ("role", "head"), ("email", "почта")],
            &["value=\"Ким Олег\"", "value=\"head\" selected", "value=\"почта\""],
        ),
        (&card, &[("version", "1"), ("name", "Ильина А."), ("role", "head")], &["value=\"Ильина А.\""]),
        ("/cabinet/me/password", &[("login", "olga"), ("password", "другой у крыльца")], &["value=\"olga\""]),
    ] {
        let later = app.house.clock.now() + people::PROOF_LIVES;
        app.turn_to(Arc::new(FixedClock(later)));
        let asked = app.post(path, &admin, fields).await;
        assert!(asked.location.starts_with("/cabinet/me/proof"), "{path}: {}", asked.text);
        let proof = [("password", PASSWORD), ("back", path)];
        assert_eq!(app.post("/cabinet/me/proof", &admin, &proof).await.location, path);
        let page = app.get(path, &admin).await.text;
        for piece in pieces {
            assert!(page.contains(piece) && page.contains("Набранное осталось в форме"), "{path}: {piece}");
            assert!(!app.get(path, &other).await.text.contains(piece), "{path}: another visit sees {piece}");
        }
        assert!(!page.contains("другой у крыльца"), "secrets are not kept");
        app.post(path, &admin, &[("name", ""), ("login", "")]).await;
        assert!(!app.get(path, &admin).await.text.contains("Набранное"), "{path}: it was sent again");
    }
}

#[tokio::test]
async fn a_button_of_another_page_brings_its_text_back_there() {
    let mut app = TestApp::new().await;
    let admin = app.sign_in(Role::Administrator).await;
    app.post("/cabinet/me/password", &admin, &[("login", "fomina"), ("password", PASSWORD)]).await;
    app.turn_to(Arc::new(FixedClock(app.house.clock.now() + people::PROOF_LIVES)));
    app.move_to("https://otklik.example.org");
    let token = crate::util::token_of(&app.get("/", &admin).await.text);
    let begin = axum::http::Request::post("/cabinet/me/passkeys/begin")
        .header("cookie", &admin)
        .header("host", "otklik.example.org")
        .header("referer", "https://otklik.example.org/cabinet/me?done=password")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(axum::body::Body::from(format!("token={token}&name=Phone")))
        .unwrap();
    let asked = tower::ServiceExt::oneshot(app.router(), begin).await.unwrap();
    let location = asked.headers()["location"].to_str().unwrap();
    assert_eq!(location, "/cabinet/me/proof?back=/cabinet/me%3Fdone%3Dpassword");
    app.post("/cabinet/me/proof", &admin, &[("password", PASSWORD), ("back", "/cabinet/me")]).await;
    assert!(app.get("/cabinet/me", &admin).await.text.contains("value=\"Phone\""));
}
