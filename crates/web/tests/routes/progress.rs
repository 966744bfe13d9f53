//! How surveys of a round go: the list, a place, targets, quotas, files; who may see and who may say.

use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_app::record::OrganisationQuery;
use otklik_app::score::{self as scores, RoundCard};
use otklik_app::survey as surveys;
use otklik_domain::access::Role;
use otklik_domain::ids::OrganisationId;
use otklik_domain::round::Dates;
use otklik_domain::survey::{SurveyCode, Term};
use otklik_testkit::{builders, databases};

/// A round of November with two organisations and their surveys: its address, and the organisations.
pub(super) async fn asked(app: &TestApp) -> (String, Vec<OrganisationId>) {
    let ctx = app.admin();
    let mut all = Vec::new();
    for name in ["Дом <культуры>", "Библиотека"] {
        let card =
            otklik_domain::registry::Card { name: name.to_owned(), sector: "culture".to_owned(), ..Default::default() };
        all.push(otklik_app::registry::create_organisation(&ctx, &card).await.unwrap().id);
    }
    let survey = Term { opens_on: "2026-11-01".parse().ok(), closes_on: "2026-11-30".parse().ok() };
    let card = RoundCard { dates: Dates { survey, ..Dates::default() }, ..RoundCard::new("culture", 2026) };
    let round = scores::open_round(&ctx, &card).await.unwrap();
    scores::take_into_round(&ctx, round, &OrganisationQuery::default()).await.unwrap();
    surveys::open_surveys(&ctx, round).await.unwrap();
    (format!("/cabinet/rounds/{round}"), all)
}

#[tokio::test]
async fn progress_is_planned_shown_filtered_and_downloaded() {
    let app = TestApp::new().await;
    let (path, all) = asked(&app).await;
    let cookie = app.sign_in(Role::Operator).await;
    assert!(app.get(&path, &cookie).await.text.contains(&format!("{path}/progress")), "reachable from the round");
    let progress = format!("{path}/progress");
    let empty = app.get(&progress, &cookie).await;
    assert!(
        empty.text.contains("Выборка ещё не задана") && empty.text.contains("Дом &#60;культуры&#62;"),
        "{}",
        empty.text
    );
    let wrong = app.post(&progress, &cookie, &[("list", "Никто;;5;")]).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("строка 1") && wrong.text.contains("Никто;;5;"), "{}", wrong.text);
    let partly = app.post(&progress, &cookie, &[("list", "Дом <культуры>;;235;\nНикто;;5;")]).await;
    assert!(partly.text.contains("Принято мест: 1") && partly.text.contains("Строка 2 не принята"), "{}", partly.text);
    let page = app.get(&progress, &cookie).await;
    for words in ["0 из 94: не хватает 94, отстаёт на 68", "Отстаёт", "отстают: 1 место", "Выборка не задана"]
    {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    assert!(!page.text.contains(" style="), "no inline style");
    for format in ["xlsx", "csv"] {
        let file = app.get(&format!("{progress}/paper?format={format}"), &cookie).await;
        assert_eq!(file.code, StatusCode::OK, "{format}");
    }
    assert_eq!(app.get(&format!("{progress}/paper?format=exe"), &cookie).await.code, StatusCode::UNPROCESSABLE_ENTITY);
    let nowhere = format!("{progress}?territory={}", uuid::Uuid::nil());
    assert!(!app.get(&nowhere, &cookie).await.text.contains("культуры&#62;"));

    let place = format!("{progress}/{}", all[1]);
    let shown = app.get(&place, &cookie).await;
    assert!(shown.text.contains("Сколько нужно, ещё не сказано"), "{}", shown.text);
    let wrong = app.post(&place, &cookie, &[("n_served", "много"), ("version", "0")]).await;
    assert!(wrong.code == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("value=\"много\""), "{}", wrong.text);
    let kept = app.post(&place, &cookie, &[("n_wanted", "40"), ("version", "0")]).await;
    assert_eq!(kept.code, StatusCode::SEE_OTHER, "{}", kept.text);
    let again = app.post(&place, &cookie, &[("n_wanted", "50"), ("version", "7")]).await;
    assert_eq!(again.code, StatusCode::UNPROCESSABLE_ENTITY, "somebody else changed it: {}", again.text);
    assert!(app.get(&place, &cookie).await.text.contains("0 из 40"));
}

