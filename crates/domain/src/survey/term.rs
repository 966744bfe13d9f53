use crate::Date;

/// From which day to which a survey takes answers («срок опроса»), both days included; an end left open never comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Term {
    /// The first day.
    pub opens_on: Option<Date>,
    /// The last day.
    pub closes_on: Option<Date>,
}

/// Where a survey is today («состояние опроса»). Computed from its term, never kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// ещё не начался
    Before,
    /// идёт
    Running,
    /// завершён
    Over,
}

impl Term {
    /// Where it is on a day; both its days count, and a survey without days is running.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::survey::{Stage, Term};
    /// let day = |text: &str| Some(text.parse().unwrap());
    /// let term = Term { opens_on: day("2026-09-01"), closes_on: day("2026-11-30") };
    /// let on = |text: &str| term.stage(text.parse().unwrap());
    /// assert_eq!((on("2026-08-31"), on("2026-11-30"), on("2026-12-01")), (Stage::Before, Stage::Running, Stage::Over));
    /// ```
    pub fn stage(&self, today: Date) -> Stage {
        if self.opens_on.is_some_and(|first| today < first) {
            Stage::Before
        } else if self.closes_on.is_some_and(|last| last < today) {
            Stage::Over
        } else {
            Stage::Running
        }
    }
}

impl Stage {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Before => "before",
            Stage::Running => "running",
            Stage::Over => "over",
        }
    }

    /// In words.
    pub fn in_words(self) -> &'static str {
        match self {
            Stage::Before => "ещё не начался",
            Stage::Running => "идёт",
            Stage::Over => "завершён",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_days_of_a_term_count() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let term = Term { opens_on: Some(day("2026-03-01")), closes_on: Some(day("2026-03-31")) };
        let stages = ["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"].map(|today| term.stage(day(today)));
        assert_eq!(stages, [Stage::Before, Stage::Running, Stage::Running, Stage::Over]);
        assert_eq!(Term::default().stage(day("2026-04-01")), Stage::Running);
    }
}
