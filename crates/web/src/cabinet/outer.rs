//! Going out to the provider of the outer door, and coming back.
//!
//! In come presses of «Войти через …» and what the provider sends along; out go the way there with a ticket in the
//! browser, and the page that fits what came of it. A form leads over a page of its own: browsers let no form of this
//! site end elsewhere.

use super::{enter, me};
use crate::comer::Knocking;
use crate::form::{Asked, FieldFault, Signed};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::look::local_path;
use crate::ui::page;
use crate::ui::shell::{Shell, portal_nav};
use crate::visit::{Staff, Visit, cookie};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::Response;
use otklik_app::door::Comer;
use otklik_app::people::{self, Back, Returned, SettingOut};

#[derive(Template)]
#[template(path = "cabinet/outer_leaving.html")]
struct LeavingPage {
    shell: Shell,
    url: String,
    title: String,
}

#[derive(Template)]
#[template(path = "cabinet/outer_stranger.html")]
struct StrangerPage {
    shell: Shell,
    title: String,
}

/// Until then somebody may come back.
const TICKET_SECONDS: u32 = 600;

/// `GET /enter/outer`
pub(crate) async fn enter(
    visit: Visit,
    State(web): State<Web>,
    Knocking(comer): Knocking,
) -> Result<Response, Refused> {
    match people::enter_by_outer(&web.house, &web.door, &comer).await? {
        SettingOut::Go { url, ticket } => Ok(refusal::see_other_with(&url, ticket_of(&visit, &ticket))),
        SettingOut::Silent => silent(&visit, &web).await,
    }
}

