//! Exact numbers of the engine: no size limit, one place where anything is rounded.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::Ratio;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Div, Mul, Sub};

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

/// Decimals up to which rounding fits into machine words.
const SMALL_DECIMALS_MAX: u32 = 9;

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

    /// Rounded to so many decimals, half up (away from zero): the one place where anything is rounded.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::score::Exact;
    /// let round = |text: &str, n| Exact::parse(text).unwrap().round_half_up(n).to_decimals(2);
    /// assert_eq!(round("94.915", 2), "94.92");
    /// assert_eq!(round("84.5", 0), "85.00");
    /// // Rounding a rounded figure may go a step too far: that is why a total never follows from displayed figures.
    /// assert_eq!(round("84.449", 1), "84.40");
    /// assert_eq!(round("84.45", 1), "84.50");
    /// ```
    #[must_use]
    pub fn round_half_up(&self, decimals: u32) -> Self {
        if let Some((size, scale)) = self.word_scaled(decimals)
            && let (Ok(size), Ok(scale)) = (i64::try_from(size), i64::try_from(scale))
        {
            return Exact::of_words(if self.is_negative() { -size } else { size }, scale);
        }
        if let Some((scaled, scale)) = self.small_scaled(decimals) {
            return Exact::of(scaled, scale);
        }
        let scale = BigInt::from(10).pow(decimals);
        Exact::of_big(Ratio::new(self.scaled_half_up(&scale), scale))
    }

    /// The number times ten to the power of `decimals`, half up, beside that power, where words hold it.
    fn small_scaled(&self, decimals: u32) -> Option<(i128, i128)> {
        match self.0 {
            Size::Small(n, d) if decimals <= SMALL_DECIMALS_MAX => {
                let scale = 10_i128.pow(decimals);
                let (n, d) = (i128::from(n), i128::from(d));
                let size = (n.abs() * scale * 2 + d) / (d * 2);
                Some((if n < 0 { -size } else { size }, scale))
            }
            _ => None,
        }
    }

    /// The size of the number times ten to the power of `decimals`, half up, beside that power, where one word holds
    /// all that is counted on the way.
    fn word_scaled(&self, decimals: u32) -> Option<(u64, u64)> {
        match self.0 {
            Size::Small(n, d) if decimals <= SMALL_DECIMALS_MAX => {
                let (scale, d) = (10_u64.pow(decimals), d.unsigned_abs());
                let twice = n.unsigned_abs().checked_mul(scale)?.checked_mul(2)?.checked_add(d)?;
                Some((twice / d.checked_mul(2)?, scale))
            }
            _ => None,
        }
    }

    fn scaled_half_up(&self, scale: &BigInt) -> BigInt {
        let ratio = self.big();
        let (n, d) = (ratio.numer(), ratio.denom());
        let size = (n.abs() * scale * 2_u8 + d).div_floor(&(d * BigInt::from(2_u8)));
        if n.is_negative() { -size } else { size }
    }

    /// Decimal text with exactly so many digits after the point, half up.
    pub fn to_decimals(&self, decimals: u32) -> String {
        let width = usize::try_from(decimals).unwrap_or(0);
        if let Some((scaled, scale)) = self.small_scaled(decimals) {
            let (sign, size) = (if scaled < 0 { "-" } else { "" }, scaled.abs());
            let (whole, part) = (size / scale, size % scale);
            return if width == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:0>width$}") };
        }
        let scale = BigInt::from(10).pow(decimals);
        let scaled = self.scaled_half_up(&scale);
        let sign = if scaled.is_negative() { "-" } else { "" };
        let (whole, part) = scaled.abs().div_rem(&scale);
        if width == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:0>width$}") }
    }

    /// Writes decimal text with exactly so many digits after the point, half up: [`Exact::to_decimals`] without a text
    /// of its own.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write_decimals(&self, out: &mut impl fmt::Write, decimals: u32) -> fmt::Result {
        let width = usize::try_from(decimals).unwrap_or(0);
        match self.word_scaled(decimals) {
            Some((size, scale)) => write_words(out, self.sign(size), size / scale, size % scale, width),
            None => out.write_str(&self.to_decimals(decimals)),
        }
    }

    /// The mark before a number that is shown with this size.
    fn sign(&self, size: u64) -> &'static str {
        if size > 0 && self.is_negative() { "-" } else { "" }
    }

    /// The exact ratio as text: `n/d`, also for whole numbers (`94/1`).
    pub fn to_ratio(&self) -> String {
        match &self.0 {
            Size::Small(n, d) => format!("{n}/{d}"),
            Size::Big(ratio) => format!("{}/{}", ratio.numer(), ratio.denom()),
        }
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

fn write_words(out: &mut impl fmt::Write, sign: &str, whole: u64, part: u64, width: usize) -> fmt::Result {
    if width == 0 { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{part:0>width$}") }
}

/// The sum of two ratios before it is reduced, where words hold it.
fn sum_of_words(n: i64, d: i64, m: i64, e: i64) -> Option<(i64, i64)> {
    if d == e {
        return Some((n.checked_add(m)?, d));
    }
    Some((n.checked_mul(e)?.checked_add(m.checked_mul(d)?)?, d.checked_mul(e)?))
}

/// What is left of a number when a factor is taken out as often as it goes.
fn without(mut number: i64, factor: i64) -> i64 {
    while number % factor == 0 && number != 0 {
        number /= factor;
    }
    number
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Size::Small(n, d), Size::Small(m, e)) => {
                (i128::from(*n) * i128::from(*e)).cmp(&(i128::from(*m) * i128::from(*d)))
            }
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl fmt::Display for Exact {
    /// As few decimals as needed, six at most, half up.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((size, scale)) = self.word_scaled(6) {
            let (mut part, mut width) = (size % scale, 6);
            while width > 0 && part.is_multiple_of(10) {
                (part, width) = (part / 10, width - 1);
            }
            return write_words(f, self.sign(size), size / scale, part, width);
        }
        let text = self.to_decimals(6);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl From<super::Points> for Exact {
    fn from(points: super::Points) -> Self {
        Exact::of(i128::from(*points.0.numer()), i128::from(*points.0.denom()))
    }
}

impl Add for &Exact {
    type Output = Exact;

    fn add(self, other: &Exact) -> Exact {
        match (&self.0, &other.0) {
            (Size::Small(n, d), Size::Small(m, e)) => match sum_of_words(*n, *d, *m, *e) {
                Some((n, d)) => Exact::of_words(n, d),
                None => {
                    let (n, d, m, e) = (i128::from(*n), i128::from(*d), i128::from(*m), i128::from(*e));
                    Exact::of(n * e + m * d, d * e)
                }
            },
            _ => Exact::of_big(self.big() + other.big()),
        }
    }
}

impl Sub for &Exact {
    type Output = Exact;

    fn sub(self, other: &Exact) -> Exact {
        match (&self.0, &other.0) {
            (Size::Small(n, d), Size::Small(m, e)) => {
                let (n, d, m, e) = (i128::from(*n), i128::from(*d), i128::from(*m), i128::from(*e));
                Exact::of(n * e - m * d, d * e)
            }
            _ => Exact::of_big(self.big() - other.big()),
        }
    }
}

impl Mul for &Exact {
    type Output = Exact;

    fn mul(self, other: &Exact) -> Exact {
        match (&self.0, &other.0) {
            (Size::Small(n, d), Size::Small(m, e)) => match (n.checked_mul(*m), d.checked_mul(*e)) {
                (Some(n), Some(d)) => Exact::of_words(n, d),
                _ => Exact::of(i128::from(*n) * i128::from(*m), i128::from(*d) * i128::from(*e)),
            },
            _ => Exact::of_big(self.big() * other.big()),
        }
    }
}

impl Div<u64> for &Exact {
    type Output = Exact;

    /// Division by a count; by nothing gives nothing.
    fn div(self, by: u64) -> Exact {
        match &self.0 {
            _ if by == 0 => Exact::zero(),
            Size::Small(n, d) => Exact::of(i128::from(*n), i128::from(*d) * i128::from(by)),
            Size::Big(ratio) => Exact::of_big(&**ratio / BigInt::from(by)),
        }
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

    proptest::proptest! {
        #[test]
        fn words_and_numbers_of_any_size_agree(n in proptest::prelude::any::<i64>(), d in 1..=i64::MAX, m in -1000..1000_i64, e in 1..1000_i64, by in 1..u64::MAX) {
            let pair = |n: i64, d: i64| Ratio::new(BigInt::from(n), BigInt::from(d));
            let (a, b) = (Exact::of(n.into(), d.into()), Exact::of(m.into(), e.into()));
            let (x, y) = (pair(n, d), pair(m, e));
            for (one, other) in [
                (&a + &b, &x + &y), (&a - &b, &x - &y), (&a * &b, &x * &y), (&a * &a, &x * &x), (&a + &a, &x + &x),
                (&a / by, &x / BigInt::from(by)),
            ] {
                proptest::prop_assert_eq!(&one, &Exact::of_big(other.clone()));
                proptest::prop_assert_eq!(one.big(), other);
            }
            proptest::prop_assert_eq!(a.cmp(&b), x.cmp(&y));
            let big = |decimals: u32| BigInt::from(10).pow(decimals);
            let rounded = a.round_half_up(2);
            proptest::prop_assert_eq!(rounded, Exact::of_big(Ratio::new(a.scaled_half_up(&big(2)), big(2))));
            for exact in [&a, &b] {
                let mut written = String::new();
                exact.write_decimals(&mut written, 3).unwrap();
                proptest::prop_assert_eq!(&written, &exact.to_decimals(3));
                let six = exact.to_decimals(6);
                proptest::prop_assert_eq!(exact.to_string(), six.trim_end_matches('0').trim_end_matches('.'));
            }
            let text = Exact::parse(&a.to_decimals(9));
            proptest::prop_assert_eq!(text, Some(a.round_half_up(9)));
        }
    }

    #[test]
    fn a_mean_has_no_limit_of_size() {
        let shares: Vec<Exact> = (1..300_u64).filter_map(|n| Exact::percent(1, n)).collect();
        let mean = Exact::mean(&shares).unwrap();
        assert!(!mean.ends());
        assert_eq!(mean.to_decimals(2), "2.10");
    }
}
