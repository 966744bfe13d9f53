//! Numbers and months as Russian has them: the one place where a noun agrees with its number.
//!
//! In come numbers and the three forms of a noun; out go words. It refuses to know what is counted.

/// Months in the genitive, as dates have them: «15 января».
pub const MONTHS_OF: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// The month of a day in the genitive.
///
/// # Example
/// ```
/// use otklik_domain::wording::month_of;
/// assert_eq!(month_of("2026-01-15".parse().unwrap()), "января");
/// ```
pub fn month_of(day: crate::Date) -> &'static str {
    let at = usize::from(day.month().unsigned_abs());
    MONTHS_OF.get(at.saturating_sub(1)).copied().unwrap_or_default()
}

/// The form of a noun after a whole number: one, few, many.
///
/// # Example
/// ```
/// use otklik_domain::wording::form;
/// let points = |n| form(n, ["балл", "балла", "баллов"]);
/// assert_eq!((points(21), points(104), points(5)), ("балл", "балла", "баллов"));
/// // Eleven to fourteen go their own way, also after hundreds.
/// assert_eq!((points(11), points(112)), ("баллов", "баллов"));
/// ```
pub fn form(n: u64, [one, few, many]: [&'static str; 3]) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}

/// A whole number with its noun: «21 пункт».
pub fn counted(n: u64, forms: [&'static str; 3]) -> String {
    format!("{n} {}", form(n, forms))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_agree_with_their_numbers() {
        let said: Vec<String> = [1, 2, 5, 11, 12, 21, 24, 100, 101, 111]
            .into_iter()
            .map(|n| counted(n, ["пункт", "пункта", "пунктов"]))
            .collect();
        let expected = "1 пункт, 2 пункта, 5 пунктов, 11 пунктов, 12 пунктов, 21 пункт, 24 пункта, 100 пунктов, \
                        101 пункт, 111 пунктов";
        assert_eq!(said.join(", "), expected);
    }
}
