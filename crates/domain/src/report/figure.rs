//! Figures in words: «9 статей», «85 %», and not the 31 of 31.03.2021.
//!
//! In comes a sentence; out go its figures, each with what was counted where that stands in the form the figure asks for
//! on its own. It refuses to decline words: a word in another form stays behind, and the bare figure is told.

use super::unit;

/// Figures that a sentence names («числа в тексте»), each with the word after it. Dates, years, quarters, numbers of
/// papers and of paragraphs are no figures.
///
/// # Example
/// «Подготовлено 9 статей за I квартал 2021 года» names «9 статей».
///
/// # Example: the form of the sentence
/// «Обновлены стенды в 12 филиалах» names «12»: nobody says «факт: 12 филиалах».
pub fn figures(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = |n: Option<usize>| n.and_then(|n| words.get(n).copied()).unwrap_or_default();
    let (mut found, mut next) = (Vec::new(), 0);
    for n in 0..words.len() {
        let Some(last) = (n >= next).then(|| last_of_group(&words, n)) else { continue };
        next = last + 1;
        let group = words.get(n..=last).unwrap_or_default();
        let figure = group.iter().map(|word| bare(word)).collect::<Vec<_>>().join(" ");
        let (before, after) = (at(n.checked_sub(1)), at(Some(last + 1)));
        if is_figure(&figure.replace(' ', "")) && !is_named_by(before) && !is_time(after) && !is_year(&figure) {
            let rest = words.get(last + 1..).unwrap_or_default();
            let unit = if ends(at(Some(last)), &figure) { None } else { unit::of(&figure, before, rest) };
            found.push(unit.map_or_else(|| figure.clone(), |unit| format!("{figure} {unit}")));
        }
    }
    found
}

/// «1 200» is one figure: up to three digits, then groups of three.
fn last_of_group(words: &[&str], first: usize) -> usize {
    let is_digits = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let word = |n: usize| words.get(n).copied().unwrap_or_default();
    let begins = |word: &str| is_digits(word) && word.len() <= 3 && !word.starts_with('0');
    let mut last = first;
    while begins(bare(word(first))) && is_digits(word(last).trim_start_matches(['(', '«'])) {
        let more = bare(word(last + 1));
        let (group, rest) = more.split_at_checked(3).unwrap_or_default();
        if !is_digits(group)
            || !(rest.is_empty() || rest.starts_with([',', '.', '%']))
            || !word(last + 1).starts_with(group)
        {
            break;
        }
        last += 1;
    }
    last
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%')
}

/// Digits with at most one decimal mark, a percent sign allowed behind.
fn is_figure(word: &str) -> bool {
    let digits = word.strip_suffix('%').unwrap_or(word);
    let n_marks = digits.chars().filter(|c| matches!(c, ',' | '.')).count();
    !digits.is_empty() && n_marks <= 1 && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

fn is_year(word: &str) -> bool {
    word.parse::<u16>().is_ok_and(|year| (1990..2100).contains(&year))
}

/// What makes a number a name: «№ 12», «п. 3», «от 15».
fn is_named_by(before: &str) -> bool {
    let before = before.to_lowercase();
    ["№", "n", "п.", "пп.", "пункт", "пункта", "пункте", "ст.", "статья", "статьи", "от", "приказ"]
        .contains(&before.as_str())
}

fn is_time(after: &str) -> bool {
    const BEGINNINGS: [&str; 19] = [
        "квартал",
        "полугоди",
        "год",
        "г.",
        "гг",
        "месяц",
        "января",
        "феврал",
        "марта",
        "апрел",
        "мая",
        "июн",
        "июл",
        "август",
        "сентябр",
        "октябр",
        "ноябр",
        "декабр",
        "числа",
    ];
    let after = after.to_lowercase();
    BEGINNINGS.iter().any(|beginning| after.starts_with(beginning)) || after == "г"
}

/// Whether the thought ends with the figure: what comes next is not what was counted.
fn ends(word: &str, figure: &str) -> bool {
    word.ends_with([',', ';', ':', ')', '»']) || (word.ends_with('.') && !figure.ends_with('.'))
}
