//! What the font program inside the file says about its glyphs.
//!
//! In come the bytes of a TrueType or CFF program; out go the letters of a glyph number or of a code.
//! It is asked only where the PDF itself keeps silent, and refuses to know the PDF.

use std::collections::HashMap;

use ttf_parser::{Face, GlyphId, cff, cmap::Subtable};

use super::glyph_names;

/// Letters by glyph number, glyph numbers by code.
#[derive(Debug, Default)]
pub(super) struct Embedded {
    letters: HashMap<u16, String>,
    glyphs: HashMap<u32, u16>,
}

impl Embedded {
    pub(super) fn parse(program: &[u8]) -> Self {
        let mut embedded = Embedded::default();
        if let Ok(face) = Face::parse(program, 0) {
            embedded.read_face(&face);
        } else if let Some(table) = cff::Table::parse(program) {
            embedded.read_cff(&table);
        }
        embedded
    }

    fn read_face(&mut self, face: &Face<'_>) {
        for subtable in face.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
            let is_symbolic = subtable.platform_id == ttf_parser::PlatformId::Windows && subtable.encoding_id == 0;
            self.read_subtable(&subtable, subtable.is_unicode() && !is_symbolic);
        }
        for glyph in 0..face.number_of_glyphs() {
            if !self.letters.contains_key(&glyph)
                && let Some(letters) = face.glyph_name(GlyphId(glyph)).and_then(glyph_names::letters)
            {
                self.letters.insert(glyph, letters);
            }
        }
    }

    fn read_subtable(&mut self, subtable: &Subtable<'_>, is_unicode: bool) {
        let (letters, glyphs) = (&mut self.letters, &mut self.glyphs);
        subtable.codepoints(|code| {
            if glyphs.len() >= usize::from(u16::MAX) * 2 {
                return;
            }
            let Some(glyph) = subtable.glyph_index(code).filter(|glyph| glyph.0 != 0) else { return };
            if is_unicode {
                if let Some(letter) = char::from_u32(code).filter(|c| !super::is_private(*c)) {
                    letters.entry(glyph.0).or_insert_with(|| letter.to_string());
                }
            } else {
                // Symbolic fonts keep their codes at F000.
                glyphs.entry(if (0xF000..0xF100).contains(&code) { code - 0xF000 } else { code }).or_insert(glyph.0);
            }
        });
    }

    fn read_cff(&mut self, table: &cff::Table<'_>) {
        for glyph in 0..table.number_of_glyphs() {
            if let Some(letters) = table.glyph_name(GlyphId(glyph)).and_then(glyph_names::letters) {
                self.letters.insert(glyph, letters);
            }
        }
        for code in 0..=255_u8 {
            if let Some(glyph) = table.glyph_index(code).filter(|glyph| glyph.0 != 0) {
                self.glyphs.insert(u32::from(code), glyph.0);
            }
        }
    }

    pub(super) fn letters_of_glyph(&self, glyph: u16) -> Option<&str> {
        self.letters.get(&glyph).map(String::as_str)
    }

    pub(super) fn letters_of_code(&self, code: u32) -> Option<&str> {
        self.letters_of_glyph(*self.glyphs.get(&code)?)
    }
}
