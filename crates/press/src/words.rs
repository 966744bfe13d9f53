//! A paper made ready for the typesetter: places where a word too long for its column may break.
//!
//! In comes a paper; out goes the same paper with zero-width spaces inside long runs without a break, such as addresses
//! of sites. It refuses to change what a person sees.

use otklik_papers::write::{Cell, Paper, Row};

/// Hyphenation knows words; other runs longer than this get places to break.
const RUN_MAX: usize = 12;
/// A break that takes no width.
const BREAK: char = '\u{200b}';

pub(crate) fn prepare(paper: &Paper) -> Paper {
    let mut paper = paper.clone();
    for row in &mut paper.table.rows {
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
    use super::breakable;

    #[test]
    fn only_what_hyphenation_does_not_know_gets_breaks() {
        assert_eq!(breakable("Доброжелательность, вежливость"), "Доброжелательность, вежливость");
        assert_eq!(
            breakable("сайт https://example.org/plans/2024"),
            "сайт https:\u{200b}//example.or\u{200b}g/plans\u{200b}/2024"
        );
        assert_eq!(breakable(&"Ы".repeat(41)).chars().filter(|c| *c == '\u{200b}').count(), 3);
    }
}
