//! Changes of the registry: an organisation is created, edited, closed, opened again, merged; branches are added.

use super::answer::Shown;
use super::asked::Path;
use super::caller::Keyed;
use super::organisations::shown;
use super::papers::organisation_of;
use super::sent::Sent;
use crate::api::problem::Problem;
use crate::cabinet::organisation_form::card_of;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use otklik_app::directory;
use otklik_app::record::Version;
use otklik_app::{Ctx, portal, registry};
use otklik_domain::access::Verb;
use otklik_domain::ids::OrganisationId;
use otklik_domain::registry::{Card, Organisation};

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

/// A change of the organisation that the address names, by somebody who may change it and has read it.
pub(super) struct Change {
    ctx: Ctx,
    organisation: Organisation,
    /// The version the caller has read.
    expected: Version,
    sent: Sent,
}

impl<S: Send + Sync> FromRequest<S> for Change {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let Keyed(ctx) = Keyed::from_request_parts(&mut parts, state).await?;
        let Path(name) = Path::<String>::from_request_parts(&mut parts, state).await?;
        let headers = parts.headers.clone();
        let sent = Sent::from_request(Request::from_parts(parts, body), state).await?;
        if name.contains('\0') {
            return Err(Problem::not_found());
        }
        let card = directory::card(&ctx, &name).await?;
        ctx.demand(Verb::EditRegistry, Some(card.organisation.id))?;
        let expected = shown(&ctx, &card).expected(&headers)?;
        Ok(Change { ctx, organisation: card.organisation, expected, sent })
    }
}

/// `PATCH /organisations/{id}`
pub(super) async fn edit(change: Change) -> Result<Response, Problem> {
    let Change { ctx, organisation, expected, sent } = change;
    let card = card_over(&ctx, card_of(&organisation), sent).await?;
    registry::edit_organisation(&ctx, organisation.id, expected, &card).await?;
    Ok(now(&ctx, organisation.id).await?.after(StatusCode::OK))
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
    sent.over("bus_gov_id", &mut card.bus_gov_id);
    sent.over("poll_link", &mut card.poll_link);
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
pub(super) async fn close(change: Change) -> Result<Response, Problem> {
    let Change { ctx, organisation, expected, mut sent } = change;
    let on = sent.text("on").unwrap_or_default();
    sent.check()?;
    let on: Date = on.parse().map_err(|_| Problem::field("on", "День закрытия пишется так: 2026-09-01"))?;
    registry::close_organisation(&ctx, organisation.id, expected, on).await?;
    Ok(now(&ctx, organisation.id).await?.after(StatusCode::OK))
}

/// `POST /organisations/{id}/reopen`
pub(super) async fn reopen(change: Change) -> Result<Response, Problem> {
    let Change { ctx, organisation, expected, sent } = change;
    sent.check()?;
    registry::reopen_organisation(&ctx, organisation.id, expected).await?;
    Ok(now(&ctx, organisation.id).await?.after(StatusCode::OK))
}

/// `POST /organisations/{id}/merge`: joins it to another one, which is the answer.
pub(super) async fn merge(change: Change) -> Result<Response, Problem> {
    let Change { ctx, organisation, expected, mut sent } = change;
    let into = sent.text("into").unwrap_or_default();
    sent.check()?;
    let into = organisation_of(&ctx, &into).await.ok().flatten();
    let into = into.ok_or_else(|| Problem::field("into", "Такой организации в реестре нет"))?;
    registry::merge_organisations(&ctx, organisation.id, expected, into).await?;
    Ok(now(&ctx, into).await?.after(StatusCode::OK))
}

/// `POST /organisations/{id}/branches`
pub(super) async fn add_branch(change: Change) -> Result<Response, Problem> {
    let Change { ctx, organisation, mut sent, .. } = change;
    let (name, address) = (sent.text("name").unwrap_or_default(), sent.text("address").unwrap_or_default());
    sent.check()?;
    registry::keep_branch(&ctx, organisation.id, None, &name, &address, None).await?;
    Ok(now(&ctx, organisation.id).await?.after(StatusCode::CREATED))
}
