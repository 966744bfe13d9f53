//! The way of a whole plan: from a draft through the founder's approval to its end.
//!
//! In come the stage a plan is in and a step with the proof of who may take it; out goes the next stage or a fault.
//! There is one function of transitions. It refuses to know storage, letters and the clock.

mod lack;
mod step;
#[cfg(test)]
mod tests;

pub use lack::{Lack, Needed, lacks, lacks_by_kind, says_nothing_was_found};
pub use step::{Life, Step};

use super::{Draft, Fault};

/// Where a plan is on its way («стадия плана»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// «черновик»
    Draft,
    /// «на утверждении»
    Sent,
    /// «возвращён на доработку»
    Returned,
    /// «утверждён»
    Approved,
    /// «опубликован»
    Published,
    /// «изменён после утверждения»
    Amended,
    /// «закрыт»
    Closed,
}

impl Stage {
    /// Every stage, in the order of a plan's life.
    pub const ALL: [Stage; 7] =
        [Stage::Draft, Stage::Sent, Stage::Returned, Stage::Approved, Stage::Published, Stage::Amended, Stage::Closed];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::Sent => "sent",
            Stage::Returned => "returned",
            Stage::Approved => "approved",
            Stage::Published => "published",
            Stage::Amended => "amended",
            Stage::Closed => "closed",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// The stage as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Stage::Draft => "черновик",
            Stage::Sent => "на утверждении",
            Stage::Returned => "возвращён на доработку",
            Stage::Approved => "утверждён",
            Stage::Published => "опубликован",
            Stage::Amended => "изменён после утверждения",
            Stage::Closed => "закрыт",
        }
    }

    /// Whether its rows may be changed freely: nobody has been asked to approve them.
    pub fn is_editable(self) -> bool {
        matches!(self, Stage::Draft | Stage::Returned)
    }

    /// Whether it was approved and is followed: its rows change only with a reason.
    pub fn is_in_force(self) -> bool {
        matches!(self, Stage::Approved | Stage::Published | Stage::Amended)
    }

    /// Whether it is in force, or was before it was closed.
    pub fn was_in_force(self) -> bool {
        self.is_in_force() || self == Stage::Closed
    }

    /// Whether work on its measures may be marked: only while the plan is in force.
    ///
    /// # Errors
    /// `NotInForce` before approval and after the end, with what to do.
    pub fn check_work(self) -> Result<(), Fault> {
        if self.is_in_force() { Ok(()) } else { Err(Fault::NotInForce(self)) }
    }

    /// What is to be done before work on a plan can be marked; nothing for a plan in force.
    pub(crate) fn before_work(self) -> &'static str {
        match self {
            Stage::Draft => {
                "исполнение отмечают, когда он утверждён. Отправьте план учредителю; если бумага утверждена раньше, \
                 учредитель записывает утверждение на странице плана"
            }
            Stage::Sent => "исполнение отмечают, когда учредитель утвердит его",
            Stage::Returned => "исполнение отмечают, когда он утверждён. Исправьте строки и отправьте план снова",
            Stage::Closed => "исполнение больше не отмечают. Что осталось, внесите в новый план",
            Stage::Approved | Stage::Published | Stage::Amended => "",
        }
    }

    /// The stage of a plan that comes from a paper: approved where the paper says by whom and when, or names the act.
    ///
    /// A block whose lines are empty approves nothing.
    pub fn at_adoption(draft: &Draft) -> Self {
        let is_approved = draft.approval.as_ref().is_some_and(|block| {
            let is_whose = block.name.is_some() || block.position.is_some();
            block.basis.is_some() || (is_whose && block.date.is_some())
        });
        if is_approved { Stage::Approved } else { Stage::Draft }
    }
}
