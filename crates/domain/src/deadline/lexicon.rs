//! The words of terms: months, measures of time, seasons, days of the week, numerals, in every case and short form.
//! In comes one folded word, out goes its sort. It refuses to know the words around it.

use super::letters::one_slip;
use super::token::{Kind, Measure};
use std::sync::LazyLock;

const MONTHS: [(&str, &str); 12] = [
    ("январь", "январ"),
    ("февраль", "феврал"),
    ("март", "март"),
    ("апрель", "апрел"),
    ("май", "ма"),
    ("июнь", "июн"),
    ("июль", "июл"),
    ("август", "август"),
    ("сентябрь", "сентябр"),
    ("октябрь", "октябр"),
    ("ноябрь", "ноябр"),
    ("декабрь", "декабр"),
];

/// Endings of the cases of a month.
const MONTH_CASES: [&str; 7] = ["ь", "я", "а", "е", "ю", "ем", "у"];

/// The sort of a word, where the grammar knows it.
pub(super) fn sort_of(word: &str) -> Option<Kind> {
    exact(word).or_else(|| mistyped(word))
}

fn exact(word: &str) -> Option<Kind> {
    month(word).map(Kind::Month).or_else(|| {
        measure(word)
            .map(Kind::Measure)
            .or_else(|| season(word).map(Kind::Season))
            .or_else(|| weekday(word).then_some(Kind::Weekday))
            .or_else(|| ordinal(word).map(|n| Kind::number(n, 0, true)))
            .or_else(|| cardinal(word).map(|n| Kind::number(n, 0, false)))
    })
}

/// Forms of month names long enough to be known with a slip in them.
static LONG_MONTHS: LazyLock<Vec<(String, i8)>> =
    LazyLock::new(|| MONTHS.iter().zip(1..).flat_map(forms).filter(|(form, _)| form.chars().count() >= 6).collect());

fn forms(((name, stem), number): (&(&str, &str), i8)) -> Vec<(String, i8)> {
    let cased = MONTH_CASES.iter().map(|ending| (format!("{stem}{ending}"), number));
    std::iter::once(((*name).to_owned(), number)).chain(cased).collect()
}

/// One slip in a long word is forgiven; short words are too alike («марта» and «карта»).
fn mistyped(word: &str) -> Option<Kind> {
    const LONG: [&str; 16] = [
        "квартал",
        "квартала",
        "квартале",
        "кварталы",
        "месяца",
        "месяцев",
        "полугодие",
        "полугодии",
        "полугодия",
        "период",
        "неделя",
        "неделю",
        "недели",
        "декада",
        "сезона",
        "учебный",
    ];
    if word.chars().count() < 6 {
        return None;
    }
    // Every form of every month stands in one list made once: this is asked for every word of a paper.
    let near_month = LONG_MONTHS.iter().find(|(form, _)| one_slip(word, form)).map(|(_, number)| Kind::Month(*number));
    near_month.or_else(|| LONG.iter().find(|form| one_slip(word, form)).and_then(|form| exact(form)))
}

fn month(word: &str) -> Option<i8> {
    MONTHS.iter().zip(1..).find_map(|((name, stem), number)| {
        let case = word.strip_prefix(stem).is_some_and(|ending| MONTH_CASES.contains(&ending));
        let short = word.chars().count() >= 3 && name.starts_with(word);
        let common = matches!((word, number), ("янвр", 1) | ("фвр", 2) | ("нбр", 11) | ("дкб", 12) | ("снт", 9));
        (case && word != "ма" || short || common || *name == word).then_some(number)
    })
}

fn measure(word: &str) -> Option<Measure> {
    let forms = |stem: &str, endings: &[&str]| word.strip_prefix(stem).is_some_and(|e| endings.contains(&e));
    Some(match word {
        "дн" | "день" | "дня" | "дней" | "дни" | "днем" | "дню" | "дням" | "днях" | "сутки" | "сут" | "суток" => {
            Measure::Day
        }
        "нед" => Measure::Week,
        "мес" | "м-ц" | "м-ца" => Measure::Month,
        "кв" | "квар" | "кварт" | "квл" | "кв-л" | "кв-ла" | "кв-ле" | "квртал" | "кварталл" => {
            Measure::Quarter
        }
        "полгода" | "полугода" | "полуг" | "пол" | "полугод" | "пг" | "полг" => {
            Measure::Half
        }
        "г" | "гг" | "год" | "лет" | "г-д" | "гду" => Measure::Year,
        _ if forms("недел", &["я", "и", "ю", "е", "ь", "ям", "ях", "ей"]) => Measure::Week,
        _ if forms("декад", &["а", "ы", "у", "е", "ой", "ам"]) => Measure::Decade,
        _ if forms("месяц", &["", "а", "у", "е", "ем", "ы", "ев", "ам", "ах"]) => Measure::Month,
        _ if forms("квартал", &["", "а", "у", "е", "ом", "ы", "ов", "ам", "ах"]) => Measure::Quarter,
        _ if forms("полугоди", &["е", "я", "ю", "и", "ем", "й", "ям", "ях"]) => Measure::Half,
        _ if forms("четверт", &["ь", "и", "ью", "ей", "ям", "ях"]) => Measure::Term,
        _ if forms("триместр", &["", "а", "е", "у", "ы", "ов", "ам"]) => Measure::Term,
        _ if forms("семестр", &["", "а", "е", "у", "ы", "ов", "ам"]) => Measure::Half,
        _ if forms("сезон", &["", "а", "е", "у", "ом", "ы", "ов"]) => Measure::Season,
        _ if forms("год", &["а", "у", "ом", "ы", "ов", "ах", "е", "ам", "ами"]) => Measure::Year,
        _ if forms("пятилет", &["ка", "ку", "ки", "ке", "ие", "ия"]) => Measure::FiveYears,
        _ if forms("период", &["", "а", "у", "е", "ом", "ы", "ов"]) => Measure::Period,
        _ => return None,
    })
}

