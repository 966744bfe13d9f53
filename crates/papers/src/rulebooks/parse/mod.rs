//! Text of a rulebook's two files to a checked rulebook.
//!
//! In come the texts of a sector's edition and of its questionnaire; out goes a [`Rulebook`] that fits together, or a
//! sentence that names the file and the field. It refuses to know where the files lie: `build.rs` reads through the
//! very same code, so what the program embeds has been read once before.

mod measures;
mod questions;
mod rules;
mod words;

use otklik_domain::rulebook::Rulebook;
use otklik_domain::shortcoming::Catalogue;
use sha2::{Digest, Sha256};

/// Which of the two files of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    /// Criteria, indicators, lists, kinds, acts.
    Rules,
    /// Questions.
    Questions,
}

/// What is wrong with a text, in a sentence that names line and field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Where.
    pub(crate) text: Text,
    /// What.
    pub(crate) why: String,
}

/// Reads one edition of a sector.
pub(crate) fn rulebook(rules: &str, questions: &str) -> Result<Rulebook, Fault> {
    let read: rules::RulesFile = toml::from_str(rules).map_err(|e| of_toml(Text::Rules, &e))?;
    let asked: questions::QuestionsFile = toml::from_str(questions).map_err(|e| of_toml(Text::Questions, &e))?;
    let rulebook = read.into_rulebook(asked.into_questionnaire(), sha256(rules, questions));
    rulebook.checked().map_err(|faults| {
        let why: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Fault { text: Text::Rules, why: why.join("; ") }
    })
}

/// Reads the typical measures of a sector, and checks them beside its rulebook.
pub(crate) fn catalogue(measures: &str, rulebook: &Rulebook) -> Result<Catalogue, String> {
    let read: measures::MeasuresFile = toml::from_str(measures).map_err(|e| e.to_string().trim().to_owned())?;
    let catalogue = Catalogue::from(read);
    let faults: Vec<String> = catalogue.faults(rulebook).iter().map(ToString::to_string).collect();
    if faults.is_empty() { Ok(catalogue) } else { Err(faults.join("; ")) }
}

fn of_toml(text: Text, error: &toml::de::Error) -> Fault {
    Fault { text, why: error.to_string().trim().to_owned() }
}

/// What `cat rulebook.toml questionnaire.toml | sha256sum` prints.
fn sha256(rules: &str, questions: &str) -> String {
    hex::encode(Sha256::new().chain_update(rules).chain_update(questions).finalize())
}
