//! Figures in words: «9 статей», «85 %», and not the 31 of 31.03.2021.

/// Figures that a sentence names («числа в тексте»), each with the word after it. Dates, years, quarters, numbers of
/// papers and of paragraphs are no figures.
///
/// # Example
/// «Подготовлено 9 статей за I квартал 2021 года» names «9 статей».
pub fn figures(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = |n: Option<usize>| n.and_then(|n| words.get(n).copied()).unwrap_or_default();
    let mut found = Vec::new();
    for (n, word) in words.iter().enumerate() {
        let bare = bare(word);
        let (before, after) = (at(n.checked_sub(1)), at(Some(n + 1)));
        if is_figure(bare) && !is_named_by(before) && !is_time(after) && !is_year(bare) {
            found.push(with_unit(bare, word, after));
        }
    }
    found
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

fn with_unit(figure: &str, word: &str, after: &str) -> String {
    let ends_here = word.ends_with([',', ';', ':', ')', '»']) || (word.ends_with('.') && !figure.ends_with('.'));
    let unit = after.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
    let is_unit = unit == "%" || unit.chars().next().is_some_and(char::is_alphabetic);
    if ends_here || !is_unit { figure.to_owned() } else { format!("{figure} {unit}") }
}
