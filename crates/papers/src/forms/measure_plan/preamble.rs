//! What stands before the measures: lines of paragraphs, of tables without measures, of rows above a heading.
//!
//! In come blocks; out go lines with blank ones kept. It refuses to know what they say.

use crate::read::{Block, Table};

/// A line of the preamble; blank lines part groups.
pub(super) type Line = String;

/// Lines of a paragraph.
pub(super) fn of_text(text: &str, lines: &mut Vec<Line>) {
    for line in text.split('\n') {
        let line = line.replace(['\u{a0}', '\u{ad}'], " ");
        lines.push(line.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

/// Lines of a table up to a row, a cell after the other, blank lines between cells.
pub(super) fn of_table(table: &Table, to_row: usize, lines: &mut Vec<Line>) {
    for cell in table.cells.iter().filter(|c| c.row < to_row).take(400) {
        let text = cell.text();
        if !text.trim().is_empty() {
            of_text(&text, lines);
            lines.push(Line::new());
        }
    }
}

/// Lines of blocks.
pub(super) fn of_blocks(blocks: &[Block]) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in blocks.iter().take(400) {
        match block {
            Block::Paragraph(paragraph) => of_text(&paragraph.shown(), &mut lines),
            Block::Table(table) => of_table(table, table.n_rows, &mut lines),
        }
    }
    lines
}

/// Groups of lines between blank ones, each joined to one text.
pub(super) fn groups(lines: &[Line]) -> Vec<String> {
    lines.split(|line| line.is_empty()).filter(|group| !group.is_empty()).map(|group| group.join(" ")).collect()
}

/// Lines of the cells of a row around other tables: what stands in them before those.
pub(super) fn of_frame(table: &Table, row: usize, lines: &mut Vec<Line>) {
    for cell in table.cells.iter().filter(|c| c.row == row && !c.nested.is_empty()) {
        let inner = cell.nested.iter().flat_map(|table| &table.cells).map(crate::read::Cell::text);
        let Some(first) = inner.map(|text| text.trim().to_owned()).find(|text| !text.is_empty()) else { continue };
        let first = first.lines().next().unwrap_or_default().to_owned();
        for paragraph in cell.paragraphs.iter().take_while(|p| !p.text.trim_start().starts_with(&first)) {
            of_text(&paragraph.shown(), lines);
        }
        lines.push(Line::new());
    }
}
