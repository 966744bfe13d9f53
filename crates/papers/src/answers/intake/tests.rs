//! What is wrong in a file is said with its lines, and nothing is dropped silently.

use super::value;
use crate::answers::Manner;
use crate::answers::mapping::Mapping;
use crate::round::Round;
use crate::round::tests::{culture, text};
use otklik_domain::score::Answer;

#[test]
fn values_of_forms() {
    for (answer, cells) in [
        (
            Some(Answer::Yes),
            &[
                "да",
                "ДА",
                " Да ",
                "yes",
                "1",
                "TRUE",
                "1,0",
                "Да, удовлетворен(а)",
                "да (своевременно)",
                "Да удовлетворена",
                "«Да»",
                "Полностью удовлетворен(а)",
                "Удовлетворена",
            ][..],
        ),
        (
            Some(Answer::No),
            &[
                "нет",
                "No",
                "0",
                "false",
                "Нет, не пользовался",
                "нет (с опозданием)",
                "Нет → 3",
                "Не удовлетворён",
                "не удовлетворен(а)",
            ],
        ),
        (Some(Answer::Empty), &["", "  ", "\u{a0}"]),
        (
            None,
            &[
                "2",
                "-",
                "+",
                "нет ответа",
                "дата",
                "затрудняюсь ответить",
                "да/нет",
                "нетто",
                "5",
                "да и нет",
                "скорее да",
                "частично удовлетворён",
                "удовлетворён частично",
                "не полностью удовлетворён",
            ],
        ),
    ] {
        for cell in cells {
            assert_eq!(value::read(cell), answer, "{cell}");
        }
    }
}

/// Remarks as «code: lines», and the round.
fn said<'a>(rows: &str, kept: Option<&Mapping>) -> (Round<'a>, Vec<String>) {
    let mut round = Round::new(culture());
    if let Err(why) = round.answers("a.csv", text(rows), kept) {
        return (round, vec![why.to_string()]);
    }
    let all = round.notes.all().iter().filter(|noted| noted.remark.code != "question-missing");
    let said = all.map(|noted| format!("{} {:?}", noted.remark.code, noted.lines)).collect();
    (round, said)
}

fn check(rows: &str, expected: &[&str], respondents: u64) {
    let (round, said) = said(rows, None);
    assert_eq!(said, expected, "{rows}");
    let n: u64 = round.assessed().iter().flat_map(|it| &it.units).map(|unit| unit.tally.respondents()).sum();
    assert_eq!(n, respondents, "{rows}");
}

#[test]
fn what_is_wrong_is_said_with_its_lines() {
    check("organisation,stand_used,stand_ok\nА,да,да\nА,нет,да\n", &["answered-though-skipped [3]"], 2);
    check("organisation,stand_used\nА,да\n,да\n\nА,может быть\n", &["no-organisation [3]", "unknown-value [5]"], 2);
    check("organisation,stand_used\nА\nА,да,лишнее\nА,нет,,\n", &["ragged-row [2]", "ragged-row [3]"], 3);
    check("organisation,stand_used,погода\nА,да,1\n", &["unknown-column []"], 1);
    check("organisation,stand_used\nА,да\nБ,да\nА,да\nА,да\n", &["identical-rows [2, 4, 5]"], 4);
    check(
        "organisation,Отметка времени,stand_used\nА,10:00,да\nА,10:00,да\nА,10:01,да\n",
        &["ignored-column []", "repeated-answers [2, 3]"],
        2,
    );
    check(
        "organisation,stand_used,recommend\nА,да,нет\nИтого,1,1\nИТОГО да:,,\nОбщий итог,1,0\n,Всего анкет: 1,\nВсеволожский ДК,да,да\n",
        &["total-row [3, 4, 5, 6]"],
        2,
    );
    check("organisation,stand_used\nИтого,да\n", &[], 1);
    check("organisation,stand_used\n\"А,да\nБ,да\n", &["unclosed-quote [2]"], 2);
    check("organisation,recommend,recommend,overall_ok\nА,да,нет,да\n", &["doubtful-column []"], 1);
    check("Отчёт\norganisation,recommend\nА,да\n", &["rows-above-headings [1]"], 1);
}

#[test]
fn a_file_that_cannot_be_taken_says_what_to_do() {
    for (rows, words) in [
        ("имя,цвет\nА,1\n", "не найдена строка заголовков"),
        ("recommend,overall_ok\nда,нет\n", "нет графы «organisation»"),
        ("organisation\nА\n", "не найдена строка заголовков"),
    ] {
        let (_, said) = said(rows, None);
        assert!(said[0].contains(words), "{said:?}");
    }
}

#[test]
fn a_form_of_one_organisation_names_it_in_the_mapping() {
    let kept = Mapping { organisation: Some("ДК".into()), ..Mapping::default() };
    let (round, _) = said("Готовы ли Вы рекомендовать нас?\nда\nнет\n", Some(&kept));
    let all = round.assessed();
    assert_eq!((all[0].organisation.as_str(), all[0].units[0].tally.among("recommend")), ("ДК", (1, 2)));
}

