//! What the document as a whole covers, and which assessment it answers.
//!
//! In comes the title; out go a span of days and a year. It refuses to take the year of the assessment for the plan's.

use crate::pattern::Regex;
use otklik_domain::Date;
use otklik_domain::letters::lower;
use otklik_domain::plan::Span;
use std::sync::LazyLock;

const NUMERAL: &str = r"(?P<n>IV|III|II|I|[1-4]|перв|втор|трет|четв)[а-яё-]*";

static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:на|за)\s+(?:период\s+)?(?:с\s+)?(20\d\d)\s*(?:[-–—/]|по|г?г?\.?\s*-)\s*(20\d\d|\d\d)\s*(учебн\w*)?\s*(?:г|\b)")
        .expect("a constant pattern")
});
/// «(2023–2025 гг.)» and nothing else in the brackets, «Период: 2023-2024 годы».
static YEARS_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\(|\bпериод(?:\s+реализации)?\s*[:–—-]\s*)(20\d\d)\s*[-–—]\s*(20\d\d|\d\d)\s*(учебн\w*)?\s*(?:г[г.]?|год[а-я]*)?\.?\s*(?:\)|$|\n)")
        .expect("a constant pattern")
});
static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)\b(?:на|за|в)\s+{NUMERAL}\s*(?P<unit>квартал|кв\.|полугоди)[а-яё]*\s*(?P<year>20\d\d)"))
        .expect("a constant pattern")
});
static MONTHS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:на|за)\s+(3|6|9|12)\s+месяц\w*\s+(20\d\d)").expect("a constant pattern"));
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:на|за)\s+(январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-яё]*\s+(20\d\d)",
    )
    .expect("a constant pattern")
});
static YEAR_ON: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\bна\s+(20\d\d)\s*(?:г|\b)").expect("a constant pattern"));
static YEAR_FOR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\bза\s+(20\d\d)\s*(?:г|\b)").expect("a constant pattern"));
static ASSESSED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?is)(?:итог|результат|оценк|выявлен|провед[её]нн).{0,260}?\b(в|за)\s+(20\d\d)\s*(?:г|\b)")
        .expect("a constant pattern")
});
static ASSESSED_OF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:итогам|результатам|оценки качества)[^\d]{0,200}?\b(20\d\d)\s+год").expect("a constant pattern")
});

/// What the title says the document covers.
pub(super) fn of_title(title: &str, is_report: bool) -> Option<Span> {
    years(title)
        .or_else(|| quarter(title))
        .or_else(|| months(title))
        .or_else(|| month(title))
        .or_else(|| year(title, &YEAR_ON))
        .or_else(|| if is_report { year(title, &YEAR_FOR) } else { None })
        .or_else(|| span_of_years(&YEARS_ALONE, title))
}

/// The year of the document, where it is one.
pub(super) fn year_of(span: &Span) -> Option<i16> {
    (span.from.year() == span.to.year()).then(|| span.from.year())
}

/// The year of the assessment that is answered: «по итогам … в 2018 году».
pub(super) fn assessed(title: &str, is_report: bool) -> Option<i16> {
    for found in ASSESSED.captures_iter(title) {
        // «отчёт за 2022 год» covers that year, it does not answer it.
        if is_report && found.get(1).is_some_and(|m| m.as_str().eq_ignore_ascii_case("за")) {
            continue;
        }
        return found.get(2)?.as_str().parse().ok();
    }
    let found = ASSESSED_OF.captures(title)?;
    let at = found.get(1)?;
    let before = lower(title[..at.start()].trim_end());
    // «на II квартал 2024 года» is what the paper covers.
    let is_period = ["квартал", "квартала", "полугодие", "полугодия"].iter().any(|word| before.ends_with(word))
        || before.ends_with(" на")
        || before.ends_with(" за")
        || before.ends_with('-')
        || before.ends_with('–');
    (!is_period).then(|| at.as_str().parse().ok()).flatten()
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn stretch(year: i16, first: i8, last: i8) -> Option<Span> {
    Some(Span { from: date(year, first, 1)?, to: date(year, last, 1)?.last_of_month() })
}

fn years(title: &str) -> Option<Span> {
    span_of_years(&YEARS, title)
}

fn span_of_years(pattern: &Regex, title: &str) -> Option<Span> {
    let found = pattern.captures(title)?;
    let from: i16 = found.get(1)?.as_str().parse().ok()?;
    let to: i16 = found.get(2)?.as_str().parse().ok()?;
    let to = if to < 100 { from / 100 * 100 + to } else { to };
    if to < from {
        return None;
    }
    if found.get(3).is_some() {
        return Some(Span { from: date(from, 9, 1)?, to: date(to, 8, 31)? });
    }
    Some(Span { from: date(from, 1, 1)?, to: date(to, 12, 31)? })
}

fn quarter(title: &str) -> Option<Span> {
    let found = QUARTER.captures(title)?;
    let year = found.name("year")?.as_str().parse().ok()?;
    let n: i8 = match found.name("n")?.as_str().to_uppercase().as_str() {
        "1" | "I" | "ПЕРВ" => 1,
        "2" | "II" | "ВТОР" => 2,
        "3" | "III" | "ТРЕТ" => 3,
        _ => 4,
    };
    let width = if found.name("unit")?.as_str().to_lowercase().starts_with("полу") { 6 } else { 3 };
    (n * width <= 12).then(|| stretch(year, (n - 1) * width + 1, n * width)).flatten()
}

fn months(title: &str) -> Option<Span> {
    let found = MONTHS.captures(title)?;
    stretch(found.get(2)?.as_str().parse().ok()?, 1, found.get(1)?.as_str().parse().ok()?)
}

fn month(title: &str) -> Option<Span> {
    const STEMS: [&str; 12] =
        ["январ", "феврал", "март", "апрел", "май", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"];
    let found = MONTH.captures(title)?;
    let stem = found.get(1)?.as_str().to_lowercase();
    let n = i8::try_from(STEMS.iter().position(|s| *s == stem)? + 1).ok()?;
    stretch(found.get(2)?.as_str().parse().ok()?, n, n)
}

fn year(title: &str, pattern: &Regex) -> Option<Span> {
    let year = pattern.captures(title)?.get(1)?.as_str().parse().ok()?;
    stretch(year, 1, 12)
}
