use super::{Fault, Organisation, OrganisationState, Territory};
use crate::Date;
use crate::ids::TerritoryId;

impl Organisation {
    /// Closes it on a day; its plans and publications stay readable.
    ///
    /// # Errors
    /// `NotOpen` when it was closed or merged before, `ClosedAhead` when the day is still to come.
    pub fn close(&self, on: Date, today: Date) -> Result<Organisation, Fault> {
        match self.state {
            OrganisationState::Open if on > today => Err(Fault::ClosedAhead),
            OrganisationState::Open => Ok(Organisation { state: OrganisationState::Closed { on }, ..self.clone() }),
            state => Err(Fault::NotOpen(state)),
        }
    }

    /// Opens a closed one again: a closing may have been a mistake; a merging may not be undone like this.
    ///
    /// # Errors
    /// `NotOpen` when it was merged.
    pub fn reopen(&self) -> Result<Organisation, Fault> {
        match self.state {
            state @ OrganisationState::Merged { .. } => Err(Fault::NotOpen(state)),
            _ => Ok(Organisation { state: OrganisationState::Open, ..self.clone() }),
        }
    }

    /// Whether it may be joined to another one: both open, of one sphere, and two.
    ///
    /// # Errors
    /// Everything that stands against it.
    pub fn may_merge_into(&self, other: &Organisation) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        if self.id == other.id {
            faults.push(Fault::MergedWithItself);
        }
        for state in [self.state, other.state] {
            if state != OrganisationState::Open {
                faults.push(Fault::NotOpen(state));
            }
        }
        if self.sector != other.sector {
            faults.push(Fault::OtherSector);
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

/// Whether a territory may be part of `parent`: the way up from there must not meet the territory itself.
///
/// # Errors
/// `TerritoryInItself`.
pub fn check_parent(id: TerritoryId, parent: Option<TerritoryId>, all: &[Territory]) -> Result<(), Fault> {
    let mut at = parent;
    // A way is never longer than there are territories, whatever was kept.
    for _ in 0..=all.len() {
        match at {
            None => return Ok(()),
            Some(above) if above == id => return Err(Fault::TerritoryInItself),
            Some(above) => at = all.iter().find(|t| t.id == above).and_then(|t| t.parent),
        }
    }
    Err(Fault::TerritoryInItself)
}
