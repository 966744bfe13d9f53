//! From bytes to text: which of the Russian encodings it is, or none.
//!
//! In come bytes; out goes text, or nothing when the bytes are no text. It refuses to guess what the text says.

use encoding_rs::{Encoding, IBM866, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// The text, or nothing for binary rubbish.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0.into_owned(),
        None => without_mark(bytes)?,
    };
    is_text(&text).then_some(text)
}

fn without_mark(bytes: &[u8]) -> Option<String> {
    if let Some(encoding) = utf16(bytes) {
        return Some(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if bytes.contains(&0) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let sure = single_byte(bytes);
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(Some(b"ru"), chardetng::Utf8Detection::Allow);
    let encoding = if guessed == UTF_8 { UTF_8 } else { sure };
    Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// The encoding of a long text by its first bytes; nothing for binary rubbish.
pub(crate) fn encoding_of(sample: &[u8], is_utf8: bool) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return Some(encoding);
    }
    match utf16(sample) {
        Some(encoding) => Some(encoding),
        None if sample.contains(&0) => None,
        None if is_utf8 => Some(UTF_8),
        None => {
            let encoding = single_byte(sample);
            is_text(&encoding.decode_without_bom_handling(sample).0).then_some(encoding)
        }
    }
}

/// UTF-16 without a mark: Cyrillic has 0x04 and Latin 0x00 as every second byte.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096) & !1).filter(|s| s.len() >= 8)?;
    let share = |offset: usize| {
        let high = sample.iter().skip(offset).step_by(2).filter(|b| matches!(b, 0 | 4 | 0x20 | 0x21)).count();
        high * 200 / sample.len()
    };
    let has_high = |offset: usize| sample.iter().skip(offset).step_by(2).any(|b| matches!(b, 0 | 4));
    match (share(0), share(1)) {
        (big, little) if little >= 95 && big < 80 && has_high(1) => Some(UTF_16LE),
        (big, little) if big >= 95 && little < 80 && has_high(0) => Some(UTF_16BE),
        _ => None,
    }
}

/// The single-byte encoding in which the bytes look most like Russian.
fn single_byte(bytes: &[u8]) -> &'static Encoding {
    let sample = bytes.get(..bytes.len().min(1 << 16)).unwrap_or(bytes);
    [WINDOWS_1251, KOI8_R, IBM866]
        .into_iter()
        .max_by_key(|encoding| {
            // The first of equals must win, so the order of the list is turned into a small bonus.
            let likeness = likeness(&encoding.decode_without_bom_handling(sample).0);
            likeness * 4 + i64::from(*encoding == WINDOWS_1251)
        })
        .unwrap_or(WINDOWS_1251)
}

fn likeness(text: &str) -> i64 {
    let mut sum = 0;
    let mut before = ' ';
    for c in text.chars() {
        sum += match c {
            'о' | 'е' | 'а' | 'и' | 'н' | 'т' | 'с' | 'р' | 'в' | 'л' => 4,
            'к' | 'м' | 'д' | 'п' | 'у' | 'я' | 'ы' | 'ь' | 'г' | 'з' | 'б' | 'ч' | 'й' => 2,
            'а'..='я' | 'ё' => 0,
            // A capital after a small letter is a sign of the wrong table.
            'А'..='Я' | 'Ё' if before.is_lowercase() => -6,
            'А'..='Я' | 'Ё' => 1,
            '«' | '»' | '№' | '–' | '—' | '\u{a0}' => 1,
            c if c.is_ascii() && !c.is_ascii_control() => 0,
            '\n' | '\r' | '\t' => 0,
            '\u{2500}'..='\u{25ff}' => -3,
            _ => -8,
        };
        before = c;
    }
    sum
}

/// Whether it is a text at all: few control characters, few characters that could not be decoded.
fn is_text(text: &str) -> bool {
    let mut n = 0_usize;
    let mut strange = 0_usize;
    for c in text.chars() {
        n += 1;
        let is_usual = matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{85}' | '\u{1a}' | '\u{7}');
        if (c.is_control() && !is_usual) || c == '\u{fffd}' {
            strange += 1;
        }
    }
    strange * 50 <= n
}
