//! What a club worker sends: plain fields, or fields with photos.
//!
//! In comes a form of either sort; out go its fields and photos. A browser without scripts sends parts as well as one with.

use crate::form::Typed;
use crate::parts::{Part, parts_of};
use crate::refusal::Refused;
use crate::router::Web;
use axum::Form;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;

/// Fields and photos.
pub(crate) struct Told(pub(crate) Typed, pub(crate) Vec<Part>);

impl FromRequest<Web> for Told {
    type Rejection = Refused;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Self::Rejection> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            let form = Multipart::from_request(request, web).await.map_err(|_| Refused::no_form())?;
            let (typed, files) = parts_of(web, form).await?;
            return Ok(Told(typed, files));
        }
        let form = Form::<Vec<(String, String)>>::from_request(request, web).await;
        form.map(|Form(fields)| Told(Typed(fields), Vec::new())).map_err(|_| Refused::no_form())
    }
}
