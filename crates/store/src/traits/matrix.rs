//! What the store does with the matrix of measures and organisations; each verb says what is atomic.

use crate::Answer;
use crate::record::{Act, BulkAct, BulkChange, BulkStep, Kept, MatrixCell, NewLetter, Version, Work};
use async_trait::async_trait;
use jiff::Timestamp;
use otklik_domain::ids::{MeasureId, OrganisationId};
use uuid::Uuid;

/// Measures beside organisations, and steps for many at once.
#[async_trait]
pub trait Matrix: Send + Sync {
    /// Measures of followed plans of these organisations that belong to a row: parts of network measures, else those
    /// that mend a thing. Two questions, however many cells there are.
    async fn list_matrix(&self, organisations: &[OrganisationId]) -> Answer<Vec<MatrixCell>>;
    /// Measures of these organisations that a photo shows.
    async fn list_measures_with_photo(&self, organisations: &[OrganisationId]) -> Answer<Vec<MeasureId>>;
    /// One step for many.
    async fn find_bulk_act(&self, id: Uuid) -> Answer<Option<Kept<BulkAct>>>;
    /// What a step for many changed.
    async fn list_bulk_changes(&self, act: Uuid) -> Answer<Vec<BulkChange>>;
    /// Takes a step for many measures, all or none, with what each was before. `Stale`.
    async fn keep_bulk_act(&self, act: &Act, bulk: &BulkAct, steps: &[BulkStep]) -> Answer<()>;
    /// Keeps a reminder about many measures with its letters, in one step.
    async fn keep_reminder(&self, act: &Act, bulk: &BulkAct, about: &[BulkChange], letters: &[NewLetter])
    -> Answer<()>;
    /// Takes a reminder back: its letters, kept under this name, are dropped. `Stale` when one of them left.
    async fn undo_reminder(&self, act: &Act, bulk: &BulkAct, once: &str, expected: Version) -> Answer<()>;
    /// Which of these measures somebody was reminded of since an instant, and when last; not what was taken back.
    async fn list_reminded(&self, measures: &[MeasureId], since: Timestamp) -> Answer<Vec<(MeasureId, Timestamp)>>;
    /// Measures of these organisations (empty: of all) that somebody was reminded of since an instant, newest first: when
    /// last and by whom; not what was taken back.
    async fn list_reminders(
        &self,
        organisations: &[OrganisationId],
        since: Timestamp,
    ) -> Answer<Vec<(MeasureId, Timestamp, String)>>;
    /// Takes a step for many back, all or none. `Stale` when one of them was changed since.
    async fn undo_bulk_act(
        &self,
        act: &Act,
        bulk: &BulkAct,
        expected: Version,
        works: &[(Work, Version)],
    ) -> Answer<()>;
}
