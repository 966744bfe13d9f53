use super::{Api, Got};
use axum::http::StatusCode;
use otklik_domain::access::Role;
use serde_json::{Value, json};

/// A way of somebody through the API: each step with the mark of what was read before it.
struct Way {
    api: Api,
    key: String,
}

impl Way {
    async fn new(role: Role) -> Self {
        let api = Api::new().await;
        let key = api.key(role).await;
        Way { api, key }
    }

    async fn mark(&self, path: &str) -> String {
        self.api.get(path, &self.key).await.header("etag").to_owned()
    }

    async fn act(&self, method: &str, path: &str, mark: &str, body: &Value) -> Got {
        self.api.json(method, path, &self.key, mark, body).await
    }
}

#[tokio::test]
async fn a_change_without_a_mark_is_428_and_with_a_stale_one_412() {
    let way = Way::new(Role::Methodologist).await;
    let (plan, _) = way.api.app.published().await;
    let draft = format!("/drafts/{}", way.api.app.draft().await);
    let measure = {
        let shown = way.api.get(&format!("/plans/{plan}"), &way.key).await;
        format!("/measures/{}", shown.text("/measures/0/id"))
    };
    for (method, path, body) in [
        ("PATCH", draft.clone(), json!({ "title": "План" })),
        ("POST", format!("{draft}/measures"), json!({ "text": "Обновить стенд" })),
        ("PATCH", format!("{draft}/measures/0"), json!({ "text": "Обновить стенд" })),
        ("DELETE", format!("{draft}/measures/0"), json!({})),
        ("POST", format!("{draft}/adopt"), json!({})),
        ("POST", format!("{draft}/drop"), json!({})),
        ("PATCH", measure.clone(), json!({ "text": "Обновить стенд" })),
        ("POST", format!("{measure}/steps"), json!({ "to": "in_work" })),
        ("POST", format!("/plans/{plan}/publish"), json!({})),
        ("POST", format!("/plans/{plan}/close"), json!({})),
        ("POST", format!("/plans/{plan}/send"), json!({})),
        ("POST", format!("/plans/{plan}/take-back"), json!({})),
    ] {
        let bare = way.act(method, &path, "", &body).await;
        assert_eq!(bare.code, StatusCode::PRECONDITION_REQUIRED, "{method} {path}");
        for mark in ["\"0-0000\"", "nonsense", "W/\"1\""] {
            let stale = way.act(method, &path, mark, &body).await;
            assert_eq!(stale.code, StatusCode::PRECONDITION_FAILED, "{method} {path} {mark}");
        }
        let stranger = way.api.json(method, &path, "", "*", &body).await;
        assert_eq!(stranger.code, StatusCode::UNAUTHORIZED, "{method} {path}");
    }
}

