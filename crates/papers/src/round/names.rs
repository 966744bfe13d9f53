//! Names of organisations: what is the same name, and what only looks like it.

use super::{Notes, What};
use otklik_domain::remark::Severity;
use std::collections::BTreeMap;

/// Without blanks around, one blank between words: names that are so equal are one.
pub(crate) fn collapsed(name: &str) -> String {
    let mut words = name.split_whitespace();
    let mut text = words.next().unwrap_or_default().to_owned();
    for word in words {
        text.push(' ');
        text.push_str(word);
    }
    text
}

/// The same without case, quotes and marks: names that are so equal may be one, a person must say.
fn folded(name: &str) -> String {
    if !name.chars().all(is_usual) {
        return name.to_lowercase().replace('ё', "е").chars().filter(|c| c.is_alphanumeric()).collect();
    }
    let mut fold = String::with_capacity(name.len());
    fold.extend(name.chars().filter_map(|c| match c {
        'ё' | 'Ё' => Some('е'),
        'А'..='Я' => char::from_u32(u32::from(c) + 32),
        'а'..='я' | '0'..='9' | 'a'..='z' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        _ => None,
    }));
    fold
}

/// What names are made of, nearly all of them: known without the tables of Unicode.
fn is_usual(c: char) -> bool {
    c.is_ascii() || matches!(c, 'А'..='я' | 'ё' | 'Ё' | '«' | '»' | '№' | '–' | '—')
}

/// Says which names may be of one organisation.
pub(super) fn say_variants<'a>(names: impl Iterator<Item = &'a String>, notes: &mut Notes) {
    let mut by_fold: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in names {
        by_fold.entry(folded(name)).or_default().push(name);
    }
    for (fold, variants) in by_fold.iter().filter(|(_, variants)| variants.len() > 1) {
        let listed: Vec<String> = variants.iter().take(5).map(|name| format!("«{name}»")).collect();
        let what = What { about: fold, ..What::of("organisation-varies", Severity::Doubt) };
        notes.say(&what, || {
            format!("организация написана по-разному и посчитана порознь: {}; исправьте название", listed.join(", "))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::folded;

    fn check(name: &str, expected: &str) {
        assert_eq!(folded(name), expected, "{name}");
        let slow: String = name.to_lowercase().replace('ё', "е").chars().filter(|c| c.is_alphanumeric()).collect();
        assert_eq!(folded(name), slow, "{name}");
    }

    #[test]
    fn case_quotes_and_marks_do_not_matter() {
        check("ДК «Ёлочка» № 7 – филиал", "дкелочка7филиал");
        check("  Дом_культуры, \"Art-XXI\" ", "домкультурыartxxi");
        check("Ѳеатръ ②", "ѳеатръ②");
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_is_the_long_way(name in "[А-Яа-яЁёA-Za-z0-9 «»№–—\"'_.-]{0,40}") {
            let slow: String =
                name.to_lowercase().replace('ё', "е").chars().filter(|c| c.is_alphanumeric()).collect();
            proptest::prop_assert_eq!(folded(&name), slow);
        }
    }
}
