//! A paper made ready for the typesetter: characters its fonts can show, and places where long runs may break.
//!
//! In comes a paper; out goes its data with zero-width spaces inside addresses of sites and the like, and with a sign in
//! place of each character that PDF/UA would refuse. It refuses to change what a person can see otherwise.

use crate::groups;
use otklik_papers::write::{Cell, Paper, Row, Table, glue, glued, measure};
use serde::Serialize;
use serde_json::Value;

/// Hyphenation knows words; other runs longer than this get places to break.
const RUN_MAX: usize = 12;
/// A break that takes no width.
const BREAK: char = '\u{200b}';

/// Tenths of a millimetre that a cell keeps free at both its sides: `inset` of the template.
const INSETS: u32 = 38;
/// Size of letters in tables, in tenths of a point.
const LETTERS: u32 = 110;

/// The paper as data. `is_shown` says which characters the fonts have.
pub(crate) fn prepare(paper: &Paper, is_shown: impl Fn(char) -> bool) -> Result<Value, serde_json::Error> {
    let mut data = serde_json::to_value(with_breaks(paper))?;
    show(&mut data, &is_shown);
    let widths = |table: &Table| table.columns.iter().map(|column| column.width_mm).collect::<Vec<_>>();
    mark_narrow(data.get_mut("table"), &widths(&paper.table));
    groups::mark(data.get_mut("table"), &paper.table, 0);
    let more = data.get_mut("more").and_then(Value::as_array_mut).into_iter().flatten();
    for ((more, table), number) in more.zip(&paper.more).zip(1..) {
        mark_narrow(Some(more), &widths(table));
        groups::mark(Some(more), table, number);
    }
    Ok(data)
}

/// Marks cells in which a word is wider than its column: only there words are hyphenated.
fn mark_narrow(table: Option<&mut Value>, widths: &[u32]) {
    let Some(table) = table else { return };
    let heads = table.get_mut("header").and_then(Value::as_array_mut);
    for head in heads.into_iter().flatten().filter_map(Value::as_array_mut).flatten() {
        let at = |head: &Value, key| head.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        let (column, span) = (at(head, "column").unwrap_or_default(), at(head, "column_span").unwrap_or(1));
        let room = widths.iter().skip(column).take(span).sum::<u32>() * 10;
        let is_narrow =
            head.get("text").and_then(Value::as_str).is_some_and(|text| !fits(text, room.saturating_sub(INSETS)));
        if let Some(head) = head.as_object_mut().filter(|_| is_narrow) {
            head.insert("hyphenated".to_owned(), Value::Bool(true));
        }
    }
    for row in table.get_mut("rows").and_then(Value::as_array_mut).into_iter().flatten() {
        let cells = row.pointer_mut("/Cells/cells").and_then(Value::as_array_mut);
        for (cell, width_mm) in cells.into_iter().flatten().zip(widths) {
            let Some(text) = cell.get_mut("Text").and_then(Value::as_object_mut) else { continue };
            let room = (width_mm * 10).saturating_sub(INSETS);
            let paragraphs = text.get("paragraphs").and_then(Value::as_array);
            let is_narrow = paragraphs.into_iter().flatten().filter_map(Value::as_str).any(|words| !fits(words, room));
            if is_narrow {
                text.insert("hyphenated".to_owned(), Value::Bool(true));
            }
        }
    }
}

/// Whether every piece that is not broken fits into so many tenths of a millimetre.
fn fits(words: &str, room: u32) -> bool {
    let mut pieces = words.split(|c: char| c == BREAK || (c.is_whitespace() && c != '\u{a0}'));
    pieces.all(|piece| measure::width(piece, LETTERS, false) <= room)
}

/// Data whose lines have their places already: nothing is broken anew.
pub(crate) fn prepare_plates(
    data: &impl Serialize,
    is_shown: impl Fn(char) -> bool,
) -> Result<Value, serde_json::Error> {
    let mut data = serde_json::to_value(data)?;
    glue_words(&mut data);
    show(&mut data, &is_shown);
    Ok(data)
}

/// Every text of the data in characters that can be shown.
fn show(data: &mut Value, is_shown: &impl Fn(char) -> bool) {
    match data {
        Value::String(text) => *text = showable(text, is_shown),
        Value::Array(items) => items.iter_mut().for_each(|item| show(item, is_shown)),
        Value::Object(fields) => fields.values_mut().for_each(|field| show(field, is_shown)),
        _ => {}
    }
}

