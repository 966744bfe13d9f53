use super::{Api, Ask};
use axum::http::StatusCode;
use otklik_domain::access::Role;
use otklik_domain::registry::Card;
use serde_json::json;

#[tokio::test]
async fn strangers_read_what_is_published_and_nothing_else() {
    let api = Api::new().await;
    assert!(api.get("/plans", "").await.items().is_empty());
    let (plan, slug) = api.app.published().await;
    let listed = api.get("/plans", "").await;
    assert_eq!(listed.text("/items/0/id"), plan);
    let shown = api.get(&format!("/plans/{plan}"), "").await;
    assert_eq!(shown.text("/format"), "otklik.plan/1");
    assert_eq!(shown.text("/measures/0/state"), "planned");
    assert_eq!(shown.value["measures"][0]["late_days"], 12);
    assert_eq!(shown.value["measures"][0]["executors"][0]["name"], json!(null), "names are not published");
    let id = shown.text("/measures/0/id");
    let measure = api.get(&format!("/measures/{id}"), "").await;
    assert_eq!(measure.text("/text"), shown.text("/measures/0/text"));
    assert_eq!(measure.value["executors"][0]["name"], json!(null));
    let register = api.get(&format!("/measures?organisation={slug}"), "").await;
    assert_eq!(register.items().len(), 2);
    assert!(!register.value.to_string().contains("Линькова"), "{}", register.value);
}

