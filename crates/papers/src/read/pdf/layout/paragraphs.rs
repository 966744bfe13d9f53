//! Lines into paragraphs: which line ends are only wraps.
//!
//! In come the lines of a cell or of a page and the width they had; out go paragraphs, a blank line kept as an empty
//! one, wraps mended with a space, a hyphen at a line end kept with its line feed. It refuses to know tables.

use super::lines::Line;
use super::names;
use super::words::Habits;
use crate::read::document::Paragraph;

/// A gap this many times the usual one begins a paragraph.
const SPACED: f32 = 1.22;
/// A gap this many times the usual one has a blank line in it.
const BLANK: f32 = 1.7;

/// What lines had to fit into.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room<'w> {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) habits: Habits<'w>,
}

/// The usual distance of baselines, in type sizes, over many runs of lines.
pub(super) fn usual_pitch<'a>(runs: impl Iterator<Item = &'a [Line]>) -> f32 {
    let mut counts = [0_usize; 80];
    for run in runs {
        for pair in run.windows(2) {
            if let [one, other] = pair {
                let ratio = (other.baseline - one.baseline) / one.size.max(other.size).max(0.1);
                if (0.8..2.4).contains(&ratio)
                    && let Some(count) = counts.get_mut((ratio / 0.03) as usize)
                {
                    *count += 1;
                }
            }
        }
    }
    let smooth = |at: usize| counts.iter().skip(at.saturating_sub(1)).take(3).sum::<usize>();
    let best = (1..counts.len()).rev().max_by_key(|&at| smooth(at)).filter(|&at| smooth(at) > 0);
    best.map_or(1.15, |at| ((at as f32 + 0.5) * 0.03).min(1.8))
}

/// Paragraphs of lines that stand one under another.
pub(super) fn paragraphs(lines: &[Line], room: Room<'_>) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        let text = line.text();
        let join = before.map(|before| joint(before, line, room)).unwrap_or(Joint::Paragraph { n_blank: 0 });
        match (join, paragraphs.last_mut()) {
            (Joint::Wrap | Joint::Word, Some(last)) if !names::begins_anew(&last.text, &text) => {
                if join == Joint::Word {
                    last.text.push_str(&text)
                } else {
                    append(&mut last.text, &text)
                }
                last.is_bold &= line.is_bold;
            }
            (Joint::Wrap | Joint::Word, _) => {
                paragraphs.push(Paragraph { is_bold: line.is_bold, ..Paragraph::plain(text) });
            }
            (Joint::Paragraph { n_blank }, _) => {
                paragraphs.extend((0..n_blank).map(|_| Paragraph::default()));
                paragraphs.push(Paragraph { is_bold: line.is_bold, ..Paragraph::plain(text) });
            }
        }
        before = Some(line);
    }
    paragraphs
}

/// Goes on with the next line of the same paragraph.
pub(super) fn append(text: &mut String, next: &str) {
    let last = text.chars().next_back();
    let before_last = text.chars().rev().nth(1);
    match last {
        None => {}
        Some('\u{AD}') => {
            text.pop();
        }
        Some('-' | '\u{2010}') if before_last.is_some_and(char::is_alphanumeric) => text.push('\n'),
        Some('/') => {}
        Some(c) if c.is_whitespace() => {}
        Some(_) => text.push(' '),
    }
    text.push_str(next);
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Joint {
    Wrap,
    /// A word too long for its line was cut.
    Word,
    Paragraph {
        n_blank: usize,
    },
}

fn joint(before: &Line, line: &Line, room: Room<'_>) -> Joint {
    let usual = (room.habits.pitch * before.size.max(line.size)).max(0.1);
    let ratio = (line.baseline - before.baseline) / usual;
    if ratio >= BLANK {
        return Joint::Paragraph { n_blank: ((ratio.round() as usize).saturating_sub(1)).clamp(1, 5) };
    }
    let (before_text, text) = (before.text(), line.text());
    // A typesetter's own break inside a word: nothing ends here, however short the line is.
    let is_inside_word = before_text.ends_with(['\u{ad}', '\u{200b}']);
    if is_inside_word && ratio < SPACED {
        return Joint::Wrap;
    }
    let is_break = ratio >= SPACED
        || starts_item(&text, &before_text)
        || (before.size / line.size.max(0.1) - 1.0).abs() > 0.2
        || ends_short(before, line, room);
    match is_break {
        true => Joint::Paragraph { n_blank: 0 },
        false if is_cut_word(before, &before_text, line, &text, room) => Joint::Word,
        false => Joint::Wrap,
    }
}

/// A full line that holds one word, and small letters on the next.
fn is_cut_word(before: &Line, before_text: &str, line: &Line, text: &str, room: Room<'_>) -> bool {
    let letter = line.pieces.first().map_or(0.0, |piece| piece.first_letter);
    room.right - before.x1 < letter + 0.5 && room.habits.words.is_cut(before_text, text)
}

/// Whether the first word of the next line would have fitted here.
pub(super) fn ends_short(before: &Line, line: &Line, room: Room<'_>) -> bool {
    let Some(first) = line.pieces.first() else { return false };
    let wanted = first.first_word + before.size * 0.25 + 0.6;
    let is_flush =
        (before.x0 - line.x0).abs() < 3.0 || ((line.x0 - room.left).abs() < 3.0 && before.x0 - line.x0 < 60.0);
    let free = if is_flush { room.right - before.x1 } else { room.right - room.left - (before.x1 - before.x0) };
    // A line that is set to the right has its free room on the left.
    free > wanted
}

/// «1) …», «2. …», «• …», «– …»: the start of a list item.
pub(super) fn starts_item(text: &str, before: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    let before_ends = before.trim_end().chars().next_back();
    let closes = matches!(before_ends, Some(';' | '.' | ':' | ','));
    match first {
        '•' | '●' | '▪' | '■' | '◦' | '\u{F0B7}' | '\u{F0A7}' | '✓' | '➢' => true,
        '-' | '–' | '—' | '−' | '·' | '*' => closes && chars.next().is_some_and(char::is_whitespace),
        _ => is_numbered(text),
    }
}

/// «1)», «12. Т», «1.2. Т», «а) т».
pub(super) fn is_numbered(text: &str) -> bool {
    let Some(end) = text.find(|c: char| !(c.is_ascii_digit() || c == '.')) else { return false };
    let (number, rest) = text.split_at(end);
    let n_digits = number.chars().filter(char::is_ascii_digit).count();
    let mut after = rest.chars();
    match (n_digits, after.next()) {
        (0, Some(letter)) if letter.is_lowercase() => after.next() == Some(')') && after.next().is_some(),
        (1..=4, Some(')')) => number.len() <= 5 && !number.ends_with('.'),
        (1..=4, Some(c)) if c.is_whitespace() => {
            let is_short = number.split('.').all(|part| part.len() <= 2);
            number.ends_with('.') && is_short && rest.trim_start().chars().next().is_some_and(char::is_alphabetic)
        }
        _ => false,
    }
}
