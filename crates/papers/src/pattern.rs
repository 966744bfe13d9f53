//! Patterns of the recogniser, made small before they are compiled.
//!
//! In comes a pattern; out goes a compiled one whose digits, letters and blanks are those of Russian papers. The general
//! classes of Unicode hold thousands of ranges, and eighty patterns of them cost more than reading the document.

use std::ops::Deref;

/// A compiled pattern: [`regex::Regex`] with small classes.
#[derive(Debug, Clone)]
pub(crate) struct Regex(regex::Regex);

impl Regex {
    /// Compiles a pattern; `\d` is 0 to 9, `\w` Latin and Cyrillic letters, digits and the underscore.
    pub(crate) fn new(pattern: &str) -> Result<Self, regex::Error> {
        let small = pattern
            .replace(r"\d", "[0-9]")
            .replace(r"\w", "[0-9A-Za-zА-Яа-яЁё_]")
            .replace(r"\s", r"[\t\n\x0B\x0C\r\x20\u{A0}\u{2000}-\u{200A}\u{202F}]");
        regex::Regex::new(&small).map(Regex)
    }
}

impl Deref for Regex {
    type Target = regex::Regex;

    fn deref(&self) -> &regex::Regex {
        &self.0
    }
}
