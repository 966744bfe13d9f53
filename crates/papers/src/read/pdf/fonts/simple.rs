//! Fonts of one byte a sign: Type 1, TrueType, Type 3.
//!
//! In come the encoding, its differences, widths and the font program; out go letters and widths of 256 codes.
//! It refuses to know strings longer than a byte.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};
use lopdf::{Dictionary, Document as Objects, Object};

use super::cmap::CMap;
use super::{Sign, glyph_names, is_meaningful, program};
use crate::read::Unreadable;
use crate::read::pdf::file::{dictionary, entry, number, numbers, resolve};
use crate::read::pdf::limits::Budget;

/// A font of 256 codes.
#[derive(Debug)]
pub(super) struct Simple {
    letters: Vec<Option<String>>,
    /// Letters that only the base encoding vouches for.
    is_guessed: Vec<bool>,
    widths: Vec<f64>,
}

impl Simple {
    pub(super) fn read(
        objects: &Objects,
        font: &Dictionary,
        to_unicode: &CMap,
        budget: &mut Budget,
    ) -> Result<Self, Unreadable> {
        let mut letters: Vec<Option<String>> =
            (0..256).map(|code| to_unicode.letters(code).filter(|letters| is_meaningful(letters))).collect();
        let is_complete = used_codes(objects, font).all(|code| letters.get(code).is_some_and(Option::is_some));
        if !is_complete || !to_unicode.has_letters() {
            fill(&mut letters, &by_encoding(objects, font, budget)?);
        }
        let is_guessed = letters.iter().map(Option::is_none).collect();
        fill(&mut letters, &base_letters(objects, font));
        Ok(Simple { letters, is_guessed, widths: widths(objects, font) })
    }

    pub(super) fn sign(&self, byte: u8) -> Sign<'_> {
        let at = usize::from(byte);
        Sign {
            letters: self.letters.get(at).and_then(Option::as_deref),
            is_guessed: self.is_guessed.get(at).copied().unwrap_or(false),
            width: self.widths.get(at).copied().unwrap_or(0.5),
            is_word_space: byte == 32,
        }
    }
}

fn fill(letters: &mut [Option<String>], from: &[Option<String>]) {
    for (letters, other) in letters.iter_mut().zip(from) {
        if letters.is_none() {
            letters.clone_from(other);
        }
    }
}

fn used_codes(objects: &Objects, font: &Dictionary) -> impl Iterator<Item = usize> + use<> {
    let bound = |key: &[u8]| entry(objects, font, key).and_then(number).map_or(0, |n| n.clamp(0.0, 255.0) as usize);
    bound(b"FirstChar")..=bound(b"LastChar")
}

/// Letters by `Differences`, then by the font program.
fn by_encoding(objects: &Objects, font: &Dictionary, budget: &mut Budget) -> Result<Vec<Option<String>>, Unreadable> {
    let mut letters = vec![None; 256];
    if let Some(Object::Dictionary(encoding)) = entry(objects, font, b"Encoding") {
        differences(objects, encoding, &mut letters);
    }
    if (is_symbolic(objects, font) || base_encoding(objects, font).is_none())
        && let Some(program) = program(objects, font, budget)?
    {
        for (code, letters) in letters.iter_mut().enumerate().filter(|(_, letters)| letters.is_none()) {
            *letters = program.letters_of_code(code as u32).map(str::to_owned);
        }
    }
    Ok(letters)
}

fn base_encoding(objects: &Objects, font: &Dictionary) -> Option<Vec<u8>> {
    match entry(objects, font, b"Encoding")? {
        Object::Name(name) => Some(name.clone()),
        Object::Dictionary(encoding) => Some(entry(objects, encoding, b"BaseEncoding")?.as_name().ok()?.to_vec()),
        _ => None,
    }
}

fn differences(objects: &Objects, encoding: &Dictionary, letters: &mut [Option<String>]) {
    let Some(list) = entry(objects, encoding, b"Differences").and_then(|list| list.as_array().ok()) else { return };
    let mut code = 0_usize;
    for item in list.iter().filter_map(|item| resolve(objects, item)) {
        match item {
            Object::Name(name) => {
                if let (Some(place), Ok(name)) = (letters.get_mut(code), std::str::from_utf8(name)) {
                    *place = glyph_names::letters(name);
                }
                code += 1;
            }
            other => code = number(other).map_or(code, |n| n.clamp(0.0, 255.0) as usize),
        }
    }
}

fn is_symbolic(objects: &Objects, font: &Dictionary) -> bool {
    dictionary(objects, font, b"FontDescriptor")
        .and_then(|descriptor| entry(objects, descriptor, b"Flags"))
        .and_then(|flags| flags.as_i64().ok())
        .is_some_and(|flags| flags & 4 != 0 && flags & 32 == 0)
}

/// The base encoding.
fn base_letters(objects: &Objects, font: &Dictionary) -> Vec<Option<String>> {
    let encoding: &'static Encoding = match base_encoding(objects, font).as_deref() {
        Some(b"MacRomanEncoding") => MACINTOSH,
        _ => WINDOWS_1252,
    };
    (0..=255_u8)
        .map(|byte| {
            let (letters, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
            Some(letters.into_owned()).filter(|letters| is_meaningful(letters))
        })
        .collect()
}

fn widths(objects: &Objects, font: &Dictionary) -> Vec<f64> {
    let unit = numbers::<6>(objects, font, b"FontMatrix").map_or(0.001, |matrix| matrix[0].abs());
    let missing = dictionary(objects, font, b"FontDescriptor")
        .and_then(|descriptor| entry(objects, descriptor, b"MissingWidth"))
        .and_then(number)
        .map(|width| width * unit);
    let first = entry(objects, font, b"FirstChar").and_then(number).map_or(0, |n| n.clamp(0.0, 255.0) as usize);
    let mut widths: Vec<f64> = (0..=255_u8).map(|byte| missing.unwrap_or_else(|| guessed_width(byte))).collect();
    if let Some(list) = entry(objects, font, b"Widths").and_then(|list| list.as_array().ok()) {
        for (place, width) in widths.iter_mut().skip(first).zip(list) {
            if let Some(width) = resolve(objects, width).and_then(number) {
                *place = width * unit;
            }
        }
    }
    widths
}

/// The fourteen standard fonts come without widths: near enough to tell words apart.
fn guessed_width(byte: u8) -> f64 {
    match byte {
        b' ' | b'i' | b'l' | b't' | b'f' | b'j' | b'.' | b',' | b';' | b':' | b'!' | b'\'' | b'|' => 0.27,
        b'm' | b'w' | b'M' | b'W' => 0.8,
        b'A'..=b'Z' => 0.67,
        _ => 0.5,
    }
}
