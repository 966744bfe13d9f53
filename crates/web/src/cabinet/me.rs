//! «Мой вход»: what one signs in with, and where one is signed in.
//!
//! In come a new password and presses of buttons; out go pages about the visitor's own account only. It refuses to show
//! addresses: a visit is told by its browser and its time.

use crate::assets;
use crate::form::{FieldFault, Signed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use otklik_app::people::{self, OwnVisit};
use otklik_app::record::{OuterAccount, Passkey};

struct Row {
    id: String,
    browser: String,
    way: &'static str,
    seen: String,
    began: String,
    is_this: bool,
}

struct Outer {
    id: String,
    name: String,
    provider: String,
    since: String,
    used: Option<String>,
}

struct Key {
    id: String,
    name: String,
    made: String,
    used: Option<String>,
}

#[derive(Template)]
#[template(path = "cabinet/me.html")]
struct MePage {
    shell: Shell,
    errors: Errors,
    name: String,
    login: Option<String>,
    password_since: Option<String>,
    before: Option<String>,
    /// How many recovery codes are left, where codes are asked.
    codes_left: Option<i64>,
    passkeys: Vec<Key>,
    /// Through what one may come in besides, where the outer door is open.
    outer_title: Option<String>,
    outer: Vec<Outer>,
    /// Address of the script, where the site has passkeys.
    script: Option<String>,
    is_proved: bool,
    key_name: Field,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "cabinet/me_password.html")]
struct PasswordPage {
    shell: Shell,
    errors: Errors,
    is_first: bool,
    fields: Vec<Field>,
}

/// `GET /cabinet/me`
pub(crate) async fn show(Staff(visit): Staff, State(web): State<Web>) -> Result<Response, Refused> {
    me_page(&visit, &web, visit.unsent("name"), Vec::new()).await
}

/// The page, with what was typed about a new passkey.
pub(super) async fn me_page(
    visit: &Visit,
    web: &Web,
    key_name: &str,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let own = people::own(&visit.ctx).await?;
    let visits = people::visits(&visit.ctx, visit.secret()).await?;
    let zone = visit.ctx.house.zone.clone();
    let codes_left = match own.totp_at {
        Some(_) => Some(people::recovery_codes_left(&visit.ctx).await?),
        None => None,
    };
    Ok(page::show(&MePage {
        shell: visit.staff_shell(if faults.is_empty() { "Мой вход" } else { "Ошибка: мой вход" }, "me"),
        name: own.name,
        codes_left,
        passkeys: people::list_passkeys(&visit.ctx).await?.into_iter().map(|key| passkey(visit, key)).collect(),
        outer_title: people::outer_title(&web.house, &web.door).await?,
        outer: people::list_outer_accounts(&visit.ctx).await?.into_iter().map(|own| outer(visit, own)).collect(),
        script: web.door.has_passkeys().then(assets::passkeys_path),
        is_proved: visit.ctx.is_proved(),
        key_name: Field::line("name", "Как назвать ключ", key_name)
            .hint("Например: мой телефон")
            .faulty(fault(&faults, "name")),
        errors: Errors { faults },
        login: own.login,
        password_since: own.password_at.map(|at| words::date(at.to_zoned(zone).date())),
        before: visits.iter().find(|v| v.is_this).and_then(|v| before(visit, v)),
        rows: visits.into_iter().map(|own| row(visit, own)).collect(),
    }))
}

/// «21 ноября 2026, 18:40, Firefox, Windows»: the time before this one, so that a stranger's visit is noticed.
fn before(visit: &Visit, own: &OwnVisit) -> Option<String> {
    let at = words::moment(own.before_at?, &visit.ctx.house.zone);
    Some(own.before_browser.as_ref().map_or(at.clone(), |browser| format!("{at}, {browser}")))
}

