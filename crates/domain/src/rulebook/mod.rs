//! What the law says of one sector: criteria, indicators, lists to inspect, questions to ask («свод правил»).
//!
//! In come the parts as the sector's data files state them; out go a checked [`Rulebook`] or every fault at once.
//! It refuses to know in which files the parts stand and which sectors exist: adding one needs no line here.

mod check;
mod indicator;
mod inspection;
mod kind;
mod questionnaire;
#[cfg(test)]
pub(crate) mod sample;
mod source;

pub use check::Fault;
pub use indicator::{CriterionRule, IndicatorRule, Part};
pub use inspection::{Inspection, Item, WaitingLadder};
pub use kind::{KindRule, SampleNorm};
pub use questionnaire::{Answers, Page, Question, Questionnaire};
pub use source::{Act, Certainty, Source};

use crate::Date;
use crate::score::{self, Criterion, Indicator, QuestionFault, QuestionSet};

/// The rules by which one sector is assessed, in one edition («свод правил оценки»).
///
/// A round of assessment names its rulebook by name, edition and hash, and stays on it: a new edition of an order is a
/// new rulebook, and what was counted by the old one stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rulebook {
    /// Short name of the sector: `culture`.
    pub name: String,
    /// Other names by which it is asked for: `social`, «социальное обслуживание».
    pub aliases: Vec<String>,
    /// Edition, as people call it: `2018`.
    pub edition: String,
    /// SHA-256 of the files it was read from, in lower-case hexadecimal.
    pub sha256: String,
    /// Name for people: «Культура».
    pub title: String,
    /// What those who come are called there: «получатели услуг», «пациенты».
    pub recipients: String,
    /// The day from which the edition is in force.
    pub in_force_from: Date,
    /// Its last day in force, where it is known.
    pub in_force_until: Option<Date>,
    /// The acts its parts refer to.
    pub acts: Vec<Act>,
    /// The five criteria with their official names.
    pub criteria: Vec<CriterionRule>,
    /// The indicators that the sector has, in order.
    pub indicators: Vec<IndicatorRule>,
    /// Lists to inspect: stand, site, channels, comfort, equipment, services.
    pub inspections: Vec<Inspection>,
    /// The norm of waiting, where indicator 2.2 applies.
    pub waiting: Option<WaitingLadder>,
    /// What citizens are asked.
    pub questionnaire: Questionnaire,
    /// Kinds of organisations that are assessed by some of the criteria only.
    pub kinds: Vec<KindRule>,
    /// How many should be asked.
    pub sample: Option<SampleNorm>,
    /// What the references do not give, so that the rulebook leaves it out.
    pub gaps: Vec<String>,
}

impl Rulebook {
    /// Whether it goes by this name: its own or an alias, in any case.
    pub fn is_called(&self, name: &str) -> bool {
        let name = name.trim().to_lowercase();
        self.name == name || self.aliases.iter().any(|alias| alias.to_lowercase() == name)
    }

    /// Whether it is in force on a day: both its first and its last day are.
    pub fn is_in_force(&self, on: Date) -> bool {
        self.in_force_from <= on && self.in_force_until.is_none_or(|until| on <= until)
    }

    /// The act that a source names by its key; a checked rulebook has every act it names.
    pub fn act(&self, key: &str) -> Option<&Act> {
        self.acts.iter().find(|act| act.key == key)
    }

    /// The rule of an indicator, when the sector has it.
    pub fn indicator(&self, indicator: Indicator) -> Option<&IndicatorRule> {
        self.indicators.iter().find(|rule| rule.indicator == indicator)
    }

    /// The rules of the indicators of a criterion, in order.
    pub fn indicators_of(&self, criterion: Criterion) -> impl Iterator<Item = &IndicatorRule> {
        self.indicators.iter().filter(move |rule| rule.indicator.criterion() == criterion)
    }

    /// The official name of a criterion in this sector.
    pub fn criterion_title(&self, criterion: Criterion) -> &str {
        let rule = self.criteria.iter().find(|rule| rule.criterion == criterion);
        rule.map_or(criterion.official_name(), |rule| rule.title.as_str())
    }

    /// The list to inspect that has this code: `stand`, `site`, `comfort`; nothing for a code of a single item.
    pub fn inspection(&self, code: &str) -> Option<&Inspection> {
        self.inspections.iter().find(|list| list.code == code)
    }

    /// The question that has this code, counted or not: `stand_ok`, `suggestion`.
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questionnaire.questions.iter().find(|question| question.code == code)
    }

    /// The questions that are counted, for a tally.
    pub fn question_set(&self) -> QuestionSet {
        // `checked` refuses a rulebook whose questions make no set.
        self.counted_questions().unwrap_or_default()
    }

    fn counted_questions(&self) -> Result<QuestionSet, QuestionFault> {
        let counted = self.questionnaire.counted();
        QuestionSet::new(counted.map(|q| score::Question { code: q.code.clone(), after: q.after.clone() }))
    }

    /// The rule for a kind of organisation, where there is one: «театр кукол» is told by the beginning of its word; a «музей» has no rule.
    pub fn kind(&self, kind: &str) -> Option<&KindRule> {
        self.kinds.iter().find(|rule| rule.is_about(kind))
    }
}
