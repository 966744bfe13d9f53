//! Sheets keyed by hand: where two entries differ, and sums by which a pile of paper is compared with what was keyed.

use super::{AnswerSheet, Given, Raw, RawAnswers};
use crate::rulebook::{Answers, Questionnaire};

/// How often a question was answered in a pile («контрольная сумма вопроса»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ControlSum {
    /// «да»
    pub yes: u64,
    /// «нет»
    pub no: u64,
}

/// Places of questions to which two entries of one sheet say different things.
///
/// # Example
/// `[да, нет]` and `[да, –]` differ at place 1.
pub fn differences(one: &AnswerSheet, other: &AnswerSheet) -> Vec<usize> {
    let n = one.given.len().max(other.given.len());
    let at = |sheet: &AnswerSheet, at: usize| sheet.given.get(at).cloned().flatten();
    (0..n).filter(|place| at(one, *place) != at(other, *place)).collect()
}

/// Sums of the questions that are counted, in the order of [`Questionnaire::counted`].
pub fn control_sums<'a>(
    questionnaire: &Questionnaire,
    sheets: impl IntoIterator<Item = &'a AnswerSheet>,
) -> Vec<ControlSum> {
    let mut sums = vec![ControlSum::default(); questionnaire.counted().count()];
    for sheet in sheets {
        let all = questionnaire.questions.iter().zip(&sheet.given);
        let counted = all.filter(|(question, _)| question.answers == Answers::YesNo);
        for (sum, (_, given)) in sums.iter_mut().zip(counted) {
            sum.yes += u64::from(*given == Some(Given::Yes));
            sum.no += u64::from(*given == Some(Given::No));
        }
    }
    sums
}

impl AnswerSheet {
    /// The sheet as it would be sent: [`super::accept`] of it is the sheet.
    pub fn as_raw(&self, questionnaire: &Questionnaire) -> RawAnswers {
        let all = questionnaire.questions.iter().zip(&self.given);
        all.filter_map(|(question, given)| Some((question.code.clone(), raw(&question.answers, given.as_ref()?))))
            .collect()
    }
}

fn raw(answers: &Answers, given: &Given) -> Raw {
    match (given, answers) {
        (Given::Yes, _) => Raw::Flag(true),
        (Given::No, _) => Raw::Flag(false),
        (Given::Number(number), _) => Raw::Number(i64::from(*number)),
        (Given::Text(text), _) => Raw::Text(text.clone()),
        (Given::Choice(place), Answers::Choice(list)) => {
            let code = usize::try_from(*place).ok().and_then(|place| list.get(place)).map(|(code, _)| code.clone());
            code.map_or(Raw::Nothing, Raw::Text)
        }
        (Given::Choice(_), _) => Raw::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::sample;
    use crate::survey::accept;

    fn sheet(given: &[Option<Given>]) -> AnswerSheet {
        AnswerSheet { given: given.to_vec() }
    }

    #[test]
    fn entries_are_compared_place_by_place() {
        let (yes, no) = (Some(Given::Yes), Some(Given::No));
        let one = sheet(&[yes.clone(), no.clone(), None]);
        for (other, places) in [
            (one.clone(), vec![]),
            (sheet(&[yes.clone(), None, None]), vec![1]),
            (sheet(&[no, yes, Some(Given::Text("всё хорошо".into()))]), vec![0, 1, 2]),
            (sheet(&[]), vec![0, 1]),
        ] {
            assert_eq!(differences(&one, &other), places, "{other:?}");
            assert_eq!(differences(&other, &one), places, "{other:?}");
        }
    }

    #[test]
    fn a_sheet_sent_again_is_the_same_and_is_summed() {
        let questionnaire = sample::culture().questionnaire;
        let mut given = vec![None; questionnaire.questions.len()];
        given[0] = Some(Given::Yes);
        given[1] = Some(Given::No);
        let one = AnswerSheet { given };
        assert_eq!(accept(&questionnaire, &one.as_raw(&questionnaire)).as_ref(), Ok(&one));
        let sums = control_sums(&questionnaire, [&one, &one, &AnswerSheet::default()]);
        assert_eq!(sums.len(), questionnaire.counted().count());
        assert_eq!((sums[0], sums[1]), (ControlSum { yes: 2, no: 0 }, ControlSum { yes: 0, no: 2 }));
    }
}
