//! Russian words for values: counts, dates, points, terms.
//!
//! In come values of the domain; out go words a methodologist would say. Spaces are plain here:
//! no-break ones are set once for the whole page. It refuses to know HTML.

use jiff::civil::Date;
use otklik_domain::deadline::{Deadline, DeadlineKind, Due, Every, Unit};
use otklik_domain::score::Points;
use otklik_domain::wording;

/// Three forms of a noun: «день», «дня», «дней».
pub(crate) type Forms = [&'static str; 3];

pub(crate) const DAYS: Forms = ["день", "дня", "дней"];
pub(crate) const MEASURES: Forms = ["мера", "меры", "мер"];
pub(crate) const ORGANISATIONS: Forms = ["организация", "организации", "организаций"];
/// After a number in the genitive: «из 1 организации», «из 14 организаций».
pub(crate) const ORGANISATIONS_OF: [&str; 2] = ["организации", "организаций"];
pub(crate) const REMARKS: Forms = ["замечание", "замечания", "замечаний"];
pub(crate) const PLACES: Forms = ["место", "места", "мест"];

const WEEKDAYS: [&str; 7] = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"];

/// The form of a noun that goes with a count.
pub(crate) fn form(n: usize, forms: Forms) -> &'static str {
    wording::form(u64::try_from(n).unwrap_or(u64::MAX), forms)
}

/// «12 дней».
pub(crate) fn count(n: usize, forms: Forms) -> String {
    format!("{} {}", number(n), form(n, forms))
}

/// «из 14 организаций»: the number after a preposition of the genitive.
pub(crate) fn count_of(n: usize, [one, many]: [&str; 2]) -> String {
    let noun = if n % 10 == 1 && n % 100 != 11 { one } else { many };
    format!("{} {noun}", number(n))
}

/// «10 000»: thousands apart by a no-break space.
pub(crate) fn number(n: usize) -> String {
    let digits = n.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// «15 марта 2024 года».
pub(crate) fn date(day: Date) -> String {
    format!("{} года", date_brief(day))
}

/// «15 марта 2024».
pub(crate) fn date_brief(day: Date) -> String {
    format!("{} {}", day_month(day.day(), day.month()), day.year())
}

/// «15 марта 2024, 18:40».
pub(crate) fn moment(at: jiff::Timestamp, zone: &jiff::tz::TimeZone) -> String {
    let at = at.to_zoned(zone.clone());
    format!("{}, {}", date_brief(at.date()), at.strftime("%H:%M"))
}

/// «вторник, 12 января 2021».
pub(crate) fn weekday_date(day: Date) -> String {
    let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    format!("{}, {}", WEEKDAYS.get(weekday).unwrap_or(&""), date_brief(day))
}

/// «12:15».
pub(crate) fn clock(at: jiff::Timestamp, zone: &jiff::tz::TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%H:%M").to_string()
}

fn day_month(day: i8, month: i8) -> String {
    let name = usize::try_from(month - 1).ok().and_then(|at| wording::MONTHS_OF.get(at)).unwrap_or(&"");
    format!("{day} {name}")
}

/// «22,5»; a minus sign instead of a hyphen.
pub(crate) fn points(value: Points) -> String {
    value.to_string().replace('.', ",").replace('-', "−")
}

/// «88,7»: one digit after the comma where there is a part.
pub(crate) fn points_brief(value: Points) -> String {
    let text = value.to_decimals(1);
    text.strip_suffix(".0").unwrap_or(&text).replace('.', ",").replace('-', "−")
}

/// A sentence with one mark at its end, whatever it brought along.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim_end_matches('.');
    if text.ends_with(['?', '!', '…']) { text.to_owned() } else { format!("{text}.") }
}

/// «Назначить ответственного» of «После: Назначить ответственного», where «После» already stands before it.
pub(crate) fn untitled<'a>(title: &str, words: &'a str) -> &'a str {
    words.strip_prefix(title).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(words)
}

/// A capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The class of a page's heading: a measure of six hundred letters is read better small.
pub(crate) fn heading_class(text: &str) -> &'static str {
    match text.chars().count() {
        0..=120 => "govuk-heading-xl",
        121..=240 => "govuk-heading-l",
        _ => "govuk-heading-m",
    }
}

/// The first words of a long text.
pub(crate) fn short(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let cut: String = text.chars().take(letters).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':']))
}

