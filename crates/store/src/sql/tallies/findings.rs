//! Findings of inspections: changed one by one with their versions, or replaced by a batch.

use super::records::finding_key;
use crate::audit::difference;
use crate::cell::Cell;
use crate::engine::Tx;
use crate::record::{Act, ItemFinding, Kept, Version};
use crate::table::{Change, FINDING};
use crate::{Answer, Fault};

const BY_KEY: &str =
    "where t.organisation_id = $1 and t.round_id = $2 and t.branch = $3 and t.item = $4 and t.aspect = $5";

/// Changes all or none; jobs go with the first line, since they follow the act and not each finding.
pub(super) async fn change(tx: &mut Tx, act: &Act, changes: &[(ItemFinding, Option<Version>)]) -> Answer<()> {
    let quiet = Act { jobs: Vec::new(), ..act.clone() };
    let mut rounds: Vec<_> = changes.iter().map(|(finding, _)| finding.round).collect();
    rounds.dedup();
    for round in rounds {
        super::open_round(tx, round).await?;
    }
    for (at, (finding, expected)) in changes.iter().enumerate() {
        if expected.is_none() && find(tx, finding).await?.is_some() {
            return Err(Fault::Stale);
        }
        let (_, change) = tx.put(finding, *expected).await?;
        note(tx, if at == 0 { act } else { &quiet }, finding, &change).await?;
    }
    Ok(())
}

async fn find(tx: &mut Tx, finding: &ItemFinding) -> Answer<Option<Kept<ItemFinding>>> {
    Ok(tx.find(BY_KEY, finding_key(finding)).await?.pop())
}

async fn note(tx: &mut Tx, act: &Act, finding: &ItemFinding, change: &Change) -> Answer<()> {
    let (was, became) = difference(change);
    let subject = format!("{} {} {}", finding.organisation, finding.item, finding.found.aspect());
    tx.note(act, FINDING.name, &subject, was, became).await
}

pub(super) async fn remove(tx: &mut Tx, act: &Act, finding: &ItemFinding, expected: Version) -> Answer<()> {
    super::open_round(tx, finding.round).await?;
    let kept = find(tx, finding).await?.filter(|kept| kept.version == expected).ok_or(Fault::Stale)?;
    let sql = "delete from finding where organisation_id = $1 and round_id = $2 and branch = $3 and item = $4 \
               and aspect = $5";
    tx.run(sql, finding_key(finding)).await?;
    let subject = format!("{} {} {}", finding.organisation, finding.item, finding.found.aspect());
    let was = serde_json::json!({ "branch": kept.value.branch, "value": kept.value.found.value() });
    tx.note(act, FINDING.name, &subject, Some(was.to_string()), None).await
}

/// Says it instead of whatever was said before.
pub(super) async fn replace(tx: &mut Tx, finding: &ItemFinding) -> Answer<()> {
    let Some(before) = find(tx, finding).await? else {
        return tx.insert(finding).await.map(|_| ());
    };
    if before.value.found == finding.found && finding.note.is_none() {
        return Ok(());
    }
    let mut args: Vec<Cell> = finding_key(finding);
    args.extend([
        Cell::from(finding.found.value()),
        Cell::from(&finding.note),
        Cell::from(&finding.by),
        Cell::from(finding.at),
    ]);
    let sql = "update finding set value = $6, note = $7, made_by = $8, made_at = $9, version = version + 1 \
               where organisation_id = $1 and round_id = $2 and branch = $3 and item = $4 and aspect = $5";
    tx.run(sql, args).await.map(|_| ())
}
