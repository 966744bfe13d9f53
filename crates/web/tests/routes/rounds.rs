//! A round in the cabinet: opened, counted, approved, published, and the question «что если».

use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_domain::access::Role;

#[tokio::test]
async fn a_round_is_opened_by_a_form_that_keeps_what_was_typed() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    assert!(app.get("/cabinet/rounds", &cookie).await.text.contains("Оценок пока нет"));
    let fields =
        |year| [("title", "Дома культуры"), ("year", year), ("rulebook", "culture/2018"), ("small_count", "5")];
    let wrong = app.post("/cabinet/rounds/new", &cookie, &fields("двадцать")).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("четыре цифры") && wrong.text.contains("двадцать"), "{}", wrong.text);
    let made = app.post("/cabinet/rounds/new", &cookie, &fields("2026")).await;
    assert_eq!(made.code, StatusCode::SEE_OTHER, "{}", made.text);
    let page = app.get(&made.location, &cookie).await;
    assert!(page.text.contains("Дома культуры") && page.text.contains("Ещё ничего не посчитано"), "{}", page.text);
}

#[tokio::test]
async fn criteria_of_special_kinds_are_a_setting_of_the_round() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let form = app.get("/cabinet/rounds/new", &cookie).await;
    assert!(form.text.contains("value=\"1, 3\"") && form.text.contains("Это настройка"), "{}", form.text);
    for (book, typed, kept) in [
        ("culture/2018", "1, 3", Some("1, 3")),
        ("culture/2018", "", Some("1, 3")),
        ("culture/2018", "5;1 2,3,4", Some("1, 2, 3, 4, 5")),
        ("education/2019", "1, 2", Some("1, 3")),
        ("culture/2018", "1, 6", None),
    ] {
        let fields = [("year", "2026"), ("rulebook", book), ("small_count", "5"), ("kind-performing-arts", typed)];
        let made = app.post("/cabinet/rounds/new", &cookie, &fields).await;
        let Some(kept) = kept else {
            assert!(made.text.contains("номера от 1 до 5") && made.text.contains("value=\"1, 6\""), "{}", made.text);
            continue;
        };
        let path = made.location.split('?').next().unwrap();
        let card = app.get(&format!("{path}/edit"), &cookie).await;
        assert!(card.text.contains(&format!("value=\"{kept}\"")), "{book} {typed}: {} {}", made.text, card.text);
    }
}

#[tokio::test]
async fn a_round_is_matched_counted_approved_and_published() {
    let app = TestApp::new().await;
    let (round, slugs) = app.open_round().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let path = format!("/cabinet/rounds/{round}");
    let page = app.get(&path, &cookie).await;
    assert!(page.text.contains("Этих названий нет в реестре: 1") && page.text.contains("Неизвестная"), "{}", page.text);
    let unchosen = app.post(&format!("{path}/match"), &cookie, &[("name", "Неизвестная")]).await;
    assert!(unchosen.text.contains("Выберите организацию для «Неизвестная»"), "{}", unchosen.text);
    let council = app.sign_in(Role::Council).await;
    for (who, step, done) in [(&cookie, "count", "counted"), (&council, "approve", "approved")] {
        let said = app.post(&format!("{path}/{step}"), who, &[]).await;
        assert_eq!(said.location, format!("{path}?done={done}"), "{}", said.text);
    }
    assert!(app.get(&format!("/o/{}/score", slugs[0]), "").await.text.contains("Оценка ещё не опубликована"));
    assert!(app.get(&format!("{path}/publish"), &cookie).await.text.contains("Опубликуем 2 оценки"));
    let said = app.post(&format!("{path}/publish"), &cookie, &[]).await;
    assert_eq!(said.location, format!("{path}?done=scores-published"));
    assert!(app.get(&format!("/o/{}/score", slugs[0]), "").await.text.contains("89,08"));
    assert!(app.get(&path, &cookie).await.text.contains("Опубликовано: 2"));
}

/// The address of the preview of «Первая» and the codes of its lines that can be closed.
async fn preview(app: &TestApp, cookie: &str) -> (String, Vec<String>) {
    let (round, _) = app.open_round().await;
    otklik_app::score::count_round(&app.admin(), round, None).await.unwrap();
    let page = app.get(&format!("/cabinet/rounds/{round}"), cookie).await;
    let path = page.text.split("href=\"").find(|t| t.contains("/o/") && t.contains("Первая")).unwrap();
    let path = path.split('"').next().unwrap().to_owned();
    let sheet = app.get(&path, cookie).await;
    let codes = sheet.text.split("name=\"close\" type=\"checkbox\" value=\"").skip(1);
    (path, codes.map(|rest| rest.split('"').next().unwrap().to_owned()).collect())
}

