//! Plain text: tables that were flattened by tabs, rulers, bars or spaces are rebuilt as grids.
//!
//! In come bytes in any Russian encoding; out goes a document of paragraphs and tables.
//! Bytes that are no text are refused. It refuses to know what the tables mean.

mod bars;
mod bytes;
mod csv;
mod dashes;
mod gutters;
mod layout;
mod lone_cells;
mod tab_rows;

#[cfg(test)]
mod tests;

pub(crate) use bytes::encoding_of;

use super::limits::{CELLS_MAX, PARAGRAPHS_MAX, within};
use super::{Block, Document, Format, Paragraph, Table, Unreadable};

/// Bytes of one text: every line and cell of it takes many times its letters.
const TEXT_FILE_BYTES_MAX: usize = 8 << 20;
/// Marks that part the cells of flattened tables.
const PARTING: [char; 3] = ['\t', '|', ';'];

/// Reads plain text.
///
/// # Errors
/// `Empty` without any visible character, `UnknownFormat` for bytes that are no text, `TooLarge` past the limits.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    within(bytes.len() <= TEXT_FILE_BYTES_MAX, || format!("больше {} МБ текста", TEXT_FILE_BYTES_MAX >> 20))?;
    let text =
        bytes::decode(bytes).ok_or_else(|| Unreadable::UnknownFormat("это не текст и не документ".to_owned()))?;
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let text = without_junk(&text);
    refuse_endless(&text)?;
    let blocks = csv::whole(&text).unwrap_or_else(|| blocks_of(&text));
    Ok(Document { format: Format::Text, blocks, remarks: Vec::new() })
}

/// Refuses a text of more lines or cells than any paper has.
fn refuse_endless(text: &str) -> Result<(), Unreadable> {
    let n_lines = text.bytes().filter(|byte| *byte == b'\n').count();
    within(n_lines <= PARAGRAPHS_MAX, || format!("больше {PARAGRAPHS_MAX} строк"))?;
    let n_marks = PARTING.into_iter().map(|mark| text.matches(mark).count()).max().unwrap_or(0);
    // Blanks that only fill a line part no cells.
    let by_blanks = text.lines().flat_map(|line| line.trim().split("  ")).filter(|cell| !cell.is_empty()).count();
    let n_cells = n_marks.max(by_blanks.saturating_sub(n_lines));
    within(n_cells <= CELLS_MAX, || format!("больше {CELLS_MAX} ячеек"))
}

/// Marks that a converter left: they were never part of the paper.
fn without_junk(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("[bookmark:") {
        out.push_str(&rest[..start]);
        let tail = &rest[start..];
        match tail.find(']') {
            Some(end) if end < 80 && !tail[..end].contains('\n') => rest = &tail[end + 1..],
            _ => {
                out.push_str("[bookmark:");
                rest = &tail["[bookmark:".len()..];
            }
        }
    }
    out.push_str(rest);
    out.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{2028}', '\u{2029}'], "\n").replace('\u{c}', "\n")
}

/// A finder looks at the lines from a place and, where its table starts there, gives the blocks and how many lines.
type Finder = fn(&[&str]) -> Option<(Vec<Block>, usize)>;

const FINDERS: [Finder; 5] = [bars::find, dashes::find, lone_cells::find, tab_rows::find, gutters::find];

fn blocks_of(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.lines().collect();
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = &lines[at..];
        match FINDERS.iter().find_map(|find| find(rest)) {
            Some((found, taken)) => {
                blocks.extend(found);
                at += taken.max(1);
            }
            None => {
                blocks.push(paragraph(line));
                at += 1;
            }
        }
    }
    blocks
}

fn paragraph(line: &str) -> Block {
    Block::Paragraph(Paragraph::plain(line.trim_end()))
}

fn table(table: Table) -> Block {
    Block::Table(table)
}
