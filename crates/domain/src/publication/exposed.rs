//! Personal data in words that are about to be shown to everybody: names, telephones, addresses of letters.
//!
//! In comes a plan as it would become public; out goes everything that looks like a person's. It says too much rather than
//! too little: a person decides.

use crate::plan::{Draft, Measure};

/// What was found («вид личных сведений»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExposedKind {
    /// «Суркова Е.В.»
    Name,
    /// «8 800 000-00-00»
    Phone,
    /// «klub@example.org»
    Email,
}

impl ExposedKind {
    /// What it is for people.
    pub fn in_words(self) -> &'static str {
        match self {
            ExposedKind::Name => "фамилия",
            ExposedKind::Phone => "телефон",
            ExposedKind::Email => "адрес почты",
        }
    }
}

/// A piece of words that looks like a person's («личные сведения в тексте»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposed {
    /// The row, from zero; none when it stands in the plan's head.
    pub row: Option<usize>,
    /// What it looks like.
    pub kind: ExposedKind,
    /// The words.
    pub text: String,
}

/// Everything in a plan that looks like a person's. The block of who approved is an official's and is not told.
pub fn exposed(draft: &Draft) -> Vec<Exposed> {
    let mut found = Vec::new();
    let mut look = |row: Option<usize>, text: &str| {
        for (kind, text) in in_text(text) {
            let one = Exposed { row, kind, text };
            if !found.contains(&one) {
                found.push(one);
            }
        }
    };
    draft.title.iter().for_each(|text| look(None, text));
    for (row, measure) in draft.measures.iter().enumerate() {
        texts(measure).for_each(|text| look(Some(row), text));
    }
    found
}

fn texts(measure: &Measure) -> impl Iterator<Item = &String> {
    let done = measure.execution.as_ref().and_then(|it| it.done.as_ref());
    let of_executors = measure.executors.iter().flat_map(|it| it.name.iter().chain(&it.position));
    let optional = [
        &measure.shortcoming,
        &measure.basis,
        &measure.funding,
        &measure.expected_result,
        &measure.result_indicator,
        &measure.under,
    ];
    let term = measure.deadline.iter().map(|it| &it.as_written);
    std::iter::once(&measure.text).chain(optional.into_iter().flatten()).chain(done).chain(term).chain(of_executors)
}

fn in_text(text: &str) -> Vec<(ExposedKind, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let after = words.get(at + 2).copied().unwrap_or_default();
        if is_email(word) {
            found.push((ExposedKind::Email, bare(word).trim_end_matches('.').to_owned()));
        }
        let third = words.get(at + 3).copied().unwrap_or_default();
        // «Отвечает Е.В. Суркова»: the initials belong to who comes after them.
        let is_taken = is_surname(after) && !is_initials(third, third);
        if is_surname(word) && is_initials(&format!("{next}{after}"), next) && !is_taken {
            let is_split = next.matches('.').count() < 2 && is_initials(after, after);
            let second = if is_split { format!(" {}", bare(after)) } else { String::new() };
            found.push((ExposedKind::Name, format!("{} {}{second}", bare(word), bare(next))));
        } else if is_initials(word, word) && is_surname(next) {
            found.push((ExposedKind::Name, format!("{} {}", bare(word), bare(next))));
        } else if is_capital(word) && is_capital(next) && is_patronymic(after) {
            found.push((ExposedKind::Name, format!("{} {} {}", bare(word), bare(next), bare(after))));
        }
    }
    found.extend(phones(text).into_iter().map(|phone| (ExposedKind::Phone, phone)));
    found
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_end_matches([',', ';'])
}

fn is_email(word: &str) -> bool {
    let word = bare(word).trim_end_matches('.');
    word.split_once('@').is_some_and(|(name, site)| !name.is_empty() && site.contains('.') && !site.ends_with('.'))
}

fn letters(word: &str) -> Vec<char> {
    word.chars().filter(|c| c.is_alphabetic()).collect()
}

