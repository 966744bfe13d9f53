//! How often somebody wants letters, and whether today is a day of theirs.

use super::Rules;
use crate::Date;
use crate::calendar::ProductionCalendar;
use jiff::ToSpan;

/// How often letters come («частота писем»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pace {
    /// Each event as it happens, and terms once a day.
    AtOnce,
    /// All of a day in one letter.
    #[default]
    Daily,
    /// All of a week in one letter.
    Weekly,
    /// No letters.
    Never,
}

impl Pace {
    /// Every pace, in the order a form shows them.
    pub const ALL: [Pace; 4] = [Pace::AtOnce, Pace::Daily, Pace::Weekly, Pace::Never];

    /// The name used in forms and kept.
    pub fn name(self) -> &'static str {
        match self {
            Pace::AtOnce => "at_once",
            Pace::Daily => "daily",
            Pace::Weekly => "weekly",
            Pace::Never => "never",
        }
    }

    /// Reads the name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pace| pace.name() == name)
    }

    /// In words.
    pub fn in_words(self) -> &'static str {
        match self {
            Pace::AtOnce => "сразу о каждом событии, о сроках раз в день",
            Pace::Daily => "одним письмом раз в рабочий день",
            Pace::Weekly => "одним письмом раз в неделю",
            Pace::Never => "не присылать писем",
        }
    }
}

/// Whether a digest leaves today for somebody who had the last one on a day.
///
/// A weekly one leaves on the day that is set, or on the first working day after it, and once; a stop of the program
/// loses nothing, for the next working day still counts.
pub fn is_digest_day(
    pace: Pace,
    last: Option<Date>,
    today: Date,
    rules: &Rules,
    calendar: &ProductionCalendar,
) -> bool {
    if !calendar.is_working(today) {
        return false;
    }
    match pace {
        Pace::Never => false,
        Pace::AtOnce | Pace::Daily => last.is_none_or(|last| last < today),
        Pace::Weekly => {
            let back = i64::from(today.weekday().since(rules.weekday));
            let began = today.saturating_sub(back.days());
            last.is_none_or(|last| last < began)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_leaves_once_on_its_day_and_is_not_lost_by_a_stop() {
        let calendar = ProductionCalendar::federal();
        for (pace, last, today, expected) in [
            (Pace::Daily, None, "2026-11-20", true),
            (Pace::Daily, Some("2026-11-20"), "2026-11-20", false),
            (Pace::Daily, Some("2026-11-20"), "2026-11-22", false),
            (Pace::AtOnce, Some("2026-11-20"), "2026-11-23", true),
            (Pace::Weekly, Some("2026-11-16"), "2026-11-20", false),
            (Pace::Weekly, Some("2026-11-16"), "2026-11-23", true),
            (Pace::Weekly, Some("2026-11-16"), "2026-11-25", true),
            (Pace::Weekly, Some("2026-11-25"), "2026-11-27", false),
            (Pace::Weekly, Some("2026-12-28"), "2027-01-11", true),
            (Pace::Never, None, "2026-11-20", false),
        ] {
            let day = |text: &str| text.parse::<Date>().unwrap();
            let is_day = is_digest_day(pace, last.map(day), day(today), &Rules::default(), &calendar);
            assert_eq!(is_day, expected, "{pace:?} {last:?} {today}");
        }
    }

    #[test]
    fn names_are_read_back() {
        assert!(Pace::ALL.into_iter().all(|pace| Pace::from_name(pace.name()) == Some(pace)));
    }
}
