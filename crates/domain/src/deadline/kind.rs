//! The sorts of terms.

/// What sort of term a phrase names («вид срока»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeadlineKind {
    /// «до 01.09.2019»: a last day.
    ByDate,
    /// «II квартал 2023 г.»: a stretch of days.
    Period,
    /// «постоянно».
    Ongoing,
    /// «ежеквартально».
    Recurring,
    /// «по мере необходимости».
    OnDemand,
    /// Not understood; the phrase is kept.
    Unread,
}

impl DeadlineKind {
    const ALL: [DeadlineKind; 6] = [
        DeadlineKind::ByDate,
        DeadlineKind::Period,
        DeadlineKind::Ongoing,
        DeadlineKind::Recurring,
        DeadlineKind::OnDemand,
        DeadlineKind::Unread,
    ];

    /// Whether work is asked for more than once: such a measure is never done for good.
    pub fn comes_again(self) -> bool {
        matches!(self, DeadlineKind::Ongoing | DeadlineKind::Recurring | DeadlineKind::OnDemand)
    }

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            DeadlineKind::ByDate => "by_date",
            DeadlineKind::Period => "period",
            DeadlineKind::Ongoing => "ongoing",
            DeadlineKind::Recurring => "recurring",
            DeadlineKind::OnDemand => "on_demand",
            DeadlineKind::Unread => "unread",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }
}
