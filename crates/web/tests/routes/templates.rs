//! Word templates: a sample is downloaded, brought back, made the house's own, and a plan goes out by it.

use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_app::{paper_out, templates};
use otklik_domain::access::Role;

#[tokio::test]
async fn a_plan_goes_out_by_the_template_of_the_house() {
    let app = TestApp::new().await;
    let (plan, _) = app.published().await;
    let who = app.sign_in(Role::Methodologist).await;
    let page = app.get("/cabinet/templates", &who).await;
    assert!(page.text.contains("Своих шаблонов нет"), "{}", page.text);
    assert!(app.get("/cabinet/reports", &who).await.text.contains("/cabinet/templates"), "reachable");
    let ctx = app.admin();
    let sample = templates::sample_template(&ctx, "plan-457").await.unwrap();
    assert_eq!(app.get("/cabinet/templates/sample?form=plan-457", &who).await.code, StatusCode::OK);
    let own = paper_out::plan_paper(&ctx, plan.parse().unwrap(), "plan-457", "docx").await.unwrap().bytes;
    let parts = |name: &'static str, action: &'static str| {
        [
            ("form", None, b"plan-457".to_vec()),
            ("name", None, name.as_bytes().to_vec()),
            ("default", None, b"yes".to_vec()),
            ("action", None, action.as_bytes().to_vec()),
            ("file", Some("шаблон.docx"), sample.bytes.clone()),
        ]
    };
    let looked = app.post_parts("/cabinet/templates", &who, &parts("", "look")).await;
    assert!(looked.text.contains("Найдено полей: 9") && looked.text.contains("ошибок нет"), "{}", looked.text);
    let nameless = app.post_parts("/cabinet/templates", &who, &parts("", "")).await;
    assert!(nameless.code == StatusCode::UNPROCESSABLE_ENTITY && nameless.text.contains("Назовите шаблон"));
    assert!(nameless.text.contains("Выбран файл «шаблон.docx»"), "{}", nameless.text);
    let without_file =
        [&parts("", "look")[..4], &[("kept", None, hex::encode(&sample.bytes).into_bytes())][..]].concat();
    let looked = app.post_parts("/cabinet/templates", &who, &without_file).await;
    assert!(looked.text.contains("Найдено полей: 9"), "the file came back with the form: {}", looked.text);
    let kept = app.post_parts("/cabinet/templates", &who, &parts("Наш план", "")).await;
    assert_eq!(kept.location, "/cabinet/templates?done=kept", "{}", kept.text);
    assert!(app.get("/cabinet/templates", &who).await.text.contains("основной"));
    let made = paper_out::plan_paper(&ctx, plan.parse().unwrap(), "plan-457", "docx").await.unwrap().bytes;
    assert_ne!(made, own, "by the template");
    let back = ctx.house.workshop.read(made, Some("план.docx"), None).await.unwrap().draft;
    let texts: Vec<&str> = back.measures.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["Разместить анкету на сайте", "Обновить стенд у входа"]);

    let id = templates::templates(&ctx).await.unwrap()[0].value.id.to_string();
    let fields = |action| [("id", id.as_str()), ("version", "1"), ("action", action)];
    assert_eq!(app.post("/cabinet/templates/change", &who, &fields("remove")).await.code, StatusCode::SEE_OTHER);
    let again = paper_out::plan_paper(&ctx, plan.parse().unwrap(), "plan-457", "docx").await.unwrap().bytes;
    assert_eq!(again, own, "as the program writes it");
    let gone = app.post("/cabinet/templates/change", &who, &fields("default")).await;
    assert_eq!(gone.code, StatusCode::NOT_FOUND);
    let bad = [("form", None, &b"report"[..]), ("name", None, b"x"), ("file", Some("x.docx"), b"no docx at all")];
    assert_eq!(app.post_parts("/cabinet/templates", &who, &bad).await.code, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_filed_report_stays_as_its_template_was() {
    let app = TestApp::new().await;
    let (plan, _) = app.published().await;
    let who = app.sign_in(Role::Methodologist).await;
    let ctx = app.admin();
    let page = app.get("/cabinet/templates", &who).await;
    for words in [
        "Отчёт по плану",
        "Сводный отчёт",
        "Оценка организации",
        "Как посчитана оценка",
        "Рейтинг организаций",
        "Баллы организаций по критериям",
        "Ход опроса",
        "Протокол осмотра",
        "Публичный отчёт региона",
        "Без шаблона выходят плакаты",
    ] {
        assert!(page.text.contains(words), "{words}");
    }
    let sample = templates::sample_template(&ctx, "report").await.unwrap().bytes;
    let parts = [
        ("form", None, b"report".to_vec()),
        ("name", None, "Наш отчёт".as_bytes().to_vec()),
        ("default", None, b"yes".to_vec()),
        ("file", Some("отчёт.docx"), sample),
    ];
    assert_eq!(app.post_parts("/cabinet/templates", &who, &parts).await.location, "/cabinet/templates?done=kept");
    let period = "2026-Y".parse().unwrap();
    let today = async || {
        let paper = otklik_app::reports::today_paper(&ctx, plan.parse().unwrap(), period, "docx").await;
        paper.unwrap().bytes
    };
    let by_template = today().await;
    let id = otklik_app::reports::prepare_report(&ctx, plan.parse().unwrap(), period, None).await.unwrap();
    let filed = async || otklik_app::reports::filed_paper(&ctx, id, "docx").await.unwrap().bytes;
    let before = filed().await;
    let template = templates::templates(&ctx).await.unwrap()[0].clone();
    templates::remove_template(&ctx, template.value.id, template.version).await.unwrap();
    assert_ne!(today().await, by_template, "as the program writes it");
    assert_eq!(filed().await, before, "by the template it was made with");
}
