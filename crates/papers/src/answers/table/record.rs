//! One record of delimited text: cells, quotes, where it ends.

/// What the beginning of a text is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A whole record.
    Record {
        /// Its cells.
        cells: Vec<String>,
        /// Bytes it takes with its line end.
        used: usize,
        /// Line ends inside quotes and at the end.
        lines: u64,
    },
    /// The text ends before the record does.
    More,
    /// The text ends inside quotes.
    Open,
}

/// Cuts the first record. `is_last`: no text follows; `has_quotes`: quotes at the beginning of a cell mean something.
pub(super) fn cut(text: &str, mark: u8, is_last: bool, has_quotes: bool) -> Cut {
    let mut cutter = Cutter { text, at: 0, lines: 0 };
    let mut cells = Vec::new();
    loop {
        let is_quoted = has_quotes && cutter.peek() == Some(b'"');
        let Some(cell) = (if is_quoted { cutter.quoted(mark) } else { Some(cutter.plain(mark)) }) else {
            return Cut::Open;
        };
        cells.push(cell);
        match cutter.peek() {
            Some(byte) if byte == mark => cutter.at += 1,
            // A line end that is cut in two halves waits for the other half.
            None | Some(b'\r') if !is_last && cutter.at + 1 >= text.len() => return Cut::More,
            None => return Cut::Record { cells, used: cutter.at, lines: cutter.lines },
            Some(_) => {
                cutter.at += if cutter.rest().starts_with("\r\n") { 2 } else { 1 };
                return Cut::Record { cells, used: cutter.at, lines: cutter.lines + 1 };
            }
        }
    }
}

struct Cutter<'a> {
    text: &'a str,
    at: usize,
    lines: u64,
}

impl<'a> Cutter<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// A cell without quotes, up to the mark or the line end.
    fn plain(&mut self, mark: u8) -> String {
        let rest = self.rest();
        let end = rest.bytes().position(|byte| byte == mark || byte == b'\n' || byte == b'\r').unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default().to_owned()
    }

    /// A quoted cell; what follows the closing quote up to the mark belongs to it. Nothing when it is not closed.
    fn quoted(&mut self, mark: u8) -> Option<String> {
        let mut cell = String::new();
        self.at += 1;
        loop {
            let (inside, _) = self.rest().split_once('"')?;
            self.lines += inside.matches('\n').count() as u64;
            cell.push_str(inside);
            self.at += inside.len() + 1;
            if self.peek() != Some(b'"') {
                break;
            }
            cell.push('"');
            self.at += 1;
        }
        cell.push_str(&self.plain(mark));
        Some(cell)
    }
}