#[tokio::test]
async fn what_one_may_not_see_is_not_there() {
    let api = Api::new().await;
    let key = api.key(Role::Methodologist).await;
    let draft = api.app.draft().await;
    let card = Card { name: "Дом ремёсел".to_owned(), sector: "culture".to_owned(), ..Card::default() };
    let organisation = otklik_app::registry::create_organisation(&api.app.admin(), &card).await.unwrap();
    let body = json!({ "organisation": organisation.slug.as_str() });
    let path = format!("/drafts/{draft}");
    let mark = api.get(&path, &key).await.header("etag").to_owned();
    let plan = api.json("POST", &format!("{path}/adopt"), &key, &mark, &body).await;
    assert_eq!(plan.code, StatusCode::CREATED, "{}", plan.value);
    let (id, measure) = (plan.text("/id"), plan.text("/measures/0/id"));
    for (path, with_key) in [
        (format!("/plans/{id}"), StatusCode::OK),
        (format!("/measures/{measure}"), StatusCode::OK),
        (format!("/plans/{id}/paper"), StatusCode::OK),
        ("/plans/x".to_owned(), StatusCode::NOT_FOUND),
    ] {
        assert_eq!(api.get(&path, "").await.code, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(api.get(&path, &key).await.code, with_key, "{path}");
    }
    assert_eq!(api.get("/measures", "").await.items().len(), 0);
    assert_eq!(api.get("/measures", &key).await.items().len(), 2);
}

#[tokio::test]
async fn a_key_that_is_unknown_or_taken_back_is_refused_everywhere() {
    let api = Api::new().await;
    for path in ["/organisations", "/plans", "/drafts", "/nowhere"] {
        let got = api.get(path, "beefbeef").await;
        assert_eq!(got.code, StatusCode::UNAUTHORIZED, "{path}");
        assert!(got.header("www-authenticate").contains("invalid_token"));
    }
    let key = api.key(Role::Methodologist).await;
    assert_eq!(api.get("/drafts", &key).await.code, StatusCode::OK);
    assert_eq!(api.get("/drafts", "").await.code, StatusCode::UNAUTHORIZED);
    let basic = Ask { method: "GET", path: "/plans", headers: vec![("authorization", "Basic YTpi")], ..Ask::default() };
    assert_eq!(api.send(basic).await.code, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_visit_of_the_cabinet_opens_nothing_here() {
    let api = Api::new().await;
    let cookie = api.app.sign_in(Role::Administrator).await;
    let ask = Ask { method: "GET", path: "/drafts", headers: vec![("cookie", &cookie)], ..Ask::default() };
    assert_eq!(api.send(ask).await.code, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn pages_walk_everything_once() {
    let api = Api::new().await;
    for n in 0..7 {
        let card = Card { name: format!("Клуб {n}"), sector: "culture".to_owned(), ..Card::default() };
        otklik_app::registry::create_organisation(&api.app.admin(), &card).await.unwrap();
    }
    let mut seen = Vec::new();
    let mut path = "/organisations?limit=3".to_owned();
    loop {
        let page = api.get(&path, "").await;
        assert!(page.items().len() <= 3);
        seen.extend(page.items().iter().map(|o| o["slug"].as_str().unwrap_or_default().to_owned()));
        let Some(next) = page.value["next"].as_str() else { break };
        path = format!("/organisations?limit=3&after={next}");
    }
    let mut apart = seen.clone();
    apart.sort();
    apart.dedup();
    assert_eq!((seen.len(), apart.len()), (7, 7));
}

#[tokio::test]
async fn queries_at_fault_are_named_field_by_field() {
    let api = Api::new().await;
    for (path, field) in [
        ("/organisations?limit=0", "limit"),
        ("/organisations?limit=501", "limit"),
        ("/organisations?limit=many", "limit"),
        ("/organisations?after=zz", "after"),
        ("/organisations?sector=sport", "sector"),
        ("/organisations?q=%00", "q"),
        ("/plans?after=zz", "after"),
        ("/plans?state=published", "state"),
        ("/measures?criterion=6", "criterion"),
        ("/measures?state=late", "state"),
        ("/measures?late=maybe", "late"),
        ("/measures?due_before=01.02.2026", "due_before"),
        ("/measures?due_before=2026-02-30", "due_before"),
        ("/measures?limit=-1&criterion=9", "criterion"),
    ] {
        let got = api.get(path, "").await;
        assert_eq!(got.code, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert_eq!(got.text("/faults/0/field"), field, "{path}");
    }
    assert_eq!(api.get("/measures?limit=500&unknown=1", "").await.code, StatusCode::OK);
}

#[tokio::test]
async fn the_register_is_filtered() {
    let api = Api::new().await;
    let (plan, slug) = api.app.published().await;
    for (query, n) in [
        ("late=true".to_owned(), 1),
        ("late=false".to_owned(), 1),
        ("late=".to_owned(), 2),
        ("state=planned".to_owned(), 2),
        ("state=planned,in_work".to_owned(), 2),
        ("state=confirmed".to_owned(), 0),
        ("criterion=1".to_owned(), 2),
        ("criterion=2".to_owned(), 0),
        ("due_before=2026-11-10".to_owned(), 0),
        ("due_before=2026-11-11".to_owned(), 1),
        ("due_before=2027-02-01&due_from=2026-12-01".to_owned(), 1),
        (format!("organisation={slug}"), 2),
        ("organisation=no-such-one".to_owned(), 0),
        (format!("plan={plan}"), 2),
        ("q=%D1%81%D1%82%D0%B5%D0%BD%D0%B4".to_owned(), 1),
    ] {
        let got = api.get(&format!("/measures?{query}"), "").await;
        assert_eq!(got.items().len(), n, "{query}: {}", got.value);
    }
}

#[tokio::test]
async fn an_organisation_is_found_by_id_and_by_its_address_name() {
    let api = Api::new().await;
    let (_, slug) = api.app.published().await;
    let by_name = api.get(&format!("/organisations/{slug}"), "").await;
    let by_id = api.get(&format!("/organisations/{}", by_name.text("/id")), "").await;
    assert_eq!(by_name.value, by_id.value);
    assert_eq!(by_name.text("/sector"), "culture");
    assert_eq!(api.get("/organisations/no-such-one", "").await.code, StatusCode::NOT_FOUND);
    assert_eq!(api.get("/organisations/%00", "").await.code, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_has_it_already_is_told_so() {
    let api = Api::new().await;
    let (plan, slug) = api.app.published().await;
    for path in [
        format!("/organisations/{slug}"),
        "/organisations".to_owned(),
        format!("/plans/{plan}"),
        format!("/plans/{plan}/paper?form=plan-457&format=csv"),
        "/measures".to_owned(),
        "/openapi.json".to_owned(),
    ] {
        let first = api.get(&path, "").await;
        let mark = first.header("etag").to_owned();
        let headers = vec![("if-none-match", mark.as_str())];
        let again = api.send(Ask { method: "GET", path: &path, headers, ..Ask::default() }).await;
        assert_eq!((again.code, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        assert_eq!(again.header("etag"), mark);
        assert_eq!(first.header("access-control-allow-origin"), "*", "{path}");
    }
}
