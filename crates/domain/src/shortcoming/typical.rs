//! The catalogue of typical measures: for what, in which words, with which proof, by when, at what cost.

use super::{About, Shortcoming};
use crate::deadline::{self, DeadlineKind};
use crate::rulebook::{Certainty, Rulebook};
use crate::score::Criterion;

/// How a measure is usually proved («обычное подтверждение»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proof {
    /// Photos before and after.
    Photo,
    /// A signed act, order or contract, by its number.
    Act,
    /// The address of a page.
    Link,
    /// A number: how many were taught, asked, bought.
    Number,
}

impl Proof {
    /// Every kind.
    pub const ALL: [Proof; 4] = [Proof::Photo, Proof::Act, Proof::Link, Proof::Number];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Proof::Photo => "photo",
            Proof::Act => "act",
            Proof::Link => "link",
            Proof::Number => "number",
        }
    }

    /// The kind as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Proof::Photo => "фотография",
            Proof::Act => "акт, приказ или договор",
            Proof::Link => "ссылка на страницу",
            Proof::Number => "число",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// What a measure usually costs, in roubles («обычная стоимость»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CostRange {
    /// At least.
    pub from: u64,
    /// At most.
    pub to: u64,
}

/// A measure that usually mends a shortcoming («типовое мероприятие»): a suggestion of the program or of the house, no law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typical {
    /// Its name in the catalogue.
    pub code: String,
    /// What it mends: codes of items, lists and questions, indicators «2.1», criteria «4».
    pub covers: Vec<String>,
    /// The words of the measure; `{…}` stands for what is wanting.
    pub text: String,
    /// What is reached.
    pub result: Option<String>,
    /// How it is usually proved.
    pub proof: Proof,
    /// What exactly proves it.
    pub proof_words: String,
    /// The usual term; `{year}` stands for the year of the plan.
    pub term: String,
    /// What it usually costs, where that can be said.
    pub cost: Option<CostRange>,
    /// How sure we are of all this.
    pub certainty: Certainty,
    /// Whether the house wrote it.
    pub is_own: bool,
}

/// Where a catalogue keeps the list of what is wanting.
pub(super) const WANTING: &str = "{…}";

/// Where a term keeps the year of the plan.
const YEAR: &str = "{year}";

/// The same as people write it.
const YEAR_WORD: &str = "{год}";

impl Typical {
    /// The term in a year.
    pub fn term_in(&self, year: i16) -> String {
        self.term.replace(YEAR, &year.to_string()).replace(YEAR_WORD, &year.to_string())
    }

    /// Whether it mends this; the smaller the number, the nearer.
    fn distance(&self, one: &Shortcoming) -> Option<usize> {
        names(one).iter().position(|name| self.covers.contains(name))
    }
}

/// By what a catalogue may call a shortcoming, the nearest first.
fn names(one: &Shortcoming) -> Vec<String> {
    let mut names = match &one.about {
        About::Item(code) => {
            let list = code.split_once('.').map(|(list, _)| list.to_owned());
            [Some(code.clone()), list].into_iter().flatten().collect()
        }
        About::List(code) | About::Question(code) => vec![code.clone()],
        About::Waiting(_) | About::Typed(_) => Vec::new(),
    };
    names.extend(one.indicator.map(|it| it.to_string()));
    names.extend(one.criterion.map(|it| it.number().to_string()));
    names
}

/// Typical measures of a sector («каталог типовых мероприятий»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    /// Its entries; the house's own stand first where both mend the same.
    pub entries: Vec<Typical>,
}

/// What is wrong with an entry («ошибка каталога мероприятий»).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueFault {
    /// Two entries share a name.
    #[error("«{0}» stands twice")]
    Twice(String),
    /// It mends nothing of the rulebook.
    #[error("«{code}»: covers «{name}», which the rulebook does not have")]
    Unknown {
        /// The entry.
        code: String,
        /// What it names.
        name: String,
    },
    /// The term reader does not understand the term.
    #[error("«{code}»: the term «{term}» is not understood")]
    Term {
        /// The entry.
        code: String,
        /// Its term.
        term: String,
    },
    /// There are no words.
    #[error("«{0}»: no words")]
    Wordless(String),
    /// The least cost is more than the most.
    #[error("«{0}»: cost: from more than to")]
    Cost(String),
    /// Something that loses points has no measure.
    #[error("nothing mends «{0}»")]
    Unmended(String),
}

impl Catalogue {
    /// What usually mends a shortcoming: what names it nearest, the house's own first.
    pub fn typical(&self, one: &Shortcoming) -> Option<&Typical> {
        let near = self.entries.iter().filter_map(|entry| Some((entry.distance(one)?, !entry.is_own, entry)));
        near.min_by_key(|(distance, is_ours, _)| (*distance, *is_ours)).map(|(_, _, entry)| entry)
    }

    /// Everything that is wrong with it beside its rulebook.
    pub fn faults(&self, rulebook: &Rulebook) -> Vec<CatalogueFault> {
        let mut faults: Vec<CatalogueFault> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if self.entries.iter().take(at).any(|other| other.code == entry.code) {
                faults.push(CatalogueFault::Twice(entry.code.clone()));
            }
            faults.extend(entry.faults(rulebook));
        }
        let is_mended = |name: &String| self.entries.iter().any(|entry| entry.covers.contains(name));
        let wanted = rulebook.indicators.iter().map(|rule| rule.indicator.to_string());
        faults.extend(wanted.filter(|name| !is_mended(name)).map(CatalogueFault::Unmended));
        faults
    }
}

impl Typical {
    /// Everything that is wrong with an entry by itself.
    pub fn faults(&self, rulebook: &Rulebook) -> Vec<CatalogueFault> {
        let code = || self.code.clone();
        let mut faults: Vec<CatalogueFault> = Vec::new();
        if self.text.trim().is_empty() || self.proof_words.trim().is_empty() || self.covers.is_empty() {
            faults.push(CatalogueFault::Wordless(code()));
        }
        let unknown = self.covers.iter().filter(|name| !is_in(rulebook, name));
        faults.extend(unknown.map(|name| CatalogueFault::Unknown { code: code(), name: name.clone() }));
        let (read, _) = deadline::read(&self.term_in(2027), deadline::Context { year: Some(2027), period: None });
        let is_endless = matches!(read.kind, DeadlineKind::Ongoing | DeadlineKind::Recurring | DeadlineKind::OnDemand);
        if read.kind == DeadlineKind::Unread || (!is_endless && read.to.is_none()) {
            faults.push(CatalogueFault::Term { code: code(), term: self.term.clone() });
        }
        faults.extend(self.cost.filter(|cost| cost.from > cost.to).map(|_| CatalogueFault::Cost(code())));
        faults
    }
}

/// Whether a rulebook has an item, a list, a question, an indicator or a criterion of this name.
fn is_in(rulebook: &Rulebook, name: &str) -> bool {
    let is_item = || rulebook.inspections.iter().flat_map(|list| &list.items).any(|item| item.code == name);
    let is_indicator = || rulebook.indicators.iter().any(|rule| rule.indicator.to_string() == name);
    let is_criterion = || Criterion::from_name(name).is_some();
    rulebook.inspection(name).is_some()
        || rulebook.question(name).is_some()
        || is_item()
        || is_indicator()
        || is_criterion()
}
