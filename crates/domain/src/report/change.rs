//! What is new in a row since the report before.

use super::ReportRow;
use crate::plan::MeasureState;

/// What is new since the last report that was sent («что изменилось»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The row was not there.
    Added,
    /// It went on along its way.
    State {
        /// From here.
        was: MeasureState,
        /// To here.
        became: MeasureState,
    },
    /// Something was said to be done that was not known.
    Fact,
    /// The figure is another.
    Number {
        /// The figure of the report before; empty where there was none.
        was: String,
    },
    /// The term is another.
    Term {
        /// The term of the report before.
        was: String,
    },
}

impl Change {
    /// In words: «было: в работе, стало: подтверждено».
    pub fn in_words(&self) -> String {
        match self {
            Change::Added => "новая строка".to_owned(),
            Change::State { was, became } => format!("было: {}; стало: {}", was.in_words(), became.in_words()),
            Change::Fact => "новый факт".to_owned(),
            Change::Number { was } if was.is_empty() => "названо число".to_owned(),
            Change::Number { was } => format!("число было: {was}"),
            Change::Term { was } => format!("срок был: {was}"),
        }
    }
}

/// What of a row is not what the former one said.
pub(super) fn changes(row: &ReportRow, former: &ReportRow) -> Vec<Change> {
    let mut changes = Vec::new();
    if row.state != former.state {
        changes.push(Change::State { was: former.state, became: row.state });
    }
    if row.done.is_some() && row.done != former.done {
        changes.push(Change::Fact);
    }
    if row.number != former.number && row.number.is_some() {
        changes.push(Change::Number { was: former.number.clone().unwrap_or_default() });
    }
    if row.term != former.term {
        changes.push(Change::Term { was: former.term.clone().unwrap_or_else(|| "не назван".to_owned()) });
    }
    changes
}
