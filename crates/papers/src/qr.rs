//! A text as a square of modules that a telephone reads («QR-код»), drawn as SVG.
//!
//! In comes a short text, such as an address; out goes a picture that is sharp at any size, with its quiet border.
//! It refuses to know what the text is for.

use fast_qr::{ECL, QRBuilder};
use std::fmt::Write as _;

/// The quiet border, in modules: readers ask for four.
const QUIET: usize = 4;

/// The text is longer than such a square holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("текст слишком длинный для QR-кода")]
pub struct TooLong;

/// The square of a text: `true` is a dark module. Without the quiet border.
///
/// # Errors
/// [`TooLong`] when no square holds the text.
pub(crate) fn modules(text: &str) -> Result<Vec<Vec<bool>>, TooLong> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| TooLong)?;
    let row = |y: usize| code[y].iter().take(code.size).map(|module| module.value()).collect();
    Ok((0..code.size).map(row).collect())
}

/// The picture of a text: dark on light, with the quiet border.
///
/// # Errors
/// [`TooLong`] when no square holds the text.
pub fn svg(text: &str) -> Result<String, TooLong> {
    let modules = modules(text)?;
    let side = modules.len() + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in modules.iter().enumerate() {
        for (x, length) in runs(row) {
            // A string takes everything that is written into it.
            let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

/// Where dark runs of a row begin, and how long they are.
fn runs(row: &[bool]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (x, _) in row.iter().enumerate().filter(|(_, is_dark)| **is_dark) {
        match runs.last_mut() {
            Some((from, length)) if *from + *length == x => *length += 1,
            _ => runs.push((x, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_a_square_with_three_eyes() {
        let modules = modules("https://otklik.example/s/7KX2M4P9").expect("short");
        let n = modules.len();
        assert_eq!(n, 29, "version 3");
        let eye = |x: usize, y: usize| (0..7).all(|i| modules[y][x + i] && modules[y + 6][x + i] && modules[y + i][x]);
        assert!(eye(0, 0) && eye(n - 7, 0) && eye(0, n - 7));
        let picture = svg("https://otklik.example/s/7KX2M4P9").expect("short");
        assert!(picture.contains("viewBox=\"0 0 37 37\"") && picture.contains("M4 4h7v1h-7z"), "{picture}");
    }

    #[test]
    fn a_book_is_no_square() {
        assert_eq!(svg(&"книга ".repeat(1000)), Err(TooLong));
    }

    #[test]
    fn dark_modules_beside_each_other_are_one_run() {
        for (row, expected) in [
            (&[][..], &[][..]),
            (&[true, true, false, true], &[(0, 2), (3, 1)]),
            (&[false, true, true, true], &[(1, 3)]),
        ] {
            assert_eq!(runs(row), expected, "{row:?}");
        }
    }
}
