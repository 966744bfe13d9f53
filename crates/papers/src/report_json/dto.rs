//! Twins of reports that become JSON: the domain itself knows no serialisation.

use serde::{Deserialize, Serialize};

/// What stands around every frozen report.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FrameDto {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) replaces: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) template: Option<String>,
    pub(super) signers: SignersDto,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SheetDto {
    pub(super) format: String,
    pub(super) organisation: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) plan: Option<String>,
    #[serde(flatten)]
    pub(super) frame: FrameDto,
    #[serde(flatten)]
    pub(super) report: ReportDto,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReportDto {
    pub(super) period: String,
    pub(super) as_of: String,
    pub(super) rows: Vec<RowDto>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct SignersDto {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) head_position: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) head_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) maker: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) made_on: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RowDto {
    pub(super) measure: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number_in_plan: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) criterion: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) shortcoming: Option<String>,
    pub(super) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) term: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) due_on: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) executors: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) wanted: Option<String>,
    pub(super) state: String,
    pub(super) standing: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) days_late: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) done: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) done_when: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) proofs: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) changes: Vec<ChangeDto>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) lacks: Vec<LackDto>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ChangeDto {
    pub(super) kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) was: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) became: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct LackDto {
    pub(super) gap: String,
    pub(super) required: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ConsolidatedDto {
    pub(super) format: String,
    pub(super) scope: String,
    pub(super) period: String,
    pub(super) as_of: String,
    #[serde(flatten)]
    pub(super) frame: FrameDto,
    #[serde(default)]
    pub(super) without_plan: Vec<String>,
    pub(super) contributions: Vec<ContributionDto>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ContributionDto {
    pub(super) organisation: String,
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) territory: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sent_on: Option<String>,
    #[serde(flatten)]
    pub(super) report: ReportDto,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RegionDto {
    pub(super) format: String,
    pub(super) region: String,
    pub(super) year: i16,
    pub(super) as_of: String,
    #[serde(flatten)]
    pub(super) frame: FrameDto,
    pub(super) sectors: Vec<SectorDto>,
    pub(super) decisions: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SectorDto {
    pub(super) name: String,
    pub(super) subject: usize,
    pub(super) covered: usize,
    /// Criterion and points, a whole number or a ratio: `535/6`.
    pub(super) criteria: Vec<(u8, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) total: Option<String>,
    pub(super) shortcomings: Vec<(String, usize)>,
    pub(super) taken: Vec<(String, usize)>,
    pub(super) planned: Vec<(String, usize)>,
}
