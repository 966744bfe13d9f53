//! Headings of form builders: invented files with the wordings that are met.

use super::*;
use crate::round::tests::culture;

fn check(heading: &str, meaning: &str) {
    let mapping = Mapping::of(&[heading.to_owned()], culture());
    assert_eq!(mapping.columns[0].meaning.name(), meaning, "{heading}: {:?}", mapping.columns[0]);
}

#[test]
fn official_wordings_are_told_with_numbers_and_without() {
    for (at, question) in culture().questionnaire.questions.iter().enumerate() {
        check(&question.wording, &question.code);
        check(&format!("{}. {}", at + 1, question.wording.to_uppercase()), &question.code);
    }
}

#[test]
fn shortened_and_regional_wordings_are_told_by_meaning() {
    for (heading, code) in [
        ("Обращались ли Вы к информации на стендах?", "stand_used"),
        ("Пользовались ли Вы информационными стендами учреждения", "stand_used"),
        ("Удовлетворены ли Вы качеством и полнотой информации на стендах в помещении?", "stand_ok"),
        ("Вы довольны информацией на стендах?", "stand_ok"),
        ("Пользовались ли вы сайтом библиотеки?", "site_used"),
        ("Удовлетворены ли Вы открытостью и полнотой информации на официальном сайте?", "site_ok"),
        ("Удовлетворены ли Вы комфортностью условий (зона отдыха, вода, санузлы, запись на сайте)?", "comfort_ok"),
        ("Комфортность условий", "comfort_ok"),
        ("Имеете ли Вы инвалидность?", "disability"),
        ("Вежливы ли сотрудники при оказании услуг?", "service_ok"),
        ("Есть ли у Вас установленная группа инвалидности", "disability"),
        ("Удовлетворены ли Вы доступностью услуг для инвалидов?", "access_ok"),
        ("Удовлетворены ли Вы доброжелательностью работников, обеспечивающих первичный контакт?", "contact_ok"),
        ("Вежливость сотрудников при первичном контакте (касса, справочная)", "contact_ok"),
        ("Удовлетворены ли Вы вежливостью работников, непосредственно оказывающих услугу?", "service_ok"),
        ("Довольны ли Вы доброжелательностью специалистов, которые Вас обслуживали?", "service_ok"),
        ("Пользовались ли Вы дистанционными способами связи (телефон, почта, анкета на сайте)?", "remote_used"),
        ("Удовлетворены ли Вы вежливостью при дистанционном взаимодействии?", "remote_ok"),
        ("Готовы ли Вы рекомендовать нас друзьям?", "recommend"),
        ("Посоветуете ли Вы нас знакомым?", "recommend"),
        ("Удовлетворены ли Вы графиком работы?", "schedule_ok"),
        ("Устраивает ли Вас режим работы учреждения?", "schedule_ok"),
        ("Удовлетворены ли Вы в целом условиями оказания услуг?", "overall_ok"),
        ("Ваши пожелания по улучшению работы учреждения", "suggestion"),
        ("Ваш пол", "sex"),
        ("Укажите Ваш возраст", "age"),
    ] {
        check(heading, code);
    }
}

#[test]
fn other_columns_are_told_by_their_names() {
    for (heading, meaning) in [
        ("Organisation", "organisation"),
        ("Учреждение", "organisation"),
        ("Учреждение культуры", "organisation"),
        ("Медицинская организация", "organisation"),
        ("Наименование организации", "organisation"),
        ("ИНН", "organisation"),
        ("id", "organisation"),
        ("В каком учреждении Вы получали услугу?", "organisation"),
        ("Выберите организацию", "organisation"),
        ("Филиал", "branch"),
        ("Укажите структурное подразделение", "branch"),
        ("Адрес", "branch"),
        ("Отметка времени", "identity"),
        ("Время создания", "identity"),
        ("Адрес электронной почты", "identity"),
        ("Номер анкеты", "identity"),
    ] {
        check(heading, meaning);
    }
}

#[test]
fn what_fits_two_questions_or_none_is_not_guessed() {
    for (heading, meaning) in [
        ("Удовлетворены ли Вы информацией на стендах и на сайте учреждения?", "? stand_ok site_ok"),
        ("Пользовались ли Вы стендами и сайтом?", "? stand_used site_used"),
        ("Информационные стенды", "? stand_ok stand_used"),
        ("Удовлетворены ли Вы в целом комфортностью?", "? comfort_ok overall_ok"),
        ("Какая сегодня погода", "?"),
        ("", "?"),
    ] {
        check(heading, meaning);
    }
}

fn of(headings: &[&str]) -> Vec<String> {
    let headings: Vec<String> = headings.iter().map(|it| (*it).to_owned()).collect();
    Mapping::of(&headings, culture()).columns.iter().map(|column| column.meaning.name()).collect()
}

#[test]
fn two_columns_for_one_question_are_a_doubt_unless_one_is_surer() {
    assert_eq!(of(&["Удовлетворены ли Вы графиком работы?", "schedule_ok"]), ["? schedule_ok", "schedule_ok"]);
    assert_eq!(of(&["recommend", "recommend"]), ["? recommend", "? recommend"]);
    assert_eq!(of(&["id", "organisation", "recommend"]), ["identity", "organisation", "recommend"]);
}

#[test]
fn a_kept_mapping_stands_above_every_guess_in_any_order() {
    let text = "name = \"Форма\"\norganisation = \"ДК\"\n\n[[column]]\nheading = \"Информация\"\ncode = \"stand_ok\"\n\n\
                [[column]]\nheading = \"recommend\"\ncode = \"-\"\n";
    let kept = Mapping::from_toml(text, culture()).unwrap();
    let headings = ["recommend", "overall_ok", "1. информация"].map(str::to_owned);
    let applied = kept.applied(&headings, culture());
    let names: Vec<String> = applied.columns.iter().map(|column| column.meaning.name()).collect();
    assert_eq!(
        (names, applied.organisation.as_deref()),
        (vec!["-".into(), "overall_ok".into(), "stand_ok".into()], Some("ДК"))
    );
    let again = Mapping::from_toml(&applied.to_toml().unwrap(), culture()).unwrap();
    assert_eq!(again.applied(&headings, culture()).columns.len(), 3);
    for (text, words) in [
        ("[[column]]\nheading = \"а\"\ncode = \"nothing\"\n", "код «nothing» у графы «а»"),
        ("column = 1", "строка 1"),
        ("\n\nчто", "строка 3"),
    ] {
        let why = Mapping::from_toml(text, culture()).unwrap_err().to_string();
        assert!(why.contains(words), "{why}");
    }
}
