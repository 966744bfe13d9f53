//! What of many reports stands on one paper.

use super::*;
use crate::forms::plan_report;
use crate::write::{Format, write};
use otklik_domain::report::consolidate;

fn sheet() -> ConsolidatedSheet {
    let one = plan_report::tests::sheet();
    let (period, as_of) = (one.report.period, one.report.as_of);
    let of = |n: u128, name: &str, territory: &str, origin| Contribution {
        organisation: format!("00000000-0000-0000-0000-{n:012}").parse().unwrap(),
        name: name.to_owned(),
        territory: Some(territory.to_owned()),
        origin,
        report: one.report.clone(),
    };
    let all = vec![
        of(1, "Клуб А", "Луговской район", Origin::Sent { number: 7, on: as_of }),
        of(2, "Клуб Б", "Речной округ", Origin::Register),
    ];
    ConsolidatedSheet {
        scope: "Все организации".to_owned(),
        consolidated: consolidate(period, as_of, all, vec!["Музей".to_owned()]),
        replaces: None,
        template: None,
        signers: Signers::default(),
    }
}

#[test]
fn sums_late_items_and_rows_stand_on_one_paper() {
    let paper = compose(&sheet(), Some(1));
    let text = String::from_utf8(write(&paper, Format::Csv).unwrap()).unwrap();
    for words in [
        "СВОДНЫЙ ОТЧЁТ № 1",
        "Организаций с планом: 2",
        "Всего;6;2;0;0;4;0;33",
        "Луговской район;1;3;1;0;0;2;0;33",
        "Клуб А;№ 7 от 10.10.2026;3;1;0;0;2;0;33",
        "Клуб Б;\"не прислан, взято из учёта\";3",
        "Клуб А;Заменить вывеску;до 15.09.2026;25;;подрядчик сорвал срок",
        "Клуб Б;Купить кулер;до 15.09.2026;25;;причина не названа",
        "Отчёт не прислали организации (1): Клуб Б.",
        "Плана на этот период нет у организаций (1): Музей.",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for table in std::iter::once(&paper.table).chain(&paper.more) {
        let width: u32 = table.columns.iter().map(|c| c.width_mm).sum();
        assert_eq!(width, paper.sheet.text_width_mm(), "{}", table.summary);
    }
    let read = crate::read::read(&write(&paper, Format::Docx).unwrap(), None).unwrap();
    let n_tables = read.blocks.iter().filter(|block| matches!(block, crate::read::Block::Table(_))).count();
    assert_eq!(n_tables, 5);
}

#[test]
fn what_was_frozen_comes_back() {
    let sheet = sheet();
    let json = crate::report_json::consolidated_to_json(&sheet);
    assert_eq!(crate::report_json::consolidated_from_json(&json).unwrap(), sheet);
}
