//! The plan's way in the cabinet: refusals keep what was typed and name the row, decisions lead on.

use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_app::network::{self, NetworkTyped};
use otklik_domain::access::Role;

fn version_of(html: &str) -> String {
    html.split("name=\"version\" value=\"").nth(1).and_then(|t| t.split('"').next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_approved_plan_shows_its_way_and_its_rows() {
    let app = TestApp::new().await;
    let (plan, _) = app.published().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let page = app.get(&format!("/cabinet/plans/{plan}"), &cookie).await.text;
    assert!(page.contains("Ход плана") && page.contains("Опубликован"), "{page}");
    let way = app.get(&format!("/cabinet/plans/{plan}/way"), &cookie).await.text;
    assert!(way.contains("утверждён до Отклика") && way.contains("Кузнецова Т.П."), "{way}");
    let rows = app.get(&format!("/cabinet/plans/{plan}/rows"), &cookie).await.text;
    assert!(rows.contains("id=\"row-2\"") && rows.contains("Исключить из плана"), "{rows}");
    let path = format!("/cabinet/plans/{plan}/rows");
    let version = version_of(&rows);
    let add = [("do", "add"), ("version", version.as_str()), ("text", "Открыть читальный зал")];
    let refused = app.post(&path, &cookie, &add).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("Открыть читальный зал") && refused.text.contains("почему меняете"),
        "{}",
        refused.text
    );
    let mut whole = add.to_vec();
    whole.extend([("reason", "Новый недостаток"), ("agreed", "Кузнецова Т.П.")]);
    assert!(app.post(&path, &cookie, &whole).await.location.ends_with("done=kept"));
    let way = app.get(&format!("/cabinet/plans/{plan}/way"), &cookie).await.text;
    assert!(way.contains("Строка добавлена") && way.contains("Новый недостаток"), "{way}");
    assert!(app.get("/cabinet/approvals", &cookie).await.text.contains("Никто не ждёт"));
}

#[tokio::test]
async fn rows_that_name_nobody_are_given_one_executor_and_lacks_are_told_by_kind() {
    let app = TestApp::new().await;
    app.open_round().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let admin = app.admin();
    let all = network::givable(&admin, &Default::default()).await.unwrap();
    for text in ["Оборудовать пандус", "Закупить таблички шрифтом Брайля", "Поставить кулер"]
    {
        let typed = NetworkTyped {
            text: text.into(), term: "до 1 сентября 2030 года".into(), ..Default::default()
        };
        network::write_network(&admin, &typed, &[all[0].id]).await.unwrap();
    }
    let plans = app.get("/cabinet/plans", &cookie).await.text;
    let plan = plans.split("href=\"/cabinet/plans/").nth(1).and_then(|t| t.split('"').next()).unwrap().to_owned();
    let page = app.get(&format!("/cabinet/plans/{plan}"), &cookie).await.text;
    assert!(page.contains("Проверить и отправить") && page.contains("Внесён") && !page.contains("Принят"), "{page}");
    let way = app.get(&format!("/cabinet/plans/{plan}/way"), &cookie).await.text;
    assert!(way.contains("Строки 1–3: не назван исполнитель"), "{way}");
    let rows = format!("/cabinet/plans/{plan}/rows");
    let page = app.get(&rows, &cookie).await.text;
    assert!(page.contains("Строк без исполнителя: 3"), "{page}");
    let version = version_of(&page);
    let sent = app.post(&format!("/cabinet/plans/{plan}/send"), &cookie, &[("version", &version)]).await;
    assert_eq!(sent.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(sent.text.matches("href=\"#row-1\"").count(), 2, "one line a kind: {}", sent.text);
    let nobody = app.post(&rows, &cookie, &[("do", "everybody"), ("version", &version), ("everybody", " ")]).await;
    assert!(nobody.code == StatusCode::UNPROCESSABLE_ENTITY && nobody.text.contains("href=\"#everybody\""));
    let who = "Линькова Ирина Ильинична, заместитель директора";
    let named = app.post(&rows, &cookie, &[("do", "everybody"), ("version", &version), ("everybody", who)]).await;
    assert!(named.location.ends_with("done=kept"), "{}", named.text);
    let page = app.get(&rows, &cookie).await.text;
    assert!(page.matches("Линькова Ирина Ильинична").count() == 3 && !page.contains("Строк без исполнителя"), "{page}");
    let late = app.post(&rows, &cookie, &[("do", "everybody"), ("version", &version), ("everybody", who)]).await;
    assert_ne!(late.code, StatusCode::SEE_OTHER, "the plan has changed since");
}

#[tokio::test]
async fn placing_keeps_what_was_typed_and_everybody_may_frame_the_section() {
    let app = TestApp::new().await;
    let (plan, slug) = app.published().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    let path = format!("/cabinet/plans/{plan}/placing");
    assert!(app.get(&path, &cookie).await.text.contains("Пакет для bus.gov.ru"));
    let wrong = [("item", "plan"), ("placed_on", "вчера"), ("placed_by", "Ильина А.")];
    let refused = app.post(&path, &cookie, &wrong).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("value=\"вчера\""), "{}", refused.text);
    let right = [("item", "plan"), ("placed_on", "01.02.2026"), ("placed_by", "Ильина А.")];
    assert!(app.post(&path, &cookie, &right).await.location.ends_with("done=kept"));
    let compared =
        app.post(&format!("{path}/compare"), &cookie, &[("reply", "{\"a\":\"Обновить стенд у входа\"}")]).await;
    assert!(compared.text.contains("Не найдено") && compared.text.contains("отличается"), "{}", compared.text);
    let frame = app.get(&format!("/o/{slug}/embed"), "").await;
    assert!(frame.policy.contains("frame-ancestors *") && frame.text.contains("Разместить анкету"), "{}", frame.text);
    let data = app.get(&format!("/o/{slug}/plan/data?format=csv"), "").await;
    assert!(data.text.contains("Разместить анкету") && !data.text.contains("Линькова"), "{}", data.text);
    let journal = app.get("/cabinet/journal", &app.sign_in(Role::Auditor).await).await.text;
    assert!(journal.contains("Отмечено размещение") && journal.contains("Сумма:"), "{journal}");
}
