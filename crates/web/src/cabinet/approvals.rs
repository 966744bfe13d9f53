//! Plans that wait for the founder, and whether one person may both send and approve.
//!
//! In comes who asks; out goes the list of what is within reach.

use super::plan::{form_date, period};
use crate::form::{Asked, Signed};
use crate::refusal::{self, Refused};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::Staff;
use askama::Template;
use axum::response::Response;
use otklik_app::plans::{life, way};
use otklik_app::portal;
use otklik_app::record::PageAsked;
use otklik_domain::access::Verb;

struct Waiting {
    href: String,
    organisation: String,
    title: String,
    period: String,
    measures: String,
    since: String,
}

#[derive(Template)]
#[template(path = "cabinet/approvals.html")]
struct ApprovalsPage {
    shell: Shell,
    plans: Vec<Waiting>,
    next: Option<String>,
    can_decide: bool,
    can_set: bool,
    may_approve_own: bool,
}

/// `GET /cabinet/approvals`
pub(crate) async fn list(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    let page_asked = PageAsked { after: asked.filled("after").map(ToOwned::to_owned), limit: 50 };
    let found = way::waiting_plans(&visit.ctx, &page_asked).await?;
    let ids: Vec<_> = found.items.iter().map(|k| k.value.organisation).collect();
    let names = portal::names(&visit.ctx, &ids).await?;
    let mut plans = Vec::with_capacity(found.items.len());
    for kept in found.items {
        let plan = kept.value;
        let since = way::sent_at(&visit.ctx, plan.id).await?;
        plans.push(Waiting {
            href: format!("/cabinet/plans/{}/way", plan.id),
            organisation: names.get(&plan.organisation).cloned().unwrap_or_default(),
            title: plan.title.clone().unwrap_or_else(|| "План без названия".to_owned()),
            period: period(plan.from, plan.to),
            measures: words::count(usize::try_from(plan.n_measures).unwrap_or(0), words::MEASURES),
            since: since.map(|at| form_date(&visit, at)).unwrap_or_default(),
        });
    }
    Ok(page::show(&ApprovalsPage {
        shell: visit.staff_shell("На утверждении", "plans"),
        plans,
        next: found.next.map(|n| format!("/cabinet/approvals{}", crate::form::query(&[("after", &n)]))),
        can_decide: visit.ctx.demand_somewhere(Verb::ApprovePlan).is_ok(),
        can_set: visit.ctx.may(Verb::ManagePeople, None),
        may_approve_own: life::may_approve_own(&visit.ctx).await?,
    }))
}

/// `POST /cabinet/approvals`: whether one person may both send and approve.
pub(crate) async fn set(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    life::set_own_approval(&visit.ctx, typed.get("own") == "yes").await?;
    Ok(refusal::see_other("/cabinet/approvals?done=kept"))
}
