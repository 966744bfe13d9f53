//! What a person answers for: places given and taken, one by one; who may not; the last administrator stays.

use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_app::{people, registry};
use otklik_domain::access::Role;
use otklik_domain::ids::PersonId;

/// An administrator who proved who they are, and a head with the whole house.
async fn prepared(app: &TestApp) -> (String, PersonId) {
    let cookie = app.sign_in(Role::Administrator).await;
    (cookie, people::add(&app.house, "Громова Вера", Role::Head).await.unwrap())
}

fn keys(html: &str) -> Vec<String> {
    let after = html.split("name=\"place\" value=\"").skip(1);
    after.filter_map(|t| t.split('"').next()).map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn places_are_given_and_taken_one_by_one() {
    let app = TestApp::new().await;
    let (cookie, person) = prepared(&app).await;
    let (_, slug) = app.published().await;
    let ctx = app.admin();
    let territory = registry::keep_territory(&ctx, None, "Луговской", "район", None).await.unwrap();
    let organisation = app.house.store.find_organisation_by_slug(&slug).await.unwrap().unwrap().value.id;
    registry::keep_branch(&ctx, organisation, None, "Сельский клуб", "", None).await.unwrap();
    let path = format!("/cabinet/people/{person}/places");
    let page = app.get(&path, &cookie).await;
    assert!(page.text.contains("все организации") && page.text.matches("<h1").count() == 1, "{}", page.text);
    assert!(app.get(&format!("/cabinet/people/{person}"), &cookie).await.text.contains(&path));
    let id = territory.to_string();
    for fields in [
        vec![("kind", "territory"), ("territory", id.as_str())],
        vec![("kind", "organisation"), ("organisation", "Луговская библиотека"), ("branch", "сельский клуб")],
        vec![("kind", "organisation"), ("organisation", "Луговская библиотека"), ("branch", "")],
        vec![("kind", "territory"), ("territory", id.as_str())],
    ] {
        let given = app.post(&path, &cookie, &fields).await;
        assert_eq!(given.location, format!("{path}?done=place-given"), "{fields:?} {}", given.text);
    }
    let page = app.get(&path, &cookie).await.text;
    assert_eq!(keys(&page).len(), 4, "{page}");
    assert!(page.contains("филиал Сельский клуб") && page.contains("район Луговской со всем"), "{page}");
    let taken = app.post(&format!("{path}/take"), &cookie, &[("place", "house")]).await;
    assert_eq!(taken.location, format!("{path}?done=place-taken"), "{}", taken.text);
    let list = app.get("/cabinet/people", &cookie).await.text;
    assert!(list.contains("район Луговской") && list.contains("href=\"/cabinet/rights\""), "{list}");
    let again = app.post(&format!("{path}/take"), &cookie, &[("place", "house")]).await;
    assert_eq!(again.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_means_no_place_comes_back_with_words() {
    let app = TestApp::new().await;
    let (cookie, person) = prepared(&app).await;
    app.published().await;
    let path = format!("/cabinet/people/{person}/places");
    for (fields, field, words) in [
        (vec![("kind", "territory"), ("territory", "")], "territory", "Выберите территорию"),
        (vec![("kind", "founder"), ("founder", "x")], "founder", "Выберите учредителя"),
        (vec![("kind", "organisation"), ("organisation", "")], "organisation", "Напишите ИНН"),
        (vec![("kind", "organisation"), ("organisation", "Никакая")], "organisation", "в реестре нет"),
        (
            vec![("kind", "organisation"), ("organisation", "Луговская"), ("branch", "Дом")],
            "branch",
            "нет открытых филиалов",
        ),
    ] {
        let page = app.post(&path, &cookie, &fields).await;
        assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(page.text.contains(words) && page.text.contains(&format!("href=\"#{field}\"")), "{}", page.text);
        assert!(page.text.contains("<title>Ошибка"));
    }
    let unknown = [("kind", "territory"), ("territory", "00000000-0000-0000-0000-000000000001")];
    let page = app.post(&path, &cookie, &unknown).await;
    assert!(page.text.contains("Такого места в реестре нет"), "{}", page.text);
}

#[tokio::test]
async fn the_whole_house_is_not_taken_from_its_last_administrator() {
    let app = TestApp::new().await;
    let (cookie, _) = prepared(&app).await;
    let own = app.house.store.list_people().await.unwrap();
    let own = own.iter().find(|kept| kept.value.role == Role::Administrator.name()).unwrap().value.id;
    let path = format!("/cabinet/people/{own}/places");
    let page = app.post(&format!("{path}/take"), &cookie, &[("place", "house")]).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("У себя все организации не забирают"), "{}", page.text);
    let other = people::add(&app.house, "Ким Олег", Role::Administrator).await.unwrap();
    let taken = app.post(&format!("/cabinet/people/{other}/places/take"), &cookie, &[("place", "house")]).await;
    assert_eq!(taken.code, StatusCode::SEE_OTHER, "another one stays: {}", taken.text);
}

#[tokio::test]
async fn who_does_not_manage_people_finds_no_places() {
    let app = TestApp::new().await;
    let (admin, person) = prepared(&app).await;
    let (founder, nil) = (app.sign_in(Role::Founder).await, uuid::Uuid::nil());
    for (path, cookie, code) in [
        (format!("/cabinet/people/{person}/places"), "", StatusCode::SEE_OTHER),
        (format!("/cabinet/people/{person}/places"), founder.as_str(), StatusCode::NOT_FOUND),
        (format!("/cabinet/people/{nil}/places"), admin.as_str(), StatusCode::NOT_FOUND),
        ("/cabinet/people/x/places".to_owned(), admin.as_str(), StatusCode::NOT_FOUND),
    ] {
        assert_eq!(app.get(&path, cookie).await.code, code, "{path}");
    }
    let forged = app.post_raw(&format!("/cabinet/people/{person}/places"), &admin, "token=x".to_owned()).await;
    assert_eq!(forged.code, StatusCode::FORBIDDEN);
}
