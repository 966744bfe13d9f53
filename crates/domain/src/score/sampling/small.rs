//! When a share is of so few people that it would speak of persons.

/// Shares of fewer respondents than this are not shown to the public («порог малых чисел»).
///
/// A setting of who publishes, not a rule of the order. Nought and one show everything.
///
/// # Example
/// With the threshold 5, four visitors with a disability are not shown; five are.
///
/// # Example: what could be computed
/// 100 men and women, 97 and 3: hiding only the three hides nothing, for 100 − 97 = 3. So [`SmallCount::shown`] hides
/// the next smallest group too, until what is hidden is of two groups at least and of as many people as the threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SmallCount(pub u64);

impl SmallCount {
    /// Whether a share of so many respondents may be shown by itself. Beside others of one whole ask [`SmallCount::shown`].
    pub fn is_shown(self, n: u64) -> bool {
        n >= self.0
    }

    /// What stands in place of a share that is not shown.
    pub fn words(self) -> String {
        format!("не показано: ответивших меньше {}", self.0)
    }

    /// Which groups of a published whole may be shown, in their order.
    ///
    /// Groups without anybody hide nobody and are not needed to hide others.
    pub fn shown(self, groups: &[u64]) -> Vec<bool> {
        let mut by_size: Vec<(usize, u64)> = groups.iter().copied().enumerate().filter(|(_, n)| *n > 0).collect();
        by_size.sort_by_key(|(at, n)| (*n, *at));
        let mut shown: Vec<bool> = vec![true; groups.len()];
        let mut people = 0_u64;
        for (at, n) in by_size {
            // One group alone is hidden for it is of too few: then a second follows it.
            let is_needed = people > 0 && !self.is_shown(people);
            if !self.is_shown(n) || is_needed {
                people = people.saturating_add(n);
                if let Some(is_shown) = shown.get_mut(at) {
                    *is_shown = false;
                }
            }
        }
        shown
    }
}
