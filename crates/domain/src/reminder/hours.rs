//! At which hours a letter may leave: by day and on working days only.

use crate::calendar::ProductionCalendar;
use jiff::ToSpan;
use jiff::civil::{DateTime, Time};

/// Hours at which letters leave («часы писем»); outside of them it is quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// From this time on.
    pub from: Time,
    /// Up to this time, which is quiet already.
    pub to: Time,
}

impl Hours {
    /// Whether there is an hour between both ends.
    pub(crate) fn is_at_least_an_hour(&self) -> bool {
        self.from.checked_add(1.hour()).is_ok_and(|first| first <= self.to)
    }

    /// The first moment from now on at which a letter may leave: within the hours of a working day.
    ///
    /// # Example
    /// On Friday 20 November 2026 at 21:15 it is Monday at 8:00.
    pub fn next(&self, now: DateTime, calendar: &ProductionCalendar) -> DateTime {
        let is_over = now.time() >= self.to;
        let first = if is_over { now.date().saturating_add(1.day()) } else { now.date() };
        let day = calendar.roll_forward(first);
        if day == now.date() && now.time() >= self.from { now } else { day.to_datetime(self.from) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_leave_by_day_and_on_working_days() {
        let hours = Hours { from: Time::constant(8, 0, 0, 0), to: Time::constant(20, 0, 0, 0) };
        for (now, expected) in [
            ("2026-11-20T07:59:59", "2026-11-20T08:00:00"),
            ("2026-11-20T08:00:00", "2026-11-20T08:00:00"),
            ("2026-11-20T19:59:59", "2026-11-20T19:59:59"),
            ("2026-11-20T20:00:00", "2026-11-23T08:00:00"),
            ("2026-11-20T21:15:00", "2026-11-23T08:00:00"),
            ("2026-11-22T12:00:00", "2026-11-23T08:00:00"),
            ("2026-12-31T09:00:00", "2027-01-11T08:00:00"),
        ] {
            let at = hours.next(now.parse().unwrap(), &ProductionCalendar::federal());
            assert_eq!(at, expected.parse().unwrap(), "{now}");
        }
    }
}
