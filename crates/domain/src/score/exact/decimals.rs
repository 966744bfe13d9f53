//! Decimal text in and out, and the one function that rounds.

use super::{Exact, Size};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::Ratio;
use num_traits::Signed;
use std::fmt;

/// Decimals up to which rounding fits into machine words.
const SMALL_DECIMALS_MAX: u32 = 9;

impl Exact {
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
    pub(super) fn small_scaled(&self, decimals: u32) -> Option<(i128, i128)> {
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

    pub(super) fn scaled_half_up(&self, scale: &BigInt) -> BigInt {
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

fn write_words(out: &mut impl fmt::Write, sign: &str, whole: u64, part: u64, width: usize) -> fmt::Result {
    if width == 0 { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{part:0>width$}") }
}