#[tokio::test]
async fn the_cheapest_set_is_found_by_typed_costs() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let (path, codes) = preview(&app, &cookie).await;
    let path = format!("{path}/cost");
    let code = |piece: &str| codes.iter().find(|code| code.contains(piece)).unwrap();
    let (equipment, services) = (code("/3.1/"), code("/3.2/"));
    let costs = format!("cost/{equipment}=10%20000&cost/{services}=4000,5");
    for (query, is_taken, words) in [
        (String::new(), true, "Во что обойдётся нужный балл"),
        (format!("?target=92&{costs}"), true, "Цель 92 достигается: 1 мероприятие на 4 000,50 ₽"),
        (format!("?target=92&{costs}"), true, "Перебраны все наборы: дешевле этого нет."),
        (format!("?target=95&{costs}"), true, "2 мероприятия на 14 000,50 ₽"),
        (format!("?target=100&{costs}"), true, "Цель 100 недостижима: наибольший итог"),
        (format!("?target=10&{costs}"), true, "Цель 10 уже достигнута"),
        (format!("?target=сто&{costs}"), false, "число от 0 до 100"),
        (format!("?target=95&cost/{services}=дорого"), false, "value=\"дорого\""),
        ("?target=95".to_owned(), false, "Укажите стоимость хотя бы одной строки"),
    ] {
        let page = app
            .get(
                &format!(
                    "{path}{}",
                    query
                        .replace("сто", "%D1%81%D1%82%D0%BE")
                        .replace("дорого", "%D0%B4%D0%BE%D1%80%D0%BE%D0%B3%D0%BE")
                ),
                &cookie,
            )
            .await;
        assert_eq!(page.code == StatusCode::OK, is_taken, "{query}: {}", page.text);
        assert!(page.text.contains(words), "{query}: {words}: {}", page.text);
    }
}

#[tokio::test]
async fn measures_of_the_plan_are_tied_to_lines_by_a_person() {
    let app = TestApp::new().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let (first, codes) = preview(&app, &cookie).await;
    let none = app.get(&format!("{first}/plan"), &cookie).await;
    assert!(none.text.contains("Принятого плана у организации нет"), "{}", none.text);
    let (plan, _) = app.published().await;
    let admin = app.admin();
    let owner = otklik_app::plans::plan(&admin, plan.parse().unwrap()).await.unwrap().organisation.id;
    let round = first.split('/').nth(3).unwrap();
    let id = round.parse().unwrap();
    app.same_inputs(id, "МБУК «Луговская библиотека»").await;
    let path = format!("/cabinet/rounds/{round}/o/{owner}/plan");
    let shown = app.get(&path, &cookie).await;
    assert!(shown.text.contains("Обновить стенд у входа") && shown.text.contains("89,08"), "{}", shown.text);
    let line = codes.iter().find(|code| code.contains("/3.1/")).unwrap();
    for (query, words) in [
        (format!("?plan={plan}&m0={line}&m1=all/3.2"), "будет 95,88 вместо 89,08 (+6,8)"),
        (format!("?plan={plan}&m0={line}&m1={line}"), "будет 92,68 вместо 89,08 (+3,6)"),
        (format!("?plan={plan}&m0=nonsense&m1="), "Что даст план"),
        (format!("?plan={}&m0={line}&m1=all/3.2", uuid::Uuid::nil()), "Обновить стенд у входа"),
    ] {
        let page = app.get(&format!("{path}{query}"), &cookie).await;
        assert!(page.code == StatusCode::OK && page.text.contains(words), "{query}: {}", page.text);
    }
}

#[tokio::test]
async fn ticked_lines_show_what_the_total_would_be() {
    let app = TestApp::new().await;
    let (round, _) = app.open_round().await;
    otklik_app::score::count_round(&app.admin(), round, None).await.unwrap();
    let cookie = app.sign_in(Role::Administrator).await;
    let page = app.get(&format!("/cabinet/rounds/{round}"), &cookie).await;
    let path = page.text.split("href=\"").find(|t| t.contains("/o/") && t.contains("Первая")).unwrap();
    let path = path.split('"').next().unwrap().to_owned();
    let sheet = app.get(&path, &cookie).await;
    assert!(sheet.text.contains("Что если исправить") && sheet.text.contains("ответили «да» 7 из 9"), "{}", sheet.text);
    let code = sheet.text.split("name=\"close\" type=\"checkbox\" value=\"").nth(1).unwrap();
    let code = code.split('"').next().unwrap();
    let tried = app.get(&format!("{path}?close={code}"), &cookie).await;
    assert!(tried.text.contains("вместо 89,08 (+"), "{}", tried.text);
    assert!(app.get(&format!("{path}?close=nonsense"), &cookie).await.text.contains("89,08 вместо 89,08 (0)"));
}

const SHEET: &str = "organisation;recommend;Пользовались ли стендом, чтобы узнать об организации?;mood\nПервая;да;да;1\nПервая;нет;да;2\nНовая;да;может;3\n";

