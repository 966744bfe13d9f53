//! Inspections: sheets with their marks, decisions, answers, and findings that follow at the end.

mod filling;
mod finishing;
mod records;

use crate::Answer;
use crate::Fault;
use crate::cell::{Cell, args};
use crate::database::{Conditions, Database};
use crate::engine::Tx;
use crate::record::{
    Act, Inspection, InspectionDecision, InspectionMark, InspectionReply, InspectionSheet, ItemFinding, Kept,
    SheetProgress, Version, WholeInspection,
};
use crate::traits::Inspections;
use async_trait::async_trait;
use otklik_domain::ids::{InspectionId, OrganisationId, RoundId, SheetId};
use otklik_domain::inspection::Stage;

async fn inspection_in(tx: &mut Tx, id: InspectionId) -> Answer<Option<Kept<Inspection>>> {
    Ok(tx.find("where t.id = $1", vec![Cell::printed(id)]).await?.pop())
}

async fn sheet_in(tx: &mut Tx, id: SheetId) -> Answer<Kept<InspectionSheet>> {
    let sheet: Option<Kept<InspectionSheet>> = tx.find("where t.id = $1", vec![Cell::printed(id)]).await?.pop();
    sheet.ok_or_else(|| Fault::Unknown("inspection_sheet".to_owned()))
}

/// The inspection, when it is at one of these stages and its round is open.
async fn inspection_at(tx: &mut Tx, id: InspectionId, stages: &[Stage]) -> Answer<Kept<Inspection>> {
    let kept = inspection_in(tx, id).await?.ok_or_else(|| Fault::Unknown("inspection".to_owned()))?;
    super::tallies::open_round(tx, kept.value.round).await?;
    if stages.contains(&kept.value.stage) { Ok(kept) } else { Err(Fault::Stale) }
}

/// What belongs to an inspection stands beside its key.
const OF_INSPECTION: &str = "where t.organisation_id = $1 and t.inspection_id = $2 order by t.item";

#[async_trait]
impl Inspections for Database {
    async fn find_inspection(&self, id: InspectionId) -> Answer<Option<WholeInspection>> {
        let mut tx = self.snapshot().await?;
        let Some(inspection) = inspection_in(&mut tx, id).await? else { return Ok(None) };
        let key = || vec![Cell::printed(inspection.value.organisation), Cell::printed(id)];
        let of = "where t.organisation_id = $1 and t.inspection_id = $2 order by t.id";
        let sheets = tx.find(of, key()).await?;
        let of = "where t.organisation_id = $1 and t.sheet_id in (select s.id from inspection_sheet s \
                  where s.organisation_id = $1 and s.inspection_id = $2) order by t.sheet_id, t.item";
        let marks: Vec<Kept<InspectionMark>> = tx.find(of, key()).await?;
        let decisions = tx.find(OF_INSPECTION, key()).await?;
        let replies = tx.find(OF_INSPECTION, key()).await?;
        tx.commit().await?;
        let marks = marks.into_iter().map(|kept| kept.value).collect();
        Ok(Some(WholeInspection { inspection, sheets, marks, decisions, replies }))
    }

    async fn find_inspection_of(
        &self,
        round: RoundId,
        organisation: OrganisationId,
        branch: &str,
    ) -> Answer<Option<Kept<Inspection>>> {
        let place = args![organisation.to_string(), round.to_string(), branch];
        self.one("where t.organisation_id = $1 and t.round_id = $2 and t.branch = $3", place).await
    }

    async fn find_sheet(&self, id: SheetId) -> Answer<Option<Kept<InspectionSheet>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn list_inspections(&self, round: RoundId) -> Answer<Vec<Kept<Inspection>>> {
        self.list("where t.round_id = $1 order by t.organisation_id, t.branch", vec![Cell::printed(round)]).await
    }

