//! What a public site shows against what was published: there, missing, different, late.
//!
//! In come what should be seen and the texts of a reply; out goes a verdict for each. The order of the reply is not known
//! and is not needed: words are looked for wherever they stand.

use crate::Date;
use std::collections::BTreeSet;

/// Something that should be seen on the public site («ожидаемая запись»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// What it is: «Баллы: итог», «Мера 1.1».
    pub title: String,
    /// By these words, or by this number, it is found.
    pub key: String,
    /// What should stand beside them; empty where the words or the number are enough.
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
/// Numbers are compared as numbers: `93.3` is «93,30», and `1000` is not `100`. A record with two of the expected numbers
/// or more is the one that tells of the points: an expected number that it does not have is different there.
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
    let in_time = |()| late.map_or(Verdict::Published, Verdict::Late);
    let figures = Figures::of(expected, records);
    let verdict = |it: &Expected| {
        if let Some(figure) = figure(it) {
            return figures.verdict(&figure).map_or_else(|missing| missing, in_time);
        }
        let (key, value) = (folded(&it.key), folded(&it.value));
        let with_key: Vec<&Vec<String>> =
            plain.iter().filter(|texts| texts.iter().any(|text| *text == key || text.contains(&key))).collect();
        if key.is_empty() || with_key.is_empty() {
            return Verdict::Missing;
        }
        let has_value = |texts: &&Vec<String>| value.is_empty() || texts.iter().any(|text| text.contains(&value));
        if with_key.iter().any(has_value) { in_time(()) } else { Verdict::Different }
    };
    expected.iter().map(verdict).collect()
}

/// A number in one way of writing: without a sign, without zeros that say nothing.
fn number(text: &str) -> Option<String> {
    let text = text.trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let is_number = !whole.is_empty() && whole.chars().chain(part.chars()).all(|c| c.is_ascii_digit());
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    is_number.then(|| format!("{}.{part}", if whole.is_empty() { "0" } else { whole }))
}

/// The number that is expected, where it is one that stands alone.
fn figure(of: &Expected) -> Option<String> {
    of.value.is_empty().then(|| number(&of.key)).flatten()
}

/// Numbers of a reply.
struct Figures {
    all: BTreeSet<String>,
    /// Those of the record that tells of the points.
    of_points: Option<BTreeSet<String>>,
}

impl Figures {
    fn of(expected: &[Expected], records: &[Vec<String>]) -> Self {
        let wanted: BTreeSet<String> = expected.iter().filter_map(figure).collect();
        let sets: Vec<BTreeSet<String>> =
            records.iter().map(|texts| texts.iter().filter_map(|text| number(text)).collect()).collect();
        let n_known = |set: &BTreeSet<String>| set.intersection(&wanted).count();
        let of_points = sets.iter().max_by_key(|set| n_known(set)).filter(|set| n_known(set) > 1).cloned();
        Figures { all: sets.into_iter().flatten().collect(), of_points }
    }

    /// Whether it is there; else what became of it.
    fn verdict(&self, figure: &str) -> Result<(), Verdict> {
        match &self.of_points {
            Some(own) if own.contains(figure) => Ok(()),
            Some(_) => Err(Verdict::Different),
            None if self.all.contains(figure) => Ok(()),
            None => Err(Verdict::Missing),
        }
    }
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
    #[test]
    fn numbers_are_compared_as_numbers() {
        use Verdict::{Different, Missing, Published};
        let of = |key: &str| Expected { title: key.to_owned(), key: key.to_owned(), value: String::new() };
        let expected = ["93.30", "100", "59,40"].map(of);
        for (records, verdicts) in [
            (vec![vec!["93.3", "100", "59.4"]], [Published, Published, Published]),
            (vec![vec!["93.3", "100.0", "51.43"], vec!["59.4"]], [Published, Published, Different]),
            (vec![vec!["93.3"], vec!["1000"], vec!["059,400"]], [Published, Missing, Published]),
            (vec![vec!["№ 100", "-93.3", "93.3.1", ""]], [Missing, Missing, Missing]),
            (vec![], [Missing, Missing, Missing]),
        ] {
            let records: Vec<Vec<String>> =
                records.into_iter().map(|it| it.into_iter().map(str::to_owned).collect()).collect();
            assert_eq!(read_back(&expected, &records, None, None), verdicts, "{records:?}");
        }
    }
}
