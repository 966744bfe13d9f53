//! A paper comes in: one file, read at once, its draft waits for a person.

use super::asked::Asked;
use super::caller::Keyed;
use super::{drafts, form};
use crate::api::problem::Problem;
use crate::router::Web;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::response::Response;
use otklik_app::intake::{self, Incoming};
use otklik_app::{Ctx, directory};
use otklik_domain::access::Verb;
use otklik_domain::ids::OrganisationId;

/// `POST /papers`
pub(super) async fn receive(
    Keyed(ctx): Keyed,
    State(web): State<Web>,
    asked: Asked,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    ctx.demand_somewhere(Verb::ReadPapers)?;
    asked.check()?;
    let (fields, file) = form::read(form, "file", web.site.upload_megabytes_max).await?;
    let text = |name: &str| fields.iter().rev().find(|(field, _)| field == name).map_or("", |(_, text)| text.as_str());
    let year = year_of(text("year"))?;
    let organisation = organisation_of(&ctx, text("organisation")).await?;
    let (file_name, bytes) = file
        .filter(|(_, bytes)| !bytes.is_empty())
        .ok_or_else(|| Problem::field("file", "Пришлите файл в поле file: его нет, или он пустой"))?;
    let incoming = Incoming { file_name, bytes, year, organisation, is_example: false };
    let draft = intake::read_plan_paper(&ctx, incoming).await?;
    drafts::made(&ctx, draft).await
}

fn year_of(text: &str) -> Result<Option<i16>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    let year = otklik_domain::typed::year(text);
    year.map(Some).ok_or_else(|| Problem::field("year", "Год — четыре цифры, например 2024"))
}

/// The organisation that a body names by id or address name; no name is none.
///
/// # Errors
/// 422 when there is no such organisation.
pub(super) async fn organisation_of(ctx: &Ctx, name: &str) -> Result<Option<OrganisationId>, Problem> {
    if name.is_empty() {
        return Ok(None);
    }
    let found = directory::find_organisation(ctx, name).await?;
    let found = found.ok_or_else(|| Problem::field("organisation", "Такой организации в реестре нет"))?;
    Ok(Some(found.value.id))
}
