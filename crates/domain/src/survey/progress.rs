//! How a survey goes: what was expected by today, what came, by which way, from whom.

use super::{AnswerSheet, Channel, Given, Term};
use crate::Date;
use crate::rulebook::{Answers, Questionnaire};
use std::collections::BTreeMap;

/// How the number of answers stands against the target («ход опроса»).
///
/// # Example
/// 100 are needed from 1 to 10 March. In the evening of the 5th 50 are expected: with 45 the place is behind by 5.
///
/// # Example: without a last day
/// Nothing can be expected by a day; only the shortfall is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many are needed.
    pub target: u64,
    /// How many came.
    pub have: u64,
    /// How many are still needed.
    pub short: u64,
    /// How many would have come by the end of today if they came evenly; `None` where the term has no end.
    pub expected: Option<u64>,
    /// By how many it is behind that.
    pub behind: u64,
}

impl Progress {
    /// Where a survey stands in the evening of a day; answers are expected evenly over the term.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::survey::{Progress, Term};
    /// let day = |text: &str| text.parse().unwrap();
    /// let term = Term { opens_on: Some(day("2026-03-01")), closes_on: Some(day("2026-03-10")) };
    /// let progress = Progress::on(day("2026-03-05"), term, 100, 45);
    /// assert_eq!((progress.expected, progress.behind, progress.short), (Some(50), 5, 55));
    /// ```
    pub fn on(today: Date, term: Term, target: u64, have: u64) -> Self {
        let expected = expected(today, term, target);
        let behind = expected.map_or(0, |expected| expected.saturating_sub(have));
        Progress { target, have, short: target.saturating_sub(have), expected, behind }
    }

    /// What part of the target came, in whole per cent, never more than 100; all of it when nothing is needed.
    pub fn percent(&self) -> u64 {
        let percent = self.have.saturating_mul(100).checked_div(self.target);
        percent.map_or(100, |percent| percent.min(100))
    }
}

/// Half a person is not waited for: rounded down.
fn expected(today: Date, term: Term, target: u64) -> Option<u64> {
    let (first, last) = (term.opens_on?, term.closes_on?);
    let days =
        |from: Date, to: Date| u64::try_from(from.until(to).map_or(0, |span| i64::from(span.get_days()) + 1)).ok();
    let whole = days(first, last).filter(|days| *days > 0)?;
    let passed = days(first, today.min(last)).unwrap_or(0);
    let part = u128::from(target) * u128::from(passed) / u128::from(whole);
    u64::try_from(part).ok()
}

/// A group of respondents and how many of them are needed («квота»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    /// Its name for people: «Женщины 60 лет и старше».
    pub title: String,
    /// Only those who gave this choice to a question: code of the question, code of the choice.
    pub choice: Option<(String, String)>,
    /// Only those whose number is between these, both included: code of the question, least, most.
    pub between: Option<(String, u32, u32)>,
    /// How many are needed.
    pub needed: u64,
}

impl Quota {
    /// Whether a filled questionnaire belongs to the group. Who did not say belongs to none.
    pub fn takes(&self, questionnaire: &Questionnaire, sheet: &AnswerSheet) -> bool {
        let given = |code: &str| {
            let at = questionnaire.questions.iter().position(|question| question.code == code)?;
            Some((&questionnaire.questions.get(at)?.answers, sheet.given.get(at)?.as_ref()?))
        };
        let is_chosen = self.choice.as_ref().is_none_or(|(question, wanted)| match given(question) {
            Some((Answers::Choice(list), Given::Choice(place))) => {
                usize::try_from(*place).ok().and_then(|place| list.get(place)).is_some_and(|(code, _)| code == wanted)
            }
            _ => false,
        });
        let is_between = self.between.as_ref().is_none_or(|(question, least, most)| {
            matches!(given(question), Some((_, Given::Number(number))) if (least..=most).contains(&number))
        });
        is_chosen && is_between
    }
}

/// How many came on each day and by each way («кривая опроса»); days without answers are not left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Curve {
    /// Each day from the first answer to the last.
    pub days: Vec<(Date, u64)>,
    /// By way, the most used first.
    pub channels: Vec<(Channel, u64)>,
}

