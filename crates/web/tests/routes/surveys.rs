//! Surveys in the cabinet: the list of a round's organisations, codes, terms; the calendar; the next round.

use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_domain::access::Role;

/// A new round of culture and the cookie of its operator; nobody is listed yet.
async fn round(app: &TestApp) -> (String, String) {
    let cookie = app.sign_in(Role::Administrator).await;
    let fields = [
        ("year", "2026"),
        ("rulebook", "culture/2018"),
        ("small_count", "5"),
        ("starts_on", "01.09.2026"),
        ("ends_on", "30.11.2026"),
        ("operator", "ООО «Бюро оценок»"),
        ("contract_number", "12-К"),
        ("contract_on", "01.08.2026"),
    ];
    let made = app.post("/cabinet/rounds/new", &cookie, &fields).await;
    assert_eq!(made.code, StatusCode::SEE_OTHER, "{}", made.text);
    (made.location.split('?').next().unwrap().to_owned(), cookie)
}

async fn organisation(app: &TestApp, name: &str) {
    let card =
        otklik_domain::registry::Card { name: name.to_owned(), sector: "culture".to_owned(), ..Default::default() };
    otklik_app::registry::create_organisation(&app.admin(), &card).await.unwrap();
}

#[tokio::test]
async fn the_calendar_tells_who_and_when_and_the_next_round_takes_it_along() {
    let app = TestApp::new().await;
    let (path, cookie) = round(&app).await;
    let page = app.get(&path, &cookie).await;
    for words in
        ["Календарь тура", "ООО «Бюро оценок», контракт № 12-К от 1 августа 2026", "Решение общественного совета"]
    {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let card = app.get(&format!("{path}/edit"), &cookie).await;
    assert!(card.text.contains("value=\"14.12.2026\""), "the report is proposed: {}", card.text);
    let back = [("year", "2026"), ("rulebook", "culture/2018"), ("small_count", "5"), ("inspection_from", "завтра")];
    let wrong = app.post(&format!("{path}/edit"), &cookie, &back).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text.contains("href=\"#inspection_from\"") && wrong.text.contains("value=\"завтра\""),
        "{}",
        wrong.text
    );
    let id = path.rsplit('/').next().unwrap();
    let next = app.get(&format!("/cabinet/rounds/new?after={id}"), &cookie).await;
    assert!(next.text.contains("Следующий тур") && next.text.contains("value=\"2027\""), "{}", next.text);
    assert!(next.text.contains(&format!("name=\"after\" value=\"{id}\"")) && !next.text.contains("14.12.2026"));
}

