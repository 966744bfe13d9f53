//! An organisation named in several ways.

use super::doubt;
use crate::plan::Draft;
use crate::remark::Remark;

/// What stands inside the abbreviations of legal forms: «МБУК», «ОГБУЗ», «МАДОУ», «ГКУ».
const FORMS: [&str; 8] = ["БУ", "АУ", "КУ", "ОУ", "УК", "УЗ", "МУ", "ГУ"];

/// «МБУК», «ГБУЗ», «учреждение»: what a name in quotes follows.
fn is_form(word: &str) -> bool {
    let n_letters = word.chars().count();
    let is_short = (3..=9).contains(&n_letters) && word.chars().all(char::is_uppercase);
    (is_short && FORMS.iter().any(|form| word.contains(form))) || word.to_lowercase() == "учреждение"
}

/// Code `organisation-varies`: quoted names after a legal form that are not the organisation's own.
///
/// Where one paper serves several organisations, different names are right.
pub(super) fn organisation_varies(draft: &Draft) -> Vec<Remark> {
    if draft.measures.iter().any(|m| m.organisation.is_some()) {
        return Vec::new();
    }
    let mut seen: Vec<String> = draft.organisation.iter().map(|name| tidy(name)).collect();
    let texts = draft.title.iter().chain(&draft.organisation_as_written).map(String::as_str);
    let cells = draft.measures.iter().flat_map(|m| {
        [Some(m.text.as_str()), m.shortcoming.as_deref(), m.expected_result.as_deref(), m.under.as_deref()]
    });
    for text in texts.chain(cells.flatten()) {
        for name in quoted_after_form(text) {
            if !seen.iter().any(|known| same(known, &name)) {
                seen.push(name);
            }
        }
    }
    if seen.len() < 2 {
        return Vec::new();
    }
    let names = seen.iter().map(|name| format!("«{name}»")).collect::<Vec<_>>().join(", ");
    vec![
        doubt("organisation-varies", format!("Организация названа по-разному: {names}"))
            .propose("Оставьте полное название в заголовке и одно краткое в тексте"),
    ]
}

/// Names in quotes that stand right after a legal form: «МБУК « МТК»» gives «МТК».
fn quoted_after_form(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(['«', '"', '“']) {
        let (before, after) = rest.split_at(open);
        let inside = after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        let Some(close) = inside.find(['»', '"', '”']) else { break };
        let name = tidy(inside.get(..close).unwrap_or_default());
        let form = before.split_whitespace().next_back().unwrap_or_default();
        if is_form(form) && !name.is_empty() {
            names.push(name);
        }
        rest =
            inside.get(close..).and_then(|r| r.get(r.chars().next().map_or(0, char::len_utf8)..)).unwrap_or_default();
    }
    names
}

fn tidy(name: &str) -> String {
    name.trim_matches(|c: char| c.is_whitespace() || "«»\"“”".contains(c))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn same(one: &str, other: &str) -> bool {
    super::plain(one) == super::plain(other)
}
