//! What a public site shows against what was published: there, missing, different, late.
//!
//! In come what should be seen and the texts of a reply; out goes a verdict for each. The order of the reply is not known
//! and is not needed: words are looked for wherever they stand.

use crate::Date;

/// Something that should be seen on the public site («ожидаемая запись»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// What it is: «Баллы: итог», «Мера 1.1».
    pub title: String,
    /// By these words it is found.
    pub key: String,
    /// What should stand beside them; empty where the words are enough.
    pub value: String,
}

/// What became of it («исход сверки»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is there.
    Published,
    /// It is there, and came after its last day.
    Late(i32),
    /// It is not there.
    Missing,
    /// It is there with other words beside it.
    Different,
}

impl Verdict {
    /// The verdict for people.
    pub fn in_words(&self) -> String {
        match self {
            Verdict::Published => "размещено".to_owned(),
            Verdict::Late(days) => format!("размещено с опозданием, дней: {days}"),
            Verdict::Missing => "не найдено".to_owned(),
            Verdict::Different => "есть, но отличается".to_owned(),
        }
    }
}

/// Looks for each expected thing among the records of a reply; a record is the list of its texts.
///
/// `placed_on` is the day the site names, `due_on` the last day it should have been.
pub fn read_back(
    expected: &[Expected],
    records: &[Vec<String>],
    placed_on: Option<Date>,
    due_on: Option<Date>,
) -> Vec<Verdict> {
    let plain: Vec<Vec<String>> = records.iter().map(|texts| texts.iter().map(|text| folded(text)).collect()).collect();
    let late = placed_on.zip(due_on).map(|(placed, due)| (placed - due).get_days()).filter(|days| *days > 0);
    let verdict = |it: &Expected| {
        let (key, value) = (folded(&it.key), folded(&it.value));
        let with_key: Vec<&Vec<String>> =
            plain.iter().filter(|texts| texts.iter().any(|text| *text == key || text.contains(&key))).collect();
        if key.is_empty() || with_key.is_empty() {
            return Verdict::Missing;
        }
        let has_value = |texts: &&Vec<String>| value.is_empty() || texts.iter().any(|text| text.contains(&value));
        match (with_key.iter().any(has_value), late) {
            (false, _) => Verdict::Different,
            (true, Some(days)) => Verdict::Late(days),
            (true, None) => Verdict::Published,
        }
    };
    expected.iter().map(verdict).collect()
}

/// Letters and digits of one case, one blank between words; a comma between digits is a point.
fn folded(text: &str) -> String {
    let text = text.to_lowercase().replace('ё', "е").replace(',', ".");
    let kept: String = text.chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { ' ' }).collect();
    kept.split_whitespace()
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_read_wherever_the_words_stand() {
        let of =
            |key: &str, value: &str| Expected { title: key.to_owned(), key: key.to_owned(), value: value.to_owned() };
        let expected = [
            of("Поставить кулер", "до 01.06.2026"),
            of("Открыть зал", "2026 год"),
            of("Итог", "89,08"),
            of("Пандус", ""),
        ];
        let record = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let records = [
            record(&["Поставить кулер.", "до 01.06.2026"]),
            record(&["«Открыть зал»", "2025 год"]),
            record(&["итог", "89.08"]),
        ];
        use Verdict::{Different, Late, Missing, Published};
        let (placed, due) = (Some(Date::constant(2026, 2, 10)), Some(Date::constant(2026, 2, 7)));
        for (placed_on, verdicts) in
            [(None, [Published, Different, Published, Missing]), (placed, [Late(3), Different, Late(3), Missing])]
        {
            assert_eq!(read_back(&expected, &records, placed_on, due), verdicts);
        }
    }
}
