//! Names of people at line ends: the one hint that two full lines are two persons, not one sentence.
//!
//! In come a paragraph so far and the next line; out goes whether a new entry begins.
//! It refuses to know positions and who anybody is.

/// «Полевая Т.С.» + «Ветрова А.П.»; «… филиалом № 2» + «Снегирёва О.О., специалист» after a name.
pub(super) fn begins_anew(before: &str, next: &str) -> bool {
    let before = before.trim_end();
    if before.ends_with([',', '–', '-', '—', ':', '(']) {
        return false;
    }
    let words: Vec<&str> = before.rsplit('\n').next().unwrap_or_default().split_whitespace().collect();
    let names = words.windows(2).filter(|pair| matches!(pair, [one, other] if is_surname(one) && is_initials(other)));
    let is_after_name = match words.as_slice() {
        [.., one, other] => is_surname(one) && is_initials(other),
        _ => false,
    };
    if names.count() == 0 {
        return false;
    }
    let mut next = next.split_whitespace();
    match (next.next(), next.next()) {
        (Some(one), Some(other)) if is_surname(one) && is_initials(other) => true,
        (Some(one), _) => is_after_name && is_capitalised(one),
        _ => false,
    }
}

fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

fn is_surname(word: &str) -> bool {
    is_capitalised(word) && word.chars().count() >= 3 && word.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// «Т.С.», «Т.С.,», «Т.».
fn is_initials(word: &str) -> bool {
    let word = word.trim_end_matches([',', ';', ')']);
    let letters: Vec<char> = word.chars().collect();
    matches!(letters.len(), 2 | 4) && letters.chunks(2).all(|pair| matches!(pair, [c, '.'] if c.is_uppercase()))
}
