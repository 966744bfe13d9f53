//! Printed sheets, keying, calls: five questions to every page – done, a stranger, a wrong role, bad input, not there.

use crate::util::{Answer, TestApp};
use axum::http::StatusCode;
use otklik_app::sheets::{self, Entry, Keyed};
use otklik_domain::access::Role;
use otklik_domain::ids::AnswerId;
use otklik_domain::survey::{Raw, RawAnswers, SheetNumber, SurveyCode};
use otklik_testkit::builders;

struct Asked {
    app: TestApp,
    code: SurveyCode,
    round: String,
    cookie: String,
}

impl Asked {
    /// A house with one survey and somebody who keys.
    async fn new() -> Self {
        let app = TestApp::new().await;
        let (id, slugs) = app.open_round().await;
        let store = &app.house.store;
        let round = store.find_round(id).await.unwrap().unwrap().value;
        let organisation = store.find_organisation_by_slug(&slugs[0]).await.unwrap().unwrap().value;
        let (survey, batch) = builders::survey(organisation.id, &round, "Филиал № 3", 7);
        let code = survey.code.clone();
        store.open_surveys(&builders::act("open_surveys"), &[(survey, batch)]).await.unwrap();
        let cookie = app.sign_in(Role::Operator).await;
        Asked { app, code, round: id.to_string(), cookie }
    }

    async fn get(&self, path: &str) -> Answer {
        self.app.get(&self.path(path), &self.cookie).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.app.post(&self.path(path), &self.cookie, fields).await
    }

    fn path(&self, path: &str) -> String {
        path.replace("CODE", self.code.as_str())
    }

    fn number(&self, number: u32) -> String {
        SheetNumber::new(number).unwrap().printed(&self.code)
    }

    /// A lot of so many sheets; gives its id.
    async fn lot(&self, n: &str) -> String {
        let made = self.post("/cabinet/blanks/CODE", &[("n", n), ("given_to", "администратор зала")]).await;
        assert_eq!(made.code, StatusCode::SEE_OTHER, "{}", made.text);
        made.location.split("/lots/").nth(1).unwrap().split('?').next().unwrap().to_owned()
    }

    async fn key(&self, number: u32, second: &str, answers: &[(&str, &str)]) -> Answer {
        let number = self.number(number);
        let id = builders::id(70, 1).to_string();
        let mut fields = vec![("number", number.as_str()), ("second", second), ("id", id.as_str())];
        fields.extend(answers);
        self.post("/cabinet/keying/CODE", &fields).await
    }
}

const PAGES: [&str; 6] = [
    "/cabinet/blanks/CODE",
    "/cabinet/keying/CODE",
    "/cabinet/calls/CODE",
    "/cabinet/calls/CODE/ask",
    "/cabinet/interview/CODE",
    "/cabinet/blanks/CODE/lots/00000000-0000-0000-0000-000000000001",
];

#[tokio::test]
async fn strangers_are_shown_the_way_in_and_others_nothing() {
    let asked = Asked::new().await;
    for role in [Role::Council, Role::ClubWorker, Role::Auditor] {
        let cookie = asked.app.sign_in(role).await;
        for page in PAGES {
            let code = asked.app.get(&asked.path(page), &cookie).await.code;
            assert!([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&code), "{page} {role:?}: {code}");
        }
        let key = asked.app.post(&asked.path("/cabinet/keying/CODE"), &cookie, &[("number", "1К")]).await;
        assert_eq!(key.code, StatusCode::FORBIDDEN, "{role:?}");
    }
    for page in PAGES {
        let stranger = asked.app.get(&asked.path(page), "").await;
        assert_eq!((stranger.code, stranger.location.as_str()), (StatusCode::SEE_OTHER, "/enter"), "{page}");
        let unknown = asked.app.get(&page.replace("CODE", "2222WWWW"), &asked.cookie).await;
        assert_eq!(unknown.code, StatusCode::NOT_FOUND, "{page}");
    }
}

