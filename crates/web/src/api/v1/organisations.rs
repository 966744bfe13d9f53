//! Organisations of the registry, as everybody may read them.

use super::answer::Shown;
use super::asked::{Asked, Path, is_key_cursor};
use super::caller::Caller;
use crate::api::problem::Problem;

use axum::http::HeaderMap;
use axum::response::Response;
use otklik_app::Ctx;
use otklik_app::directory::{self, OrganisationCard};
use otklik_app::record::OrganisationQuery;
use otklik_domain::registry::{Branch, OrganisationState, Sector};
use serde_json::{Value, json};

/// `GET /organisations`
pub(super) async fn list(Caller(ctx): Caller, headers: HeaderMap, mut asked: Asked) -> Result<Response, Problem> {
    let query = OrganisationQuery {
        search: asked.text("q"),
        sector: asked.read(
            "sector",
            "culture, education, health, social-care или medical-social-expertise",
            Sector::from_name,
        ),
        kind: asked.text("kind"),
        founder: asked.parsed("founder", "Номер учредителя из поля founder.id"),
        territory: asked.parsed("territory", "Номер территории из поля territory.id"),
        organisations: Vec::new(),
        with_gone: asked.flag("with_gone").unwrap_or(false),
        is_example: None,
    };
    let page = asked.page(is_key_cursor);
    asked.check()?;
    let found = directory::cards(&ctx, &query, &page).await?;
    Ok(Shown::list(&ctx, found.items.iter().map(value).collect(), found.next).answer(&headers))
}

/// `GET /organisations/{id}`: by id or address name.
pub(super) async fn show(
    Caller(ctx): Caller,
    headers: HeaderMap,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    if name.contains('\0') {
        return Err(Problem::not_found());
    }
    let card = directory::card(&ctx, &name).await?;
    Ok(shown(&ctx, &card).answer(&headers))
}

/// A card with its mark.
pub(super) fn shown(ctx: &Ctx, card: &OrganisationCard) -> Shown {
    Shown::new(ctx, value(card), card.version)
}

fn value(card: &OrganisationCard) -> Value {
    let organisation = &card.organisation;
    let (state, closed_on, merged_into) = match organisation.state {
        OrganisationState::Open => ("open", None, None),
        OrganisationState::Closed { on } => ("closed", Some(on.to_string()), None),
        OrganisationState::Merged { into } => ("merged", None, Some(into.to_string())),
    };
    json!({
        "id": organisation.id.to_string(),
        "slug": organisation.slug.as_str(),
        "name": organisation.name,
        "short_name": organisation.short_name,
        "sector": organisation.sector.name(),
        "kind": organisation.kind,
        "inn": organisation.inn.as_ref().map(ToString::to_string),
        "founder": card.founder.as_ref().map(|f| json!({ "id": f.id.to_string(), "name": f.name })),
        "territory": card.territory.as_ref().map(|t| json!({ "id": t.id.to_string(), "name": t.name, "kind": t.kind })),
        "branches": card.branches.iter().map(branch).collect::<Vec<_>>(),
        "address": organisation.address,
        "phone": organisation.phone,
        "email": organisation.email,
        "site": organisation.site,
        "bus_gov_id": organisation.bus_gov_id,
        "poll_link": organisation.poll_link,
        "state": state,
        "closed_on": closed_on,
        "merged_into": merged_into,
        "is_example": organisation.is_example,
        "version": card.version.0,
    })
}

fn branch(branch: &Branch) -> Value {
    json!({
        "id": branch.id.to_string(),
        "name": branch.name,
        "address": branch.address,
        "closed_on": branch.closed_on.map(|day| day.to_string()),
    })
}
