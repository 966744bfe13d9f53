//! Tables of the protocol: points, differences, answers, photos.

use super::{Protocol, ProtocolLine};
use crate::forms::figures::NONE;
use crate::forms::nothing::or_say;
use crate::forms::score_sheet::{section, single_header};
use crate::write::{Cell, Column, Row, Table};

fn cells(cells: Vec<Vec<String>>) -> Row {
    let cell = |words: Vec<String>| {
        let said: Vec<String> = words.into_iter().filter(|text| !text.is_empty()).collect();
        Cell::text(if said.is_empty() { vec![NONE.to_owned()] } else { said })
    };
    Row::Cells { cells: cells.into_iter().map(cell).collect() }
}

/// «№ 1, 2»
pub(crate) fn numbers(photos: &[usize]) -> String {
    let all: Vec<String> = photos.iter().map(ToString::to_string).collect();
    if all.is_empty() { String::new() } else { format!("№ {}", all.join(", ")) }
}

/// Every point under the name of its list.
pub(super) fn points(protocol: &Protocol) -> Table {
    let row = |line: &ProtocolLine| {
        let photos = vec![numbers(&line.photos)];
        cells(vec![vec![line.title.clone()], vec![line.seen.clone()], line.notes.clone(), photos])
    };
    let block = |(title, lines): &(String, Vec<ProtocolLine>)| {
        let none = lines.is_empty().then(|| Row::Remark { text: "Пунктов нет".to_owned() });
        std::iter::once(section(title)).chain(lines.iter().map(row)).chain(none).collect::<Vec<Row>>()
    };
    Table {
        summary: "Что осмотрено и что увидено".to_owned(),
        columns: vec![Column::words(88), Column::words(26), Column::words(46), Column::words(20)],
        header: single_header(&["Что осмотрено", "Отметка", "Заметка", "Снимки"]),
        rows: or_say(protocol.blocks.iter().flat_map(block).collect(), "Пункты осмотра не заданы"),
    }
}

/// Where inspectors differed.
pub(super) fn differences(protocol: &Protocol) -> Option<Table> {
    let rows = protocol.differences.iter().map(|line| {
        let decided = if line.decided.is_empty() { "не решено".to_owned() } else { line.decided.clone() };
        cells(vec![vec![line.title.clone()], line.seen.clone(), vec![decided], vec![line.reason.clone()]])
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then(|| Table {
        summary: "Расхождения листов осмотра".to_owned(),
        columns: vec![Column::words(60), Column::words(50), Column::words(24), Column::words(46)],
        header: single_header(&["Что осмотрено", "Что увидел каждый", "Решено", "Почему"]),
        rows,
    })
}

/// What the organisation answered.
pub(super) fn replies(protocol: &Protocol) -> Option<Table> {
    let rows = protocol.replies.iter().map(|line| {
        let mut words = vec![line.words.clone()];
        words.extend(Some(numbers(&line.photos)).filter(|text| !text.is_empty()).map(|text| format!("Снимки: {text}")));
        cells(vec![vec![line.title.clone()], vec![line.kind.clone()], words, vec![line.review.clone()]])
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then(|| Table {
        summary: "Ответы организации".to_owned(),
        columns: vec![Column::words(54), Column::words(26), Column::words(54), Column::words(46)],
        header: single_header(&["О чём", "Что это", "Ответ организации", "Рассмотрено"]),
        rows,
    })
}

/// What is on each photo.
pub(super) fn photos(protocol: &Protocol) -> Option<Table> {
    let row = |(at, words): (usize, &String)| cells(vec![vec![(at + 1).to_string()], vec![words.clone()]]);
    let rows: Vec<Row> = protocol.photos.iter().enumerate().map(row).collect();
    (!rows.is_empty()).then(|| Table {
        summary: "Снимки".to_owned(),
        columns: vec![Column::figures(20), Column::words(160)],
        header: single_header(&["№ снимка", "Что на снимке"]),
        rows,
    })
}
