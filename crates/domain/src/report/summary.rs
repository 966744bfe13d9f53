//! How many measures stand how.

use super::Standing;

/// How many measures stand how («сводка»), as founders ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// All of them.
    pub total: usize,
    /// «устранено»
    pub eliminated: usize,
    /// «в работе»
    pub in_progress: usize,
    /// «срок не наступил»
    pub not_due: usize,
    /// «просрочено»
    pub late: usize,
    /// «не выполнено»
    pub not_done: usize,
}

impl Summary {
    /// Counts standings, each measure once.
    pub fn of(standings: impl IntoIterator<Item = Standing>) -> Self {
        let mut summary = Summary::default();
        for standing in standings {
            summary.total += 1;
            match standing {
                Standing::Eliminated => summary.eliminated += 1,
                Standing::InProgress => summary.in_progress += 1,
                Standing::NotDue => summary.not_due += 1,
                Standing::Late(_) => summary.late += 1,
                Standing::NotDone => summary.not_done += 1,
            }
        }
        summary
    }

    /// Both together: how reports of several organisations add up.
    #[must_use]
    pub fn and(self, other: Summary) -> Self {
        Summary {
            total: self.total + other.total,
            eliminated: self.eliminated + other.eliminated,
            in_progress: self.in_progress + other.in_progress,
            not_due: self.not_due + other.not_due,
            late: self.late + other.late,
            not_done: self.not_done + other.not_done,
        }
    }

    /// How many of a hundred are eliminated, half up; nothing of nothing.
    ///
    /// # Example
    /// Three of eight are 38 per cent.
    pub fn percent(self) -> Option<usize> {
        (self.total > 0).then(|| (self.eliminated * 200 + self.total) / (self.total * 2))
    }
}
