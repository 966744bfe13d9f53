//! Running sums of places, and what is known of an organisation.

use super::records::{counts, counts_cells, place, put_found};
use super::{at, insert};
use crate::cell::Cell;
use crate::database::Database;
use crate::engine::Tx;
use crate::record::{Counts, Inputs, ItemFinding, Kept, PlaceCounts};
use crate::{Answer, Fault};
use otklik_domain::ids::{BatchId, OrganisationId, RoundId};
use std::collections::BTreeMap;

const OF_ROUND: &str =
    "select respondents, counts from tally where organisation_id = $1 and round_id = $2 and branch = $3";
const OF_BATCH: &str =
    "select respondents, counts from batch_tally where organisation_id = $1 and batch_id = $2 and branch = $3";

async fn sums(tx: &mut Tx, sql: &'static str, key: Vec<Cell>) -> Answer<Option<Counts>> {
    tx.rows(sql, key).await?.pop().map(|mut row| counts(&mut row)).transpose()
}

async fn set(tx: &mut Tx, sql: &'static str, mut key: Vec<Cell>, counts: &Counts) -> Answer<()> {
    key.extend(counts_cells(counts)?);
    tx.run(sql, key).await.map(|_| ())
}

fn full() -> Fault {
    Fault::broken("sums of answers have no room")
}

/// Adds to the running sums of a round.
pub(super) async fn add(tx: &mut Tx, round: RoundId, more: &PlaceCounts) -> Answer<()> {
    let Some(before) = sums(tx, OF_ROUND, at(round, more)).await? else {
        let sql = "insert into tally (organisation_id, round_id, branch, respondents, counts) \
                   values ($1, $2, $3, $4, $5)";
        return insert(tx, sql, round, more).await;
    };
    let sql = "update tally set respondents = $4, counts = $5 \
               where organisation_id = $1 and round_id = $2 and branch = $3";
    set(tx, sql, at(round, more), &before.plus(&more.counts).ok_or_else(full)?).await
}

/// Adds to what a batch brought.
pub(super) async fn add_to_batch(tx: &mut Tx, batch: BatchId, more: &PlaceCounts) -> Answer<()> {
    let Some(before) = sums(tx, OF_BATCH, at(batch, more)).await? else {
        let sql = "insert into batch_tally (organisation_id, batch_id, branch, respondents, counts) \
                   values ($1, $2, $3, $4, $5)";
        return insert(tx, sql, batch, more).await;
    };
    let sql = "update batch_tally set respondents = $4, counts = $5 \
               where organisation_id = $1 and batch_id = $2 and branch = $3";
    set(tx, sql, at(batch, more), &before.plus(&more.counts).ok_or_else(full)?).await
}

/// Takes away from the running sums of a round; a place without answers is no place.
pub(super) async fn subtract(tx: &mut Tx, round: RoundId, less: &PlaceCounts) -> Answer<()> {
    let before = sums(tx, OF_ROUND, at(round, less)).await?.unwrap_or_default();
    let never = || Fault::broken("sums of answers never held what is taken back");
    let rest = before.minus(&less.counts).ok_or_else(never)?;
    if rest.is_empty() {
        let sql = "delete from tally where organisation_id = $1 and round_id = $2 and branch = $3";
        return tx.run(sql, at(round, less)).await.map(|_| ());
    }
    let sql = "update tally set respondents = $4, counts = $5 \
               where organisation_id = $1 and round_id = $2 and branch = $3";
    set(tx, sql, at(round, less), &rest).await
}

/// What is known of one organisation: one read by key of each table.
pub(super) async fn inputs(database: &Database, round: RoundId, organisation: OrganisationId) -> Answer<Inputs> {
    let key = vec![Cell::printed(organisation), Cell::printed(round)];
    let mut inputs = Inputs::default();
    let sql = "select o.kind, t.branch, t.respondents, t.counts from organisation o left join tally t \
               on t.organisation_id = o.id and t.round_id = $2 where o.id = $1 order by t.branch";
    for mut row in database.rows(sql, key.clone()).await? {
        inputs.kind = row.maybe_text()?;
        if let Some(branch) = row.maybe_text()? {
            inputs.places.entry(branch).or_default().counts = counts(&mut row)?;
        }
    }
    let rest = "where t.organisation_id = $1 and t.round_id = $2 order by t.branch, t.item, t.aspect";
    for kept in database.list::<ItemFinding>(rest, key).await? {
        put_found(inputs.places.entry(kept.value.branch.clone()).or_default(), kept.value);
    }
    Ok(inputs)
}

/// What is known of every organisation of a round.
pub(super) async fn all_inputs(database: &Database, round: RoundId) -> Answer<Vec<(OrganisationId, Inputs)>> {
    let mut all: BTreeMap<OrganisationId, Inputs> = BTreeMap::new();
    let mut tx = database.snapshot().await?;
    let key = vec![Cell::printed(round)];
    let sql = "select organisation_id, branch, respondents, counts from tally where round_id = $1";
    for mut row in tx.rows(sql, key.clone()).await? {
        let place = place(&mut row)?;
        all.entry(place.organisation).or_default().places.entry(place.branch).or_default().counts = place.counts;
    }
    let rest = "where t.round_id = $1 order by t.organisation_id, t.branch, t.item, t.aspect";
    let findings: Vec<Kept<ItemFinding>> = tx.find(rest, key.clone()).await?;
    for Kept { value, .. } in findings {
        let inputs = all.entry(value.organisation).or_default();
        put_found(inputs.places.entry(value.branch.clone()).or_default(), value);
    }
    let sql = "select id, kind from organisation where kind is not null and (id in (select organisation_id from tally \
               where round_id = $1) or id in (select organisation_id from finding where round_id = $1))";
    for mut row in tx.rows(sql, key).await? {
        if let Some(inputs) = all.get_mut(&row.read()?) {
            inputs.kind = row.maybe_text()?;
        }
    }
    tx.commit().await?;
    Ok(all.into_iter().collect())
}
