//! Tables of a page: spans as browsers lay them, clamped.
//!
//! In comes a table element; out goes its grid, or the blocks of its only cell when the table only frames another. It
//! refuses to know what stands in the cells.

use super::super::grid::{Content, Grid};
use super::super::limits::{COLUMNS_MAX, ROWS_MAX, TABLE_DEPTH_MAX, within};
use super::super::{Block, Unreadable};
use super::walker::Walker;
use ego_tree::NodeRef;
use scraper::node::{Element, Node};

/// A cell as told.
struct Told {
    column_span: usize,
    row_span: usize,
    is_heading: bool,
    blocks: Vec<Block>,
}

/// The rows of a table and the captions beside them.
#[derive(Default)]
struct Rows {
    captions: Vec<Block>,
    rows: Vec<Vec<Told>>,
    n_head: usize,
}

impl Walker {
    /// The table, after its caption.
    pub(super) fn table(&mut self, node: NodeRef<'_, Node>, depth: usize) -> Result<Vec<Block>, Unreadable> {
        let n_outer = node.ancestors().filter(|n| n.value().as_element().is_some_and(|e| e.name() == "table")).count();
        within(n_outer < TABLE_DEPTH_MAX, || "слишком глубоко вложенные таблицы".into())?;
        let mut told = Rows::default();
        self.rows(node, &mut told, false, depth)?;
        let mut blocks = told.captions;
        if let [row] = told.rows.as_mut_slice()
            && let [only] = row.as_mut_slice()
            && only.blocks.iter().any(|block| matches!(block, Block::Table(_)))
        {
            // A table of one cell around another is only a frame of the page.
            blocks.append(&mut only.blocks);
            return Ok(blocks);
        }
        let n_heading_rows = told.rows.iter().take_while(|row| row.iter().all(|cell| cell.is_heading)).count();
        let mut grid = Grid::default();
        grid.n_header_rows = told.n_head.max(if n_heading_rows < told.rows.len() { n_heading_rows } else { 0 });
        for row in told.rows {
            grid.start_row()?;
            for cell in row {
                let mut content = Content::default();
                cell.blocks.into_iter().for_each(|block| content.take(block));
                grid.put(cell.column_span, cell.row_span, false, content, &mut self.budget)?;
            }
        }
        grid.trim_columns();
        if grid.n_rows() > 0 {
            blocks.push(Block::Table(grid.finish(&mut self.budget)?));
        }
        Ok(blocks)
    }

    fn rows(
        &mut self,
        node: NodeRef<'_, Node>,
        told: &mut Rows,
        is_head: bool,
        depth: usize,
    ) -> Result<(), Unreadable> {
        for child in node.children() {
            let Node::Element(element) = child.value() else { continue };
            match element.name() {
                "thead" => self.rows(child, told, told.rows.is_empty(), depth + 1)?,
                "tbody" | "tfoot" => self.rows(child, told, false, depth + 1)?,
                "caption" => {
                    let caption = self.blocks(child, depth + 1)?;
                    told.captions.extend(caption);
                }
                "tr" => {
                    let row = self.row(child, depth + 1)?;
                    within(told.rows.len() < ROWS_MAX, || format!("больше {ROWS_MAX} строк в таблице"))?;
                    told.n_head += usize::from(is_head && !row.is_empty());
                    if !row.is_empty() {
                        told.rows.push(row);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, node: NodeRef<'_, Node>, depth: usize) -> Result<Vec<Told>, Unreadable> {
        let mut row = Vec::new();
        for child in node.children() {
            let Node::Element(element) = child.value() else { continue };
            if matches!(element.name(), "td" | "th") {
                within(row.len() < COLUMNS_MAX, || format!("больше {COLUMNS_MAX} столбцов в таблице"))?;
                let row_span = match span(element, "rowspan") {
                    Some(0) => ROWS_MAX,
                    told => told.unwrap_or(1).min(ROWS_MAX),
                };
                row.push(Told {
                    column_span: span(element, "colspan").unwrap_or(1).clamp(1, COLUMNS_MAX),
                    row_span,
                    is_heading: element.name() == "th",
                    blocks: self.cell(child, element, depth + 1)?,
                });
            }
        }
        Ok(row)
    }
}

/// A span as told; digits past any sense are read as «many».
fn span(element: &Element, name: &str) -> Option<usize> {
    let digits: String = element.attr(name)?.trim().chars().take_while(char::is_ascii_digit).take(9).collect();
    digits.parse().ok()
}