#[tokio::test]
async fn a_draft_is_corrected_adopted_and_published() {
    let way = Way::new(Role::Methodologist).await;
    let (_, slug) = way.api.app.published().await;
    let path = format!("/drafts/{}", way.api.app.draft().await);
    let read = way.mark(&path).await;
    let head = way.act("PATCH", &path, &read, &json!({ "assessed_year": 2025, "organisation_id": slug })).await;
    assert_eq!(head.code, StatusCode::OK, "{}", head.value);
    assert_eq!(head.value["assessed_year"], 2025);
    assert_eq!(head.text("/period/from"), "2026-01-01", "what was not sent stays");
    assert_eq!(way.act("PATCH", &path, &read, &json!({})).await.code, StatusCode::PRECONDITION_FAILED);

    let change =
        json!({ "executors": [{ "name": "Белова А.А.", "position": "директор" }], "term": "II квартал 2026 года" });
    let corrected = way.act("PATCH", &format!("{path}/measures/1"), head.header("etag"), &change).await;
    assert_eq!(corrected.text("/measures/1/deadline/to"), "2026-06-30", "{}", corrected.value);
    assert_eq!(corrected.text("/measures/1/executors/0/position"), "директор");
    let new = json!({ "text": "Провести опрос", "criterion": 5 });
    let added = way.act("POST", &format!("{path}/measures"), corrected.header("etag"), &new).await;
    assert_eq!((added.code, added.text("/measures/2/text")), (StatusCode::CREATED, "Провести опрос"));
    let removed = way.act("DELETE", &format!("{path}/measures/2"), added.header("etag"), &json!({})).await;
    assert_eq!(removed.value["measures"].as_array().map(Vec::len), Some(2));

    let plan = way.act("POST", &format!("{path}/adopt"), removed.header("etag"), &json!({})).await;
    assert_eq!(plan.code, StatusCode::CREATED, "{}", plan.value);
    let at = plan.header("location").trim_start_matches("/api/v1").to_owned();
    assert_eq!(way.api.get(&at, "").await.code, StatusCode::NOT_FOUND, "adopted is private");
    let twice = way.act("POST", &format!("{path}/adopt"), "*", &json!({})).await;
    assert_eq!(twice.code, StatusCode::UNPROCESSABLE_ENTITY);

    let published = way.act("POST", &format!("{at}/publish"), plan.header("etag"), &json!({})).await;
    assert_eq!(published.value["publications"][0]["number"], 1, "{}", published.value);
    assert_eq!(way.api.get(&at, "").await.code, StatusCode::OK);
}

#[tokio::test]
async fn execution_is_recorded_step_by_step() {
    let way = Way::new(Role::Methodologist).await;
    let (plan, _) = way.api.app.published().await;
    let shown = way.api.get(&format!("/plans/{plan}"), &way.key).await;
    let path = format!("/measures/{}", shown.text("/measures/0/id"));
    let steps = format!("{path}/steps");
    let mark = way.mark(&path).await;
    for (body, field) in [
        (json!({ "to": "confirmed" }), "to"),
        (json!({ "to": "finished" }), "to"),
        (json!({ "to": "not_done" }), "reason"),
        (json!({ "to": "reported" }), "done"),
        (json!({ "to": "moved", "reason": "нет денег", "term": "когда-нибудь" }), "term"),
        (json!({ "to": "in_work", "colour": "red" }), "colour"),
        (json!({ "to": ["in_work"] }), "to"),
        (json!({ "to": "in_work", "reason": "\u{0}" }), "reason"),
        (json!([1]), ""),
    ] {
        let refused = way.act("POST", &steps, &mark, &body).await;
        assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY, "{body} {}", refused.value);
        assert_eq!(refused.text("/faults/0/field"), field, "{body}");
    }
    use otklik_domain::plan::life::Stage;
    way.api.app.plans_at(Stage::Draft).await;
    let early = way.act("POST", &steps, &mark, &json!({ "to": "in_work" })).await;
    assert_eq!(early.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.value);
    assert_eq!(early.text("/faults/0/field"), "to");
    assert!(early.text("/faults/0/text").contains("Отправьте план учредителю"), "{}", early.value);
    way.api.app.plans_at(Stage::Published).await;
    let done = json!({ "to": "reported", "done": "Анкета стоит на сайте", "actual": "09.11.2026" });
    let reported = way.act("POST", &steps, &mark, &done).await;
    assert_eq!(reported.text("/state"), "reported", "{}", reported.value);
    assert_eq!(reported.text("/executions/0/actual/to"), "2026-11-09");
    assert_eq!(reported.value["late_days"], 0, "what is reported is not late");
    let public = way.api.get(&path, "").await;
    assert_eq!(public.text("/state"), "planned", "everybody sees what was published");
    let edited = way
        .act(
            "PATCH",
            &path,
            reported.header("etag"),
            &json!({ "term": "до 30.12.2026", "reason": "Нет денег", "agreed": "Кузнецова Т.П." }),
        )
        .await;
    assert_eq!(edited.text("/due_on"), "2026-12-30", "{}", edited.value);
}

