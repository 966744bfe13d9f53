//! Accounts as an administrator keeps them: who is invited, with which role, whether they may come in.
//!
//! In come a card of a person and who asks; out go the kept account and, once, a link. It refuses to leave the house
//! without anybody who can let people in.

use super::last;
use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::{Faults, Refusal};
use jiff::{SignedDuration, Timestamp};
use otklik_domain::access::{Role, Verb};
use otklik_domain::account::Login;
use otklik_domain::ids::{OrganisationId, PersonId};
use otklik_store::record::{Kept, LoginLink, OrganisationQuery, PageAsked, Person, PersonState, Standing, Version};
use std::collections::HashMap;

/// An invitation waits a week: people are on leave.
const INVITATION_LIVES: SignedDuration = SignedDuration::from_hours(24 * 7);

/// A person as the list of people shows them.
#[derive(Debug, Clone)]
pub struct Member {
    /// The account.
    pub person: Person,
    /// The version a change must name.
    pub version: Version,
    /// The role; nothing when it is of a newer program.
    pub role: Option<Role>,
    /// The organisation they answer for, by name.
    pub organisation: Option<String>,
    /// When they were last here.
    pub seen_at: Option<Timestamp>,
    /// They have a password.
    pub has_password: bool,
    /// Codes are asked of them.
    pub has_totp: bool,
}

/// What is typed about a person.
#[derive(Debug, Clone, Default)]
pub struct PersonCard {
    /// Name to be shown.
    pub name: String,
    /// Role by its public name.
    pub role: String,
    /// The name, the ИНН, the slug or the id of an organisation; empty for the whole house.
    pub organisation: String,
    /// Name for signing in; may be left to the person.
    pub login: String,
    /// Where letters reach them.
    pub email: String,
}

/// Everybody, by name.
///
/// # Errors
/// `NotAllowed` for who does not manage people.
pub async fn list_members(ctx: &Ctx) -> Result<Vec<Member>, Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    let standings = ctx.store().list_standings().await?;
    let standings: HashMap<PersonId, Standing> = standings.into_iter().map(|s| (s.person, s)).collect();
    let mut members = Vec::new();
    for kept in ctx.store().list_people().await? {
        let standing = standings.get(&kept.value.id);
        members.push(member_of(ctx, kept, standing).await?);
    }
    Ok(members)
}

/// One person.
///
/// # Errors
/// `NotAllowed` for who does not manage people, `NotFound` when there is no such person.
pub async fn find_member(ctx: &Ctx, id: PersonId) -> Result<Member, Refusal> {
    find_somebody(ctx)?;
    let members = list_members(ctx).await?;
    members.into_iter().find(|member| member.person.id == id).ok_or(Refusal::NotFound)
}

/// Who does not manage people is not told whether a person is there.
fn find_somebody(ctx: &Ctx) -> Result<(), Refusal> {
    match ctx.demand(Verb::ManagePeople, None) {
        Err(Refusal::NotAllowed) => Err(Refusal::NotFound),
        answer => answer,
    }
}

async fn member_of(ctx: &Ctx, kept: Kept<Person>, standing: Option<&Standing>) -> Result<Member, Refusal> {
    let organisation = match kept.value.organisation {
        Some(id) => ctx.store().find_organisation(id).await?.map(|kept| kept.value.name),
        None => None,
    };
    Ok(Member {
        role: Role::from_name(&kept.value.role),
        version: kept.version,
        person: kept.value,
        organisation,
        seen_at: standing.and_then(|s| s.seen_at),
        has_password: standing.is_some_and(|s| s.has_password),
        has_totp: standing.is_some_and(|s| s.has_totp),
    })
}

/// Opens an account and gives the secret of its invitation, shown once.
///
/// # Errors
/// `NotAllowed`, `NotProved`; `Invalid` names every fault; `Taken` when the name for signing in is somebody's.
pub async fn invite(ctx: &Ctx, card: &PersonCard) -> Result<(PersonId, String), Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    ctx.demand_proof()?;
    let now = ctx.now();
    let blank = Person {
        id: PersonId(fresh::uuid(now)),
        name: String::new(),
        login: None,
        role: String::new(),
        organisation: None,
        state: PersonState::Active,
        at: now,
        email: None,
    };
    let person = filled(ctx, blank, card).await?;
    ctx.store().keep_person(&ctx.act("invite"), &person, None).await?;
    Ok((person.id, fresh_link(ctx, person.id, INVITATION_LIVES).await?))
}

/// Changes the name, the role, the organisation and the addresses of a person.
///
/// # Errors
/// As [`invite`]; `Stale` on another version; `Invalid` when nobody would be left to let people in.
pub async fn edit_person(ctx: &Ctx, id: PersonId, expected: Version, card: &PersonCard) -> Result<(), Refusal> {
    find_somebody(ctx)?;
    ctx.demand_proof()?;
    let kept = found(ctx, id).await?;
    let person = filled(ctx, kept.value, card).await?;
    last::refuse_to_lock_out(ctx, &person, None, "role").await?;
    ctx.store().keep_person(&ctx.act("edit_person"), &person, Some(expected)).await?;
    Ok(())
}

