//! Refusing letters without a password: by the link that stands in each of them, or by one press in a mail program.
//!
//! In comes a secret out of a letter; out goes how often its person is written to. It shows no name and no affair.

use crate::cabinet::me_letters::pace_field;
use crate::form::{FieldFault, Unsigned};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::Visit;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use otklik_app::letters::{self, OwnLetters};
use otklik_domain::reminder::Pace;

#[derive(Template)]
#[template(path = "unsubscribe.html")]
struct ChoicePage {
    shell: Shell,
    errors: Errors,
    action: String,
    address: String,
    is_refused: bool,
    pace: Field,
}

/// `a***@example.org`: enough to know one's own.
fn veiled(address: &str) -> String {
    let (name, host) = address.split_once('@').unwrap_or((address, ""));
    let first: String = name.chars().take(1).collect();
    format!("{first}***@{host}")
}

fn choice_page(visit: &Visit, token: &str, own: &OwnLetters, typed: Option<&str>, faults: Vec<FieldFault>) -> Response {
    let title = if faults.is_empty() {
        "Письма от Отклика"
    } else {
        "Ошибка: письма от Отклика"
    };
    // The address carries a secret: it stands neither in links nor on paper.
    let shell = Shell { path: "/".to_owned(), printed: String::new(), ..visit.shell(title, Vec::new()) };
    page::show(&ChoicePage {
        shell,
        action: format!("/letters/{token}"),
        address: own.email.as_deref().map(veiled).unwrap_or_default(),
        is_refused: own.pace == Pace::Never,
        pace: pace_field(typed.unwrap_or(own.pace.name()), &faults),
        errors: Errors { faults },
    })
}

/// `GET /letters/{token}`
pub(crate) async fn show(visit: Visit, State(web): State<Web>, Path(token): Path<String>) -> Result<Response, Refused> {
    let own = letters::token_owner(&web.house, &token).await?.ok_or_else(Refused::not_found)?;
    Ok(choice_page(&visit, &token, &own, None, Vec::new()))
}

/// `POST /letters/{token}`: of the page, or of a mail program by RFC 8058, which sends one field of its own.
pub(crate) async fn choose(
    visit: Visit,
    State(web): State<Web>,
    Path(token): Path<String>,
    Unsigned(typed): Unsigned,
) -> Result<Response, Refused> {
    let is_press = typed.get("List-Unsubscribe") == "One-Click";
    let pace = if is_press { Pace::Never.name() } else { typed.get("pace") };
    match letters::choose_by_token(&web.house, &token, pace).await {
        Ok(()) => Ok(refusal::see_other(&format!("/letters/{token}?done=kept"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            let own = letters::token_owner(&web.house, &token).await?.ok_or_else(Refused::not_found)?;
            Ok(refusal::invalid(choice_page(&visit, &token, &own, Some(pace), faults)))
        }
    }
}