#[tokio::test]
async fn the_ledger_says_what_was_given_out_came_back_and_was_keyed() {
    let asked = Asked::new().await;
    let page = asked.app.get(&format!("/cabinet/rounds/{}/sheets", asked.round), &asked.cookie).await;
    assert!(page.text.contains("Филиал № 3") && page.text.contains(&asked.code.in_groups()), "{}", page.text);
    assert!(asked.get("/cabinet/blanks/CODE").await.text.contains("Бланков пока нет"));
    let wrong = asked.post("/cabinet/blanks/CODE", &[("n", "сто"), ("given_to", "касса")]).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("сто") && wrong.text.contains("касса") && wrong.text.contains("от 1 до 300"));
    let lot = asked.lot("100").await;
    let path = format!("/cabinet/blanks/CODE/lots/{lot}");
    let back = [("version", "1"), ("given_to", "касса"), ("n_returned", "83"), ("n_spoiled", "2")];
    assert_eq!(asked.post(&path, &back).await.code, StatusCode::SEE_OTHER);
    let many = [("version", "2"), ("given_to", "касса"), ("n_returned", "99"), ("n_spoiled", "9")];
    let many = asked.post(&path, &many).await;
    assert_eq!(many.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(many.text.contains("больше, чем напечатано"), "{}", many.text);
    for number in 1..=3 {
        let keyed = asked.key(number, "", &[("recommend", "yes")]).await;
        assert_eq!(keyed.code, StatusCode::SEE_OTHER, "{}", keyed.text);
    }
    let page = asked.get("/cabinet/blanks/CODE").await.text;
    assert!(page.contains("выдано 100, вернулось 83, введено 3"), "{page}");
    assert!(page.contains("не вернулось 15") && page.contains("не введено 80"), "{page}");
    assert!(page.contains(&asked.number(1)) && page.contains(&asked.number(100)));
}

#[tokio::test]
async fn papers_of_a_survey_are_made() {
    let asked = Asked::new().await;
    let lot = asked.lot("2").await;
    let docx = asked.get("/cabinet/blanks/CODE/blank?format=docx").await;
    assert_eq!(docx.code, StatusCode::OK);
    let html = asked.get("/cabinet/blanks/CODE/blank?format=html").await;
    assert!(html.text.contains("Если нет – переходите к вопросу 3"), "{}", html.text);
    let layout = asked.get("/cabinet/blanks/CODE/layout").await;
    assert!(layout.text.contains("\"stand_used\"") && layout.text.contains("\"corners\""));
    assert_eq!(asked.get("/cabinet/blanks/CODE/poster?size=a9").await.code, StatusCode::UNPROCESSABLE_ENTITY);
    // There is no press in this process: the page says so and keeps standing.
    for path in [format!("/cabinet/blanks/CODE/lots/{lot}/paper"), "/cabinet/blanks/CODE/poster?size=a4".to_owned()] {
        assert_eq!(asked.get(&path).await.code, StatusCode::SERVICE_UNAVAILABLE, "{path}");
    }
}

#[tokio::test]
async fn a_sheet_that_cannot_be_taken_comes_back_as_it_was_typed() {
    let asked = Asked::new().await;
    asked.lot("5").await;
    let number = asked.number(2);
    for (fields, said) in [
        (vec![("number", "2"), ("recommend", "yes")], "Допишите букву"),
        (vec![("number", number.as_str())], "нет ни одного ответа"),
        (vec![("number", number.as_str()), ("age", "сорок")], "целое число"),
        (vec![("number", number.as_str()), ("recommend", "yes"), ("second", "1")], "сначала введите его первый раз"),
    ] {
        let wrong = asked.post("/cabinet/keying/CODE", &fields).await;
        assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(wrong.text.contains(said), "{said}: {}", wrong.text);
        for (_, value) in fields.iter().filter(|(name, _)| *name == "number" || *name == "age") {
            assert!(wrong.text.contains(value), "{value} is kept");
        }
    }
    let beyond = asked.key(6, "", &[("recommend", "yes")]).await;
    assert!(beyond.text.contains("с таким номером не печатали"), "{}", beyond.text);
    assert_eq!(asked.key(2, "", &[("recommend", "yes")]).await.code, StatusCode::SEE_OTHER);
    assert_eq!(asked.key(2, "", &[("recommend", "yes")]).await.code, StatusCode::SEE_OTHER, "the same again");
    let other = asked.key(2, "", &[("recommend", "no")]).await;
    assert!(other.text.contains("уже введён"), "{}", other.text);
}

