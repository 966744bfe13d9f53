//! The door of a personal link: a code is chosen at the first opening and asked for later; the way out.

use super::{Mine, Sent, bare, closed, cookie_name, set_cookie};
use crate::form::{FieldFault, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Visit, cookie};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use otklik_app::Refusal;
use otklik_app::links::{self, Door};

/// How long the browser keeps a visit, in seconds; as long as the house does.
const VISIT_LIVES: u32 = 43_200;

#[derive(Template)]
#[template(path = "mine/door.html")]
struct DoorPage {
    shell: Shell,
    errors: Errors,
    secret: String,
    name: String,
    chooses: bool,
    code_fault: Option<String>,
    again_fault: Option<String>,
}

#[derive(Template)]
#[template(path = "mine/rests.html")]
struct RestsPage {
    shell: Shell,
    name: String,
    until: String,
}

/// `GET /m/{secret}`: who is still in goes on at once.
pub(crate) async fn look(
    visit: Visit,
    State(web): State<Web>,
    headers: HeaderMap,
    Path(secret): Path<String>,
) -> Result<Response, Refused> {
    let kept = cookie(&headers, cookie_name(visit.is_https));
    if let Some(kept) = kept
        && links::visitor(&web.house, kept, Some(&secret)).await?.is_some()
    {
        return Ok(refusal::see_other("/m"));
    }
    door(&visit, &web, &secret, Vec::new()).await
}

async fn door(visit: &Visit, web: &Web, secret: &str, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let (name, chooses) = match links::door(&web.house, secret).await? {
        Door::Nothing => return Ok(closed(visit, true)),
        Door::Rests(name, until) => return Ok(rests(visit, name, until)),
        Door::Chooses(name) => (name, true),
        Door::Waits(name) => (name, false),
    };
    let title =
        if faults.is_empty() { "Мои мероприятия" } else { "Ошибка: мои мероприятия" };
    Ok(page::show(&DoorPage {
        shell: unnamed(visit, title),
        secret: secret.to_owned(),
        name,
        chooses,
        code_fault: fault(&faults, "code").map(ToOwned::to_owned),
        again_fault: fault(&faults, "again").map(ToOwned::to_owned),
        errors: Errors { faults },
    }))
}

/// The frame of a page whose address is a secret: it is neither linked nor printed.
fn unnamed(visit: &Visit, title: &str) -> Shell {
    Shell { path: "/".to_owned(), printed: String::new(), ..bare(visit, title) }
}

fn rests(visit: &Visit, name: String, until: jiff::Timestamp) -> Response {
    let until = words::clock(until, &visit.ctx.house.zone);
    page::show(&RestsPage { shell: unnamed(visit, "Ссылка отдыхает"), name, until })
}

/// `POST /m/{secret}`
pub(crate) async fn open(
    visit: Visit,
    State(web): State<Web>,
    Path(secret): Path<String>,
    sent: Sent,
) -> Result<Response, Refused> {
    let typed = Typed(sent.map_err(|_| Refused::no_form())?.0);
    match links::open(&web.house, &secret, typed.get("code"), typed.get("again")).await {
        Ok(kept) => Ok(refusal::see_other_with("/m", set_cookie(visit.is_https, &kept, VISIT_LIVES))),
        Err(Refusal::NotFound) => Ok(closed(&visit, true)),
        Err(Refusal::TooOften) => door(&visit, &web, &secret, Vec::new()).await.map(refusal::too_often),
        Err(refused) => {
            let faults = faults_of(refused)?;
            door(&visit, &web, &secret, faults).await.map(refusal::invalid)
        }
    }
}

/// `POST /m/leave`
pub(crate) async fn leave(mine: Mine, State(web): State<Web>, sent: Sent) -> Result<Response, Refused> {
    mine.signed(sent)?;
    links::leave(&web.house, &mine.secret).await?;
    Ok(refusal::see_other_with("/", set_cookie(mine.visit.is_https, "", 0)))
}
