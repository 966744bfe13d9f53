//! One-time codes of a survey: asked for or not, printed, counted. Codes are shown once, on the page that made them.

use crate::form::{FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::integrity;
use otklik_app::record::Version;
use otklik_app::survey as surveys;
use otklik_domain::access::Verb;

#[derive(Template)]
#[template(path = "cabinet/answers/tickets.html")]
struct TicketsPage {
    shell: Shell,
    errors: Errors,
    code: String,
    address: String,
    name: String,
    asks_ticket: bool,
    n_printed: u64,
    n_used: u64,
    version: i64,
    n: Field,
    /// Codes that were made just now.
    made: Vec<String>,
}

/// `GET /cabinet/surveys/{id}/tickets`
pub(crate) async fn tickets(Staff(visit): Staff, Path(code): Path<String>) -> Result<Response, Refused> {
    tickets_page(&visit, &code, (Vec::new(), Vec::new()), None).await
}

async fn tickets_page(
    visit: &Visit,
    code: &str,
    (made, faults): (Vec<String>, Vec<FieldFault>),
    typed: Option<&Typed>,
) -> Result<Response, Refused> {
    let asking = surveys::find_asking(&visit.ctx, code).await?;
    let (organisation, id) = (asking.survey.organisation, asking.survey.id);
    visit.ctx.demand(Verb::RunSurveys, Some(organisation))?;
    let kept = surveys::find_survey(&visit.ctx, organisation, id).await?;
    let counts = integrity::ticket_counts(&visit.ctx, organisation, id).await?;
    let owner = &asking.organisation;
    let name = owner.short_name.as_ref().unwrap_or(&owner.name);
    let branch = &kept.value.branch;
    let title = if faults.is_empty() {
        "Одноразовые коды"
    } else {
        "Ошибка: одноразовые коды"
    };
    Ok(page::show(&TicketsPage {
        shell: visit.staff_shell(title, "rounds"),
        code: kept.value.code.to_string(),
        address: format!("{}/s/{}", visit.site(), kept.value.code),
        name: if branch.is_empty() { name.clone() } else { format!("{name}, {branch}") },
        asks_ticket: kept.value.asks_ticket,
        n_printed: counts.n_printed,
        n_used: counts.n_used,
        version: kept.version.0,
        n: Field::line("n", "Сколько кодов", typed.map_or("100", |typed| typed.get("n")))
            .hint(format!("От 1 до {} за раз", integrity::TICKETS_MAX))
            .faulty(fault(&faults, "n")),
        errors: Errors { faults },
        made,
    }))
}

/// `POST /cabinet/surveys/{id}/tickets`: asks for codes or no more, or makes some.
pub(crate) async fn change_tickets(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let survey = surveys::find_asking(&visit.ctx, &code).await?.survey;
    let (ctx, organisation, id) = (&visit.ctx, survey.organisation, survey.id);
    if typed.get("action") == "print" {
        let n = typed.whole("n").unwrap_or(0);
        return match integrity::print_tickets(ctx, organisation, id, n).await {
            Ok(made) => {
                let made = made.iter().map(otklik_domain::survey::SurveyCode::in_groups).collect();
                tickets_page(&visit, &code, (made, Vec::new()), None).await
            }
            Err(why) => {
                let faults = faults_of(why)?;
                tickets_page(&visit, &code, (Vec::new(), faults), Some(&typed)).await.map(refusal::invalid)
            }
        };
    }
    let version = Version(typed.get("version").parse().unwrap_or(0));
    match integrity::ask_tickets(ctx, organisation, id, version, typed.get("action") == "ask").await {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/surveys/{}/tickets?done=kept", survey.code))),
        Err(why) => tickets_page(&visit, &code, (Vec::new(), faults_of(why)?), None).await.map(refusal::invalid),
    }
}
