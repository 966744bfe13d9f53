//! The twin of a draft that becomes JSON: the domain itself knows no serialisation.

use super::loose::{decimal, list};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct PlanDto {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    #[serde(default)]
    pub(super) format: Option<String>,
    #[serde(default)]
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) organisation: Option<String>,
    #[serde(default)]
    pub(super) organisation_as_written: Option<String>,
    #[serde(default)]
    pub(super) period: Option<SpanDto>,
    #[serde(default)]
    pub(super) assessed_year: Option<i16>,
    #[serde(default)]
    pub(super) approval: Option<ApprovalDto>,
    #[serde(default, deserialize_with = "list")]
    pub(super) scores: Vec<ScoreDto>,
    #[serde(default, skip_deserializing)]
    pub(super) derived: Option<DerivedDto>,
    #[serde(default, deserialize_with = "list")]
    pub(super) measures: Vec<MeasureDto>,
    #[serde(default, deserialize_with = "list")]
    pub(super) remarks: Vec<RemarkDto>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct SpanDto {
    #[serde(default)]
    pub(super) from: Option<String>,
    #[serde(default)]
    pub(super) to: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct ApprovalDto {
    #[serde(default)]
    pub(super) position: Option<String>,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) date: Option<String>,
    #[serde(default)]
    pub(super) basis: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct ScoreDto {
    #[serde(default)]
    pub(super) subject: String,
    #[serde(default, deserialize_with = "decimal")]
    pub(super) value: Option<String>,
    #[serde(default, deserialize_with = "decimal")]
    pub(super) max: Option<String>,
    #[serde(default)]
    pub(super) scale: Option<String>,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct DerivedDto {
    pub(super) criteria: BTreeMap<String, String>,
    pub(super) total: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct MeasureDto {
    #[serde(default)]
    pub(super) number: Option<String>,
    #[serde(default)]
    pub(super) organisation: Option<String>,
    #[serde(default)]
    pub(super) criterion: Option<u8>,
    #[serde(default)]
    pub(super) indicator: Option<String>,
    #[serde(default)]
    pub(super) shortcoming: Option<String>,
    #[serde(default)]
    pub(super) basis: Option<String>,
    #[serde(default)]
    pub(super) text: Option<String>,
    #[serde(default)]
    pub(super) under: Option<String>,
    #[serde(default)]
    pub(super) deadline: Option<DeadlineDto>,
    #[serde(default)]
    pub(super) recurrence_in_text: Option<String>,
    #[serde(default, deserialize_with = "list")]
    pub(super) executors: Vec<ExecutorDto>,
    #[serde(default)]
    pub(super) funding: Option<String>,
    #[serde(default, deserialize_with = "decimal")]
    pub(super) cost: Option<String>,
    #[serde(default)]
    pub(super) expected_result: Option<String>,
    #[serde(default)]
    pub(super) result_indicator: Option<String>,
    #[serde(default)]
    pub(super) execution: Option<ExecutionDto>,
    #[serde(default)]
    pub(super) place: Option<PlaceDto>,
    #[serde(default)]
    pub(super) places: Option<BTreeMap<String, PlaceDto>>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct DeadlineDto {
    #[serde(default)]
    pub(super) as_written: Option<String>,
    #[serde(default)]
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) from: Option<String>,
    #[serde(default)]
    pub(super) to: Option<String>,
    #[serde(default)]
    pub(super) every: Option<String>,
    #[serde(default)]
    pub(super) due: Option<DueDto>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum DueDto {
    Day(String),
    After { month: u8, day: i8 },
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct ExecutorDto {
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) position: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct ExecutionDto {
    #[serde(default)]
    pub(super) done: Option<String>,
    #[serde(default)]
    pub(super) actual: Option<DeadlineDto>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct PlaceDto {
    pub(super) block: usize,
    #[serde(default)]
    pub(super) row: Option<usize>,
    #[serde(default)]
    pub(super) column: Option<usize>,
    #[serde(default)]
    pub(super) from: usize,
    #[serde(default)]
    pub(super) to: usize,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct RemarkDto {
    #[serde(default)]
    pub(super) code: String,
    #[serde(default)]
    pub(super) severity: Option<String>,
    #[serde(default)]
    pub(super) place: Option<PlaceDto>,
    #[serde(default)]
    pub(super) measure: Option<usize>,
    #[serde(default)]
    pub(super) text: Option<String>,
    #[serde(default)]
    pub(super) proposal: Option<String>,
}
