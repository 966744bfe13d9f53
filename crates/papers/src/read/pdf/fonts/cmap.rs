//! Character maps: codes to letters (`ToUnicode`) and codes to glyph numbers.
//!
//! In comes the text of such a map; out goes a map one can ask code by code.
//! It refuses to know which font it belongs to. Broken lines are stepped over.

use std::collections::HashMap;

use crate::read::pdf::content::tokens::{Token, Tokens};

/// Codes a map may name: more are ignored.
const CODES_MAX: usize = 200_000;

/// What a map says.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Code to letters.
    letters: HashMap<u32, String>,
    /// Ranges of codes that go up with their letters: first, last, first letter.
    letter_ranges: Vec<(u32, u32, u32)>,
    /// Ranges of codes that go up with their glyph numbers.
    glyph_ranges: Vec<(u32, u32, u32)>,
    /// How long codes are: length, first, last.
    pub(super) code_spaces: Vec<(usize, u32, u32)>,
}

impl CMap {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = CMap::default();
        let mut operands: Vec<Operand> = Vec::new();
        let mut list: Option<Vec<Vec<u8>>> = None;
        for token in Tokens::new(bytes) {
            match token {
                Token::ArrayOpen => list = Some(Vec::new()),
                Token::ArrayClose => operands.extend(list.take().map(Operand::List)),
                Token::Text(text) => match &mut list {
                    Some(list) => list.push(text),
                    None => operands.push(Operand::Text(text)),
                },
                Token::Number(number) => operands.push(Operand::Number(number.max(0.0) as u32)),
                Token::Word(word) => {
                    map.keyword(word, &operands);
                    operands.clear();
                }
                _ => {}
            }
            if map.letters.len() + map.letter_ranges.len() + operands.len() > CODES_MAX {
                break;
            }
        }
        map.letter_ranges.sort_unstable();
        map.glyph_ranges.sort_unstable();
        map
    }

    fn keyword(&mut self, word: &[u8], operands: &[Operand]) {
        match word {
            b"endcodespacerange" => {
                for pair in operands.chunks_exact(2) {
                    if let [Operand::Text(first), Operand::Text(last)] = pair {
                        self.code_spaces.push((first.len().clamp(1, 4), code(first), code(last)));
                    }
                }
            }
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Operand::Text(from), Operand::Text(to)] = pair {
                        self.letters.insert(code(from), utf16(to));
                    }
                }
            }
            b"endbfrange" => operands.chunks_exact(3).for_each(|three| self.letter_range(three)),
            b"endcidchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Operand::Text(from), Operand::Number(to)] = pair {
                        self.glyph_ranges.push((code(from), code(from), *to));
                    }
                }
            }
            b"endcidrange" => {
                for three in operands.chunks_exact(3) {
                    if let [Operand::Text(first), Operand::Text(last), Operand::Number(to)] = three {
                        self.glyph_ranges.push((code(first), code(last), *to));
                    }
                }
            }
            _ => {}
        }
    }

    fn letter_range(&mut self, three: &[Operand]) {
        match three {
            [Operand::Text(first), Operand::Text(_), Operand::List(list)] => {
                for (at, to) in list.iter().enumerate().take(CODES_MAX) {
                    self.letters.insert(code(first).wrapping_add(at as u32), utf16(to));
                }
            }
            [Operand::Text(first), Operand::Text(last), Operand::Text(to)] => {
                let letters = utf16(to);
                let mut chars = letters.chars();
                match (chars.next(), chars.next()) {
                    (Some(letter), None) => {
                        self.letter_ranges.push((code(first), code(last), u32::from(letter)));
                    }
                    _ => self.ligatures(code(first), code(last), &letters),
                }
            }
            _ => {}
        }
    }

    /// A range whose value is several letters: only the last one goes up.
    fn ligatures(&mut self, first: u32, last: u32, letters: &str) {
        let Some(tail) = letters.chars().next_back() else { return };
        let head = letters.get(..letters.len() - tail.len_utf8()).unwrap_or_default();
        for at in first..=last.min(first.saturating_add(255)) {
            let letter = char::from_u32(u32::from(tail) + (at - first)).unwrap_or(tail);
            self.letters.insert(at, format!("{head}{letter}"));
        }
    }

    /// The letters of a code.
    pub(super) fn letters(&self, code: u32) -> Option<String> {
        if let Some(letters) = self.letters.get(&code) {
            return Some(letters.clone());
        }
        in_range(&self.letter_ranges, code).and_then(char::from_u32).map(String::from)
    }

    /// The glyph number of a code.
    pub(super) fn glyph(&self, code: u32) -> Option<u32> {
        in_range(&self.glyph_ranges, code)
    }

    pub(super) fn has_letters(&self) -> bool {
        !self.letters.is_empty() || !self.letter_ranges.is_empty()
    }
}

fn in_range(sorted: &[(u32, u32, u32)], code: u32) -> Option<u32> {
    let after = sorted.partition_point(|(first, _, _)| *first <= code);
    let &(first, last, to) = sorted.get(after.checked_sub(1)?)?;
    if code <= last { to.checked_add(code - first) } else { None }
}

#[derive(Debug)]
enum Operand {
    Text(Vec<u8>),
    Number(u32),
    List(Vec<Vec<u8>>),
}

pub(super) fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, &byte| code << 8 | u32::from(byte))
}

fn utf16(bytes: &[u8]) -> String {
    if let [one] = bytes {
        return char::from(*one).to_string();
    }
    let units = bytes.chunks_exact(2).map(|two| match two {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    });
    char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).take(16).collect()
}
