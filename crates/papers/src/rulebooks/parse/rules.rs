//! The file of rules: acts, criteria, indicators, lists to inspect, the ladder of waiting, kinds, the sample.

use super::words::{CriterionNumber, Day, IndicatorCode, SourceWords, Sure};
use otklik_domain::rulebook::{
    Act, CriterionRule, IndicatorRule, Inspection, Item, KindRule, Part, Questionnaire, Rulebook, SampleNorm,
    WaitingLadder,
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RulesFile {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    edition: String,
    title: String,
    recipients: String,
    in_force_from: Day,
    in_force_until: Option<Day>,
    gaps: Vec<String>,
    acts: Vec<ActRow>,
    criteria: Vec<CriterionRow>,
    indicators: Vec<IndicatorRow>,
    inspections: Vec<InspectionRow>,
    waiting: Option<WaitingRow>,
    #[serde(default)]
    kinds: Vec<KindRow>,
    sample: Option<SampleRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActRow {
    key: String,
    title: String,
    subject: String,
    edition: Option<String>,
    in_force_from: Option<Day>,
    in_force_until: Option<Day>,
    address: Option<String>,
    certainty: Sure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CriterionRow {
    number: CriterionNumber,
    title: String,
    source: SourceWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorRow {
    code: IndicatorCode,
    title: String,
    weight_percent: u32,
    parts: Vec<PartRow>,
    #[serde(default)]
    is_whole_by_one_part: bool,
    formula: String,
    source: SourceWords,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum PartRow {
    /// `{ share-of = "stand" }`
    ShareOf(String),
    /// `{ points = { list = "comfort", each = 20, full_from = 5 } }`
    Points { list: String, each: u32, full_from: u32 },
    /// `{ yes-to = "stand_ok" }`
    YesTo(String),
    /// `"waiting"`
    Waiting,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InspectionRow {
    code: String,
    title: String,
    source: SourceWords,
    items: Vec<ItemRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemRow {
    code: String,
    title: String,
    shortcoming: Option<String>,
    source: SourceWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaitingRow {
    saved: Vec<u32>,
    at_half: u32,
    over: u32,
    source: SourceWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindRow {
    code: String,
    title: String,
    stems: Vec<String>,
    #[serde(default)]
    except_stems: Vec<String>,
    criteria: Vec<CriterionNumber>,
    source: SourceWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleRow {
    percent: u32,
    at_most: u32,
    source: SourceWords,
}

impl RulesFile {
    pub(super) fn into_rulebook(self, questionnaire: Questionnaire, sha256: String) -> Rulebook {
        Rulebook {
            name: self.name,
            aliases: self.aliases,
            edition: self.edition,
            sha256,
            title: self.title,
            recipients: self.recipients,
            in_force_from: self.in_force_from.0,
            in_force_until: self.in_force_until.map(|day| day.0),
            acts: all(self.acts),
            criteria: all(self.criteria),
            indicators: all(self.indicators),
            inspections: all(self.inspections),
            waiting: self.waiting.map(Into::into),
            questionnaire,
            kinds: all(self.kinds),
            sample: self.sample.map(Into::into),
            gaps: self.gaps,
        }
    }
}

fn all<Row: Into<Rule>, Rule>(rows: Vec<Row>) -> Vec<Rule> {
    rows.into_iter().map(Into::into).collect()
}

impl From<ActRow> for Act {
    fn from(row: ActRow) -> Self {
        Act {
            key: row.key,
            title: row.title,
            subject: row.subject,
            edition: row.edition,
            in_force_from: row.in_force_from.map(|day| day.0),
            in_force_until: row.in_force_until.map(|day| day.0),
            address: row.address,
            certainty: row.certainty.0,
        }
    }
}

impl From<CriterionRow> for CriterionRule {
    fn from(row: CriterionRow) -> Self {
        CriterionRule { criterion: row.number.0, title: row.title, source: row.source.into() }
    }
}

impl From<IndicatorRow> for IndicatorRule {
    fn from(row: IndicatorRow) -> Self {
        IndicatorRule {
            indicator: row.code.0,
            title: row.title,
            weight_percent: row.weight_percent,
            parts: all(row.parts),
            is_whole_by_one_part: row.is_whole_by_one_part,
            formula: row.formula,
            source: row.source.into(),
        }
    }
}

impl From<PartRow> for Part {
    fn from(row: PartRow) -> Self {
        match row {
            PartRow::ShareOf(list) => Part::ListShare { list },
            PartRow::Points { list, each, full_from } => Part::ListPoints { list, each, full_from },
            PartRow::YesTo(question) => Part::AnswerShare { question },
            PartRow::Waiting => Part::Waiting,
        }
    }
}

impl From<InspectionRow> for Inspection {
    fn from(row: InspectionRow) -> Self {
        Inspection { code: row.code, title: row.title, items: all(row.items), source: row.source.into() }
    }
}

impl From<ItemRow> for Item {
    fn from(row: ItemRow) -> Self {
        Item { code: row.code, title: row.title, shortcoming: row.shortcoming, source: row.source.into() }
    }
}

impl From<WaitingRow> for WaitingLadder {
    fn from(row: WaitingRow) -> Self {
        WaitingLadder { saved: row.saved, at_half: row.at_half, over: row.over, source: row.source.into() }
    }
}

impl From<KindRow> for KindRule {
    fn from(row: KindRow) -> Self {
        KindRule {
            code: row.code,
            title: row.title,
            stems: row.stems,
            except_stems: row.except_stems,
            criteria: row.criteria.into_iter().map(|number| number.0).collect(),
            source: row.source.into(),
        }
    }
}

impl From<SampleRow> for SampleNorm {
    fn from(row: SampleRow) -> Self {
        SampleNorm { percent: row.percent, at_most: row.at_most, source: row.source.into() }
    }
}
