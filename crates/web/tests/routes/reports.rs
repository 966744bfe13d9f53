//! Reports on plans: what is missing, filled on one page, signed, sent under a number, accepted or returned, put together.

use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_app::reports as rooms;
use otklik_domain::access::Role;
use otklik_testkit::builders;

/// A whole year is asked about: one of the two terms of the plan is over by today.
const YEAR: &str = "2026-Y";

fn measure_of(page: &str, number: usize) -> String {
    let name = format!("name=\"measure-{number}\" value=\"");
    page.split(&name).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

async fn prepared(app: &TestApp, plan: &str, who: &str) -> String {
    let made = app.post(&format!("/cabinet/plans/{plan}/report"), who, &[("period", YEAR)]).await;
    assert_eq!(made.code, StatusCode::SEE_OTHER, "{}", made.text);
    made.location.split('?').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_empty_report_says_why_and_asks_only_for_what_is_missing() {
    let app = TestApp::new().await;
    let (plan, _) = app.published().await;
    let head = app.sign_in(Role::Head).await;
    let path = format!("/cabinet/plans/{plan}/report");
    assert!(app.get(&format!("/cabinet/plans/{plan}"), &head).await.text.contains(&path), "reachable");
    let page = app.get(&format!("{path}?period={YEAR}"), &head).await;
    for words in [
        "Отчёт за 2026 год",
        "Отчёт пока пуст",
        "нет факта: не сказано, что сделано или почему не сделано — строк: 2",
        "нет подтверждения",
        "Дополнить только недостающее",
        "просрочено на 12 дней",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let filed = prepared(&app, &plan, &head).await;
    let early = app.post(&filed, &head, &[("step", "sign"), ("version", "1")]).await;
    assert_eq!(early.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text.contains("Строк без обязательных сведений: 2"), "{}", early.text);

    let fill = format!("{path}/fill");
    let asked = app.get(&format!("{fill}?period={YEAR}"), &head).await;
    let (one, two) = (measure_of(&asked.text, 1), measure_of(&asked.text, 2));
    assert!(!one.is_empty() && !two.is_empty(), "{}", asked.text);
    let half = [("period", YEAR), ("measure-1", one.as_str()), ("when-1", "09.11.2026"), ("number-1", "1 анкета")];
    let refused = app.post(&fill, &head, &half).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("value=\"09.11.2026\"") && refused.text.contains("value=\"1 анкета\""), "kept");
    for (when, words) in [("31.02.2026", "такого дня нет"), ("01.12.2026", "этот день ещё не наступил")]
    {
        let mut odd = half.to_vec();
        odd.extend([("done-1", "Анкета размещена на сайте"), ("when-1", when)]);
        odd.retain(|(name, value)| *name != "when-1" || *value == when);
        let refused = app.post(&fill, &head, &odd).await;
        assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY, "{when}");
        assert!(refused.text.contains(words) && refused.text.contains(when), "{words}: {}", refused.text);
    }
    let whole = [
        ("period", YEAR),
        ("measure-1", &one),
        ("done-1", "Анкета размещена на сайте"),
        ("when-1", "09.11.2026"),
        ("number-1", "1 анкета"),
        ("measure-2", &two),
        ("reason-2", "Стенд заказан, привезут в декабре"),
    ];
    let kept = app.post(&fill, &head, &whole).await;
    assert_eq!(kept.location, format!("{path}?period={YEAR}&done=kept"), "{}", kept.text);
    let page = app.get(&format!("{path}?period={YEAR}"), &head).await;
    for words in ["Анкета размещена на сайте (09.11.2026)", "1 анкета", "Стенд заказан", "Устранено 1 (50 %)"]
    {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    assert!(!page.text.contains("нет факта") && page.text.contains("нет подтверждения"));
    assert!(app.get(&format!("{fill}?period={YEAR}"), &head).await.text.contains("Дополнять нечего"));
}

/// A report with nothing missing, signed and sent; gives its address.
async fn sent(app: &TestApp, plan: &str, head: &str) -> String {
    let ctx = app.admin();
    let (id, period) = (plan.parse().unwrap(), YEAR.parse().unwrap());
    let today = rooms::report_today(&ctx, id, Some(period)).await.unwrap();
    let row = |row: &otklik_domain::report::ReportRow| rooms::Filled {
        measure: row.measure.to_string(),
        done: "Сделано в 2 залах".to_owned(),
        when: "09.11.2026".to_owned(),
        ..rooms::Filled::default()
    };
    let rows: Vec<_> = today.sheet.report.rows.iter().filter(|row| row.is_incomplete()).map(row).collect();
    rooms::fill(&ctx, id, period, &rows).await.unwrap();
    let filed = prepared(app, plan, head).await;
    for (step, version, done) in [("sign", "1", "report-signed"), ("send", "2", "report-sent")] {
        let taken = app.post(&filed, head, &[("step", step), ("version", version)]).await;
        assert_eq!(taken.location, format!("{filed}?done={done}"), "{}", taken.text);
    }
    filed
}

#[tokio::test]
async fn a_report_goes_to_the_founder_and_back_and_its_bytes_stay() {
    let app = TestApp::new().await;
    let (plan, _) = app.published().await;
    let (head, founder) = (app.sign_in(Role::Head).await, app.sign_in(Role::Founder).await);
    let listed = app.get(&format!("/cabinet/reports?period={YEAR}"), &founder).await;
    assert!(listed.text.contains("Не сдано отчётов: 1 из 1"), "{}", listed.text);
    let filed = sent(&app, &plan, &head).await;
    let page = app.get(&filed, &founder).await;
    assert!(page.text.contains("Отчёт № 1 за 2026 год") && page.text.contains("Принять отчёт"), "{}", page.text);
    assert!(!app.get(&filed, &head).await.text.contains("Принять отчёт"), "the head does not decide");
    for format in ["docx", "odt", "xlsx", "html", "csv"] {
        let paper = format!("{filed}/paper?format={format}");
        let (one, two) = (app.get(&paper, &founder).await, app.get(&paper, &head).await);
        assert!(one.code == StatusCode::OK && one.text == two.text, "{format}");
    }
    let before = app.get(&format!("{filed}/paper?format=csv"), &head).await.text;
    assert!(before.contains("ОТЧЁТ № 1"), "{before}");

    let decide = async |fields: &[(&str, &str)]| app.post(&filed, &founder, fields).await;
    let silent = decide(&[("step", "return"), ("version", "3")]).await;
    assert!(silent.code == StatusCode::UNPROCESSABLE_ENTITY && silent.text.contains("Напишите, что исправить"));
    let returned = decide(&[("step", "return"), ("version", "3"), ("note", "Назовите акт")]).await;
    assert_eq!(returned.location, format!("{filed}?done=report-returned"), "{}", returned.text);
    assert!(app.get(&filed, &head).await.text.contains("Возвращён: Назовите акт"));
    let listed = app.get(&format!("/cabinet/reports?period={YEAR}"), &head).await;
    assert!(listed.text.contains("возвращён на исправление"), "{}", listed.text);

    let next = sent(&app, &plan, &head).await;
    assert_ne!(next, filed);
    let page = app.get(&next, &founder).await;
    assert!(page.text.contains("Отчёт № 2") && page.text.contains("отчёта № 1"), "{}", page.text);
    assert!(app.get(&filed, &head).await.text.contains("Заменён исправленным"));
    assert_eq!(app.get(&format!("{filed}/paper?format=csv"), &head).await.text, before, "frozen");
    let twice = app.post(&format!("/cabinet/plans/{plan}/report"), &head, &[("period", YEAR)]).await;
    assert!(twice.code == StatusCode::UNPROCESSABLE_ENTITY && twice.text.contains("уже отправлен под № 2"));
    let accepted = app.post(&next, &founder, &[("step", "accept"), ("version", "3")]).await;
    assert_eq!(accepted.location, format!("{next}?done=report-accepted"), "{}", accepted.text);
    assert_eq!(app.house.store.verify().await.unwrap(), vec![]);
}

#[tokio::test]
async fn reports_are_put_together_and_frozen() {
    let app = TestApp::new().await;
    let (plan, _) = app.published().await;
    let (head, founder) = (app.sign_in(Role::Head).await, app.sign_in(Role::Founder).await);
    let path = "/cabinet/reports/consolidated";
    let page = app.get(&format!("{path}?period={YEAR}"), &founder).await;
    for words in ["Организаций с планом: 1. Не прислали отчёт: 1", "взято из учёта", "причина не названа"]
    {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    sent(&app, &plan, &head).await;
    let frozen = app.post(path, &founder, &[("period", YEAR)]).await;
    assert_eq!(frozen.code, StatusCode::SEE_OTHER, "{}", frozen.text);
    let one = frozen.location.split('?').next().unwrap_or_default().to_owned();
    let shown = app.get(&one, &founder).await;
    for words in ["Сводный отчёт № 1 за 2026 год", "Не прислали отчёт: 0", "отчёт № 1 от 22"]
    {
        assert!(shown.text.contains(words), "{words}: {}", shown.text);
    }
    let paper = app.get(&format!("{one}/paper?format=csv"), &founder).await.text;
    assert!(paper.contains("СВОДНЫЙ ОТЧЁТ № 1") && paper.contains("Сделано в 2 залах (09.11.2026)"), "{paper}");
    let none = app.post(path, &founder, &[("period", "2019-Q1")]).await;
    assert!(none.code == StatusCode::UNPROCESSABLE_ENTITY && none.text.contains("сводить нечего"), "{}", none.text);
    assert_eq!(app.get(path, &app.sign_in(Role::Auditor).await).await.code, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_day_of_reports_is_a_setting_with_its_ground() {
    let app = TestApp::new().await;
    let (plan, _) = app.published().await;
    let founder = app.sign_in(Role::Founder).await;
    let page = app.get("/cabinet/reports", &founder).await;
    for words in ["Отчёт за III квартал 2026 года сдают до 15 октября 2026", "федерального срока не нашли"]
    {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    assert!(page.text.contains(&plan));
    let bare = app.post("/cabinet/reports", &founder, &[("rhythm", "half"), ("day", "3"), ("ground", "")]).await;
    assert!(bare.code == StatusCode::UNPROCESSABLE_ENTITY && bare.text.contains("value=\"3\""), "{}", bare.text);
    let late = app.post("/cabinet/reports", &founder, &[("rhythm", "half"), ("day", "31"), ("ground", "акт")]).await;
    assert!(late.text.contains("от 1 до 28"), "{}", late.text);
    let kept =
        app.post("/cabinet/reports", &founder, &[("rhythm", "half"), ("day", "3"), ("ground", "Письмо № 5")]).await;
    assert_eq!(kept.location, "/cabinet/reports?done=kept");
    let page = app.get("/cabinet/reports", &founder).await;
    assert!(page.text.contains("Отчёт за I полугодие 2026 года сдают до 3 июля 2026"), "{}", page.text);
    assert!(page.text.contains("Письмо № 5"));
}

#[tokio::test]
async fn organisations_are_ticked_and_a_frozen_one_is_corrected_by_the_next() {
    let app = TestApp::new().await;
    app.published().await;
    let founder = app.sign_in(Role::Founder).await;
    let path = "/cabinet/reports/consolidated";
    let page = app.get(&format!("{path}?period={YEAR}"), &founder).await;
    assert!(page.text.contains("Отметить организации: без отметок сводятся все"), "{}", page.text);
    let id = page.text.split("name=\"organisation\" type=\"checkbox\" value=\"").nth(1);
    let id = id.and_then(|rest| rest.split('"').next()).expect("an organisation to tick").to_owned();
    let ticked = app.get(&format!("{path}?period={YEAR}&organisation={id}"), &founder).await;
    for words in ["Отмечено организаций: 1", "checked", "Организаций с планом: 1"]
    {
        assert!(ticked.text.contains(words), "{words}: {}", ticked.text);
    }
    let empty = app.get(&format!("{path}?period=2019-Q1"), &founder).await;
    assert!(empty.text.contains("Сводить нечего") && empty.text.contains("/cabinet/import"), "{}", empty.text);

    let frozen = app.post(path, &founder, &[("period", YEAR), ("organisation", &id)]).await;
    let first = frozen.location.split('?').next().unwrap_or_default().to_owned();
    let shown = app.get(&first, &founder).await;
    let correct = format!("{path}?replaces={}", first.rsplit('/').next().unwrap_or_default());
    assert!(shown.text.contains(&correct) && shown.text.contains("Выбрано организаций: 1"), "{}", shown.text);
    let before = app.get(&format!("{first}/paper?format=csv"), &founder).await.text;
    let begun = app.get(&correct, &founder).await;
    for words in ["Исправить сводный отчёт № 1", "Зафиксировать взамен № 1", "Отмечено организаций: 1"]
    {
        assert!(begun.text.contains(words), "{words}: {}", begun.text);
    }
    let former = first.rsplit('/').next().unwrap_or_default();
    let fields = [("period", YEAR), ("organisation", id.as_str()), ("replaces", former)];
    let next = app.post(path, &founder, &fields).await;
    assert_eq!(next.code, StatusCode::SEE_OTHER, "{}", next.text);
    let second = app.get(next.location.split('?').next().unwrap_or_default(), &founder).await;
    assert!(second.text.contains("Сводный отчёт № 2") && second.text.contains("взамен отчёта № 1"), "{}", second.text);
    assert!(app.get(&first, &founder).await.text.contains("Заменён исправленным отчётом № 2"));
    assert_eq!(app.get(&format!("{first}/paper?format=csv"), &founder).await.text, before, "frozen");
    let twice = app.post(path, &founder, &fields).await;
    assert!(twice.code == StatusCode::UNPROCESSABLE_ENTITY && twice.text.contains("уже исправлен отчётом № 2"));
}

#[tokio::test]
#[expect(clippy::print_stderr, reason = "a skipped test says so by name")]
async fn the_source_document_read_in_says_which_rows_lack_what() {
    let seeds = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/seeds"));
    let Some(file) = std::fs::read_dir(seeds).ok().and_then(|files| {
        let mut files = files.map(|file| file.unwrap().path());
        files.find(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("001")))
    }) else {
        return eprintln!("skipped: the report of the source document: there is no ../shared/corpus");
    };
    let app = TestApp::new().await;
    let plan = app.adopted(std::fs::read(file).unwrap(), "001.txt").await;
    let head = app.sign_in(Role::Head).await;
    let path = format!("/cabinet/plans/{plan}/report");
    let page = app.get(&format!("{path}?period=2021-Q1"), &head).await;
    for words in [
        "Отчёт пока пуст: ни по одному мероприятию не сказано, что сделано. Сроки уже прошли у 11",
        "нет факта: не сказано, что сделано или почему не сделано — строк: 11",
        "подтверждения",
        "Дополнить только недостающее",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let asked = app.get(&format!("{path}/fill?period=2021-Q1"), &head).await;
    let rows = (1..=11).filter(|n| !measure_of(&asked.text, *n).is_empty()).count();
    assert_eq!(rows, 11, "every row is asked about");
    assert!(asked.text.contains("9 статей") && asked.text.contains("5 учреждений"), "what the plan itself names");
    let paper = app.get(&format!("{path}/paper?period=2021-Q1&format=csv"), &head).await.text;
    let of_none = app.get(&format!("{path}/paper?period=2021&format=csv"), &head).await;
    assert_eq!(of_none.code, StatusCode::NOT_FOUND, "no paper of another period");
    assert!(paper.contains("Строки 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11: нет факта"), "{paper}");
}

#[tokio::test]
async fn the_public_report_of_a_region_is_signed_under_a_number_and_corrected() {
    let app = TestApp::new().await;
    let founder = app.sign_in(Role::Founder).await;
    let path = "/cabinet/reports/region";
    let early = [("year", "2026"), ("region", "Луговская область"), ("position", "Губернатор"), ("name", "И.И. Лугов")];
    let none = app.post(path, &founder, &early).await;
    assert!(none.code == StatusCode::UNPROCESSABLE_ENTITY && none.text.contains("подписывать нечего"), "{}", none.text);
    app.published_round().await;
    let bare = app.post(path, &founder, &[("year", "2026"), ("region", "Луговская область")]).await;
    assert!(bare.code == StatusCode::UNPROCESSABLE_ENTITY && bare.text.contains("Назовите должность"), "{}", bare.text);
    assert!(bare.text.contains("value=\"Луговская область\""), "kept");
    let signed = app.post(path, &founder, &early).await;
    assert_eq!(signed.code, StatusCode::SEE_OTHER, "{}", signed.text);
    let first = signed.location.split('?').next().unwrap_or_default().to_owned();
    let page = app.get(&first, &founder).await;
    for words in ["Публичный отчёт № 1 за 2026 год", "Губернатор, И.И. Лугов", "Форма не сверена", "2 из 2"]
    {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let paper = async |format: &str| app.get(&format!("{first}/paper?format={format}"), &founder).await.text;
    let before = paper("csv").await;
    assert!(before.contains("ПУБЛИЧНЫЙ ОТЧЁТ № 1") && before.contains("не сверена с текстом"), "{before}");
    for format in ["docx", "odt", "xlsx", "html"] {
        assert!(paper(format).await == paper(format).await, "{format}");
    }
    let twice = app.post(path, &founder, &early).await;
    assert!(twice.code == StatusCode::UNPROCESSABLE_ENTITY && twice.text.contains("уже подписан под № 1"));
    let begun = app.get(&format!("{path}?year=2026"), &founder).await;
    for words in ["Подписать исправленный взамен № 1", "value=\"Луговская область\"", "value=\"Губернатор\""]
    {
        assert!(begun.text.contains(words), "{words}: {}", begun.text);
    }
    let former = first.rsplit('/').next().unwrap_or_default().to_owned();
    let mut fields = early.to_vec();
    fields.extend([("decisions", "Директору клуба объявлено замечание"), ("replaces", former.as_str())]);
    let next = app.post(path, &founder, &fields).await;
    let second = app.get(next.location.split('?').next().unwrap_or_default(), &founder).await;
    assert!(second.text.contains("Публичный отчёт № 2") && second.text.contains("отчёта № 1"), "{}", second.text);
    assert!(app.get(&first, &founder).await.text.contains("отчётом № 2"));
    assert_eq!(paper("csv").await, before, "frozen");
    assert_eq!(app.house.store.verify().await.unwrap(), vec![]);
}

#[tokio::test]
async fn the_public_report_of_a_region_says_that_its_form_is_not_verified() {
    let app = TestApp::new().await;
    app.published_round().await;
    let founder = app.sign_in(Role::Founder).await;
    let path = "/cabinet/reports/region?year=2026&region=%D0%9B%D1%83%D0%B3";
    let page = app.get(path, &founder).await;
    for words in ["Форма не сверена с текстом", "2 из 2", "Культура"] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let paper = app.get("/cabinet/reports/region/paper?year=2026&region=%D0%9B%D1%83%D0%B3&format=csv", &founder).await;
    assert!(paper.text.contains("Луг") && paper.text.contains("не сверена с текстом"), "{}", paper.text);
}

#[tokio::test]
async fn many_organisations_are_put_together_only_when_that_is_asked_for() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Methodologist).await;
    for n in 1..=301 {
        let name = format!("Клуб {n:03}");
        let club = otklik_domain::registry::Organisation { name, short_name: None, ..builders::organisation(n) };
        app.house.store.keep_organisation(&builders::act("create_organisation"), &club, None).await.unwrap();
        if n <= 60 {
            let plan = builders::plan(&club, n);
            let plan = otklik_app::record::Plan { stage: otklik_domain::plan::life::Stage::Approved, ..plan };
            app.house.store.keep_adopted_plan(&builders::act("adopt_plan"), &plan, &[], None).await.unwrap();
        }
    }
    let path = "/cabinet/reports/consolidated";
    let page = app.get(path, &cookie).await.text;
    assert!(page.contains("Кого свести") && !page.contains("Зафиксировать под номером</button>"), "{page}");
    assert!(page.contains("И ещё организаций: 251"), "{page}");
    let found = app.get(&format!("{path}?q=клуб%20299"), &cookie).await.text;
    let club =
        found.split("name=\"organisation\" type=\"checkbox\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(found.contains("Клуб 299") && !found.contains("Клуб 298"), "{found}");
    let chosen = app.get(&format!("{path}?period=2026-Q3&organisation={club}&q=клуб%20001"), &cookie).await.text;
    assert!(chosen.contains("Отмечено организаций: 1") && chosen.contains("Клуб 299"), "who is ticked stays: {chosen}");
    let all = app.get(&format!("{path}?period=2026-Q3"), &cookie).await.text;
    for words in ["Показаны организации 1–50 из 60", "page=2#organisations", "и ещё организаций: 211"]
    {
        assert!(all.contains(words), "{words}: {all}");
    }
    let second = app.get(&format!("{path}?period=2026-Q3&page=2"), &cookie).await.text;
    assert!(second.contains("Показаны организации 51–60 из 60") && second.contains("Предыдущие"), "{second}");
}
