//! Why a measure is told of now: a step of its term falls between the last letter and today.

use super::Rules;
use crate::Date;
use crate::calendar::ProductionCalendar;
use jiff::ToSpan;

/// Who is told («кому напоминают»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Who does it or leads it: every step.
    Keeper,
    /// The head: what is late for so many working days.
    Head,
    /// The founder: what is late for longer still.
    Founder,
}

/// Why a measure is told of now («повод напоминания»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Occasion {
    /// So many days are left; 0 is the last day.
    Soon(i32),
    /// Its last day is over, since so many days.
    Late(i32),
    /// It is late for so long that somebody above is told, since so many days.
    Escalated(i32),
}

/// The days between the last letter and today, and what they mean for terms («окно напоминаний»). Made once, asked often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    since: Date,
    today: Date,
    soon_days: Vec<i32>,
    repeat_days: i32,
    /// Last days up to this one are late for the head; the same as of the last letter.
    head: (Date, Date),
    founder: (Date, Date),
}

impl Window {
    /// The days after `since` up to today.
    pub fn new(since: Date, today: Date, rules: &Rules, calendar: &ProductionCalendar) -> Self {
        let late_for = |days| (working_days_back(since, days, calendar), working_days_back(today, days, calendar));
        Window {
            since,
            today,
            soon_days: rules.soon_days.iter().map(|days| i32::from(*days)).collect(),
            repeat_days: i32::from(rules.repeat_days.max(1)),
            head: late_for(rules.head_after),
            founder: late_for(rules.founder_after),
        }
    }

    /// Why somebody is told now of a measure that waits and has this last day; `None` when it is not the time.
    ///
    /// # Example
    /// With steps of 14, 7, 1 and 0 days, told last on Friday: on Monday a term of next Sunday is «7 дней» or «1 день»,
    /// whichever step fell on the days between, and it is told once.
    pub fn occasion(&self, to: Audience, due_on: Date) -> Option<Occasion> {
        let left = days_between(self.today, due_on);
        match to {
            Audience::Keeper if left >= 0 => self.is_step(due_on).then_some(Occasion::Soon(left)),
            Audience::Keeper => self.is_told_of_late(due_on).then_some(Occasion::Late(-left)),
            Audience::Head => self.escalated(self.head, due_on),
            Audience::Founder => self.escalated(self.founder, due_on),
        }
    }

    /// Whether a measure is late today for somebody: what stands, told now or not.
    pub fn is_late(&self, to: Audience, due_on: Date) -> bool {
        match to {
            Audience::Keeper => due_on < self.today,
            Audience::Head => due_on <= self.head.1,
            Audience::Founder => due_on <= self.founder.1,
        }
    }

    fn is_step(&self, due_on: Date) -> bool {
        let (now, before) = (days_between(self.today, due_on), days_between(self.since, due_on));
        self.soon_days.iter().any(|step| now <= *step && before > *step)
    }

    /// On the first day it is late, and again after so many.
    fn is_told_of_late(&self, due_on: Date) -> bool {
        let first = due_on.saturating_add(1.day());
        let (now, before) = (days_between(first, self.today), days_between(first, self.since));
        now.div_euclid(self.repeat_days) > before.div_euclid(self.repeat_days)
    }

    fn escalated(&self, (before, now): (Date, Date), due_on: Date) -> Option<Occasion> {
        let is_due = due_on <= now && (due_on > before || self.is_told_of_late(due_on));
        is_due.then(|| Occasion::Escalated(days_between(due_on, self.today)))
    }
}

/// The last day whose end is so many working days before another one's, that one included («рабочих дней назад»).
///
/// # Example
/// On Monday 23 November 2026 a term of Friday 20 November is late for one working day; so is that of Saturday.
pub fn working_days_back(day: Date, n: u16, calendar: &ProductionCalendar) -> Date {
    let mut at = calendar.roll_back(day);
    for _ in 1..n.max(1) {
        at = calendar.roll_back(at.saturating_sub(1.day()));
    }
    at.saturating_sub(1.day())
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn window(since: &str, today: &str) -> Window {
        Window::new(day(since), day(today), &Rules::default(), &ProductionCalendar::federal())
    }

    #[test]
    fn a_step_is_told_on_its_day_or_after_a_stop_and_once() {
        use Occasion::{Late, Soon};
        for (since, today, due, expected) in [
            ("2026-11-22", "2026-11-23", "2026-12-07", Some(Soon(14))),
            ("2026-11-22", "2026-11-23", "2026-12-08", None),
            ("2026-11-22", "2026-11-23", "2026-12-06", None),
            // Told on Friday, now it is Monday: the step fell on Saturday.
            ("2026-11-20", "2026-11-23", "2026-12-05", Some(Soon(12))),
            ("2026-11-22", "2026-11-23", "2026-11-24", Some(Soon(1))),
            ("2026-11-22", "2026-11-23", "2026-11-23", Some(Soon(0))),
            ("2026-11-22", "2026-11-23", "2026-11-22", Some(Late(1))),
            ("2026-11-22", "2026-11-23", "2026-11-21", None),
            ("2026-11-22", "2026-11-23", "2026-11-15", Some(Late(8))),
            ("2026-11-20", "2026-11-23", "2026-11-21", Some(Late(2))),
            // The program stood for a month: everything is told once.
            ("2026-10-23", "2026-11-23", "2026-11-03", Some(Late(20))),
            ("2026-10-23", "2026-11-23", "2026-11-30", Some(Soon(7))),
        ] {
            let told = window(since, today).occasion(Audience::Keeper, day(due));
            assert_eq!(told, expected, "{since} {today} {due}");
        }
    }

    #[test]
    fn those_above_are_told_after_working_days() {
        let calendar = ProductionCalendar::federal();
        for (today, n, expected) in [
            ("2026-11-23", 1, "2026-11-22"),
            ("2026-11-23", 2, "2026-11-19"),
            ("2026-11-22", 1, "2026-11-19"),
            ("2026-11-27", 5, "2026-11-22"),
            ("2027-01-11", 2, "2026-12-29"),
        ] {
            assert_eq!(working_days_back(day(today), n, &calendar), day(expected), "{today} {n}");
        }
        // Due on Friday 20 November: five working days late on Friday 27, told once, and again each week.
        for (since, today, expected) in [
            ("2026-11-25", "2026-11-26", None),
            ("2026-11-26", "2026-11-27", Some(Occasion::Escalated(7))),
            ("2026-11-27", "2026-11-30", Some(Occasion::Escalated(10))),
            ("2026-11-30", "2026-12-01", None),
        ] {
            let told = window(since, today).occasion(Audience::Head, day("2026-11-20"));
            assert_eq!(told, expected, "{since} {today}");
        }
        let founder = |today: &str| window("2026-12-10", today).occasion(Audience::Founder, day("2026-11-20"));
        assert_eq!((founder("2026-12-10"), founder("2026-12-11")), (None, Some(Occasion::Escalated(21))));
        let late = window("2026-11-26", "2026-11-27");
        let is_late = |to| late.is_late(to, day("2026-11-20"));
        assert_eq!(
            (is_late(Audience::Keeper), is_late(Audience::Head), is_late(Audience::Founder)),
            (true, true, false)
        );
        for (to, due, expected) in [
            (Audience::Keeper, "2026-11-26", true),
            (Audience::Keeper, "2026-11-27", false),
            (Audience::Head, "2026-11-22", true),
            (Audience::Head, "2026-11-23", false),
        ] {
            assert_eq!(late.is_late(to, day(due)), expected, "{to:?} {due}");
        }
    }
}
