use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_domain::access::Role;

#[tokio::test]
async fn a_stranger_is_shown_the_way_in() {
    let app = TestApp::new().await;
    for path in ["/cabinet", "/cabinet/register", "/cabinet/plans", "/cabinet/import", "/cabinet/organisations"] {
        let page = app.get(path, "").await;
        assert_eq!((page.code, page.location.as_str()), (StatusCode::SEE_OTHER, "/enter"), "{path}");
    }
}

#[tokio::test]
async fn a_link_opens_the_cabinet_once_and_only_by_a_press() {
    let app = TestApp::new().await;
    let link = otklik_app::people::first_link(&app.house).await.unwrap();
    let path = format!("/enter/{link}");
    assert!(app.get(&path, "").await.text.contains("Войти"));
    let entered = app.post_raw(&path, "", String::new()).await;
    assert_eq!(entered.location, "/cabinet");
    assert!(entered.cookie.contains("HttpOnly") && entered.cookie.contains("SameSite=Lax"));
    assert!(app.get(&path, "").await.text.contains("уже не действует"));
}

#[tokio::test]
async fn a_draft_is_corrected_matched_and_adopted() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let id = app.draft().await;
    let path = format!("/cabinet/drafts/{id}");
    let page = app.get(&path, &cookie).await;
    assert!(page.text.contains("Разместить анкету на сайте"), "{}", page.text);
    assert!(page.text.contains("o-orig"), "the original stands beside");
    let fields = [("name", "МБУК «Луговская библиотека»"), ("sector", "culture"), ("draft", &id.to_string())];
    let made = app.post("/cabinet/organisations/new", &cookie, &fields).await;
    assert!(made.location.ends_with("?done=matched"), "{}", made.text);
    let version = version_of(&app.get(&path, &cookie).await.text);
    let adopted = app.post(&format!("{path}/adopt"), &cookie, &[("version", &version)]).await;
    assert!(adopted.location.starts_with("/cabinet/plans/"), "{}", adopted.text);
    let read = app.get(&path, &cookie).await.text;
    let plan = adopted.location.split('?').next().unwrap();
    assert!(read.contains(&format!("href=\"{plan}\"")), "the paper leads to its plan: {read}");
    assert!(app.get("/cabinet/register", &cookie).await.text.contains("Просрочено на 12 дней"));
    assert!(!app.get("/", "").await.text.contains("2 меры"), "adopted is private");
}

/// Nobody is led to where they are refused, and a day without affairs says what this person may do.
#[tokio::test]
async fn the_first_page_leads_by_what_one_may() {
    let app = TestApp::new().await;
    for (role, leads, not) in [
        (Role::Council, "/cabinet/rounds\">Открыть оценку: посмотреть", Some("/cabinet/import")),
        (Role::Operator, "/cabinet/inspections\">Осмотреть место", None),
        (Role::ClubWorker, "/cabinet/register\">Посмотреть меры", Some("/cabinet/import")),
        (Role::Auditor, "/cabinet/journal\">Посмотреть журнал", Some("/cabinet/import")),
        (Role::Methodologist, "/cabinet/import\">Загрузить план", None),
    ] {
        let cookie = app.sign_in(role).await;
        for path in ["/cabinet", "/cabinet/register", "/cabinet/plans"] {
            let page = app.get(path, &cookie).await;
            assert!(path != "/cabinet" || page.text.contains(leads), "{role:?} {leads}: {}", page.text);
            assert!(
                not.is_none_or(|not| !page.text.contains(&format!("href=\"{not}"))),
                "{role:?} {path}: {}",
                page.text
            );
        }
        let import = app.get("/cabinet/import", &cookie).await;
        assert_eq!(import.code == axum::http::StatusCode::OK, not.is_none(), "{role:?}");
    }
}

#[tokio::test]
async fn a_measure_without_words_is_refused_and_the_rest_is_kept() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let path = format!("/cabinet/drafts/{}", app.draft().await);
    let version = version_of(&app.get(&path, &cookie).await.text);
    let fields = [("version", version.as_str()), ("text", ""), ("term", "до нового года")];
    let page = app.post(&format!("{path}/measures/0"), &cookie, &fields).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("до нового года") && page.text.contains("href=\"#text-0\""), "{}", page.text);
    assert!(page.text.contains("<title>Ошибка"));
}

