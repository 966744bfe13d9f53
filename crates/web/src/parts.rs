//! Forms with files.
//!
//! In comes a form of parts; out go its fields and the files that were chosen. It refuses to look into the files.

use crate::form::Typed;
use crate::refusal::{self, Refused};
use crate::router::Web;
use crate::visit::Visit;
use axum::extract::Multipart;

/// A file of a form.
pub(crate) struct Part {
    /// Name of the field.
    pub(crate) name: String,
    /// Name of the file, without folders.
    pub(crate) file_name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Fields and files of a form of parts.
pub(crate) async fn parts_of(web: &Web, mut form: Multipart) -> Result<(Typed, Vec<Part>), Refused> {
    let megabytes_max = web.site.upload_megabytes_max;
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(cause) => return Err(refusal::of_multipart(&cause, megabytes_max)),
        };
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(base_name);
        let bytes = field.bytes().await.map_err(|cause| refusal::of_multipart(&cause, megabytes_max))?;
        match file_name {
            // A browser in which none was chosen sends a file without a name. One that was chosen and is empty is no photo
            // and no paper: it goes on to be refused, or its owner would think that it was taken.
            Some(file_name) if !bytes.is_empty() || !file_name.is_empty() => {
                files.push(Part { name, file_name, bytes: bytes.to_vec() })
            }
            Some(_) => {}
            None => fields.push((name, String::from_utf8_lossy(&bytes).trim().to_owned())),
        }
    }
    Ok((Typed(fields), files))
}

/// The same of somebody who is signed in, from a page of ours.
pub(crate) async fn signed_parts(visit: &Visit, web: &Web, form: Multipart) -> Result<(Typed, Vec<Part>), Refused> {
    let (typed, files) = parts_of(web, form).await?;
    let is_ours = visit.viewer.as_ref().is_some_and(|viewer| viewer.form_token == typed.get("token"));
    if is_ours { Ok((typed, files)) } else { Err(Refused::foreign_form()) }
}

/// The file of a field, where one was chosen that holds anything.
pub(crate) fn file_of(files: Vec<Part>, name: &str) -> Option<Part> {
    files.into_iter().find(|part| part.name == name && !part.bytes.is_empty())
}

/// A file up to this size comes back with its form, so that it need not be chosen again.
const KEPT_BYTES_MAX: usize = 512 * 1024;

/// Name and bytes of the file of a field: the one that was chosen, else the one that came back with the form.
pub(crate) fn file_or_kept(files: Vec<Part>, name: &str, typed: &Typed) -> (String, Vec<u8>) {
    match file_of(files, name) {
        Some(file) => (file.file_name, file.bytes),
        None => (base_name(typed.get("kept_name")), hex::decode(typed.get("kept")).unwrap_or_default()),
    }
}

/// What a form carries along of a file that is small enough: its bytes in hex and its name, as `kept` and `kept_name`.
pub(crate) fn kept(file_name: &str, bytes: &[u8]) -> Option<(String, String)> {
    let is_small = !bytes.is_empty() && bytes.len() <= KEPT_BYTES_MAX;
    is_small.then(|| (hex::encode(bytes), file_name.to_owned()))
}

/// The name without folders; some browsers send a whole path.
pub(crate) fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect()
}
