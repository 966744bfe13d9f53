//! People of the house: who is invited, with which role, who may come in.
//!
//! In come cards and presses of buttons of an administrator; out go the list, a card and, once, a link with its square
//! for a telephone. A link is shown on the answer that made it and nowhere else.

use super::draft::{stale, version};
use super::people_form::{card_of, card_of_member, fields};
use crate::form::{FieldFault, Signed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::edition::Edition;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::people::{self, Member, PersonCard};
use otklik_app::record::{PersonState, Version};
use otklik_app::scopes;
use otklik_domain::ids::PersonId;

struct Row {
    id: String,
    name: String,
    login: String,
    role: &'static str,
    place: String,
    state: &'static str,
    seen: String,
}

#[derive(Template)]
#[template(path = "cabinet/people.html")]
struct PeoplePage {
    shell: Shell,
    rows: Vec<Row>,
}

/// What a card of somebody who is kept shows beside its fields.
struct Kept {
    row: Row,
    version: i64,
    is_open: bool,
    has_totp: bool,
}

#[derive(Template)]
#[template(path = "cabinet/person.html")]
struct PersonPage {
    shell: Shell,
    errors: Errors,
    heading: String,
    action: String,
    edition: Edition,
    fields: Vec<Field>,
    kept: Option<Kept>,
    is_proved: bool,
}

#[derive(Template)]
#[template(path = "cabinet/person_link.html")]
struct LinkPage {
    shell: Shell,
    id: String,
    name: String,
    link: String,
    qr: Option<String>,
    days: &'static str,
}

/// `GET /cabinet/people`
pub(crate) async fn list(Staff(visit): Staff) -> Result<Response, Refused> {
    let members = people::list_members(&visit.ctx).await?;
    let places = scopes::all_in_words(&visit.ctx).await?;
    let rows = members.iter().map(|member| row(&visit, member, places.get(&member.person.id))).collect();
    Ok(page::show(&PeoplePage { shell: visit.staff_shell("Люди", "people"), rows }))
}

fn row(visit: &Visit, member: &Member, place: Option<&String>) -> Row {
    let state = match (member.person.state, member.seen_at) {
        (PersonState::Closed, _) => "вход закрыт",
        (PersonState::Active, None) => "ещё не входил",
        (PersonState::Active, Some(_)) => "работает",
    };
    Row {
        id: member.person.id.to_string(),
        name: member.person.name.clone(),
        login: member.person.login.clone().unwrap_or_default(),
        role: member.role.map_or("роль неизвестна", |role| role.in_words()),
        place: place.cloned().unwrap_or_else(|| "мест не дано".to_owned()),
        state,
        seen: member.seen_at.map(|at| words::moment(at, &visit.ctx.house.zone)).unwrap_or_default(),
    }
}

/// `GET /cabinet/people/new`
pub(crate) async fn new(Staff(visit): Staff) -> Result<Response, Refused> {
    people::list_members(&visit.ctx).await?;
    visit.ctx.demand_proof()?;
    let card = visit.unsent.as_ref().map(card_of).unwrap_or_default();
    Ok(new_page(&visit, &card, Vec::new()))
}

fn new_page(visit: &Visit, card: &PersonCard, faults: Vec<FieldFault>) -> Response {
    let title = if faults.is_empty() {
        "Пригласить сотрудника"
    } else {
        "Ошибка: пригласить сотрудника"
    };
    page::show(&PersonPage {
        shell: visit.staff_shell(title, "people"),
        heading: "Пригласить сотрудника".to_owned(),
        action: "/cabinet/people/new".to_owned(),
        edition: Edition::default(),
        fields: fields(card, &faults),
        kept: None,
        is_proved: true,
        errors: Errors { faults },
    })
}

/// `POST /cabinet/people/new`
pub(crate) async fn invite(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    let card = card_of(&typed);
    match people::invite(&visit.ctx, &card).await {
        Ok((id, secret)) => Ok(link_page(&visit, id, &card.name, &secret, "7 дней")),
        Err(refused) => {
            let faults = at_login(faults_of(refused)?);
            Ok(refusal::invalid(new_page(&visit, &card, faults)))
        }
    }
}

/// A name that is taken is a fault of its field.
fn at_login(faults: Vec<FieldFault>) -> Vec<FieldFault> {
    let here = |f: FieldFault| {
        if f.field.is_empty() && f.text.contains("имя для входа") {
            FieldFault { field: "login".to_owned(), ..f }
        } else {
            f
        }
    };
    faults.into_iter().map(here).collect()
}

fn link_page(visit: &Visit, id: PersonId, name: &str, secret: &str, days: &'static str) -> Response {
    let link = format!("{}/enter/{secret}", visit.site());
    page::show(&LinkPage {
        shell: visit.staff_shell("Ссылка для входа", "people"),
        id: id.to_string(),
        name: name.to_owned(),
        qr: people::qr(&link),
        link,
        days,
    })
}

/// `GET /cabinet/people/{id}`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let member = people::find_member(&visit.ctx, id_of(&id)?).await?;
    let typed = visit.unsent.as_ref();
    let card = typed.map_or_else(|| card_of_member(&member), card_of);
    person_page(&visit, &member, &card, typed.map(version), Vec::new()).await
}

