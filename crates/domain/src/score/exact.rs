//! Exact numbers of the engine: no size limit, one place where anything is rounded.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::Ratio;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::fmt;
use std::ops::{Add, Div, Mul, Sub};

/// A number as an exact ratio of any size («точное число»).
///
/// Averages over hundreds of branches have denominators that no machine word holds, so there is no limit here.
///
/// # Example
/// 2/3 of 100 is `200/3`; [`Exact::round_half_up`] to two decimals gives `66.67`, and `0.005` gives `0.01`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(Ratio<BigInt>);

impl Exact {
    /// A whole number.
    pub fn whole(value: impl Into<BigInt>) -> Self {
        Exact(Ratio::from_integer(value.into()))
    }

    /// Nothing.
    pub fn zero() -> Self {
        Exact(Ratio::zero())
    }

    /// A ratio; `None` when it divides by zero.
    pub fn ratio(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Option<Self> {
        let denominator = denominator.into();
        (!denominator.is_zero()).then(|| Exact(Ratio::new(numerator.into(), denominator)))
    }

    /// `part` of `whole` in per cent; `None` when the whole is nothing.
    pub fn percent(part: u64, whole: u64) -> Option<Self> {
        Exact::ratio(BigInt::from(part) * 100, whole)
    }

    /// The arithmetic mean; `None` of nothing.
    pub fn mean<'a>(values: impl IntoIterator<Item = &'a Exact>) -> Option<Self> {
        let mut sum = Ratio::zero();
        let mut n = 0_u64;
        for value in values {
            sum += &value.0;
            n += 1;
        }
        (n > 0).then(|| Exact(sum / BigInt::from(n)))
    }

    /// Whether its decimal text ends: the denominator has no factors but 2 and 5.
    pub fn ends(&self) -> bool {
        let mut rest = self.0.denom().clone();
        for factor in [2_u8, 5] {
            let factor = BigInt::from(factor);
            while rest.is_multiple_of(&factor) {
                rest /= &factor;
            }
        }
        rest.is_one()
    }

    /// Rounded to so many decimals, half up (away from zero).
    #[must_use]
    pub fn round_half_up(&self, decimals: u32) -> Self {
        let scale = BigInt::from(10).pow(decimals);
        Exact(Ratio::new(self.scaled_half_up(&scale), scale))
    }

    fn scaled_half_up(&self, scale: &BigInt) -> BigInt {
        let (n, d) = (self.0.numer(), self.0.denom());
        let size = (n.abs() * scale * 2_u8 + d).div_floor(&(d * BigInt::from(2_u8)));
        if n.is_negative() { -size } else { size }
    }

    /// Decimal text with exactly so many digits after the point, half up.
    pub fn to_decimals(&self, decimals: u32) -> String {
        let scale = BigInt::from(10).pow(decimals);
        let scaled = self.scaled_half_up(&scale);
        let sign = if scaled.is_negative() { "-" } else { "" };
        let (whole, part) = scaled.abs().div_rem(&scale);
        let width = usize::try_from(decimals).unwrap_or(0);
        if width == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:0>width$}") }
    }

    /// The exact ratio as text: `n/d`, also for whole numbers (`94/1`).
    pub fn to_ratio(&self) -> String {
        format!("{}/{}", self.0.numer(), self.0.denom())
    }

    /// Reads `n/d`, a whole number or decimal text with a point or a comma.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > 4000 {
            return None;
        }
        if let Some((n, d)) = text.split_once('/') {
            return Exact::ratio(n.trim().parse::<BigInt>().ok()?, d.trim().parse::<BigInt>().ok()?);
        }
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let is_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let digits = whole.strip_prefix('-').unwrap_or(whole);
        if digits.is_empty() || !is_digits(digits) || !is_digits(part) {
            return None;
        }
        let scale = BigInt::from(10).pow(u32::try_from(part.len()).ok()?);
        Exact::ratio(format!("{whole}{part}").parse::<BigInt>().ok()?, scale)
    }

    /// The whole part, when it fits.
    pub fn floor(&self) -> Option<i64> {
        self.0.floor().to_integer().to_i64()
    }

    /// Whether it is less than nothing.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// So many hundredths, rounded half up, when they fit: for drawing and for keeping beside the exact text.
    pub fn hundredths(&self) -> Option<i64> {
        self.scaled_half_up(&BigInt::from(100)).to_i64()
    }

    /// The numerator and the denominator.
    pub fn parts(&self) -> (&BigInt, &BigInt) {
        (self.0.numer(), self.0.denom())
    }
}

impl fmt::Display for Exact {
    /// As few decimals as needed, six at most, half up.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.to_decimals(6);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl From<super::Points> for Exact {
    fn from(points: super::Points) -> Self {
        Exact(Ratio::new(BigInt::from(*points.0.numer()), BigInt::from(*points.0.denom())))
    }
}

impl Add for &Exact {
    type Output = Exact;

    fn add(self, other: &Exact) -> Exact {
        Exact(&self.0 + &other.0)
    }
}

impl Sub for &Exact {
    type Output = Exact;

    fn sub(self, other: &Exact) -> Exact {
        Exact(&self.0 - &other.0)
    }
}

impl Mul for &Exact {
    type Output = Exact;

    fn mul(self, other: &Exact) -> Exact {
        Exact(&self.0 * &other.0)
    }
}

impl Div<u64> for &Exact {
    type Output = Exact;

    /// Division by a count; by nothing gives nothing.
    fn div(self, by: u64) -> Exact {
        if by == 0 { Exact::zero() } else { Exact(&self.0 / BigInt::from(by)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, decimals: u32, printed: &str, ends: bool) {
        let exact = Exact::parse(text).unwrap();
        assert_eq!(exact.to_decimals(decimals), printed, "{text}");
        assert_eq!(exact.ends(), ends, "{text}");
    }

    #[test]
    fn rounding_is_half_up_and_happens_once() {
        check("200/3", 2, "66.67", false);
        check("0,005", 2, "0.01", true);
        check("0.004999", 2, "0.00", true);
        check("87.486", 2, "87.49", true);
        check("1/8", 2, "0.13", true);
        check("-1/8", 2, "-0.13", true);
        check("100", 0, "100", true);
        check("22.5", 0, "23", true);
    }

    #[test]
    fn what_is_not_a_number_is_none() {
        for text in ["", "-", "1/0", "a", "1.2.3", ".5", "1e5", "--1"] {
            assert_eq!(Exact::parse(text), None, "{text}");
        }
        assert_eq!(Exact::percent(1, 0), None);
    }

    #[test]
    fn a_mean_has_no_limit_of_size() {
        let shares: Vec<Exact> = (1..300_u64).filter_map(|n| Exact::percent(1, n)).collect();
        let mean = Exact::mean(&shares).unwrap();
        assert!(!mean.ends());
        assert_eq!(mean.to_decimals(2), "2.10");
    }
}
