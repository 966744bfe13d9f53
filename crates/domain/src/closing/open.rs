//! What everybody may have of a filled questionnaire, and what is left out of it.

use crate::Date;
use crate::rulebook::{Answers, Question, Questionnaire};
use crate::score::sampling::SmallCount;
use crate::survey::{AnswerSheet, Channel, Given};
use std::collections::{BTreeMap, BTreeSet};

/// A filled questionnaire as everybody may have it («обезличенная анкета»): a day, a way, answers by codes.
///
/// Words of one's own are left out, numbers are given by tens, and there is nothing it could be found by again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenRow {
    /// The day it came.
    pub on: Date,
    /// How it came.
    pub channel: Channel,
    /// An answer a question that is told, in the order of the questionnaire; empty where nothing is told.
    pub given: Vec<String>,
}

/// The filled questionnaires of a place as everybody may have them («обезличенные анкеты места»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpenPlace {
    /// Rows in an order that tells nothing of the order in which they came.
    pub rows: Vec<OpenRow>,
    /// Codes of questions that so few answered that their answers are left out.
    pub hidden: BTreeSet<String>,
}

/// A number told by its ten only, so that a birthday year tells nobody apart.
///
/// # Example
/// ```
/// use otklik_domain::closing::tens;
/// assert_eq!(tens(67), "60-69");
/// assert_eq!(tens(7), "0-9");
/// ```
pub fn tens(number: u32) -> String {
    let from = number / 10 * 10;
    format!("{from}-{}", from.saturating_add(9))
}

/// Leaves out of a place's questionnaires whatever would speak of few.
///
/// A question that fewer answered than the threshold is left out, and so is the question it stands after when fewer than
/// that said «да» there: three people with a disability would be told from all others by it. What people said of
/// themselves is left out where fewer gave the same.
///
/// # Example
/// 118 answered, nine of them about access for the disabled; with the threshold 10 both `disability` and `access_ok` are
/// left out, everything else stays.
pub fn open_place(
    questionnaire: &Questionnaire,
    sheets: &[(Date, Channel, AnswerSheet)],
    small: SmallCount,
) -> OpenPlace {
    let hidden = hidden(questionnaire, sheets, small);
    let told: Vec<(usize, &Question)> = told(questionnaire).collect();
    let row = |(on, channel, sheet): &(Date, Channel, AnswerSheet)| {
        let cell = |(at, question): &(usize, &Question)| match sheet.given.get(*at).and_then(Option::as_ref) {
            Some(given) if !hidden.contains(&question.code) => words(question, given),
            _ => String::new(),
        };
        OpenRow { on: *on, channel: *channel, given: told.iter().map(cell).collect() }
    };
    let mut rows: Vec<OpenRow> = sheets.iter().map(row).collect();
    of_themselves(&told, &mut rows, small);
    rows.sort();
    OpenPlace { rows, hidden }
}

/// Questions of which anything is told: words of one's own never are.
fn told(questionnaire: &Questionnaire) -> impl Iterator<Item = (usize, &Question)> {
    questionnaire.questions.iter().enumerate().filter(|(_, question)| question.answers != Answers::Text)
}

