//! Terms of placing as lines of data: who wrote them, how sure they are, which version was used.

use crate::Date;
use crate::calendar::ProductionCalendar;
use crate::rulebook::Certainty;
use crate::wording::counted;
use jiff::ToSpan;

/// How long something may take («продолжительность срока размещения»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TermSpan {
    /// Working days after the event.
    WorkingDays(u16),
    /// Months by the number of the day.
    Months(u16),
    /// Years by the same day.
    Years(u16),
    /// A day and month of the year after the event.
    DayOfNextYear(i8, i8),
    /// The n-th day after the quarter of the event.
    DayAfterQuarter(u16),
    /// Nobody set one.
    None,
}

impl TermSpan {
    /// Reads «5 рабочих дней», «1 месяц», «3 года», «до 01.03», «3 день после квартала», «нет».
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        if text == "нет" {
            return Some(TermSpan::None);
        }
        if let Some(day) = text.strip_prefix("до ") {
            let (day, month) = day.trim().split_once('.')?;
            let (day, month) = (day.parse().ok()?, month.parse().ok()?);
            // A leap year takes every day that a year can have.
            return Date::new(2028, month, day).ok().map(|_| TermSpan::DayOfNextYear(day, month));
        }
        let (number, unit) = text.split_once(' ')?;
        let n: u16 = number.parse().ok().filter(|n| (1..=1000).contains(n))?;
        match unit.trim() {
            unit if unit.starts_with("рабоч") => Some(TermSpan::WorkingDays(n)),
            unit if unit.starts_with("месяц") => Some(TermSpan::Months(n)),
            unit if unit.starts_with("год") || unit == "лет" => Some(TermSpan::Years(n)),
            "день после квартала" | "день квартала" => Some(TermSpan::DayAfterQuarter(n)),
            _ => None,
        }
    }

    /// As it is written in the lines.
    pub fn in_words(self) -> String {
        match self {
            TermSpan::WorkingDays(n) => counted(n.into(), ["рабочий день", "рабочих дня", "рабочих дней"]),
            TermSpan::Months(n) => counted(n.into(), ["месяц", "месяца", "месяцев"]),
            TermSpan::Years(n) => counted(n.into(), ["год", "года", "лет"]),
            TermSpan::DayOfNextYear(day, month) => format!("до {day:02}.{month:02}"),
            TermSpan::DayAfterQuarter(n) => format!("{n} день после квартала"),
            TermSpan::None => "нет".to_owned(),
        }
    }

    /// The last day after an event; one that is off rolls forward. Nothing where the act names no term.
    ///
    /// # Example
    /// Ten working days after Monday 16 February 2026 end on Tuesday 3 March: Monday the 23rd is off.
    pub fn after(self, event: Date, calendar: &ProductionCalendar) -> Option<Date> {
        let day = match self {
            TermSpan::WorkingDays(n) => return Some(calendar.add_working_days(event, n)),
            TermSpan::Months(n) => event.saturating_add(i64::from(n).months()),
            TermSpan::Years(n) => event.saturating_add(i64::from(n).years()),
            TermSpan::DayOfNextYear(day, month) => {
                let year = event.year().checked_add(1)?;
                // 29 February of a year that has none is its last day.
                Date::new(year, month, day).or_else(|_| Date::new(year, month, 28)).ok()?
            }
            TermSpan::DayAfterQuarter(n) => {
                let first = Date::new(event.year(), (event.month() - 1) / 3 * 3 + 1, 1).ok()?;
                first.saturating_add(3.months()).saturating_add((i64::from(n) - 1).days())
            }
            TermSpan::None => return None,
        };
        Some(calendar.roll_forward(day))
    }
}

/// One term of placing («срок размещения»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its code: `D7`.
    pub code: String,
    /// After what, and what is to be done.
    pub event: String,
    /// How long it may take.
    pub span: TermSpan,
    /// Whence it is known.
    pub source: String,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Every term, under the number of the version («сроки размещения»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The version; 1 ships with the program.
    pub version: i64,
    /// The terms in their order.
    pub lines: Vec<Term>,
}

