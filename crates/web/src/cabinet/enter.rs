//! The ways in, by a name and a password or by a one-time link, and the way out.
//!
//! A link opens the cabinet only by a press of a button: programs that look at links in letters must not use it up.

use crate::assets;
use crate::comer::{self, Knocking};
use crate::form::{FieldFault, Signed, Unsigned};
use crate::refusal::{self, Refused};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::{Shell, portal_nav};
use crate::visit::Visit;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::Response;
use otklik_app::door::Comer;
use otklik_app::people::{self, SignIn};

#[derive(Template)]
#[template(path = "cabinet/enter.html")]
struct EnterPage {
    shell: Shell,
    errors: Errors,
    fields: Vec<Field>,
    /// Address of the script, where the site has passkeys.
    script: Option<String>,
    /// The name in the form of passkeys.
    passkey_login: Field,
    /// Through what else one may come in, where the outer door is open.
    outer: Option<String>,
}

#[derive(Template)]
#[template(path = "cabinet/enter_link.html")]
struct LinkPage {
    shell: Shell,
    link: String,
    is_good: bool,
    /// Through what the invitation may be accepted.
    outer: Option<String>,
}

#[derive(Template)]
#[template(path = "cabinet/enter_code.html")]
struct CodePage {
    shell: Shell,
    errors: Errors,
    ticket: String,
    code: Field,
}

/// `GET /enter`
pub(crate) async fn door(visit: Visit, State(web): State<Web>) -> Result<Response, Refused> {
    door_page(&visit, &web, "", Vec::new()).await
}

/// The page of every way in, with what was typed.
pub(super) async fn door_page(
    visit: &Visit,
    web: &Web,
    login: &str,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let title = if faults.is_empty() {
        "Вход для сотрудников"
    } else {
        "Ошибка: вход для сотрудников"
    };
    let name = Field::line("login", "Имя для входа", login).filled_by("username");
    let shell = Shell { path: "/enter".to_owned(), ..visit.shell(title, portal_nav("")) };
    Ok(page::show(&EnterPage {
        shell,
        fields: vec![name, Field::secret("password", "Пароль").filled_by("current-password")],
        script: web.door.has_passkeys().then(assets::passkeys_path),
        passkey_login: Field::line("login", "Имя для входа", login).filled_by("username webauthn").apart("passkey"),
        outer: people::outer_title(&web.house, &web.door).await?,
        errors: Errors { faults },
    }))
}

/// What came of showing a passkey.
pub(super) async fn after_passkey(
    visit: &Visit,
    web: &Web,
    comer: &Comer,
    (login, said): (&str, SignIn),
) -> Result<Response, Refused> {
    if said == SignIn::Wrong {
        let text = "Ключ доступа не подходит. Попробуйте ещё раз или войдите по паролю".to_owned();
        let faults = vec![FieldFault { field: "login-passkey".to_owned(), text }];
        return door_page(visit, web, login, faults).await.map(refusal::invalid);
    }
    after(visit, web, comer, said).await
}

/// `POST /enter`
pub(crate) async fn by_password(
    visit: Visit,
    State(web): State<Web>,
    Knocking(comer): Knocking,
    Unsigned(typed): Unsigned,
) -> Result<Response, Refused> {
    let (login, password) = (typed.get("login"), typed.exactly("password"));
    let said = people::sign_in(&web.house, &web.door, login, password, &comer).await?;
    let again = |text: String| door_page(&visit, &web, login, vec![FieldFault { field: "login".to_owned(), text }]);
    match said {
        SignIn::Wrong => {
            let words = "Имя или пароль не подходят. Проверьте раскладку и заглавные буквы";
            again(words.to_owned()).await.map(refusal::invalid)
        }
        SignIn::TooOften(until) => again(people::too_often(&web.house, until)).await.map(refusal::too_often),
        went_on => Ok(after(&visit, &web, &comer, went_on).await?),
    }
}

