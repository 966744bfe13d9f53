use crate::Date;

/// A side of a round with the paper it acts by («сторона тура»).
///
/// # Example
/// «ООО «Оценка»», contract «12-К» of 1 March 2026.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// Its name; empty while it is not chosen.
    pub name: String,
    /// Number of the contract or of the decision.
    pub paper: String,
    /// Day of that paper.
    pub paper_on: Option<Date>,
}

/// Who does what in a round («участники тура»): the operator asks and looks, the public council decides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parties {
    /// The operator with its contract.
    pub operator: Party,
    /// The public council with its decision about the operator or the list of organisations.
    pub council: Party,
}
