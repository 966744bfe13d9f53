//! Numbers as people type them: one reader for every form.
//!
//! In comes what was typed; out goes a whole number or nothing. It refuses to guess: «12,5», «−3» and «сто» are no whole
//! numbers, and neither is one that does not fit.

/// What was typed is no whole number that fits («не целое число»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotWhole;

/// A whole number: digits, with or without spaces between thousands («1 235»).
///
/// # Example
/// «1 235» is 1235; «1235 шт» is none.
pub fn whole<T: TryFrom<u64>>(typed: &str) -> Option<T> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    // Without a digit, and with anything else, it is no number: `parse` alone would take «+5».
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    T::try_from(digits.parse().ok()?).ok()
}

/// A year that a plan can speak of («год плана»): from 1990 to 2100, so that a slip of a finger is noticed.
///
/// # Example
/// «2026» is one; «26» and «20206» are none.
pub fn year(typed: &str) -> Option<i16> {
    whole(typed).filter(|year| (1990..=2100).contains(year))
}

/// The same where nothing may be typed.
///
/// # Errors
/// [`NotWhole`] for anything else.
pub fn whole_or_nothing<T: TryFrom<u64>>(typed: &str) -> Result<Option<T>, NotWhole> {
    if typed.trim().is_empty() { Ok(None) } else { whole(typed).map(Some).ok_or(NotWhole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_digits_with_or_without_spaces() {
        for (typed, read) in [
            ("5", Some(5)),
            (" 007 ", Some(7)),
            ("1 235", Some(1235)),
            ("1\u{a0}235", Some(1235)),
            ("1\u{202f}000", Some(1000)),
            ("65535", Some(65_535)),
            ("65536", None),
            ("99999999999999999999999", None),
            ("", None),
            (" ", None),
            ("+5", None),
            ("-5", None),
            ("5.0", None),
            ("5,5", None),
            ("0x5", None),
            ("пять", None),
            ("٥", None),
            ("5 шт", None),
        ] {
            assert_eq!(whole::<u16>(typed), read, "«{typed}»");
        }
    }

    #[test]
    fn years_are_those_of_plans() {
        for (typed, read) in [
            ("2026", Some(2026)),
            (" 1990 ", Some(1990)),
            ("2100", Some(2100)),
            ("1989", None),
            ("2101", None),
            ("26", None),
            ("20206", None),
            ("", None),
            ("2026 год", None),
        ] {
            assert_eq!(year(typed), read, "«{typed}»");
        }
    }

    #[test]
    fn nothing_is_nothing_where_it_may_be() {
        for (typed, read) in [("", Ok(None)), ("  ", Ok(None)), ("1 000", Ok(Some(1000))), ("тысяча", Err(NotWhole))]
        {
            assert_eq!(whole_or_nothing::<u64>(typed), read, "«{typed}»");
        }
    }
}
