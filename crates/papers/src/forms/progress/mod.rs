//! How a round's surveys go, on paper: every place with its target, what came, what is short.
//!
//! In come lines in the order they are to stand; out goes a paper, A4 landscape. It refuses to count.

use super::nothing::or_say;
use super::score_sheet::full_line;
use crate::write::{Column, HeaderCell, Line, LineStyle, Paper, Row, Sheet, Table};
use jiff::civil::Date;

/// One place of a round («строка хода опроса»).
#[derive(Debug, Clone, Default)]
pub struct ProgressLine {
    /// Organisation.
    pub organisation: String,
    /// Branch; empty is the organisation's own place.
    pub branch: String,
    /// Where it is.
    pub territory: String,
    /// How many people it served.
    pub n_served: Option<u64>,
    /// How many questionnaires are needed.
    pub target: Option<u64>,
    /// How many came.
    pub have: u64,
    /// How many are short.
    pub short: Option<u64>,
    /// By how many it is behind its days.
    pub behind: u64,
    /// «идёт»
    pub state: String,
}

/// How the surveys of a round go («ход опроса для печати»).
#[derive(Debug, Clone, Default)]
pub struct SurveyProgress {
    /// Which round and which places, line by line.
    pub about: Vec<String>,
    /// Places, in the order they are to stand.
    pub lines: Vec<ProgressLine>,
    /// What is to be said under the table.
    pub notes: Vec<String>,
    /// The day the paper is made.
    pub made_on: Option<Date>,
}

const HEADS: [(&str, u32, bool); 9] = [
    ("Организация", 66, false),
    ("Филиал", 42, false),
    ("Территория", 38, false),
    ("Обслужено за год", 24, true),
    ("Нужно анкет", 16, true),
    ("Получено", 22, true),
    ("Не хватает", 18, true),
    ("Отстаёт от графика", 21, true),
    ("Опрос", 20, false),
];

/// Lays the list out.
pub fn compose(progress: &SurveyProgress) -> Paper {
    let title = progress.about.iter().fold("Ход опроса".to_owned(), |title, line| format!("{title}. {line}"));
    let about = progress.about.iter().map(|text| Line::new(LineStyle::Plain, text));
    let header = HEADS.iter().enumerate().map(|(column, (text, _, _))| HeaderCell {
        text: (*text).to_owned(),
        column,
        column_span: 1,
        row_span: 1,
    });
    let column = |(_, width, is_number): &(&str, u32, bool)| {
        if *is_number { Column::figures(*width) } else { Column::words(*width) }
    };
    Paper {
        made_on: progress.made_on.map(|day| day.to_string()),
        sheet: Sheet::Landscape,
        approval: Vec::new(),
        heading: std::iter::once(Line::new(LineStyle::Title, "ХОД ОПРОСА")).chain(about).collect(),
        table: Table {
            summary: title.clone(),
            columns: HEADS.iter().map(column).collect(),
            header: vec![header.collect()],
            rows: or_say(progress.lines.iter().map(row).collect(), "Опросов пока нет"),
        },
        title,
        more: Vec::new(),
        notes: progress.notes.clone(),
        endings: Vec::new(),
    }
}

fn row(it: &ProgressLine) -> Row {
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    full_line([
        it.organisation.clone(),
        it.branch.clone(),
        it.territory.clone(),
        number(it.n_served),
        number(it.target),
        it.have.to_string(),
        number(it.short),
        it.behind.to_string(),
        it.state.clone(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{Format, write};

    #[test]
    fn every_place_is_a_line_of_the_table() {
        let line = ProgressLine {
            organisation: "Дом культуры".into(),
            target: Some(94),
            have: 60,
            short: Some(34),
            ..ProgressLine::default()
        };
        let unplanned = ProgressLine { organisation: "Клуб".into(), have: 3, ..ProgressLine::default() };
        let progress = SurveyProgress { lines: vec![line, unplanned], ..SurveyProgress::default() };
        let text = String::from_utf8(write(&compose(&progress), Format::Csv).unwrap()).unwrap();
        assert!(text.contains("Дом культуры;–;–;–;94;60;34;0;–"), "{text}");
        assert!(text.contains("Клуб;–;–;–;–;3;–;0;–"), "nothing planned, nothing short: {text}");
        assert!(!write(&compose(&progress), Format::Xlsx).unwrap().is_empty());
    }
}
