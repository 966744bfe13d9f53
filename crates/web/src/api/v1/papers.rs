//! A paper comes in: one file, read at once, its draft waits for a person.

use super::asked::Asked;
use super::caller::Keyed;
use super::drafts;
use crate::api::problem::Problem;
use crate::router::Web;
use axum::extract::multipart::{Field, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::response::Response;
use otklik_app::intake::{self, Incoming};
use otklik_app::{Ctx, directory};
use otklik_domain::access::Verb;
use otklik_domain::ids::OrganisationId;

/// What came in the form.
#[derive(Default)]
struct Upload {
    file: Option<(String, Vec<u8>)>,
    year: String,
    organisation: String,
}

/// `POST /papers`
pub(super) async fn receive(
    Keyed(ctx): Keyed,
    State(web): State<Web>,
    asked: Asked,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    ctx.demand_somewhere(Verb::ReadPapers)?;
    asked.check()?;
    let form = form.map_err(|_| Problem::no_multipart_type())?;
    let upload = upload(form, web.site.upload_megabytes_max).await?;
    let year = year_of(&upload.year)?;
    let organisation = organisation_of(&ctx, &upload.organisation).await?;
    let (file_name, bytes) = upload
        .file
        .filter(|(_, bytes)| !bytes.is_empty())
        .ok_or_else(|| Problem::field("file", "Пришлите файл в поле file: его нет, или он пустой"))?;
    let incoming = Incoming { file_name, bytes, year, organisation, is_example: false };
    let draft = intake::read_plan_paper(&ctx, incoming).await?;
    drafts::made(&ctx, draft).await
}

async fn upload(mut form: Multipart, megabytes_max: usize) -> Result<Upload, Problem> {
    let mut upload = Upload::default();
    while let Some(field) = form.next_field().await.map_err(|cause| Problem::of_multipart(&cause, megabytes_max))? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(base_name).unwrap_or_default();
        let bytes = bytes_of(field, megabytes_max).await?;
        let text = || String::from_utf8_lossy(&bytes).trim().replace('\0', "");
        match name.as_str() {
            "file" => upload.file = Some((file_name, bytes)),
            "year" => upload.year = text(),
            "organisation" => upload.organisation = text(),
            _ => {}
        }
    }
    Ok(upload)
}

async fn bytes_of(field: Field<'_>, megabytes_max: usize) -> Result<Vec<u8>, Problem> {
    let bytes = field.bytes().await.map_err(|cause| Problem::of_multipart(&cause, megabytes_max))?;
    if bytes.len() > megabytes_max * 1024 * 1024 {
        return Err(Problem::too_large(format!("Принимаем файлы до {megabytes_max} МБ.")));
    }
    Ok(bytes.to_vec())
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

/// The name without folders; some programs send a whole path.
fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect()
}
