//! Where a term that comes again stands today: when it was served last, by when it asks next, whether it asks now.
//!
//! In come a term, the start of the plan, the last time and today; out go days. A term that comes once has no turns.
//! It refuses to call a missed turn late: the next one asks instead.

use super::occurrence::Rhythm;
use super::{Anchor, Deadline, DeadlineKind, Every, Unit};
use crate::Date;
use crate::calendar::ProductionCalendar;
use jiff::ToSpan;

/// How many months ahead of its day a turn begins to ask, at most.
const MONTHS_AHEAD: i64 = 3;

/// A turn of a term that comes again («очередное исполнение»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Turn {
    /// The day that was served last.
    pub last: Option<Date>,
    /// By when it asks next, rolled over days off; nothing for «по мере необходимости» and after the term's end.
    pub next: Option<Date>,
    /// It asks now: nothing was reported for the turn that runs.
    pub is_open: bool,
    /// The first day on which the turn that is next asks.
    pub asks_from: Option<Date>,
    /// The day of the first turn since the last time that nobody served: it is told and never called late.
    pub missed: Option<Date>,
}

/// The turn of a term on a day; nothing for a term that comes once. `months` sets how often «постоянно» asks instead of
/// each quarter.
///
/// # Example
/// «ежеквартально», served on 20 March 2026, asks again from 1 April, by 30 June.
///
/// # Example: a missed turn
/// «ежеквартально», never served, on 5 May 2026 asks by 30 June and does not count the first quarter as late.
pub fn turn(
    deadline: &Deadline,
    anchor: Anchor,
    today: Date,
    months: Option<u16>,
    calendar: &ProductionCalendar,
) -> Option<Turn> {
    let last = anchor.last_done;
    match deadline.kind {
        DeadlineKind::ByDate | DeadlineKind::Period | DeadlineKind::Unread => None,
        DeadlineKind::OnDemand => Some(Turn { last, ..Turn::default() }),
        DeadlineKind::Recurring | DeadlineKind::Ongoing => {
            let is_ongoing = deadline.kind == DeadlineKind::Ongoing;
            let set = months.filter(|_| is_ongoing).map(|months| Every::new(months, Unit::Month));
            let deadline = Deadline { every: set.or(deadline.every), ..deadline.clone() };
            let Some(rhythm) = Rhythm::of(&deadline) else { return Some(Turn { last, ..Turn::default() }) };
            let is_ahead = |day: &Date| calendar.roll_forward(*day) >= today;
            let from_today = || rhythm.next(Anchor { start: Some(today), last_done: None });
            let asked = rhythm.next(anchor);
            let next = asked.filter(is_ahead).or_else(from_today).filter(is_ahead);
            let asks_from = next.and_then(|day| asks_from(day, rhythm.every));
            Some(Turn {
                last,
                is_open: asks_from.is_some_and(|from| from <= today),
                next: next.map(|day| calendar.roll_forward(day)),
                asks_from,
                missed: asked.filter(|day| !is_ahead(day)),
            })
        }
    }
}

/// The first day on which a turn asks that is due by `day`.
fn asks_from(day: Date, every: Every) -> Option<Date> {
    let count = i64::from(every.count);
    let months = match every.unit {
        Unit::Day => return day.checked_sub((count - 1).days()).ok(),
        Unit::Week => return day.checked_sub(count.weeks()).ok()?.tomorrow().ok(),
        Unit::Month => count.min(MONTHS_AHEAD),
        Unit::Year => MONTHS_AHEAD,
    };
    if day == day.last_of_month() {
        day.first_of_month().checked_sub((months - 1).months()).ok()
    } else {
        day.checked_sub(months.months()).ok()?.tomorrow().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::{Context, read};

    #[test]
    fn a_turn_asks_once_and_again() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (phrase, done, today, months, expected) in [
            ("ежеквартально", None, "2026-01-20", None, Some((Some("2026-03-31"), true))),
            ("ежеквартально", Some("2026-03-20"), "2026-03-25", None, Some((Some("2026-06-30"), false))),
            ("ежеквартально", Some("2026-03-20"), "2026-04-01", None, Some((Some("2026-06-30"), true))),
            ("ежеквартально", None, "2026-05-05", None, Some((Some("2026-06-30"), true))),
            ("постоянно", Some("2026-02-01"), "2026-02-10", None, Some((Some("2026-06-30"), false))),
            ("постоянно", Some("2026-02-01"), "2026-03-01", Some(1), Some((Some("2026-03-31"), true))),
            ("ежегодно", None, "2026-05-05", None, Some((Some("2027-01-11"), false))),
            ("ежегодно", None, "2026-10-05", None, Some((Some("2027-01-11"), true))),
            // The last day was a holiday: the turn waits until the working day, and how often «постоянно» asks is not for it.
            ("ежегодно", None, "2027-01-05", None, Some((Some("2027-01-11"), true))),
            ("ежеквартально", None, "2026-01-20", Some(1), Some((Some("2026-03-31"), true))),
            ("еженедельно", Some("2026-05-04"), "2026-05-05", None, Some((Some("2026-05-12"), true))),
            ("постоянно до 31.03.2026", None, "2026-05-05", None, Some((None, false))),
            ("по мере необходимости", Some("2026-02-01"), "2026-02-10", None, Some((None, false))),
            ("до 15.07.2026", None, "2026-02-10", None, None),
        ] {
            let term = read(phrase, Context::default()).0;
            let anchor = Anchor { start: Some(day("2026-01-12")), last_done: done.map(day) };
            let got = turn(&term, anchor, day(today), months, &ProductionCalendar::federal());
            let short = got.map(|turn| (turn.next, turn.is_open));
            assert_eq!(short, expected.map(|(next, is_open)| (next.map(day), is_open)), "{phrase} on {today}");
            assert!(got.is_none_or(|turn| turn.last == done.map(day)), "{phrase}");
        }
    }

    #[test]
    fn a_turn_that_nobody_served_is_told_until_the_next_is() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (phrase, done, today, missed, from) in [
            ("ежеквартально", None, "2026-01-20", None, Some("2026-01-01")),
            ("ежеквартально", None, "2026-05-05", Some("2026-03-31"), Some("2026-04-01")),
            ("ежеквартально", Some("2026-05-06"), "2026-05-07", None, Some("2026-07-01")),
            ("постоянно", Some("2026-02-01"), "2026-08-10", Some("2026-06-30"), Some("2026-07-01")),
            ("раз в 10 дней", Some("2026-05-04"), "2026-05-05", None, Some("2026-05-05")),
            ("по мере необходимости", None, "2026-05-05", None, None),
        ] {
            let term = read(phrase, Context::default()).0;
            let anchor = Anchor { start: Some(day("2026-01-12")), last_done: done.map(day) };
            let got = turn(&term, anchor, day(today), None, &ProductionCalendar::federal()).unwrap();
            assert_eq!((got.missed, got.asks_from), (missed.map(day), from.map(day)), "{phrase} on {today}");
        }
    }
}
