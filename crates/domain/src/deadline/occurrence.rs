//! When a recurring term asks again, and what is due within a quarter.
//!
//! In come a term, the start of the plan and the day of the last execution; out go days.
//! It refuses to know today: «next» means after what was done last.

use super::{Deadline, DeadlineKind, Due, Every, Unit};
use crate::Date;
use crate::calendar::ProductionCalendar;
use jiff::{Span, ToSpan};

/// From where recurrences are counted («точка отсчёта»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    /// First day of the plan, or the day it was approved.
    pub start: Option<Date>,
    /// Day of the last execution.
    pub last_done: Option<Date>,
}

/// The longest row of days that is looked through: thirty years of daily work.
const MOST: i32 = 11_000;

/// The day by which a term asks for work next, rolled over days off; `None` when nothing is awaited any more.
///
/// A term that comes once asks for its last day until it is done. «Ежемесячно», «ежеквартально», «раз в полугодие» and
/// «ежегодно» ask once in each month, quarter, half-year and year of the calendar; any other recurrence asks so long
/// after the last time; «постоянно» asks once a quarter.
///
/// # Example
/// «не реже 1 раза в 2 месяца», done on 10 February 2026, asks again by 10 April.
pub fn next_due(deadline: &Deadline, anchor: Anchor, calendar: &ProductionCalendar) -> Option<Date> {
    let next = match deadline.kind {
        DeadlineKind::ByDate | DeadlineKind::Period => deadline.to.filter(|_| anchor.last_done.is_none())?,
        DeadlineKind::OnDemand | DeadlineKind::Unread => return None,
        DeadlineKind::Recurring | DeadlineKind::Ongoing => {
            let rhythm = Rhythm::of(deadline)?;
            rhythm.next(anchor)?
        }
    };
    Some(calendar.roll_forward(next))
}

/// Whether a term asks for work between two days, both inclusive: its last day falls there, or a recurrence does.
///
/// # Example
/// «ежегодно, до 1 апреля» is due in the second quarter; «2026 год» in the fourth.
pub fn is_due_within(deadline: &Deadline, anchor: Anchor, from: Date, to: Date) -> bool {
    let inside = |day: Date| from <= day && day <= to;
    match deadline.kind {
        DeadlineKind::ByDate | DeadlineKind::Period => deadline.to.is_some_and(inside),
        DeadlineKind::OnDemand | DeadlineKind::Unread => false,
        DeadlineKind::Recurring | DeadlineKind::Ongoing => Rhythm::of(deadline).is_some_and(|rhythm| {
            let start = rhythm.begins(anchor.start).unwrap_or(from);
            rhythm.days_from(start).take_while(|day| *day <= to).any(inside)
        }),
    }
}

/// Whether a term covers any day between two days: what a quarterly report speaks about, due or not.
pub fn is_running_within(deadline: &Deadline, from: Date, to: Date) -> bool {
    let begun = deadline.from.is_none_or(|first| first <= to);
    let open = deadline.to.is_none_or(|last| last >= from);
    match deadline.kind {
        DeadlineKind::ByDate | DeadlineKind::Period => deadline.to.is_some() && begun && open,
        DeadlineKind::Recurring | DeadlineKind::Ongoing => begun && open,
        DeadlineKind::OnDemand | DeadlineKind::Unread => false,
    }
}

/// A recurrence with its bounds and the day within it.
pub(super) struct Rhythm {
    pub(super) every: Every,
    due: Option<Due>,
    from: Option<Date>,
    to: Option<Date>,
}

impl Rhythm {
    pub(super) fn of(deadline: &Deadline) -> Option<Self> {
        let quarterly = (deadline.kind == DeadlineKind::Ongoing).then_some(Every::new(3, Unit::Month));
        Some(Rhythm { every: deadline.every.or(quarterly)?, due: deadline.due, from: deadline.from, to: deadline.to })
    }

    /// The first day that counts.
    fn begins(&self, start: Option<Date>) -> Option<Date> {
        start.max(self.from)
    }

    pub(super) fn next(&self, anchor: Anchor) -> Option<Date> {
        let Some(done) = anchor.last_done else {
            let first = self.days_from(self.begins(anchor.start)?).next();
            // Bounds narrower than the recurrence: once, by their end.
            return first.or(self.to);
        };
        let after = match self.cycle() {
            None => done.checked_add(self.span()).ok()?,
            Some(_) => {
                let served = self.served(done)?;
                self.days_from(served.checked_add(1.day()).ok()?).next()?
            }
        };
        (self.to.is_none_or(|to| after <= to)).then_some(after)
    }

    /// Months of the calendar's own cycle, where the recurrence keeps to one.
    fn cycle(&self) -> Option<i8> {
        match (self.every.unit, self.every.count, self.due) {
            (Unit::Month, months @ (1 | 2 | 3 | 4 | 6), Some(Due::AfterPeriod { .. }))
            | (Unit::Month, months @ (1 | 3 | 6), _) => i8::try_from(months).ok(),
            (Unit::Year, 1, _) | (Unit::Year, _, Some(_)) => Some(12),
            _ => None,
        }
    }

    fn span(&self) -> Span {
        let count = i64::from(self.every.count);
        match self.every.unit {
            Unit::Day => count.days(),
            Unit::Week => count.weeks(),
            Unit::Month => count.months(),
            Unit::Year => count.years(),
        }
    }