#[tokio::test]
async fn a_second_entry_that_differs_is_settled_with_the_paper_in_hand() {
    let asked = Asked::new().await;
    let lot = asked.lot("5").await;
    asked.key(1, "", &[("recommend", "yes"), ("stand_used", "yes")]).await;
    let differs = asked.key(1, "1", &[("recommend", "no"), ("stand_used", "yes")]).await;
    assert!(differs.location.contains("disputed="), "{}", differs.location);
    let lot_path = format!("/cabinet/blanks/CODE/lots/{lot}");
    assert!(asked.get(&lot_path).await.text.contains("Два ввода расходятся"));
    let number = asked.number(1);
    let encoded: String = number.bytes().map(|b| format!("%{b:02X}")).collect();
    let page = asked.get(&format!("/cabinet/keying/CODE/settle?number={encoded}")).await.text;
    assert!(page.contains("рекомендовать") && !page.contains("информационных стендах"), "{page}");
    let silent = asked.post("/cabinet/keying/CODE/settle", &[("number", &number), ("version", "2")]).await;
    assert_eq!(silent.code, StatusCode::UNPROCESSABLE_ENTITY);
    let place = page.split("name=\"q").nth(1).unwrap().split('"').next().unwrap();
    let field = format!("q{place}");
    let fields = [("number", number.as_str()), ("version", "2"), (field.as_str(), "second")];
    let settled = asked.post("/cabinet/keying/CODE/settle", &fields).await;
    assert_eq!(settled.code, StatusCode::SEE_OTHER, "{}", settled.text);
    let control = asked.get(&format!("{lot_path}/control")).await.text;
    let row = control.split("готовы рекомендовать").nth(1).unwrap();
    let keyed: Vec<&str> = row.split("o-r").skip(1).take(2).collect();
    assert!(keyed[0].contains(">0<") && keyed[1].contains(">1<"), "«нет» of the second entry counts: {row}");
}

#[tokio::test]
async fn control_sums_show_where_paper_and_keying_differ() {
    let asked = Asked::new().await;
    let lot = asked.lot("5").await;
    for number in 1..=3 {
        asked.key(number, "", &[("recommend", "yes")]).await;
    }
    let path = format!("/cabinet/blanks/CODE/lots/{lot}/control");
    assert!(asked.get(&path).await.text.contains("не сверено"));
    let wrong = asked.post(&path, &[("version", "1"), ("yes-recommend", "три")]).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("три"), "{}", wrong.text);
    assert_eq!(asked.post(&path, &[("version", "1"), ("yes-recommend", "2")]).await.code, StatusCode::SEE_OTHER);
    assert!(asked.get(&path).await.text.contains("Расходится строк: 1"));
    assert_eq!(asked.post(&path, &[("version", "2"), ("yes-recommend", "3")]).await.code, StatusCode::SEE_OTHER);
    let page = asked.get(&path).await.text;
    assert!(page.contains("сходится") && !page.contains("Расходится строк"), "{page}");
}

#[tokio::test]
async fn the_queue_of_the_page_is_answered_in_few_words_and_the_last_sheet_is_taken_back() {
    let asked = Asked::new().await;
    asked.lot("5").await;
    let number = asked.number(4);
    let id = builders::id(71, 1).to_string();
    let fields = [("number", number.as_str()), ("id", id.as_str()), ("recommend", "yes")];
    let sent = asked.post("/cabinet/keying/CODE/send", &fields).await;
    assert_eq!((sent.code, sent.text.as_str()), (StatusCode::OK, "{\"state\":\"first\"}"));
    let again = asked.post("/cabinet/keying/CODE/send", &fields).await;
    assert_eq!(again.text, "{\"state\":\"before\"}", "a lost answer is asked for again");
    let wrong = asked.post("/cabinet/keying/CODE/send", &[("number", "4"), ("recommend", "yes")]).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("\"fault\":"), "{}", wrong.text);
    let second = [("number", number.as_str()), ("second", "1"), ("recommend", "no")];
    let differs = asked.post("/cabinet/keying/CODE/send", &second).await;
    assert_eq!(differs.text, "{\"questions\":[12],\"state\":\"differs\"}");
    let undo = [("number", number.as_str()), ("answer", "json")];
    let undone = asked.post("/cabinet/keying/CODE/undo", &undo).await;
    assert_eq!((undone.code, undone.text.as_str()), (StatusCode::OK, "{\"state\":\"undone\"}"));
    assert!(asked.get("/cabinet/keying/CODE").await.text.contains("Введено 0"));
}

