//! Numbers and bullets of automatic lists, as they are printed.
//!
//! In come a counter and the name of its style; out goes «iv», «б», «03». It refuses to know where lists are kept.

/// How a level counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Counting {
    #[default]
    Decimal,
    DecimalZero,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    RussianLower,
    RussianUpper,
    /// The text of the level has no number: a bullet, or nothing.
    Silent,
}

/// Letters that Russian lists count with: without ё, й, ъ, ы, ь.
const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";

impl Counting {
    /// The name that Office Open XML gives it.
    pub(crate) fn from_ooxml(name: &str) -> Self {
        match name {
            "decimalZero" => Counting::DecimalZero,
            "lowerLetter" => Counting::LowerLetter,
            "upperLetter" => Counting::UpperLetter,
            "lowerRoman" => Counting::LowerRoman,
            "upperRoman" => Counting::UpperRoman,
            "russianLower" => Counting::RussianLower,
            "russianUpper" => Counting::RussianUpper,
            "bullet" | "none" => Counting::Silent,
            _ => Counting::Decimal,
        }
    }

    /// The format string that OpenDocument and HTML give it: «1», «a», «I», «А, Б, … (ru)».
    pub(crate) fn from_sample(sample: &str) -> Self {
        match sample.chars().next() {
            Some('a') => Counting::LowerLetter,
            Some('A') => Counting::UpperLetter,
            Some('i') => Counting::LowerRoman,
            Some('I') => Counting::UpperRoman,
            Some('а') => Counting::RussianLower,
            Some('А') => Counting::RussianUpper,
            None => Counting::Silent,
            _ if sample.starts_with("01") => Counting::DecimalZero,
            _ => Counting::Decimal,
        }
    }

    /// The counter as printed.
    pub(crate) fn shown(self, n: u32) -> String {
        match self {
            Counting::Decimal => n.to_string(),
            Counting::DecimalZero => format!("{n:02}"),
            Counting::LowerLetter => letters(LATIN, n),
            Counting::UpperLetter => letters(LATIN, n).to_uppercase(),
            Counting::LowerRoman => roman(n).to_lowercase(),
            Counting::UpperRoman => roman(n),
            Counting::RussianLower => letters(RUSSIAN, n),
            Counting::RussianUpper => letters(RUSSIAN, n).to_uppercase(),
            Counting::Silent => String::new(),
        }
    }
}

/// «а … я, аа, бб …»: past the alphabet the letter is doubled, as office programs do.
fn letters(alphabet: &str, n: u32) -> String {
    let Some(index) = n.checked_sub(1) else { return "0".into() };
    let n_letters = alphabet.chars().count().max(1);
    let letter = alphabet.chars().nth(index as usize % n_letters).unwrap_or('?');
    // A stranger's list may start at a milliard.
    let n_times = (index as usize / n_letters + 1).min(8);
    std::iter::repeat_n(letter, n_times).collect()
}

/// Roman numerals up to 3999; past them plain digits.
fn roman(n: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n == 0 || n > 3999 {
        return n.to_string();
    }
    let mut left = n;
    let mut shown = String::new();
    for (value, sign) in STEPS {
        while left >= value {
            left -= value;
            shown.push_str(sign);
        }
    }
    shown
}

/// A bullet as a letter that every font has: office programs keep bullets in the private letters of Symbol and Wingdings.
pub(crate) fn symbol(letter: char) -> char {
    match u32::from(letter) {
        0xF02D | 0xF0BE => '–',
        0xF0A7 | 0xF06E => '▪',
        0xF0D8 | 0xF0E0 => '➢',
        0xF0FC => '✓',
        0xF0FB => '✗',
        0xF0FE | 0xF052 | 0xF053 => '☑',
        0xF0A8 | 0xF06F | 0xF071 | 0xF072 => '☐',
        0xF0B0 => '°',
        0xF0B1 => '±',
        0xF0B3 => '≥',
        0xF0A3 => '≤',
        0xF020 => ' ',
        0xF021..=0xF07E => char::from_u32(u32::from(letter) - 0xF000).unwrap_or('•'),
        0xE000..=0xF8FF => '•',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_printed_as_office_programs_print_them() {
        let check =
            |counting: Counting, n: u32, expected: &str| assert_eq!(counting.shown(n), expected, "{counting:?}");
        check(Counting::Decimal, 12, "12");
        check(Counting::DecimalZero, 3, "03");
        check(Counting::LowerLetter, 2, "b");
        check(Counting::LowerLetter, 28, "bb");
        check(Counting::UpperLetter, 26, "Z");
        check(Counting::RussianLower, 7, "ж");
        check(Counting::RussianLower, 10, "к");
        check(Counting::RussianUpper, 29, "АА");
        check(Counting::LowerRoman, 4, "iv");
        check(Counting::UpperRoman, 1999, "MCMXCIX");
        check(Counting::UpperRoman, 4_000_000, "4000000");
        check(
            Counting::LowerLetter,
            u32::MAX,
            "dddddddd".replace('d', &letters(LATIN, (u32::MAX - 1) % 26 + 1)).as_str(),
        );
    }
}
