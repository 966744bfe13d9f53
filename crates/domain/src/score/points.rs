//! Exact points: decimal text in, decimal text out, no floating point between.

use num_rational::Ratio;
use std::fmt;
use std::str::FromStr;

/// Points or roubles as an exact ratio («баллы»).
///
/// Reads «22,5» and «22.5»; prints decimal text with a point, at most six decimals, half up.
///
/// # Example
/// «22,5» prints as `22.5`; one third prints as `0.333333`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub Ratio<i64>);

impl Points {
    /// Whole points.
    pub fn whole(value: i64) -> Self {
        Points(Ratio::from_integer(value))
    }

    /// Decimal text with exactly `decimals` digits after the point, half up (away from zero).
    pub fn to_decimals(self, decimals: u32) -> String {
        let scale = 10_i128.pow(decimals);
        let (n, d) = (i128::from(*self.0.numer()), i128::from(*self.0.denom()));
        let twice = n.abs() * scale * 2 + d;
        let rounded = twice / (d * 2);
        let sign = if n < 0 && rounded > 0 { "-" } else { "" };
        if decimals == 0 {
            return format!("{sign}{rounded}");
        }
        format!("{sign}{}.{:0width$}", rounded / scale, rounded % scale, width = decimals as usize)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.to_decimals(6);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl FromStr for Points {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim().replace(',', ".");
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let digits = |s: &str| s.chars().all(|c| c.is_ascii_digit());
        let (sign, whole) = whole.strip_prefix('-').map_or((1, whole), |rest| (-1, rest));
        if whole.is_empty() || whole.len() > 12 || part.len() > 6 || !digits(whole) || !digits(part) {
            return Err(());
        }
        let scale = 10_i64.pow(u32::try_from(part.len()).map_err(|_| ())?);
        let whole: i64 = whole.parse().map_err(|_| ())?;
        let part: i64 = if part.is_empty() { 0 } else { part.parse().map_err(|_| ())? };
        Ok(Points(Ratio::new(sign * (whole * scale + part), scale)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, printed: &str) {
        assert_eq!(text.parse::<Points>().unwrap().to_string(), printed, "{text}");
    }

    #[test]
    fn decimal_text_is_read_and_printed_exactly() {
        for (text, printed) in [("22,5", "22.5"), ("22.50", "22.5"), ("100", "100"), ("0,05", "0.05"), ("-3", "-3")] {
            check(text, printed);
        }
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in ["", "-", "12a", "1.2.3", ".5", "9999999999999"] {
            assert!(text.parse::<Points>().is_err(), "{text}");
        }
    }

    #[test]
    fn rounding_is_half_up() {
        assert_eq!("88.65".parse::<Points>().unwrap().to_decimals(1), "88.7");
        assert_eq!(Points(Ratio::new(1, 3)).to_string(), "0.333333");
    }
}
