//! Exact numbers of the engine: no size limit, one place where anything is rounded.

mod arithmetic;
mod decimals;

#[cfg(test)]
mod tests;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::Ratio;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// A number as an exact ratio of any size («точное число»).
///
/// Averages over hundreds of branches have denominators that no machine word holds, so there is no limit here.
/// Most figures are small, so a country is counted in machine words, and only what does not fit grows.
///
/// # Example
/// 2/3 of 100 is `200/3`; [`Exact::round_half_up`] to two decimals gives `66.67`, and `0.005` gives `0.01`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Exact(Size);

/// In lowest terms, the denominator above nothing; `Small` whenever both parts fit, so that equal numbers are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Size {
    Small(i64, i64),
    Big(Box<Ratio<BigInt>>),
}

impl Exact {
    /// A whole number.
    pub fn whole(value: impl Into<BigInt>) -> Self {
        let value = value.into();
        match value.to_i64() {
            Some(value) => Exact(Size::Small(value, 1)),
            None => Exact(Size::Big(Box::new(Ratio::from_integer(value)))),
        }
    }

    /// Nothing.
    pub fn zero() -> Self {
        Exact(Size::Small(0, 1))
    }

    /// A ratio; `None` when it divides by zero.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::score::Exact;
    /// assert_eq!(Exact::ratio(14, 17).unwrap().to_ratio(), "14/17");
    /// assert_eq!(Exact::ratio(14, 0), None);
    /// ```
    pub fn ratio(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Option<Self> {
        let denominator = denominator.into();
        (!denominator.is_zero()).then(|| Exact::of_big(Ratio::new(numerator.into(), denominator)))
    }

    /// `part` of `whole` in per cent; `None` when the whole is nothing: a share of nobody is not nought.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::score::Exact;
    /// assert_eq!(Exact::percent(112, 118).unwrap().to_decimals(2), "94.92");
    /// assert_eq!(Exact::percent(0, 0), None);
    /// ```
    pub fn percent(part: u64, whole: u64) -> Option<Self> {
        (whole > 0).then(|| Exact::of(i128::from(part) * 100, i128::from(whole)))
    }

    /// So many of so many as a ratio; `None` of nothing. [`Exact::ratio`] for what counts and weights are.
    pub fn share(part: u64, whole: u64) -> Option<Self> {
        (whole > 0).then(|| Exact::of(i128::from(part), i128::from(whole)))
    }

    /// The arithmetic mean; `None` of nothing. It is exact: the order of the values never matters.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::score::Exact;
    /// let values: Vec<Exact> = [1_u8, 2, 2].into_iter().map(Exact::whole).collect();
    /// assert_eq!(Exact::mean(&values).unwrap().to_ratio(), "5/3");
    /// ```
    pub fn mean<'a>(values: impl IntoIterator<Item = &'a Exact>) -> Option<Self> {
        let mut sum = Exact::zero();
        let mut n = 0_u64;
        for value in values {
            sum = &sum + value;
            n += 1;
        }
        (n > 0).then(|| &sum / n)
    }

    /// A ratio of machine words; the denominator is above nothing.
    fn of(numerator: i128, denominator: i128) -> Self {
        if let (Ok(n), Ok(d)) = (i64::try_from(numerator), i64::try_from(denominator)) {
            return Exact::of_words(n, d);
        }
        let gcd = i128::try_from(numerator.unsigned_abs().gcd(&denominator.unsigned_abs())).unwrap_or(1);
        let (n, d) = (numerator / gcd.max(1), denominator / gcd.max(1));
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) => Exact(Size::Small(n, d)),
            _ => Exact(Size::Big(Box::new(Ratio::new(BigInt::from(n), BigInt::from(d))))),
        }
    }

    /// The same where both fit into one word, as nearly all do.
    fn of_words(numerator: i64, denominator: i64) -> Self {
        let gcd = i64::try_from(numerator.unsigned_abs().gcd(&denominator.unsigned_abs())).unwrap_or(1).max(1);
        Exact(Size::Small(numerator / gcd, denominator / gcd))
    }

    fn of_big(ratio: Ratio<BigInt>) -> Self {
        match (ratio.numer().to_i64(), ratio.denom().to_i64()) {
            (Some(n), Some(d)) => Exact(Size::Small(n, d)),
            _ => Exact(Size::Big(Box::new(ratio))),
        }
    }

    fn big(&self) -> Ratio<BigInt> {
        match &self.0 {
            Size::Small(n, d) => Ratio::new_raw(BigInt::from(*n), BigInt::from(*d)),
            Size::Big(ratio) => (**ratio).clone(),
        }
    }

    /// Whether its decimal text ends: the denominator has no factors but 2 and 5.
    pub fn ends(&self) -> bool {
        match &self.0 {
            Size::Small(_, d) => without(without(*d, 2), 5) == 1,
            Size::Big(ratio) => {
                let mut rest = ratio.denom().clone();
                for factor in [2_u8, 5] {
                    let factor = BigInt::from(factor);
                    while rest.is_multiple_of(&factor) {
                        rest /= &factor;
                    }
                }
                rest.is_one()
            }
        }
    }

    /// The whole part, when it fits.
    pub fn floor(&self) -> Option<i64> {
        match &self.0 {
            Size::Small(n, d) => Some(n.div_euclid(*d)),
            Size::Big(ratio) => ratio.floor().to_integer().to_i64(),
        }
    }

    /// Whether it is less than nothing.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Size::Small(n, _) => *n < 0,
            Size::Big(ratio) => ratio.is_negative(),
        }
    }

    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        self.0 == Size::Small(0, 1)
    }

    /// So many hundredths, rounded half up, when they fit: for drawing and for keeping beside the exact text.
    pub fn hundredths(&self) -> Option<i64> {
        self.scaled_half_up(&BigInt::from(100)).to_i64()
    }

    /// The numerator and the denominator.
    pub fn parts(&self) -> (BigInt, BigInt) {
        self.big().into()
    }
}

/// What is left of a number when a factor is taken out as often as it goes.
fn without(mut number: i64, factor: i64) -> i64 {
    while number % factor == 0 && number != 0 {
        number /= factor;
    }
    number
}

impl From<super::Points> for Exact {
    fn from(points: super::Points) -> Self {
        Exact::of(i128::from(*points.0.numer()), i128::from(*points.0.denom()))
    }
}
