//! A data page opened: which rows are present, and the values of those that are.

use super::broken;
use super::hybrid::Hybrid;
use bytes::Bytes;
use parquet::basic::{Encoding, Type};
use parquet::column::page::Page;
use parquet::errors::Result;

/// Which rows of a page have a value.
pub(super) enum Present {
    /// All.
    All,
    /// One bit a row.
    Bits(Hybrid),
    /// Levels that the library read.
    Levels(std::vec::IntoIter<i16>),
}

/// The values of a page that are present, side by side.
pub(super) enum Values {
    /// Booleans, eight a byte, from this bit on.
    Bits(Bytes, usize),
    /// Booleans in runs.
    Runs(Hybrid),
    /// Numbers of the dictionary.
    Numbers(Hybrid),
    /// Values one after another.
    Plain(Bytes, usize),
    /// Values that the library read, as text.
    Texts(std::vec::IntoIter<Bytes>),
}

/// A page that is being read.
pub(super) struct OpenPage {
    /// Rows not read yet.
    pub(super) left: usize,
    /// Which of them have a value.
    pub(super) present: Present,
    /// The values.
    pub(super) values: Values,
}

impl OpenPage {
    /// No rows.
    pub(super) fn none() -> Self {
        OpenPage { left: 0, present: Present::All, values: Values::Plain(Bytes::new(), 0) }
    }

    /// Opens a data page of a column of single values.
    pub(super) fn open(page: Page, is_optional: bool, physical: Type) -> Result<Self> {
        match page {
            Page::DataPage { buf, num_values, encoding, def_level_encoding, .. } => {
                let (present, rest) = match is_optional {
                    false => (Present::All, buf),
                    true if def_level_encoding == Encoding::RLE => {
                        let (levels, rest) = prefixed(&buf)?;
                        (Present::Bits(Hybrid::new(levels, 1)?), rest)
                    }
                    true => return Err(broken("levels in an old encoding")),
                };
                Ok(OpenPage { left: num_values as usize, present, values: Values::open(rest, encoding, physical)? })
            }
            Page::DataPageV2 {
                buf, num_values, encoding, num_nulls, def_levels_byte_len, rep_levels_byte_len, ..
            } => {
                let start = rep_levels_byte_len as usize;
                let end = start.checked_add(def_levels_byte_len as usize).filter(|end| *end <= buf.len());
                let end = end.ok_or_else(|| broken("levels longer than the page"))?;
                let present = match is_optional && num_nulls > 0 {
                    true => Present::Bits(Hybrid::new(buf.slice(start..end), 1)?),
                    false => Present::All,
                };
                let values = Values::open(buf.slice(end..), encoding, physical)?;
                Ok(OpenPage { left: num_values as usize, present, values })
            }
            Page::DictionaryPage { .. } => Err(broken("a second dictionary")),
        }
    }
}

impl Values {
    fn open(bytes: Bytes, encoding: Encoding, physical: Type) -> Result<Self> {
        match (encoding, physical) {
            (Encoding::PLAIN, Type::BOOLEAN) => Ok(Values::Bits(bytes, 0)),
            (Encoding::RLE, Type::BOOLEAN) => Ok(Values::Runs(Hybrid::new(prefixed(&bytes)?.0, 1)?)),
            (Encoding::PLAIN, _) => Ok(Values::Plain(bytes, 0)),
            (Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY, _) => match bytes.first() {
                Some(width) => Ok(Values::Numbers(Hybrid::new(bytes.slice(1..), *width)?)),
                // Nothing is present.
                None => Ok(Values::Plain(bytes, 0)),
            },
            _ => Err(broken("an encoding the heading did not name")),
        }
    }
}

/// The byte string behind its length of four bytes, and what follows.
fn prefixed(bytes: &Bytes) -> Result<(Bytes, Bytes)> {
    let len = bytes.first_chunk().map(|len| u32::from_le_bytes(*len) as usize);
    let end = len.and_then(|len| len.checked_add(4)).filter(|end| *end <= bytes.len());
    let end = end.ok_or_else(|| broken("levels longer than the page"))?;
    Ok((bytes.slice(4..end), bytes.slice(end..)))
}

/// The next value of a plain page as it is written: a text without its length, a number as its bytes.
pub(super) fn next_plain<'a>(bytes: &'a [u8], at: &mut usize, physical: Type) -> Result<&'a [u8]> {
    let end_early = || broken("the page ends within its values");
    let rest = bytes.get(*at..).ok_or_else(end_early)?;
    let (skip, len) = match physical {
        Type::BYTE_ARRAY => (4, rest.first_chunk().map(|len| u32::from_le_bytes(*len) as usize).ok_or_else(end_early)?),
        Type::INT32 | Type::FLOAT => (0, 4),
        Type::INT64 | Type::DOUBLE => (0, 8),
        _ => return Err(broken("a type that is no answer")),
    };
    let value = rest.get(skip..).and_then(|rest| rest.get(..len)).ok_or_else(end_early)?;
    *at += skip + len;
    Ok(value)
}