#[tokio::test]
async fn the_page_of_keying_has_what_its_script_takes_hold_of() {
    let asked = Asked::new().await;
    let page = asked.get("/cabinet/keying/CODE").await.text;
    let script = include_str!("../../assets/keying.js");
    assert!(script.len() < 12 * 1024, "{} bytes", script.len());
    for id in script.split("getElementById('").skip(1).filter_map(|rest| rest.split('\'').next()) {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
    }
    for hook in ["data-question=\"recommend\"", "data-key=\"1\"", "data-key=\"0\"", "name=\"number\"", "name=\"id\""] {
        assert!(page.contains(hook), "{hook}");
    }
    let address = page.split("<script src=\"").nth(1).unwrap().split('"').next().unwrap();
    let served = asked.app.get(address, "").await;
    assert_eq!((served.code, served.text.replace('\u{a0}', " ").as_str()), (StatusCode::OK, script));
}

#[tokio::test]
async fn keyed_sheets_become_answers_once() {
    let asked = Asked::new().await;
    let lot = asked.lot("5").await;
    let ctx = asked.app.admin();
    for number in 1..=3_u32 {
        let raw: RawAnswers = [("recommend".to_owned(), Raw::Flag(true))].into();
        let id = AnswerId(builders::id(72, number.into()));
        let entry = Entry { number: asked.number(number), id, raw, is_second: false };
        assert_eq!(sheets::key_sheet(&ctx, asked.code.as_str(), &entry).await.unwrap(), Keyed::First);
    }
    asked.key(3, "1", &[("recommend", "no")]).await;
    let path = format!("/cabinet/blanks/CODE/lots/{lot}");
    for n_counted in [2, 2] {
        assert_eq!(asked.post(&format!("{path}/count"), &[]).await.code, StatusCode::SEE_OTHER);
        let line = sheets::lot(&ctx, asked.code.as_str(), lot.parse().unwrap()).await.unwrap().1;
        assert_eq!((line.n_counted, line.disputed.as_slice()), (n_counted, &[3][..]), "what is disputed waits");
    }
    let counted = asked.app.house.store.find_survey_by_code(&asked.code).await.unwrap().unwrap().value;
    let answers = asked.app.house.store.count_answers(counted.round, Some(counted.organisation)).await.unwrap();
    assert_eq!(answers.iter().map(|line| (line.channel.name(), line.n)).collect::<Vec<_>>(), [("paper", 2)]);
    let undo = asked.post("/cabinet/keying/CODE/undo", &[("number", &asked.number(1))]).await;
    assert_eq!(undo.code, StatusCode::UNPROCESSABLE_ENTITY, "what is counted stays");
}

#[tokio::test]
async fn a_second_entry_is_for_another_person_where_there_is_one() {
    let asked = Asked::new().await;
    asked.lot("5").await;
    let round = format!("/cabinet/rounds/{}/sheets", asked.round);
    let twice = async |number: u32| {
        asked.key(number, "", &[("recommend", "yes")]).await;
        asked.key(number, "1", &[("recommend", "yes")]).await
    };
    assert_eq!(twice(1).await.code, StatusCode::SEE_OTHER, "alone");
    let admin = asked.app.sign_in(Role::Administrator).await;
    let cases = [("", false), ("anybody", true), ("other", false), ("anybody", true)];
    for (number, (choice, is_taken)) in (2..).zip(cases) {
        if !choice.is_empty() {
            let chosen = asked.app.post(&round, &admin, &[("second", choice)]).await;
            assert_eq!(chosen.code, StatusCode::SEE_OTHER, "{}", chosen.text);
        }
        let page = asked.app.get(&round, &admin).await.text;
        assert_eq!(page.contains("другой человек: так видна"), !is_taken, "{choice}");
        let second = twice(number).await;
        let expected = if is_taken { StatusCode::SEE_OTHER } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(second.code, expected, "{choice}: {}", second.text);
        assert!(is_taken || second.text.contains("делает другой человек"), "{}", second.text);
    }
}

