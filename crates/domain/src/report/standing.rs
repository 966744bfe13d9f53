//! How a measure stands on the day of a report.

use super::source::Followed;
use crate::Date;
use crate::plan::MeasureState;
use crate::wording::counted;

/// How a measure stands in a report («положение мероприятия»). Computed, never kept apart from its report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// The shortcoming is removed: reported or confirmed.
    Eliminated,
    /// Somebody is at it.
    InProgress,
    /// Its term is ahead and nothing was begun.
    NotDue,
    /// Its term is over by so many days.
    Late(i32),
    /// Given up, with a reason.
    NotDone,
}

impl Standing {
    /// How a measure stands on a day.
    pub(super) fn of(followed: &Followed, as_of: Date) -> Self {
        let state = followed.tracked.state;
        let over = followed.due_on.map(|due| (as_of - due).get_days()).filter(|days| *days > 0);
        match (state, over) {
            (MeasureState::Reported | MeasureState::Confirmed, _) => Standing::Eliminated,
            (MeasureState::NotDone, _) => Standing::NotDone,
            (_, Some(days)) => Standing::Late(days),
            (MeasureState::Planned, None) => Standing::NotDue,
            (MeasureState::InWork | MeasureState::Partly | MeasureState::Moved, None) => Standing::InProgress,
        }
    }

    /// The standing as people call it.
    pub fn in_words(self) -> String {
        match self {
            Standing::Eliminated => "устранено".to_owned(),
            Standing::InProgress => "в работе".to_owned(),
            Standing::NotDue => "срок не наступил".to_owned(),
            Standing::Late(days) => {
                format!("просрочено на {}", counted(u64::try_from(days).unwrap_or(0), ["день", "дня", "дней"]))
            }
            Standing::NotDone => "не выполнено".to_owned(),
        }
    }

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Eliminated => "eliminated",
            Standing::InProgress => "in_progress",
            Standing::NotDue => "not_due",
            Standing::Late(_) => "late",
            Standing::NotDone => "not_done",
        }
    }

    /// Reads the name; `days` is how late.
    pub fn from_name(name: &str, days: i32) -> Option<Self> {
        let all =
            [Standing::Eliminated, Standing::InProgress, Standing::NotDue, Standing::Late(days), Standing::NotDone];
        all.into_iter().find(|standing| standing.name() == name)
    }
}
