//! Score and plan of an organisation inside a page of its own site, and the plan as open data.
//!
//! In comes an organisation's address name; out goes a bare page that every site may frame: nothing in it is anybody's own.

use super::organisation::find;
use crate::download::attachment;
use crate::form::Asked;
use crate::refusal::Refused;
use crate::ui::page;
use crate::ui::shell::{Shell, organisation_nav};
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::placing::{open_plan, section};

#[derive(Template)]
#[template(path = "portal/embed.html")]
struct EmbedPage {
    shell: Shell,
    organisation: String,
    score: Option<(String, String)>,
    criteria: Vec<(String, String)>,
    plan: String,
    rows: Vec<[String; 5]>,
    href: String,
}

/// `GET /o/{slug}/embed`
pub(crate) async fn show(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    let shown = match find(&visit, &slug, "/embed").await? {
        Ok(shown) => shown,
        Err(moved) => return Ok(moved),
    };
    let plan = shown.plans.first().ok_or_else(Refused::not_found)?;
    let told = section::section(&visit.ctx, plan.id, "").await?;
    Ok(page::show(&EmbedPage {
        shell: visit.shell("Независимая оценка качества", organisation_nav(&slug, "")),
        organisation: told.organisation,
        score: told.score,
        criteria: told.criteria,
        plan: told.plan,
        rows: told.rows,
        href: format!("{}/o/{slug}", visit.site()),
    }))
}

/// `GET /o/{slug}/plan/data?format=csv|json|xlsx|dictionary`
pub(crate) async fn open_file(
    visit: Visit,
    Path(slug): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let shown = match find(&visit, &slug, "/plan/data").await? {
        Ok(shown) => shown,
        Err(moved) => return Ok(moved),
    };
    let plan = shown.plans.first().ok_or_else(Refused::not_found)?;
    let format = asked.filled("format").unwrap_or("csv");
    let out = open_plan::plan_data(&visit.ctx, plan.id, format).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}
