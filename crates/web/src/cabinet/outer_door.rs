//! The outer door as an administrator sets it: the provider, its secret, how far it is trusted.
//!
//! In comes the form; out goes the page with what is kept, never with the secret. A fault keeps everything that was typed
//! but the secret.

use crate::form::{FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use otklik_app::people::{self, OuterCard};
use otklik_app::record::{OuterDoor, Version};

#[derive(Template)]
#[template(path = "cabinet/outer_door.html")]
struct DoorPage {
    shell: Shell,
    errors: Errors,
    fields: Vec<Field>,
    secret: Field,
    steps: Field,
    has_secret: bool,
    is_secret_outside: bool,
    forgets_secret: bool,
    finds_by_email: bool,
    is_open: bool,
    open_fault: Option<String>,
    is_kept: bool,
    version: i64,
    /// Where the provider sends people back to; nothing where the site has no address.
    back_address: Option<String>,
    is_proved: bool,
}

/// `GET /cabinet/door`
pub(crate) async fn show(Staff(visit): Staff, State(web): State<Web>) -> Result<Response, Refused> {
    let kept = people::find_outer_door(&visit.ctx).await?;
    let card = match &visit.unsent {
        Some(typed) => card_of(typed),
        None => kept.as_ref().map(|(kept, _)| card_of_door(&kept.value)).unwrap_or_default(),
    };
    door_page(&visit, &web, &card, Vec::new()).await
}

fn card_of_door(outer: &OuterDoor) -> OuterCard {
    OuterCard {
        title: outer.title.clone(),
        issuer: outer.issuer.clone(),
        client_id: outer.client_id.clone(),
        scopes: outer.scopes.clone(),
        trusted_steps: outer.trusted_steps.clone(),
        finds_by_email: outer.finds_by_email,
        is_open: outer.is_open,
        ..OuterCard::default()
    }
}

fn card_of(typed: &Typed) -> OuterCard {
    let get = |name: &str| typed.get(name).to_owned();
    let is_ticked = |name: &str| typed.get(name) == "yes";
    OuterCard {
        title: get("title"),
        issuer: get("issuer"),
        client_id: get("client_id"),
        secret: get("secret"),
        forgets_secret: is_ticked("forgets_secret"),
        scopes: get("scopes"),
        trusted_steps: get("trusted_steps"),
        finds_by_email: is_ticked("finds_by_email"),
        is_open: is_ticked("is_open"),
    }
}

async fn door_page(visit: &Visit, web: &Web, card: &OuterCard, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let kept = people::find_outer_door(&visit.ctx).await?;
    let fields = [
        Field::line("title", "Через что входят", &card.title)
            .hint("Продолжение слов «Войти через …»: например, портал области"),
        Field::line("issuer", "Адрес поставщика", &card.issuer)
            .hint("Точно как он называет себя сам (issuer), например https://id.example.org/realms/oblast"),
        Field::line("client_id", "Имя программы у поставщика (client_id)", &card.client_id),
        Field::line("scopes", "Что спрашивать кроме openid", &card.scopes)
            .hint("Слова через пробел, например: profile email. Можно оставить пустым"),
    ];
    let with_fault = |field: Field| {
        let said = fault(&faults, &field.name).map(ToOwned::to_owned);
        field.faulty(said.as_deref())
    };
    let title = if faults.is_empty() { "Внешний вход" } else { "Ошибка: внешний вход" };
    Ok(page::show(&DoorPage {
        shell: visit.staff_shell(title, "people"),
        fields: fields.into_iter().map(with_fault).collect(),
        secret: with_fault(
            Field::secret("secret", "Секрет (client_secret)")
                .hint("Показать его снова нельзя. Пустое поле оставляет прежний")
                .filled_by("new-password"),
        ),
        steps: with_fault(
            Field::line("trusted_steps", "Каким признакам второго шага верить", &card.trusted_steps)
                .hint("Значения acr и amr через пробел, например: mfa. Пусто: код из приложения спрашиваем у всех, кто его включил"),
        ),
        has_secret: kept.as_ref().is_some_and(|(_, has_secret)| *has_secret),
        is_secret_outside: web.door.has_outer_secret(),
        forgets_secret: card.forgets_secret,
        finds_by_email: card.finds_by_email,
        is_open: card.is_open,
        open_fault: fault(&faults, "is_open").map(ToOwned::to_owned),
        is_kept: kept.is_some(),
        version: kept.map_or(0, |(kept, _)| kept.version.0),
        back_address: web.door.back_address().map(ToOwned::to_owned),
        is_proved: visit.ctx.is_proved(),
        errors: Errors { faults },
    }))
}

fn version(typed: &Typed) -> Option<Version> {
    typed.get("version").parse().ok().filter(|version| *version > 0).map(Version)
}

/// `POST /cabinet/door`
pub(crate) async fn keep(
    Staff(visit): Staff,
    State(web): State<Web>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let card = card_of(&typed);
    match people::keep_outer_door(&visit.ctx, &web.door, &card, version(&typed)).await {
        Ok(()) => Ok(refusal::see_other("/cabinet/door?done=door-kept")),
        Err(refused) => door_page(&visit, &web, &card, faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// `POST /cabinet/door/remove`
pub(crate) async fn remove(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    people::remove_outer_door(&visit.ctx, version(&typed).unwrap_or(Version(0))).await?;
    Ok(refusal::see_other("/cabinet/door?done=door-gone"))
}
