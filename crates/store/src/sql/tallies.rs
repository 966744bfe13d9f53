//! Answers and findings of rounds: batches, the running sums that follow from them, names that wait.

mod findings;
#[cfg(test)]
mod looks;
pub(super) mod records;
mod recount;
mod running;
mod waiting;

pub(super) use recount::differences;

use crate::cell::{Cell, args};
use crate::database::Database;
use crate::engine::Tx;
use crate::record::{
    Act, Batch, BatchKept, BatchKind, BatchState, Inputs, ItemFinding, Kept, PlaceCounts, Round, RoundState, Version,
    Waiting,
};
use crate::traits::{Finding, Tallies};
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::ids::{BatchId, OrganisationId, RoundId};
use records::{batch_hash, place, place_cells, waiting_cells};

/// The round, when it is open; whoever writes into a closed one works on what is over.
pub(super) async fn open_round(tx: &mut Tx, id: RoundId) -> Answer<Round> {
    let round: Option<Kept<Round>> = tx.find("where t.id = $1", vec![Cell::printed(id)]).await?.pop();
    let round = round.ok_or_else(|| Fault::Unknown("round".to_owned()))?.value;
    if round.state == RoundState::Open { Ok(round) } else { Err(Fault::Stale) }
}

async fn batch_in(tx: &mut Tx, id: BatchId) -> Answer<Option<Kept<Batch>>> {
    Ok(tx.find("where t.id = $1", vec![Cell::printed(id)]).await?.pop())
}

/// Begins to keep a batch: its row and the rows that wait, unless it was kept before.
async fn begin(tx: &mut Tx, act: &Act, batch: &Batch, sha256: String, waiting: &[Waiting]) -> Answer<BatchKept> {
    if let Some(before) = batch_in(tx, batch.id).await? {
        let is_same = before.value.sha256 == sha256 && before.value.round == batch.round;
        return if is_same { Ok(BatchKept::Before) } else { Err(Fault::Taken("batch.id".to_owned())) };
    }
    open_round(tx, batch.round).await?;
    let batch = Batch { sha256, state: BatchState::Kept, by: act.actor.clone(), at: act.at, ..batch.clone() };
    let change = tx.insert(&batch).await?;
    let sql = "insert into batch_waiting (batch_id, name_key, branch, name, respondents, counts, findings) \
               values ($1, $2, $3, $4, $5, $6, $7)";
    for one in waiting {
        tx.run(sql, waiting_cells(batch.id, one)?).await?;
    }
    tx.note_change(act, &change).await?;
    Ok(BatchKept::New)
}

/// Begins a batch whose answers come one at a time.
pub(super) async fn begin_empty(tx: &mut Tx, act: &Act, batch: &Batch) -> Answer<BatchKept> {
    begin(tx, act, batch, batch_hash(&[], &[], &[]), &[]).await
}

#[async_trait]
impl Tallies for Database {
    async fn find_batch(&self, id: BatchId) -> Answer<Option<Kept<Batch>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn list_batches(&self, round: RoundId) -> Answer<Vec<Kept<Batch>>> {
        self.list("where t.round_id = $1 order by t.id desc", vec![Cell::printed(round)]).await
    }

    async fn keep_answer_batch(
        &self,
        act: &Act,
        batch: &Batch,
        places: &[PlaceCounts],
        waiting: &[Waiting],
    ) -> Answer<BatchKept> {
        let mut tx = self.write().await?;
        let sha256 = batch_hash(places, &[], waiting);
        if begin(&mut tx, act, batch, sha256, waiting).await? == BatchKept::Before {
            return Ok(BatchKept::Before);
        }
        for place in places {
            running::add_to_batch(&mut tx, batch.id, place).await?;
            running::add(&mut tx, batch.round, place).await?;
        }
        tx.commit().await?;
        Ok(BatchKept::New)
    }

    async fn keep_tally_increment(&self, act: &Act, batch: BatchId, n_rows: u64, places: &[PlaceCounts]) -> Answer<()> {
        let mut tx = self.write().await?;
        let kept = batch_in(&mut tx, batch).await?.ok_or_else(|| Fault::Unknown("batch".to_owned()))?;
        if kept.value.state == BatchState::Withdrawn || kept.value.kind == BatchKind::Findings {
            return Err(Fault::Stale);
        }
        open_round(&mut tx, kept.value.round).await?;
        for place in places {
            running::add_to_batch(&mut tx, batch, place).await?;
            running::add(&mut tx, kept.value.round, place).await?;
        }
        let n_rows = kept.value.n_rows.saturating_add(n_rows);
        let change = tx.update(&Batch { n_rows, ..kept.value }, kept.version).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await
    }

