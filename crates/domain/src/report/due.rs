//! When reports are due, as data, and who has not sent theirs.

use super::{ReportPeriod, ReportRhythm, ReportStage};
use crate::Date;
use crate::calendar::ProductionCalendar;

/// By which day and how often reports are sent («срок отчёта»): a setting of the house, for no federal rule was found.
///
/// Practice differs: one district asks by the 3rd, another by the 15th; the day and its ground are kept with the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRule {
    /// How often.
    pub rhythm: ReportRhythm,
    /// By which day of the month after the period.
    pub day: i8,
    /// On what ground: «постановление администрации от 01.02.2026 № 15».
    pub ground: String,
}

impl DueRule {
    /// What stands until the house says something else, and how certain it is.
    pub const DEFAULT_GROUND: &'static str = "По умолчанию: федерального срока не нашли, учредители просят отчёт \
                                              с 3-го по 15-е число месяца после квартала. Уточните у своего учредителя";

    /// Reads a rule out of its parts; nothing when the day is no day of every month.
    pub fn new(rhythm: ReportRhythm, day: i8, ground: impl Into<String>) -> Option<Self> {
        (1..=28).contains(&day).then(|| DueRule { rhythm, day, ground: ground.into() })
    }

    /// The last day for a period: the day of the rule in the month after it, rolled forward when it is off.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::calendar::ProductionCalendar;
    /// use otklik_domain::report::DueRule;
    /// let (rule, federal) = (DueRule::default(), ProductionCalendar::federal());
    /// // The 15th of April 2026 is a Wednesday; the 15th of August is a Saturday, but no quarter ends in July.
    /// let day = rule.due_on("2026-Q1".parse().unwrap(), &federal);
    /// assert_eq!(day.to_string(), "2026-04-15");
    /// ```
    pub fn due_on(&self, period: ReportPeriod, calendar: &ProductionCalendar) -> Date {
        period.due_on(self.day, calendar)
    }
}

impl Default for DueRule {
    fn default() -> Self {
        DueRule { rhythm: ReportRhythm::Quarter, day: 15, ground: DueRule::DEFAULT_GROUND.to_owned() }
    }
}

/// Whether a report came in time («сдача отчёта»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sending {
    /// So many days over the day, and not sent.
    Overdue(i32),
    /// So many days are left; 0 is today.
    Awaited(i32),
    /// The founder sent it back.
    Returned,
    /// It is with the founder.
    Sent,
    /// The founder took it.
    Accepted,
    /// Nothing is owed: the plan was not in force before the period was over.
    NotOwed,
}

impl Sending {
    /// How a report of a period stands today.
    pub fn of(stage: Option<ReportStage>, due_on: Date, today: Date) -> Self {
        let left = (due_on - today).get_days();
        match stage {
            Some(ReportStage::Accepted) => Sending::Accepted,
            Some(ReportStage::Sent) => Sending::Sent,
            Some(ReportStage::Returned) => Sending::Returned,
            Some(ReportStage::Prepared | ReportStage::Signed | ReportStage::Replaced) | None if left < 0 => {
                Sending::Overdue(-left)
            }
            Some(ReportStage::Prepared | ReportStage::Signed | ReportStage::Replaced) | None => Sending::Awaited(left),
        }
    }

    /// How a report stands of a plan that came in force when the period was over: made all the same, it goes its way.
    pub fn unless_owed(self, stage: Option<ReportStage>) -> Self {
        if stage.is_some() { self } else { Sending::NotOwed }
    }

    /// Whether somebody still has to send something.
    pub fn is_awaited(self) -> bool {
        matches!(self, Sending::Overdue(_) | Sending::Awaited(_) | Sending::Returned)
    }
}
