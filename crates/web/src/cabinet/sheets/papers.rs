//! Papers of a survey: numbered sheets, an editable questionnaire, posters.

use super::lot_of;
use crate::cabinet::rounds::id_of;
use crate::download::attachment;
use crate::form::Asked;
use crate::refusal::Refused;
use crate::visit::{Staff, Visit};
use axum::extract::Path;
use axum::response::Response;
use otklik_app::paper_out::PaperOut;
use otklik_app::sheets;

fn sent(out: PaperOut) -> Response {
    attachment(&out.file_name, out.media_type, out.bytes)
}

/// The address of the site as the visitor names it: what a poster leads to.
fn site(visit: &Visit) -> String {
    let scheme = if visit.is_https { "https" } else { "http" };
    format!("{scheme}://{}", visit.host)
}

/// `GET /cabinet/blanks/{code}/lots/{id}/paper?variant=large`
pub(crate) async fn lot(
    Staff(visit): Staff,
    Path((code, id)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    Ok(sent(sheets::lot_paper(&visit.ctx, &code, lot_of(&id)?, asked.get("variant") == "large").await?))
}

/// `GET /cabinet/blanks/{code}/blank?format=…`
pub(crate) async fn blank(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    Ok(sent(sheets::blank_paper(&visit.ctx, &code, asked.get("format")).await?))
}

/// `GET /cabinet/blanks/{code}/layout?variant=large`
pub(crate) async fn layout(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    let json = sheets::sheet_layout(&visit.ctx, &code, asked.get("variant") == "large").await?;
    Ok(attachment("layout.json", "application/json", json.into_bytes()))
}

/// `GET /cabinet/blanks/{code}/poster?size=a4`
pub(crate) async fn poster(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    Ok(sent(sheets::posters(&visit.ctx, &code, asked.get("size"), &site(&visit)).await?))
}

/// `GET /cabinet/rounds/{id}/posters?size=a4`
pub(crate) async fn round_posters(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    Ok(sent(sheets::round_posters(&visit.ctx, id_of(&id)?, asked.get("size"), &site(&visit)).await?))
}
