//! A piece of the original: the rows of its table that a measure was read from, doubtful places marked and numbered.
//!
//! In come a neutral document, rows and numbered places; out goes the quote. The text stays exactly as written.

use askama::Template;
use askama::filters::HtmlSafe;
use otklik_app::source::{Block, Cell, Document, Table};
use otklik_domain::remark::Place;
use std::fmt::Write;

/// A place with the number of its remark; zero marks without a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numbered {
    pub(crate) number: usize,
    pub(crate) place: Place,
}

/// One cell of a quote, its text already made safe.
#[derive(Debug, Clone)]
pub(crate) struct QuotedCell {
    html: String,
    row_span: usize,
    column_span: usize,
}

/// A quote.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/source/source.html")]
pub(crate) struct Quote {
    label: String,
    head: Vec<Vec<QuotedCell>>,
    rows: Vec<Vec<QuotedCell>>,
    paragraphs: Vec<String>,
}

impl HtmlSafe for Quote {}

/// Longest text of one cell that is shown around a mark.
const CELL_MAX: usize = 4000;

impl Quote {
    /// Rows `rows` of a table, or a paragraph; nothing when there is no such block.
    pub(crate) fn of(
        document: &Document,
        block: usize,
        rows: &[usize],
        marks: &[Numbered],
        label: String,
    ) -> Option<Self> {
        match document.blocks.get(block)? {
            Block::Paragraph(paragraph) => {
                let here: Vec<Numbered> = marks.iter().copied().filter(|m| m.place.block == block).collect();
                let paragraphs = vec![marked(&paragraph.shown(), &here)];
                Some(Quote { label, head: Vec::new(), rows: Vec::new(), paragraphs })
            }
            Block::Table(table) => {
                let n_head = head_rows(table, rows.iter().min().copied().unwrap_or(0));
                let head = (0..n_head).map(|row| head_row(table, row, n_head)).collect();
                let rows = rows.iter().map(|row| body_row(table, block, *row, marks)).collect();
                Some(Quote { label, head, rows, paragraphs: Vec::new() })
            }
        }
    }
}

/// How many first rows head the quote: what the format says, else the first row, never the quoted row itself.
fn head_rows(table: &Table, first: usize) -> usize {
    table.n_header_rows.clamp(1, 3).min(first)
}

fn head_row(table: &Table, row: usize, n_head: usize) -> Vec<QuotedCell> {
    let cells = table.cells.iter().filter(|c| c.row == row);
    cells.map(|c| quoted(c, &[], c.row_span.min(n_head - row))).collect()
}

fn body_row(table: &Table, block: usize, row: usize, marks: &[Numbered]) -> Vec<QuotedCell> {
    let covers = |c: &&Cell| (c.row..c.row + c.row_span).contains(&row);
    let mut cells: Vec<&Cell> = table.cells.iter().filter(covers).collect();
    cells.sort_by_key(|c| c.column);
    let of_cell = |c: &Cell| -> Vec<Numbered> {
        let within = |m: &&Numbered| {
            m.place.block == block
                && m.place.row.is_some_and(|r| (c.row..c.row + c.row_span).contains(&r))
                && m.place.column.is_some_and(|k| (c.column..c.column + c.column_span).contains(&k))
        };
        marks.iter().filter(within).copied().collect()
    };
    cells.into_iter().map(|c| quoted(c, &of_cell(c), 1)).collect()
}

fn quoted(cell: &Cell, marks: &[Numbered], row_span: usize) -> QuotedCell {
    QuotedCell { html: marked(&cell.text(), marks), row_span, column_span: cell.column_span }
}

/// The text made safe, its marked stretches in `mark`, line feeds as breaks.
fn marked(text: &str, marks: &[Numbered]) -> String {
    let letters: Vec<char> = text.chars().take(CELL_MAX).collect();
    let mut marks: Vec<Numbered> = marks.to_vec();
    marks.sort_by_key(|m| (m.place.from, m.place.to));
    let mut html = String::new();
    let mut at = 0;
    for mark in marks {
        let to = mark.place.to.min(letters.len());
        let from = mark.place.from.max(at);
        if from >= to {
            number(&mut html, mark.number);
            continue;
        }
        push(&mut html, letters.get(at..from).unwrap_or(&[]));
        html.push_str("<mark>");
        push(&mut html, letters.get(from..to).unwrap_or(&[]));
        html.push_str("</mark>");
        number(&mut html, mark.number);
        at = to;
    }
    push(&mut html, letters.get(at..).unwrap_or(&[]));
    if text.chars().count() > CELL_MAX {
        html.push('…');
    }
    html
}

fn number(html: &mut String, number: usize) {
    if number > 0 {
        let _ = write!(html, "<sup><span class=\"govuk-visually-hidden\">замечание </span>{number}</sup>");
    }
}

fn push(html: &mut String, letters: &[char]) {
    for letter in letters {
        match letter {
            '\n' => html.push_str("<br>"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            other => html.push(*other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, marks: &[(usize, usize, usize)], html: &str) {
        let marks: Vec<Numbered> = marks
            .iter()
            .map(|(number, from, to)| Numbered {
                number: *number,
                place: Place { from: *from, to: *to, ..Place::default() },
            })
            .collect();
        let got = marked(text, &marks).replace("<span class=\"govuk-visually-hidden\">замечание </span>", "");
        assert_eq!(got, html);
    }

    #[test]
    fn doubtful_stretches_are_marked_and_everything_else_is_escaped() {
        check("2019 г.\n2020 г.", &[(1, 0, 7)], "<mark>2019 г.</mark><sup>1</sup><br>2020 г.");
        check("<b>&", &[], "&lt;b&gt;&amp;");
        check("абв", &[(1, 0, 2), (2, 1, 3)], "<mark>аб</mark><sup>1</sup><mark>в</mark><sup>2</sup>");
        check("абв", &[(3, 9, 99)], "<sup>3</sup>абв");
    }
}
