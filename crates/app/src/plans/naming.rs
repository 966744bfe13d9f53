//! One executor for every row of a draft that names none: a plan made of a register names nobody yet.
//!
//! In come a plan that may still be changed freely and who answers; out go its rows, those without an executor with this one.
//! Rows that name somebody stay as they are.

use super::rows::own;
use crate::ctx::Ctx;
use crate::records::{self, measure_of};
use crate::refusal::Refusal;
use otklik_domain::ids::PlanId;
use otklik_domain::plan::{self, Measure, TrackedMeasure};
use otklik_store::record::{RowChanges, Version};

/// Names who answers for the rows that name nobody; says how many they were.
///
/// # Errors
/// `Invalid` when nobody is named or the plan is no draft; `NotFound`, `NotAllowed`, `Stale`.
pub async fn name_executors(ctx: &Ctx, id: PlanId, expected: Version, typed: &str) -> Result<usize, Refusal> {
    let (kept, _) = own(ctx, id, expected).await?;
    if !kept.value.stage.is_editable() {
        return Err(Refusal::field("everybody", "Исполнителя всем строкам сразу называют, пока план не утверждён"));
    }
    let (executors, _) = plan::executors_of(typed);
    if executors.is_empty() {
        return Err(Refusal::field("everybody", "Впишите, кто отвечает: фамилия, имя, отчество и должность"));
    }
    let mut put = Vec::new();
    for row in ctx.store().list_measures(id).await? {
        let old = measure_of(&row.value.body_json)?;
        if !old.executors.is_empty() || plan::life::says_nothing_was_found(&old) {
            continue;
        }
        let tracked = TrackedMeasure {
            id: row.value.id,
            position: usize::try_from(row.value.position).unwrap_or_default(),
            measure: Measure { executors: executors.clone(), ..old },
            state: row.value.state,
            reason: row.value.reason,
        };
        put.push((records::measure_record(&kept.value, &tracked, &ctx.house.calendar), Some(row.version)));
    }
    let n = put.len();
    if n > 0 {
        let changes = RowChanges { put, ..RowChanges::default() };
        ctx.store().keep_plan_rows(&ctx.act("edit_measure"), &kept.value, expected, &changes).await?;
    }
    Ok(n)
}
