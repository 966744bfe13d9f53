//! Fonts of several bytes a sign (Type 0).
//!
//! In come the character map, the descendant's widths and its program; out go letters and widths of any code.
//! It refuses to know vertical writing.

use std::collections::HashMap;

use lopdf::{Dictionary, Document as Objects, Object};

use super::cmap::{CMap, code};
use super::embedded::Embedded;
use super::{is_meaningful, program};
use crate::read::Unreadable;
use crate::read::pdf::file::{self, entry, number, resolve};
use crate::read::pdf::limits::Budget;

/// A composite font.
#[derive(Debug)]
pub(super) struct Composite {
    to_unicode: CMap,
    encoding: Encoding,
    widths: HashMap<u32, f64>,
    default_width: f64,
    /// Asked only where `to_unicode` is silent.
    program: Option<Embedded>,
    /// Glyph numbers by CID, two bytes each; empty means they are the same.
    glyph_by_cid: Vec<u8>,
}

#[derive(Debug)]
enum Encoding {
    /// Two bytes, the code is the CID.
    Identity,
    /// The code is itself Unicode.
    Unicode,
    Embedded(CMap),
}

const WIDTHS_MAX: u32 = 70_000;

impl Composite {
    pub(super) fn read(
        objects: &Objects,
        font: &Dictionary,
        to_unicode: CMap,
        budget: &mut Budget,
    ) -> Result<Self, Unreadable> {
        let encoding = match entry(objects, font, b"Encoding") {
            Some(Object::Stream(stream)) => Encoding::Embedded(CMap::parse(&file::unpack(stream, budget)?)),
            Some(Object::Name(name)) if is_unicode(name) => Encoding::Unicode,
            _ => Encoding::Identity,
        };
        let empty = Dictionary::new();
        let descendant = entry(objects, font, b"DescendantFonts")
            .and_then(|list| list.as_array().ok())
            .and_then(|list| resolve(objects, list.first()?))
            .and_then(|descendant| descendant.as_dict().ok())
            .unwrap_or(&empty);
        let glyph_by_cid = match entry(objects, descendant, b"CIDToGIDMap") {
            Some(Object::Stream(stream)) => file::unpack(stream, budget)?,
            _ => Vec::new(),
        };
        let program = if to_unicode.has_letters() { None } else { program(objects, descendant, budget)? };
        let default_width = entry(objects, descendant, b"DW").and_then(number).unwrap_or(1000.0) / 1000.0;
        let widths = widths(objects, descendant);
        Ok(Composite { to_unicode, encoding, widths, default_width, program, glyph_by_cid })
    }

    /// The next code and how many bytes it takes.
    pub(super) fn take_code(&self, bytes: &[u8]) -> (u32, usize) {
        let spaces = match &self.encoding {
            Encoding::Embedded(map) => map.code_spaces.as_slice(),
            _ => &[],
        };
        let fitting = spaces.iter().filter_map(|&(len, first, last)| {
            let code = code(bytes.get(..len)?);
            (first..=last).contains(&code).then_some((code, len))
        });
        fitting.min_by_key(|(_, len)| *len).unwrap_or_else(|| {
            let len = bytes.len().min(2);
            (code(bytes.get(..len).unwrap_or_default()), len)
        })
    }

    fn cid(&self, code: u32) -> u32 {
        match &self.encoding {
            Encoding::Embedded(map) => map.glyph(code).unwrap_or(0),
            _ => code,
        }
    }

    pub(super) fn letters(&self, code: u32) -> Option<String> {
        let said = self.to_unicode.letters(code).filter(|letters| is_meaningful(letters));
        said.or_else(|| match self.encoding {
            Encoding::Unicode => char::from_u32(code).map(String::from),
            _ => {
                let cid = self.cid(code) as usize;
                let glyph = match self.glyph_by_cid.get(cid * 2..cid * 2 + 2) {
                    Some(&[high, low]) => u16::from_be_bytes([high, low]),
                    _ => u16::try_from(cid).ok()?,
                };
                self.program.as_ref()?.letters_of_glyph(glyph).map(str::to_owned)
            }
        })
    }

    pub(super) fn width(&self, code: u32) -> f64 {
        self.widths.get(&self.cid(code)).copied().unwrap_or(self.default_width)
    }
}

fn is_unicode(name: &[u8]) -> bool {
    let name = String::from_utf8_lossy(name);
    name.contains("UCS2") || name.contains("UTF16")
}

/// `W`: «first [w w w]» or «first last w».
fn widths(objects: &Objects, descendant: &Dictionary) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let Some(list) = entry(objects, descendant, b"W").and_then(|list| list.as_array().ok()) else { return widths };
    let mut pending: Vec<f64> = Vec::new();
    let mut left = WIDTHS_MAX;
    for item in list.iter().filter_map(|item| resolve(objects, item)) {
        match (item, pending.as_slice()) {
            (Object::Array(row), [first, ..]) => {
                let first = *first as u32;
                for (at, width) in row.iter().enumerate().take(WIDTHS_MAX as usize) {
                    if let Some(width) = resolve(objects, width).and_then(number) {
                        widths.insert(first.saturating_add(at as u32), width / 1000.0);
                    }
                }
                pending.clear();
            }
            (other, _) => pending.extend(number(other)),
        }
        if let [first, last, width] = pending.as_slice() {
            let (first, last) = (first.max(0.0) as u32, last.max(0.0) as u32);
            for cid in first..=last.min(first.saturating_add(left)) {
                widths.insert(cid, width / 1000.0);
                left = left.saturating_sub(1);
            }
            pending.clear();
        }
        if left == 0 {
            break;
        }
    }
    widths
}
