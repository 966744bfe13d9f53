//! Each format gives back the same table: every cell in its place with its spans and words.

use super::drafts::library;
use otklik_papers::forms::{Form, Signers, compose};
use otklik_papers::read::{self, Block};
use otklik_papers::write::{self, Cell, Format, Paper, Row};

type Placed = (usize, usize, usize, usize, String);

/// The cells a reader should find, header rows first.
fn wanted(paper: &Paper) -> Vec<Placed> {
    let n_columns = paper.table.columns.len();
    let mut out = Vec::new();
    for (row, cells) in paper.table.header.iter().enumerate() {
        out.extend(cells.iter().map(|c| (row, c.column, c.row_span, c.column_span, c.text.clone())));
    }
    for (row, content) in (paper.table.header.len()..).zip(&paper.table.rows) {
        match content {
            Row::Section { text, .. } | Row::Remark { text } => out.push((row, 0, 1, n_columns, text.clone())),
            Row::Cells { cells } => {
                for (column, cell) in cells.iter().enumerate() {
                    if let Cell::Text { paragraphs, row_span } = cell {
                        out.push((row, column, *row_span, 1, paragraphs.join("\n")));
                    }
                }
            }
        }
    }
    out
}

fn found(bytes: &[u8]) -> (Vec<Placed>, Vec<String>) {
    let document = read::read(bytes, None).expect("our own paper is read");
    let mut lines = Vec::new();
    let mut cells = Vec::new();
    for block in document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.shown()),
            Block::Table(table) => cells.extend(
                table.cells.iter().map(|c| (c.row, c.column, c.row_span, c.column_span, c.text().into_owned())),
            ),
        }
    }
    (cells, lines)
}

fn check(format: Format) {
    for form in Form::ALL {
        let paper = compose(form, &library(), &Signers::default());
        let bytes = write::write(&paper, format).expect("any paper is written");
        let (cells, lines) = found(&bytes);
        assert_eq!(cells, wanted(&paper), "{form:?} {format:?}");
        for line in paper.approval.iter().chain(&paper.heading) {
            assert!(lines.iter().any(|l| l.contains(&line.text)), "{form:?} {format:?}: {} in {lines:?}", line.text);
        }
    }
}

#[test]
fn docx_gives_back_every_cell() {
    check(Format::Docx);
}

#[test]
fn odt_gives_back_every_cell() {
    check(Format::Odt);
}
