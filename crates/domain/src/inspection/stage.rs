//! The way of an inspection from the first mark to what counts.

use super::{Fault, Outcome, Reply};
use crate::Date;
use crate::calendar::ProductionCalendar;
use std::collections::BTreeMap;

/// Where an inspection is on its way («шаг осмотра»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Stage {
    /// «идёт осмотр»: sheets are filled, handed in and compared.
    #[default]
    Filling,
    /// «у организации»: it may answer until a day.
    Shown,
    /// «ответ получен»: the organisation has said all it wants.
    Answered,
    /// «итог утверждён»: the findings count.
    Final,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 4] = [Stage::Filling, Stage::Shown, Stage::Answered, Stage::Final];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Filling => "filling",
            Stage::Shown => "shown",
            Stage::Answered => "answered",
            Stage::Final => "final",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// As people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Stage::Filling => "идёт осмотр",
            Stage::Shown => "у организации",
            Stage::Answered => "ответ получен",
            Stage::Final => "итог утверждён",
        }
    }
}

/// The last day on which an organisation may answer: so many working days after the day it was shown.
///
/// # Errors
/// `WrongTerm` unless it is 1 to 30.
///
/// # Example
/// Shown on Friday 30 October 2026 with three working days: 5 November, for the 4th is a holiday.
pub fn answer_until(shown: Date, working_days: u16, calendar: &ProductionCalendar) -> Result<Date, Fault> {
    if !(1..=30).contains(&working_days) {
        return Err(Fault::WrongTerm);
    }
    Ok(calendar.add_working_days(shown, working_days))
}

/// What decides whether an inspection may go on («положение осмотра»).
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Where it is.
    pub stage: Stage,
    /// How many sheets were handed in.
    pub n_sheets: usize,
    /// What follows from them.
    pub outcome: &'a Outcome,
    /// Answers of the organisation by point.
    pub replies: &'a BTreeMap<String, Reply>,
    /// The last day to answer, once it was shown.
    pub until: Option<Date>,
    /// Today.
    pub today: Date,
}

impl Facts<'_> {
    /// Whether sheets may still be filled.
    ///
    /// # Errors
    /// `NotNow`.
    pub fn may_fill(&self) -> Result<(), Fault> {
        self.at(&[Stage::Filling])
    }

    /// Whether it may be shown to the organisation.
    ///
    /// # Errors
    /// `NotNow`, `NoSheets`, `Unsettled`.
    pub fn may_show(&self) -> Result<(), Fault> {
        self.at(&[Stage::Filling])?;
        if self.n_sheets == 0 {
            return Err(Fault::NoSheets);
        }
        self.settled()
    }

    /// Whether the organisation may answer today.
    ///
    /// # Errors
    /// `NotNow`, `TooLate`.
    pub fn may_answer(&self) -> Result<(), Fault> {
        self.at(&[Stage::Shown])?;
        match self.until.filter(|until| self.today > *until) {
            Some(until) => Err(Fault::TooLate(until)),
            None => Ok(()),
        }
    }

    /// Whether the operator may decide about an answer.
    ///
    /// # Errors
    /// `NotNow`.
    pub fn may_review(&self) -> Result<(), Fault> {
        self.at(&[Stage::Shown, Stage::Answered])
    }

    /// Whether it may become final: answered or out of time, and every objection reviewed.
    ///
    /// # Errors
    /// `NotNow`, `StillTime`, `Unsettled`, `Unreviewed`.
    pub fn may_finish(&self) -> Result<(), Fault> {
        self.at(&[Stage::Shown, Stage::Answered])?;
        if let (Stage::Shown, Some(until)) = (self.stage, self.until.filter(|until| self.today <= *until)) {
            return Err(Fault::StillTime(until));
        }
        let waiting: Vec<String> =
            self.replies.iter().filter(|(_, reply)| reply.is_waiting()).map(|(code, _)| code.clone()).collect();
        if !waiting.is_empty() {
            return Err(Fault::Unreviewed(waiting));
        }
        self.settled()
    }

    fn settled(&self) -> Result<(), Fault> {
        let open = self.outcome.unsettled();
        if open.is_empty() { Ok(()) } else { Err(Fault::Unsettled(open)) }
    }

    fn at(&self, stages: &[Stage]) -> Result<(), Fault> {
        if stages.contains(&self.stage) { Ok(()) } else { Err(Fault::NotNow(self.stage)) }
    }
}
