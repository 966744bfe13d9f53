//! Control sums of a lot: what a person counted on paper by hand beside what was keyed.

use super::keying::unpacked;
use super::ledger::{LotLine, lot};
use super::place::Place;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::KeyAnswers;
use otklik_domain::ids::SheetLotId;
use otklik_domain::survey::{AnswerSheet, ControlSum, control_sums};
use otklik_store::record::{SheetLot, Version};
use std::collections::BTreeMap;

/// One question of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlRow {
    /// Code of the question.
    pub code: String,
    /// Its number.
    pub number: u32,
    /// A few words.
    pub short: String,
    /// What was keyed.
    pub keyed: ControlSum,
    /// What was counted by hand, where it was.
    pub by_hand: Option<ControlSum>,
}

impl ControlRow {
    /// Both are there and differ.
    pub fn differs(&self) -> bool {
        self.by_hand.is_some_and(|by_hand| by_hand != self.keyed)
    }
}

/// The comparison of a lot.
#[derive(Debug, Clone)]
pub struct Control {
    /// The survey.
    pub place: Place,
    /// The lot.
    pub line: LotLine,
    /// Rows by question.
    pub rows: Vec<ControlRow>,
}

/// Control sums of a lot.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn control(ctx: &Ctx, code: &str, id: SheetLotId) -> Result<Control, Refusal> {
    let (place, line) = lot(ctx, code, id).await?;
    let keyed = ctx.store().list_keyed(place.survey.organisation, place.survey.id).await?;
    let own = keyed.iter().filter(|kept| kept.value.lot == id);
    let sheets = own.map(|kept| unpacked(&place, &kept.value.given)).collect::<Result<Vec<AnswerSheet>, _>>()?;
    let sums = control_sums(place.questionnaire(), &sheets);
    let by_hand = read(&line.lot.value);
    let rows = place.questionnaire().counted().zip(sums).map(|(question, keyed)| ControlRow {
        code: question.code.clone(),
        number: question.number,
        short: question.short.clone(),
        keyed,
        by_hand: by_hand.get(&question.code).map(|(yes, no)| ControlSum { yes: *yes, no: *no }),
    });
    let rows = rows.collect();
    Ok(Control { place, line, rows })
}

fn read(lot: &SheetLot) -> BTreeMap<String, (u64, u64)> {
    lot.control_json.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

/// Keeps what was counted by hand, by code of question.
///
/// # Errors
/// `Stale`, `NotFound`, `NotAllowed`.
pub async fn keep_control(
    ctx: &Ctx,
    code: &str,
    id: SheetLotId,
    expected: Version,
    sums: &BTreeMap<String, ControlSum>,
) -> Result<Version, Refusal> {
    let (place, line) = lot(ctx, code, id).await?;
    ctx.permit::<KeyAnswers>(Some(place.survey.organisation))?;
    let known = |code: &String| place.questionnaire().counted().any(|question| question.code == *code);
    let kept: BTreeMap<&String, (u64, u64)> =
        sums.iter().filter(|(code, _)| known(code)).map(|(code, sum)| (code, (sum.yes, sum.no))).collect();
    let control_json = Some(serde_json::to_string(&kept).map_err(Refusal::unavailable)?);
    let changed = SheetLot { control_json, ..line.lot.value };
    Ok(ctx.store().keep_lot(&ctx.act("check_sheets"), &changed, Some(expected)).await?)
}
