//! A file that a browser keeps instead of showing.
//!
//! In come its Russian name, its kind and its bytes; out goes an answer whose header names it twice (RFC 6266): as it is
//! for browsers, and by Latin letters for old programs. It refuses names that would leave the folder of downloads.

use crate::form::escape;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};

/// A file to be kept, under its Russian name and a Latin one for old programs.
pub(crate) fn attachment(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = HeaderValue::from_str(&disposition(name)).unwrap_or(HeaderValue::from_static("attachment"));
    ([(CONTENT_TYPE, HeaderValue::from_static(media_type)), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

fn disposition(name: &str) -> String {
    let extension = name.rsplit_once('.').map_or("bin", |(_, extension)| extension);
    let is_plain = extension.chars().all(|c| c.is_ascii_alphanumeric());
    let latin = format!("otklik.{}", if is_plain { extension } else { "bin" });
    let whole = escape(&name.replace(['/', '\\'], "_"));
    format!("attachment; filename=\"{latin}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_russian_name_and_a_latin_one() {
        for (name, latin, whole) in [
            ("План.docx", "otklik.docx", "%D0%9F%D0%BB%D0%B0%D0%BD.docx"),
            ("answers.csv", "otklik.csv", "answers.csv"),
            (
                "без расширения",
                "otklik.bin",
                "%D0%B1%D0%B5%D0%B7%20%D1%80%D0%B0%D1%81%D1%88%D0%B8%D1%80%D0%B5%D0%BD%D0%B8%D1%8F",
            ),
            ("../a\\b.pdf", "otklik.pdf", ".._a_b.pdf"),
            ("a.b\"; c", "otklik.bin", "a.b%22%3B%20c"),
            ("a\r\nX: y.txt", "otklik.txt", "a%0D%0AX%3A%20y.txt"),
        ] {
            assert_eq!(disposition(name), format!("attachment; filename=\"{latin}\"; filename*=UTF-8''{whole}"));
        }
    }
}
