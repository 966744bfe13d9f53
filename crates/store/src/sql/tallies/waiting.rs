//! Rows whose organisation nobody recognised, until a person says what their name means.

use super::records::waiting as take;
use super::{open_round, running};
use crate::cell::Cell;
use crate::database::Database;
use crate::engine::Tx;
use crate::record::{Act, ItemFinding, PlaceCounts, Waiting};
use crate::sql::registry::put_alias;
use crate::{Answer, key};
use otklik_domain::ids::{BatchId, OrganisationId, RoundId};

pub(super) async fn list(database: &Database, round: RoundId) -> Answer<Vec<Waiting>> {
    let sql = "select w.branch, w.name, w.respondents, w.counts, w.findings from batch_waiting w \
               join batch b on b.id = w.batch_id where b.round_id = $1 and b.state = 'kept' \
               order by w.name_key, w.branch, w.batch_id";
    let mut all: Vec<Waiting> = Vec::new();
    for mut row in database.rows(sql, vec![Cell::printed(round)]).await? {
        let next = take(&mut row)?;
        match all.last_mut().filter(|last| key::of(&last.name) == key::of(&next.name) && last.branch == next.branch) {
            Some(last) => {
                last.counts = last.counts.plus(&next.counts).unwrap_or_default();
                last.found.extend(next.found);
            }
            None => all.push(next),
        }
    }
    Ok(all)
}

/// Moves the rows of a name to the organisation it means, and remembers the name.
pub(super) async fn resolve(
    tx: &mut Tx,
    act: &Act,
    round: RoundId,
    name: &str,
    organisation: OrganisationId,
) -> Answer<u64> {
    open_round(tx, round).await?;
    let sql = "select w.batch_id, w.branch, w.name, w.respondents, w.counts, w.findings from batch_waiting w \
               join batch b on b.id = w.batch_id where b.round_id = $1 and b.state = 'kept' and w.name_key = $2 \
               order by w.batch_id, w.branch";
    let mut n = 0;
    for mut row in tx.rows(sql, vec![Cell::printed(round), Cell::from(key::of(name))]).await? {
        let batch: BatchId = row.read()?;
        let one = take(&mut row)?;
        settle(tx, act, round, batch, organisation, one).await?;
        n += 1;
    }
    let change = put_alias(tx, act, name, organisation).await?;
    tx.note_change(act, &change).await?;
    Ok(n)
}

async fn settle(
    tx: &mut Tx,
    act: &Act,
    round: RoundId,
    batch: BatchId,
    organisation: OrganisationId,
    one: Waiting,
) -> Answer<()> {
    let sql = "delete from batch_waiting where batch_id = $1 and name_key = $2 and branch = $3";
    tx.run(sql, vec![Cell::printed(batch), Cell::from(key::of(&one.name)), Cell::from(&one.branch)]).await?;
    if !one.counts.is_empty() {
        let place = PlaceCounts { organisation, branch: one.branch.clone(), counts: one.counts };
        running::add_to_batch(tx, batch, &place).await?;
        running::add(tx, round, &place).await?;
    }
    for (item, found) in one.found {
        let (branch, by) = (one.branch.clone(), act.actor.clone());
        let finding = ItemFinding { organisation, round, branch, item, found, note: None, by, at: act.at };
        super::findings::replace(tx, &finding).await?;
    }
    Ok(())
}
