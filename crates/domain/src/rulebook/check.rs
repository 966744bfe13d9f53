//! Whether the parts of a rulebook fit together.

use super::{Answers, Inspection, Part, Rulebook, Source, WaitingLadder};
use crate::score::{Criterion, QuestionFault};
use std::collections::BTreeSet;

/// Parts of a rulebook that do not fit («ошибка свода правил»).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A part names an act that is not listed.
    #[error("{part}: act «{act}» is not in the list of acts")]
    UnknownAct {
        /// Which part.
        part: String,
        /// The key it names.
        act: String,
    },
    /// Two parts have one code.
    #[error("code «{0}» stands twice")]
    Repeated(String),
    /// A criterion is missing or stands twice.
    #[error("criterion {0} must stand exactly once")]
    Criterion(u8),
    /// Weights of a criterion's indicators do not add up to 100.
    #[error("weights of criterion {criterion} add up to {sum}, not to 100")]
    Weights {
        /// Which criterion.
        criterion: u8,
        /// What they add up to.
        sum: u32,
    },
    /// An indicator has no parts, or an impossible one.
    #[error("indicator {indicator}: {why}")]
    Part {
        /// Which indicator.
        indicator: String,
        /// What is wrong.
        why: String,
    },
    /// The code of an item does not begin with its list.
    #[error("item {item}: its code must be «{list}.» and a word")]
    Item {
        /// Its code.
        item: String,
        /// Its list.
        list: String,
    },
    /// The ladder of waiting has no steps, or points over 100.
    #[error("the ladder of waiting needs steps of at most 100 points")]
    Waiting,
    /// A question is wrong.
    #[error("question {code}: {why}")]
    Question {
        /// Its code.
        code: String,
        /// What is wrong.
        why: String,
    },
    /// The questions cannot be counted together.
    #[error("{0}")]
    Questions(QuestionFault),
    /// A kind of organisation has no criteria.
    #[error("kind {0} is left without criteria")]
    Kind(String),
    /// The edition ends before it begins.
    #[error("it ends before it is in force")]
    Term,
}

