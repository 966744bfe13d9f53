//! PDF with a text layer into the neutral document.
//!
//! In come bytes of a PDF; out go its paragraphs and tables: by tags where the producer left tags that cover the text,
//! else by rulings, white space and line ends. It refuses scans, passwords and files beyond its limits, and refuses to
//! know what the tables mean.

mod content;
mod file;
mod fonts;
mod layout;
mod limits;
mod matrix;
mod page;
mod spelling;
mod tags;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::document::{Document, Format};
use super::remarks;
use super::unreadable::Unreadable;
use limits::Budget;
use page::Page;

/// Reads a PDF.
///
/// # Errors
///
/// `Encrypted` when it does not open without a password, `ScanWithoutText` when its pages are pictures,
/// `Damaged` when there are no objects or pages to find, `TooLarge` beyond the limits.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let objects = file::open(bytes)?;
    let mut budget = Budget::new();
    let sheets = file::sheets(&objects)?;
    let mut shelf = content::FontShelf::default();
    let mut pages = Vec::with_capacity(sheets.len());
    for sheet in &sheets {
        pages.push(content::draw(&objects, sheet, &mut shelf, &mut budget)?);
    }
    refuse_scans(&pages)?;
    pages.iter_mut().for_each(Page::turn_upright);
    spelling::mend(&mut pages);
    let page_by_id = sheets.iter().enumerate().map(|(number, sheet)| (sheet.id, number)).collect::<HashMap<_, _>>();
    let mut blocks = match tags::read(&objects, &mut pages, &page_by_id, &mut budget)? {
        Some(blocks) => blocks,
        None => layout::read(&pages),
    };
    if spelling::marks_soft_hyphens(&objects, &pages) {
        spelling::keep_hyphens(&mut blocks);
    }
    let remarks = Some(scanned(&pages)).filter(|numbers| !numbers.is_empty());
    let remarks = remarks.map(|numbers| remarks::pages_without_text(&numbers)).into_iter().collect();
    Ok(Document { format: Format::Pdf, blocks, remarks })
}

/// Numbers of pages, from 1, that show a picture and no letter.
fn scanned(pages: &[Page]) -> Vec<usize> {
    let is_scan = |page: &Page| page.n_images > 0 && page.glyphs.is_empty();
    pages.iter().enumerate().filter(|(_, page)| is_scan(page)).map(|(number, _)| number + 1).collect()
}

fn refuse_scans(pages: &[Page]) -> Result<(), Unreadable> {
    let n_nameless: usize = pages.iter().map(|page| page.n_nameless).sum();
    let n_glyphs =
        pages.iter().flat_map(|page| page.glyphs.iter().filter(|glyph| !page.text_of(glyph).trim().is_empty())).count();
    if n_glyphs == 0 {
        return Err(Unreadable::ScanWithoutText);
    }
    if n_nameless * 2 > n_glyphs {
        return Err(Unreadable::Damaged("шрифты не говорят, какие буквы показывают".to_owned()));
    }
    Ok(())
}

/// A text string of the file: UTF-16 or UTF-8 with their marks, else one byte a letter.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => encoding_rs::WINDOWS_1252.decode_without_bom_handling(plain).0.into_owned(),
    }
}