#[tokio::test]
async fn a_table_is_shown_corrected_and_taken_in_once() {
    let app = TestApp::new().await;
    let (round, _) = app.open_round().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let path = format!("/cabinet/rounds/{round}/import");
    assert!(!app.get(&path, &cookie).await.text.contains("По какому соответствию"));
    let none = app.post_parts(&path, &cookie, &[("kind", None, "answers")]).await;
    assert!(none.code == StatusCode::UNPROCESSABLE_ENTITY && none.text.contains("Выберите файл"), "{}", none.text);
    let book = app.post_parts(&path, &cookie, &[("file", Some("a.xlsx"), "PK...")]).await;
    assert!(book.code == StatusCode::UNPROCESSABLE_ENTITY && book.text.contains("id=\"file-fault\""), "{}", book.text);
    let shown = app.post_parts(&path, &cookie, &[("kind", None, "answers"), ("file", Some("a.csv"), SHEET)]).await;
    assert_eq!(shown.code, StatusCode::OK, "{}", shown.text);
    for words in ["2 места оценки, 3 анкеты", "не понятых столбцов: 1", "mood", "может"]
    {
        assert!(shown.text.contains(words), "{words}: {}", shown.text);
    }
    let kept = shown.text.split("name=\"kept\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let fields =
        [("kind", None, "answers"), ("kept", None, kept.as_str()), ("kept_name", None, "a.csv"), ("h3", None, "mood")];
    let keep = [("m3", None, "-"), ("action", None, "keep")];
    let all: Vec<_> = fields.iter().chain(&keep).copied().collect();
    let taken = app.post_parts(&path, &cookie, &all).await;
    assert_eq!(taken.location, format!("/cabinet/rounds/{round}?done=taken"), "{}", taken.text);
    let again = app.post_parts(&path, &cookie, &all).await;
    assert_eq!(again.location, format!("/cabinet/rounds/{round}?done=taken-before"));
    let page = app.get(&format!("/cabinet/rounds/{round}"), &cookie).await;
    assert!(page.text.contains("a.csv") && page.text.contains("Новая"), "{}", page.text);
}

/// The same table as a workbook.
fn workbook(text: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in text.lines().enumerate() {
        for (column, cell) in line.split(';').enumerate() {
            sheet.write(u32::try_from(row).unwrap(), u16::try_from(column).unwrap(), cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

const MARKS: &str = "organisation;branch;item;value\nПервая;;stand_present;14\nПервая;;comfort.water;0\n";

#[tokio::test]
async fn workbooks_are_taken_in_as_text_is() {
    let app = TestApp::new().await;
    let (round, _) = app.open_round().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let path = format!("/cabinet/rounds/{round}/import");
    for (kind, text, words) in
        [("answers", SHEET, "2 места оценки, 3 анкеты"), ("findings", MARKS, "1 место оценки, 0 анкет")]
    {
        let book = workbook(text);
        let mut parts = vec![("kind", None, kind.as_bytes()), ("file", Some("a.xlsx"), &book)];
        let shown = app.post_parts(&path, &cookie, &parts).await;
        assert!(shown.text.contains(words), "{kind}: {}", shown.text);
        parts.push(("action", None, b"keep"));
        let taken = app.post_parts(&path, &cookie, &parts).await;
        assert_eq!(taken.location, format!("/cabinet/rounds/{round}?done=taken"), "{kind}: {}", taken.text);
    }
}

#[tokio::test]
async fn corrected_columns_are_kept_under_a_name_and_chosen_again() {
    let app = TestApp::new().await;
    let (round, _) = app.open_round().await;
    let cookie = app.sign_in(Role::Administrator).await;
    let path = format!("/cabinet/rounds/{round}/import");
    let corrected =
        [("kind", None, "answers"), ("file", Some("a.csv"), SHEET), ("h3", None, "mood"), ("m3", None, "overall_ok")];
    let remember = |name: &'static str| {
        let rest = [("action", None, "remember"), ("keep_as", None, name)];
        corrected.iter().copied().chain(rest).collect::<Vec<_>>()
    };
    let nameless = app.post_parts(&path, &cookie, &remember(" ")).await;
    assert_eq!(nameless.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nameless.text.contains("Назовите соответствие") && nameless.text.contains("mood"), "{}", nameless.text);
    let kept = app.post_parts(&path, &cookie, &remember("Форма клуба")).await;
    assert!(kept.text.contains("Соответствие сохранено"), "{}", kept.text);
    assert!(kept.text.contains("<option value=\"Форма клуба\" selected>"), "{}", kept.text);
    let again = app.post_parts(&path, &cookie, &remember("Форма клуба")).await;
    assert!(again.text.contains("уже есть: назовите иначе"), "{}", again.text);
    let file = |mapping| [("kind", None, "answers"), ("file", Some("b.csv"), SHEET), ("mapping", None, mapping)];
    let by_name = app.post_parts(&path, &cookie, &file("Форма клуба")).await;
    assert!(by_name.text.contains("Узнано: сохранённое соответствие"), "{}", by_name.text);
    assert!(!by_name.text.contains("не понятых столбцов"), "{}", by_name.text);
    let nobody = app.post_parts(&path, &cookie, &file("Чужая")).await;
    assert!(nobody.text.contains("Соответствия «Чужая» нет"), "{}", nobody.text);
}