/// A small first letter, for names inside sentences.
pub(crate) fn uncapital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A term as it was understood: «до 31 декабря 2020 года», «раз в квартал».
pub(crate) fn term(deadline: &Deadline) -> Option<String> {
    match deadline.kind {
        DeadlineKind::ByDate | DeadlineKind::Period => deadline.to.map(|to| format!("до {}", date(to))),
        DeadlineKind::Ongoing => Some(bounded("постоянно", deadline)),
        DeadlineKind::Recurring => {
            let mut text = deadline.every.map_or_else(|| "повторяется".to_owned(), every);
            if let Some(due) = deadline.due {
                text = format!("{text}, {}", due_words(due));
            }
            Some(bounded(&text, deadline))
        }
        DeadlineKind::OnDemand => Some("по мере надобности".to_owned()),
        DeadlineKind::Unread => None,
    }
}

/// Why the last day of a term is later than the plan says.
pub(crate) fn rolled(day_off: Date) -> String {
    format!("{} — выходной, срок сдвинут на рабочий день", date_brief(day_off))
}

fn bounded(text: &str, deadline: &Deadline) -> String {
    let mut text = text.to_owned();
    if let Some(from) = deadline.from {
        text = format!("{text} с {}", date_brief(from));
    }
    if let Some(to) = deadline.to {
        text = format!("{text} до {}", date_brief(to));
    }
    text
}

/// «раз в 2 месяца».
pub(crate) fn every(every: Every) -> String {
    let n = usize::from(every.count);
    match (n, every.unit) {
        (1, Unit::Day) => "каждый день".to_owned(),
        (1, Unit::Week) => "раз в неделю".to_owned(),
        (1, Unit::Month) => "раз в месяц".to_owned(),
        (3, Unit::Month) => "раз в квартал".to_owned(),
        (6, Unit::Month) => "раз в полгода".to_owned(),
        (1, Unit::Year) => "раз в год".to_owned(),
        (_, Unit::Day) => format!("раз в {}", count(n, DAYS)),
        (_, Unit::Week) => format!("раз в {}", count(n, ["неделю", "недели", "недель"])),
        (_, Unit::Month) => format!("раз в {}", count(n, ["месяц", "месяца", "месяцев"])),
        (_, Unit::Year) => format!("раз в {}", count(n, ["год", "года", "лет"])),
    }
}

fn due_words(due: Due) -> String {
    match due {
        Due::YearDay { month, day } => format!("до {}", day_month(day, month)),
        Due::AfterPeriod { months: 0, day } => format!("до {day}-го числа последнего месяца"),
        Due::AfterPeriod { months: 1, day } => format!("до {day}-го числа следующего месяца"),
        Due::AfterPeriod { months, day } => format!("до {day}-го числа через {months} мес."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn nouns_follow_their_counts() {
        for (n, text) in [
            (0, "0 дней"),
            (1, "1 день"),
            (2, "2 дня"),
            (5, "5 дней"),
            (11, "11 дней"),
            (12, "12 дней"),
            (21, "21 день"),
            (22, "22 дня"),
            (111, "111 дней"),
            (12_345, "12\u{a0}345 дней"),
        ] {
            assert_eq!(count(n, DAYS), text);
        }
    }

    #[test]
    fn dates_and_points_are_written_as_in_an_office() {
        assert_eq!(date(day(2024, 3, 15)), "15 марта 2024 года");
        assert_eq!(weekday_date(day(2021, 1, 12)), "вторник, 12 января 2021");
        assert_eq!(points("77.5".parse().unwrap()), "77,5");
        assert_eq!(points_brief("88.65".parse().unwrap()), "88,7");
        assert_eq!(points_brief("-3".parse().unwrap()), "−3");
    }

    #[test]
    fn terms_are_said_in_words() {
        let mut term_of = Deadline::bare("ежеквартально", DeadlineKind::Recurring);
        term_of.every = Every::from_iso("P3M");
        assert_eq!(term(&term_of).as_deref(), Some("раз в квартал"));
        term_of.due = Some(Due::YearDay { month: 4, day: 1 });
        term_of.every = Every::from_iso("P1Y");
        assert_eq!(term(&term_of).as_deref(), Some("раз в год, до 1 апреля"));
        let mut by = Deadline::bare("2020 г.", DeadlineKind::Period);
        by.to = Some(day(2020, 12, 31));
        assert_eq!(term(&by).as_deref(), Some("до 31 декабря 2020 года"));
    }
}
