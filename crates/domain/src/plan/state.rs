//! The way of a measure from «не начато» to «подтверждено».

use super::{Fault, Measure};

/// Where a measure is on its way («состояние мероприятия»).
///
/// «Просрочено» is not a state: it is computed from term, calendar and today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum MeasureState {
    /// «не начато»
    #[default]
    Planned,
    /// «в работе»
    InWork,
    /// «сделано, на проверке»
    Reported,
    /// «подтверждено»
    Confirmed,
    /// «выполнено частично»
    Partly,
    /// «не выполнено», with a reason
    NotDone,
    /// «срок перенесён»
    Moved,
}

impl MeasureState {
    /// Every state, in the order of a measure's life.
    pub const ALL: [MeasureState; 7] = [
        MeasureState::Planned,
        MeasureState::InWork,
        MeasureState::Reported,
        MeasureState::Confirmed,
        MeasureState::Partly,
        MeasureState::NotDone,
        MeasureState::Moved,
    ];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            MeasureState::Planned => "planned",
            MeasureState::InWork => "in_work",
            MeasureState::Reported => "reported",
            MeasureState::Confirmed => "confirmed",
            MeasureState::Partly => "partly",
            MeasureState::NotDone => "not_done",
            MeasureState::Moved => "moved",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    /// The state as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            MeasureState::Planned => "не начато",
            MeasureState::InWork => "в работе",
            MeasureState::Reported => "сделано, на проверке",
            MeasureState::Confirmed => "подтверждено",
            MeasureState::Partly => "выполнено частично",
            MeasureState::NotDone => "не выполнено",
            MeasureState::Moved => "срок перенесён",
        }
    }

    /// The state a measure has when its paper is adopted: «сделано» where the paper says what was done.
    pub fn at_adoption(measure: &Measure) -> Self {
        let is_done = measure.execution.as_ref().is_some_and(|e| e.done.is_some());
        if is_done { MeasureState::Reported } else { MeasureState::Planned }
    }

    /// Whether nothing more is expected.
    pub fn is_final(self) -> bool {
        matches!(self, MeasureState::Confirmed | MeasureState::NotDone)
    }

    /// Whether somebody still has to act, so that a passed term makes the measure late.
    pub fn is_awaited(self) -> bool {
        matches!(self, MeasureState::Planned | MeasureState::InWork | MeasureState::Partly | MeasureState::Moved)
    }

    /// The one table of steps: where a measure may go from here.
    pub fn next(self) -> &'static [MeasureState] {
        use MeasureState::{Confirmed, InWork, Moved, NotDone, Partly, Planned, Reported};
        match self {
            Planned => &[InWork, Reported, Partly, NotDone, Moved],
            InWork => &[Planned, Reported, Partly, NotDone, Moved],
            Reported => &[Confirmed, InWork, Partly],
            Partly => &[InWork, Reported, NotDone, Moved],
            Moved => &[InWork, Reported, Partly, NotDone],
            Confirmed | NotDone => &[InWork],
        }
    }

    /// Where a measure may go whose term may come again: what was confirmed once is reported anew at the next turn.
    pub fn next_of(self, comes_again: bool) -> &'static [MeasureState] {
        match self {
            MeasureState::Confirmed if comes_again => &[MeasureState::Reported, MeasureState::InWork],
            state => state.next(),
        }
    }

    /// Goes one step; a state that needs a reason is refused without one, and so is work that is sent back.
    ///
    /// # Errors
    /// `NoSuchStep` when the table has no such step, `NoReason` when «не выполнено», «частично», «перенесён» or a report
    /// that is sent back lacks a reason.
    pub fn step(self, to: MeasureState, comes_again: bool, reason: Option<&str>) -> Result<MeasureState, Fault> {
        if !self.next_of(comes_again).contains(&to) {
            return Err(Fault::NoSuchStep { from: self, to });
        }
        let is_sent_back = self == MeasureState::Reported && to == MeasureState::InWork;
        let needs_reason =
            is_sent_back || matches!(to, MeasureState::Partly | MeasureState::NotDone | MeasureState::Moved);
        if needs_reason && reason.is_none_or(|r| r.trim().is_empty()) {
            return Err(Fault::NoReason(to));
        }
        Ok(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MeasureState::{Confirmed, InWork, Moved, NotDone, Partly, Planned, Reported};

    #[test]
    fn a_confirmed_measure_is_reported_again_only_when_its_term_comes_again() {
        for (comes_again, expected) in
            [(true, Ok(Reported)), (false, Err(Fault::NoSuchStep { from: Confirmed, to: Reported }))]
        {
            assert_eq!(Confirmed.step(Reported, comes_again, None), expected);
        }
    }

    #[test]
    fn only_what_somebody_still_has_to_do_can_be_late() {
        for (state, is_awaited, is_final) in [
            (Planned, true, false),
            (InWork, true, false),
            (Reported, false, false),
            (Confirmed, false, true),
            (Partly, true, false),
            (NotDone, false, true),
            (Moved, true, false),
        ] {
            assert_eq!((state.is_awaited(), state.is_final()), (is_awaited, is_final), "{state:?}");
        }
    }

    #[test]
    fn steps_follow_the_table() {
        let no_step = |from, to| Err(Fault::NoSuchStep { from, to });
        for (from, to, reason, expected) in [
            (Planned, InWork, None, Ok(InWork)),
            (Planned, Confirmed, None, no_step(Planned, Confirmed)),
            (Reported, Confirmed, None, Ok(Confirmed)),
            (InWork, NotDone, Some("  "), Err(Fault::NoReason(NotDone))),
            (InWork, NotDone, Some("Нет денег"), Ok(NotDone)),
            (InWork, Partly, None, Err(Fault::NoReason(Partly))),
            (InWork, Moved, Some(""), Err(Fault::NoReason(Moved))),
            (Reported, InWork, None, Err(Fault::NoReason(InWork))),
            (Reported, InWork, Some("Снимок не тот"), Ok(InWork)),
        ] {
            assert_eq!(from.step(to, false, reason), expected);
        }
    }
}
