//! Days as they were named, before the year is known, and what dates they are once it is.
//! In come months, days and years, some unsaid; out go dates, or the news that no calendar has them.

use super::Context;
use crate::Date;

/// A day whose year may not have been said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: Option<i16>,
    /// Years after the named or the paper's year: a school year ends in the next one.
    pub(super) shift: i16,
    pub(super) month: i8,
    /// 0 is the last day of the month.
    pub(super) day: i8,
}

impl Day {
    pub(super) fn new(month: i8, day: i8) -> Self {
        Day { year: None, shift: 0, month, day }
    }

    /// The date, with the paper's year where none was named. `Err` when no calendar has such a day.
    pub(super) fn date(self, year: Option<i16>) -> Result<Option<Date>, ()> {
        let known = self.year.or(year);
        // A leap year stands in for an unknown one: «29 февраля» may be right, «31 апреля» never is.
        let at = known.unwrap_or(2024).checked_add(self.shift).ok_or(())?;
        if known.is_some() && !(1970..=2100).contains(&at) {
            return Err(());
        }
        let date = match self.day {
            0 => Date::new(at, self.month, 1).map(Date::last_of_month),
            day => Date::new(at, self.month, day),
        };
        date.map(|date| known.map(|_| date)).map_err(|_| ())
    }
}

/// How exactly a stretch was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    Day,
    /// A part of a month: decade, week, half.
    Part,
    Month,
    Quarter,
    Half,
    Season,
    Year,
    SchoolYear,
    /// «год» with no number: the paper's own.
    ThisYear,
    /// «весь период»: the paper's own.
    ThisPeriod,
    /// «месяц», «30 дней»: so long, from nobody knows when.
    Length,
}

/// Beginning, middle or end of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Begin,
    Middle,
    End,
}

/// Days from one to another, as they were named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: Day,
    pub(super) to: Day,
    pub(super) grain: Grain,
    pub(super) part: Option<Part>,
    /// Read with a guess that a person should look at.
    pub(super) guess: Option<&'static str>,
}

impl Stretch {
    pub(super) fn new(from: Day, to: Day, grain: Grain) -> Self {
        Stretch { from, to, grain, part: None, guess: None }
    }

    pub(super) fn day(month: i8, day: i8) -> Self {
        Stretch::new(Day::new(month, day), Day::new(month, day), Grain::Day)
    }

    pub(super) fn months(first: i8, last: i8, grain: Grain) -> Self {
        Stretch::new(Day::new(first, 1), Day::new(last, 0), grain)
    }

    pub(super) fn years(first: i16, last: i16) -> Self {
        Stretch::months(1, 12, Grain::Year).in_years(first, last)
    }

    /// From September of one year to May of the next.
    pub(super) fn school_year(first: Option<i16>) -> Self {
        let mut stretch = Stretch::months(9, 5, Grain::SchoolYear);
        stretch.to.shift = 1;
        stretch.from.year = first;
        stretch.to.year = first;
        stretch
    }

    pub(super) fn in_years(mut self, first: i16, last: i16) -> Self {
        self.from.year = Some(first);
        self.to.year = Some(last);
        self
    }

    pub(super) fn guessed(mut self, why: &'static str) -> Self {
        self.guess = self.guess.or(Some(why));
        self
    }

    /// The year is written nowhere in it.
    pub(super) fn yearless(&self) -> bool {
        self.from.year.is_none() && self.to.year.is_none()
    }

    /// Takes the year of a neighbour: «март, сентябрь 2023».
    pub(super) fn fill_year(&mut self, year: i16) {
        if self.yearless() && !matches!(self.grain, Grain::ThisPeriod | Grain::Length) {
            self.from.year = Some(year);
            self.to.year = Some(year);
        }
    }

