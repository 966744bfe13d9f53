//! Who answers for a measure: people and offices out of one cell of a plan.
//!
//! In comes a cell's text as people write it; out go executors and remarks about what had to be mended.
//! It refuses to decline names or to guess a position that is not written.

mod name;
mod offices;
mod phones;
mod piece;
mod split;

pub use name::is_named;

use crate::remark::{Remark, Severity};

/// Who answers for a measure («исполнитель»): a person, an office, or both.
///
/// `name` is surname first, initials once: «Н.Г. Сорокопуд Н.Г.» is «Сорокопуд Н.Г.», with a remark.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Executor {
    /// «Линькова И.И.»
    pub name: Option<String>,
    /// «заместитель директора по библиотечной работе»
    pub position: Option<String>,
}

/// Reads the executors of a cell: each person with a position, each office without a person.
///
/// # Example
/// «Кашпур К.В., заместитель директора Вчерашняя И.В., методист» is two people, each with a position.
///
/// # Example: one position for two people
/// «Методисты Рощина Е.Л., Береговой Н.Ю.» is two people; the position stays with the first, for nobody wrote it twice.
pub fn executors_of(cell: &str) -> (Vec<Executor>, Vec<Remark>) {
    let mut executors: Vec<Executor> = Vec::new();
    let mut remarks = Vec::new();
    for line in split::lines(cell) {
        for piece in split::pieces(&line) {
            let (executor, is_doubled) = piece::executor(&piece);
            remarks.extend(is_doubled.then(|| doubled(&piece.text, &executor)));
            let is_new = (executor.name.is_some() || executor.position.is_some()) && !executors.contains(&executor);
            executors.extend(is_new.then_some(executor));
        }
    }
    (executors, remarks)
}

fn doubled(as_written: &str, executor: &Executor) -> Remark {
    let name = executor.name.as_deref().unwrap_or_default();
    Remark::new("doubled-initials", Severity::Note, format!("Инициалы написаны дважды: «{}»", as_written.trim()))
        .propose(format!("Прочитано как «{name}»; исправьте в документе"))
}

#[cfg(test)]
mod tests;
