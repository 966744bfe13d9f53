//! Personal links in the cabinet: made, shown once, handed measures, made anew, taken back; who may not.

use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_domain::access::Role;

/// What stands between a piece of HTML and the quote after it.
fn after(html: &str, piece: &str) -> String {
    html.split(piece).nth(1).and_then(|t| t.split('"').next()).unwrap_or_default().to_owned()
}

/// The plan, its organisation's id and a methodologist's cookie.
async fn prepared(app: &TestApp) -> (String, String, String) {
    let (plan, slug) = app.published().await;
    let organisation = app.house.store.find_organisation_by_slug(&slug).await.unwrap().unwrap().value.id;
    (plan, organisation.to_string(), app.sign_in(Role::Methodologist).await)
}

/// A link that a page shows.
fn shown(html: &str) -> String {
    let link = html.split("id=\"link\"").nth(1).and_then(|t| t.split('>').nth(1)).and_then(|t| t.split('<').next());
    link.unwrap_or_default().split("/m/").nth(1).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_link_is_made_shown_once_and_made_anew() {
    let app = TestApp::new().await;
    let (_, organisation, cookie) = prepared(&app).await;
    let empty = app.get("/cabinet/links", &cookie).await;
    assert!(empty.text.contains("Ссылок пока нет") && empty.text.contains("Луговская библиотека"), "{}", empty.text);
    let fields = [("name", "Громова Вера Петровна"), ("organisation", organisation.as_str())];
    let made = app.post("/cabinet/links", &cookie, &fields).await;
    let secret = shown(&made.text);
    assert_eq!((made.code, secret.len()), (StatusCode::OK, 32), "{}", made.text);
    assert!(made.text.contains("<svg xmlns") && made.text.contains("больше мы её не покажем"), "{}", made.text);
    let list = app.get("/cabinet/links", &cookie).await;
    assert!(list.text.contains("Громова Вера Петровна") && list.text.contains("Ещё не открывали"), "{}", list.text);
    assert!(!list.text.contains(&secret));
    let path = format!("/cabinet/links/{}", after(&list.text, "href=\"/cabinet/links/"));
    let anew = app.post(&format!("{path}/new"), &cookie, &[]).await;
    assert!(shown(&anew.text).len() == 32 && shown(&anew.text) != secret, "{}", anew.text);
    assert_eq!(app.get(&format!("/m/{secret}"), "").await.code, StatusCode::NOT_FOUND, "the one before stopped");
    let gone = app.post(&format!("{path}/revoke"), &cookie, &[]).await;
    assert_eq!(gone.location, format!("{path}?done=link-revoked"));
    assert!(app.get(&path, &cookie).await.text.contains("Ссылки нет"));
    assert_eq!(app.get(&format!("/m/{}", shown(&anew.text)), "").await.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_with_words() {
    let app = TestApp::new().await;
    let (plan, organisation, cookie) = prepared(&app).await;
    for (name, place, field, words) in [
        ("Громова", organisation.as_str(), "name", "фамилию и имя"),
        ("Громова Вера", "", "organisation", "Выберите организацию"),
        ("Громова Вера", "Никакая", "organisation", "среди ваших нет"),
    ] {
        let page = app.post("/cabinet/links", &cookie, &[("name", name), ("organisation", place)]).await;
        assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains(words) && page.text.contains(&format!("href=\"#{field}\"")), "{}", page.text);
        assert!(page.text.contains(&format!("value=\"{name}\"")) && page.text.contains("<title>Ошибка"));
    }
    let by_name = [("name", "Громова Вера"), ("organisation", "Луговская")];
    assert_eq!(app.post("/cabinet/links", &cookie, &by_name).await.code, StatusCode::OK, "found by its name");
    let hand = format!("/cabinet/plans/{plan}/hand");
    let measure = after(&app.get(&hand, &cookie).await.text, "name=\"measure\" type=\"checkbox\" value=\"");
    let nobody = app.post(&hand, &cookie, &[("worker", ""), ("measure", &measure)]).await;
    assert_eq!(nobody.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.text.contains("Выберите, кому поручить") && nobody.text.contains(" checked"), "{}", nobody.text);
    let worker = after(&app.get("/cabinet/links", &cookie).await.text, "href=\"/cabinet/links/");
    let nothing = app.post(&hand, &cookie, &[("worker", &worker)]).await;
    assert!(nothing.text.contains("Отметьте хотя бы одну меру"), "{}", nothing.text);
}

#[tokio::test]
async fn measures_of_a_plan_are_handed_together() {
    let app = TestApp::new().await;
    let (plan, organisation, cookie) = prepared(&app).await;
    let hand = format!("/cabinet/plans/{plan}/hand");
    assert!(app.get(&format!("/cabinet/plans/{plan}"), &cookie).await.text.contains(&hand));
    assert!(app.get(&hand, &cookie).await.text.contains("нет личной ссылки"), "nobody to hand them to");
    let fields = [("name", "Громова Вера Петровна"), ("organisation", organisation.as_str())];
    app.post("/cabinet/links", &cookie, &fields).await;
    let worker = after(&app.get("/cabinet/links", &cookie).await.text, "href=\"/cabinet/links/");
    let page = app.get(&hand, &cookie).await.text;
    let measures: Vec<&str> =
        page.split("type=\"checkbox\" value=\"").skip(1).filter_map(|t| t.split('"').next()).collect();
    assert_eq!(measures.len(), 2, "{page}");
    let one = app.get(&format!("{hand}?measure={}", measures[1]), &cookie).await.text;
    assert_eq!(one.matches(" checked").count(), 1, "the measure one came from is ticked");
    let fields = [("worker", worker.as_str()), ("measure", measures[0]), ("measure", measures[1])];
    let handed = app.post(&hand, &cookie, &fields).await;
    assert_eq!(handed.location, format!("/cabinet/links/{worker}?done=handed"), "{}", handed.text);
    let page = app.get(&format!("/cabinet/links/{worker}"), &cookie).await.text;
    assert_eq!(page.matches(" checked").count(), 2, "{page}");
    let less = app.post(&format!("/cabinet/links/{worker}/measures"), &cookie, &[("measure", measures[0])]).await;
    assert_eq!(less.location, format!("/cabinet/links/{worker}?done=handed"));
    let page = app.get(&format!("/cabinet/links/{worker}"), &cookie).await.text;
    assert_eq!(page.matches(" checked").count(), 1, "{page}");
}

#[tokio::test]
async fn who_may_not_finds_no_links() {
    let app = TestApp::new().await;
    let (plan, organisation, cookie) = prepared(&app).await;
    app.post("/cabinet/links", &cookie, &[("name", "Громова Вера"), ("organisation", &organisation)]).await;
    let worker = after(&app.get("/cabinet/links", &cookie).await.text, "href=\"/cabinet/links/");
    let (council, nil) = (app.sign_in(Role::Council).await, uuid::Uuid::nil());
    for (path, cookie, code) in [
        ("/cabinet/links".to_owned(), "", StatusCode::SEE_OTHER),
        ("/cabinet/links".to_owned(), council.as_str(), StatusCode::FORBIDDEN),
        (format!("/cabinet/links/{worker}"), council.as_str(), StatusCode::FORBIDDEN),
        (format!("/cabinet/plans/{plan}/hand"), council.as_str(), StatusCode::FORBIDDEN),
        (format!("/cabinet/links/{nil}"), cookie.as_str(), StatusCode::NOT_FOUND),
        ("/cabinet/links/x".to_owned(), cookie.as_str(), StatusCode::NOT_FOUND),
        (format!("/cabinet/plans/{nil}/hand"), cookie.as_str(), StatusCode::NOT_FOUND),
    ] {
        assert_eq!(app.get(&path, cookie).await.code, code, "{path}");
    }
    let forged = app.post_raw(&format!("/cabinet/links/{worker}/revoke"), &cookie, "token=x".to_owned()).await;
    assert_eq!(forged.code, StatusCode::FORBIDDEN);
}
