//! Answers that hold until anything changes: remembered by query and by the edition they were read in.
//!
//! In come a query's text and the edition of the whole; out goes an answer of the same edition, or nothing.
//! Every audit line begins another edition, also one of another process, so nothing old is ever answered. Only groups of
//! citizens' answers do not: nothing remembered here speaks of them.

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};

/// Answers of one edition at most; more, and all are forgotten.
const N_ANSWERS: usize = 64;

/// Answers of one kind.
#[derive(Debug)]
pub(crate) struct Remembered<T>(Mutex<(i64, HashMap<String, T>)>);

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Remembered(Mutex::new((0, HashMap::new())))
    }
}

/// What names a query: its text and arguments.
pub(crate) fn name_of(sql: &str, args: &impl Debug) -> String {
    format!("{sql} {args:?}")
}

impl<T: Clone> Remembered<T> {
    /// The answer of this edition.
    pub(crate) fn find(&self, edition: i64, name: &str) -> Option<T> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 == edition { kept.1.get(name).cloned() } else { None }
    }

    /// Remembers an answer that was read in this edition or a later one.
    pub(crate) fn keep(&self, edition: i64, name: String, answer: &T) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != edition || kept.1.len() >= N_ANSWERS {
            *kept = (edition, HashMap::new());
        }
        kept.1.insert(name, answer.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_forgotten_with_its_edition() {
        let remembered = Remembered::default();
        remembered.keep(1, "a".to_owned(), &10);
        assert_eq!(remembered.find(1, "a"), Some(10));
        assert_eq!((remembered.find(2, "a"), remembered.find(1, "b")), (None, None));
        remembered.keep(2, "b".to_owned(), &20);
        assert_eq!((remembered.find(2, "a"), remembered.find(2, "b")), (None, Some(20)));
    }
}
