//! Numbers of printed questionnaires, with a letter by which a slip is noticed.

use super::SurveyCode;
use super::code::ALIKE;
use std::fmt;

/// The number of a printed questionnaire («номер бланка»): five digits and a check letter.
///
/// The letter follows from the number and from the survey, so that a slip of one digit or a sheet of another survey is
/// noticed.
///
/// # Example
/// `00042-К`, typed as `42к` or `42 K`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetNumber(u32);

impl SheetNumber {
    /// The largest number.
    pub const MAX: u32 = 99_999;

    /// A number from 1 to [`SheetNumber::MAX`].
    pub fn new(number: u32) -> Option<Self> {
        (1..=Self::MAX).contains(&number).then_some(SheetNumber(number))
    }

    /// The bare number.
    pub fn bare(self) -> u32 {
        self.0
    }

    /// As it is printed on the sheets of a survey: `00042-К`.
    pub fn printed(self, survey: &SurveyCode) -> String {
        format!("{:05}-{}", self.0, self.letter(survey).0)
    }

    /// The same for a QR code, which knows Latin letters only: `00042K`.
    pub fn for_machines(self, survey: &SurveyCode) -> String {
        format!("{:05}{}", self.0, self.letter(survey).1)
    }

    /// Reads a number as a person types it from a sheet of the survey.
    ///
    /// # Errors
    /// [`WrongNumber`] says what does not fit.
    pub fn read(text: &str, survey: &SurveyCode) -> Result<Self, WrongNumber> {
        let typed: String =
            text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '№')).collect();
        let mut letters = typed.chars();
        let letter = letters.next_back().and_then(|last| last.to_uppercase().next()).ok_or(WrongNumber::NoNumber)?;
        let digits = letters.as_str();
        if letter.is_ascii_digit() {
            return Err(WrongNumber::NoLetter);
        }
        let is_short = (1..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| is_short).and_then(Self::new).ok_or(WrongNumber::NoNumber)?;
        let (russian, latin) = number.letter(survey);
        if letter == russian || letter == latin { Ok(number) } else { Err(WrongNumber::WrongLetter) }
    }

    /// The check letter, Russian and Latin: one of those that look the same on both keyboards, none like a digit.
    fn letter(self, survey: &SurveyCode) -> (char, char) {
        ALIKE.get(self.rest(survey)).copied().unwrap_or(('А', 'A'))
    }

    /// Digits weighted by powers of two, modulo 11: one wrong digit or two swapped neighbours always change it.
    fn rest(self, survey: &SurveyCode) -> usize {
        let mut rest = survey.as_str().bytes().fold(0, |rest, byte| (rest * 3 + usize::from(byte)) % 11);
        let (mut weight, mut left) = (2, self.0);
        for _ in 0..5 {
            rest = (rest + weight * usize::try_from(left % 10).unwrap_or_default()) % 11;
            weight = weight * 2 % 11;
            left /= 10;
        }
        rest
    }
}

/// Why a text is no number of a sheet of the survey («ошибка в номере бланка»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongNumber {
    /// No number at all.
    NoNumber,
    /// The check letter is missing.
    NoLetter,
    /// The check letter is of another number or of another survey.
    WrongLetter,
}

impl fmt::Display for WrongNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WrongNumber::NoNumber => "Номер бланка — цифры и буква, например 00042-К",
            WrongNumber::NoLetter => "Допишите букву, которая стоит на бланке после номера",
            WrongNumber::WrongLetter => "Буква не подходит к номеру: сверьте с бланком, возможно, он другого опроса",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> SurveyCode {
        SurveyCode::read(text).expect("a code")
    }

    #[test]
    fn a_number_is_read_as_people_type_it() {
        let survey = code("7KX2M4P9");
        let number = SheetNumber::new(42).expect("a number");
        let printed = number.printed(&survey);
        let letter = printed.chars().next_back().expect("a letter");
        assert!(printed.starts_with("00042-"), "{printed}");
        let latin = number.for_machines(&survey);
        for typed in [printed.clone(), printed.to_lowercase(), format!("42{letter}"), format!("№ 42 {letter}"), latin]
        {
            assert_eq!(SheetNumber::read(&typed, &survey), Ok(number), "{typed}");
        }
        for (typed, wrong) in [
            ("", WrongNumber::NoNumber),
            ("К", WrongNumber::NoNumber),
            ("00042", WrongNumber::NoLetter),
            ("0К", WrongNumber::NoNumber),
            ("1234567К", WrongNumber::NoNumber),
            ("42Ж", WrongNumber::WrongLetter),
        ] {
            assert_eq!(SheetNumber::read(typed, &survey), Err(wrong), "{typed}");
        }
    }

    #[test]
    fn a_slip_of_a_digit_and_swapped_neighbours_are_noticed() {
        let survey = code("7KX2M4P9");
        for number in (1..=99_999).step_by(37) {
            let letter = ALIKE[SheetNumber(number).rest(&survey)].0;
            let digits: Vec<char> = format!("{number:05}").chars().collect();
            for at in 0..5 {
                for other in ('0'..='9').filter(|other| *other != digits[at]) {
                    let mut wrong = digits.clone();
                    wrong[at] = other;
                    assert!(read_back(&wrong, letter, &survey).is_err(), "{number}: {wrong:?}");
                }
                if at < 4 && digits[at] != digits[at + 1] {
                    let mut wrong = digits.clone();
                    wrong.swap(at, at + 1);
                    assert!(read_back(&wrong, letter, &survey).is_err(), "{number}: {wrong:?}");
                }
            }
        }
    }

    fn read_back(digits: &[char], letter: char, survey: &SurveyCode) -> Result<SheetNumber, WrongNumber> {
        SheetNumber::read(&format!("{}{letter}", digits.iter().collect::<String>()), survey)
    }

    #[test]
    fn a_sheet_of_another_survey_is_mostly_noticed() {
        let (one, other) = (code("7KX2M4P9"), code("7KX2M4PA"));
        let n = (1..=1000).filter(|n| SheetNumber(*n).rest(&one) != SheetNumber(*n).rest(&other)).count();
        assert_eq!(n, 1000, "codes that differ in the last letter have other letters");
    }
}
