//! Letters that fonts name wrongly.
//!
//! In come drawn pages; out go the same pages with Cyrillic where a font only claimed to be Latin, ligatures taken
//! apart, and look-alike signs from private areas named. It refuses to know words.

use encoding_rs::{WINDOWS_1251, WINDOWS_1252};

use lopdf::Document as Objects;

use super::file::{entry, resolve};
use super::page::Page;
use crate::read::document::{Block, Paragraph, Table};

/// Mends what fonts say about letters.
pub(super) fn mend(pages: &mut [Page]) {
    if claims_latin(pages) {
        for page in pages.iter_mut() {
            page.respell(|glyph, text| if glyph.is_guessed { cyrillic(text) } else { None });
        }
    }
    for page in pages {
        page.respell(|_, text| if text.chars().any(is_odd) { Some(text.chars().map(plain).collect()) } else { None });
    }
}

/// Whether a hyphen at a line end is a hyphen of the word: where the producer marks its own ones as soft.
pub(super) fn marks_soft_hyphens(objects: &Objects, pages: &[Page]) -> bool {
    let creator = objects
        .trailer
        .get(b"Info")
        .ok()
        .and_then(|info| resolve(objects, info)?.as_dict().ok())
        .and_then(|info| entry(objects, info, b"Creator")?.as_str().ok());
    creator.is_some_and(|creator| super::text_string(creator).starts_with("Typst"))
        || pages
            .iter()
            .flat_map(|page| page.glyphs.iter().map(|glyph| page.text_of(glyph)))
            .any(|text| text == "\u{AD}")
}

/// Puts together words whose own hyphen stands at a line end.
pub(super) fn keep_hyphens(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => keep_hyphen(paragraph),
            Block::Table(table) => keep_in_table(table),
        }
    }
}

fn keep_in_table(table: &mut Table) {
    for cell in &mut table.cells {
        cell.paragraphs.iter_mut().for_each(keep_hyphen);
        cell.nested.iter_mut().for_each(keep_in_table);
    }
}

fn keep_hyphen(paragraph: &mut Paragraph) {
    if paragraph.text.contains("-\n") {
        paragraph.text = paragraph.text.replace("-\n", "-");
    }
}

/// Russian text in Windows-1251 shown by a font that says Windows-1252 reads as «Ïëàí».
fn claims_latin(pages: &[Page]) -> bool {
    let (mut n_accented, mut n_letters) = (0_usize, 0_usize);
    for page in pages {
        for glyph in page.glyphs.iter().filter(|glyph| glyph.is_guessed) {
            for letter in page.text_of(glyph).chars().filter(|c| c.is_alphabetic()) {
                n_letters += 1;
                n_accented += usize::from(('\u{C0}'..='\u{FF}').contains(&letter));
            }
        }
    }
    n_accented >= 8 && n_accented * 10 > n_letters * 4
}

fn cyrillic(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (bytes, _, is_lossy) = WINDOWS_1252.encode(text);
    (!is_lossy).then(|| WINDOWS_1251.decode_without_bom_handling(&bytes).0.into_owned())
}

fn is_odd(letter: char) -> bool {
    plain(letter) != letter.to_string()
}

/// Ligatures apart; bullets of symbol fonts by their usual sign.
fn plain(letter: char) -> String {
    match letter {
        'ﬀ' => "ff".to_owned(),
        'ﬁ' => "fi".to_owned(),
        'ﬂ' => "fl".to_owned(),
        'ﬃ' => "ffi".to_owned(),
        'ﬄ' => "ffl".to_owned(),
        'ﬅ' | 'ﬆ' => "st".to_owned(),
        '\u{F0B7}' | '\u{F0A7}' | '\u{F076}' | '\u{F0D8}' => "•".to_owned(),
        '\u{F02D}' => "-".to_owned(),
        '\u{0}' => String::new(),
        other => other.to_string(),
    }
}
