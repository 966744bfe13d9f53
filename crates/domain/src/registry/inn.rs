//! The taxpayer's number and its check digits.

use std::fmt;
use std::str::FromStr;

/// Taxpayer's number («ИНН») of an organisation: ten digits, the last one a check digit; or twelve of a person.
///
/// # Example
/// `7707083893` is right.
///
/// # Example: one digit off
/// `7707083894` is refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inn(String);

impl FromStr for Inn {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: Vec<u32> = text.trim().chars().map(|c| c.to_digit(10)).collect::<Option<_>>().ok_or(())?;
        let holds = |weights: &[u32], at: usize| {
            let sum: u32 = weights.iter().zip(&digits).map(|(w, d)| w * d).sum();
            digits.get(at) == Some(&(sum % 11 % 10))
        };
        let is_right = match digits.len() {
            10 => holds(&[2, 4, 10, 3, 5, 9, 4, 6, 8], 9),
            12 => holds(&[7, 2, 4, 10, 3, 5, 9, 4, 6, 8], 10) && holds(&[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8], 11),
            _ => false,
        };
        is_right.then(|| Inn(text.trim().to_owned())).ok_or(())
    }
}

impl fmt::Display for Inn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_checked() {
        for (text, is_right) in [
            ("7707083893", true),
            ("7707083894", false),
            ("500100732259", true),
            ("500100732258", false),
            ("77070", false),
            ("77070838a3", false),
        ] {
            assert_eq!(text.parse::<Inn>().is_ok(), is_right, "{text}");
        }
    }
}