    async fn list_inspections_of(&self, organisations: &[OrganisationId]) -> Answer<Vec<Kept<Inspection>>> {
        if organisations.is_empty() {
            return Ok(Vec::new());
        }
        let mut all = Conditions::default();
        all.one_of("t.organisation_id", organisations.iter().map(Cell::printed).collect());
        self.list(&format!("{} order by t.id desc", all.clause()), all.args).await
    }

    async fn list_sheets(&self, round: RoundId) -> Answer<Vec<SheetProgress>> {
        let sql = "select s.inspection_id, s.id, s.made_by, s.is_submitted, (select count(*) from inspection_mark m \
                   where m.organisation_id = s.organisation_id and m.sheet_id = s.id) from inspection_sheet s \
                   join inspection i on i.organisation_id = s.organisation_id and i.id = s.inspection_id \
                   where i.round_id = $1 order by s.id";
        let rows = self.rows(sql, vec![Cell::printed(round)]).await?;
        let progress = |mut row: crate::cell::Row| {
            Ok(SheetProgress {
                inspection: row.read()?,
                sheet: row.read()?,
                by: row.text()?,
                is_submitted: row.flag()?,
                n_marked: super::rounds::count(&mut row)?,
            })
        };
        rows.into_iter().map(progress).collect()
    }

    async fn keep_new_sheet(&self, act: &Act, new: Option<&Inspection>, sheet: &InspectionSheet) -> Answer<()> {
        let mut tx = self.write().await?;
        filling::begin(&mut tx, act, new, sheet).await?;
        tx.commit().await
    }

    async fn keep_sheet(&self, act: &Act, sheet: &InspectionSheet, expected: Version) -> Answer<Version> {
        let mut tx = self.write().await?;
        inspection_at(&mut tx, sheet.inspection, &[Stage::Filling]).await?;
        let change = tx.update(sheet, expected).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(Version(expected.0 + 1))
    }

    async fn keep_marks(&self, act: &Act, sheet: SheetId, marks: &[InspectionMark]) -> Answer<()> {
        let mut tx = self.write().await?;
        filling::put_marks(&mut tx, act, sheet, marks).await?;
        tx.commit().await
    }

    async fn keep_inspection(&self, act: &Act, inspection: &Inspection, expected: Version) -> Answer<Version> {
        let mut tx = self.write().await?;
        inspection_at(&mut tx, inspection.id, &[Stage::Filling, Stage::Shown, Stage::Answered]).await?;
        let change = tx.update(inspection, expected).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(Version(expected.0 + 1))
    }

    async fn keep_decision(
        &self,
        act: &Act,
        decision: &InspectionDecision,
        expected: Option<Version>,
    ) -> Answer<Version> {
        let mut tx = self.write().await?;
        let version = finishing::decide(&mut tx, act, decision, expected).await?;
        tx.commit().await?;
        Ok(version)
    }

    async fn keep_reply(&self, act: &Act, reply: &InspectionReply, expected: Option<Version>) -> Answer<Version> {
        let mut tx = self.write().await?;
        let version = finishing::answer(&mut tx, act, reply, expected).await?;
        tx.commit().await?;
        Ok(version)
    }

    async fn remove_reply(&self, act: &Act, reply: &InspectionReply, expected: Version) -> Answer<()> {
        let mut tx = self.write().await?;
        finishing::unanswer(&mut tx, act, reply, expected).await?;
        tx.commit().await
    }

    async fn keep_review(
        &self,
        act: &Act,
        reply: &InspectionReply,
        expected: Version,
        decision: &InspectionDecision,
    ) -> Answer<()> {
        let mut tx = self.write().await?;
        finishing::review(&mut tx, act, reply, expected, decision).await?;
        tx.commit().await
    }

    async fn keep_final(
        &self,
        act: &Act,
        inspection: &Inspection,
        expected: Version,
        findings: &[ItemFinding],
    ) -> Answer<Version> {
        let mut tx = self.write().await?;
        finishing::finish(&mut tx, act, inspection, expected, findings).await?;
        tx.commit().await?;
        Ok(Version(expected.0 + 1))
    }
}