/// Blocks a person: their visits, links and keys end at once.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Stale`; `Invalid` for the last administrator.
pub async fn block(ctx: &Ctx, id: PersonId, expected: Version) -> Result<(), Refusal> {
    find_somebody(ctx)?;
    let person = Person { state: PersonState::Closed, ..found(ctx, id).await?.value };
    last::refuse_to_lock_out(ctx, &person, None, "role").await?;
    ctx.store().keep_person(&ctx.act("block_person"), &person, Some(expected)).await?;
    Ok(())
}

/// Lets a blocked person in again; keys for programs stay taken back.
///
/// # Errors
/// `NotAllowed`, `NotProved`, `NotFound`, `Stale`.
pub async fn unblock(ctx: &Ctx, id: PersonId, expected: Version) -> Result<(), Refusal> {
    find_somebody(ctx)?;
    ctx.demand_proof()?;
    let person = Person { state: PersonState::Active, ..found(ctx, id).await?.value };
    ctx.store().keep_person(&ctx.act("unblock_person"), &person, Some(expected)).await?;
    Ok(())
}

/// A new link for somebody who forgot the password or lost the invitation, shown once.
///
/// # Errors
/// `NotAllowed`, `NotProved`, `NotFound`; `Invalid` for a blocked person.
pub async fn new_link(ctx: &Ctx, id: PersonId) -> Result<String, Refusal> {
    let member = find_member(ctx, id).await?;
    ctx.demand_proof()?;
    if member.person.state == PersonState::Closed {
        return Err(Refusal::field("", "Вход закрыт: сначала откройте его, потом делайте ссылку"));
    }
    let lives = if member.has_password { super::LINK_LIVES } else { INVITATION_LIVES };
    fresh_link(ctx, id, lives).await
}

/// Stops asking a person for codes: they lost the phone and the recovery codes.
///
/// # Errors
/// `NotAllowed`, `NotProved`, `NotFound`.
pub async fn lift_second_step(ctx: &Ctx, id: PersonId) -> Result<(), Refusal> {
    find_somebody(ctx)?;
    ctx.demand_proof()?;
    found(ctx, id).await?;
    Ok(ctx.store().drop_totp(&ctx.act("lift_second_step"), id).await?)
}

async fn fresh_link(ctx: &Ctx, person: PersonId, lives: SignedDuration) -> Result<String, Refusal> {
    let secret = fresh::secret()?;
    let link = LoginLink { hash: fresh::hash(&secret), person, expires_at: ctx.now() + lives, asks_code: true };
    ctx.store().keep_login_link(&ctx.act("make_login_link"), &link).await?;
    Ok(secret)
}

async fn found(ctx: &Ctx, id: PersonId) -> Result<Kept<Person>, Refusal> {
    ctx.store().find_person(id).await?.ok_or(Refusal::NotFound)
}

/// The account with what the card says.
async fn filled(ctx: &Ctx, person: Person, card: &PersonCard) -> Result<Person, Refusal> {
    let mut faults = Vec::new();
    if card.name.trim().is_empty() {
        faults.push(("name", "Напишите фамилию и имя".to_owned()));
    }
    let role = Role::from_name(&card.role);
    if role.is_none() {
        faults.push(("role", "Выберите роль".to_owned()));
    }
    let login = Some(card.login.trim()).filter(|login| !login.is_empty()).map(Login::read).transpose();
    let login = login.unwrap_or_else(|fault| {
        faults.push(("login", fault.to_string()));
        None
    });
    let email = Some(card.email.trim()).filter(|email| !email.is_empty());
    if email.is_some_and(|email| !is_address(email)) {
        faults.push(("email", "Проверьте адрес почты: в нём одна «@» и точка после неё".to_owned()));
    }
    let organisation = match organisation_of(ctx, card.organisation.trim()).await? {
        Ok(organisation) => organisation,
        Err(words) => {
            faults.push(("organisation", words));
            None
        }
    };
    match role {
        Some(role) if faults.is_empty() => Ok(Person {
            name: card.name.trim().to_owned(),
            role: role.name().to_owned(),
            login: login.map(|login| login.as_str().to_owned()).or(person.login.clone()),
            email: email.map(ToOwned::to_owned),
            organisation,
            ..person
        }),
        _ => Err(Refusal::Invalid(Faults::Fields(faults))),
    }
}

fn is_address(email: &str) -> bool {
    let Some((name, host)) = email.split_once('@') else { return false };
    let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@');
    !name.is_empty() && is_host && !email.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\",;".contains(c))
}

/// The organisation a text means; nothing for an empty text; words when it means none or several.
pub(crate) async fn organisation_of(ctx: &Ctx, text: &str) -> Result<Result<Option<OrganisationId>, String>, Refusal> {
    if text.is_empty() {
        return Ok(Ok(None));
    }
    if let Some(kept) = crate::directory::find_organisation(ctx, text).await? {
        return Ok(Ok(Some(kept.value.id)));
    }
    let named = ctx.store().find_organisations_by_name(text).await?;
    if let [only] = named.as_slice() {
        return Ok(Ok(Some(only.value.id)));
    }
    let asked = OrganisationQuery { search: Some(text.to_owned()), ..OrganisationQuery::default() };
    let found = ctx.store().list_organisations(&asked, &PageAsked::first(2)).await?;
    Ok(match found.items.as_slice() {
        [only] => Ok(Some(only.value.id)),
        [] => Err("Такой организации в реестре нет: напишите её ИНН или название, как в реестре".to_owned()),
        _ => Err("Таких организаций несколько: напишите ИНН нужной".to_owned()),
    })
}