#[test]
fn counted_answers_keep_what_is_honest() {
    let head = "organisation,branch,item,value\nА,,respondents,10\n";
    for (rows, expected, yes) in [
        ("А,,recommend,7\n", &[][..], (7, 10)),
        ("А,,recommend,7\nА,,recommend,7\n", &["repeated-item [4]"], (7, 10)),
        ("А,,recommend,7\nА,,recommend,8\n", &["item-differs [4]", "counted-refused [3]"], (0, 0)),
        ("А,,recommend,11\nА,,overall_ok,3\n", &["counted-refused [3]"], (0, 0)),
        (
            "А,,recommend,-1\nА,,mood,3\nА,,comfort,3\n",
            &["not-a-number [3]", "unknown-code [4]", "unknown-code [5]"],
            (0, 0),
        ),
        ("А,,stand_used,11\nА,,stand_ok,3\nА,,recommend,1\n", &["counted-refused [3]", "counted-refused [4]"], (1, 10)),
        ("А,,,3\n,,recommend,3\n", &["no-item [3]", "no-organisation [4]"], (0, 0)),
    ] {
        let (round, said) = said(&format!("{head}{rows}"), None);
        assert_eq!(said, expected, "{rows}");
        assert_eq!(round.assessed()[0].units[0].tally.among("recommend"), yes, "{rows}");
    }
    let (round, said) = said("organisation,item,value\nА,recommend,3\n", None);
    assert_eq!(said, ["counted-refused []"]);
    assert_eq!(round.assessed()[0].units[0].tally.respondents(), 0);
}

#[test]
fn branches_stand_apart_and_several_files_add_up() {
    let mut round = Round::new(culture());
    round.answers("a.csv", text("учреждение;филиал;recommend\nА;Первый;да\nА;Второй;нет\n"), None).unwrap();
    round
        .answers("b.csv", text("organisation,branch,item,value\nА,Первый,respondents,4\nА,Первый,recommend,3\n"), None)
        .unwrap();
    let all = round.assessed();
    let units: Vec<(Option<&str>, (u64, u64))> =
        all[0].units.iter().map(|unit| (unit.branch.as_deref(), unit.tally.among("recommend"))).collect();
    assert_eq!(units, [(Some("Второй"), (0, 1)), (Some("Первый"), (4, 5))]);
}

#[test]
fn a_form_builders_file_is_read_by_meaning_in_any_order() {
    let head = "Отметка времени,\"Удовлетворены ли Вы графиком работы, навигацией?\",В каком учреждении Вы были?,Пользовались ли Вы нашим сайтом?,\"Удовлетворены ли Вы информацией на сайте?\",Ваши пожелания";
    let rows = format!(
        "{head}\n01.10.2024 10:00:00,\"Да, полностью\",Музей,Да,Нет,\"Больше\nвыставок\"\n01.10.2024 10:05:00,Нет,Музей,Нет,,\n"
    );
    let (round, said) = said(&rows, None);
    assert_eq!(said, ["ignored-column []"]);
    let all = round.assessed();
    let tally = &all[0].units[0].tally;
    assert_eq!((tally.among("schedule_ok"), tally.among("site_ok"), tally.yes("site_used")), ((1, 2), (0, 1), 1));
}

#[test]
fn a_great_file_counts_as_a_small_one() {
    let mut rows = "organisation,branch,stand_used,stand_ok,погода\n".to_owned();
    for n in 0..500 {
        let (used, ok) = (["да", "нет", ""][n % 3], ["1", "0", "", "нет"][n % 4]);
        rows.push_str(&format!("Дом {},Зал  {},{used},{ok},1\n", n % 5, n % 2));
    }
    rows.push_str(",,да,да,1\nДом 1,,может,да,1\n");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, &rows).unwrap();
    let mut great = Round::new(culture());
    assert!(great.is_for_bulk(&path, None).unwrap());
    great.bulk("a.csv", &path, None, &Manner::default()).unwrap();
    let (small, _) = said(&rows, None);
    assert_eq!(great.assessed(), small.assessed());
    let codes = |round: &Round<'_>| {
        let mut codes: Vec<(&str, Vec<u64>)> = round
            .notes
            .all()
            .iter()
            .map(|noted| (noted.remark.code, noted.lines.clone()))
            .filter(|(code, _)| ["no-organisation", "unknown-value", "unknown-column"].contains(code))
            .collect();
        // The rows of a small file are named by organisation, of a great one together.
        for code in ["answered-though-skipped", "identical-rows"] {
            let all = round.notes.all().iter().filter(|noted| noted.remark.code == code);
            let mut lines: Vec<u64> = all.flat_map(|noted| noted.lines.iter().copied()).collect();
            lines.sort_unstable();
            codes.push((code, lines.into_iter().take(3).collect()));
        }
        codes.sort();
        codes
    };
    assert_eq!(codes(&great), codes(&small));
}

#[test]
fn a_great_file_of_one_organisation_is_counted_for_the_one_the_mapping_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "stand_used,stand_ok\nда,да\nнет,да\n").unwrap();
    let kept = Mapping { organisation: Some("ДК  «Искра»".into()), ..Mapping::default() };
    let mut round = Round::new(culture());
    assert!(round.is_for_bulk(&path, Some(&kept)).unwrap());
    round.bulk("a.csv", &path, Some(&kept), &Manner::default()).unwrap();
    let all = round.assessed();
    assert_eq!((all[0].organisation.as_str(), all[0].units[0].tally.among("stand_ok")), ("ДК «Искра»", (1, 1)));
    let told = round.notes.all().iter().find(|noted| noted.remark.code == "answered-though-skipped").unwrap();
    assert_eq!(told.lines, [3]);
}
