//! RTF cut into its smallest pieces.
//!
//! In come bytes; out go groups, control words and letters by bytes. Binary stretches are passed over by their length.
//! It refuses to know what any word means.

/// A piece of RTF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word with its number.
    Word(&'a str, Option<i32>),
    /// A control symbol such as `\~`.
    Symbol(u8),
    /// One byte of text, told as such or by its code.
    Byte(u8),
}

/// A walk over the pieces.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Tokens { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take_while(&mut self, is_taken: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let n = rest.iter().take_while(|b| is_taken(**b)).count();
        self.at += n;
        &rest[..n]
    }

    /// What stands after a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if first == b'\'' {
            self.at += 1;
            return Some(Token::Byte(self.hex_byte()));
        }
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(match first {
                b'\\' | b'{' | b'}' => Token::Byte(first),
                b'\r' | b'\n' => Token::Word("par", None),
                b'\t' => Token::Word("tab", None),
                other => Token::Symbol(other),
            });
        }
        let name = std::str::from_utf8(self.take_while(|b| b.is_ascii_alphabetic())).unwrap_or_default();
        let number = self.number();
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if name == "bin" {
            let n = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            self.at = self.at.saturating_add(n).min(self.bytes.len());
        }
        Some(Token::Word(name, number))
    }

    /// The number of a control word; absurdly long ones are cut to the ends of the range.
    fn number(&mut self) -> Option<i32> {
        let is_negative = self.peek() == Some(b'-');
        if is_negative && !self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        self.at += usize::from(is_negative);
        let digits = self.take_while(|b| b.is_ascii_digit());
        if digits.is_empty() {
            return None;
        }
        let add = |n: i32, digit: &u8| n.saturating_mul(10).saturating_add(i32::from(digit - b'0'));
        let number = digits.iter().fold(0, add);
        Some(if is_negative { -number } else { number })
    }

    fn hex_byte(&mut self) -> u8 {
        let mut byte = 0;
        for _ in 0..2 {
            let Some(digit) = self.peek().and_then(|b| char::from(b).to_digit(16)) else { break };
            byte = byte * 16 + u8::try_from(digit).unwrap_or(0);
            self.at += 1;
        }
        byte
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => continue,
                byte => Token::Byte(byte),
            });
        }
    }
}
