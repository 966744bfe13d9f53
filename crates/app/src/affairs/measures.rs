//! Affairs about measures: late, reported, soon, out of the register.

use super::aside::Hidden;
use super::{Affair, Group, Kind, SHOWN};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::register::{self, RegisterPage, SOON_DAYS};
use otklik_domain::Date;
use otklik_domain::access::Verb;
use otklik_domain::deadline::Lateness;
use otklik_domain::plan::MeasureState;
use otklik_store::record::{Facets, PageAsked, RegisterQuery, RegisterRow, View};

/// How many rows are read at most to find those that are shown.
const ROWS_MAX: usize = 200;

async fn rows(
    ctx: &Ctx,
    kind: Kind,
    hidden: &Hidden,
    change: impl FnOnce(&mut RegisterQuery),
) -> Result<RegisterPage, Refusal> {
    let mut asked = RegisterQuery { view: View::Working, ..RegisterQuery::on(ctx.today()) };
    change(&mut asked);
    let n = SHOWN.saturating_add(hidden.n_names(kind)).min(ROWS_MAX);
    register::register(ctx, asked, &PageAsked::first(n)).await
}

fn group(kind: Kind, n: i64, n_hidden: u64, listed: &RegisterPage, hidden: &Hidden) -> Group {
    let action = if kind == Kind::Reported { "Проверить" } else { "Открыть" };
    let affair = |(row, lateness): &(RegisterRow, Lateness)| Affair {
        subject: match row.due_on.filter(|_| kind != Kind::Reported) {
            Some(day) => format!("{}:{}:{day}", kind.name(), row.id),
            None => format!("{}:{}", kind.name(), row.id),
        },
        text: row.text.clone(),
        note: row.organisation_name.clone(),
        path: format!("/cabinet/measures/{}", row.id),
        action,
        measure: Some((row.state, *lateness, row.deadline_kind)),
    };
    let all = listed.rows.iter().map(affair);
    Group {
        kind,
        n: u64::try_from(n).unwrap_or(0).saturating_sub(n_hidden),
        is_more: false,
        affairs: all.filter(|affair| !hidden.has(&affair.subject)).take(SHOWN).collect(),
        path: format!("/cabinet/register?state={}", kind.name()),
    }
}

pub(super) async fn groups(ctx: &Ctx, hidden: &Hidden) -> Result<(Vec<Group>, Facets), Refusal> {
    let today = ctx.today();
    let late = rows(ctx, Kind::Late, hidden, |asked| asked.is_late = true).await?;
    let facets = late.facets.clone();
    let mut groups = Vec::new();
    if ctx.demand_somewhere(Verb::RecordExecution).is_ok() {
        let is_late = |state: MeasureState, due: Option<Date>| state.is_awaited() && due.is_some_and(|due| due < today);
        groups.push(group(Kind::Late, facets.late(), hidden.n_of(Kind::Late, is_late), &late, hidden));
        let soon = rows(ctx, Kind::Soon, hidden, |asked| asked.soon_days = Some(SOON_DAYS)).await?;
        let is_soon =
            |state: MeasureState, due: Option<Date>| state.is_awaited() && due.is_some_and(|due| due >= today);
        groups.push(group(Kind::Soon, soon.facets.soon(), hidden.n_of(Kind::Soon, is_soon), &soon, hidden));
    }
    // Who did the work does not confirm it: that is the business of those who adopt plans.
    if ctx.demand_somewhere(Verb::AdoptPlan).is_ok() {
        let reported = MeasureState::Reported;
        let listed = rows(ctx, Kind::Reported, hidden, |asked| asked.states = vec![reported]).await?;
        let n_hidden = hidden.n_of(Kind::Reported, |state, _| state == reported);
        groups.push(group(Kind::Reported, facets.in_state(reported), n_hidden, &listed, hidden));
    }
    Ok((groups, facets))
}