fn is_capital(word: &str) -> bool {
    let own: Vec<char> = letters(word);
    let is_word = word.chars().all(|c| c.is_alphabetic() || "-,.;()«»".contains(c));
    is_word
        && own.len() > 1
        && own.first().is_some_and(|c| c.is_uppercase())
        && own.iter().skip(1).any(|c| c.is_lowercase())
}

/// A word of a person: capital letter, no quotes around it.
fn is_surname(word: &str) -> bool {
    is_capital(word) && !word.contains('«') && !word.ends_with('.') && letters(word).len() > 2
}

fn is_patronymic(word: &str) -> bool {
    const ENDS: [&str; 8] = ["вич", "вича", "вичу", "вна", "вны", "вне", "вну", "ична"];
    let word = bare(word).trim_end_matches('.');
    let lower = word.to_lowercase();
    is_capital(word) && word.chars().count() > 5 && ENDS.iter().any(|end| lower.ends_with(end))
}

/// «Е.В.», «Е.», «Е. В.»; `first` is the first of the words.
fn is_initials(text: &str, first: &str) -> bool {
    let is_one = |text: &str| {
        let text = text.trim_end_matches([',', ';', ')', ':']);
        let parts: Vec<&str> = text.split('.').collect();
        let inner = parts.iter().filter(|part| !part.is_empty());
        let is_letter = |part: &&&str| {
            let own: Vec<char> = part.chars().collect();
            matches!(own.as_slice(), [letter] if letter.is_uppercase())
        };
        let n = inner.clone().count();
        text.ends_with('.') && (1..=2).contains(&n) && inner.filter(is_letter).count() == n
    };
    is_one(first) && (first.matches('.').count() >= 2 || is_one(text))
}

/// Groups of digits that are long enough for a telephone, or follow «тел.».
fn phones(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut before = String::new();
    for c in text.chars().chain(['\n']) {
        let goes_on =
            c.is_ascii_digit() || (!run.is_empty() && " -()".contains(c)) || (run.is_empty() && "+(".contains(c));
        if goes_on {
            run.push(c);
            continue;
        }
        if !run.is_empty() {
            if is_phone(&run, &before) {
                found.push(run.trim_matches([' ', '-', '(']).to_owned());
            }
            before.push_str(&run);
            run.clear();
        }
        before.push(c);
    }
    found
}

fn is_phone(run: &str, before: &str) -> bool {
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    let lower = before.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_named = words.last().is_some_and(|word| word.contains("тел") || word.contains("моб"));
    let is_number =
        words.last().is_some_and(|word| word.ends_with("инн") || word.contains("огрн") || word.ends_with('№'));
    match digits.len() {
        _ if is_number => false,
        11 => digits.starts_with(['7', '8']),
        10 => digits.starts_with('9') || run.contains('('),
        5..=7 => is_named,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_persons_is_found() {
        use ExposedKind::{Email, Name, Phone};
        for (text, expected) in [
            ("Обновить стенд (Суркова Е.В. отвечает)", vec![(Name, "Суркова Е.В.")]),
            ("Отвечает Е.В. Суркова", vec![(Name, "Е.В. Суркова")]),
            ("Суркова Е. В., методист", vec![(Name, "Суркова Е. В.")]),
            ("Писать на klub@example.org.", vec![(Email, "klub@example.org")]),
            ("Звонить 8 (800) 000-00-00", vec![(Phone, "8 (800) 000-00-00")]),
            ("тел. 2-15-30", vec![(Phone, "2-15-30")]),
            ("ИНН 7701234567, план на 2019-2020 годы, до 01.02.2026", vec![]),
            ("Установить вывески в фойе МБУК «Луговской дом культуры»", vec![]),
            ("В 2026 г. купить 20 кресел", vec![]),
        ] {
            let found = in_text(text);
            let expected: Vec<_> = expected.into_iter().map(|(kind, text)| (kind, text.to_owned())).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