    /// Days on which it asks, from a day on, within its bounds.
    fn days_from(&self, start: Date) -> impl Iterator<Item = Date> + '_ {
        let cycle = self.cycle();
        let step = self.span();
        (0..MOST)
            .map_while(move |n| match cycle {
                Some(months) => self.day_of_cycle(period_after(start, months, n - 2)?),
                // The first time falls one recurrence after the start.
                None => start.checked_add(step.checked_mul(i64::from(n) + 1).ok()?).ok(),
            })
            .filter(move |day| *day >= start)
            .take_while(|day| self.to.is_none_or(|to| *day <= to))
    }

    /// The day on which the cycle that ends so asks.
    fn day_of_cycle(&self, end: Date) -> Option<Date> {
        match self.due {
            Some(Due::YearDay { month, day }) => on_day(Date::new(end.year(), month, 1).ok()?, day),
            Some(Due::AfterPeriod { months, day }) => {
                on_day(end.first_of_month().checked_add(i64::from(months).months()).ok()?, day)
            }
            None => Some(end),
        }
    }

    /// The asking day that an execution served: of its own cycle, or the nearest where a day is named.
    fn served(&self, done: Date) -> Option<Date> {
        let far = (done.saturating_sub(400.days()), done.saturating_add(400.days()));
        match self.due {
            None => self.day_of_cycle(period_after(done, self.cycle()?, 0)?),
            Some(_) => self
                .unbounded_days(far.0)
                .take_while(|day| *day <= far.1)
                .min_by_key(|day| (done - *day).get_days().abs()),
        }
    }

    fn unbounded_days(&self, start: Date) -> impl Iterator<Item = Date> + '_ {
        let cycle = self.cycle();
        (0..1000).map_while(move |n| self.day_of_cycle(period_after(start, cycle?, n)?))
    }
}

/// The last day of the n-th cycle after the one a day falls in; cycles begin in January.
fn period_after(day: Date, months: i8, n: i32) -> Option<Date> {
    let first = (day.month() - 1) / months * months + 1;
    let begin = Date::new(day.year(), first, 1).ok()?;
    let end = begin.checked_add((i64::from(months) * (i64::from(n) + 1) - 1).months()).ok()?;
    Some(end.last_of_month())
}

/// A day of a month, or its last where the month is shorter.
fn on_day(month: Date, day: i8) -> Option<Date> {
    Date::new(month.year(), month.month(), day.min(month.days_in_month())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::{Context, read};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn anchor(done: Option<&str>) -> Anchor {
        Anchor { start: Some(day("2026-01-12")), last_done: done.map(day) }
    }

    #[test]
    fn the_next_time_follows_the_last_one() {
        for (phrase, done, expected) in [
            ("не реже 1 раза в 2 месяца", None, Some("2026-03-12")),
            ("не реже 1 раза в 2 месяца", Some("2026-02-10"), Some("2026-04-10")),
            ("раз в три года", Some("2026-02-10"), Some("2029-02-12")),
            ("еженедельно", Some("2026-02-10"), Some("2026-02-17")),
            ("ежемесячно", None, Some("2026-02-02")),
            ("ежемесячно", Some("2026-02-10"), Some("2026-03-31")),
            ("ежеквартально", Some("2026-03-31"), Some("2026-06-30")),
            ("ежегодно", Some("2026-05-05"), Some("2027-12-31")),
            ("1 раз в полугодие", None, Some("2026-06-30")),
            ("постоянно", None, Some("2026-03-31")),
            ("постоянно в течение 2026 года", Some("2026-11-01"), None),
            ("до 15.07.2026", None, Some("2026-07-15")),
            ("до 15.07.2026", Some("2026-07-01"), None),
            ("по мере необходимости", None, None),
            ("по плану", None, None),
            ("ежегодно, до 1 апреля", None, Some("2026-04-01")),
            ("ежегодно, до 1 апреля", Some("2026-03-20"), Some("2027-04-01")),
            ("ежегодно, до 1 апреля", Some("2026-04-05"), Some("2027-04-01")),
            ("не позднее 10 числа месяца, следующего за кварталом", None, Some("2026-04-10")),
            ("не позднее 10 числа месяца, следующего за кварталом", Some("2026-04-12"), Some("2026-07-10")),
            ("ежемесячно до 5 числа", Some("2026-02-04"), Some("2026-03-05")),
            ("в последний рабочий день месяца", Some("2026-02-27"), Some("2026-03-31")),
            ("ежемесячно до 31.03.2026", Some("2026-03-20"), None),
        ] {
            let term = read(phrase, Context::default()).0;
            let got = next_due(&term, anchor(done), &ProductionCalendar::federal());
            assert_eq!(got, expected.map(day), "{phrase}, done {done:?}");
        }
    }

    #[test]
    fn a_quarter_knows_what_is_due_in_it() {
        let second = (day("2026-04-01"), day("2026-06-30"));
        for (phrase, is_due, is_running) in [
            ("до 15.05.2026", true, true),
            ("до 15.07.2026", false, true),
            ("до 15.03.2026", false, false),
            ("2026 год", false, true),
            ("II квартал 2026", true, true),
            ("ежеквартально", true, true),
            ("ежегодно", false, true),
            ("ежегодно, до 1 апреля", true, true),
            ("постоянно", true, true),
            ("постоянно с 2027 года", false, false),
            ("не реже 1 раза в 2 месяца", true, true),
            ("раз в три года", false, true),
            ("не позднее 10 числа месяца, следующего за кварталом", true, true),
            ("ежеквартально в течение 2025 года", false, false),
            ("по мере необходимости", false, false),
        ] {
            let term = read(phrase, Context::default()).0;
            assert_eq!(is_due_within(&term, anchor(None), second.0, second.1), is_due, "{phrase} due");
            assert_eq!(is_running_within(&term, second.0, second.1), is_running, "{phrase} running");
        }
    }
}
