//! Fonts as far as reading needs them: which letters a code stands for and how far the pen moves.
//!
//! In comes a font dictionary; out goes a [`Font`] that turns the bytes of a string into signs.
//! It refuses to know outlines, and where on the page the letters stand.

mod cmap;
mod composite;
mod embedded;
mod glyph_names;
mod simple;

use lopdf::{Dictionary, Document as Objects, Object};

use super::file::{self, dictionary, entry};
use super::limits::Budget;
use crate::read::Unreadable;
use cmap::CMap;
use embedded::Embedded;

/// One code of a shown string.
#[derive(Debug)]
pub(super) struct Sign<'a> {
    /// Its letters; `None` where the file does not say.
    pub(super) letters: Option<&'a str>,
    /// The letters follow from a base encoding alone, which Russian programs are known to claim wrongly.
    pub(super) is_guessed: bool,
    /// Advance, in units of the type size.
    pub(super) width: f64,
    /// Whether word spacing applies: the single byte 32.
    pub(super) is_word_space: bool,
}

/// A font of the file.
#[derive(Debug)]
pub(super) struct Font {
    pub(super) is_bold: bool,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Simple(simple::Simple),
    Composite(Box<composite::Composite>),
}

impl Font {
    pub(super) fn read(objects: &Objects, font: &Dictionary, budget: &mut Budget) -> Result<Font, Unreadable> {
        let to_unicode = match entry(objects, font, b"ToUnicode") {
            Some(Object::Stream(stream)) => CMap::parse(&file::unpack(stream, budget)?),
            _ => CMap::default(),
        };
        let is_composite = entry(objects, font, b"Subtype").is_some_and(|s| s.as_name().is_ok_and(|n| n == b"Type0"));
        let kind = if is_composite {
            Kind::Composite(Box::new(composite::Composite::read(objects, font, to_unicode, budget)?))
        } else {
            Kind::Simple(simple::Simple::read(objects, font, &to_unicode, budget)?)
        };
        Ok(Font { is_bold: is_bold(objects, font), kind })
    }

    /// Turns the bytes of a string into signs, one after another.
    pub(super) fn signs(
        &self,
        bytes: &[u8],
        mut each: impl FnMut(Sign<'_>) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        match &self.kind {
            Kind::Simple(font) => bytes.iter().try_for_each(|&byte| each(font.sign(byte))),
            Kind::Composite(font) => {
                let mut rest = bytes;
                while !rest.is_empty() {
                    let (code, len) = font.take_code(rest);
                    rest = rest.get(len..).unwrap_or_default();
                    let letters = font.letters(code);
                    each(Sign {
                        letters: letters.as_deref(),
                        is_guessed: false,
                        width: font.width(code),
                        is_word_space: len == 1 && code == 32,
                    })?;
                }
                Ok(())
            }
        }
    }
}

fn is_bold(objects: &Objects, font: &Dictionary) -> bool {
    let name = entry(objects, font, b"BaseFont").and_then(|name| name.as_name().ok()).unwrap_or_default();
    let name = String::from_utf8_lossy(name).to_lowercase();
    ["bold", "black", "heavy", "demi"].iter().any(|word| name.contains(word))
}

/// The font program, when it stands in the file and is of a kind we can read.
fn program(objects: &Objects, font: &Dictionary, budget: &mut Budget) -> Result<Option<Embedded>, Unreadable> {
    let Some(descriptor) = dictionary(objects, font, b"FontDescriptor") else { return Ok(None) };
    for key in [&b"FontFile2"[..], b"FontFile3"] {
        if let Some(Object::Stream(stream)) = entry(objects, descriptor, key) {
            return Ok(Some(Embedded::parse(&file::unpack(stream, budget)?)));
        }
    }
    Ok(None)
}

/// Private use: says nothing about the letter.
fn is_private(letter: char) -> bool {
    matches!(u32::from(letter), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF)
}

/// Letters worth keeping: not empty, not control codes, not private use.
fn is_meaningful(letters: &str) -> bool {
    !letters.is_empty()
        && letters.chars().any(|c| !c.is_control() && c != '\u{FFFD}' && c != '\u{FFFE}' && c != '\u{FFFF}')
        && !letters.chars().all(is_private)
}
