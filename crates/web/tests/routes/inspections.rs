//! Inspections: the sheet of an inspector, the answer of the organisation, who may not.

use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_app::score;
use otklik_domain::access::Role;
use otklik_domain::inspection::Checklist;

fn list() -> Checklist {
    Checklist::of(score::rulebooks().iter().find(|book| book.name == "culture").unwrap())
}

/// The sheet of «Первая» that a visitor begins; its address.
async fn begun(app: &TestApp, round: &str, organisation: &str, cookie: &str) -> String {
    let fields = [("organisation", organisation), ("branch", "")];
    let made = app.post(&format!("/cabinet/rounds/{round}/inspections"), cookie, &fields).await;
    assert_eq!(made.code, StatusCode::SEE_OTHER, "{}", made.text);
    assert!(made.location.ends_with("/0"), "{}", made.location);
    made.location.trim_end_matches("/0").to_owned()
}

/// A round and the id of an organisation in it.
async fn prepared(app: &TestApp) -> (String, String) {
    let (round, slugs) = app.open_round().await;
    let found = app.house.store.find_organisation_by_slug(&slugs[0]).await.unwrap().unwrap();
    (round.to_string(), found.value.id.to_string())
}

/// Marks every point of a block, all there but these.
async fn fill(app: &TestApp, sheet: &str, cookie: &str, absent: &[&str]) {
    for (n, block) in list().blocks.iter().enumerate() {
        let fields: Vec<(String, &str)> = block
            .points
            .iter()
            .map(|point| {
                let is_absent = absent.contains(&point.code.as_str());
                (format!("value-{}", point.code), if is_absent { "absent" } else { "present" })
            })
            .collect();
        let parts: Vec<(&str, Option<&str>, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), None, *value)).collect();
        let kept = app.post_parts(&format!("{sheet}/{n}"), cookie, &parts).await;
        assert_eq!(kept.code, StatusCode::SEE_OTHER, "{}", kept.text);
    }
}

async fn submitted(app: &TestApp, sheet: &str, cookie: &str) {
    let said = app.post(&format!("{sheet}/submit"), cookie, &[]).await;
    assert_eq!(said.location, format!("{sheet}?done=sheet-submitted"), "{}", said.text);
}