/// `POST /enter/code`: the second step.
pub(crate) async fn by_code(
    visit: Visit,
    State(web): State<Web>,
    Knocking(comer): Knocking,
    Unsigned(typed): Unsigned,
) -> Result<Response, Refused> {
    let ticket = typed.get("ticket");
    let again =
        |text: String| code_page(&visit, ticket.to_owned(), vec![FieldFault { field: "code".to_owned(), text }]);
    match people::enter_by_code(&web.house, &web.door, ticket, typed.get("code"), &comer).await {
        Ok(SignIn::Wrong) => {
            Ok(refusal::invalid(again("Код не подходит. Возьмите новый: каждый действует один раз".to_owned())))
        }
        Ok(SignIn::TooOften(until)) => Ok(refusal::too_often(again(people::too_often(&web.house, until)))),
        Ok(went_on) => after(&visit, &web, &comer, went_on).await,
        Err(otklik_app::Refusal::NotFound) => {
            let text = "Прошло больше 5 минут: начните вход заново".to_owned();
            let faults = vec![FieldFault { field: "login".to_owned(), text }];
            door_page(&visit, &web, "", faults).await.map(refusal::invalid)
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /enter/{secret}`
pub(crate) async fn look(
    visit: Visit,
    State(web): State<Web>,
    Path(secret): Path<String>,
) -> Result<Response, Refused> {
    let is_good = people::link_is_good(&web.house, &secret).await?;
    let outer = people::takes_outer(&web.house, &web.door, &secret).await?;
    Ok(link_page(&visit, secret, is_good, outer))
}

/// The page of a link, good or over.
pub(super) fn link_page(visit: &Visit, link: String, is_good: bool, outer: Option<String>) -> Response {
    let shell =
        Shell { path: "/enter".to_owned(), ..visit.shell("Вход для сотрудников", portal_nav("")) };
    page::show(&LinkPage { shell, link, is_good, outer })
}

/// `POST /enter/{secret}`
pub(crate) async fn enter(
    visit: Visit,
    State(web): State<Web>,
    Knocking(comer): Knocking,
    Path(secret): Path<String>,
) -> Result<Response, Refused> {
    match people::enter_by_link(&web.house, &web.door, &secret, &comer).await {
        Ok(went_on) => Ok(after(&visit, &web, &comer, went_on).await?),
        Err(otklik_app::Refusal::NotFound) => Ok(refusal::invalid(link_page(&visit, String::new(), false, None))),
        Err(other) => Err(other.into()),
    }
}

/// A visit is open, or the second step is asked for. The visit before, of whoever it was, ends: its secret is not used on.
pub(super) async fn after(visit: &Visit, web: &Web, comer: &Comer, said: SignIn) -> Result<Response, Refused> {
    match said {
        SignIn::Open { secret, has_no_password } => {
            if let (Some(_), Some(old)) = (&visit.viewer, &visit.secret) {
                people::leave(&visit.ctx, old).await?;
            }
            let room = if has_no_password { "/cabinet/me/password" } else { "/cabinet" };
            let mut cookies = cookie(visit.is_https, &secret, 43_200);
            let keeps = people::remember_browser(&web.house, &secret, comer).await?;
            if let Some(known) = keeps.and_then(|keeps| known_cookie(visit.is_https, &keeps)) {
                cookies.append(SET_COOKIE, known);
            }
            Ok(refusal::see_other_with(room, cookies))
        }
        SignIn::Code(ticket) => Ok(code_page(visit, ticket, Vec::new())),
        SignIn::Wrong | SignIn::TooOften(_) => door_page(visit, web, "", Vec::new()).await.map(refusal::invalid),
    }
}

fn code_page(visit: &Visit, ticket: String, faults: Vec<FieldFault>) -> Response {
    let code = Field::line("code", "Код", "")
        .hint("Шесть цифр из приложения или один из запасных кодов")
        .filled_by("one-time-code")
        .faulty(crate::form::fault(&faults, "code"));
    let title = if faults.is_empty() {
        "Второй шаг входа"
    } else {
        "Ошибка: второй шаг входа"
    };
    let shell = Shell { path: "/enter".to_owned(), ..visit.shell(title, portal_nav("")) };
    page::show(&CodePage { shell, errors: Errors { faults }, ticket, code })
}

/// `POST /sign-out`
pub(crate) async fn leave(visit: Visit, Signed(_): Signed) -> Result<Response, Refused> {
    if let Some(secret) = &visit.secret {
        people::leave(&visit.ctx, secret).await?;
    }
    Ok(refusal::see_other_with("/", cookie(visit.is_https, "", 0)))
}

/// Kept for as long as browsers keep anything, and sent to the door only.
fn known_cookie(is_https: bool, keeps: &str) -> Option<HeaderValue> {
    let secure = if is_https { "; Secure" } else { "" };
    let name = comer::known_cookie_name(is_https);
    let cookie = format!("{name}={keeps}; Path=/enter; Max-Age=34560000; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&cookie).ok()
}

fn cookie(is_https: bool, secret: &str, seconds: u32) -> HeaderMap {
    let secure = if is_https { "; Secure" } else { "" };
    let name = Visit::cookie_name(is_https);
    let cookie = format!("{name}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        headers.insert(SET_COOKIE, value);
    }
    headers
}
