//! Wilson's interval of a share, in whole numbers only.

use super::root::{ceil_more_root, floor_less_root};
use crate::score::Exact;
use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// The quantile 1.959964 of the normal law, in millionths: 95 % lie between its two sides.
const Z: u64 = 1_959_964;
const SCALE: u64 = 1_000_000;
/// Parts of a point in bounds that are computed with.
const FINE: u64 = 100_000_000;

/// Those who answered «да» of those who count («доля ответов»).
///
/// # Example
/// 8 of 10 is 80 points, and Wilson's interval is 49,01 to 94,34; 80 of 100 is narrower, 71,11 to 86,67.
///
/// # Example: everybody
/// 10 of 10 is not certainty: 72,24 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share {
    /// Answered «да».
    pub yes: u64,
    /// Of so many.
    pub n: u64,
}

/// Where the share of all who could be asked lies, with 95 % («доверительный интервал»).
///
/// In hundredths of a point, rounded outwards: the lower bound down, the upper one up, so that it is never too narrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// Lower bound, hundredths of a point.
    pub low_hundredths: i64,
    /// Upper bound, hundredths of a point.
    pub high_hundredths: i64,
}

impl Share {
    /// The share in points; `None` when nobody was asked.
    pub fn points(self) -> Option<Exact> {
        Exact::percent(self.yes.min(self.n), self.n)
    }

    /// Wilson's interval; `None` when nobody was asked.
    pub fn interval(self) -> Option<Interval> {
        let (low, high) = self.bounds(10_000)?;
        Some(Interval { low_hundredths: low.to_i64()?, high_hundredths: high.to_i64()? })
    }

    /// The bounds in points with six more decimals than one sees, for what is computed from them.
    pub(super) fn fine_bounds(self) -> Option<(Exact, Exact)> {
        let (low, high) = self.bounds(FINE * 100)?;
        Some((Exact::ratio(low, FINE)?, Exact::ratio(high, FINE)?))
    }

    /// The bounds as parts of `whole`, rounded outwards.
    ///
    /// With `k` of `n`: `(2k + z² ± z·√(z² + 4k(n − k)/n)) / (2(n + z²))`. Everything is brought to whole numbers before
    /// the root is taken, so that the bounds are true to the last digit.
    fn bounds(self, whole: u64) -> Option<(BigInt, BigInt)> {
        if self.n == 0 {
            return None;
        }
        let (k, n) = (BigInt::from(self.yes.min(self.n)), BigInt::from(self.n));
        let (z, d, whole) = (BigInt::from(Z), BigInt::from(SCALE), BigInt::from(whole));
        let (zz, dd) = (&z * &z, &d * &d);
        let x = (&k * 2_u8 * &dd + &zz) * &n * &whole;
        let under = &n * (&zz * &n + &k * (&n - &k) * 4_u8 * &dd);
        let y = &zz * under * &whole * &whole;
        let c = &n * 2_u8 * (&n * &dd + &zz);
        Some((floor_less_root(&x, &y, &c).max(BigInt::ZERO), ceil_more_root(&x, &y, &c).min(whole)))
    }
}
