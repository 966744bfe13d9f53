//! The part of an address that names an organisation for ever.

use std::fmt;

/// Stable unique name in addresses («короткое имя»): Latin letters, digits, hyphens. Never changes once given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// Takes a slug as it is, when it has only lower Latin letters, digits and inner hyphens, 1 to 80 of them.
    pub fn new(text: &str) -> Option<Self> {
        let is_inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let is_right = (1..=80).contains(&text.len())
            && text.chars().all(is_inner)
            && !text.starts_with('-')
            && !text.ends_with('-');
        is_right.then(|| Slug(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A slug made from a name; `taken` says which are in use, and a number is added until one is free.
///
/// # Example
/// «Луговская библиотека» is `lugovskaya-biblioteka`, and the second one `lugovskaya-biblioteka-2`.
pub fn slug_of(name: &str, taken: impl Fn(&str) -> bool) -> Slug {
    let mut text = String::new();
    for c in name.to_lowercase().chars() {
        match latin(c) {
            Some(letters) => text.push_str(letters),
            None if c.is_ascii_lowercase() || c.is_ascii_digit() => text.push(c),
            None if !text.is_empty() && !text.ends_with('-') => text.push('-'),
            None => {}
        }
    }
    text.truncate(60);
    let text = text.trim_matches('-');
    let base = if text.is_empty() { "organizaciya" } else { text };
    let numbered = (2_u64..).map(|n| format!("{base}-{n}"));
    std::iter::once(base.to_owned())
        .chain(numbered)
        .find(|s| !taken(s))
        .map(Slug)
        .unwrap_or_else(|| Slug(base.to_owned()))
}

fn latin(c: char) -> Option<&'static str> {
    const FROM: &str = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
    const TO: [&str; 33] = [
        "a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f",
        "h", "c", "ch", "sh", "sch", "", "y", "", "e", "yu", "ya",
    ];
    FROM.chars().position(|f| f == c).and_then(|at| TO.get(at)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_latin_and_unique() {
        assert_eq!(slug_of("Луговская библиотека", |_| false).as_str(), "lugovskaya-biblioteka");
        assert_eq!(
            slug_of("Луговская библиотека", |s| s == "lugovskaya-biblioteka").as_str(),
            "lugovskaya-biblioteka-2"
        );
        assert_eq!(slug_of("«»", |_| false).as_str(), "organizaciya");
        assert!(Slug::new("Ы").is_none() && Slug::new("-a").is_none() && Slug::new("dk-2").is_some());
    }
}
