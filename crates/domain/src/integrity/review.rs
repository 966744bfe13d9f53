use std::fmt;

/// What a person decided about a questionnaire («решение по анкете»). It is never deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It counts.
    Counted,
    /// It does not count, for this reason, which is published with the method.
    Excluded(String),
}

/// Why a decision cannot be taken («ошибка решения по анкете»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewFault {
    /// Excluding needs words that others can check.
    NoReason,
    /// The reason is too long to be published.
    TooLong,
}

impl fmt::Display for ReviewFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ReviewFault::NoReason => "назовите причину: она будет опубликована вместе с методикой",
            ReviewFault::TooLong => "причина длиннее 500 знаков: сократите её",
        })
    }
}

/// The longest reason, in letters.
const REASON_LETTERS_MAX: usize = 500;

/// Takes a decision: excluding asks for a reason, counting again for none.
///
/// # Errors
/// [`ReviewFault`] for excluding without a reason or with one too long.
pub fn decide(is_excluded: bool, reason: &str) -> Result<Decision, ReviewFault> {
    let reason = reason.trim();
    match (is_excluded, reason.chars().count()) {
        (false, _) => Ok(Decision::Counted),
        (true, 0) => Err(ReviewFault::NoReason),
        (true, n) if n > REASON_LETTERS_MAX => Err(ReviewFault::TooLong),
        (true, _) => Ok(Decision::Excluded(reason.to_owned())),
    }
}