#[tokio::test]
async fn a_form_without_its_token_is_refused() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let page = app.post_raw("/cabinet/organisations/new", &cookie, "name=x&token=wrong".to_owned()).await;
    assert_eq!(page.code, StatusCode::FORBIDDEN);
    assert!(page.text.contains("Форма устарела"));
}

#[tokio::test]
async fn publishing_shows_first_what_becomes_public_and_a_club_worker_may_not() {
    let app = TestApp::new().await;
    let (plan, _) = app.published().await;
    let head = app.sign_in(Role::Head).await;
    let page = app.get(&format!("/cabinet/plans/{plan}/publish"), &head).await;
    assert!(page.text.contains("Вот что увидят все") && !page.text.contains("Линькова"), "{}", page.text);
    let worker = app.sign_in(Role::ClubWorker).await;
    assert_eq!(app.get(&format!("/cabinet/plans/{plan}/publish"), &worker).await.code, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_step_of_a_measure_is_recorded() {
    let app = TestApp::new().await;
    app.published().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let register = app.get("/cabinet/register?state=late", &cookie).await.text;
    let id = register.split("/cabinet/measures/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let path = format!("/cabinet/measures/{id}");
    let page = app.get(&path, &cookie).await.text;
    assert!(page.contains("Как это стоит в документе"), "{page}");
    let version = version_of(&page);
    let bare = [("version", version.as_str()), ("to", "reported"), ("actual", "вчера")];
    let refused = app.post(&format!("{path}/step"), &cookie, &bare).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("вчера"));
    let full =
        [("version", version.as_str()), ("to", "reported"), ("done", "Анкета размещена"), ("actual", "09.11.2026")];
    let kept = app.post(&format!("{path}/step"), &cookie, &full).await;
    assert!(kept.location.ends_with("?done=recorded"), "{}", kept.text);
    assert!(app.get(&path, &cookie).await.text.contains("Анкета размещена"));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    for room in ["drafts", "plans", "measures", "organisations"] {
        for id in ["nonsense", "00000000-0000-0000-0000-000000000001"] {
            let page = app.get(&format!("/cabinet/{room}/{id}"), &cookie).await;
            assert_eq!(page.code, StatusCode::NOT_FOUND, "{room} {id}");
        }
    }
}

fn version_of(html: &str) -> String {
    html.split("name=\"version\" value=\"").nth(1).and_then(|t| t.split('"').next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_second_press_after_somebody_elses_change_overwrites_nothing_silently() {
    let app = TestApp::new().await;
    app.published().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let register = app.get("/cabinet/register", &cookie).await.text;
    let id = register.split("/cabinet/measures/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let path = format!("/cabinet/measures/{id}");
    let old = version_of(&app.get(&path, &cookie).await.text);
    let edit = async |fields: &[(&str, &str)]| app.post(&format!("{path}/edit"), &cookie, fields).await;
    assert!(
        edit(&[("version", &old), ("text", "Первый вариант"), ("reason", "Ошибка"), ("agreed", "Кузнецова Т.П.")])
            .await
            .location
            .ends_with("?done=kept")
    );
    let mut mine =
        vec![("version", old.as_str()), ("text", "Второй вариант"), ("reason", "Ошибка"), ("agreed", "Кузнецова Т.П.")];
    for _ in 0..2 {
        let page = edit(&mine).await;
        assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("Второй вариант") && page.text.contains("поверх чужого"), "{}", page.text);
        assert!(page.text.contains(&format!("name=\"version\" value=\"{old}\"")), "the form keeps the old edition");
    }
    let page = edit(&mine).await.text;
    let now =
        page.split("name=\"over\" type=\"checkbox\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    mine.push(("over", &now));
    assert!(edit(&mine).await.location.ends_with("?done=kept"));
    assert!(app.get(&path, &cookie).await.text.contains("Второй вариант"));
}

#[tokio::test]
async fn every_paper_that_the_page_of_a_plan_offers_is_given() {
    let app = TestApp::new().await;
    let (plan, _) = app.published().await;
    let cookie = app.sign_in(Role::Head).await;
    let page = app.get(&format!("/cabinet/plans/{plan}"), &cookie).await.text;
    let links: Vec<String> =
        page.split("href=\"").skip(1).filter_map(|t| t.split('"').next()).map(|l| l.replace("&amp;", "&")).collect();
    let papers: Vec<&String> = links.iter().filter(|l| l.contains("/paper?") && !l.contains("pdf")).collect();
    assert_eq!(papers.len(), 15, "{links:?}");
    for link in papers {
        assert_eq!(app.get(link, &cookie).await.code, StatusCode::OK, "{link}");
    }
}

#[tokio::test]
async fn a_measure_taken_out_or_corrected_goes_back_as_it_was_read() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let path = format!("/cabinet/drafts/{}", app.draft().await);
    let version = async || version_of(&app.get(&path, &cookie).await.text);
    let out = [("version", &*version().await), ("action", "remove")];
    app.post(&format!("{path}/measures/0"), &cookie, &out).await;
    let page = app.get(&path, &cookie).await.text;
    assert!(page.contains("Убраны из черновика"), "{page}");
    let back = app.post(&format!("{path}/read/0"), &cookie, &[("version", &version().await)]).await;
    assert!(back.location.ends_with("?done=restored#m0"), "{} {}", back.location, back.text);
    assert!(!app.get(&path, &cookie).await.text.contains("Убраны из черновика"));
    let wrong = [("version", &*version().await), ("text", "Вот это да")];
    app.post(&format!("{path}/measures/1"), &cookie, &wrong).await;
    assert!(app.get(&path, &cookie).await.text.contains("Вот это да"));
    app.post(&format!("{path}/read/1"), &cookie, &[("version", &version().await)]).await;
    let page = app.get(&path, &cookie).await.text;
    assert!(!page.contains("Вот это да") && page.contains("Обновить стенд у входа"), "{page}");
    assert_eq!(
        app.post(&format!("{path}/read/9"), &cookie, &[("version", &version().await)]).await.code,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_table_of_rights_is_there_to_read() {
    let app = TestApp::new().await;
    let worker = app.sign_in(Role::ClubWorker).await;
    let page = app.get("/cabinet/rights", &worker).await;
    assert!(page.text.contains("работник клуба") && page.text.contains("утверждать оценки"), "{}", page.text);
    assert_eq!(app.get("/cabinet/rights", "").await.location, "/enter");
    for format in ["docx", "odt", "xlsx", "html", "csv"] {
        assert!(page.text.contains(&format!("/cabinet/rights/paper?format={format}")), "{format}");
        let paper = app.get(&format!("/cabinet/rights/paper?format={format}"), &worker).await;
        assert_eq!(paper.code, StatusCode::OK, "{format}");
    }
    let unknown = app.get("/cabinet/rights/paper?format=exe", &worker).await;
    assert_eq!(unknown.code, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_journal_names_people_and_is_for_those_who_may_see_it() {
    let app = TestApp::new().await;
    app.published().await;
    let auditor = app.sign_in(Role::Auditor).await;
    let page = app.get("/cabinet/journal", &auditor).await;
    assert!(page.text.contains("План опубликован") && page.text.contains("Ильина Анна"), "{}", page.text);
    assert!(app.get("/cabinet", &auditor).await.text.contains("href=\"/cabinet/journal\""));
    assert!(app.get("/cabinet/journal?before=2", &auditor).await.code == StatusCode::OK);
    let worker = app.sign_in(Role::ClubWorker).await;
    assert_eq!(app.get("/cabinet/journal", &worker).await.code, StatusCode::FORBIDDEN);
    assert!(!app.get("/cabinet", &worker).await.text.contains("/cabinet/journal"));
    assert_eq!(app.get("/cabinet/journal", "").await.location, "/enter");
}
