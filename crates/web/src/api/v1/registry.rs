//! Changes of the registry: an organisation is created, edited, closed, opened again, merged; branches are added.

use super::answer::Shown;
use super::asked::Path;
use super::caller::Keyed;
use super::organisations::shown;
use super::papers::organisation_of;
use super::sent::Sent;
use crate::api::problem::Problem;
use crate::cabinet::organisation_form::card_of;

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::civil::Date;
use otklik_app::directory::{self, OrganisationCard};
use otklik_app::record::Version;
use otklik_app::{Ctx, portal, registry};
use otklik_domain::access::Verb;
use otklik_domain::ids::OrganisationId;
use otklik_domain::registry::Card;

/// `POST /organisations`
pub(super) async fn create(Keyed(ctx): Keyed, sent: Sent) -> Result<Response, Problem> {
    ctx.demand(Verb::EditRegistry, None)?;
    let card = card_over(&ctx, Card::default(), sent).await?;
    let made = registry::create_organisation(&ctx, &card).await?;
    let at = format!("/api/v1/organisations/{}", made.id);
    Ok(now(&ctx, made.id).await?.created(&at))
}

/// The organisation as it is now.
async fn now(ctx: &Ctx, id: OrganisationId) -> Result<Shown, Problem> {
    Ok(shown(ctx, &directory::card(ctx, &id.to_string()).await?))
}

/// An organisation that the caller may change and has read, and the version to name.
async fn read(ctx: &Ctx, headers: &HeaderMap, name: &str) -> Result<(OrganisationCard, Version), Problem> {
    if name.contains('\0') {
        return Err(Problem::not_found());
    }
    let card = directory::card(ctx, name).await?;
    ctx.demand(Verb::EditRegistry, Some(card.organisation.id))?;
    let expected = shown(ctx, &card).expected(headers)?;
    Ok((card, expected))
}

/// `PATCH /organisations/{id}`
pub(super) async fn edit(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(name): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let (old, expected) = read(&ctx, &headers, &name).await?;
    let card = card_over(&ctx, card_of(&old.organisation), sent).await?;
    registry::edit_organisation(&ctx, old.organisation.id, expected, &card).await?;
    Ok(now(&ctx, old.organisation.id).await?.after(StatusCode::OK))
}

/// A card with the fields that were sent over those it has.
async fn card_over(ctx: &Ctx, mut card: Card, mut sent: Sent) -> Result<Card, Problem> {
    sent.over("name", &mut card.name);
    sent.over("short_name", &mut card.short_name);
    sent.over("inn", &mut card.inn);
    sent.over("sector", &mut card.sector);
    sent.over("kind", &mut card.kind);
    sent.over("address", &mut card.address);
    sent.over("phone", &mut card.phone);
    sent.over("email", &mut card.email);
    sent.over("site", &mut card.site);
    let (founder, territory) = (sent.text("founder_id"), sent.text("territory_id"));
    sent.check()?;
    let choices = portal::choices(ctx).await?;
    if let Some(id) = founder {
        let ids = choices.founders.iter().map(|f| f.id);
        card.founder = chosen(&id, ids, "founder_id", "Такого учредителя нет")?;
    }
    if let Some(id) = territory {
        let ids = choices.territories.iter().map(|t| t.id);
        card.territory = chosen(&id, ids, "territory_id", "Такой территории нет")?;
    }
    Ok(card)
}

/// One of those that are there; empty text is none.
fn chosen<T: ToString>(
    said: &str,
    mut ids: impl Iterator<Item = T>,
    field: &str,
    words: &str,
) -> Result<Option<T>, Problem> {
    if said.is_empty() {
        return Ok(None);
    }
    ids.find(|id| id.to_string() == said).map(Some).ok_or_else(|| Problem::field(field, words))
}

/// `POST /organisations/{id}/close`
pub(super) async fn close(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(name): Path<String>,
    mut sent: Sent,
) -> Result<Response, Problem> {
    let (old, expected) = read(&ctx, &headers, &name).await?;
    let on = sent.text("on").unwrap_or_default();
    sent.check()?;
    let on: Date = on.parse().map_err(|_| Problem::field("on", "День закрытия пишется так: 2026-09-01"))?;
    registry::close_organisation(&ctx, old.organisation.id, expected, on).await?;
    Ok(now(&ctx, old.organisation.id).await?.after(StatusCode::OK))
}

/// `POST /organisations/{id}/reopen`
pub(super) async fn reopen(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(name): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let (old, expected) = read(&ctx, &headers, &name).await?;
    sent.check()?;
    registry::reopen_organisation(&ctx, old.organisation.id, expected).await?;
    Ok(now(&ctx, old.organisation.id).await?.after(StatusCode::OK))
}

/// `POST /organisations/{id}/merge`: joins it to another one, which is the answer.
pub(super) async fn merge(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(name): Path<String>,
    mut sent: Sent,
) -> Result<Response, Problem> {
    let (old, expected) = read(&ctx, &headers, &name).await?;
    let into = sent.text("into").unwrap_or_default();
    sent.check()?;
    let into = organisation_of(&ctx, &into).await.ok().flatten();
    let into = into.ok_or_else(|| Problem::field("into", "Такой организации в реестре нет"))?;
    registry::merge_organisations(&ctx, old.organisation.id, expected, into).await?;
    Ok(now(&ctx, into).await?.after(StatusCode::OK))
}

/// `POST /organisations/{id}/branches`
pub(super) async fn add_branch(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(name): Path<String>,
    mut sent: Sent,
) -> Result<Response, Problem> {
    let (old, _) = read(&ctx, &headers, &name).await?;
    let (name, address) = (sent.text("name").unwrap_or_default(), sent.text("address").unwrap_or_default());
    sent.check()?;
    registry::keep_branch(&ctx, old.organisation.id, None, &name, &address, None).await?;
    Ok(now(&ctx, old.organisation.id).await?.after(StatusCode::CREATED))
}
