//! What of a report stands on its paper.

use super::*;
use crate::write::{Format, write};
use otklik_domain::deadline::{Context, read};
use otklik_domain::plan::{Measure, MeasureState, TrackedMeasure};
use otklik_domain::report::{Followed, ReportedFact, report};
use otklik_domain::score::Criterion;

fn followed(n: u128, text: &str, state: MeasureState) -> Followed {
    let measure = Measure {
        text: text.to_owned(),
        criterion: Criterion::new(1),
        deadline: Some(read("до 15.09.2026", Context::default()).0),
        result_indicator: Some("3 стенда".to_owned()),
        ..Measure::default()
    };
    let tracked = TrackedMeasure {
        id: format!("00000000-0000-0000-0000-{n:012}").parse().unwrap(),
        position: 0,
        measure,
        state,
        reason: None,
    };
    Followed::bare(tracked, Some("2026-09-15".parse().unwrap()))
}

pub(crate) fn sheet() -> ReportSheet {
    let mut done = followed(1, "Обновить стенды", MeasureState::Confirmed);
    done.facts.push(ReportedFact {
        done: "Обновлены стенды в 2 клубах".to_owned(),
        when: Some("10.09.2026".to_owned()),
        day: Some("2026-09-10".parse().unwrap()),
        proofs: vec!["акт № 5 от 11.09.2026".to_owned()],
    });
    let mut late = followed(2, "Заменить вывеску", MeasureState::InWork);
    late.tracked.reason = Some("подрядчик сорвал срок".to_owned());
    let rows = [done, late, followed(3, "Купить кулер", MeasureState::Planned)];
    let period = "2026-Q3".parse().unwrap();
    ReportSheet {
        organisation: "МБУК «Луговской Дом культуры»".to_owned(),
        plan: Some("План на 2026 год".to_owned()),
        report: report(&rows, period, "2026-10-10".parse().unwrap(), None, None),
        replaces: Some(2),
        template: None,
        signers: Signers::default(),
    }
}

#[test]
fn plan_and_fact_stand_side_by_side_and_gaps_are_named() {
    let paper = compose(&sheet(), Some(3));
    let text = String::from_utf8(write(&paper, Format::Csv).unwrap()).unwrap();
    for words in [
        "ОТЧЁТ № 3",
        "за III квартал 2026 года",
        "Исправленный: взамен отчёта № 2",
        "Обновлены стенды в 2 клубах (10.09.2026)",
        "план: 3 стенда; факт: 2",
        "акт № 5 от 11.09.2026",
        "просрочено на 25 дней: подрядчик сорвал срок",
        "Строки 3: нет факта",
        "Итоги по критериям",
        "I. Открытость и доступность информации об организации;3;1;0;0;2;0;33",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for width in [&paper.table, &paper.more[0]].map(|t| t.columns.iter().map(|c| c.width_mm).sum::<u32>()) {
        assert_eq!(width, paper.sheet.text_width_mm());
    }
}

#[test]
fn every_format_is_the_same_again_and_holds_both_tables() {
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Pdf) {
        let (first, again) = (write(&compose(&sheet(), Some(3)), format), write(&compose(&sheet(), Some(3)), format));
        assert_eq!(first.unwrap(), again.unwrap(), "{format:?}");
    }
    for format in [Format::Docx, Format::Odt, Format::Xlsx, Format::Html] {
        let bytes = write(&compose(&sheet(), None), format).unwrap();
        let read = crate::read::read(&bytes, None).unwrap();
        let n_tables = read.blocks.iter().filter(|block| matches!(block, crate::read::Block::Table(_))).count();
        assert_eq!(n_tables, 2, "{format:?}");
    }
}

#[test]
fn a_frozen_report_comes_back_from_its_json() {
    let sheet = sheet();
    let json = crate::report_json::to_json(&sheet);
    assert_eq!(crate::report_json::from_json(&json).unwrap(), sheet);
    // The order of what was frozen before.
    let begin = "{\"format\":\"otklik.report/1\",\"organisation\":\"МБУК «Луговской Дом культуры»\",\"plan\":\"План на 2026 год\",\"replaces\":2,\"signers\":{},\"period\":\"2026-Q3\"";
    assert!(json.starts_with(begin), "{json}");
    assert_eq!(crate::report_json::to_json(&crate::report_json::from_json(&json).unwrap()), json);
    for broken in ["", "{}", "[]", &json.replace("2026-Q3", "2026-Q9"), &json.replace("otklik.report/1", "x")] {
        assert!(crate::report_json::from_json(broken).is_err(), "{broken}");
    }
}