fn words(question: &Question, given: &Given) -> String {
    match (given, &question.answers) {
        (Given::Yes, _) => "yes".to_owned(),
        (Given::No, _) => "no".to_owned(),
        (Given::Number(number), _) => tens(*number),
        (Given::Choice(at), Answers::Choice(list)) => {
            let choice = usize::try_from(*at).ok().and_then(|at| list.get(at));
            choice.map(|(code, _)| code.clone()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn hidden(
    questionnaire: &Questionnaire,
    sheets: &[(Date, Channel, AnswerSheet)],
    small: SmallCount,
) -> BTreeSet<String> {
    let mut hidden = BTreeSet::new();
    for (at, question) in questionnaire.questions.iter().enumerate() {
        if question.answers != Answers::YesNo {
            continue;
        }
        let n = |wanted: &dyn Fn(&Given) -> bool, at: usize| {
            let given = sheets.iter().filter_map(|(_, _, sheet)| sheet.given.get(at)?.as_ref());
            given.filter(|given| wanted(given)).count() as u64
        };
        let is_few = |n: u64| n > 0 && !small.is_shown(n);
        if is_few(n(&|_| true, at)) {
            hidden.insert(question.code.clone());
        }
        let gate = question.after.as_ref().and_then(|code| {
            questionnaire.questions.iter().position(|question| question.code == *code).map(|at| (code, at))
        });
        if let Some((code, gate)) = gate
            && is_few(n(&|given| *given == Given::Yes, gate))
        {
            hidden.extend([code.clone(), question.code.clone()]);
        }
    }
    hidden
}

/// Leaves out what people said of themselves where fewer than the threshold said the same.
fn of_themselves(told: &[(usize, &Question)], rows: &mut [OpenRow], small: SmallCount) {
    let places: Vec<usize> =
        told.iter().enumerate().filter(|(_, (_, it))| it.answers != Answers::YesNo).map(|(place, _)| place).collect();
    let said =
        |row: &OpenRow| places.iter().map(|at| row.given.get(*at).cloned().unwrap_or_default()).collect::<Vec<_>>();
    let mut groups: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for row in rows.iter() {
        *groups.entry(said(row)).or_default() += 1;
    }
    for row in rows {
        if groups.get(&said(row)).is_some_and(|n| !small.is_shown(*n)) {
            for at in &places {
                if let Some(cell) = row.given.get_mut(*at) {
                    cell.clear();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questionnaire() -> Questionnaire {
        let mut all = crate::rulebook::sample::culture().questionnaire;
        let template = all.questions.first().unwrap().clone();
        let question = |code: &str, after: Option<&str>, answers: Answers| Question {
            code: code.to_owned(),
            after: after.map(ToOwned::to_owned),
            answers,
            ..template.clone()
        };
        let sexes = ["female", "male"].map(|code| (code.to_owned(), code.to_owned()));
        all.questions = vec![
            question("disability", None, Answers::YesNo),
            question("access_ok", Some("disability"), Answers::YesNo),
            question("recommend", None, Answers::YesNo),
            question("suggestion", None, Answers::Text),
            question("sex", None, Answers::Choice(sexes.to_vec())),
            question("age", None, Answers::Number(0, 120)),
        ];
        all
    }

    fn sheet(is_disabled: bool, sex: u32, age: u32) -> (Date, Channel, AnswerSheet) {
        let yes_no = |yes: bool| Some(if yes { Given::Yes } else { Given::No });
        let access = is_disabled.then_some(Given::Yes);
        let own = Some(Given::Text("Иванов, 5-12-40".to_owned()));
        let given =
            vec![yes_no(is_disabled), access, yes_no(true), own, Some(Given::Choice(sex)), Some(Given::Number(age))];
        ("2026-11-22".parse().unwrap(), Channel::Paper, AnswerSheet { given })
    }

    #[test]
    fn nobody_can_be_told_from_anybody() {
        let mut sheets: Vec<_> = (0..10).map(|n| sheet(n < 2, 0, 60 + n)).collect();
        sheets.push(sheet(false, 1, 34));
        let place = open_place(&questionnaire(), &sheets, SmallCount(5));
        assert_eq!(place.hidden, BTreeSet::from(["disability".to_owned(), "access_ok".to_owned()]));
        let row = |said: [&'static str; 2]| ["", "", "yes"].into_iter().chain(said).collect::<Vec<_>>();
        let mut given: Vec<Vec<&str>> =
            place.rows.iter().map(|row| row.given.iter().map(String::as_str).collect()).collect();
        given.dedup();
        assert_eq!(given, [row(["", ""]), row(["female", "60-69"])], "one man of 34 is told from nobody");
        assert_eq!(place.rows.len(), 11);
        let open = open_place(&questionnaire(), &sheets, SmallCount(0));
        assert!(open.hidden.is_empty() && open.rows.iter().any(|row| row.given.contains(&"30-39".to_owned())));
        assert!(!open.rows.iter().flat_map(|row| &row.given).any(|cell| cell.contains("Иванов")));
    }

    #[test]
    fn a_number_is_given_by_its_ten() {
        for (number, expected) in [(0, "0-9"), (69, "60-69"), (70, "70-79"), (u32::MAX, "4294967290-4294967295")] {
            assert_eq!(tens(number), expected);
        }
    }
}