impl Default for Terms {
    fn default() -> Self {
        Terms::from_text(1, include_str!("../../calendars/publication_terms.txt")).0
    }
}

impl Terms {
    /// Reads lines `D7 | event | 5 рабочих дней | source | remembered`; numbers of bad lines come back, from 1.
    pub fn from_text(version: i64, text: &str) -> (Self, Vec<usize>) {
        let (mut lines, mut bad) = (Vec::new(), Vec::new());
        for (at, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            match term(line) {
                Some(term) => lines.push(term),
                None => bad.push(at + 1),
            }
        }
        (Terms { version, lines }, bad)
    }

    /// The lines as text again.
    pub fn to_text(&self) -> String {
        let line = |t: &Term| {
            format!("{} | {} | {} | {} | {}\n", t.code, t.event, t.span.in_words(), t.source, label(t.certainty))
        };
        self.lines.iter().map(line).collect()
    }

    /// A term by its code.
    pub fn of(&self, code: &str) -> Option<&Term> {
        self.lines.iter().find(|term| term.code == code)
    }
}

/// How sure, in one word of a line; the names of rulebooks are read too.
fn label(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Seen => "текст",
        Certainty::Practice => "практика",
        Certainty::Derived => "вывод",
        Certainty::Remembered => "по памяти",
    }
}

fn term(line: &str) -> Option<Term> {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [code, event, span, source, certainty] = parts.as_slice() else { return None };
    let certainty = Certainty::ALL.into_iter().find(|it| it.name() == *certainty || label(*it) == *certainty)?;
    let is_said = !code.is_empty() && !event.is_empty() && !source.is_empty();
    is_said.then_some(Term {
        code: (*code).to_owned(),
        event: (*event).to_owned(),
        span: TermSpan::parse(span)?,
        source: (*source).to_owned(),
        certainty,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_data_and_read_back() {
        let shipped = include_str!("../../calendars/publication_terms.txt");
        let (terms, bad) = Terms::from_text(1, shipped);
        assert_eq!((terms.lines.len(), bad), (12, vec![]));
        assert_eq!(Terms::from_text(1, &terms.to_text()), (terms, vec![]));
        let (none, bad) = Terms::from_text(2, "D7 | что-то\nD8 | план | завтра | откуда | seen\n");
        assert_eq!((none.lines.len(), bad), (0, vec![1, 2]));
    }

    #[test]
    fn a_term_ends_on_a_working_day() {
        let calendar = ProductionCalendar::federal();
        for (span, event, last) in [
            ("5 рабочих дней", "2026-02-02", Some("2026-02-09")),
            ("1 месяц", "2026-01-31", Some("2026-03-02")),
            ("3 года", "2026-02-02", Some("2029-02-02")),
            ("до 01.03", "2026-05-05", Some("2027-03-01")),
            ("3 день квартала", "2026-05-05", Some("2026-07-03")),
            ("нет", "2026-05-05", None),
        ] {
            let day = TermSpan::parse(span).unwrap().after(event.parse().unwrap(), &calendar);
            assert_eq!(day.map(|day| day.to_string()).as_deref(), last, "{span}");
        }
        for (span, words) in [
            ("1 рабочий день", "1 рабочий день"),
            ("3 день квартала", "3 день после квартала"),
            ("2 месяц", "2 месяца"),
            ("21 год", "21 год"),
            ("5 лет", "5 лет"),
        ] {
            assert_eq!(TermSpan::parse(span).map(TermSpan::in_words).as_deref(), Some(words));
        }
        for bad in ["0 месяц", "месяц", "до 40.13", "5 дней", ""] {
            assert_eq!(TermSpan::parse(bad), None, "{bad}");
        }
    }
}