/// Words of plates glued as they were measured.
fn glue_words(data: &mut Value) {
    match data {
        Value::Array(items) => items.iter_mut().for_each(glue_words),
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(text) if name == "text" => *text = glued(text),
                    field => glue_words(field),
                }
            }
        }
        _ => {}
    }
}

fn showable(text: &str, is_shown: &impl Fn(char) -> bool) -> String {
    // Some systems write й and ё as two characters.
    let text = text.replace("и\u{306}", "й").replace("И\u{306}", "Й").replace("е\u{308}", "ё").replace("Е\u{308}", "Ё");
    text.chars().filter_map(|c| shown(c, is_shown)).collect()
}

/// The character, its nearest kin, or the sign of an unknown one; control characters are nothing.
fn shown(c: char, is_shown: &impl Fn(char) -> bool) -> Option<char> {
    match c {
        '\n' | BREAK => Some(c),
        '\t' | '\u{a0}' | '\u{202f}' | '\u{2000}'..='\u{200a}' if !is_shown(c) => Some(' '),
        c if c.is_control()
            || matches!(c, '\u{ad}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}') =>
        {
            None
        }
        c if is_shown(c) => Some(c),
        '\u{2010}' | '\u{2011}' => Some('-'),
        '\u{2012}' | '\u{2212}' => Some('–'),
        '\u{2015}' => Some('—'),
        '\u{2022}' | '\u{25cf}' | '\u{25aa}' | '\u{f0b7}' if is_shown('•') => Some('•'),
        _ => Some('?'),
    }
}

fn with_breaks(paper: &Paper) -> Paper {
    let mut paper = glue(paper);
    for row in std::iter::once(&mut paper.table).chain(&mut paper.more).flat_map(|table| &mut table.rows) {
        if let Row::Cells { cells } = row {
            for cell in cells {
                if let Cell::Text { paragraphs, .. } = cell {
                    paragraphs.iter_mut().for_each(|p| *p = breakable(p));
                }
            }
        }
    }
    paper
}

fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        if needs_breaks(word) {
            let mut run = 0;
            for c in word.chars() {
                if run >= RUN_MAX || (run > 3 && matches!(c, '/' | '?' | '&' | '=' | '_' | '@')) {
                    out.push(BREAK);
                    run = 0;
                }
                out.push(c);
                run += 1;
            }
        } else {
            out.push_str(word);
        }
    }
    out
}

/// A long run that Russian hyphenation would not help: not a word of Cyrillic letters, or too long to be one.
fn needs_breaks(word: &str) -> bool {
    let n = word.chars().count();
    let is_word = word
        .chars()
        .all(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | '-' | '«' | '»' | ',' | '.' | ';' | ':' | '(' | ')'));
    n > 40 || (n > RUN_MAX && !is_word)
}

#[cfg(test)]
mod tests {
    use super::{breakable, fits, showable};

    #[test]
    fn what_the_fonts_lack_is_marked_and_what_nobody_sees_is_left_out() {
        let is_shown = |c: char| c.is_ascii_graphic() || c == ' ' || ('а'..='ё').contains(&c);
        for (text, shown) in [
            ("план", "план"),
            ("測 试", "? ?"),
            ("а\u{0}\u{7}\u{ad}б\u{200e}", "аб"),
            ("\u{f0b7}", "?"),
            ("и\u{306}ога", "йога"),
            ("кое\u{2011}что", "кое-что"),
            ("\tа", " а"),
        ] {
            assert_eq!(showable(text, &is_shown), shown, "{text:?}");
        }
    }

    #[test]
    fn a_word_fits_its_column_or_is_hyphenated() {
        // «Доброжелательность» takes 39 mm of 11 pt.
        for (text, room, is_fit) in [
            ("Доброжелательность и вежливость", 400, true),
            ("Доброжелательность", 300, false),
            ("при\u{200b}мер\u{200b}сло\u{200b}ва", 100, true),
            ("12\u{a0}345\u{a0}678", 100, false),
            ("", 0, true),
        ] {
            assert_eq!(fits(text, room), is_fit, "{text} in {room}");
        }
    }

    #[test]
    fn only_what_hyphenation_does_not_know_gets_breaks() {
        assert_eq!(breakable("Доброжелательность, вежливость"), "Доброжелательность, вежливость");
        assert_eq!(breakable("филиал №\u{a0}16, № п/п"), "филиал №\u{a0}16, № п/п");
        assert_eq!(
            breakable("сайт https://example.org/plans/2024"),
            "сайт https:\u{200b}//example.or\u{200b}g/plans\u{200b}/2024"
        );
        assert_eq!(breakable(&"Ы".repeat(41)).chars().filter(|c| *c == '\u{200b}').count(), 3);
    }
}
