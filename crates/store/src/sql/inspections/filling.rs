//! Sheets while they are filled.

use super::{inspection_at, sheet_in};
use crate::cell::args;
use crate::engine::Tx;
use crate::record::{Act, Inspection, InspectionMark, InspectionSheet, Kept};
use crate::table::{INSPECTION_SHEET, Record};
use crate::{Answer, Fault};
use otklik_domain::ids::SheetId;
use otklik_domain::inspection::Stage;

/// An inspection with its first sheet, or one sheet more.
pub(super) async fn begin(tx: &mut Tx, act: &Act, new: Option<&Inspection>, sheet: &InspectionSheet) -> Answer<()> {
    if let Some(inspection) = new {
        crate::sql::tallies::open_round(tx, inspection.round).await?;
        let place = args![inspection.organisation.to_string(), inspection.round.to_string(), &inspection.branch];
        let at = "where t.organisation_id = $1 and t.round_id = $2 and t.branch = $3";
        if !tx.find::<Inspection>(at, place).await?.is_empty() {
            return Err(Fault::Taken("inspection.place".to_owned()));
        }
        let change = tx.insert(inspection).await?;
        let quiet = Act { jobs: Vec::new(), ..act.clone() };
        tx.note_change(&quiet, &change).await?;
    }
    inspection_at(tx, sheet.inspection, &[Stage::Filling]).await?;
    let own = args![sheet.organisation.to_string(), sheet.inspection.to_string(), &sheet.by];
    let of = "where t.organisation_id = $1 and t.inspection_id = $2 and t.made_by = $3";
    if !tx.find::<InspectionSheet>(of, own).await?.is_empty() {
        return Err(Fault::Taken("inspection_sheet.inspector".to_owned()));
    }
    let change = tx.insert(sheet).await?;
    tx.note_change(act, &change).await
}

/// Puts marks down; the journal names each point with what was and what became.
pub(super) async fn put_marks(tx: &mut Tx, act: &Act, sheet: SheetId, marks: &[InspectionMark]) -> Answer<()> {
    let kept = sheet_in(tx, sheet).await?;
    inspection_at(tx, kept.value.inspection, &[Stage::Filling]).await?;
    if kept.value.is_submitted {
        return Err(Fault::Stale);
    }
    let (mut was, mut became) = (serde_json::Map::new(), serde_json::Map::new());
    for mark in marks {
        let key = || args![mark.organisation.to_string(), sheet.to_string(), &mark.item];
        let at = "where t.organisation_id = $1 and t.sheet_id = $2 and t.item = $3";
        let before: Option<Kept<InspectionMark>> = tx.find(at, key()).await?.pop();
        if before.as_ref().is_some_and(|before| before.value.noted == mark.noted) {
            continue;
        }
        if let Some(before) = before {
            was.insert(mark.item.clone(), before.value.noted.seen.name().into());
            let sql = "delete from inspection_mark where organisation_id = $1 and sheet_id = $2 and item = $3";
            tx.run(sql, key()).await?;
        }
        tx.run(sqlx::AssertSqlSafe(InspectionMark::TABLE.insert()), mark.cells()).await?;
        became.insert(mark.item.clone(), mark.noted.seen.name().into());
    }
    if became.is_empty() {
        return Ok(());
    }
    let text = |map: serde_json::Map<_, _>| (!map.is_empty()).then(|| serde_json::Value::Object(map).to_string());
    let organisation = Some(kept.value.organisation.to_string());
    tx.note_about(act, (INSPECTION_SHEET.name, &sheet.to_string()), organisation, (text(was), text(became))).await
}