impl Rulebook {
    /// Checks that the parts fit together.
    ///
    /// # Errors
    /// Every [`Fault`] there is, at once.
    pub fn checked(self) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        faults.extend(self.in_force_until.filter(|until| *until < self.in_force_from).map(|_| Fault::Term));
        self.check_criteria(&mut faults);
        self.check_indicators(&mut faults);
        self.check_items(&mut faults);
        self.check_questions(&mut faults);
        faults.extend(self.counted_questions().err().map(Fault::Questions));
        self.check_codes(&mut faults);
        self.check_sources(&mut faults);
        faults.extend(self.kinds.iter().filter(|k| k.criteria.is_empty()).map(|k| Fault::Kind(k.code.clone())));
        if faults.is_empty() { Ok(self) } else { Err(faults) }
    }

    fn check_criteria(&self, faults: &mut Vec<Fault>) {
        for criterion in Criterion::ALL {
            if self.criteria.iter().filter(|rule| rule.criterion == criterion).count() != 1 {
                faults.push(Fault::Criterion(criterion.number()));
            }
            let sum = self.indicators_of(criterion).map(|rule| rule.weight_percent).sum();
            if sum != 100 {
                faults.push(Fault::Weights { criterion: criterion.number(), sum });
            }
        }
    }

    fn check_indicators(&self, faults: &mut Vec<Fault>) {
        for rule in &self.indicators {
            let mut fault = |why: String| faults.push(Fault::Part { indicator: rule.indicator.to_string(), why });
            if rule.parts.is_empty() {
                fault("it has no parts".to_owned());
            }
            for part in &rule.parts {
                if let Some(why) = self.wrong_part(part) {
                    fault(why);
                }
            }
        }
    }

    fn wrong_part(&self, part: &Part) -> Option<String> {
        match part {
            Part::ListShare { list } => self.inspection(list).is_none().then(|| format!("no list «{list}»")),
            Part::ListPoints { list, each, full_from } => {
                let missing = self.inspection(list).is_none().then(|| format!("no list «{list}»"));
                missing.or_else(|| (*each == 0 || *full_from == 0).then(|| format!("list «{list}» gives no points")))
            }
            Part::AnswerShare { question } => match self.question(question) {
                Some(question) if question.answers == Answers::YesNo => None,
                Some(_) => Some(format!("question «{question}» is not answered by yes or no")),
                None => Some(format!("no question «{question}»")),
            },
            Part::Waiting => self.waiting.is_none().then(|| "no ladder of waiting".to_owned()),
        }
    }

    fn check_items(&self, faults: &mut Vec<Fault>) {
        for list in &self.inspections {
            let is_own = |code: &str| {
                let word = code.strip_prefix(list.code.as_str()).and_then(|rest| rest.strip_prefix('.'));
                word.is_some_and(|word| !word.is_empty() && !word.contains('.'))
            };
            let foreign = list.items.iter().filter(|item| !is_own(&item.code));
            faults.extend(foreign.map(|item| Fault::Item { item: item.code.clone(), list: list.code.clone() }));
        }
        let steps =
            |ladder: &WaitingLadder| [ladder.at_half, ladder.over].iter().chain(&ladder.saved).all(|p| *p <= 100);
        faults.extend(self.waiting.iter().filter(|l| l.saved.is_empty() || !steps(l)).map(|_| Fault::Waiting));
    }

    fn check_questions(&self, faults: &mut Vec<Fault>) {
        let mut asked: BTreeSet<&str> = BTreeSet::new();
        for question in &self.questionnaire.questions {
            let mut fault = |why: String| faults.push(Fault::Question { code: question.code.clone(), why });
            if let Some(after) = question.after.as_deref().filter(|after| !asked.contains(after)) {
                fault(format!("it follows «{after}», which is not asked before it"));
            }
            if !self.questionnaire.pages.iter().any(|page| page.code == question.page) {
                fault(format!("no page «{}»", question.page));
            }
            asked.insert(&question.code);
        }
    }

    fn check_codes(&self, faults: &mut Vec<Fault>) {
        let items = self.inspections.iter().flat_map(|list| list.items.iter().map(|item| item.code.clone()));
        let lists = self.inspections.iter().map(|list| list.code.clone());
        let questions = self.questionnaire.questions.iter().map(|question| question.code.clone());
        let indicators = self.indicators.iter().map(|rule| rule.indicator.to_string());
        let mut seen = BTreeSet::new();
        for code in items.chain(lists).chain(questions).chain(indicators) {
            if seen.contains(&code) {
                faults.push(Fault::Repeated(code));
            } else {
                seen.insert(code);
            }
        }
    }

    fn check_sources(&self, faults: &mut Vec<Fault>) {
        let of_list = |list: &Inspection| -> Vec<(String, Source)> {
            let items = list.items.iter().map(|item| (item.code.clone(), item.source.clone()));
            std::iter::once((list.code.clone(), list.source.clone())).chain(items).collect()
        };
        let criteria = self.criteria.iter().map(|r| (r.criterion.number().to_string(), r.source.clone()));
        let indicators = self.indicators.iter().map(|r| (r.indicator.to_string(), r.source.clone()));
        let questions = self.questionnaire.questions.iter().map(|q| (q.code.clone(), q.source.clone()));
        let kinds = self.kinds.iter().map(|k| (k.code.clone(), k.source.clone()));
        let all = criteria.chain(indicators).chain(questions).chain(kinds);
        let waiting = self.waiting.iter().map(|ladder| ("waiting".to_owned(), ladder.source.clone()));
        let sample = self.sample.iter().map(|norm| ("sample".to_owned(), norm.source.clone()));
        for (part, source) in all.chain(self.inspections.iter().flat_map(of_list)).chain(waiting).chain(sample) {
            if !self.acts.iter().any(|act| act.key == source.act) {
                faults.push(Fault::UnknownAct { part, act: source.act });
            }
        }
    }
}
