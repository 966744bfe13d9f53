//! What the store does with inspections and photos; each verb says what is atomic.

use crate::Answer;
use crate::record::{
    Act, Inspection, InspectionDecision, InspectionMark, InspectionReply, InspectionSheet, ItemFinding, Kept, NewPhoto,
    PhotoHash, PhotoUse, SheetProgress, Version, WholeInspection,
};
use async_trait::async_trait;
use otklik_domain::ids::{InspectionId, OrganisationId, PhotoUseId, RoundId, SheetId};

/// Inspections of places. Sheets are filled while the inspection is; what is final never changes.
#[async_trait]
pub trait Inspections: Send + Sync {
    /// An inspection with everything that belongs to it, in one look.
    async fn find_inspection(&self, id: InspectionId) -> Answer<Option<WholeInspection>>;
    /// The inspection of a place in a round.
    async fn find_inspection_of(
        &self,
        round: RoundId,
        organisation: OrganisationId,
        branch: &str,
    ) -> Answer<Option<Kept<Inspection>>>;
    /// One sheet.
    async fn find_sheet(&self, id: SheetId) -> Answer<Option<Kept<InspectionSheet>>>;
    /// Inspections of a round, by organisation and branch.
    async fn list_inspections(&self, round: RoundId) -> Answer<Vec<Kept<Inspection>>>;
    /// Inspections of these organisations, newest first.
    async fn list_inspections_of(&self, organisations: &[OrganisationId]) -> Answer<Vec<Kept<Inspection>>>;
    /// Sheets of a round with how many points are marked.
    async fn list_sheets(&self, round: RoundId) -> Answer<Vec<SheetProgress>>;
    /// Begins an inspection with its first sheet, or adds a sheet, in one step. `Taken` when the inspector has one.
    /// `Stale` when the round is closed, or the inspection is no longer filled.
    async fn keep_new_sheet(&self, act: &Act, new: Option<&Inspection>, sheet: &InspectionSheet) -> Answer<()>;
    /// Changes a sheet: hands it in or takes it back. `Stale` when the inspection is no longer filled.
    async fn keep_sheet(&self, act: &Act, sheet: &InspectionSheet, expected: Version) -> Answer<Version>;
    /// Puts marks of a sheet down, all or none; each takes the place of the one before. `Stale` when the sheet was handed
    /// in.
    async fn keep_marks(&self, act: &Act, sheet: SheetId, marks: &[InspectionMark]) -> Answer<()>;
    /// Moves an inspection one stage. `Stale` when it was changed or is final.
    async fn keep_inspection(&self, act: &Act, inspection: &Inspection, expected: Version) -> Answer<Version>;
    /// Keeps a decision about a point. `Stale` when it was changed or the inspection is final.
    async fn keep_decision(
        &self,
        act: &Act,
        decision: &InspectionDecision,
        expected: Option<Version>,
    ) -> Answer<Version>;
    /// Keeps what the organisation says of a point. `Stale` when it was changed or the inspection is not shown.
    async fn keep_reply(&self, act: &Act, reply: &InspectionReply, expected: Option<Version>) -> Answer<Version>;
    /// Takes an answer of the organisation back. `Stale` as above.
    async fn remove_reply(&self, act: &Act, reply: &InspectionReply, expected: Version) -> Answer<()>;
    /// Keeps what was decided about an answer, and the decision about the point, in one step. `Stale`.
    async fn keep_review(
        &self,
        act: &Act,
        reply: &InspectionReply,
        expected: Version,
        decision: &InspectionDecision,
    ) -> Answer<()>;
    /// Makes an inspection final and puts its findings in the place of all that was said of the place, in one step.
    /// `Stale` when it was changed, is final, or the round is closed.
    async fn keep_final(
        &self,
        act: &Act,
        inspection: &Inspection,
        expected: Version,
        findings: &[ItemFinding],
    ) -> Answer<Version>;
}

/// Photos of any room.
#[async_trait]
pub trait Photos: Send + Sync {
    /// A photo where it is shown.
    async fn find_photo(&self, id: PhotoUseId) -> Answer<Option<PhotoUse>>;
    /// The bytes of a photo; refused when they differ from their hash.
    async fn find_photo_bytes(&self, hash: PhotoHash) -> Answer<Option<Vec<u8>>>;
    /// Photos of something, the oldest first.
    async fn list_photos(
        &self,
        organisation: OrganisationId,
        subject_kind: &str,
        subject: &str,
    ) -> Answer<Vec<PhotoUse>>;
    /// Keeps a photo and where it is shown, in one step; the same bytes once. Answers its hash.
    async fn keep_photo(&self, act: &Act, photo: &NewPhoto, shown: &PhotoUse) -> Answer<PhotoHash>;
    /// Takes a photo away; its bytes leave with the last place that shows them. `Stale` when it is gone.
    async fn remove_photo(&self, act: &Act, shown: &PhotoUse) -> Answer<()>;
}
