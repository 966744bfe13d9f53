//! Which part of a year a report speaks of.

use crate::Date;
use crate::calendar::ProductionCalendar;
use crate::plan::Span;
use jiff::ToSpan;
use std::fmt;
use std::str::FromStr;

/// How often reports are asked for («периодичность отчётов»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum ReportRhythm {
    /// Each quarter.
    #[default]
    Quarter,
    /// Twice a year.
    Half,
    /// Once a year.
    Year,
}

impl ReportRhythm {
    /// Every rhythm, the most frequent first.
    pub const ALL: [ReportRhythm; 3] = [ReportRhythm::Quarter, ReportRhythm::Half, ReportRhythm::Year];

    /// The name used in settings and addresses.
    pub fn name(self) -> &'static str {
        match self {
            ReportRhythm::Quarter => "quarter",
            ReportRhythm::Half => "half",
            ReportRhythm::Year => "year",
        }
    }

    /// Reads the name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.name() == name)
    }

    /// «раз в квартал»
    pub fn in_words(self) -> &'static str {
        match self {
            ReportRhythm::Quarter => "раз в квартал",
            ReportRhythm::Half => "раз в полугодие",
            ReportRhythm::Year => "раз в год",
        }
    }

    fn months(self) -> i8 {
        match self {
            ReportRhythm::Quarter => 3,
            ReportRhythm::Half => 6,
            ReportRhythm::Year => 12,
        }
    }
}

/// The part of a year that a report speaks of («отчётный период»): a quarter, a half, a year.
///
/// # Example
/// `2026-Q1` is «I квартал 2026 года», from 1 January to 31 March; the one before is `2025-Q4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportPeriod {
    first: Date,
    rhythm: ReportRhythm,
}

impl ReportPeriod {
    /// The period of a rhythm that a day falls in.
    pub fn of(day: Date, rhythm: ReportRhythm) -> Self {
        let months = rhythm.months();
        let month = (day.month() - 1) / months * months + 1;
        // The first of a month of a year that is there is there.
        let first = Date::new(day.year(), month, 1).unwrap_or_else(|_| day.first_of_month());
        ReportPeriod { first, rhythm }
    }

    /// The last period that is over on a day; the period that the day itself ends is not over yet.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::report::{ReportPeriod, ReportRhythm};
    /// let of = |day: &str| ReportPeriod::last_over(day.parse().unwrap(), ReportRhythm::Quarter).to_string();
    /// assert_eq!(of("2026-04-01"), "2026-Q1");
    /// assert_eq!(of("2026-03-31"), "2025-Q4");
    /// ```
    pub fn last_over(today: Date, rhythm: ReportRhythm) -> Self {
        ReportPeriod::of(today, rhythm).before()
    }

    /// The period before this one.
    #[must_use]
    pub fn before(self) -> Self {
        ReportPeriod::of(self.first.saturating_sub(1.day()), self.rhythm)
    }

    /// The period after this one.
    #[must_use]
    pub fn after(self) -> Self {
        ReportPeriod::of(self.span().to.saturating_add(1.day()), self.rhythm)
    }

    /// First and last day.
    pub fn span(self) -> Span {
        let last = self.first.saturating_add(i64::from(self.rhythm.months() - 1).months()).last_of_month();
        Span { from: self.first, to: last }
    }

    /// Its rhythm.
    pub fn rhythm(self) -> ReportRhythm {
        self.rhythm
    }

    /// Its year.
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// «I квартал 2026 года», «II полугодие 2026 года», «2026 год»
    pub fn in_words(self) -> String {
        let roman = ["I", "II", "III", "IV"].get(self.index()).copied().unwrap_or_default();
        match self.rhythm {
            ReportRhythm::Quarter => format!("{roman} квартал {} года", self.year()),
            ReportRhythm::Half => format!("{roman} полугодие {} года", self.year()),
            ReportRhythm::Year => format!("{} год", self.year()),
        }
    }

    /// The day by which a report of it is to be sent: so many days into the next month, rolled over days off.
    pub fn due_on(self, day: i8, calendar: &ProductionCalendar) -> Date {
        let next = self.span().to.saturating_add(1.day());
        calendar.roll_forward(next.saturating_add(i64::from(day.max(1) - 1).days()))
    }

    fn index(self) -> usize {
        usize::from(((self.first.month() - 1) / self.rhythm.months()).unsigned_abs())
    }
}

impl fmt::Display for ReportPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rhythm {
            ReportRhythm::Quarter => write!(f, "{}-Q{}", self.year(), self.index() + 1),
            ReportRhythm::Half => write!(f, "{}-H{}", self.year(), self.index() + 1),
            ReportRhythm::Year => write!(f, "{}-Y", self.year()),
        }
    }
}

impl FromStr for ReportPeriod {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, part) = text.split_once('-').ok_or(())?;
        let year: i16 = year.parse().map_err(|_| ())?;
        let month = match part {
            "Y" | "Q1" | "H1" => 1,
            "Q2" => 4,
            "Q3" | "H2" => 7,
            "Q4" => 10,
            _ => return Err(()),
        };
        let rhythm = match part.chars().next() {
            Some('Q') => ReportRhythm::Quarter,
            Some('H') => ReportRhythm::Half,
            _ => ReportRhythm::Year,
        };
        let day = Date::new(year, month, 1).map_err(|_| ())?;
        Ok(ReportPeriod::of(day, rhythm))
    }
}
