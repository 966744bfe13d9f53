//! «То же», «он же», «-//-»: a cell that says what the one above it says.
//!
//! In come the cells of a row; out go the cells with the words they stand for, and what was put for what.
//! It refuses to guess: where nothing stands above, the cell stays as written.

use super::lexicon::plain;
use super::measures::Cells;
use super::source::is_blank;
use otklik_domain::plan::Field;
use otklik_domain::remark::{Remark, Severity};
use std::collections::BTreeMap;

/// Fields whose cells people leave to the row above; a number or a measure is never one of them.
const FIELDS: [Field; 6] =
    [Field::Shortcoming, Field::Basis, Field::Deadline, Field::Executors, Field::Funding, Field::ExpectedResult];

/// The last words of each field.
#[derive(Debug, Default)]
pub(super) struct Above {
    words: BTreeMap<Field, String>,
}

impl Above {
    /// Puts the words above into cells that repeat them; a remark for each.
    pub(super) fn complete(&mut self, cells: &mut Cells) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for field in FIELDS {
            let Some(source) = cells.fields.get_mut(&field) else { continue };
            if is_ditto(&source.raw) {
                let Some(words) = self.words.get(&field) else { continue };
                let text = format!("«{}» прочитано как в строке выше: «{}»", source.raw.trim(), words.trim());
                let remark = Remark::new("same-as-above", Severity::Note, text);
                remarks.push(remark.at(Some(source.place(&source.all()))));
                *source = source.reworded(words.clone());
            } else if !is_blank(&source.raw) {
                self.words.insert(field, source.raw.clone());
            }
        }
        remarks
    }
}

/// Whether a cell only points at the one above it.
fn is_ditto(text: &str) -> bool {
    const WORDS: [&str; 9] =
        ["то же", "то же самое", "тот же", "та же", "те же", "он же", "она же", "они же", "аналогично"];
    let text = text.trim();
    let n = text.chars().count();
    if n == 0 || n > 14 {
        return false;
    }
    let is_quote = |c: char| matches!(c, '"' | '«' | '»' | '“' | '”' | '„' | '″' | '〃');
    let is_mark = |c: char| is_quote(c) || matches!(c, '-' | '–' | '—' | '−' | '/' | '\'' | '’' | ' ' | '.');
    let is_of_marks = n <= 8 && text.chars().all(is_mark);
    (is_of_marks && (text.contains(is_quote) || text.contains("//") || text.contains("''")))
        || WORDS.contains(&plain(text).as_str())
}

#[cfg(test)]
mod tests {
    use super::is_ditto;

    #[test]
    fn marks_and_words_that_point_up_are_known() {
        let check = |text: &str, expected: bool| assert_eq!(is_ditto(text), expected, "{text:?}");
        for text in ["-//-", "—//—", "- // -", "\"", "-\"-", "«-»", "''", "То же", "он же.", "Те же", "〃", "//"]
        {
            check(text, true);
        }
        for text in ["", "-", "–", "/", "...", "тот же методист", "он", "№", "х", "2024", "«Заря»"]
        {
            check(text, false);
        }
    }
}
