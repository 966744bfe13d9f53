//! Organisations side by side on paper: the rating of a round, and the table of a municipality, the weakest first.
//!
//! In come lines that are already placed; out goes a paper, A4 landscape. It refuses to place or to average anything.

use super::figures;
use super::score_sheet::{full_line, section};
use crate::write::{Cell, Column, HeaderCell, Line, LineStyle, Paper, Row, Sheet, Table};
use jiff::civil::Date;
use otklik_domain::score::{Criterion, Exact};

/// One organisation of a rating («строка рейтинга»).
#[derive(Debug, Clone, Default)]
pub struct RatingLine {
    /// Its place in words, «2–3»; empty where it has none.
    pub place: String,
    /// Its name.
    pub organisation: String,
    /// Where it is.
    pub territory: Option<String>,
    /// Its criteria, as they count.
    pub criteria: Vec<(Criterion, Exact)>,
    /// Its total.
    pub total: Option<Exact>,
}

/// A mean over organisations («среднее рейтинга»).
#[derive(Debug, Clone, Default)]
pub struct RatingMean {
    /// «Луговской район, организаций: 7»
    pub name: String,
    /// Means of the criteria.
    pub criteria: Vec<(Criterion, Exact)>,
    /// Mean of the totals.
    pub total: Option<Exact>,
}

/// A rating with what stands around it on paper («рейтинг для печати»).
#[derive(Debug, Clone, Default)]
pub struct Rating {
    /// «РЕЙТИНГ ОРГАНИЗАЦИЙ»
    pub name: String,
    /// Which round and which organisations, line by line.
    pub about: Vec<String>,
    /// Organisations, in the order they are to stand.
    pub lines: Vec<RatingLine>,
    /// Means, in the order they are to stand.
    pub means: Vec<RatingMean>,
    /// What else is to be said under the table.
    pub notes: Vec<String>,
    /// The day the paper is made, for the properties of the file.
    pub made_on: Option<Date>,
}

/// Heads of the criteria, short enough for their columns.
const CRITERIA: [&str; 5] = [
    "1. Открытость информации",
    "2. Комфортность условий",
    "3. Доступность для инвалидов",
    "4. Вежливость работников",
    "5. Довольны условиями",
];

/// Lays the rating out.
pub fn compose(rating: &Rating) -> Paper {
    let title = rating.about.iter().fold(capital_first(&rating.name), |title, line| format!("{title}. {line}"));
    let about = rating.about.iter().map(|text| Line::new(LineStyle::Plain, text));
    let heading = std::iter::once(Line::new(LineStyle::Title, &rating.name)).chain(about).collect();
    let official = Criterion::ALL.map(|c| format!("{} — {}", c.number(), c.official_name()));
    let mut notes = vec![format!("Критерии: {}.", official.join("; "))];
    notes.extend(rating.notes.iter().cloned());
    Paper {
        made_on: rating.made_on.map(|day| day.to_string()),
        sheet: Sheet::Landscape,
        approval: Vec::new(),
        heading,
        table: Table { summary: title.clone(), columns: columns(), header: header(), rows: rows(rating) },
        title,
        more: Vec::new(),
        notes,
        endings: Vec::new(),
    }
}

fn columns() -> Vec<Column> {
    let mut columns = vec![Column::words(16), Column::words(76)];
    columns.extend([30; 5].map(Column::figures));
    columns.push(Column::figures(25));
    columns
}

fn header() -> Vec<Vec<HeaderCell>> {
    let cell =
        |text: &str, column, column_span, row_span| HeaderCell { text: text.to_owned(), column, column_span, row_span };
    let upper = vec![
        cell("Место", 0, 1, 2),
        cell("Организация", 1, 1, 2),
        cell("Баллы по критериям, из 100", 2, 5, 1),
        cell("Итоговый балл", 7, 1, 2),
    ];
    let lower = CRITERIA.iter().enumerate().map(|(n, text)| cell(text, n + 2, 1, 1)).collect();
    vec![upper, lower]
}

fn rows(rating: &Rating) -> Vec<Row> {
    let mut rows: Vec<Row> = rating.lines.iter().map(organisation).collect();
    if rows.is_empty() {
        rows.push(Row::Remark { text: "Опубликованных оценок нет".to_owned() });
    }
    if !rating.means.is_empty() {
        rows.push(section("Средние: простое среднее, каждая организация весит одинаково"));
    }
    rows.extend(rating.means.iter().map(|mean| {
        let [c1, c2, c3, c4, c5] = five(&mean.criteria);
        full_line([String::new(), mean.name.clone(), c1, c2, c3, c4, c5, figures::two(mean.total.as_ref())])
    }));
    rows
}

fn organisation(it: &RatingLine) -> Row {
    let mut cells = vec![
        Cell::text(vec![if it.place.is_empty() { figures::NONE.to_owned() } else { it.place.clone() }]),
        Cell::text(std::iter::once(it.organisation.clone()).chain(it.territory.clone()).collect()),
    ];
    cells.extend(five(&it.criteria).map(|text| Cell::text(vec![text])));
    cells.push(Cell::text(vec![figures::two(it.total.as_ref())]));
    Row::Cells { cells }
}

fn five(criteria: &[(Criterion, Exact)]) -> [String; 5] {
    Criterion::ALL.map(|wanted| figures::two(criteria.iter().find(|(c, _)| *c == wanted).map(|(_, points)| points)))
}

/// «РЕЙТИНГ ОРГАНИЗАЦИЙ» as the title of a file: «Рейтинг организаций».
fn capital_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map_or_else(String::new, |first| first.to_uppercase().to_string());
    first + &letters.as_str().to_lowercase()
}
