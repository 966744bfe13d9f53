//! Every late item with its comment.

use super::super::nothing::or_say;
use super::super::score_sheet::{line, single_header};
use crate::write::{Column, Row, Table};
use otklik_domain::report::Consolidated;

/// The late items; a table that says so when there are none.
pub(super) fn table(it: &Consolidated) -> Table {
    let row = |(one, row, days): (&otklik_domain::report::Contribution, &otklik_domain::report::ReportRow, i32)| {
        let comment = row.reason.clone().unwrap_or_else(|| "причина не названа".to_owned());
        let term = row.term.clone().unwrap_or_default();
        line([one.name.clone(), row.text.clone(), term, days.to_string(), row.executors.clone(), comment])
    };
    let rows: Vec<Row> = it.late().into_iter().map(row).collect();
    Table {
        summary: "Просроченные мероприятия".to_owned(),
        columns: vec![
            Column::words(50),
            Column::words(70),
            Column::words(32),
            Column::figures(20),
            Column::words(40),
            Column::words(55),
        ],
        header: single_header(&["Организация", "Мероприятие", "Плановый срок", "Дней", "Исполнитель", "Комментарий"]),
        rows: or_say(rows, "Просроченных мероприятий нет"),
    }
}
