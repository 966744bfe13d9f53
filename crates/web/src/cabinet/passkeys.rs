//! Passkeys: adding one to the account, showing one at the door.
//!
//! In come answers of authenticators, brought by the one script of the site; out go questions to them as JSON, and
//! pages. Without the script the page says which other ways there are.

use super::{enter, me};
use crate::comer::Knocking;
use crate::form::{Signed, Unsigned};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::visit::{Staff, Visit};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use otklik_app::people::{self, Question};

/// A question as the script reads it: the ticket and the options, apart.
fn asked(question: &Question) -> Result<Response, Refused> {
    let options = serde_json::from_str::<serde_json::Value>(&question.options);
    let options = options.map_err(otklik_app::Refusal::unavailable)?;
    Ok(Json(serde_json::json!({ "ticket": question.ticket, "options": options })).into_response())
}

/// `POST /cabinet/me/passkeys/begin`
pub(crate) async fn begin(Staff(visit): Staff, State(web): State<Web>, Signed(_): Signed) -> Result<Response, Refused> {
    asked(&people::begin_passkey(&visit.ctx, &web.door).await?)
}

/// `POST /cabinet/me/passkeys`
pub(crate) async fn add(
    Staff(visit): Staff,
    State(web): State<Web>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let (ticket, name, answer) = (typed.get("ticket"), typed.get("name"), typed.get("answer"));
    match people::add_passkey(&visit.ctx, &web.door, ticket, name, answer).await {
        Ok(()) => Ok(refusal::see_other("/cabinet/me?done=passkey")),
        Err(refused) => me::me_page(&visit, &web, name, faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// `POST /cabinet/me/passkeys/{id}/remove`
pub(crate) async fn remove(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(_): Signed,
) -> Result<Response, Refused> {
    people::remove_passkey(&visit.ctx, &id).await?;
    Ok(refusal::see_other("/cabinet/me?done=passkey-gone"))
}

/// `POST /enter/passkey/begin`
pub(crate) async fn begin_entry(
    State(web): State<Web>,
    Knocking(comer): Knocking,
    Unsigned(typed): Unsigned,
) -> Result<Response, Refused> {
    asked(&people::begin_entry(&web.house, &web.door, typed.get("login"), &comer).await?)
}

/// `POST /enter/passkey`
pub(crate) async fn enter(
    visit: Visit,
    State(web): State<Web>,
    Knocking(comer): Knocking,
    Unsigned(typed): Unsigned,
) -> Result<Response, Refused> {
    let said =
        people::enter_by_passkey(&web.house, &web.door, typed.get("ticket"), typed.get("answer"), &comer).await?;
    enter::after_passkey(&visit, &web, &comer, (typed.get("login"), said)).await
}
