//! Keys for searching and sorting, made here so that both engines order and find alike.
//!
//! In comes text as people write it; out goes text to compare byte by byte. It refuses to know collations.

/// Lower case, `ё` as `е`, quotes and repeated blanks gone: «Луговская  Библиотека» is `луговская библиотека`.
pub fn of(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ё' => key.push('е'),
            '«' | '»' | '"' | '“' | '”' | '„' | '\'' => {}
            c if c.is_whitespace() || c == '\u{ad}' => push_blank(&mut key),
            c => key.push(c),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

fn push_blank(key: &mut String) {
    if !key.is_empty() && !key.ends_with(' ') {
        key.push(' ');
    }
}

/// A pattern for `like … escape '\'` that finds the text anywhere.
pub(crate) fn anywhere(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in of(text).chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_forget_case_quotes_and_blanks() {
        assert_eq!(super::of("  МБУК «Ёлка» \n Клуб "), "мбук елка клуб");
        assert_eq!(super::anywhere("100%"), "%100\\%%");
    }
}