#[tokio::test]
async fn surveys_are_opened_found_prolonged_and_closed() {
    let app = TestApp::new().await;
    let (path, cookie) = round(&app).await;
    organisation(&app, "Дом <культуры>").await;
    organisation(&app, "Библиотека").await;
    let surveys = format!("{path}/surveys");
    let none = app.post(&surveys, &cookie, &[]).await;
    assert!(none.code == StatusCode::UNPROCESSABLE_ENTITY && none.text.contains("Сначала выберите"), "{}", none.text);
    let empty = [("territory", uuid::Uuid::nil().to_string())];
    let nobody = app.post(&format!("{path}/organisations"), &cookie, &[("territory", empty[0].1.as_str())]).await;
    assert!(nobody.text.contains("Таких открытых организаций"), "{}", nobody.text);
    let taken = app.post(&format!("{path}/organisations"), &cookie, &[]).await;
    assert_eq!(taken.location, format!("{path}/organisations?done=kept"), "{}", taken.text);
    let listed = app.get(&format!("{path}/organisations"), &cookie).await;
    assert!(listed.text.contains("2 организации") && listed.text.contains("Дом &#60;культуры&#62;"), "{}", listed.text);
    let gone = listed.text.split("name=\"gone\" type=\"checkbox\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let left = app.post(&format!("{path}/organisations"), &cookie, &[("action", "leave"), ("gone", gone)]).await;
    assert_eq!(left.code, StatusCode::SEE_OTHER, "{}", left.text);
    let opened = app.post(&surveys, &cookie, &[]).await;
    assert_eq!(opened.location, format!("{surveys}?done=surveys-opened"), "{}", opened.text);
    let page = app.get(&surveys, &cookie).await;
    assert!(page.text.contains("1 опрос") && page.text.contains("Идёт"), "{}", page.text);
    assert!(app.get(&format!("{surveys}?stage=over"), &cookie).await.text.contains("Ничего не нашлось"));
    let one = page.text.split("/cabinet/surveys/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(app.get(&format!("{surveys}?q={one}"), &cookie).await.text.contains("1 опрос"));

    let path = format!("/cabinet/surveys/{one}");
    let shown = app.get(&path, &cookie).await;
    assert!(
        shown.text.contains(&format!("/s/{one}/embed")) && shown.text.contains("value=\"30.11.2026\""),
        "{}",
        shown.text
    );
    let wrong = app.post(&path, &cookie, &[("version", "1"), ("closes_on", "скоро")]).await;
    assert!(wrong.code == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("value=\"скоро\""), "{}", wrong.text);
    let longer = app.post(&path, &cookie, &[("version", "1"), ("closes_on", "31.12.2026")]).await;
    assert_eq!(longer.location, format!("{path}?done=kept"), "{}", longer.text);
    let why = app.post(&path, &cookie, &[("version", "2"), ("action", "close")]).await;
    assert!(why.text.contains("Напишите, почему"), "{}", why.text);
    let closed = app.post(&path, &cookie, &[("version", "2"), ("action", "close"), ("reason", "Ремонт")]).await;
    assert_eq!(closed.code, StatusCode::SEE_OTHER, "{}", closed.text);
    let stale = app.post(&path, &cookie, &[("version", "2"), ("action", "reopen")]).await;
    assert_eq!(stale.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", stale.text);
    assert!(app.get(&path, &cookie).await.text.contains("Открыть снова"));
}

#[tokio::test]
async fn who_may_not_open_surveys_sees_them_only() {
    let app = TestApp::new().await;
    let (path, _) = round(&app).await;
    let surveys = format!("{path}/surveys");
    assert_eq!(app.get(&surveys, "").await.location, "/enter");
    let council = app.sign_in(Role::Council).await;
    let page = app.get(&surveys, &council).await;
    assert!(page.code == StatusCode::OK && !page.text.contains("Открыть опросы</button>"), "{}", page.text);
    assert_eq!(app.post(&surveys, &council, &[]).await.code, StatusCode::FORBIDDEN);
    assert_eq!(app.get("/cabinet/surveys/22222222", &council).await.code, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/cabinet/rounds/22222222/surveys", &council).await.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn posters_of_an_organisation_that_joined_another_go_on_working() {
    use otklik_domain::ids::OrganisationId;
    let app = TestApp::new().await;
    let ctx = app.admin();
    for name in ["Клуб в Заречье", "Дом культуры"] {
        organisation(&app, name).await;
    }
    let code = app.survey().await;
    let store = &app.house.store;
    let of = async |code: &str| {
        let code = otklik_domain::survey::SurveyCode::read(code).unwrap();
        store.find_survey_by_code(&code).await.unwrap().unwrap().value
    };
    let survey = of(&code).await;
    let all = otklik_app::survey::round_surveys(&ctx, survey.round).await.unwrap();
    let other = all.iter().find(|line| line.survey.value.organisation != survey.organisation).unwrap();
    let into: OrganisationId = other.survey.value.organisation;
    let answer = async |id: u64| {
        let edition = store.find_round(survey.round).await.unwrap().unwrap().value.rulebook.sha256;
        let raw = [("recommend".to_owned(), otklik_domain::survey::Raw::Flag(true))].into();
        let said = otklik_app::answers::Submission {
            edition,
            raw,
            channel: otklik_domain::survey::Channel::Web,
            traces: otklik_app::record::Traces::default(),
        };
        let id = otklik_domain::ids::AnswerId(otklik_testkit::builders::id(76, id));
        otklik_app::answers::submit(&app.house, &code, id, said).await.unwrap()
    };
    answer(1).await;
    let version = otklik_app::registry::find_organisation(&ctx, survey.organisation).await.unwrap().version;
    otklik_app::registry::merge_organisations(&ctx, survey.organisation, version, into).await.unwrap();
    let page = app.get(&format!("/s/{code}"), "").await;
    assert_eq!(page.code, StatusCode::OK, "{}", page.text);
    answer(2).await;
    assert_eq!(of(&code).await.organisation, survey.organisation, "the code leads where it was printed for");
    let inputs = store.find_inputs(survey.round, into).await.unwrap();
    let n: u64 = inputs.places.values().map(|place| place.counts.respondents).sum();
    assert_eq!(n, 2, "answers before and after count for the one that goes on");
    let cookie = app.sign_in(Role::Administrator).await;
    let list = app.get(&format!("/cabinet/rounds/{}/surveys", survey.round), &cookie).await;
    assert!(list.text.contains(survey.code.in_groups().as_str()), "the survey is still shown: {}", list.text);
    assert!(list.text.contains("Клуб в Заречье") && list.text.contains("Дом культуры"), "{}", list.text);
}
