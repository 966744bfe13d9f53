//! Sums of answers as they are kept: by code of question, without the list of questions.

use otklik_domain::score::{Count, QuestionSet, Tally, TallyFault};
use std::collections::BTreeMap;
use std::fmt;

/// Sums of answers of one place («подсчёт по месту»). Two that are equal have the same text, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Filled questionnaires.
    pub respondents: u64,
    of: BTreeMap<String, Count>,
}

fn numbers(count: &Count) -> [u64; 6] {
    [count.yes, count.answered, count.used_yes, count.used_no, count.unasked_yes, count.unasked_answered]
}

fn count([yes, answered, used_yes, used_no, unasked_yes, unasked_answered]: [u64; 6]) -> Count {
    Count { yes, answered, used_yes, used_no, unasked_yes, unasked_answered }
}

impl Counts {
    /// The sums of a tally.
    pub fn of(tally: &Tally) -> Self {
        let codes = tally.set().questions().iter().map(|question| question.code.clone());
        let sums = codes.zip(tally.counts().iter().copied()).filter(|(_, count)| *count != Count::default());
        Counts { respondents: tally.respondents(), of: sums.collect() }
    }

    /// Sums given one by one.
    pub fn new(respondents: u64, sums: impl IntoIterator<Item = (String, Count)>) -> Self {
        Counts { respondents, of: sums.into_iter().filter(|(_, count)| *count != Count::default()).collect() }
    }

    /// The sums of one question.
    pub fn count(&self, code: &str) -> Count {
        self.of.get(code).copied().unwrap_or_default()
    }

    /// Whether nobody answered.
    pub fn is_empty(&self) -> bool {
        self.respondents == 0 && self.of.is_empty()
    }

    /// As a tally of a list of questions.
    ///
    /// # Errors
    /// [`TallyFault`] when a code is not in the list or the sums do not fit.
    pub fn tally(&self, set: &QuestionSet) -> Result<Tally, TallyFault> {
        if let Some(code) = self.of.keys().find(|code| set.place(code).is_none()) {
            return Err(TallyFault::UnknownCode(code.clone()));
        }
        let counts = set.questions().iter().map(|question| self.count(&question.code)).collect();
        Tally::from_counts(set, self.respondents, counts)
    }

    /// With other sums added; `None` when a sum has no room.
    #[must_use]
    pub fn plus(&self, other: &Counts) -> Option<Counts> {
        self.each(other, u64::checked_add)
    }

    /// With other sums taken away; `None` when they were never in it.
    #[must_use]
    pub fn minus(&self, other: &Counts) -> Option<Counts> {
        self.each(other, u64::checked_sub)
    }

    fn each(&self, other: &Counts, step: fn(u64, u64) -> Option<u64>) -> Option<Counts> {
        let mut of = self.of.clone();
        for (code, more) in &other.of {
            let mut sums = numbers(&self.count(code));
            for (sum, more) in sums.iter_mut().zip(numbers(more)) {
                *sum = step(*sum, more)?;
            }
            of.insert(code.clone(), count(sums));
        }
        of.retain(|_, count| *count != Count::default());
        Some(Counts { respondents: step(self.respondents, other.respondents)?, of })
    }

    /// Reads the text of sums; `None` when it is not one.
    pub fn read(respondents: u64, text: &str) -> Option<Self> {
        let mut of = BTreeMap::new();
        for line in text.lines() {
            let mut words = line.split(' ');
            let code = words.next().filter(|code| !code.is_empty())?;
            let sums: Vec<u64> = words.map(str::parse).collect::<Result<_, _>>().ok()?;
            of.insert(code.to_owned(), count(sums.try_into().ok()?));
        }
        Some(Counts { respondents, of })
    }
}

/// A line a question: its code and six sums.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (code, count)) in self.of.iter().enumerate() {
            let sums = numbers(count).map(|sum| sum.to_string()).join(" ");
            write!(f, "{}{code} {sums}", if at == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(respondents: u64, yes: u64) -> Counts {
        let count = Count { yes, answered: respondents, ..Count::default() };
        Counts::new(respondents, [("recommend".to_owned(), count), ("empty".to_owned(), Count::default())])
    }

    #[test]
    fn sums_come_back_from_their_text() {
        let counts = some(10, 7);
        assert_eq!(counts.to_string(), "recommend 7 10 0 0 0 0");
        assert_eq!(Counts::read(10, &counts.to_string()), Some(counts));
        for wrong in ["recommend 7", "recommend 7 10 0 0 0 0 0", " 7 10 0 0 0 0", "recommend -7 10 0 0 0 0"] {
            assert_eq!(Counts::read(10, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_was_added_can_be_taken_away_and_nothing_else() {
        let both = some(10, 7).plus(&some(5, 5)).unwrap();
        assert_eq!((both.respondents, both.count("recommend").yes), (15, 12));
        assert_eq!(both.minus(&some(5, 5)), Some(some(10, 7)));
        assert!(both.minus(&both).unwrap().is_empty());
        assert_eq!(some(5, 5).minus(&both), None);
        assert_eq!(some(u64::MAX, 7).plus(&some(5, 5)), None);
    }
}
