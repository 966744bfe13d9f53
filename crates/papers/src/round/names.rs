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
    name.to_lowercase().replace('ё', "е").chars().filter(|c| c.is_alphanumeric()).collect()
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