impl Curve {
    /// The curve of counts by day and way.
    pub fn of(counts: impl IntoIterator<Item = (Date, Channel, u64)>) -> Self {
        let (mut by_day, mut by_channel) = (BTreeMap::<Date, u64>::new(), BTreeMap::<Channel, u64>::new());
        for (day, channel, n) in counts {
            *by_day.entry(day).or_default() += n;
            *by_channel.entry(channel).or_default() += n;
        }
        let mut channels: Vec<(Channel, u64)> = by_channel.into_iter().collect();
        channels.sort_by_key(|(channel, n)| (std::cmp::Reverse(*n), *channel));
        let ends = by_day.first_key_value().zip(by_day.last_key_value());
        let days = ends.map(|((first, _), (last, _))| every_day(*first, *last)).unwrap_or_default();
        Curve { days: days.into_iter().map(|day| (day, by_day.get(&day).copied().unwrap_or(0))).collect(), channels }
    }
}

/// No curve is longer than this: a day typed wrongly must not fill the page.
const DAYS_MAX: usize = 800;

fn every_day(first: Date, last: Date) -> Vec<Date> {
    let following = std::iter::successors(Some(first), |day| day.tomorrow().ok());
    following.take_while(|day| *day <= last).take(DAYS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn check(today: &str, have: u64, expected: Option<u64>, behind: u64) {
        let term = Term { opens_on: Some(day("2026-03-01")), closes_on: Some(day("2026-03-10")) };
        let progress = Progress::on(day(today), term, 100, have);
        assert_eq!((progress.expected, progress.behind, progress.short), (expected, behind, 100 - have), "{today}");
    }

    #[test]
    fn answers_are_expected_evenly_over_the_term() {
        check("2026-02-20", 0, Some(0), 0);
        check("2026-03-01", 4, Some(10), 6);
        check("2026-03-05", 45, Some(50), 5);
        check("2026-03-05", 60, Some(50), 0);
        check("2026-03-10", 99, Some(100), 1);
        check("2026-07-01", 99, Some(100), 1);
        let open = Progress::on(day("2026-03-05"), Term::default(), 100, 7);
        assert_eq!((open.expected, open.behind, open.short, open.percent()), (None, 0, 93, 7));
        assert_eq!(Progress::on(day("2026-03-05"), Term::default(), 0, 7).percent(), 100);
    }

    #[test]
    fn a_curve_has_every_day_and_the_most_used_way_first() {
        let counts = [
            (day("2026-02-27"), Channel::Web, 3),
            (day("2026-03-02"), Channel::Paper, 9),
            (day("2026-02-27"), Channel::Paper, 1),
        ];
        let curve = Curve::of(counts);
        assert_eq!(curve.days.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [4, 0, 0, 9]);
        assert_eq!(curve.channels, [(Channel::Paper, 10), (Channel::Web, 3)]);
        assert_eq!(Curve::of([]), Curve::default());
    }

    #[test]
    fn a_quota_takes_those_who_said_so() {
        let mut questionnaire = crate::rulebook::sample::culture().questionnaire;
        let sexes = ["female", "male"].map(|code| (code.to_owned(), code.to_owned()));
        let template = questionnaire.questions.first().unwrap().clone();
        questionnaire.questions = vec![
            crate::rulebook::Question {
                code: "sex".into(),
                answers: Answers::Choice(sexes.to_vec()),
                ..template.clone()
            },
            crate::rulebook::Question { code: "age".into(), answers: Answers::Number(14, 120), ..template },
        ];
        let quota = Quota {
            title: "Женщины 60 лет и старше".into(),
            choice: Some(("sex".into(), "female".into())),
            between: Some(("age".into(), 60, 120)),
            needed: 10,
        };
        let takes = |given: [Option<Given>; 2]| quota.takes(&questionnaire, &AnswerSheet { given: given.to_vec() });
        assert!(takes([Some(Given::Choice(0)), Some(Given::Number(60))]));
        assert!(!takes([Some(Given::Choice(1)), Some(Given::Number(60))]));
        assert!(!takes([Some(Given::Choice(0)), Some(Given::Number(59))]));
        assert!(!takes([Some(Given::Choice(0)), None]));
    }
}