#[tokio::test]
async fn what_was_given_out_in_time_is_counted_after_the_survey() {
    let asked = Asked::new().await;
    let lot = asked.lot("5").await;
    asked.key(1, "", &[("recommend", "yes")]).await;
    // Gone back to, the page sends its name again: each sheet is counted all the same.
    asked.key(3, "", &[("recommend", "no")]).await;
    asked.key(4, "", &[("recommend", "no")]).await;
    let (store, ctx) = (&asked.app.house.store, asked.app.admin());
    let survey = store.find_survey_by_code(&asked.code).await.unwrap().unwrap();
    let closed = otklik_app::record::Survey { is_closed: true, ..survey.value.clone() };
    store.keep_survey(&builders::act("close_survey"), &closed, survey.version).await.unwrap();
    let (number, id) = (asked.number(2), builders::id(75, 2).to_string());
    let late = [("number", number.as_str()), ("id", &id), ("recommend", "no")];
    assert_eq!(asked.post("/cabinet/keying/CODE", &late).await.code, StatusCode::SEE_OTHER, "keying goes on");
    let more = asked.post("/cabinet/blanks/CODE", &[("n", "5"), ("given_to", "зал")]).await;
    assert_eq!(more.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(more.text.contains("новых бланков уже не раздают") && more.text.contains("зал"), "{}", more.text);
    let counted = asked.post(&format!("/cabinet/blanks/CODE/lots/{lot}/count"), &[]).await;
    assert_eq!(counted.code, StatusCode::SEE_OTHER, "{}", counted.text);
    let line = sheets::lot(&ctx, asked.code.as_str(), lot.parse().unwrap()).await.unwrap().1;
    assert_eq!(line.n_counted, 4);
    let answers = store.count_answers(survey.value.round, None).await.unwrap();
    assert_eq!(answers.iter().map(|line| (line.channel.name(), line.n)).collect::<Vec<_>>(), [("paper", 4)]);
}

#[tokio::test]
async fn calls_are_made_one_after_another_and_leave_nothing_behind() {
    let asked = Asked::new().await;
    let wrong = asked.post("/cabinet/calls/CODE", &[("numbers", "Иванова 89001234567")]).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Иванова") && wrong.text.contains("без имён"), "{}", wrong.text);
    let list = "8 900 123-45-01\n8 900 123-45-02\n8 900 123-45-03\n8 900 123-45-01";
    assert_eq!(asked.post("/cabinet/calls/CODE", &[("numbers", list)]).await.code, StatusCode::SEE_OTHER);
    let call = async || {
        let page = asked.get("/cabinet/calls/CODE").await.text;
        let form = page.split("action=\"/cabinet/calls/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let phone = page.split("Сейчас: ").nth(1).unwrap().split('<').next().unwrap().to_owned();
        (format!("/cabinet/calls/{form}"), phone)
    };
    let (first, phone) = call().await;
    assert_eq!(phone, "+7 900 123-45-01");
    assert_eq!(asked.post(&first, &[("version", "1"), ("outcome", "refused")]).await.code, StatusCode::SEE_OTHER);
    let (second, phone) = call().await;
    assert_eq!(phone, "+7 900 123-45-02");
    let no_day = asked.post(&second, &[("version", "1"), ("outcome", "later"), ("call_at", "14:30")]).await;
    assert_eq!(no_day.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(no_day.text.contains("14:30") && no_day.text.contains("Укажите день"), "{}", no_day.text);
    let later = [("version", "1"), ("outcome", "later"), ("call_on", "24.11.2026"), ("call_at", "14.30")];
    assert_eq!(asked.post(&second, &later).await.code, StatusCode::SEE_OTHER);
    let (third, phone) = call().await;
    assert_eq!(phone, "+7 900 123-45-03");
    let agreed = asked.post(&third, &[("version", "1"), ("outcome", "done")]).await;
    let script = agreed.text;
    assert!(script.contains("Здравствуйте!") && !script.contains("123-45"), "no number on the page of answers");
    assert!(
        script.contains(&format!("action=\"{}\"", asked.path("/cabinet/calls/CODE/ask"))),
        "no call in the address"
    );
    assert_eq!(call().await.1, "+7 900 123-45-03", "a talk that broke off comes back");
    let talk = script.split("name=\"call\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let id = builders::id(73, 1).to_string();
    let empty = asked.post("/cabinet/calls/CODE/ask", &[("id", &id), ("call", &talk)]).await;
    assert_eq!(empty.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains(&talk), "the call is not lost with a fault");
    assert_eq!(call().await.1, "+7 900 123-45-03");
    for _ in 0..2 {
        let given = [("id", id.as_str()), ("call", &talk), ("recommend", "yes")];
        let kept = asked.post("/cabinet/calls/CODE/ask", &given).await;
        assert_eq!(kept.code, StatusCode::SEE_OTHER, "{}", kept.text);
    }
    let page = asked.get("/cabinet/calls/CODE").await.text;
    assert!(page.contains("Сегодня опрошено 1, отказов 1") && page.contains("Сейчас звонить некому"), "{page}");
    let over = asked.post(&third, &[("version", "1"), ("outcome", "done")]).await;
    assert_eq!(over.code, StatusCode::CONFLICT, "who answered is not asked again");
    nothing_joins(&asked, &id).await;
    assert_eq!(asked.post("/cabinet/calls/CODE/erase", &[]).await.code, StatusCode::SEE_OTHER);
    assert!(asked.get("/cabinet/calls/CODE").await.text.contains("Номеров пока нет"));
}

/// Nothing that is kept leads from a number to an answer: no name in common, no time of what was done.
async fn nothing_joins(asked: &Asked, answer: &str) {
    let store = &asked.app.house.store;
    let survey = store.find_survey_by_code(&asked.code).await.unwrap().unwrap().value;
    let calls = store.list_calls(survey.organisation, survey.id).await.unwrap();
    assert_eq!(calls.len(), 3);
    let kept = store.find_answer(survey.organisation, survey.id, answer.parse().unwrap()).await.unwrap().unwrap();
    let own = format!("{kept:?}");
    for call in &calls {
        let said = format!("{:?}", call.value);
        assert!(!said.contains(answer) && !own.contains(&call.value.id.to_string()), "{said}");
        assert!(!own.contains(&call.value.phone), "{own}");
        let is_waiting = call.value.call_on.is_some();
        assert_eq!(is_waiting, call.value.outcome.name() == "later", "a time is kept only of a call to come: {said}");
    }
    let asked_for = otklik_app::record::AuditQuery { limit: 200, ..Default::default() };
    for line in store.list_audit(&asked_for).await.unwrap() {
        let said = format!("{line:?}");
        let names_call =
            calls.iter().any(|call| said.contains(&call.value.id.to_string()) || said.contains(&call.value.phone));
        assert!(!names_call, "{said}");
    }
}

#[tokio::test]
async fn interviews_are_counted_by_day() {
    let asked = Asked::new().await;
    assert!(asked.get("/cabinet/interview/CODE").await.text.contains("Сегодня опрошено 0, отказов 0"));
    let id = builders::id(74, 1).to_string();
    let kept = asked.post("/cabinet/interview/CODE", &[("id", &id), ("recommend", "yes")]).await;
    assert_eq!(kept.code, StatusCode::SEE_OTHER, "{}", kept.text);
    assert_eq!(asked.post("/cabinet/interview/CODE/refuse", &[]).await.code, StatusCode::SEE_OTHER);
    assert!(asked.get("/cabinet/interview/CODE").await.text.contains("Сегодня опрошено 1, отказов 1"));
    let survey = asked.app.house.store.find_survey_by_code(&asked.code).await.unwrap().unwrap().value;
    let answers = asked.app.house.store.count_answers(survey.round, None).await.unwrap();
    assert_eq!(answers.iter().map(|line| (line.channel.name(), line.n)).collect::<Vec<_>>(), [("interview", 1)]);
}

#[tokio::test]
async fn a_round_that_is_closed_leaves_no_numbers() {
    let asked = Asked::new().await;
    asked.post("/cabinet/calls/CODE", &[("numbers", "8 900 123-45-01")]).await;
    let survey = asked.app.house.store.find_survey_by_code(&asked.code).await.unwrap().unwrap().value;
    let calls = async || asked.app.house.store.list_calls(survey.organisation, survey.id).await.unwrap().len();
    assert_eq!(calls().await, 1);
    let ctx = asked.app.admin();
    let version = otklik_app::score::find_round(&ctx, survey.round).await.unwrap().version;
    otklik_app::score::close_round(&ctx, survey.round, version).await.unwrap();
    assert_eq!(calls().await, 0);
}
