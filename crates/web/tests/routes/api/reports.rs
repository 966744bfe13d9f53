//! Reports and the way of a plan, as programs go it.

use super::{Api, Ask, Got};
use axum::http::StatusCode;
use otklik_app::plans::life;
use otklik_app::reports;
use otklik_domain::access::Role;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

#[tokio::test]
async fn reports_are_listed_read_as_they_were_frozen_and_downloaded() {
    let api = Api::new().await;
    let key = api.key(Role::Founder).await;
    let (plan, slug) = api.app.published().await;
    api.app.published_round().await;
    let (ctx, period) = (api.app.admin(), "2026-Y".parse().unwrap());
    let id = reports::prepare_report(&ctx, plan.parse().unwrap(), period, None).await.unwrap();
    let whole = reports::freeze(&ctx, &Default::default(), period, None).await.unwrap();
    let typed = reports::RegionTyped {
        year: 2026,
        region: "Луговская область".to_owned(),
        position: "Губернатор".to_owned(),
        name: "И.И. Лугов".to_owned(),
        decisions: "Директору объявлено замечание".to_owned(),
    };
    let region = reports::sign_region(&ctx, &typed, None).await.unwrap();

    let listed = api.get(&format!("/reports?organisation={slug}&stage=prepared&period=2026-Y&limit=1"), &key).await;
    assert_eq!(listed.text("/items/0/id"), id.to_string(), "{}", listed.value);
    assert_eq!(listed.value["next"], Value::Null);
    let after = api.get(&format!("/reports?after={id}"), &key).await;
    assert_eq!(after.value["items"], json!([]));
    for wrong in ["stage=done", "period=2026", "plan=x", "after=x", "limit=0"] {
        assert_eq!(api.get(&format!("/reports?{wrong}"), &key).await.code, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    for (path, id, words) in [
        ("/reports", id, "Разместить анкету на сайте"),
        ("/consolidated-reports", whole, "Разместить анкету на сайте"),
        ("/region-reports", region, "Директору объявлено замечание"),
    ] {
        let listed = api.get(path, &key).await;
        assert_eq!(listed.text("/items/0/id"), id.to_string(), "{path}");
        let one = api.get(&format!("{path}/{id}"), &key).await;
        assert!(one.code == StatusCode::OK && one.value["body"].to_string().contains(words), "{}", one.value);
        let frozen = api.get(&format!("{path}/{id}/paper?format=json"), &key).await;
        assert_eq!(hex::encode(Sha256::digest(&frozen.bytes)), one.text("/sha256"), "{path}");
        for format in ["docx", "odt", "xlsx", "html", "csv"] {
            let paper = api.get(&format!("{path}/{id}/paper?format={format}"), &key).await;
            assert!(paper.code == StatusCode::OK && paper.bytes.len() > 500, "{path} {format}");
        }
        let wrong = api.get(&format!("{path}/{id}/paper?format=exe"), &key).await;
        assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert_eq!(api.get(path, "").await.code, StatusCode::UNAUTHORIZED, "{path}");
        let unknown = api.get(&format!("{path}/00000000-0000-7000-8000-000000000000"), &key).await;
        assert_eq!(unknown.code, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn act(api: &Api, key: &str, path: &str, body: &Value) -> Got {
    let plan = path.rsplit_once('/').map_or(path, |(plan, _)| plan);
    let mark = api.get(plan, key).await.header("etag").to_owned();
    api.json("POST", path, key, &mark, body).await
}

/// Approves by a form of parts, with a scan.
async fn approve(api: &Api, key: &str, plan: &str, block: &Value, scan: &[u8]) -> Got {
    let fields = block.as_object().unwrap().iter().map(|(name, value)| {
        let value = value.as_str().unwrap();
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    });
    let mut body = fields.collect::<String>().into_bytes();
    body.extend(
        "--x\r\ncontent-disposition: form-data; name=\"scan\"; filename=\"C:\\\\приказ 15.pdf\"\r\n\r\n".bytes(),
    );
    body.extend(scan);
    body.extend(b"\r\n--x--\r\n");
    let mark = api.get(plan, key).await.header("etag").to_owned();
    let headers = vec![("content-type", "multipart/form-data; boundary=x"), ("if-match", mark.as_str())];
    api.send(Ask { method: "POST", path: &format!("{plan}/approve"), key, headers, body }).await
}

#[tokio::test]
async fn a_plan_goes_its_way_and_personal_data_is_looked_at_before_it_is_shown() {
    let api = Api::new().await;
    let (maker, founder) = (api.key(Role::Methodologist).await, api.key(Role::Founder).await);
    // A plan whose paper nobody approved begins as a draft.
    let paper = crate::util::PAPER
        .replace("УТВЕРЖДАЮ<br>Директор МБУК «Луговская библиотека»<br>Кузнецова Т.П.<br>«15» января 2026 г.", "");
    let paper = paper.replace("Обновить стенд у входа", "Обновить стенд у входа, звонить 8 (900) 123-45-67");
    let plan = format!("/plans/{}", api.app.adopted(paper.into_bytes(), "plan.html").await);
    assert_eq!(api.get(&plan, &maker).await.text("/stage"), "draft");
    let sent = act(&api, &maker, &format!("{plan}/send"), &json!({ "words": "Прошу утвердить" })).await;
    assert_eq!(sent.text("/stage"), "sent", "{}", sent.value);
    let back = act(&api, &maker, &format!("{plan}/take-back"), &json!({})).await;
    assert_eq!(back.text("/stage"), "draft", "{}", back.value);
    act(&api, &maker, &format!("{plan}/send"), &json!({})).await;
    let own = act(&api, &maker, &format!("{plan}/return"), &json!({ "words": "Уточните" })).await;
    assert_eq!(own.code, StatusCode::FORBIDDEN);
    let silent = act(&api, &founder, &format!("{plan}/return"), &json!({})).await;
    assert_eq!((silent.code, silent.text("/faults/0/field")), (StatusCode::UNPROCESSABLE_ENTITY, "words"));
    let returned = act(&api, &founder, &format!("{plan}/return"), &json!({ "words": "Уточните сроки" })).await;
    assert_eq!(returned.text("/stage"), "returned", "{}", returned.value);
    act(&api, &maker, &format!("{plan}/send"), &json!({})).await;
    let bare = act(&api, &founder, &format!("{plan}/approve"), &json!({})).await;
    assert_eq!((bare.code, bare.text("/faults/0/field")), (StatusCode::UNPROCESSABLE_ENTITY, "position"));
    let block = json!({
        "position": "Начальник отдела культуры", "name": "Кузнецова Т.П.", "approved_on": "01.02.2026",
        "act_kind": "приказ", "act_number": "15", "act_date": "01.02.2026",
    });
    let odd = approve(&api, &founder, &plan, &block, b"a text").await;
    assert_eq!((odd.code, odd.text("/faults/0/field")), (StatusCode::UNPROCESSABLE_ENTITY, "scan"), "{}", odd.value);
    let approved = approve(&api, &founder, &plan, &block, b"%PDF-1.7 signed").await;
    let id = plan.trim_start_matches("/plans/").parse().unwrap();
    let scan = life::scan(&api.app.admin(), id, 0).await.unwrap();
    assert_eq!(scan, ("приказ 15.pdf".to_owned(), b"%PDF-1.7 signed".to_vec()));
    assert_eq!(approved.text("/stage"), "approved", "{}", approved.value);
    assert_eq!(approved.text("/approval/name"), "Кузнецова Т.П.");

    let shown = act(&api, &maker, &format!("{plan}/publish"), &json!({})).await;
    assert_eq!((shown.code, shown.text("/faults/0/field")), (StatusCode::UNPROCESSABLE_ENTITY, "checked"));
    assert!(shown.text("/faults/0/text").contains("строка 2"), "{}", shown.value);
    let published = act(&api, &maker, &format!("{plan}/publish"), &json!({ "checked": true })).await;
    assert_eq!(published.text("/stage"), "published", "{}", published.value);
}
