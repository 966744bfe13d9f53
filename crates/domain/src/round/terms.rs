//! How long each step of a round may take after the one before: lines of data become last days.

use super::Step;
use crate::Date;
use crate::calendar::ProductionCalendar;
use jiff::ToSpan;

/// How long something may take («продолжительность срока»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// Months by number of the day; a last day off rolls forward.
    Months(u16),
    /// Working days; the first day does not count.
    WorkingDays(u16),
}

impl Span {
    /// The last day, counted from a day, which itself does not count.
    ///
    /// # Example
    /// One month from 31 January 2026 is 28 February, a Saturday, and so Monday 2 March.
    pub fn after(self, day: Date, calendar: &ProductionCalendar) -> Date {
        match self {
            Span::Months(n) => calendar.roll_forward(day.saturating_add(i64::from(n).months())),
            Span::WorkingDays(n) => calendar.add_working_days(day, n),
        }
    }
}

/// Terms between the steps of a round («сроки шагов тура»), as data: the order leaves part of them to contracts and
/// regions.
///
/// # Example
/// The council has one month: a report of 16 November 2026 is decided on by 16 December 2026.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms(Vec<(Step, Span)>);

impl Default for Terms {
    fn default() -> Self {
        // Checked by a test; a bad line would only lose its proposal.
        Terms::from_text(include_str!("../../calendars/round_terms.txt")).0
    }
}

impl Terms {
    /// Reads lines «decision 1 months why»; bad lines come back with their numbers from 1.
    pub fn from_text(text: &str) -> (Self, Vec<usize>) {
        let (mut spans, mut bad) = (Vec::new(), Vec::new());
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        for (at, line) in lines {
            match span(line) {
                Some(span) => spans.push(span),
                None => bad.push(at + 1),
            }
        }
        (Terms(spans), bad)
    }

    /// How long a step may take after the one before.
    pub fn of(&self, step: Step) -> Option<Span> {
        self.0.iter().find(|(known, _)| *known == step).map(|(_, span)| *span)
    }
}

fn span(line: &str) -> Option<(Step, Span)> {
    let mut words = line.split_whitespace();
    let step = Step::from_name(words.next()?)?;
    let n: u16 = words.next()?.parse().ok().filter(|n| *n <= 1000)?;
    match words.next()? {
        "months" => Some((step, Span::Months(n))),
        "working-days" => Some((step, Span::WorkingDays(n))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_that_ship_are_all_read() {
        let (terms, bad) = Terms::from_text(include_str!("../../calendars/round_terms.txt"));
        assert_eq!(bad, Vec::<usize>::new());
        assert_eq!(terms.of(Step::Decision), Some(Span::Months(1)));
        assert_eq!(terms.of(Step::Results), Some(Span::WorkingDays(5)));
        assert_eq!(terms.of(Step::Survey), None);
    }

    #[test]
    fn bad_lines_come_back_with_their_numbers() {
        let (terms, bad) =
            Terms::from_text("# why\ndecision 2 months\ndecision two months\nwho 1 months\nreport 1 years");
        assert_eq!((terms.of(Step::Decision), bad), (Some(Span::Months(2)), vec![3, 4, 5]));
    }

    #[test]
    fn a_month_that_ends_on_a_day_off_ends_on_the_next_working_one() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let calendar = ProductionCalendar::federal();
        for (span, from, to) in [
            (Span::Months(1), "2026-11-16", "2026-12-16"),
            (Span::Months(1), "2026-12-03", "2027-01-11"),
            (Span::Months(1), "2026-01-31", "2026-03-02"),
            (Span::WorkingDays(10), "2026-10-30", "2026-11-16"),
        ] {
            assert_eq!(span.after(day(from), &calendar), day(to), "{span:?} {from}");
        }
    }
}