    /// First and last day, empty where the year is unknown.
    pub(super) fn dates(&self, context: Context) -> Result<(Option<Date>, Option<Date>), ()> {
        match self.grain {
            Grain::Length => return Ok((None, None)),
            Grain::ThisPeriod => return Ok(whole(context)),
            Grain::ThisYear if context.year.is_none() && self.yearless() && self.from.shift == 0 => {
                return Ok(this_year(context));
            }
            _ => {}
        }
        let (from, to) = self.part_days();
        let (from, to) = (from.date(context.year)?, to.date(context.year)?);
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            return Err(());
        }
        // Backwards in any year.
        let any_year = self.yearless().then_some(2024);
        let (first, last) = (self.part_days().0.date(any_year), self.part_days().1.date(any_year));
        match (first, last) {
            (Ok(Some(first)), Ok(Some(last))) if first > last => Err(()),
            _ => Ok((from, to)),
        }
    }

    /// The day that «до …» names.
    pub(super) fn last_named(&self, context: Context) -> Result<Option<Date>, ()> {
        match (self.grain, self.part) {
            (Grain::ThisPeriod, _) => Ok(whole(context).1),
            (_, Some(Part::Begin)) => self.from.date(context.year),
            (_, Some(Part::Middle)) => self.middle().date(context.year),
            _ => self.whole_dates(context).map(|(_, to)| to),
        }
    }

    /// «до середины марта» is the 15th, «до середины года» the last of June.
    fn middle(&self) -> Day {
        let (first, last) = (self.from.month, self.to.month);
        match self.grain {
            Grain::Month => Day { day: 15, ..self.to },
            Grain::SchoolYear => Day { month: 1, day: 15, ..self.to },
            _ if (last - first) % 2 == 0 => Day { month: first + (last - first) / 2, day: 15, ..self.to },
            _ => Day { month: first + (last - first) / 2, day: 0, ..self.to },
        }
    }

    fn whole_dates(&self, context: Context) -> Result<(Option<Date>, Option<Date>), ()> {
        Stretch { part: None, ..*self }.dates(context)
    }

    /// The same days with «начало», «середина», «конец» made plain.
    pub(super) fn closed(&self) -> Self {
        let (from, to) = self.part_days();
        Stretch { from, to, part: None, ..*self }
    }

    /// Month and day of the last day, in any year.
    pub(super) fn last_day(&self) -> (i8, i8) {
        const DAYS: [i8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let to = if self.part.is_some() { self.part_days().1 } else { self.to };
        let length = usize::try_from(to.month - 1).ok().and_then(|i| DAYS.get(i)).copied().unwrap_or(31);
        (to.month, if to.day == 0 { length } else { to.day })
    }

    fn part_days(&self) -> (Day, Day) {
        let Some(part) = self.part else { return (self.from, self.to) };
        let first = self.from.month;
        let span = |from: (i8, i8), to: (i8, i8)| {
            (Day { month: from.0, day: from.1, ..self.from }, Day { month: to.0, day: to.1, ..self.to })
        };
        let thirds = |a: i8, b: i8, last: i8| match part {
            Part::Begin => span((first, 1), (first + a - 1, 0)),
            Part::Middle => span((first + a, 1), (first + b - 1, 0)),
            Part::End => span((first + b, 1), (last, 0)),
        };
        match self.grain {
            Grain::Month => match part {
                Part::Begin => span((first, 1), (first, 10)),
                Part::Middle => span((first, 11), (first, 20)),
                Part::End => span((first, 21), (first, 0)),
            },
            Grain::Quarter => thirds(1, 2, self.to.month),
            Grain::Half => thirds(2, 4, self.to.month),
            Grain::Year | Grain::ThisYear => thirds(3, 9, 12),
            Grain::SchoolYear => self.part_of_school_year(part),
            _ => (self.from, self.to),
        }
    }

    fn part_of_school_year(&self, part: Part) -> (Day, Day) {
        match part {
            Part::Begin => (self.from, Day { month: 9, day: 0, ..self.from }),
            Part::Middle => (Day { month: 1, day: 1, ..self.to }, Day { month: 1, day: 0, ..self.to }),
            Part::End => (Day { month: 5, day: 1, ..self.to }, self.to),
        }
    }
}

/// What the whole paper covers: its period, else its year.
fn whole(context: Context) -> (Option<Date>, Option<Date>) {
    match context.period {
        Some((from, to)) => (Some(from), Some(to)),
        None => context.year.map_or((None, None), |year| (Date::new(year, 1, 1).ok(), Date::new(year, 12, 31).ok())),
    }
}

/// The paper's year, where its period tells it.
fn this_year(context: Context) -> (Option<Date>, Option<Date>) {
    match context.period {
        Some((from, to)) if from.year() == to.year() => (Some(from.first_of_year()), Some(to.last_of_year())),
        _ => (None, None),
    }
}