#[tokio::test]
async fn quotas_are_added_and_taken_away() {
    let app = TestApp::new().await;
    let (path, all) = asked(&app).await;
    let cookie = app.sign_in(Role::Operator).await;
    let progress = format!("{path}/progress");
    let wrong = app.post(&progress, &cookie, &[("action", "quota"), ("title", "Женщины")]).await;
    assert!(
        wrong.code == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("href=\"#percent\""),
        "{}",
        wrong.text
    );
    assert!(wrong.text.contains("value=\"Женщины\""), "{}", wrong.text);
    let fields = [
        ("action", "quota"),
        ("title", "Женщины от 60"),
        ("choice", "sex=female"),
        ("number", "age"),
        ("least", "60"),
        ("percent", "20"),
    ];
    assert_eq!(app.post(&progress, &cookie, &fields).await.code, StatusCode::SEE_OTHER);
    let place = format!("{progress}/{}", all[0]);
    app.post(&place, &cookie, &[("n_wanted", "30"), ("version", "0")]).await;
    assert!(app.get(&place, &cookie).await.text.contains("0 из 6: не хватает 6"));
    let removed = app.post(&progress, &cookie, &[("action", "remove"), ("quota", "1")]).await;
    assert_eq!(removed.code, StatusCode::SEE_OTHER, "{}", removed.text);
    assert!(app.get(&progress, &cookie).await.text.contains("Квот нет"));
}

#[tokio::test]
async fn who_may_not_plan_sees_only() {
    let app = TestApp::new().await;
    let (path, all) = asked(&app).await;
    let progress = format!("{path}/progress");
    assert_eq!(app.get(&progress, "").await.location, "/enter");
    let council = app.sign_in(Role::Council).await;
    let page = app.get(&progress, &council).await;
    assert!(page.code == StatusCode::OK && !page.text.contains("Принять список"), "{}", page.text);
    assert_eq!(app.post(&progress, &council, &[]).await.code, StatusCode::FORBIDDEN);
    assert_eq!(app.post(&format!("{progress}/{}", all[0]), &council, &[]).await.code, StatusCode::FORBIDDEN);
    let head = app.sign_in_at(Role::Head, &all[0].to_string()).await;
    let own = app.get(&progress, &head).await;
    assert!(own.text.contains("культуры") && !own.text.contains("Библиотека"), "{}", own.text);
    assert_eq!(app.get(&format!("{progress}/{}", all[1]), &head).await.code, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/cabinet/rounds/nothing/progress", &council).await.code, StatusCode::NOT_FOUND);
}

/// Surveys of so many places of one organisation after another.
async fn many_surveys(app: &TestApp, round: &str, owners: &[OrganisationId], n: u64, from: u64) {
    let id = round.rsplit('/').next().unwrap().parse().unwrap();
    let round = app.house.store.find_round(id).await.unwrap().unwrap().value;
    let one = |number: u64| {
        let owner = owners[usize::try_from(number).unwrap() % owners.len()];
        let (mut survey, batch) = builders::survey(owner, &round, &format!("Клуб № {number}"), number);
        survey.code = SurveyCode::from_chance((number * 1_000_003).to_le_bytes());
        (survey, batch)
    };
    let surveys: Vec<_> = (from..from + n).map(one).collect();
    app.house.store.open_surveys(&builders::act("open_surveys"), &surveys).await.unwrap();
}

#[tokio::test]
async fn five_thousand_surveys_cost_as_many_questions_as_ten_and_a_page_of_the_same_weight() {
    let test = "five_thousand_surveys_cost_as_many_questions_as_ten";
    for shaky in [Some(databases::shaky_sqlite().await), databases::shaky_postgres(test).await].into_iter().flatten() {
        let now: jiff::Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
        let app = TestApp::over(shaky.scratch, std::sync::Arc::new(otklik_app::FixedClock(now)));
        let (path, all) = asked(&app).await;
        let (cookie, progress) = (app.sign_in(Role::Operator).await, format!("{path}/progress"));
        let ask = async |path: &str| {
            let before = shaky.switch.n_asked();
            let page = app.get(path, &cookie).await;
            assert_eq!(page.code, StatusCode::OK, "{path}: {}", page.text);
            (shaky.switch.n_asked() - before, page.text)
        };
        many_surveys(&app, &path, &all, 8, 100).await;
        let (n_few, few) = ask(&progress).await;
        assert!(few.contains("Клуб № 107"), "{few}");
        many_surveys(&app, &path, &all, 4_990, 200).await;
        let (n_many, many) = ask(&progress).await;
        assert_eq!(n_many, n_few, "questions to the data base do not grow with surveys");
        assert!(n_many <= 12, "{n_many} questions for one page");
        assert!(many.len() < 200 * 1024, "a page of {} bytes", many.len());
        let (n_last, last) = ask(&format!("{progress}?page=9999")).await;
        assert_eq!(n_last, n_few);
        assert!(last.contains("Клуб № ") && last.len() < 200 * 1024, "the last page is a page");
        let (n_file, file) = ask(&format!("{progress}/paper?format=csv")).await;
        assert!(n_file <= n_few, "{n_file}");
        assert_eq!(file.matches("Клуб № ").count(), 4_998, "and nobody is left out of the file");
    }
}
