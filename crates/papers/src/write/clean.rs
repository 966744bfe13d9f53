//! Words made safe for a format: no character that its grammar forbids, nothing a spreadsheet would run.
//!
//! In comes any text; out goes the same text for a person's eye. It refuses to shorten.

/// Text inside an XML element or attribute. Characters that XML 1.0 forbids are left out: no file could hold them.
pub(crate) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars().filter(|c| is_allowed(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Text without characters that no office format can hold.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter(|c| is_allowed(*c)).collect()
}

fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n') || (c >= ' ' && !matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'))
}

/// Whether a spreadsheet that opens the text as CSV would take it for a formula.
pub(crate) fn is_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::{is_formula, plain, xml};

    #[test]
    fn markup_is_escaped_and_forbidden_characters_are_left_out() {
        assert_eq!(xml("a<b> & \"c\"\u{0}\u{b}\u{1f}\u{fffe}"), "a&lt;b&gt; &amp; &quot;c&quot;");
        assert_eq!(plain("строка\u{7}\nвторая\u{85}"), "строка\nвторая");
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_known() {
        for text in ["=1+1", "+7 900", "-", "@SUM(A1)", " =cmd|' /C calc'!A0"] {
            assert!(is_formula(text), "{text}");
        }
        for text in ["до 01.09.2019", "1-я очередь", "«=»", ""] {
            assert!(!is_formula(text), "{text}");
        }
    }
}
