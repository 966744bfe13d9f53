//! Decisions, answers, and the end: findings in the place of what was said before.

use super::inspection_at;
use crate::cell::{Cell, args};
use crate::engine::Tx;
use crate::record::{Act, Inspection, InspectionDecision, InspectionReply, ItemFinding, Kept, Version};
use crate::table::FINDING;
use crate::{Answer, Fault};
use otklik_domain::inspection::Stage;
use serde_json::json;

/// Everything before the end.
const OPEN: [Stage; 3] = [Stage::Filling, Stage::Shown, Stage::Answered];
/// Where a point stands.
const AT: &str = "where t.organisation_id = $1 and t.inspection_id = $2 and t.item = $3";

pub(super) async fn decide(
    tx: &mut Tx,
    act: &Act,
    decision: &InspectionDecision,
    expected: Option<Version>,
) -> Answer<Version> {
    inspection_at(tx, decision.inspection, &OPEN).await?;
    let key = args![decision.organisation.to_string(), decision.inspection.to_string(), &decision.item];
    if expected.is_none() && !tx.find::<InspectionDecision>(AT, key).await?.is_empty() {
        return Err(Fault::Stale);
    }
    let (version, change) = tx.put(decision, expected).await?;
    let (was, became) = crate::audit::difference(&change);
    let subject = format!("{} {}", decision.inspection, decision.item);
    let organisation = Some(decision.organisation.to_string());
    tx.note_about(act, (change.table.name, &subject), organisation, (was, became)).await?;
    Ok(version)
}

pub(super) async fn answer(
    tx: &mut Tx,
    act: &Act,
    reply: &InspectionReply,
    expected: Option<Version>,
) -> Answer<Version> {
    inspection_at(tx, reply.inspection, &[Stage::Shown]).await?;
    if expected.is_none() && !tx.find::<InspectionReply>(AT, key(reply)).await?.is_empty() {
        return Err(Fault::Stale);
    }
    put_reply(tx, act, reply, expected).await
}

async fn put_reply(tx: &mut Tx, act: &Act, reply: &InspectionReply, expected: Option<Version>) -> Answer<Version> {
    let (version, change) = tx.put(reply, expected).await?;
    let (was, became) = crate::audit::difference(&change);
    let (subject, organisation) =
        (format!("{} {}", reply.inspection, reply.item), Some(reply.organisation.to_string()));
    tx.note_about(act, (change.table.name, &subject), organisation, (was, became)).await?;
    Ok(version)
}

fn key(reply: &InspectionReply) -> Vec<Cell> {
    args![reply.organisation.to_string(), reply.inspection.to_string(), &reply.item]
}

pub(super) async fn unanswer(tx: &mut Tx, act: &Act, reply: &InspectionReply, expected: Version) -> Answer<()> {
    inspection_at(tx, reply.inspection, &[Stage::Shown]).await?;
    let kept: Option<Kept<InspectionReply>> = tx.find(AT, key(reply)).await?.pop();
    let kept = kept.filter(|kept| kept.version == expected).ok_or(Fault::Stale)?;
    let sql = "delete from inspection_reply where organisation_id = $1 and inspection_id = $2 and item = $3";
    tx.run(sql, key(reply)).await?;
    let was = json!({ "kind": kept.value.reply.kind.name(), "words": kept.value.reply.words }).to_string();
    let (subject, organisation) =
        (format!("{} {}", reply.inspection, reply.item), Some(reply.organisation.to_string()));
    tx.note_about(act, ("inspection_reply", &subject), organisation, (Some(was), None)).await
}

pub(super) async fn review(
    tx: &mut Tx,
    act: &Act,
    reply: &InspectionReply,
    expected: Version,
    decision: &InspectionDecision,
) -> Answer<()> {
    inspection_at(tx, reply.inspection, &[Stage::Shown, Stage::Answered]).await?;
    put_reply(tx, act, reply, Some(expected)).await?;
    let quiet = Act { jobs: Vec::new(), ..act.clone() };
    let key = args![decision.organisation.to_string(), decision.inspection.to_string(), &decision.item];
    let before = tx.find::<InspectionDecision>(AT, key).await?.pop().map(|kept| kept.version);
    decide(tx, &quiet, decision, before).await.map(|_| ())
}

/// Moves to the last stage; what a file or a person said of the place before gives way to what was found there.
pub(super) async fn finish(
    tx: &mut Tx,
    act: &Act,
    inspection: &Inspection,
    expected: Version,
    findings: &[ItemFinding],
) -> Answer<()> {
    inspection_at(tx, inspection.id, &[Stage::Shown, Stage::Answered]).await?;
    let change = tx.update(inspection, expected).await?;
    let place = args![inspection.organisation.to_string(), inspection.round.to_string(), &inspection.branch];
    let at = "where t.organisation_id = $1 and t.round_id = $2 and t.branch = $3 order by t.item, t.aspect";
    let before: Vec<Kept<ItemFinding>> = tx.find(at, place.clone()).await?;
    tx.run("delete from finding where organisation_id = $1 and round_id = $2 and branch = $3", place).await?;
    for finding in findings {
        tx.insert(finding).await?;
    }
    tx.note_change(act, &change).await?;
    let text = |all: &mut dyn Iterator<Item = &ItemFinding>| {
        let line = |it: &ItemFinding| (format!("{} {}", it.item, it.found.aspect()), json!(it.found.value()));
        let map: serde_json::Map<_, _> = all.map(line).collect();
        (!map.is_empty()).then(|| serde_json::Value::Object(map).to_string())
    };
    let quiet = Act { jobs: Vec::new(), ..act.clone() };
    let (was, became) = (text(&mut before.iter().map(|kept| &kept.value)), text(&mut findings.iter()));
    tx.note(&quiet, FINDING.name, &format!("{} {}", inspection.organisation, inspection.round), was, became).await
}
