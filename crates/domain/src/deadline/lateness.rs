//! Whether something is late: the last day of its term, rolled over days off, against today.
//!
//! In come a term, what is known of its execution, today and the calendar; out goes how late or how soon.
//! It refuses to know states of measures: whoever asks says whether anything is still awaited.

use super::occurrence::{Anchor, next_due};
use super::{Deadline, DeadlineKind};
use crate::Date;
use crate::calendar::ProductionCalendar;

/// How a term stands today («просрочка»), in calendar days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lateness {
    /// Done by its last day, or the last day is not near yet.
    OnTime,
    /// The last day is so many days ahead; 0 is today.
    Soon(i32),
    /// The last day is over by so many days, or it was done so many days after it.
    Late(i32),
    /// There is no day to count from: «по мере необходимости», a term without a year.
    NoTerm,
}

/// The last day on which a term that comes once is kept («последний день срока»): a day off moves it to the next working day.
///
/// # Example
/// «до 02.05.2026» (a Saturday) ends on 4 May; «II квартал 2026» on 30 June.
pub fn last_day(deadline: &Deadline, calendar: &ProductionCalendar) -> Option<Date> {
    match deadline.kind {
        DeadlineKind::ByDate | DeadlineKind::Period => deadline.to.map(|day| calendar.roll_forward(day)),
        DeadlineKind::Ongoing | DeadlineKind::Recurring | DeadlineKind::OnDemand | DeadlineKind::Unread => None,
    }
}

/// How a term stands: late from the day after its last one, soon when at most `soon` days are left.
///
/// A term that comes once is kept when it was done at all; one that recurs asks again after each time,
/// counted from `anchor`.
pub fn lateness(
    deadline: &Deadline,
    anchor: Anchor,
    today: Date,
    soon: i32,
    calendar: &ProductionCalendar,
) -> Lateness {
    let once = last_day(deadline, calendar);
    if let Some((last, done)) = once.zip(anchor.last_done) {
        let days = days_between(last, done);
        return if days > 0 { Lateness::Late(days) } else { Lateness::OnTime };
    }
    let Some(last) = once.or_else(|| next_due(deadline, anchor, calendar)) else {
        return if deadline.every.is_some() { Lateness::OnTime } else { Lateness::NoTerm };
    };
    match days_between(today, last) {
        ..0 => Lateness::Late(days_between(last, today)),
        days if days <= soon => Lateness::Soon(days),
        _ => Lateness::OnTime,
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::{Context, read};

    fn check(phrase: &str, start: &str, done: Option<&str>, today: &str, expected: Lateness) {
        let day = |text: &str| -> Date { text.parse().unwrap() };
        let anchor =
            Anchor { start: Some(day(start)).filter(|_| !start.starts_with("0001")), last_done: done.map(day) };
        let term = read(phrase, Context::default()).0;
        let got = lateness(&term, anchor, day(today), 30, &ProductionCalendar::federal());
        assert_eq!(got, expected, "{phrase}, done {done:?}, today {today}");
    }

    #[test]
    fn a_term_is_late_from_the_day_after_its_last_working_day() {
        use Lateness::{Late, NoTerm, OnTime, Soon};
        for (phrase, done, today, expected) in [
            ("до 15.07.2026", None, "2026-07-15", Soon(0)),
            ("до 15.07.2026", None, "2026-07-16", Late(1)),
            ("до 15.07.2026", None, "2026-07-27", Late(12)),
            ("до 15.07.2026", None, "2026-06-15", Soon(30)),
            ("до 15.07.2026", None, "2026-06-14", OnTime),
            ("до 02.05.2026", None, "2026-05-04", Soon(0)),
            ("до 02.05.2026", None, "2026-05-05", Late(1)),
            ("до 31.12.2026", None, "2027-01-11", Soon(0)),
            ("II квартал 2026 г.", None, "2026-07-01", Late(1)),
            ("2026 год", Some("2026-05-01"), "2027-06-01", OnTime),
            ("до 15.07.2026", Some("2026-07-20"), "2026-08-01", Late(5)),
            ("до 15.07.2026", Some("2026-07-16"), "2026-08-01", Late(1)),
            ("до 15.07.2026", Some("2026-07-15"), "2026-08-01", OnTime),
            ("до 02.05.2026", Some("2026-05-04"), "2026-08-01", OnTime),
            ("по мере необходимости", None, "2026-08-01", NoTerm),
            ("27.10", None, "2026-08-01", NoTerm),
            ("по плану", None, "2026-08-01", NoTerm),
        ] {
            check(phrase, "2026-01-12", done, today, expected);
        }
    }

    #[test]
    fn a_recurring_term_asks_again_after_each_time() {
        use Lateness::{Late, NoTerm, OnTime, Soon};
        for (phrase, done, today, expected) in [
            ("ежеквартально", None, "2026-04-02", Late(2)),
            ("ежеквартально", Some("2026-02-10"), "2026-04-02", OnTime),
            ("ежеквартально", Some("2026-02-10"), "2026-06-20", Soon(10)),
            ("не реже 1 раза в 2 месяца", Some("2026-02-10"), "2026-04-11", Late(1)),
            ("постоянно", Some("2026-03-30"), "2026-06-29", Soon(1)),
            ("ежегодно, до 1 апреля", Some("2026-04-06"), "2026-05-01", OnTime),
        ] {
            check(phrase, "2026-01-12", done, today, expected);
        }
        check("ежеквартально", "0001-01-01", None, "2026-04-02", OnTime);
        check("постоянно", "0001-01-01", None, "2026-04-02", NoTerm);
    }
}
