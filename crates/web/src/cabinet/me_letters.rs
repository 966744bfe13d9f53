//! «Письма и календарь»: how often letters come to oneself, and the link of one's own calendar.

use crate::form::{FieldFault, Signed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::response::Response;
use otklik_app::letters;
use otklik_domain::reminder::Pace;

#[derive(Template)]
#[template(path = "cabinet/me_letters.html")]
struct LettersPage {
    shell: Shell,
    errors: Errors,
    email: Option<String>,
    pace: Field,
    calendar: String,
}

/// The choice of a pace as a field.
pub(crate) fn pace_field(pace: &str, faults: &[FieldFault]) -> Field {
    let choices = Pace::ALL.map(|pace| Choice::new(pace.name(), pace.in_words())).to_vec();
    Field::choice("pace", "Как часто присылать письма", pace, choices).faulty(fault(faults, "pace"))
}

/// `GET /cabinet/me/letters`
pub(crate) async fn show(Staff(visit): Staff) -> Result<Response, Refused> {
    letters_page(&visit, None, Vec::new()).await
}

async fn letters_page(visit: &Visit, typed: Option<&str>, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let own = letters::own_letters(&visit.ctx).await?;
    let secret = letters::calendar_secret(&visit.ctx).await?;
    let title = if faults.is_empty() {
        "Письма и календарь"
    } else {
        "Ошибка: письма и календарь"
    };
    Ok(page::show(&LettersPage {
        shell: visit.staff_shell(title, "me"),
        email: own.email,
        pace: pace_field(typed.unwrap_or(own.pace.name()), &faults),
        errors: Errors { faults },
        calendar: format!("{}/calendar/{secret}.ics", visit.site()),
    }))
}

/// `POST /cabinet/me/letters`
pub(crate) async fn choose(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    let pace = typed.get("pace");
    match letters::choose(&visit.ctx, pace).await {
        Ok(()) => Ok(refusal::see_other("/cabinet/me/letters?done=kept")),
        Err(refused) => letters_page(&visit, Some(pace), faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// `POST /cabinet/me/calendar/renew`
pub(crate) async fn renew(Staff(visit): Staff, Signed(_): Signed) -> Result<Response, Refused> {
    letters::renew_calendar(&visit.ctx).await?;
    Ok(refusal::see_other("/cabinet/me/letters?done=calendar-renewed"))
}
