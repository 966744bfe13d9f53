//! The worked cases of the interface, from rows in every dialect to printed points.

use super::*;
use crate::answers::table::{Row, TextRows};
use crate::rulebooks;
use crate::score_json::{Scored, to_json};
use otklik_domain::score::{EmptyRule, Policy, Rounding, ScoreSheet, score};
use otklik_testkit::worked::{ANSWERS, NO_DISABLED, NO_STANDS, RESPONDENTS, yes_to};
use proptest::prelude::*;
use std::io::Cursor;

const GATES: &[(&str, &str)] =
    &[("stand_ok", "stand_used"), ("site_ok", "site_used"), ("access_ok", "disability"), ("remote_ok", "remote_used")];
pub(crate) const FINDINGS: &str = "organisation,item,value\nДК,stand_present,14\nДК,stand_required,17\nДК,site_present,17\nДК,site_required,19\nДК,channels,4\nДК,comfort,5\nДК,equipment,2\nДК,services,3\n";

pub(crate) fn culture() -> &'static Rulebook {
    rulebooks::named("culture", None).unwrap()
}

/// Rows of case A: the n-th person says «да» where n is below the number.
fn people(nobody: &[&str]) -> Vec<Vec<String>> {
    let n_of = |code: &str| yes_to(code, nobody);
    let cell = |code: &str, person: u64| {
        let gate = GATES.iter().find(|(it, _)| *it == code).map(|(_, gate)| *gate);
        let is_asked = gate.is_none_or(|gate| person < n_of(gate));
        (if !is_asked {
            ""
        } else if person < n_of(code) {
            "да"
        } else {
            "нет"
        })
        .to_owned()
    };
    let row = |person: u64| {
        std::iter::once("ДК".to_owned()).chain(ANSWERS.iter().map(|(code, _)| cell(code, person))).collect()
    };
    (0..RESPONDENTS).map(row).collect()
}

fn headings() -> Vec<String> {
    std::iter::once("organisation").chain(ANSWERS.iter().map(|(code, _)| *code)).map(str::to_owned).collect()
}

fn joined(rows: &[Vec<String>], mark: &str, end: &str) -> String {
    let line = |row: &Vec<String>| format!("{}{end}", row.join(mark));
    std::iter::once(&headings()).chain(rows).map(line).collect()
}

pub(crate) fn text(bytes: impl Into<Vec<u8>>) -> TextRows<Cursor<Vec<u8>>> {
    TextRows::open(Cursor::new(bytes.into())).unwrap()
}

pub(crate) fn scored(round: &Round<'_>, policy: &Policy) -> ScoreSheet {
    let all = round.assessed();
    assert_eq!(all.len(), 1, "{all:?}");
    score(round.rulebook, &all[0], policy)
}

pub(crate) fn printed(sheet: &ScoreSheet) -> String {
    let criteria: Vec<String> =
        sheet.criteria.iter().map(|it| it.points.as_ref().map_or("–".into(), |p| p.to_decimals(2))).collect();
    format!("{} = {}", criteria.join(" "), sheet.total.as_ref().map_or("–".into(), |p| p.to_decimals(2)))
}

fn of_answers(bytes: impl Into<Vec<u8>>, rounding: Rounding) -> String {
    let mut round = Round::new(culture());
    round.answers("a.csv", text(bytes), None).unwrap();
    round.findings("f.csv", text(FINDINGS)).unwrap();
    printed(&scored(&round, &Policy { rounding, ..Policy::default() }))
}

fn check(nobody: &[&str], rounding: Rounding, expected: &str) {
    let rows = people(nobody);
    assert_eq!(of_answers(joined(&rows, ",", "\n"), rounding), expected, "raw");
    let mut counted = "organisation,branch,item,value\nДК,,respondents,118\n".to_owned();
    for (code, _) in ANSWERS {
        counted.push_str(&format!("ДК,,{code},{}\n", yes_to(code, nobody)));
    }
    assert_eq!(of_answers(counted, rounding), expected, "counted");
}