async fn person_page(
    visit: &Visit,
    member: &Member,
    card: &PersonCard,
    stale: Option<Version>,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let places = scopes::grants(&visit.ctx, member.person.id).await?;
    let places = places.into_iter().map(|place| place.words).collect::<Vec<_>>().join("; ");
    let (kept, typed) = (fields(&card_of_member(member), &[]), fields(card, &faults));
    let name = &member.person.name;
    let title = if faults.is_empty() { name.clone() } else { format!("Ошибка: {name}") };
    Ok(page::show(&PersonPage {
        shell: visit.staff_shell(title, "people"),
        heading: name.clone(),
        action: format!("/cabinet/people/{}", member.person.id),
        edition: Edition::of("person", member.version, stale).differing(&kept, &typed),
        fields: typed,
        kept: Some(Kept {
            row: row(visit, member, Some(&places).filter(|places| !places.is_empty())),
            version: member.version.0,
            is_open: member.person.state == PersonState::Active,
            has_totp: member.has_totp,
        }),
        is_proved: visit.ctx.is_proved(),
        errors: Errors { faults },
    }))
}

/// `POST /cabinet/people/{id}`
pub(crate) async fn edit(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let (id, card) = (id_of(&id)?, card_of(&typed));
    match people::edit_person(&visit.ctx, id, version(&typed), &card).await {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/people/{id}?done=person-kept"))),
        Err(refused) => {
            let stale = stale(&refused, &typed);
            let faults = at_login(faults_of(refused)?);
            let member = people::find_member(&visit.ctx, id).await?;
            person_page(&visit, &member, &card, stale, faults).await.map(refusal::invalid)
        }
    }
}

/// `POST /cabinet/people/{id}/link`: the answer is the only page that ever shows the link.
pub(crate) async fn new_link(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(_): Signed,
) -> Result<Response, Refused> {
    let member = people::find_member(&visit.ctx, id_of(&id)?).await?;
    match people::new_link(&visit.ctx, member.person.id).await {
        Ok(secret) => {
            let days = if member.has_password { "сутки" } else { "7 дней" };
            Ok(link_page(&visit, member.person.id, &member.person.name, &secret, days))
        }
        Err(refused) => after_button(&visit, member.person.id, Err(refused), "").await,
    }
}

/// `POST /cabinet/people/{id}/block`
pub(crate) async fn block(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    after_button(&visit, id, people::block(&visit.ctx, id, version(&typed)).await, "blocked").await
}

/// `POST /cabinet/people/{id}/unblock`
pub(crate) async fn unblock(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    after_button(&visit, id, people::unblock(&visit.ctx, id, version(&typed)).await, "unblocked").await
}

/// `POST /cabinet/people/{id}/lift`
pub(crate) async fn lift(Staff(visit): Staff, Path(id): Path<String>, Signed(_): Signed) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    after_button(&visit, id, people::lift_second_step(&visit.ctx, id).await, "lifted").await
}

/// Back to the card: with a notice, or with why nothing was done.
async fn after_button(
    visit: &Visit,
    id: PersonId,
    said: Result<(), otklik_app::Refusal>,
    done: &str,
) -> Result<Response, Refused> {
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/people/{id}?done={done}"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            let member = people::find_member(&visit.ctx, id).await?;
            person_page(visit, &member, &card_of_member(&member), None, faults).await.map(refusal::invalid)
        }
    }
}

pub(super) fn id_of(text: &str) -> Result<PersonId, Refused> {
    text.parse().map(PersonId).map_err(|_| Refused::not_found())
}
