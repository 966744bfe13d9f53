//! Words of the files that stand for values of the domain: days, certainties, numbers of criteria and indicators.

use otklik_domain::Date;
use otklik_domain::rulebook::{Certainty, Source};
use otklik_domain::score::{Criterion, Indicator};
use serde::Deserialize;

/// `"2018-10-23"`.
#[derive(Deserialize, Clone, Copy)]
#[serde(try_from = "String")]
pub(super) struct Day(pub(super) Date);

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map(Day).map_err(|_| format!("«{text}» is not a day like 2018-10-23"))
    }
}

/// `"practice"`.
#[derive(Deserialize, Clone, Copy)]
#[serde(try_from = "String")]
pub(super) struct Sure(pub(super) Certainty);

impl TryFrom<String> for Sure {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let names = Certainty::ALL.map(Certainty::name).join(", ");
        Certainty::from_name(&text).map(Sure).ok_or_else(|| format!("certainty «{text}» is none of {names}"))
    }
}

/// `1` to `5`.
#[derive(Deserialize, Clone, Copy)]
#[serde(try_from = "u8")]
pub(super) struct CriterionNumber(pub(super) Criterion);

impl TryFrom<u8> for CriterionNumber {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        Criterion::new(number).map(CriterionNumber).ok_or_else(|| format!("no criterion {number}: 1 to 5"))
    }
}

/// `"2.3"`.
#[derive(Deserialize, Clone, Copy)]
#[serde(try_from = "String")]
pub(super) struct IndicatorCode(pub(super) Indicator);

impl TryFrom<String> for IndicatorCode {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map(IndicatorCode).map_err(|()| format!("no indicator «{text}»: 1.1 to 5.3"))
    }
}

/// `{ act = "344n", place = "формула (1.1)", certainty = "practice" }`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceWords {
    act: String,
    place: Option<String>,
    certainty: Sure,
    note: Option<String>,
}

impl From<SourceWords> for Source {
    fn from(it: SourceWords) -> Self {
        Source { act: it.act, place: it.place, certainty: it.certainty.0, note: it.note }
    }
}
