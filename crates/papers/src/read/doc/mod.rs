//! Word 97–2003: .doc.
//!
//! In come bytes of an OLE container; a library (`rwml`) reads the records, and out goes our document. Headers, notes
//! and comments are left out. It refuses to know what the tables mean.

use super::grid::{Content, Grid};
use super::guard::guarded;
use super::label::symbol;
use super::limits::Budget;
use super::{Block, Document, Format, Paragraph, Table, Unreadable, remarks};
use rwml::SourceRegionKind;
use std::io::Cursor;

/// Reads a .doc.
///
/// # Errors
/// [`Unreadable`] when the container or the records are broken, locked, too old or too large.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let model = guarded(|| rwml::Document::open(bytes).map(|doc| doc.model()).map_err(|e| refusal(&e)))?;
    let mut seen = Seen::default();
    let mut budget = Budget::default();
    let mut blocks = Vec::new();
    for (at, block) in model.blocks.iter().enumerate() {
        let region = model.regions.iter().find(|r| (r.block_start..r.block_end).contains(&at)).map(|r| r.kind);
        match region {
            None | Some(SourceRegionKind::Main | SourceRegionKind::TextBox) => {
                blocks.extend(taken(block, &mut seen, &mut budget)?);
            }
            Some(SourceRegionKind::Footnote | SourceRegionKind::Endnote) => seen.has_notes = true,
            Some(SourceRegionKind::HeaderFooter | SourceRegionKind::Annotation) => {}
        }
    }
    let mut document = Document { format: Format::Doc, blocks, remarks: Vec::new() };
    if !document.has_text() && seen.has_images {
        return Err(Unreadable::ScanWithoutText);
    }
    let said = [(has_macros(bytes), remarks::macros_ignored as fn() -> _), (seen.has_notes, remarks::notes_left_out)];
    document.remarks.extend(said.iter().filter(|(is_met, _)| *is_met).map(|(_, say)| say()));
    Ok(document)
}

/// What was met on the way and deserves a word.
#[derive(Debug, Default)]
struct Seen {
    has_images: bool,
    has_notes: bool,
}

/// A block of the library as ours.
fn taken(block: &rwml::Block, seen: &mut Seen, budget: &mut Budget) -> Result<Option<Block>, Unreadable> {
    match block {
        rwml::Block::Paragraph(paragraph) => {
            seen.has_images |= paragraph.runs.iter().any(|run| run.image.is_some());
            let paragraph = taken_paragraph(paragraph);
            budget.spend_paragraph(paragraph.text.len())?;
            Ok(Some(Block::Paragraph(paragraph)))
        }
        rwml::Block::Table(table) => taken_table(table, seen, budget).map(Block::Table).map(Some),
        rwml::Block::Image(_) => {
            seen.has_images = true;
            Ok(None)
        }
        _ => Ok(None),
    }
}

fn taken_paragraph(paragraph: &rwml::Paragraph) -> Paragraph {
    let mut text = String::new();
    let (mut has_bold, mut has_plain) = (false, false);
    for run in paragraph.runs.iter().filter(|run| !run.props.hidden) {
        if !run.text.trim().is_empty() {
            has_bold |= run.props.bold;
            has_plain |= !run.props.bold;
        }
        text.extend(run.text.chars().filter_map(letter));
    }
    let list = paragraph.props.list.as_ref();
    let label = list.map(|list| list.label.trim().chars().map(symbol).collect::<String>());
    let label = label.filter(|label| !label.is_empty());
    Paragraph {
        list_level: list.filter(|_| label.is_some()).map(|list| list.level),
        label,
        heading: paragraph.props.heading_level.filter(|level| (1..=6).contains(level)),
        is_bold: has_bold && !has_plain,
        text,
    }
}

/// Control letters of Word as letters of text; those that mean nothing to a reader are dropped.
fn letter(letter: char) -> Option<char> {
    match letter {
        '\u{b}' | '\u{c}' | '\u{e}' | '\r' => Some('\n'),
        '\u{1e}' => Some('\u{2011}'),
        '\u{1f}' => Some('\u{ad}'),
        '\t' | '\n' => Some(letter),
        '\0'..='\u{1f}' => None,
        letter => Some(symbol(letter)),
    }
}

fn taken_table(table: &rwml::Table, seen: &mut Seen, budget: &mut Budget) -> Result<Table, Unreadable> {
    let mut grid = Grid::default();
    for row in &table.rows {
        grid.start_row()?;
        for cell in &row.cells {
            let mut content = Content::default();
            for block in &cell.blocks {
                if let Some(block) = taken(block, seen, budget)? {
                    content.take(block);
                }
            }
            grid.put(cell.col_span.into(), cell.row_span.into(), false, content, budget)?;
        }
    }
    grid.n_header_rows = table.header_rows;
    grid.finish(budget)
}

/// Whether the container keeps a project of Visual Basic.
fn has_macros(bytes: &[u8]) -> bool {
    cfb::CompoundFile::open(Cursor::new(bytes))
        .is_ok_and(|ole| ole.exists("/Macros") || ole.exists("/_VBA_PROJECT_CUR"))
}

/// A refusal of the library in our words.
fn refusal(error: &rwml::Error) -> Unreadable {
    match error {
        rwml::Error::Encrypted { .. } => Unreadable::Encrypted,
        rwml::Error::UnsupportedVersion(_) => Unreadable::UnknownFormat("Word 6.0 или Word 95".into()),
        rwml::Error::NoText => Unreadable::Empty,
        rwml::Error::MissingStream(_) => Unreadable::Damaged("в файле нет самого документа".into()),
        _ => Unreadable::Damaged("записи Word нарушены".into()),
    }
}
