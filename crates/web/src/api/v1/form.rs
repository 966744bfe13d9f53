//! A body of parts: fields and one file.
//!
//! In comes a form; out go its fields as they were sent and the file of one name. It refuses to look into the file.

use super::sent::Sent;
use crate::api::problem::Problem;
use crate::router::Web;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;

/// A file: its name without folders, and its bytes. Bytes may be none.
pub(super) type File = (String, Vec<u8>);

/// Reads a form; the part called `file_field` is the file, every other one is text.
///
/// # Errors
/// 415 when it is no form, 400 when it breaks off, 413 when a part is larger than a site takes.
pub(super) async fn read(
    form: Result<Multipart, MultipartRejection>,
    file_field: &str,
    megabytes_max: usize,
) -> Result<(Vec<(String, String)>, Option<File>), Problem> {
    let mut form = form.map_err(|_| Problem::no_multipart_type())?;
    let broken = |cause| Problem::of_multipart(&cause, megabytes_max);
    let (mut fields, mut file) = (Vec::new(), None);
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(base_name).unwrap_or_default();
        let bytes = field.bytes().await.map_err(broken)?;
        if bytes.len() > megabytes_max * 1024 * 1024 {
            return Err(Problem::too_large(format!("Принимаем файлы до {megabytes_max} МБ.")));
        }
        if name == file_field {
            file = Some((file_name, bytes.to_vec()));
        } else {
            fields.push((name, String::from_utf8_lossy(&bytes).trim().replace('\0', "")));
        }
    }
    Ok((fields, file))
}

/// The name without folders; some programs send a whole path.
fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect()
}

/// A form without a file says so by a part without a name. An empty file is one: it is refused, not left out.
fn is_chosen((name, bytes): &File) -> bool {
    !name.is_empty() || !bytes.is_empty()
}

/// JSON, or a form of parts with the scan of a signed paper.
pub(super) struct SentWithScan {
    /// The fields, by whichever way they came.
    pub(super) sent: Sent,
    /// The scan, where there is one.
    pub(super) scan: Option<File>,
}

impl FromRequest<Web> for SentWithScan {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Problem> {
        let media_type = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if !media_type.trim_start().to_ascii_lowercase().starts_with("multipart/form-data") {
            return Ok(SentWithScan { sent: Sent::from_request(request, web).await?, scan: None });
        }
        let form = Multipart::from_request(request, web).await;
        let (fields, scan) = read(form, "scan", web.site.upload_megabytes_max).await?;
        Ok(SentWithScan { sent: Sent::of_fields(fields), scan: scan.filter(is_chosen) })
    }
}
