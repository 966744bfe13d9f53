//! The words of content streams and of character maps.
//!
//! In come bytes; out go numbers, strings, names, brackets and operators, one at a time and never nested.
//! It refuses to know what any operator does. Broken spots are stepped over.

/// One word.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::read::pdf) enum Token<'a> {
    Number(f64),
    Text(Vec<u8>),
    Name(Vec<u8>),
    ArrayOpen,
    ArrayClose,
    DictOpen,
    DictClose,
    /// An operator or a keyword.
    Word(&'a [u8]),
}

/// Reads words one by one.
#[derive(Debug)]
pub(in crate::read::pdf) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(in crate::read::pdf) fn new(bytes: &'a [u8]) -> Self {
        Tokens { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    fn run(&mut self) -> &'a [u8] {
        let from = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        self.bytes.get(from..self.at).unwrap_or_default()
    }

    fn literal(&mut self) -> Vec<u8> {
        let (mut text, mut depth) = (Vec::new(), 1_usize);
        while let Some(byte) = self.take() {
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.take() else { return };
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\n' => {}
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => {
                            code = code * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                text.push((code & 0xFF) as u8);
            }
            other => text.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let (mut text, mut half) = (Vec::new(), None);
        while let Some(byte) = self.take() {
            if byte == b'>' {
                break;
            }
            let Some(digit) = (byte as char).to_digit(16) else { continue };
            match half.take() {
                None => half = Some(digit as u8),
                Some(high) => text.push(high << 4 | digit as u8),
            }
        }
        text.extend(half.map(|high| high << 4));
        text
    }

    fn name(&mut self) -> Vec<u8> {
        let run = self.run();
        if !run.contains(&b'#') {
            return run.to_vec();
        }
        let mut name = Vec::with_capacity(run.len());
        let mut rest = run;
        while let Some((&first, after)) = rest.split_first() {
            let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
            match (first, hex.and_then(|two| u8::from_str_radix(two, 16).ok())) {
                (b'#', Some(byte)) => {
                    name.push(byte);
                    rest = after.get(2..).unwrap_or_default();
                }
                _ => {
                    name.push(first);
                    rest = after;
                }
            }
        }
        name
    }

    /// Steps over the bytes of an inline picture; call when `ID` has just been read.
    pub(in crate::read::pdf) fn skip_inline_image(&mut self) {
        self.at += 1;
        while self.at < self.bytes.len() {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let before = self.bytes.get(self.at.wrapping_sub(1)).copied().unwrap_or(b' ');
            let is_end = rest.starts_with(b"EI")
                && is_blank(before)
                && rest.get(2).is_none_or(|&b| is_blank(b))
                && rest.iter().skip(2).take(12).all(|&b| is_blank(b) || (b' '..0x7F).contains(&b));
            if is_end {
                self.at += 2;
                return;
            }
            self.at += 1;
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.skip_blanks();
            let byte = self.peek()?;
            if is_regular(byte) {
                let run = self.run();
                return Some(number(run).map_or(Token::Word(run), Token::Number));
            }
            self.at += 1;
            let doubled = self.peek() == Some(byte);
            return Some(match byte {
                b'(' => Token::Text(self.literal()),
                b'/' => Token::Name(self.name()),
                b'[' => Token::ArrayOpen,
                b']' => Token::ArrayClose,
                b'<' if doubled => {
                    self.at += 1;
                    Token::DictOpen
                }
                b'<' => Token::Text(self.hexadecimal()),
                b'>' if doubled => {
                    self.at += 1;
                    Token::DictClose
                }
                _ => continue,
            });
        }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// A number as PDF writers really write them: «-.5», «5.», «--3», «1.2-3».
fn number(run: &[u8]) -> Option<f64> {
    let first = *run.first()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return None;
    }
    let (mut value, mut scale, mut is_negative, mut n_digits) = (0.0_f64, None, false, 0_usize);
    for (at, &byte) in run.iter().enumerate() {
        match byte {
            b'-' | b'+' if n_digits == 0 && scale.is_none() => is_negative |= byte == b'-',
            b'-' if at > 0 => break,
            b'.' if scale.is_none() => scale = Some(1.0_f64),
            b'0'..=b'9' => {
                n_digits += 1;
                let digit = f64::from(byte - b'0');
                match &mut scale {
                    None => value = value * 10.0 + digit,
                    Some(scale) => {
                        *scale /= 10.0;
                        value += digit * *scale;
                    }
                }
            }
            _ => return None,
        }
    }
    (n_digits > 0 || scale.is_some()).then_some(if is_negative { -value } else { value }).filter(|v| v.is_finite())
}
