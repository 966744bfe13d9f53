//! What a figure counts: the words after it, where they stand as the figure alone asks for them.
//!
//! In come a figure and the words beside it; out goes its unit or nothing. «12 филиалов» stands on its own, «12 филиалах»
//! is a piece of another sentence. It refuses to guess the dictionary form of a word: rather no unit than a wrong one.

use crate::letters::lower;

/// Which form a figure asks for («12 филиалов», «3 филиала», «21 филиал»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    One,
    Few,
    Many,
}

/// Adjectives that may stand before the noun: «12 новых тактильных табличек».
const ADJECTIVES_MAX: usize = 2;

/// The unit of a figure as it is written, where its form is right.
pub(super) fn of(figure: &str, before: &str, after: &[&str]) -> Option<String> {
    let (mut count, mut taken, mut whole) = (count(figure), Vec::new(), None);
    for word in after.iter().take(ADJECTIVES_MAX + 1) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
        if is_thousand(&lower(bare)) && !word.ends_with([',', ';']) {
            // «100 тыс. рублей», «15 кв. м»: what stands behind is counted by the thousand.
            (count, whole) = (Count::Many, Some(join(&taken, bare)));
            taken.push(*word);
            continue;
        }
        if is_adjective(&lower(bare), count) && *word == bare {
            taken.push(bare);
            continue;
        }
        return if is_right(bare, count, is_preposition(before)) { Some(join(&taken, bare)) } else { whole };
    }
    whole
}

fn join(taken: &[&str], last: &str) -> String {
    taken.iter().copied().chain([last]).collect::<Vec<_>>().join(" ")
}

/// Short words before a unit of their own.
fn is_thousand(word: &str) -> bool {
    ["тыс", "млн", "млрд", "кв", "куб", "пог"].contains(&word)
}

/// By the last digits; a fraction asks for one form of its own: «1,5 часа».
fn count(figure: &str) -> Count {
    if figure.ends_with('%') {
        return Count::Many;
    }
    if figure.contains([',', '.']) {
        return Count::Few;
    }
    let tail: String = figure.chars().filter(char::is_ascii_digit).collect();
    let last_two = tail.get(tail.len().saturating_sub(2)..).and_then(|two| two.parse::<u8>().ok()).unwrap_or_default();
    match (last_two, last_two % 10) {
        (11..=14, _) => Count::Many,
        (_, 1) => Count::One,
        (_, 2..=4) => Count::Few,
        _ => Count::Many,
    }
}

fn is_adjective(word: &str, count: Count) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    word.chars().count() > 4
        && match count {
            Count::One => ends(&["ый", "ая", "ое"]),
            Count::Few => ends(&["ых", "их", "ые", "ие"]) && !ends(&["ание", "ение", "ятие"]),
            Count::Many => ends(&["ых", "их"]),
        }
}

/// Words that never change: signs of units, names of bodies, words from other languages.
fn is_unchanging(word: &str, low: &str) -> bool {
    const SHORT: [&str; 18] = [
        "шт",
        "чел",
        "руб",
        "ед",
        "экз",
        "мин",
        "сек",
        "ч",
        "м",
        "км",
        "см",
        "мм",
        "кг",
        "л",
        "га",
        "т",
        "фото",
        "видео",
    ];
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    word == "%"
        || SHORT.contains(&low)
        || word.chars().all(|c| c.is_ascii_alphanumeric())
        || (word.chars().count() > 1 && letters.all(char::is_uppercase))
}

/// Words that are nobody's unit.
fn is_small_word(low: &str) -> bool {
    const SMALL: [&str; 44] = [
        "и",
        "а",
        "но",
        "или",
        "либо",
        "да",
        "в",
        "во",
        "на",
        "за",
        "с",
        "со",
        "к",
        "ко",
        "по",
        "из",
        "от",
        "до",
        "для",
        "при",
        "над",
        "под",
        "без",
        "через",
        "между",
        "среди",
        "около",
        "более",
        "менее",
        "не",
        "уже",
        "еще",
        "ещё",
        "том",
        "всего",
        "был",
        "было",
        "были",
        "это",
        "так",
        "как",
        "что",
        "их",
        "после",
    ];
    SMALL.contains(&low)
}

