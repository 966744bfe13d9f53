//! A place in a row of tokens, for the readers of the grammar: take what is known or stay.
//! It refuses to know what the tokens mean.

use super::token::{Kind, Measure, Token};

/// A place in a row of tokens. Every reader either takes what it knows or leaves the place as it was.
///
/// Written by hand rather than with a parser library: the phrases are short, the alternatives overlap
/// («до 10 числа», «до 10 мая», «до 10.05») and a miss is not an error but a word to be remarked on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(tokens: &'a [Token]) -> Self {
        Cursor { tokens, at: 0 }
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at + ahead)
    }

    pub(super) fn text(&self, ahead: usize) -> &'a str {
        self.peek(ahead).map_or("", |token| token.text.as_str())
    }

    pub(super) fn kind(&self, ahead: usize) -> Option<Kind> {
        self.peek(ahead).map(|token| token.kind)
    }

    pub(super) fn ended(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Takes the next token when it is one of these words.
    pub(super) fn word(&mut self, words: &[&str]) -> bool {
        let found = words.contains(&self.text(0)) && !self.ended();
        self.at += usize::from(found);
        found
    }

    /// Takes the next token when it begins so.
    pub(super) fn stem(&mut self, stems: &[&str]) -> bool {
        let found = stems.iter().any(|stem| self.text(0).starts_with(stem));
        self.at += usize::from(found);
        found
    }

    /// Takes all these words in their order, or none.
    pub(super) fn words(&mut self, row: &[&[&str]]) -> bool {
        self.attempt(|c| row.iter().all(|words| c.word(words)).then_some(())).is_some()
    }

    /// Reads something or stays.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    pub(super) fn sign(&mut self, kind: Kind) -> bool {
        let found = self.kind(0) == Some(kind);
        self.at += usize::from(found);
        found
    }

    pub(super) fn measure(&mut self) -> Option<Measure> {
        let Some(Kind::Measure(measure)) = self.kind(0) else { return None };
        self.at += 1;
        Some(measure)
    }

    pub(super) fn the_measure(&mut self, wanted: Measure) -> bool {
        self.sign(Kind::Measure(wanted))
    }

    pub(super) fn month(&mut self) -> Option<i8> {
        let Some(Kind::Month(month)) = self.kind(0) else { return None };
        self.at += 1;
        Some(month)
    }

    /// A number with how many figures it has. «Двадцать первое» is one number.
    pub(super) fn number(&mut self) -> Option<(u32, usize)> {
        let Some(Kind::Number { value, digits, .. }) = self.kind(0) else { return None };
        self.at += 1;
        if let (20 | 30, 0, Some(Kind::Number { value: ones @ 1..=9, digits: 0, ordinal: true })) =
            (value, digits, self.kind(0))
        {
            self.at += 1;
            return Some((value + ones, 0));
        }
        Some((value, digits))
    }
}
