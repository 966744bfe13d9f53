//! From the structure tree to blocks.
//!
//! In come elements and the glyphs they point at; out go paragraphs with labels and headings, and tables.
//! It refuses to know where on the page anything stands, except to tell wrapped lines from broken ones.

use std::collections::HashMap;

use super::table::Rows;
use super::tree::{Content, Kid, Node, Tree};
use crate::read::document::{Block, Paragraph, Table};
use crate::read::pdf::layout::{Custom, Span, TaggedText};
use crate::read::pdf::page::{Glyph, Page};

/// Walks the tree once.
pub(super) struct Walk<'a> {
    tree: &'a Tree,
    pages: &'a [Page],
    index: &'a HashMap<Content, Vec<u32>>,
    /// Where text of the pages begins and ends.
    span: Span,
    /// What is usual in the whole paper.
    custom: Custom,
}

/// Blocks on their way, and content that has no paragraph of its own yet.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    loose: Vec<Content>,
    heading: Option<u8>,
    list_depth: u8,
    label: Option<String>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(tree: &'a Tree, pages: &'a [Page], index: &'a HashMap<Content, Vec<u32>>) -> Self {
        let mut span = Span::default();
        pages.iter().for_each(|page| span.widen(Span::of(page, page.glyphs.iter())));
        Walk { tree, pages, index, span, custom: Custom::of(pages) }
    }

    pub(super) fn blocks(&self) -> Vec<Block> {
        let mut flow = Flow::default();
        if let Some(root) = self.tree.nodes.first() {
            self.kids(root, &mut flow, self.span);
        }
        self.flush(&mut flow, self.span);
        flow.blocks
    }

    fn kids(&self, node: &Node, flow: &mut Flow, span: Span) {
        for kid in &node.kids {
            match kid {
                Kid::Content(content) => flow.loose.push(*content),
                Kid::Element(index) => {
                    if let Some(node) = self.tree.nodes.get(*index) {
                        self.element(node, flow, span);
                    }
                }
            }
        }
    }

    fn element(&self, node: &Node, flow: &mut Flow, span: Span) {
        match node.role.as_str() {
            "Artifact" => {}
            "Table" => {
                self.flush(flow, span);
                self.table(node, flow, span);
            }
            "LI" => self.list_item(node, flow, span),
            "L" => {
                self.flush(flow, span);
                flow.list_depth += 1;
                self.kids(node, flow, span);
                self.flush(flow, span);
                flow.list_depth -= 1;
            }
            role if is_inline(role) => self.kids(node, flow, span),
            role => {
                self.flush(flow, span);
                let outer = flow.heading;
                flow.heading = heading(role).or(outer);
                self.kids(node, flow, span);
                if is_paragraph(role) && flow.loose.is_empty() && !self.has_blocks(node) {
                    flow.blocks.push(Block::Paragraph(Paragraph::default()));
                }
                self.flush(flow, span);
                flow.heading = outer;
            }
        }
    }

    fn has_blocks(&self, node: &Node) -> bool {
        node.kids.iter().any(|kid| match kid {
            Kid::Content(_) => true,
            Kid::Element(index) => {
                self.tree.nodes.get(*index).is_some_and(|kid| !is_inline(&kid.role) || self.has_blocks(kid))
            }
        })
    }

    /// The label stands apart from the text, as automatic numbering does.
    fn list_item(&self, node: &Node, flow: &mut Flow, span: Span) {
        self.flush(flow, span);
        let elements = || {
            node.kids.iter().filter_map(|kid| match kid {
                Kid::Element(index) => self.tree.nodes.get(*index),
                Kid::Content(_) => None,
            })
        };
        let mut contents = Vec::new();
        elements().filter(|kid| kid.role == "Lbl").for_each(|kid| self.contents(kid, &mut contents));
        let label = self.text(&contents, span).text;
        flow.label = Some(label).filter(|label| !label.trim().is_empty());
        for kid in &node.kids {
            match kid {
                Kid::Content(content) => flow.loose.push(*content),
                Kid::Element(index) => match self.tree.nodes.get(*index) {
                    Some(kid) if kid.role == "Lbl" => {}
                    Some(kid) if kid.role == "LBody" => self.kids(kid, flow, span),
                    Some(kid) => self.element(kid, flow, span),
                    None => {}
                },
            }
        }
        self.flush(flow, span);
        flow.label = None;
    }

    fn contents(&self, node: &Node, into: &mut Vec<Content>) {
        for kid in &node.kids {
            match kid {
                Kid::Content(content) => into.push(*content),
                Kid::Element(index) => {
                    if let Some(node) = self.tree.nodes.get(*index) {
                        self.contents(node, into);
                    }
                }
            }
        }
    }

    /// What has gathered becomes a paragraph.
    fn flush(&self, flow: &mut Flow, span: Span) {
        let loose = std::mem::take(&mut flow.loose);
        let text = self.text(&loose, span);
        let (is_bold, text) = (text.is_bold(), text.text);
        if loose.is_empty() || (text.trim().is_empty() && flow.label.is_some()) {
            return;
        }
        let label = flow.label.take();
        let list_level = label.as_ref().map(|_| flow.list_depth.saturating_sub(1));
        flow.blocks.push(Block::Paragraph(Paragraph { label, list_level, heading: flow.heading, is_bold, text }));
    }

    fn text(&self, contents: &[Content], span: Span) -> TaggedText {
        let mut text = TaggedText::default();
        for run in contents.chunk_by(|(one, ..), (other, ..)| one == other) {
            if let Some((number, ..)) = run.first()
                && let Some(page) = self.pages.get(*number)
            {
                text.append(page, run.iter().flat_map(|content| self.glyphs(page, content)), span, &self.custom);
            }
        }
        text
    }

    fn glyphs<'p>(&'p self, page: &'p Page, content: &Content) -> impl Iterator<Item = &'p Glyph> {
        let glyphs = self.index.get(content).map(Vec::as_slice).unwrap_or_default();
        glyphs.iter().filter_map(|at| page.glyphs.get(*at as usize))
    }

    fn table(&self, node: &Node, flow: &mut Flow, span: Span) {
        let mut rows = Rows::default();
        self.rows(node, &mut rows, false);
        let columns = self.column_spans(&rows);
        let mut captions = Flow::default();
        for kid in &node.kids {
            if let Kid::Element(index) = kid
                && let Some(kid) = self.tree.nodes.get(*index)
                && kid.role == "Caption"
            {
                self.element(kid, &mut captions, span);
            }
        }
        self.flush(&mut captions, span);
        flow.blocks.append(&mut captions.blocks);
        let table = rows.table(|cell, column| {
            let mut inside = Flow::default();
            if let Some(node) = self.tree.nodes.get(cell) {
                self.kids(node, &mut inside, columns.get(column).copied().unwrap_or(span));
                self.flush(&mut inside, columns.get(column).copied().unwrap_or(span));
            }
            cell_content(inside.blocks)
        });
        if table.n_rows > 0 {
            flow.blocks.push(Block::Table(table));
        } else {
            self.kids(node, flow, span);
        }
    }

    fn rows(&self, node: &Node, rows: &mut Rows, is_header: bool) {
        for kid in &node.kids {
            let Kid::Element(index) = kid else { continue };
            let Some(kid) = self.tree.nodes.get(*index) else { continue };
            match kid.role.as_str() {
                "TR" => {
                    let cells: Vec<(usize, &Node)> = kid
                        .kids
                        .iter()
                        .filter_map(|kid| match kid {
                            Kid::Element(index) => Some((*index, self.tree.nodes.get(*index)?)),
                            Kid::Content(_) => None,
                        })
                        .filter(|(_, cell)| cell.role != "Artifact")
                        .collect();
                    let is_header = is_header || (!cells.is_empty() && cells.iter().all(|(_, cell)| cell.role == "TH"));
                    rows.push(cells.iter().map(|(index, cell)| (*index, cell.row_span, cell.column_span)), is_header);
                }
                "THead" => self.rows(kid, rows, true),
                "TBody" | "TFoot" | "Sect" | "Div" | "NonStruct" | "Part" => self.rows(kid, rows, is_header),
                _ => {}
            }
        }
    }

    /// Where text of each column begins and ends.
    fn column_spans(&self, rows: &Rows) -> Vec<Span> {
        let mut columns: Vec<Span> = vec![Span::default(); rows.n_columns()];
        for (cell, column) in rows.single_cells() {
            let mut contents = Vec::new();
            if let Some(node) = self.tree.nodes.get(cell) {
                self.contents(node, &mut contents);
            }
            for content in contents {
                if let (Some(page), Some(span)) = (self.pages.get(content.0), columns.get_mut(column)) {
                    span.widen(Span::of(page, self.glyphs(page, &content)));
                }
            }
        }
        columns
    }
}

