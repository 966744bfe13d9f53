//! Which days are worked («производственный календарь»), as data: weekly days off, holidays of the Labour Code,
//! days moved by the Government, days of a region.
//!
//! In come days; out goes whether they are worked and where a term that ends on a day off really ends.
//! It refuses to guess the Government's moves: a year without them says so by [`ProductionCalendar::covers`].

mod parse;
mod rules;

use crate::Date;
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};

/// What a day is when it differs from the rule («вид дня»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// Worked although the rule says off.
    Work,
    /// Not worked although the rule says work.
    Off,
    /// Worked, an hour shorter.
    Short,
}

/// Days that differ from the rule, and the years that are complete («производственный календарь»).
///
/// # Example
/// 31 December 2026 is a Thursday and off, moved there from 4 January; a term «до 31.12.2026» ends on 11 January 2027.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProductionCalendar {
    days: BTreeMap<Date, DayKind>,
    years: BTreeSet<i16>,
}

impl ProductionCalendar {
    /// The federal calendar that ships with the program.
    pub fn federal() -> Self {
        // Checked by a test; a bad line would only lose that line.
        parse::lines(include_str!("../../calendars/federal.txt")).0
    }

    /// Reads a calendar from lines «2026-01-09 off why»; bad lines come back with their numbers from 1.
    pub fn from_text(text: &str) -> (Self, Vec<usize>) {
        parse::lines(text)
    }

    /// This calendar with the days of a region or an organisation laid over it.
    #[must_use]
    pub fn with(mut self, over: &ProductionCalendar) -> Self {
        self.days.extend(&over.days);
        self
    }

    /// Whether the Government's moves of a year are known; where they are not, only the rule of the code holds.
    pub fn covers(&self, year: i16) -> bool {
        self.years.contains(&year)
    }

    /// Whether a day is worked: what the calendar says of it, else every day but Saturdays, Sundays and public holidays.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::calendar::ProductionCalendar;
    /// let federal = ProductionCalendar::federal();
    /// // Friday 9 January 2026 is off, moved there from a Saturday.
    /// assert!(!federal.is_working("2026-01-09".parse().unwrap()));
    /// assert!(federal.is_working("2026-01-12".parse().unwrap()));
    /// ```
    pub fn is_working(&self, day: Date) -> bool {
        match self.days.get(&day) {
            Some(DayKind::Work | DayKind::Short) => true,
            Some(DayKind::Off) => false,
            None => !rules::is_off(day),
        }
    }

    /// The day itself, or the next working one: how a term ends that ends on a day off (art. 193 of the Civil Code).
    ///
    /// # Example
    /// ```
    /// use otklik_domain::calendar::ProductionCalendar;
    /// let federal = ProductionCalendar::federal();
    /// let day = |text: &str| text.parse().unwrap();
    /// assert_eq!(federal.roll_forward(day("2026-02-13")), day("2026-02-13"));
    /// assert_eq!(federal.roll_forward(day("2026-12-31")), day("2027-01-11"));
    /// ```
    pub fn roll_forward(&self, day: Date) -> Date {
        self.roll(day, 1)
    }

    /// The day itself, or the working one before it: for a day by which a person should begin.
    ///
    /// # Example
    /// Saturday 14 February 2026 rolls back to Friday the 13th.
    pub fn roll_back(&self, day: Date) -> Date {
        self.roll(day, -1)
    }

    /// The n-th working day after a day; the day itself does not count.
    ///
    /// # Example
    /// One working day after Friday 13 February 2026 is Monday 16 February.
    pub fn add_working_days(&self, day: Date, n: u16) -> Date {
        let mut at = day;
        for _ in 0..n {
            at = self.roll_forward(at.saturating_add(1.day()));
        }
        at
    }

    fn roll(&self, day: Date, step: i64) -> Date {
        let mut at = day;
        // The longest run of days off is the New Year's; sixty steps end any calendar, even a broken one.
        for _ in 0..60 {
            if self.is_working(at) {
                return at;
            }
            at = at.saturating_add(step.days());
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn every_line_of_the_federal_calendar_is_read() {
        let (_, bad) = ProductionCalendar::from_text(include_str!("../../calendars/federal.txt"));
        assert!(bad.is_empty(), "{bad:?}");
    }

    #[test]
    fn days_of_2026_are_as_the_government_set_them() {
        let calendar = ProductionCalendar::federal();
        for (text, is_working) in [
            ("2026-01-01", false),
            ("2026-01-09", false),
            ("2026-01-12", true),
            ("2026-02-23", false),
            ("2026-03-09", false),
            ("2026-04-30", true),
            ("2026-05-11", false),
            ("2026-06-12", false),
            ("2026-11-04", false),
            ("2026-12-31", false),
            ("2026-07-15", true),
        ] {
            assert_eq!(calendar.is_working(day(text)), is_working, "{text}");
        }
    }

    #[test]
    fn terms_that_end_on_a_day_off_end_on_the_next_working_day() {
        let calendar = ProductionCalendar::federal();
        for (text, rolled) in [("2026-05-02", "2026-05-04"), ("2026-12-31", "2027-01-11"), ("2026-05-05", "2026-05-05")]
        {
            assert_eq!(calendar.roll_forward(day(text)), day(rolled), "{text}");
        }
        assert_eq!(calendar.roll_back(day("2026-06-14")), day("2026-06-11"));
        assert_eq!(calendar.add_working_days(day("2026-02-13"), 1), day("2026-02-16"));
        assert_eq!(calendar.add_working_days(day("2026-02-20"), 3), day("2026-02-26"));
    }

    #[test]
    fn a_region_lays_its_days_over_the_federal_ones() {
        let (region, bad) = ProductionCalendar::from_text("2026-03-20 off праздник региона\nсорок\n");
        assert_eq!(bad, vec![2]);
        let calendar = ProductionCalendar::federal().with(&region);
        assert!(!calendar.is_working(day("2026-03-20")) && calendar.covers(2026) && !calendar.covers(2031));
    }
}
