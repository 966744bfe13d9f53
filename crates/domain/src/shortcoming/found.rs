//! Shortcomings out of the points ledger of a score.

use super::Source;
use crate::rulebook::{Part, Rulebook};
use crate::score::decimal::decimal;
use crate::score::ledger::{Ledger, LedgerKey, LedgerLine, LossCause};
use crate::score::{Assessed, Criterion, Exact, Indicator, Subject};
use crate::wording::counted;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What a shortcoming is about, the same in every round and organisation («предмет недостатка»).
///
/// Written `item:comfort.water`, `list:stand`, `question:comfort_ok`, `waiting:2.2`; what a person typed has a name of
/// its own, `typed:…`. By it a register is made again without doubles, and clubs that lack the same are counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// An item of a list, by its code.
    Item(String),
    /// Items of a list of which only the number is known.
    List(String),
    /// A question, by its code.
    Question(String),
    /// The waiting of an indicator.
    Waiting(Indicator),
    /// Whatever a person typed.
    Typed(String),
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            About::Item(code) => write!(f, "item:{code}"),
            About::List(code) => write!(f, "list:{code}"),
            About::Question(code) => write!(f, "question:{code}"),
            About::Waiting(indicator) => write!(f, "waiting:{indicator}"),
            About::Typed(name) => write!(f, "typed:{name}"),
        }
    }
}

impl FromStr for About {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, code) = text.split_once(':').filter(|(_, code)| !code.is_empty()).ok_or(())?;
        match kind {
            "item" => Ok(About::Item(code.to_owned())),
            "list" => Ok(About::List(code.to_owned())),
            "question" => Ok(About::Question(code.to_owned())),
            "waiting" => code.parse().map(About::Waiting),
            "typed" => Ok(About::Typed(code.to_owned())),
            _ => Err(()),
        }
    }
}

/// Something that is not as it must be («недостаток»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcoming {
    /// What it is about.
    pub about: About,
    /// Name of the branch; nothing for the organisation itself.
    pub branch: Option<String>,
    /// Where it was found.
    pub source: Source,
    /// The criterion it belongs to.
    pub criterion: Option<Criterion>,
    /// The indicator, where it is known.
    pub indicator: Option<Indicator>,
    /// «Норма»: official words of what must be.
    pub norm: String,
    /// What was found instead.
    pub found: String,
    /// How many did not say «да», of how many.
    pub answers: Option<(u64, u64)>,
    /// What it costs the total; `None` where no score says so.
    pub loss: Option<Exact>,
}

/// What a line of a ledger is about; `None` for lines nobody can close.
pub fn about_of(rulebook: &Rulebook, key: &LedgerKey) -> Option<About> {
    let Subject::Indicator(indicator) = key.subject else { return None };
    let part = || rulebook.indicator(indicator)?.parts.get(key.part?);
    match &key.cause {
        LossCause::Item(code) => Some(About::Item(code.clone())),
        LossCause::Unnamed(_) => match part()? {
            Part::ListShare { list } | Part::ListPoints { list, .. } => Some(About::List(list.clone())),
            Part::AnswerShare { .. } | Part::Waiting => None,
        },
        LossCause::Dissatisfied(_) => match part()? {
            Part::AnswerShare { question } => Some(About::Question(question.clone())),
            _ => None,
        },
        LossCause::Waiting => Some(About::Waiting(indicator)),
        LossCause::TooFewApply | LossCause::Empty | LossCause::Rounding => None,
    }
}

/// Everything that a score finds wanting («выявление недостатков»), each thing of a place once.
///
/// An absent item is a shortcoming also where its list gives all points without it: then it costs nothing.
///
/// # Example
/// Case A of the interface: two of five conditions for the disabled are there. Three shortcomings of indicator 3.1 at
/// 1,2 points each.
pub fn shortcomings(rulebook: &Rulebook, assessed: &Assessed, ledger: &Ledger) -> Vec<Shortcoming> {
    let mut found: BTreeMap<(Option<String>, About), Shortcoming> = BTreeMap::new();
    for line in &ledger.lines {
        let Some(about) = about_of(rulebook, &line.key) else { continue };
        let one = one(rulebook, assessed, line, about);
        found
            .entry((one.branch.clone(), one.about.clone()))
            .and_modify(|known| known.loss = sum(known.loss.as_ref(), one.loss.as_ref()))
            .or_insert(one);
    }
    found.into_values().collect()
}

fn sum(one: Option<&Exact>, other: Option<&Exact>) -> Option<Exact> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one + other),
        (one, other) => one.or(other).cloned(),
    }
}

fn one(rulebook: &Rulebook, assessed: &Assessed, line: &LedgerLine, about: About) -> Shortcoming {
    let indicator = match line.key.subject {
        Subject::Indicator(indicator) => Some(indicator),
        Subject::Criterion(_) | Subject::Total => None,
    };
    let answers = answers(assessed, line, &about);
    let found = match (&about, answers) {
        (About::Question(code), Some((no, asked))) => share_in_words(rulebook, code, no, asked),
        _ => line.title.clone(),
    };
    Shortcoming {
        branch: line.branch.clone(),
        source: match about {
            About::Question(_) => Source::Share,
            About::Waiting(_) => Source::Waiting,
            _ => Source::Item,
        },
        criterion: indicator.map(Indicator::criterion),
        norm: norm(rulebook, indicator, &about),
        indicator,
        found,
        answers,
        loss: Some(line.loss.total.clone()),
        about,
    }
}

fn answers(assessed: &Assessed, line: &LedgerLine, about: &About) -> Option<(u64, u64)> {
    let About::Question(code) = about else { return None };
    let (yes, asked) = assessed.units.get(line.key.place?)?.tally.among(code);
    Some((asked.saturating_sub(yes), asked))
}

/// Official words: those of the item, else of the indicator.
fn norm(rulebook: &Rulebook, indicator: Option<Indicator>, about: &About) -> String {
    let item = |code: &String| {
        let (list, _) = code.split_once('.')?;
        let list = rulebook.inspection(list)?;
        let item = list.items.iter().find(|item| item.code == *code)?;
        Some(format!("{}: {}", list.title, item.title))
    };
    let of_item = match about {
        About::Item(code) => item(code),
        _ => None,
    };
    let of_indicator = || Some(rulebook.indicator(indicator?)?.title.clone());
    of_item.or_else(of_indicator).unwrap_or_default()
}

/// «6 из 40 опрошенных (15 %) не ответили «да» на вопрос 7: «Удовлетворены ли Вы …».
fn share_in_words(rulebook: &Rulebook, code: &str, no: u64, asked: u64) -> String {
    let percent = Exact::percent(no, asked).map(|share| decimal(&share.round_half_up(1)));
    let people = counted(asked, ["опрошенного", "опрошенных", "опрошенных"]);
    let head = format!("{no} из {people} ({} %) не ответили «да»", percent.unwrap_or_else(|| "0".to_owned()));
    let question = rulebook.question(code);
    question.map_or(head.clone(), |it| format!("{head} на вопрос {}: {}", it.number, it.wording))
}