#[test]
fn the_worked_cases_come_out_of_raw_and_of_counted_answers() {
    use Rounding::{CriteriaOneDecimal as One, IntegerIndicators as Integer, TwoDecimals as Two};
    check(&[], Integer, "93.40 97.50 59.40 98.40 96.70 = 89.08");
    check(&[], Two, "93.56 97.46 59.33 98.61 96.53 = 89.10");
    check(NO_DISABLED, Integer, "93.40 97.50 51.43 98.40 96.70 = 87.49");
    check(NO_DISABLED, Two, "93.56 97.46 51.43 98.61 96.53 = 87.52");
    check(NO_STANDS, Integer, "93.80 97.50 59.40 98.40 96.70 = 89.16");
    check(NO_STANDS, Two, "93.82 97.46 59.33 98.61 96.53 = 89.15");
    check(&[], One, "93.60 97.50 59.30 98.60 96.50 = 89.10");
    check(&[], Rounding::None, "93.56 97.46 59.33 98.61 96.53 = 89.10");
}

/// Case A in every way a table may be written.
fn dialects() -> Vec<(String, Vec<u8>)> {
    let rows = people(&[]);
    let mut all = Vec::new();
    for (name, mark) in [("comma", ","), ("semicolon", ";"), ("tab", "\t")] {
        for (end_name, end) in [("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r")] {
            let plain = joined(&rows, mark, end);
            let quoted: String = plain
                .split(end)
                .filter(|line| !line.is_empty())
                .map(|line| line.split(mark).map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(mark) + end)
                .collect();
            for (kind, text) in [("plain", plain), ("quoted", quoted)] {
                let name = format!("{name} {end_name} {kind}");
                all.push((format!("{name} utf-8"), text.clone().into_bytes()));
                all.push((format!("{name} bom"), [b"\xEF\xBB\xBF", text.as_bytes()].concat()));
                all.push((format!("{name} 1251"), encoding_rs::WINDOWS_1251.encode(&text).0.into_owned()));
                let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
                all.push((format!("{name} utf-16"), [b"\xFF\xFE", wide.as_slice()].concat()));
            }
        }
    }
    for (name, yes, no) in [
        ("yes", "Yes", "NO"),
        ("digits", "1", "0"),
        ("true", "TRUE", "False"),
        ("decimal", "1,0", "0,0"),
        ("words", "Да, удовлетворен(а)", "Нет (не удовлетворен)"),
    ] {
        let changed: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| match cell.as_str() {
                        "да" => yes.into(),
                        "нет" => no.into(),
                        other => other.to_owned(),
                    })
                    .collect()
            })
            .collect();
        all.push((name.to_owned(), joined(&changed, ";", "\n").into_bytes()));
    }
    all.push(("sep".to_owned(), format!("sep=;\n{}", joined(&rows, ";", "\n")).into_bytes()));
    all.push(("title".to_owned(), format!("Анкетирование в ДК;;\n;;\n{}", joined(&rows, ";", "\n")).into_bytes()));
    all
}

#[test]
fn no_dialect_changes_the_result() {
    for (name, bytes) in dialects() {
        assert_eq!(of_answers(bytes, Rounding::default()), "93.40 97.50 59.40 98.40 96.70 = 89.08", "{name}");
    }
}

#[test]
fn a_workbook_is_as_good_as_a_text() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in std::iter::once(headings()).chain(people(&[])).enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) = (u32::try_from(row + 2).unwrap(), u16::try_from(column + 1).unwrap());
            match cell.as_str() {
                "да" => sheet.write_number(row, column, 1.0).unwrap(),
                "нет" => sheet.write_boolean(row, column, false).unwrap(),
                other => sheet.write_string(row, column, other).unwrap(),
            };
        }
    }
    let sheets = crate::answers::table::sheets(&book.save_to_buffer().unwrap()).unwrap();
    let mut round = Round::new(culture());
    round.answers_of_book("a.xlsx", sheets, None).unwrap();
    round.findings("f.csv", text(FINDINGS)).unwrap();
    assert_eq!(printed(&scored(&round, &Policy::default())), "93.40 97.50 59.40 98.40 96.70 = 89.08");
}