/// What stands between a piece of HTML and the quote after it.
fn after(html: &str, piece: &str) -> String {
    html.split(piece).nth(1).and_then(|t| t.split('"').next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn two_inspectors_differ_settle_and_the_organisation_answers() {
    let app = TestApp::new().await;
    let (round, organisation) = prepared(&app).await;
    let (one, two) = (app.sign_in(Role::Operator).await, app.sign_in(Role::Operator).await);
    let rounds = app.get("/cabinet/inspections", &one).await;
    assert!(rounds.text.contains(&format!("/cabinet/rounds/{round}/inspections")), "{}", rounds.text);
    let first = begun(&app, &round, &organisation, &one).await;
    let block = app.get(&format!("{first}/0"), &one).await;
    assert!(block.text.contains("Блок 1 из 6") && block.text.contains("0 из 58 отмечено"), "{}", block.text);
    let early = app.post(&format!("{first}/submit"), &one, &[]).await;
    assert_eq!(early.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text.contains("Не отмечено пунктов: 58"), "{}", early.text);
    fill(&app, &first, &one, &["comfort.water", "site.plan"]).await;
    submitted(&app, &first, &one).await;
    let second = begun(&app, &round, &organisation, &two).await;
    fill(&app, &second, &two, &["site.plan"]).await;
    submitted(&app, &second, &two).await;
    let places = app.get(&format!("/cabinet/rounds/{round}/inspections"), &one).await;
    assert!(places.text.contains("лист сдан") && places.text.contains("идёт осмотр"), "{}", places.text);
    let path = format!("/cabinet/inspections/0{}", after(&places.text, "href=\"/cabinet/inspections/0"));
    let page = app.get(&path, &one).await;
    assert!(page.text.contains("Расхождения: 1") && page.text.contains("57 пунктах из 58"), "{}", page.text);
    assert!(!page.text.contains("Показать итог организации"), "not before it is settled");
    let fields = |reason| [("item", "comfort.water"), ("value", "present"), ("reason", reason)];
    let bare = app.post(&format!("{path}/settle"), &one, &fields("")).await;
    assert_eq!(bare.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.text.contains("Напишите, почему решено так"), "{}", bare.text);
    let wrong = [("item", "comfort.water"), ("value", ""), ("reason", "Кулер у входа")];
    let wrong = app.post(&format!("{path}/settle"), &one, &wrong).await;
    assert!(wrong.text.contains("Выберите, что верно") && wrong.text.contains("Кулер у входа"), "{}", wrong.text);
    let settled = app.post(&format!("{path}/settle"), &one, &fields("Кулер у входа")).await;
    assert_eq!(settled.location, format!("{path}?done=kept"), "{}", settled.text);
    let head = app.sign_in_at(Role::Head, &organisation).await;
    assert_eq!(app.get(&path, &head).await.code, StatusCode::NOT_FOUND, "not before it is shown");
    let term = app.post(&format!("{path}/show"), &one, &[("version", "1"), ("days", "сто")]).await;
    assert!(term.text.contains("от 1 до 30 рабочих дней") && term.text.contains("value=\"сто\""), "{}", term.text);
    let shown = app.post(&format!("{path}/show"), &one, &[("version", "1"), ("days", "5")]).await;
    assert_eq!(shown.location, format!("{path}?done=inspection-shown"), "{}", shown.text);
    answered(&app, &path, &head).await;
    let review = [("item", "site.plan"), ("value", "present"), ("reason", "Раздел открылся")];
    assert_eq!(app.post(&format!("{path}/review"), &one, &review).await.code, StatusCode::SEE_OTHER);
    let end = app.post(&format!("{path}/finish"), &one, &[("version", "3")]).await;
    assert_eq!(end.location, format!("{path}?done=inspection-final"), "{}", end.text);
    assert!(app.get(&path, &head).await.text.contains("Итог утверждён"));
}

/// What follows a final inspection: the protocol for those who may see it, an open copy without words for everybody.
#[tokio::test]
async fn a_final_inspection_is_public_without_names_and_words() {
    let app = TestApp::new().await;
    let (round, organisation) = prepared(&app).await;
    let slug = app.house.store.find_organisation(organisation.parse().unwrap()).await.unwrap().unwrap().value.slug;
    let public = format!("/o/{slug}/inspection");
    let (one, council) = (app.sign_in(Role::Operator).await, app.sign_in(Role::Council).await);
    let sheet = begun(&app, &round, &organisation, &one).await;
    fill(&app, &sheet, &one, &["comfort.water"]).await;
    submitted(&app, &sheet, &one).await;
    let places = app.get(&format!("/cabinet/rounds/{round}/inspections"), &one).await;
    let path = format!("/cabinet/inspections/0{}", after(&places.text, "href=\"/cabinet/inspections/0"));
    let id = path.rsplit('/').next().unwrap().to_owned();
    let open_copy = format!("{public}/paper?id={id}&format=html");
    let none = app.get(&public, "").await;
    assert!(none.text.contains("Утверждённых итогов осмотра пока нет"), "{}", none.text);
    assert_eq!(app.get(&open_copy, "").await.code, StatusCode::NOT_FOUND, "not before it is final");
    assert!(!app.get(&format!("/o/{slug}"), "").await.text.contains(&public));
    let draft = app.get(&format!("{path}/paper?format=html"), &one).await;
    assert!(
        draft.text.contains("Проект протокола: идёт осмотр") && draft.text.contains("Ильина Анна"),
        "{}",
        draft.text
    );
    app.post(&format!("{path}/show"), &one, &[("version", "1"), ("days", "5")]).await;
    let head = app.sign_in_at(Role::Head, &organisation).await;
    let page = app.get(&path, &head).await;
    assert!(page.text.contains("Ответить по пункту, где недостатка не нашли"), "{}", page.text);
    let parts =
        |kind: &'static str| [("item", None, "comfort.rest"), ("kind", None, kind), ("words", None, "Диван новый")];
    assert!(page.text.contains("value=\"comfort.rest\""), "a point that is there may be answered: {}", page.text);
    let bare = app.post_parts(&format!("{path}/answer"), &head, &parts("")).await;
    assert_eq!(bare.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bare.text.contains("Диван новый</textarea>") && bare.text.contains("comfort.rest\" selected"),
        "{}",
        bare.text
    );
    let kept = app.post_parts(&format!("{path}/answer"), &head, &parts("explanation")).await;
    assert_eq!(kept.location, format!("{path}?done=kept"), "{}", kept.text);
    app.post(&format!("{path}/agree"), &head, &[("version", "2")]).await;
    let end = app.post(&format!("{path}/finish"), &one, &[("version", "3")]).await;
    assert_eq!(end.location, format!("{path}?done=inspection-final"), "{}", end.text);

    let read = app.get(&format!("{sheet}/0"), &one).await.text;
    assert!(
        !read.contains("type=\"radio\"") && read.contains("<dd class=\"govuk-summary-list__value\">Есть"),
        "{read}"
    );
    let auditor = app.sign_in(Role::Auditor).await;
    let journal = app.get("/cabinet/journal?verb=finish_inspection", &auditor).await.text;
    let line = journal.split("Итог осмотра утверждён").last().unwrap_or_default();
    let line = line.split("</tr>").next().unwrap_or_default();
    let name = app.house.store.find_organisation(organisation.parse().unwrap()).await.unwrap().unwrap().value;
    let name = name.short_name.unwrap_or(name.name);
    assert!(line.replace('\u{a0}', " ").contains(&name), "the line says which place: {line}");
    assert!(app.get(&format!("/o/{slug}"), "").await.text.contains(&public), "everybody finds the way");
    let page = app.get(&public, "").await;
    for words in ["Нет питьевой воды", "нет: 1", "возражений 0, пояснений 1", "Весь перечень", "format=pdf"]
    {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let copy = app.get(&open_copy, "").await;
    assert!(copy.text.contains("ПРОТОКОЛ ОСМОТРА") && copy.text.contains("инспектор 1"), "{}", copy.text);
    for private in ["Ильина", "Диван"] {
        assert!(!page.text.contains(private) && !copy.text.contains(private), "{private}");
    }
    let whole = app.get(&format!("{path}/paper?format=html"), &head).await;
    for words in ["Ильина Анна", "Диван новый", "пояснение", "Осмотр провёл(а)", "Итог утверждён 22.11.2026"]
    {
        assert!(whole.text.contains(words), "{words}: {}", whole.text);
    }
    for format in ["docx", "odt"] {
        assert_eq!(app.get(&format!("{path}/paper?format={format}"), &one).await.code, StatusCode::OK, "{format}");
    }
    for (path, cookie, code) in [
        (format!("{path}/paper?format=gif"), one.as_str(), StatusCode::UNPROCESSABLE_ENTITY),
        (format!("{path}/paper?format=html"), "", StatusCode::SEE_OTHER),
        (format!("{path}/paper?format=html"), council.as_str(), StatusCode::OK),
        ("/o/nobody/inspection".to_owned(), "", StatusCode::NOT_FOUND),
        (format!("{public}/paper?id=x&format=html"), "", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(app.get(&path, cookie).await.code, code, "{path}");
    }
}

/// The head objects to one point and sends the answer.
async fn answered(app: &TestApp, path: &str, head: &str) {
    let list = app.get("/cabinet/inspections", head).await;
    assert!(list.text.contains(path) && list.text.contains("ответить можно до"), "{}", list.text);
    let page = app.get(path, head).await;
    assert!(page.text.contains("На сайте нет плана") && !page.text.contains("Сданные листы"), "{}", page.text);
    let parts = |kind: &'static str| [("item", None, "site.plan"), ("kind", None, kind), ("words", None, "План есть")];
    let bare = app.post_parts(&format!("{path}/answer"), head, &parts("")).await;
    assert_eq!(bare.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bare.text.contains("возражение или пояснение") && bare.text.contains("План есть</textarea>"),
        "{}",
        bare.text
    );
    let kept = app.post_parts(&format!("{path}/answer"), head, &parts("objection")).await;
    assert_eq!(kept.location, format!("{path}?done=kept"), "{}", kept.text);
    let sent = app.post(&format!("{path}/agree"), head, &[("version", "2")]).await;
    assert_eq!(sent.location, format!("{path}?done=inspection-answered"), "{}", sent.text);
    assert!(app.get(path, head).await.text.contains("План есть"));
}

#[tokio::test]
async fn a_block_keeps_what_was_typed_when_it_cannot_be_taken() {
    let app = TestApp::new().await;
    let (round, organisation) = prepared(&app).await;
    let cookie = app.sign_in(Role::Operator).await;
    let sheet = begun(&app, &round, &organisation, &cookie).await;
    let parts = [("note-stand.name", None, "Стенд у гардероба")];
    let said = app.post_parts(&format!("{sheet}/0"), &cookie, &parts).await;
    assert_eq!(said.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said.text.contains("Стенд у гардероба</textarea>"), "{}", said.text);
    for (file, bytes) in [("x.gif", "GIF89a"), ("x.jpg", ""), ("x.heic", "\0\0\0\u{18}ftypheic")] {
        let no_photo = [("value-stand.name", None, "absent"), ("photo-stand.name", Some(file), bytes)];
        let said = app.post_parts(&format!("{sheet}/0"), &cookie, &no_photo).await;
        assert_eq!(said.code, StatusCode::UNPROCESSABLE_ENTITY, "{file}");
        assert!(said.text.contains("не снимок JPEG или PNG"), "{}", said.text);
    }
    let none = [("value-stand.name", None, "absent"), ("photo-stand.name", Some(""), "")];
    assert_eq!(app.post_parts(&format!("{sheet}/0"), &cookie, &none).await.code, StatusCode::SEE_OTHER);
    let page = app.get(&format!("{sheet}/0"), &cookie).await;
    assert!(page.text.contains("1 из 58 отмечено") && page.text.matches("<h1").count() == 1, "{}", page.text);
    let foreign = app.post_raw(&format!("{sheet}/submit"), &cookie, "token=x".to_owned()).await;
    assert_eq!(foreign.code, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_may_not_inspect_sees_no_sheet() {
    let app = TestApp::new().await;
    let (round, organisation) = prepared(&app).await;
    let operator = app.sign_in(Role::Operator).await;
    let sheet = begun(&app, &round, &organisation, &operator).await;
    let places = format!("/cabinet/rounds/{round}/inspections");
    let council = app.sign_in(Role::Council).await;
    let head = app.sign_in_at(Role::Head, &organisation).await;
    let nil = uuid::Uuid::nil();
    for (path, cookie, code) in [
        (places.clone(), "", StatusCode::SEE_OTHER),
        (places.clone(), council.as_str(), StatusCode::FORBIDDEN),
        (sheet.clone(), "", StatusCode::SEE_OTHER),
        (sheet.clone(), council.as_str(), StatusCode::FORBIDDEN),
        (sheet.clone(), head.as_str(), StatusCode::FORBIDDEN),
        (format!("{sheet}/0"), head.as_str(), StatusCode::FORBIDDEN),
        (format!("{sheet}/99"), operator.as_str(), StatusCode::NOT_FOUND),
        (format!("/cabinet/sheets/{nil}"), operator.as_str(), StatusCode::NOT_FOUND),
        ("/cabinet/sheets/x".to_owned(), operator.as_str(), StatusCode::NOT_FOUND),
        (format!("/cabinet/inspections/{nil}"), operator.as_str(), StatusCode::NOT_FOUND),
        (format!("/cabinet/photos/{nil}"), operator.as_str(), StatusCode::NOT_FOUND),
    ] {
        let page = app.get(&path, cookie).await;
        assert_eq!(page.code, code, "{path}: {}", page.text);
    }
}
