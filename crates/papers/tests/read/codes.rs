//! Every code of a remark, from a document that earns it.

use super::zipped::zipped;
use otklik_domain::plan::review::review;
use otklik_papers::forms::measure_plan::Options;

const HEADING: &str = "№|Показатели|Значение|Максимум|Недостатки|Мероприятие|Срок|Ответственный|Источник финансирования|Ожидаемый результат";

/// An HTML table under a title: rows by line feeds, cells by «|».
fn paper(title: &str, rows: &[&str]) -> Vec<u8> {
    let cells = |row: &str| row.split('|').map(|c| format!("<td>{c}</td>")).collect::<String>();
    let rows: String = rows.iter().map(|row| format!("<tr>{}</tr>", cells(row))).collect();
    format!("<html><body><p>{title}</p><table>{rows}</table></body></html>").into_bytes()
}

fn codes_of(bytes: &[u8]) -> Vec<&'static str> {
    let reading = otklik_papers::read(bytes, "plan", &Options::default()).expect("a readable document");
    reading.draft.remarks.iter().map(|r| r.code).chain(review(&reading.draft).iter().map(|r| r.code)).collect()
}

#[track_caller]
fn check(code: &str, bytes: &[u8]) {
    let codes = codes_of(bytes);
    assert!(codes.contains(&code), "{code}: {codes:?}");
    assert_eq!(otklik_papers::plan_json::known_code(code), Some(code));
}

#[test]
fn every_code_of_a_plan_has_a_paper_that_earns_it() {
    const TITLE: &str = "План мероприятий МБУК «Клуб» на 2024 год";
    let plan = |rows: &[&str]| paper(TITLE, &[&[HEADING], rows].concat());
    let good = "1|1.1 Стенды|25|30|Нет стендов|Обновить стенды|до 01.03.2024|Директор Лис А.А.|бюджет|8 стендов";
    check("shortcoming-without-measure", &plan(&[good, "2|1.2 Связь|25|30|Нет связи||||| "]));
    check("measure-at-full-points", &plan(&["1|1.1 Стенды|30|30|-|Обновить стенды|до 01.03.2024|Лис А.А.|бюджет|8"]));
    check("lost-points-without-measure", &plan(&[good, "2|2.1 Комфорт|10|30|-|-|-|-|-|-"]));
    check("same-as-above", &plan(&[good, "2|1.2 Связь|25|30|Нет связи|Завести чат|-//-|он же|бюджет|чат"]));
    check("nothing-read", "Протокол собрания: слушали, постановили.".as_bytes());
    check("no-deadline", &plan(&[good, "2|1.2 Связь|25|30|Нет связи|Завести чат||Лис А.А.|бюджет|чат"]));
    check("no-executor", &plan(&[good, "2|1.2 Связь|25|30|Нет связи|Завести чат|до 01.03.2024||бюджет|чат"]));
    check("no-funding", &plan(&[good, "2|1.2 Связь|25|30|Нет связи|Завести чат|до 01.03.2024|Лис А.А.||чат"]));
    check("no-result", &plan(&[good, "2|1.2 Связь|25|30|Нет связи|Завести чат|до 01.03.2024|Лис А.А.|бюджет|"]));
    check("vague-deadline", &plan(&[good, "2|1.2 Связь|25|30|Нет связи|Завести чат|постоянно|Лис А.А.|бюджет|чат"]));
    check("impossible-date", &plan(&["1|1.1 Стенды|25|30|-|Обновить стенды|31.04.2024|Лис А.А.|бюджет|8"]));
    check("deadline-before-plan", &plan(&["1|1.1 Стенды|25|30|-|Обновить стенды|до 01.03.2019|Лис А.А.|бюджет|8"]));
    check("doubled-initials", &plan(&["1|1.1 Стенды|25|30|-|Обновить стенды|май|А.А. Лис А.А.|бюджет|8"]));
    check("empty-item", &plan(&["1|1.1 Стенды|25|30|-|1. Обновить стенды.<br>2.|май|Лис А.А.|бюджет|8"]));
    check("duplicate-measure", &plan(&[good, good]));
    let vague = |n: u8, what: &str| format!("{n}|-|||-|{what}|май|Лис А.А.|бюджет|Повышение качества");
    let rows = [vague(1, "Обновить сайт"), vague(2, "Купить стулья"), vague(3, "Провести опрос")];
    check("repeated-indicator", &plan(&rows.iter().map(String::as_str).collect::<Vec<_>>()));
    check("organisation-varies", &plan(&["1|-|||-|Обновить стенды МБУК «Дом»|май|Лис А.А.|бюджет|8"]));
    let section = |name: &str| format!("<tr><td colspan='10'>{name}</td></tr>");
    let with_section = |name: &str, row: &str| {
        let text = String::from_utf8(plan(&[row])).expect("our own text");
        let (before, after) = text.split_once("</tr>").expect("a heading row");
        format!("{before}</tr>{}{after}", section(name)).into_bytes()
    };
    check("criterion-misnamed", &with_section("IV. Добросовестность, вежливость работников", good));
    check("indicator-mismatch", &with_section("II. Комфортность условий предоставления услуг", good));
}

#[test]
fn a_shortcoming_without_a_measure_knows_its_row() {
    let rows = [HEADING, "1|1.2 Связь|25|30|Нет связи||||| "];
    let reading =
        otklik_papers::read(&paper("План на 2024 год", &rows), "plan", &Options::default()).expect("readable");
    let remark = reading.draft.remarks.iter().find(|r| r.code == "shortcoming-without-measure").expect("the remark");
    let place = remark.place.expect("a place");
    assert_eq!((place.row, place.column), (Some(1), Some(4)));
    assert_eq!(reading.document.text_at(&place).as_deref(), Some("Нет связи"));
}

#[test]
fn a_word_file_tells_of_its_changes_and_macros() {
    const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
    const TYPES: &str = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let body = "<w:p><w:ins><w:r><w:t>План</w:t></w:r></w:ins></w:p>";
    let main = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    let parts = [("[Content_Types].xml", TYPES), ("word/document.xml", main.as_str()), ("word/vbaProject.bin", "x")];
    check("tracked-changes", &zipped(&parts));
    check("macros-ignored", &zipped(&parts));
}
