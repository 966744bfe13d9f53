//! Which measures are followed: those of a plan that was approved and is neither closed nor replaced.
//!
//! In comes the name a question gives to `measure`; out goes a condition. It is an anti-join that both planners know: a list
//! of plans to stay out of makes PostgreSQL read every measure there is, however few are asked for.

/// «Its plan is in force».
pub(super) fn in_force(measure: &str) -> String {
    anti_join(measure, "")
}

/// «Its plan is in force and is no example»; a measure is an example where its plan is. Asked of the plan, so that no planner
/// is drawn to the index of counts, which begins with examples.
pub(super) fn in_force_here(measure: &str) -> String {
    anti_join(measure, " or f.is_example = 1")
}

fn anti_join(measure: &str, or_else: &str) -> String {
    format!(
        "not exists (select 1 from plan f where f.organisation_id = {measure}.organisation_id and f.id = {measure}.plan_id \
         and (f.state <> 'active' or f.stage in ('draft', 'sent', 'returned'){or_else}))"
    )
}
