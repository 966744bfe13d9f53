//! The way of a report: prepared, signed, sent, accepted or returned.

/// Where a report is on its way («этап отчёта»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportStage {
    /// Made and waiting for a signature; may be made anew.
    Prepared,
    /// The head answers for it.
    Signed,
    /// Frozen and numbered, with the founder.
    Sent,
    /// The founder took it.
    Accepted,
    /// The founder sent it back with a note; a correction gets a new number.
    Returned,
    /// A correction took its place.
    Replaced,
}

impl ReportStage {
    /// Every stage in the order of the way.
    pub const ALL: [ReportStage; 6] = [
        ReportStage::Prepared,
        ReportStage::Signed,
        ReportStage::Sent,
        ReportStage::Accepted,
        ReportStage::Returned,
        ReportStage::Replaced,
    ];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            ReportStage::Prepared => "prepared",
            ReportStage::Signed => "signed",
            ReportStage::Sent => "sent",
            ReportStage::Accepted => "accepted",
            ReportStage::Returned => "returned",
            ReportStage::Replaced => "replaced",
        }
    }

    /// Reads the name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// The stage as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            ReportStage::Prepared => "ждёт подписи",
            ReportStage::Signed => "подписан, не отправлен",
            ReportStage::Sent => "отправлен учредителю",
            ReportStage::Accepted => "принят",
            ReportStage::Returned => "возвращён",
            ReportStage::Replaced => "заменён исправленным",
        }
    }

    /// Whether what it says can never change again.
    pub fn is_frozen(self) -> bool {
        !matches!(self, ReportStage::Prepared | ReportStage::Signed)
    }

    /// Whether it counts as handed in.
    pub fn is_handed_in(self) -> bool {
        matches!(self, ReportStage::Sent | ReportStage::Accepted)
    }

    /// The one table of steps: signed before it is sent; what was sent changes by a new report only.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::report::ReportStage::{Prepared, Replaced, Sent, Signed};
    /// assert!(Prepared.may_become(Signed) && Signed.may_become(Sent) && Sent.may_become(Replaced));
    /// assert!(!Prepared.may_become(Sent), "nobody sends what nobody signed");
    /// ```
    pub fn may_become(self, to: ReportStage) -> bool {
        use ReportStage::{Accepted, Prepared, Replaced, Returned, Sent, Signed};
        matches!(
            (self, to),
            (Prepared, Signed)
                | (Signed, Prepared | Sent)
                | (Sent, Accepted | Returned | Replaced)
                | (Accepted | Returned, Replaced)
        )
    }
}
