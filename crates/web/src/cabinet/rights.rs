//! The table of rights as a page: which role may do what, for a lawyer to read and print.

use super::plan::FORMATS;
use crate::download::attachment;
use crate::form::Asked;
use crate::refusal::Refused;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::Staff;
use askama::Template;
use axum::response::Response;
use otklik_app::paper_out;
use otklik_domain::access::{Role, Verb, allows};

struct Row {
    role: &'static str,
    verbs: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "cabinet/rights.html")]
struct RightsPage {
    shell: Shell,
    formats: &'static [(&'static str, &'static str)],
    rows: Vec<Row>,
}

/// `GET /cabinet/rights`
pub(crate) async fn show(Staff(visit): Staff) -> Result<Response, Refused> {
    let verbs = |role: Role| Verb::ALL.into_iter().filter(|verb| allows(role, *verb)).map(Verb::in_words).collect();
    let row = |role: Role| Row { role: role.in_words(), verbs: verbs(role) };
    Ok(page::show(&RightsPage {
        shell: visit.staff_shell("Кто что может", ""),
        formats: &FORMATS,
        rows: Role::ALL.into_iter().map(row).collect(),
    }))
}

/// `GET /cabinet/rights/paper?format=…`
pub(crate) async fn paper(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    let out = paper_out::rights_paper(&visit.ctx, asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}
