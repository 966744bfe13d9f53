//! OpenDocument text: .odt and its templates, and the flat .fodt.
//!
//! In comes a container or one XML; out goes a document, with remarks about tracked changes and what was left out.
//! It refuses to know what the tables mean.

mod lists;
mod sheet;
mod styles;
mod table;
mod walker;

use super::package::Package;
use super::remarks;
use super::xml::{Piece, Xml, local, text_of};
use super::{Document, Format, Unreadable};
pub(super) use sheet::sheets;
use styles::Styles;
use walker::Walker;

/// Reads an .odt.
///
/// # Errors
/// [`Unreadable`] when the container or the markup is broken or too large.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut package = Package::open(bytes)?;
    let mut styles = Styles::default();
    if let Some(text) = package.text("styles.xml")? {
        let mut xml = Xml::new(&text, "styles.xml");
        while take_styles_before_body(&mut xml, &mut styles)? {}
    }
    let text = package
        .text("content.xml")?
        .ok_or_else(|| Unreadable::Damaged("в архиве нет самого документа (content.xml)".into()))?;
    let has_macros = package.names().any(|name| name.starts_with("Basic/") && name.ends_with(".xml"));
    read_content(&text, styles, has_macros)
}

/// Reads a flat .fodt.
///
/// # Errors
/// As [`read`].
pub(super) fn read_flat(bytes: &[u8]) -> Result<Document, Unreadable> {
    let text = text_of(bytes.to_vec(), "документа")?;
    let has_macros = text.contains("<script:") || text.contains("<ooo:libraries");
    read_content(&text, Styles::default(), has_macros)
}

fn read_content(text: &str, mut styles: Styles, has_macros: bool) -> Result<Document, Unreadable> {
    let mut xml = Xml::new(text, "content.xml");
    while take_styles_before_body(&mut xml, &mut styles)? {}
    let mut walker = Walker::new(xml, &styles);
    let blocks = walker.blocks()?;
    let mut document = Document { format: Format::Odt, blocks, remarks: walker.omitted.remarks() };
    if !document.has_text() && walker.has_images {
        return Err(Unreadable::ScanWithoutText);
    }
    let said = [
        (walker.has_changes, remarks::tracked_changes as fn() -> _),
        (has_macros, remarks::macros_ignored),
        (walker.has_notes, remarks::notes_left_out),
        (walker.has_hidden_tables, remarks::hidden_sheets_left_out),
    ];
    document.remarks.extend(said.iter().filter(|(is_met, _)| *is_met).map(|(_, say)| say()));
    Ok(document)
}

/// Takes the next group of styles; `false` once the body has opened or the part is over.
fn take_styles_before_body(xml: &mut Xml<'_>, styles: &mut Styles) -> Result<bool, Unreadable> {
    match xml.next()? {
        Piece::Open(open) => match local(&open) {
            "styles" | "automatic-styles" => styles.take(xml).map(|()| true),
            "body" => Ok(false),
            _ => Ok(true),
        },
        Piece::End => Ok(false),
        Piece::Close | Piece::Text(_) => Ok(true),
    }
}
