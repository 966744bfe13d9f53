//! The file of typical measures: what usually mends what is wanting, as the sector's people would write it.

use super::words::Sure;
use otklik_domain::shortcoming::{Catalogue, CostRange, Proof, Typical};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeasuresFile {
    #[serde(default)]
    measures: Vec<MeasureRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureRow {
    code: String,
    covers: Vec<String>,
    text: String,
    result: Option<String>,
    proof: ProofName,
    proof_words: String,
    term: String,
    cost: Option<CostRow>,
    certainty: Sure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CostRow {
    from: u64,
    to: u64,
}

/// `"photo"`.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct ProofName(Proof);

impl TryFrom<String> for ProofName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let names = Proof::ALL.map(Proof::name).join(", ");
        Proof::from_name(&text).map(ProofName).ok_or_else(|| format!("proof «{text}» is none of {names}"))
    }
}

impl From<MeasuresFile> for Catalogue {
    fn from(file: MeasuresFile) -> Self {
        Catalogue { entries: file.measures.into_iter().map(Typical::from).collect() }
    }
}

impl From<MeasureRow> for Typical {
    fn from(row: MeasureRow) -> Self {
        Typical {
            code: row.code,
            covers: row.covers,
            text: row.text,
            result: row.result,
            proof: row.proof.0,
            proof_words: row.proof_words,
            term: row.term,
            cost: row.cost.map(|cost| CostRange { from: cost.from, to: cost.to }),
            certainty: row.certainty.0,
            is_own: false,
        }
    }
}
