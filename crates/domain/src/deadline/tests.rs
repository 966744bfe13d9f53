use super::{Context, Deadline, Due, read, recurrence_in};
use proptest::prelude::*;

const CASES: &str = include_str!("cases.txt");

/// A term in the short notation of `cases.txt`.
fn short(term: &Deadline) -> String {
    let mut out = term.kind.name().to_owned();
    let day = |date: Option<crate::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    if term.from.is_some() || term.to.is_some() {
        out += &format!(" {}..{}", day(term.from), day(term.to));
    }
    out += &term.every.map(|every| format!(" {every}")).unwrap_or_default();
    out + &match term.due {
        Some(Due::YearDay { month, day }) => format!(" --{month:02}-{day:02}"),
        Some(Due::AfterPeriod { months, day }) => format!(" +{months}/{day}"),
        None => String::new(),
    }
}

fn context(year: Option<i16>) -> Context {
    Context { year, period: None }
}

/// Phrase, year of the paper and the expected reading.
fn cases() -> impl Iterator<Item = (&'static str, Option<i16>, &'static str)> {
    CASES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let (phrase, want) = line.split_once("=>").expect("a case has an arrow");
        let (phrase, year) = match phrase.trim().rsplit_once('@') {
            Some((phrase, year)) => (phrase, Some(year.trim().parse().expect("a year"))),
            None => (phrase, None),
        };
        (phrase.trim(), year, want.trim())
    })
}

fn wrong(rewrite: impl Fn(&str) -> String) -> Vec<String> {
    cases()
        .filter_map(|(phrase, year, want)| {
            let written = rewrite(phrase);
            let got = short(&read(&written, context(year)).0);
            (got != want).then(|| format!("{written} {year:?}\n    want {want}\n    got  {got}"))
        })
        .collect()
}

fn none_wrong(rewrite: impl Fn(&str) -> String) {
    let wrong = wrong(rewrite);
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases().count(), wrong.join("\n"));
}

#[test]
fn every_phrase_of_the_table_means_what_the_table_says() {
    assert!(cases().count() >= 300, "only {} cases", cases().count());
    none_wrong(str::to_owned);
}

#[test]
fn capitals_do_not_change_a_term() {
    none_wrong(str::to_uppercase);
}

#[test]
fn spaces_and_dashes_of_any_kind_do_not_change_a_term() {
    none_wrong(|phrase| format!("  {}\u{a0}", phrase.replace(' ', "\u{a0}\n")));
    none_wrong(|phrase| phrase.replace(['–', '—'], "-"));
    none_wrong(|phrase| phrase.replace('-', "–"));
}

#[test]
fn brackets_and_closing_signs_do_not_change_a_term() {
    none_wrong(|phrase| if phrase.is_empty() { String::new() } else { format!("({phrase})") });
    none_wrong(|phrase| format!("{phrase};"));
}

#[test]
fn a_term_that_is_not_plain_carries_a_remark() {
    for (phrase, year, want) in
        cases().filter(|(_, _, want)| *want == "unread" || *want == "period" || *want == "by_date")
    {
        assert!(!read(phrase, context(year)).1.is_empty(), "{phrase} {want}");
    }
}

#[test]
fn plain_terms_carry_none() {
    for phrase in [
        "01.06.18",
        "до 15 марта 2024 г.",
        "2019-2020 гг.",
        "II квартал 2023 г.",
        "постоянно",
        "ежеквартально",
        "не реже 1 раза в 2 месяца",
        "по мере необходимости",
        "до конца 2024 года",
        "март-июнь 2021 г.",
        "с 01.02 по 30.11.2022",
        "ежегодно, до 1 апреля",
        "по 30 июня 2025",
        "не позднее 10 числа месяца, следующего за кварталом",
        "1 раз в полугодие",
        "сентябрь 2024 (в течение года)",
    ] {
        assert_eq!(read(phrase, Context::default()).1, [], "{phrase}");
    }
}

