//! How often something recurs, and the day within a recurrence.

use std::fmt;

/// Unit of a recurrence («единица периодичности»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// How often something recurs («периодичность»), an ISO 8601 duration of one unit.
///
/// # Example
/// «не реже 1 раза в 2 месяца» is `P2M`; «ежеквартально» is `P3M`, never `P1Q` or `P90D`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Every {
    /// How many units.
    pub count: u16,
    /// Which unit.
    pub unit: Unit,
}

impl Every {
    /// Every `count` `unit`s.
    pub fn new(count: u16, unit: Unit) -> Self {
        Every { count, unit }
    }

    /// About how many days, to tell the more frequent of two.
    pub(super) fn rough_days(self) -> u32 {
        let unit = match self.unit {
            Unit::Day => 1,
            Unit::Week => 7,
            Unit::Month => 30,
            Unit::Year => 365,
        };
        u32::from(self.count) * unit
    }

    /// Reads `P2M`. Only one unit and a positive whole count are known.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::deadline::Every;
    /// assert_eq!(Every::from_iso("P6M").unwrap().to_string(), "P6M");
    /// // Years and months together are no recurrence of a plan, and neither is nothing.
    /// assert_eq!(Every::from_iso("P1Y6M"), None);
    /// assert_eq!(Every::from_iso("P0D"), None);
    /// ```
    pub fn from_iso(text: &str) -> Option<Self> {
        let body = text.strip_prefix('P')?;
        let unit = match body.chars().last()? {
            'D' => Unit::Day,
            'W' => Unit::Week,
            'M' => Unit::Month,
            'Y' => Unit::Year,
            _ => return None,
        };
        let count: u16 = body.get(..body.len() - 1)?.parse().ok()?;
        (count > 0).then_some(Every { count, unit })
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Day => 'D',
            Unit::Week => 'W',
            Unit::Month => 'M',
            Unit::Year => 'Y',
        };
        write!(f, "P{}{}", self.count, unit)
    }
}

/// The day within a recurrence («срок внутри периода»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// «ежегодно, до 1 апреля»: a month and day of every year.
    YearDay {
        /// Month, 1 to 12.
        month: i8,
        /// Day of the month.
        day: i8,
    },
    /// «не позднее 10 числа месяца, следующего за кварталом»: a day so many months after the period.
    AfterPeriod {
        /// Months after the end of the period; 0 is its last month.
        months: u8,
        /// Day of that month.
        day: i8,
    },
}
