//! Paragraphs and tables as they grow from a stream of marks, as RTF and Word 97 tell them.
//!
//! In come letters, ends of paragraphs, of cells and of rows, each with its depth in tables; out go blocks. It refuses to
//! know formats.

mod rows;

use super::limits::{Budget, TABLE_DEPTH_MAX, within};
use super::{Block, Paragraph, Unreadable};
pub(crate) use rows::{CellShape, Merge, RowShape};
use rows::{Row, table};

/// How the paragraph and its letters look now.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Look {
    pub(crate) is_bold: bool,
    pub(crate) heading: Option<u8>,
    pub(crate) list_level: Option<u8>,
}

/// A table that is not finished yet.
#[derive(Debug, Default)]
struct Growing {
    rows: Vec<Row>,
    cells: Vec<Vec<Block>>,
    blocks: Vec<Block>,
}

/// The paragraph that is being written.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) text: String,
    pub(crate) label: String,
    /// Letters of it were left out.
    pub(crate) has_omitted: bool,
    has_bold: bool,
    has_plain: bool,
    boxes: Vec<Block>,
}

/// One flow of blocks: the body or a text box.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    body: Vec<Block>,
    tables: Vec<Growing>,
    pub(crate) draft: Draft,
}

impl Flow {
    /// Puts letters down.
    pub(crate) fn push(&mut self, text: &str, look: &Look) {
        if !text.trim().is_empty() {
            self.draft.has_bold |= look.is_bold;
            self.draft.has_plain |= !look.is_bold;
        }
        self.draft.text.push_str(text);
    }

    /// Keeps the blocks of a text box until the paragraph it is tied to ends.
    pub(crate) fn tie(&mut self, boxes: Vec<Block>) {
        self.draft.boxes.extend(boxes);
    }

    /// Ends the paragraph at a depth in tables.
    pub(crate) fn end_paragraph(&mut self, look: &Look, depth: usize, budget: &mut Budget) -> Result<(), Unreadable> {
        within(depth <= TABLE_DEPTH_MAX, || "слишком глубоко вложенные таблицы".into())?;
        let draft = std::mem::take(&mut self.draft);
        budget.spend_paragraph(draft.text.len() + draft.label.len())?;
        // The number of an item that is struck out whole is printed, and stands for nothing.
        let is_omitted = draft.has_omitted && draft.text.trim().is_empty();
        let label = Some(draft.label.trim().to_owned()).filter(|label| !label.is_empty() && !is_omitted);
        let paragraph = Paragraph {
            list_level: label.as_ref().map(|_| look.list_level.unwrap_or(0)),
            label,
            heading: look.heading,
            is_bold: draft.has_bold && !draft.has_plain,
            text: draft.text,
        };
        self.settle(depth, budget)?;
        let blocks = self.blocks_at(depth);
        blocks.push(Block::Paragraph(paragraph));
        blocks.extend(draft.boxes);
        Ok(())
    }

    /// Ends a cell of the table at a depth.
    pub(crate) fn end_cell(&mut self, look: &Look, depth: usize, budget: &mut Budget) -> Result<(), Unreadable> {
        self.end_paragraph(look, depth.max(1), budget)?;
        if let Some(growing) = self.tables.last_mut() {
            let blocks = std::mem::take(&mut growing.blocks);
            growing.cells.push(blocks);
        }
        Ok(())
    }

    /// Ends a row of the table at a depth.
    pub(crate) fn end_row(&mut self, shape: RowShape, depth: usize, budget: &mut Budget) -> Result<(), Unreadable> {
        self.settle(depth.max(1), budget)?;
        if let Some(growing) = self.tables.last_mut() {
            let cells = std::mem::take(&mut growing.cells);
            if !cells.is_empty() {
                budget.spend_cells(cells.len())?;
                growing.rows.push(Row { shape, cells });
            }
        }
        Ok(())
    }

    /// Forgets the row that was being written at a depth.
    pub(crate) fn drop_row(&mut self, depth: usize) {
        if let Some(growing) = depth.checked_sub(1).and_then(|at| self.tables.get_mut(at)) {
            growing.cells.clear();
            growing.blocks.clear();
        }
    }

    /// Everything that was written; what hangs unfinished is kept.
    pub(crate) fn finish(mut self, budget: &mut Budget) -> Result<Vec<Block>, Unreadable> {
        if !self.draft.text.is_empty() || !self.draft.boxes.is_empty() || !self.draft.label.is_empty() {
            let depth = self.tables.len();
            self.end_paragraph(&Look::default(), depth, budget)?;
        }
        self.settle(0, budget)?;
        Ok(self.body)
    }

    /// Opens tables down to a depth and finishes those that are deeper.
    fn settle(&mut self, depth: usize, budget: &mut Budget) -> Result<(), Unreadable> {
        while self.tables.len() > depth {
            let Some(mut growing) = self.tables.pop() else { break };
            if !growing.blocks.is_empty() {
                growing.cells.push(std::mem::take(&mut growing.blocks));
            }
            if !growing.cells.is_empty() {
                let shape = growing.rows.last().map(|row| row.shape.clone()).unwrap_or_default();
                growing.rows.push(Row { shape, cells: growing.cells });
            }
            if !growing.rows.is_empty() {
                let table = table(growing.rows, budget)?;
                let at = self.tables.len();
                self.blocks_at(at).push(Block::Table(table));
            }
        }
        self.tables.resize_with(depth.max(self.tables.len()), Growing::default);
        Ok(())
    }

    fn blocks_at(&mut self, depth: usize) -> &mut Vec<Block> {
        match depth.checked_sub(1).and_then(|at| self.tables.get_mut(at)) {
            Some(growing) => &mut growing.blocks,
            None => &mut self.body,
        }
    }
}
