//! Frozen reports of one kind under their numbers: which one corrects which, and which is in force.

use crate::refusal::Refusal;
use otklik_store::record::FiledConsolidated;
use uuid::Uuid;

/// Frozen reports of one kind, newest first («замороженные отчёты»).
#[derive(Debug, Clone, Default)]
pub struct Numbered(Vec<FiledConsolidated>);

impl Numbered {
    pub(super) fn of(mut all: Vec<FiledConsolidated>, kind: &str) -> Self {
        all.retain(|it| it.kind == kind);
        Numbered(all)
    }

    /// All of them, newest first.
    pub fn all(&self) -> &[FiledConsolidated] {
        &self.0
    }

    pub(super) fn find(&self, id: Uuid) -> Result<&FiledConsolidated, Refusal> {
        self.0.iter().find(|it| it.id == id).ok_or(Refusal::NotFound)
    }

    /// The number of the one that took the place of this one.
    pub fn replaced_by(&self, id: Uuid) -> Option<i64> {
        self.0.iter().find(|it| it.replaces == Some(id)).map(|it| it.number)
    }

    /// The newest of a year that nothing took the place of.
    pub fn in_force(&self, year: i16) -> Option<&FiledConsolidated> {
        self.0.iter().find(|it| it.year == year && self.replaced_by(it.id).is_none())
    }

    /// The number of the one that is to be corrected.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` when it was corrected already.
    pub(super) fn to_correct(&self, id: Uuid) -> Result<i64, Refusal> {
        let former = self.find(id)?;
        match self.replaced_by(id) {
            None => Ok(former.number),
            Some(number) => {
                let words = format!("Отчёт № {} уже исправлен отчётом № {number}: исправляйте его", former.number);
                Err(Refusal::field("replaces", words))
            }
        }
    }
}
