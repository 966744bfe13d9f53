//! What a table without rows says: a paper never shows a bare header.
//!
//! In come rows and words; out go the rows, or one that says why there are none. It refuses to be silent.

use crate::write::Row;

/// The rows, or the words where there are none.
pub(super) fn or_say(rows: Vec<Row>, words: &str) -> Vec<Row> {
    if rows.is_empty() { vec![Row::Remark { text: words.to_owned() }] } else { rows }
}
