//! A document flattened to text: cells behind tabs, each on lines of its own, rows apart by blank lines.

use super::grid::{Slot, grid};
use super::{Block, Paper, Table};

/// The flattened text.
pub fn text(paper: &Paper) -> String {
    let mut text = String::new();
    for block in &paper.blocks {
        match block {
            Block::Paragraph(it) => {
                text.push_str(&it.text);
                text.push('\n');
            }
            Block::Table(it) => table(it, &mut text),
        }
    }
    text
}

fn table(table: &Table, text: &mut String) {
    for slots in grid(table) {
        for slot in &slots {
            match slot {
                Slot::Begins(cell) => text.push_str(&format!("\t{}\n", cell.paragraphs.join("\n"))),
                Slot::GoesOn { .. } => text.push_str("\t\n"),
                Slot::Covered => {}
            }
        }
        text.push('\n');
    }
}
