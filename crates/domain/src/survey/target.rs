use crate::rulebook::SampleNorm;

/// How many filled questionnaires a place needs («план анкет»): typed by a person, else the norm of its visitors.
///
/// # Example
/// 235 people were served: 40 % of them is 94. Somebody typed 120: then it is 120.
///
/// # Example: nothing is known
/// Neither is said: nothing is planned, and nothing can be short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Target {
    /// How many people it served in the year before.
    pub n_served: Option<u64>,
    /// How many are wanted, when a person said so.
    pub n_wanted: Option<u64>,
}

impl Target {
    /// How many are needed; `None` where nobody said anything to tell it from.
    pub fn needed(&self, norm: Option<&SampleNorm>) -> Option<u64> {
        self.n_wanted.or_else(|| Some(norm?.of(self.n_served?)))
    }

    /// So many per cent of the target; a part of a person counts as one.
    pub fn part(needed: u64, percent: u32) -> u64 {
        needed.saturating_mul(u64::from(percent)).div_ceil(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_typed_goes_before_the_norm() {
        let book = crate::rulebook::sample::culture();
        for (n_served, n_wanted, needed) in [
            (Some(235), None, Some(94)),
            (Some(10_000), None, Some(600)),
            (Some(235), Some(120), Some(120)),
            (None, Some(0), Some(0)),
            (None, None, None),
        ] {
            assert_eq!(Target { n_served, n_wanted }.needed(book.sample.as_ref()), needed, "{n_served:?} {n_wanted:?}");
        }
        assert_eq!(Target { n_served: Some(235), n_wanted: None }.needed(None), None, "a rulebook without a norm");
        assert_eq!((Target::part(94, 50), Target::part(95, 50), Target::part(0, 50)), (47, 48, 0));
    }
}