#[tokio::test]
async fn who_may_not_is_told_so() {
    let way = Way::new(Role::Council).await;
    let (plan, _) = way.api.app.published().await;
    let shown = way.api.get(&format!("/plans/{plan}"), &way.key).await;
    let measure = shown.text("/measures/0/id");
    for (method, path) in [
        ("POST", format!("/plans/{plan}/publish")),
        ("POST", format!("/plans/{plan}/close")),
        ("POST", format!("/plans/{plan}/approve")),
        ("POST", format!("/measures/{measure}/steps")),
        ("PATCH", format!("/measures/{measure}")),
        ("GET", "/drafts".to_owned()),
    ] {
        assert_eq!(way.act(method, &path, "*", &json!({})).await.code, StatusCode::FORBIDDEN, "{method} {path}");
    }
}

#[tokio::test]
async fn a_draft_put_aside_stays_so() {
    let way = Way::new(Role::Methodologist).await;
    let path = format!("/drafts/{}", way.api.app.draft().await);
    let mark = way.mark(&path).await;
    let dropped = way.act("POST", &format!("{path}/drop"), &mark, &json!({})).await;
    assert_eq!(dropped.text("/state"), "dropped");
    let late = way.act("PATCH", &path, dropped.header("etag"), &json!({ "title": "План" })).await;
    assert_eq!(late.code, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_organisation_is_created_edited_closed_opened_and_merged() {
    let way = Way::new(Role::Methodologist).await;
    let card = json!({ "name": "Луговская библиотека", "sector": "culture", "inn": "7707083893" });
    let made = way.act("POST", "/organisations", "", &card).await;
    assert_eq!(made.code, StatusCode::CREATED, "{}", made.value);
    let path = made.header("location").trim_start_matches("/api/v1").to_owned();
    assert_eq!(way.act("POST", "/organisations", "", &card).await.code, StatusCode::CONFLICT);
    for (body, field) in [
        (json!({ "name": "" }), "name"),
        (json!({ "inn": 123 }), "inn"),
        (json!({ "founder_id": "00000000-0000-0000-0000-000000000001" }), "founder_id"),
        (json!({ "slug": "drugoe" }), "slug"),
    ] {
        let refused = way.act("PATCH", &path, made.header("etag"), &body).await;
        assert_eq!(refused.text("/faults/0/field"), field, "{body} {}", refused.value);
    }
    let edited = way.act("PATCH", &path, made.header("etag"), &json!({ "phone": "8 800 000-00-00" })).await;
    assert_eq!((edited.text("/name"), edited.text("/inn")), ("Луговская библиотека", "7707083893"));
    let stale = way.act("PATCH", &path, made.header("etag"), &json!({ "phone": "1" })).await;
    assert_eq!(stale.code, StatusCode::PRECONDITION_FAILED);
    let branch = json!({ "name": "Читальный зал" });
    let grown = way.act("POST", &format!("{path}/branches"), edited.header("etag"), &branch).await;
    assert_eq!(grown.text("/branches/0/name"), "Читальный зал", "{}", grown.value);
    let closed = way.act("POST", &format!("{path}/close"), grown.header("etag"), &json!({ "on": "2026-09-01" })).await;
    assert_eq!((closed.text("/state"), closed.text("/closed_on")), ("closed", "2026-09-01"));
    let open = way.act("POST", &format!("{path}/reopen"), closed.header("etag"), &json!({})).await;
    assert_eq!(open.text("/state"), "open");
    let other = way.act("POST", "/organisations", "", &json!({ "name": "Дом ремёсел", "sector": "culture" })).await;
    let into = json!({ "into": other.text("/slug") });
    let merged = way.act("POST", &format!("{path}/merge"), open.header("etag"), &into).await;
    assert_eq!(merged.text("/id"), other.text("/id"), "{}", merged.value);
    assert_eq!(way.api.get(&path, "").await.text("/merged_into"), other.text("/id"));
    let nobody = way.api.json("POST", "/organisations", "", "", &card).await;
    assert_eq!(nobody.code, StatusCode::UNAUTHORIZED);
}