/// Paragraphs of a cell, and tables inside it, which also leave their text.
fn cell_content(blocks: Vec<Block>) -> (Vec<Paragraph>, Vec<Table>) {
    let (mut paragraphs, mut nested) = (Vec::new(), Vec::new());
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => paragraphs.push(paragraph),
            Block::Table(table) => {
                paragraphs.extend(table.cells.iter().flat_map(|cell| cell.paragraphs.iter().cloned()));
                nested.push(table);
            }
        }
    }
    if paragraphs.is_empty() {
        paragraphs.push(Paragraph::default());
    }
    (paragraphs, nested)
}

fn is_inline(role: &str) -> bool {
    matches!(
        role,
        "Span"
            | "Link"
            | "Em"
            | "Strong"
            | "Quote"
            | "Reference"
            | "Code"
            | "Lbl"
            | "Annot"
            | "Sub"
            | "BibEntry"
            | "Ruby"
            | "Warichu"
            | "RB"
            | "RT"
            | "RP"
            | "WT"
            | "WP"
            | "StyleSpan"
            | "InlineShape"
    )
}

fn is_paragraph(role: &str) -> bool {
    role == "P" || heading(role).is_some()
}

fn heading(role: &str) -> Option<u8> {
    match role {
        "H" | "Title" => Some(1),
        _ => role.strip_prefix('H')?.parse().ok().filter(|level| (1..=6).contains(level)),
    }
}
