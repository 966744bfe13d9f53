//! The same questionnaire as an office paper, for those who must change something before they print it.

use super::super::figures::NONE;
use super::{Blank, skips};
use crate::write::{Cell, Column, HeaderCell, Line, LineStyle, Paper, Row, Sheet, Table};
use otklik_domain::rulebook::{Answers, Question};

/// The questionnaire as a table: number, question, «да», «нет». It has neither a number of its own nor marks for a camera.
pub fn editable(blank: &Blank<'_>) -> Paper {
    let head = |text: &str, column| HeaderCell { text: text.to_owned(), column, column_span: 1, row_span: 1 };
    let branch = (!blank.branch.is_empty()).then(|| Line::new(LineStyle::Plain, blank.branch));
    let heading = [
        Line::new(LineStyle::Title, "Анкета для опроса получателей услуг"),
        Line::new(LineStyle::Strong, "о качестве условий оказания услуг"),
        Line::new(LineStyle::Plain, blank.organisation),
    ];
    Paper {
        title: format!("Анкета: {}", blank.place()),
        made_on: blank.made_on.map(|day| day.to_string()),
        sheet: Sheet::Portrait,
        approval: Vec::new(),
        heading: heading.into_iter().chain(branch).collect(),
        table: Table {
            summary: "Вопросы анкеты".to_owned(),
            columns: [14, 126, 20, 20].map(Column::words).to_vec(),
            header: vec![vec![head("№", 0), head("Вопрос", 1), head("да", 2), head("нет", 3)]],
            rows: rows(blank),
        },
        more: Vec::new(),
        notes: vec![blank.questionnaire.introduction.clone(), format!("Код опроса: {}", blank.code.in_groups())],
        endings: Vec::new(),
    }
}

fn rows(blank: &Blank<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut section = "";
    for (at, question) in blank.questionnaire.questions.iter().enumerate() {
        if question.page != section {
            section = &question.page;
            let page = blank.questionnaire.pages.iter().find(|page| page.code == section);
            rows.extend(page.map(|page| Row::Section { level: 1, text: page.title.clone() }));
        }
        let mut paragraphs = vec![question.wording.clone()];
        paragraphs.extend(skips::words(blank.questionnaire, at));
        paragraphs.extend(room(question));
        let number = Cell::text(vec![format!("{}.", question.number)]);
        // Where there is nothing to tick, nobody looks for a box.
        let is_ticked = matches!(question.answers, Answers::YesNo);
        let tick = || Cell::text(if is_ticked { Vec::new() } else { vec![NONE.to_owned()] });
        rows.push(Row::Cells { cells: vec![number, Cell::text(paragraphs), tick(), tick()] });
    }
    rows
}

/// Underlines that fit a line of the column in every format.
const LINE_LETTERS: usize = 50;

fn room(question: &Question) -> Vec<String> {
    match &question.answers {
        Answers::YesNo => Vec::new(),
        Answers::Choice(list) => {
            let words: Vec<&str> = list.iter().map(|(_, words)| words.as_str()).collect();
            vec![format!("Подчеркните: {}", words.join(" / "))]
        }
        Answers::Number(_, _) => vec!["__________".to_owned()],
        Answers::Text => vec!["_".repeat(LINE_LETTERS); 3],
    }
}