#[test]
fn doubts_have_their_codes() {
    for (phrase, code) in [
        ("до марта 2024", "deadline-ambiguous"),
        ("до 2025 года", "deadline-ambiguous"),
        ("март 2023, сентябрь 2023", "deadline-list"),
        ("в течение года", "deadline-without-year"),
        ("27.10", "deadline-without-year"),
        ("31.04.2024", "impossible-date"),
        ("13 квартал", "impossible-date"),
        ("по плану", "vague-deadline"),
        ("-", "vague-deadline"),
    ] {
        let remarks = read(phrase, Context::default()).1;
        assert!(remarks.iter().any(|remark| remark.code == code), "{phrase}: {remarks:?}");
    }
}

#[test]
fn the_period_of_the_paper_serves_phrases_without_days() {
    let day = |text: &str| text.parse().expect("a date");
    let paper = Context { year: None, period: Some((day("2024-02-01"), day("2025-11-30"))) };
    for (phrase, want) in [
        ("весь период", "period 2024-02-01..2025-11-30"),
        ("на период действия плана", "period 2024-02-01..2025-11-30"),
        ("в течение года", "period"),
        ("до конца срока действия плана", "by_date ..2025-11-30"),
    ] {
        assert_eq!(short(&read(phrase, paper).0), want, "{phrase}");
    }
}

#[test]
fn a_recurrence_is_found_inside_a_measure() {
    for (text, want) in [
        ("Не реже, чем 1 раз в два месяца проверять доступность информации", Some("P2M")),
        ("Ежеквартально обновлять сведения на стенде", Some("P3M")),
        ("Проводить опрос не реже двух раз в год", Some("P6M")),
        ("Провести ежегодный конкурс чтецов", None),
        ("Разместить план мероприятий на сайте", None),
        ("Проверять стенды каждый месяц", Some("P1M")),
        ("Установить пандус в каждом филиале", None),
        ("Сотрудничество не реже 1спектакля в 2 месяца", Some("P2M")),
    ] {
        assert_eq!(recurrence_in(text).map(|every| every.to_string()).as_deref(), want, "{text}");
    }
}

proptest! {
    #[test]
    fn nothing_written_makes_it_stumble(phrase in "\\PC{0,80}", year in proptest::option::of(1990_i16..2100)) {
        let (term, remarks) = read(&phrase, context(year));
        prop_assert!(term.from.zip(term.to).is_none_or(|(from, to)| from <= to));
        prop_assert!(term.kind != super::DeadlineKind::Unread || !remarks.is_empty());
        recurrence_in(&phrase);
    }

    #[test]
    fn words_of_terms_in_any_order_make_it_stumble_neither(
        words in proptest::collection::vec(proptest::sample::select(WORDS), 0..9),
        year in proptest::option::of(1990_i16..2100),
    ) {
        let (term, remarks) = read(&words.join(" "), context(year));
        prop_assert!(term.from.zip(term.to).is_none_or(|(from, to)| from <= to), "{words:?} {term:?}");
        prop_assert!(term.kind != super::DeadlineKind::Unread || !remarks.is_empty());
    }
}

const WORDS: &[&str] = &[
    "до",
    "с",
    "по",
    "к",
    "не",
    "позднее",
    "реже",
    "раз",
    "в",
    "на",
    "за",
    "течение",
    "1",
    "2",
    "15",
    "31",
    "99",
    "2024",
    "2023",
    "01.02",
    "30.11.2022",
    "29.02",
    "марта",
    "декабрь",
    "февраля",
    "квартал",
    "II",
    "полугодие",
    "год",
    "года",
    "учебный",
    "месяца",
    "числа",
    "следующего",
    "отчетным",
    "ежегодно",
    "ежемесячно",
    "постоянно",
    "мере",
    "необходимости",
    "при",
    "наличии",
    "-",
    ",",
    "(",
    ")",
    "/",
    ".",
    "начало",
    "конец",
    "декада",
    "лето",
    "зима",
    "весь",
    "период",
    "последний",
    "рабочий",
    "день",
    "каждый",
    "понедельник",
    "далее",
    "кроме",
];