/// `POST /enter/{secret}/outer`: an invitation is accepted by an outer account.
pub(crate) async fn accept(
    visit: Visit,
    State(web): State<Web>,
    Knocking(comer): Knocking,
    Path(secret): Path<String>,
) -> Result<Response, Refused> {
    match people::accept_by_outer(&web.house, &web.door, &secret, &comer).await {
        Ok(out) => leaving(&visit, &web, out).await,
        Err(otklik_app::Refusal::NotFound) => {
            Ok(refusal::invalid(enter::link_page(&visit, String::new(), false, None)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /cabinet/me/outer`: an outer account is tied to one's own.
pub(crate) async fn tie(
    Staff(visit): Staff,
    State(web): State<Web>,
    Knocking(comer): Knocking,
    Signed(_): Signed,
) -> Result<Response, Refused> {
    let out = people::tie_outer(&visit.ctx, &web.door, visit.secret(), &comer).await?;
    leaving(&visit, &web, out).await
}

/// `POST /cabinet/me/outer/{id}/untie`
pub(crate) async fn untie(
    Staff(visit): Staff,
    State(web): State<Web>,
    Path(id): Path<String>,
    Signed(_): Signed,
) -> Result<Response, Refused> {
    let id = id.parse().map_err(|_| Refused::not_found())?;
    match people::untie_outer(&visit.ctx, id).await {
        Ok(()) => Ok(refusal::see_other("/cabinet/me?done=outer-untied")),
        Err(refused) => me::me_page(&visit, &web, "", faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// `POST /cabinet/me/proof/outer`
pub(crate) async fn prove(
    Staff(visit): Staff,
    State(web): State<Web>,
    Knocking(comer): Knocking,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let back = local_path(typed.get("back"));
    let out = people::prove_by_outer(&visit.ctx, &web.door, visit.secret(), back, &comer).await?;
    leaving(&visit, &web, out).await
}

async fn leaving(visit: &Visit, web: &Web, out: SettingOut) -> Result<Response, Refused> {
    let SettingOut::Go { url, ticket } = out else { return silent(visit, web).await };
    let title = people::outer_title(&web.house, &web.door).await?.unwrap_or_default();
    let shell = Shell {
        path: "/enter".to_owned(), ..visit.shell("Переход на страницу входа", portal_nav(""))
    };
    let mut page = page::show(&LeavingPage { shell, url, title });
    page.headers_mut().extend(ticket_of(visit, &ticket));
    Ok(page)
}

/// The ticket of this browser: read on the way back, by this site only.
fn ticket_of(visit: &Visit, ticket: &str) -> HeaderMap {
    let secure = if visit.is_https { "; Secure" } else { "" };
    let name = ticket_name(visit.is_https);
    let cookie = format!("{name}={ticket}; Path=/; Max-Age={TICKET_SECONDS}; HttpOnly; SameSite=Lax{secure}");
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        headers.insert(SET_COOKIE, value);
    }
    headers
}

fn ticket_name(is_https: bool) -> &'static str {
    if is_https { "__Host-outer" } else { "outer" }
}

/// `GET /enter/outer/back?code=…&state=…`
pub(crate) async fn back(
    visit: Visit,
    State(web): State<Web>,
    Knocking(comer): Knocking,
    headers: HeaderMap,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let get = |name: &str| asked.get(name).to_owned();
    let said = Returned { code: get("code"), state: get("state"), error: get("error"), issuer: get("iss") };
    let ticket = cookie(&headers, ticket_name(visit.is_https)).unwrap_or_default();
    match people::come_back(&visit.ctx, &web.door, visit.secret(), ticket, &said, &comer).await {
        Ok(back) => came(&visit, &web, &comer, back).await,
        Err(otklik_app::Refusal::NotFound) => {
            Ok(refusal::invalid(enter::link_page(&visit, String::new(), false, None)))
        }
        Err(otklik_app::Refusal::Taken(words)) => fell_through(&visit, &web, words).await.map(refusal::invalid),
        Err(other) => Err(other.into()),
    }
}

async fn came(visit: &Visit, web: &Web, comer: &Comer, back: Back) -> Result<Response, Refused> {
    match back {
        Back::Entered(said) => enter::after(visit, web, comer, said).await,
        Back::Tied => Ok(refusal::see_other("/cabinet/me?done=outer-tied")),
        Back::Proved(way) => Ok(refusal::see_other(local_path(&way))),
        Back::Stranger => {
            let title = people::outer_title(&web.house, &web.door).await?.unwrap_or_default();
            let shell = Shell {
                path: "/enter".to_owned(), ..visit.shell("Вас ещё не пригласили", portal_nav(""))
            };
            Ok(refusal::not_invited(page::show(&StrangerPage { shell, title })))
        }
        Back::Silent => silent(visit, web).await,
        Back::Declined => {
            let words = "Вход на той стороне не завершён. Попробуйте ещё раз или войдите иначе";
            fell_through(visit, web, words.to_owned()).await.map(refusal::invalid)
        }
        Back::Over => {
            let words = "Этот вход уже закончен или начат в другом браузере. Начните его заново";
            fell_through(visit, web, words.to_owned()).await.map(refusal::invalid)
        }
        Back::Wrong => {
            let words = "Ответ той стороны не прошёл проверку, и мы никого не впустили. Начните вход заново; \
                         если повторится, скажите администратору";
            fell_through(visit, web, words.to_owned()).await.map(refusal::invalid)
        }
    }
}

async fn silent(visit: &Visit, web: &Web) -> Result<Response, Refused> {
    let words = "Страница входа на той стороне сейчас не отвечает. Попробуйте через несколько минут или войдите иначе: \
                 по паролю, ключу доступа или ссылке";
    fell_through(visit, web, words.to_owned()).await.map(refusal::try_later)
}

/// Where one can go on: one's own page for who is in, the door for others.
async fn fell_through(visit: &Visit, web: &Web, words: String) -> Result<Response, Refused> {
    let faults = vec![FieldFault { field: "outer".to_owned(), text: words }];
    if visit.viewer.is_some() {
        return me::me_page(visit, web, "", faults).await;
    }
    enter::door_page(visit, web, "", faults).await
}