#[test]
fn the_result_as_json_is_as_it_was() {
    let mut round = Round::new(culture());
    round.answers("a.csv", text(joined(&people(NO_DISABLED), ",", "\n")), None).unwrap();
    round.findings("f.csv", text(FINDINGS)).unwrap();
    round
        .registry(
            "r.csv",
            text("organisation,municipality,region,sector,kind\nДК,Луговской район,Коми,культура,клуб\n"),
        )
        .unwrap();
    round.finish();
    let policy = Policy { rounding: Rounding::None, ..Policy::default() };
    let sheets = [scored(&round, &policy)];
    let scored =
        Scored { rulebook: culture(), policy: &policy, sheets: &sheets, round: &round, mappings: &[], losses: &[] };
    let json = to_json(&scored).unwrap().replace(&culture().sha256, "HASH");
    insta::assert_snapshot!(json);
}

#[test]
fn answers_or_findings_alone_leave_figures_empty_and_say_so() {
    let mut round = Round::new(culture());
    round.findings("f.csv", text(FINDINGS)).unwrap();
    round.finish();
    let sheet = scored(&round, &Policy { empty: EmptyRule::Renormalise, ..Policy::default() });
    assert_eq!(printed(&sheet), "93.00 100.00 51.43 – – = 81.48");
    assert!(round.notes.all().iter().any(|noted| noted.remark.code == "place-incomplete"));
}

#[test]
fn names_are_one_when_only_blanks_differ_and_doubtful_when_quotes_do() {
    let mut round = Round::new(culture());
    let rows = "organisation,stand_used\n ДК  «Искра»,да\nДК «Искра» ,нет\nдк \"искра\",да\n";
    round.answers("a.csv", text(rows), None).unwrap();
    round.finish();
    let names: Vec<String> = round.assessed().into_iter().map(|it| it.organisation).collect();
    assert_eq!(names, ["ДК «Искра»", "дк \"искра\""]);
    assert!(round.notes.all().iter().any(|noted| noted.remark.code == "organisation-varies"));
}

#[test]
fn a_registry_stands_beside_and_contradictions_are_not_guessed() {
    let mut round = Round::new(culture());
    let rows = "kind;organisation;region\nтеатр;А;Тува\n;Б;Тува\nмузей;Б;Тува\n";
    round.registry("r.csv", text(rows)).unwrap();
    assert_eq!(round.registered("А").unwrap().kind.as_deref(), Some("театр"));
    assert_eq!(round.registered("Б").unwrap().region, None);
    assert_eq!(round.notes.all()[0].remark.code, "registry-differs");
}

fn shuffled(seed: u64, rows: &mut [Vec<String>]) {
    let mut state = seed;
    for at in (1..rows.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        rows.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn order_of_rows_and_columns_never_matters(seed: u64, mark in 0..3_usize) {
        let mut rows = people(&[]);
        shuffled(seed, &mut rows);
        rows.insert(0, headings());
        let mut columns: Vec<Vec<String>> = (0..rows[0].len()).map(|at| rows.iter().map(|row| row[at].clone()).collect()).collect();
        shuffled(seed ^ 7, &mut columns);
        let text: String = (0..rows.len())
            .map(|row| columns.iter().map(|column| column[row].clone()).collect::<Vec<_>>().join([",", ";", "\t"][mark]) + "\n")
            .collect();
        prop_assert_eq!(of_answers(text, Rounding::default()), "93.40 97.50 59.40 98.40 96.70 = 89.08");
    }

    #[test]
    fn no_bytes_break_the_reader(bytes: Vec<u8>, text: String) {
        for bytes in [bytes, text.into_bytes()] {
            let Ok(rows) = TextRows::open(Cursor::new(bytes)) else { continue };
            let rows: Vec<Row> = rows.map_while(Result::ok).collect();
            let mut round = Round::new(culture());
            let _ = round.answers("a", rows.clone().into_iter().map(Ok), None);
            let _ = round.findings("f", rows.clone().into_iter().map(Ok));
            let _ = round.registry("r", rows.into_iter().map(Ok));
        }
    }
}
