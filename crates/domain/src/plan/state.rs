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
}