    async fn withdraw_batch(&self, act: &Act, batch: BatchId, expected: Version) -> Answer<()> {
        let mut tx = self.write().await?;
        let kept = batch_in(&mut tx, batch).await?.ok_or_else(|| Fault::Unknown("batch".to_owned()))?;
        if kept.value.state == BatchState::Withdrawn || kept.value.kind == BatchKind::Findings {
            return Err(Fault::Stale);
        }
        open_round(&mut tx, kept.value.round).await?;
        let sql = "select organisation_id, branch, respondents, counts from batch_tally where batch_id = $1 \
                   order by organisation_id, branch";
        for mut row in tx.rows(sql, vec![Cell::printed(batch)]).await? {
            running::subtract(&mut tx, kept.value.round, &place(&mut row)?).await?;
        }
        let change = tx.update(&Batch { state: BatchState::Withdrawn, ..kept.value }, expected).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await
    }

    async fn list_waiting(&self, round: RoundId) -> Answer<Vec<Waiting>> {
        waiting::list(self, round).await
    }

    async fn keep_match(&self, act: &Act, round: RoundId, name: &str, organisation: OrganisationId) -> Answer<u64> {
        let mut tx = self.write().await?;
        let n = waiting::resolve(&mut tx, act, round, name, organisation).await?;
        tx.commit().await?;
        Ok(n)
    }

    async fn find_inputs(&self, round: RoundId, organisation: OrganisationId) -> Answer<Inputs> {
        running::inputs(self, round, organisation).await
    }

    async fn list_inputs(&self, round: RoundId) -> Answer<Vec<(OrganisationId, Inputs)>> {
        running::all_inputs(self, round).await
    }

    async fn list_findings(&self, round: RoundId, organisation: OrganisationId) -> Answer<Vec<Kept<ItemFinding>>> {
        let rest = "where t.organisation_id = $1 and t.round_id = $2 order by t.branch, t.item, t.aspect";
        self.list(rest, vec![Cell::printed(organisation), Cell::printed(round)]).await
    }

    async fn keep_findings(&self, act: &Act, changes: &[(ItemFinding, Option<Version>)]) -> Answer<()> {
        let mut tx = self.write().await?;
        findings::change(&mut tx, act, changes).await?;
        tx.commit().await
    }

    async fn remove_finding(&self, act: &Act, finding: &ItemFinding, expected: Version) -> Answer<()> {
        let mut tx = self.write().await?;
        findings::remove(&mut tx, act, finding, expected).await?;
        tx.commit().await
    }

    async fn keep_finding_batch(
        &self,
        act: &Act,
        batch: &Batch,
        findings: &[ItemFinding],
        waiting: &[Waiting],
    ) -> Answer<BatchKept> {
        let mut tx = self.write().await?;
        let sha256 = batch_hash(&[], findings, waiting);
        if begin(&mut tx, act, batch, sha256, waiting).await? == BatchKept::Before {
            return Ok(BatchKept::Before);
        }
        for finding in findings {
            findings::replace(&mut tx, finding).await?;
        }
        tx.commit().await?;
        Ok(BatchKept::New)
    }

    async fn recount(&self) -> Answer<Vec<Finding>> {
        let mut tx = self.snapshot().await?;
        let found = differences(&mut tx).await?;
        tx.commit().await?;
        Ok(found)
    }
}

/// Where a row of sums stands: the rest of its key.
pub(super) fn at(owner: impl ToString, place: &PlaceCounts) -> Vec<Cell> {
    args![place.organisation.to_string(), owner.to_string(), &place.branch]
}

/// Inserts sums of a place into one of the two tables that have them.
pub(super) async fn insert(tx: &mut Tx, sql: &'static str, owner: impl ToString, place: &PlaceCounts) -> Answer<()> {
    tx.run(sql, place_cells(owner, place)?).await.map(|_| ())
}
