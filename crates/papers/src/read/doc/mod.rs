//! Word 97–2003: .doc.
//!
//! In come bytes of an OLE container; out goes a document: body, then text boxes. Headers, notes and comments are left
//! out, tracked changes are taken as accepted. It refuses to know what the tables mean.

mod body;
mod bytes;
mod fib;
mod formatted;
mod numbering;
mod pieces;
mod shapes;
mod sprm;
mod styles;

use super::limits::Budget;
use super::omitted::Omitted;
use super::{Document, Format, Unreadable, remarks};
use body::Body;
use fib::Lengths;
use formatted::Runs;

/// Reads a .doc.
///
/// # Errors
/// [`Unreadable`] when the container or the records are broken, locked, too old or too large.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let streams = fib::streams(bytes)?;
    let lengths = Lengths::of(&streams.main);
    let clx = fib::table(&streams, fib::PIECES)
        .ok_or_else(|| Unreadable::Damaged("в файле нет таблицы кусков текста".into()))?;
    let letters = pieces::letters(&streams.main, clx, lengths.is_russian)?;
    let table = |number: usize| fib::table(&streams, number).unwrap_or_default();
    let mut body = Body {
        paragraphs: Runs::of_paragraphs(&streams.main, table(fib::PARAGRAPHS)),
        letters: Runs::of_letters(&streams.main, table(fib::LETTERS)),
        styles: styles::styles(table(fib::STYLES)),
        lists: numbering::lists(
            fib::table_and_after(&streams, fib::LISTS),
            fib::table_and_after(&streams, fib::LIST_OVERRIDES).map(|(whole, _)| whole),
        ),
        extra: &streams.extra,
        budget: Budget::default(),
        omitted: Omitted::default(),
        has_changes: false,
        has_images: false,
    };
    let end = lengths.body.min(letters.len());
    let mut blocks = body.blocks(&letters[..end])?;
    let boxes_at = end.saturating_add(lengths.between);
    let boxes = letters.get(boxes_at..boxes_at.saturating_add(lengths.boxes).min(letters.len())).unwrap_or_default();
    blocks.extend(body.blocks(boxes)?);
    let mut document = Document { format: Format::Doc, blocks, remarks: body.omitted.remarks() };
    if !document.has_text() && body.has_images {
        return Err(Unreadable::ScanWithoutText);
    }
    let said = [
        (body.has_changes, remarks::tracked_changes as fn() -> _),
        (streams.has_macros, remarks::macros_ignored),
        (lengths.has_notes, remarks::notes_left_out),
    ];
    document.remarks.extend(said.iter().filter(|(is_met, _)| *is_met).map(|(_, say)| say()));
    Ok(document)
}
