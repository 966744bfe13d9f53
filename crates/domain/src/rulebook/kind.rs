//! Whom a rule is about: kinds of organisations, and how many people should be asked.

use super::Source;
use crate::score::Criterion;

/// A kind of organisation that is assessed by some of the criteria only («особый вид организации»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindRule {
    /// Code: `performing-arts`.
    pub code: String,
    /// Name for people.
    pub title: String,
    /// Beginnings of words by which the kind of an organisation is recognised: «театр», «филармони».
    pub stems: Vec<String>,
    /// Beginnings of words that show another kind: a «театральный музей» is a museum.
    pub except_stems: Vec<String>,
    /// The criteria used unless a setting says otherwise.
    pub criteria: Vec<Criterion>,
    /// Where it stands.
    pub source: Source,
}

impl KindRule {
    /// Whether a kind as the registry writes it is of this rule: its code, or a word that begins with a stem.
    ///
    /// # Example
    /// «Театр кукол» is; «театральный музей» and «кинотеатр» are not.
    pub(crate) fn is_about(&self, kind: &str) -> bool {
        let kind = kind.trim().to_lowercase();
        let has = |stems: &[String]| {
            let mut words = kind.split(|c: char| !c.is_alphanumeric());
            words.any(|word| stems.iter().any(|stem| word.starts_with(stem.as_str())))
        };
        kind == self.code || (has(&self.stems) && !has(&self.except_stems))
    }
}

/// How many of those who were served should be asked («норма выборки»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleNorm {
    /// Per cent of those served in the year before.
    pub percent: u32,
    /// But not more than this.
    pub at_most: u32,
    /// Where it stands.
    pub source: Source,
}

impl SampleNorm {
    /// How many should be asked of so many served; a part of a person counts as one.
    ///
    /// # Example
    /// 40 % of 235 is 94; of 236 it is 94,4, so 95; of 10 000 it is 4 000, so 600.
    pub fn of(&self, served: u64) -> u64 {
        served.saturating_mul(u64::from(self.percent)).div_ceil(100).min(u64::from(self.at_most))
    }
}