fn season(word: &str) -> Option<i8> {
    const SEASONS: [(&str, &[&str]); 4] = [
        ("зим", &["а", "ы", "у", "ой", "е", "ний", "него", "нем", "ние", "них", "не", "нюю", "няя", "нее"]),
        ("вес", &["на", "ны", "ну", "ной", "не", "енний", "еннего", "еннем", "енние", "енних", "енне"]),
        ("лет", &["о", "у", "а", "ом", "ний", "него", "нем", "ние", "них", "не", "нюю", "няя", "нее"]),
        ("осен", &["ь", "и", "ью", "ний", "него", "нем", "ние", "них", "не", "нюю", "няя", "нее"]),
    ];
    let of = |(stem, endings): &(&str, &[&str])| word.strip_prefix(stem).is_some_and(|e| endings.contains(&e));
    SEASONS.iter().zip(1..).find_map(|(season, number)| of(season).then_some(number))
}

fn weekday(word: &str) -> bool {
    const STEMS: [&str; 5] = ["понедельник", "вторник", "четверг", "суббот", "воскресень"];
    const ENDINGS: [&str; 13] = ["", "а", "у", "ам", "ом", "и", "ов", "е", "я", "ям", "ы", "ем", "ой"];
    STEMS.iter().any(|stem| word.strip_prefix(stem).is_some_and(|e| ENDINGS.contains(&e)))
        || matches!(
            word,
            "пн" | "вт"
                | "чт"
                | "пт"
                | "сб"
                | "вс"
                | "среда"
                | "среду"
                | "среды"
                | "средам"
                | "пятница"
                | "пятницу"
                | "пятницы"
                | "пятницам"
        )
}

fn ordinal(word: &str) -> Option<u32> {
    const STEMS: [(&str, u32); 21] = [
        ("перв", 1),
        ("втор", 2),
        ("трет", 3),
        ("четверт", 4),
        ("пят", 5),
        ("шест", 6),
        ("седьм", 7),
        ("восьм", 8),
        ("девят", 9),
        ("десят", 10),
        ("одиннадцат", 11),
        ("двенадцат", 12),
        ("тринадцат", 13),
        ("четырнадцат", 14),
        ("пятнадцат", 15),
        ("шестнадцат", 16),
        ("семнадцат", 17),
        ("восемнадцат", 18),
        ("девятнадцат", 19),
        ("двадцат", 20),
        ("тридцат", 30),
    ];
    const ENDINGS: [&str; 21] = [
        "ый", "ой", "ая", "ое", "ого", "ому", "ом", "ую", "ые", "ых", "ым", "ий", "ья", "ье", "ьего", "ьем", "ьей",
        "ью", "ьи", "ьих", "ему",
    ];
    if word == "четвертью" {
        return None;
    }
    STEMS.iter().find(|(stem, _)| word.strip_prefix(stem).is_some_and(|e| ENDINGS.contains(&e))).map(|(_, n)| *n)
}

fn cardinal(word: &str) -> Option<u32> {
    Some(match word {
        "один" | "одна" | "одно" | "одного" | "одну" | "одной" | "одному" => 1,
        "два" | "две" | "двух" | "двум" => 2,
        "три" | "трех" | "трем" => 3,
        "четыре" | "четырех" => 4,
        "пять" | "пяти" => 5,
        "шесть" | "шести" => 6,
        "семь" | "семи" => 7,
        "восемь" | "восьми" => 8,
        "девять" | "девяти" => 9,
        "десять" | "десяти" => 10,
        "одиннадцать" => 11,
        "двенадцать" | "двенадцати" => 12,
        "четырнадцать" | "четырнадцати" => 14,
        "пятнадцать" | "пятнадцати" => 15,
        "двадцать" | "двадцати" => 20,
        "тридцать" | "тридцати" => 30,
        _ => return None,
    })
}