fn row(visit: &Visit, own: OwnVisit) -> Row {
    let zone = &visit.ctx.house.zone;
    Row {
        browser: own.browser.unwrap_or_else(|| "браузер неизвестен".to_owned()),
        way: match own.way.as_str() {
            "password" => "по паролю",
            "passkey" => "по ключу доступа",
            "outer" => "через внешнюю запись",
            _ => "по ссылке",
        },
        seen: words::moment(own.seen_at, zone),
        began: words::moment(own.at, zone),
        is_this: own.is_this,
        id: own.id,
    }
}

fn outer(visit: &Visit, own: OuterAccount) -> Outer {
    let zone = &visit.ctx.house.zone;
    let used = own.used_at.map(|at| words::moment(at, zone));
    Outer { id: own.id.to_string(), name: own.name, provider: own.issuer, since: words::moment(own.at, zone), used }
}

fn passkey(visit: &Visit, key: Passkey) -> Key {
    let zone = &visit.ctx.house.zone;
    let used = key.used_at.map(|at| words::moment(at, zone));
    Key { id: key.id, name: key.name, made: words::moment(key.at, zone), used }
}

/// `GET /cabinet/me/password`
pub(crate) async fn password(Staff(visit): Staff) -> Result<Response, Refused> {
    visit.ctx.demand_proof()?;
    let own = people::own(&visit.ctx).await?;
    let is_first = own.password_at.is_none();
    let kept = own.login.as_deref().unwrap_or_default();
    let login = visit.unsent.as_ref().map_or(kept, |typed| typed.get("login"));
    Ok(password_page(&visit, is_first, login, Vec::new()))
}

fn password_page(visit: &Visit, is_first: bool, login: &str, faults: Vec<FieldFault>) -> Response {
    let title = match (faults.is_empty(), is_first) {
        (true, true) => "Выберите имя и пароль",
        (true, false) => "Новый пароль",
        (false, _) => "Ошибка: имя и пароль",
    };
    let name = Field::line("login", "Имя для входа", login)
        .hint("От 3 до 64 знаков: буквы, цифры и . _ - @ +")
        .filled_by("username")
        .faulty(fault(&faults, "login"));
    let password = Field::secret("password", "Пароль")
        .hint("Не короче 12 знаков. Удобно взять несколько слов, не связанных между собой. Менять его по времени не нужно")
        .filled_by("new-password")
        .faulty(fault(&faults, "password"));
    page::show(&PasswordPage {
        shell: visit.staff_shell(title, "me"),
        errors: Errors { faults },
        is_first,
        fields: vec![name, password],
    })
}

/// `POST /cabinet/me/password`
pub(crate) async fn choose(
    Staff(visit): Staff,
    State(web): State<Web>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let (login, password) = (typed.get("login"), typed.exactly("password"));
    match people::choose_password(&visit.ctx, &web.door, visit.secret.as_deref(), login, password).await {
        Ok(()) => Ok(refusal::see_other("/cabinet/me?done=password")),
        Err(refused) => {
            let here = |f: FieldFault| FieldFault {
                field: if f.field.is_empty() { "login".to_owned() } else { f.field },
                text: f.text,
            };
            let faults = faults_of(refused)?.into_iter().map(here).collect();
            let is_first = people::own(&visit.ctx).await?.password_at.is_none();
            Ok(refusal::invalid(password_page(&visit, is_first, login, faults)))
        }
    }
}

/// `POST /cabinet/me/visits/{id}/end`
pub(crate) async fn end(Staff(visit): Staff, Path(id): Path<String>, Signed(_): Signed) -> Result<Response, Refused> {
    people::end_visit(&visit.ctx, &id).await?;
    Ok(refusal::see_other("/cabinet/me?done=visit-ended"))
}

/// `POST /cabinet/me/visits/end-others`
pub(crate) async fn end_others(Staff(visit): Staff, Signed(_): Signed) -> Result<Response, Refused> {
    people::end_other_visits(&visit.ctx, visit.secret()).await?;
    Ok(refusal::see_other("/cabinet/me?done=visits-ended"))
}
