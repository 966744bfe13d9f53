//! The column of organisations or of branches of one row group: from pages to numbers of names.

use super::answers::spell;
use super::broken;
use super::cursor::Cursor;
use super::page::{Values, next_plain};
use crate::answers::kernel::ROWS_MAX;
use crate::answers::names::Names;
use bytes::Bytes;
use parquet::errors::Result;

/// A column of names.
pub(super) struct NameColumn {
    cursor: Cursor,
    /// The number of the name of each value of the dictionary.
    dictionary: Vec<u32>,
    dense: Vec<u32>,
}

impl NameColumn {
    /// The column at its first row.
    pub(super) fn new(cursor: Cursor) -> Self {
        NameColumn { cursor, dictionary: Vec::new(), dense: vec![0; ROWS_MAX] }
    }

    /// Passes over rows.
    pub(super) fn skip(&mut self, n: usize) -> Result<()> {
        self.cursor.skip(n)
    }

    /// Puts the numbers of the names of the next rows into all of `out`.
    pub(super) fn fill(&mut self, out: &mut [u32], names: &mut Names) -> Result<()> {
        let mut rest = out;
        while !rest.is_empty() {
            let part = self.cursor.next_part(rest.len().min(ROWS_MAX))?;
            if let Some(dictionary) = self.cursor.new_dictionary() {
                self.open_dictionary(dictionary, names)?;
            }
            let (out, beyond) = rest.split_at_mut(part.rows);
            rest = beyond;
            if part.is_full() {
                self.numbers(out, names)?;
                continue;
            }
            let mut dense = std::mem::take(&mut self.dense);
            let values = dense.get_mut(..part.values).unwrap_or_default();
            self.numbers(values, names)?;
            let (mut values, empty) = (values.iter(), names.empty());
            for (row, number) in out.iter_mut().enumerate() {
                let is_present = part.present.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1);
                *number = if is_present { values.next().copied().unwrap_or_default() } else { empty };
            }
            self.dense = dense;
        }
        Ok(())
    }

    /// The numbers of the next values.
    fn numbers(&mut self, out: &mut [u32], names: &mut Names) -> Result<()> {
        let physical = self.cursor.physical;
        match self.cursor.values() {
            Values::Numbers(numbers) => {
                numbers.numbers(out)?;
                let dictionary = self.dictionary.as_slice();
                for number in out {
                    *number =
                        *dictionary.get(*number as usize).ok_or_else(|| broken("a number beyond the dictionary"))?;
                }
            }
            Values::Plain(bytes, at) => {
                for number in out {
                    let raw = next_plain(bytes, at, physical)?;
                    *number = match physical {
                        parquet::basic::Type::BYTE_ARRAY => names.number(raw),
                        _ => names.number(&spell(raw, physical)),
                    };
                }
            }
            Values::Texts(texts) => {
                for number in out {
                    *number = names.number(&texts.next().ok_or_else(|| broken("fewer values than rows"))?);
                }
            }
            Values::Bits(..) | Values::Runs(_) => return Err(broken("a column of names that holds «да» and «нет»")),
        }
        Ok(())
    }

    fn open_dictionary(&mut self, (bytes, n): (Bytes, u32), names: &mut Names) -> Result<()> {
        self.dictionary.clear();
        let mut at = 0;
        for _ in 0..n {
            let raw = next_plain(&bytes, &mut at, self.cursor.physical)?;
            self.dictionary.push(names.number(&spell(raw, self.cursor.physical)));
        }
        Ok(())
    }
}