/// After these a figure of one thing stands in another form than alone.
fn is_preposition(before: &str) -> bool {
    const BEFORE: [&str; 22] = [
        "в",
        "во",
        "на",
        "с",
        "со",
        "к",
        "ко",
        "по",
        "из",
        "до",
        "для",
        "при",
        "над",
        "под",
        "без",
        "о",
        "об",
        "у",
        "около",
        "между",
        "более",
        "менее",
    ];
    BEFORE.contains(&lower(before).as_str())
}

fn is_right(word: &str, count: Count, is_governed: bool) -> bool {
    let low = lower(word);
    let ends = |endings: &[&str]| endings.iter().any(|ending| low.ends_with(ending));
    let is_word = word.chars().all(|c| c.is_alphabetic() || c == '-') && !word.is_empty();
    if is_unchanging(word, &low) {
        return true;
    }
    if !is_word
        || is_small_word(&low)
        || ends(&["ах", "ях", "ами", "ями", "ого", "его", "ему", "ому", "ыми", "ими", "ых", "их"])
    {
        return false;
    }
    let is_of_many = ends(&["ам", "ям"]) && !ends(&["грам", "драм", "клам", "орам"]);
    match count {
        Count::One => !is_governed && !is_of_many && !ends(&["у", "ю", "ы", "и", "ов", "ев"]),
        Count::Few => ends(&["а", "я", "ы", "и"]),
        Count::Many => !is_of_many && !ends(&["а", "я", "о", "е", "у", "ю", "ы", "и", "ой", "ый"]),
    }
}

#[cfg(test)]
mod tests {
    use crate::report::figures;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(figures(text), expected, "{text}");
    }

    #[test]
    fn a_unit_stays_where_it_stands_as_the_figure_asks() {
        check("Установлено 12 табличек", &["12 табличек"]);
        check("Установлены 3 таблички и 21 поручень", &["3 таблички", "21 поручень"]);
        check("Закуплено 12 новых тактильных табличек", &["12 новых тактильных табличек"]);
        check("Обучены 2 новых сотрудника", &["2 новых сотрудника"]);
        check("Написано 9 статей, снято 5 видео", &["9 статей", "5 видео"]);
        check("Обслужено 40 чел. в 3 СДК", &["40 чел", "3 СДК"]);
        check("Проведено 111 встреч и 1 собрание", &["111 встреч", "1 собрание"]);
        check("Уложено 15 кв. м плитки на 100 тыс. рублей", &["15 кв. м", "100 тыс. рублей"]);
        check("Выделено 2 млн из бюджета", &["2 млн"]);
        check("Решено 6 проблем, охвачено 12,5% посетителей", &["6 проблем", "12,5% посетителей"]);
        check("Показано 6 программ и 7 драм", &["6 программ", "7 драм"]);
        check("Работа велась 1,5 часа", &["1,5 часа"]);
        check("Собрано 1 200 анкет и 12 500,5 рубля", &["1 200 анкет", "12 500,5 рубля"]);
    }

    #[test]
    fn a_word_in_a_form_of_its_sentence_stays_behind() {
        check("Обновлены сведения в 12 филиалах", &["12"]);
        check("Сведения обновлены на 31 стендах", &["31"]);
        check("Таблички переданы 12 клубам, 3 клубам и 21 клубу", &["12", "3", "21"]);
        check("Оснащено 12 поручнями", &["12"]);
        check("Устранено в 1 филиале", &["1"]);
        check("Отремонтировано в 12 сельских филиалах", &["12"]);
        check("Готовы 9 и заказаны 4 из 30", &["9", "4", "30"]);
        check("Из 12 выполнено 5; из 12 выявленных устранено 7 важных", &["12", "5", "12", "7"]);
        check("Для 3 филиалов куплено 2 стенда", &["3", "2 стенда"]);
        check("Размещено 12.", &["12"]);
    }
}
