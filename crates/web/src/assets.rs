//! What browsers keep: one stylesheet, fonts, the mark, a small script for questionnaires.
//!
//! In come vendored files and the styles of every component; out go immutable answers under names that change with
//! their bytes. It refuses to read the disk: everything is in the program.

use crate::refusal;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::LazyLock;

/// Styles in the order they apply.
const STYLES: &[&str] = &[
    include_str!("ui/base/fonts.css"),
    include_str!("../assets/govuk.css"),
    include_str!("ui/base/colour.css"),
    include_str!("ui/base/low_vision.css"),
    include_str!("ui/base/first_visit.css"),
    include_str!("ui/base/type.css"),
    include_str!("ui/base/page.css"),
    include_str!("ui/base/buttons.css"),
    include_str!("ui/components/state/style.css"),
    include_str!("ui/components/bar/style.css"),
    include_str!("ui/components/table/style.css"),
    include_str!("ui/components/today/style.css"),
    include_str!("ui/components/score_card/style.css"),
    include_str!("ui/components/strip/style.css"),
    include_str!("ui/components/told/style.css"),
    include_str!("ui/components/facets/style.css"),
    include_str!("ui/components/filter/style.css"),
    include_str!("ui/components/plan_table/style.css"),
    include_str!("ui/components/chain/style.css"),
    include_str!("ui/components/summary/style.css"),
    include_str!("ui/components/timeline/style.css"),
    include_str!("ui/components/review/style.css"),
    include_str!("ui/components/answer/style.css"),
    include_str!("cabinet/sheets/style.css"),
    include_str!("cabinet/answers/style.css"),
    include_str!("ui/components/todo/style.css"),
    include_str!("ui/components/facts/style.css"),
    include_str!("ui/components/matrix/style.css"),
    include_str!("ui/components/score_parts/style.css"),
    include_str!("ui/components/heat/style.css"),
    include_str!("ui/components/why/style.css"),
    include_str!("ui/components/compare/style.css"),
    include_str!("ui/components/ledger/style.css"),
    include_str!("ui/components/photo/style.css"),
    include_str!("ui/components/saving/style.css"),
    include_str!("ui/components/door/style.css"),
    include_str!("ui/components/mine/style.css"),
    include_str!("ui/components/curve/style.css"),
    include_str!("ui/base/joins.css"),
    include_str!("ui/base/print.css"),
];

macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(($name, include_bytes!(concat!("../assets/", $name)))),*] };
}

const FILES: &[(&str, &[u8])] = files![
    "mark.svg",
    "passkeys.js",
    "sending.js",
    "survey.js",
    "golos-text-cyrillic-400-normal.woff2",
    "golos-text-cyrillic-700-normal.woff2",
    "golos-text-cyrillic-ext-400-normal.woff2",
    "golos-text-cyrillic-ext-700-normal.woff2",
    "golos-text-latin-400-normal.woff2",
    "golos-text-latin-700-normal.woff2",
    "golos-text-latin-ext-400-normal.woff2",
    "golos-text-latin-ext-700-normal.woff2",
    "pt-serif-cyrillic-400-normal.woff2",
    "pt-serif-cyrillic-700-normal.woff2",
    "pt-serif-latin-400-normal.woff2",
    "pt-serif-latin-700-normal.woff2",
];

/// Saves answers in the background where a form asks for it.
const SAVING: &str = include_str!("ui/components/saving/script.js");

/// Styles of the questionnaire: people open it on the slowest lines, so it carries nothing that it does not show.
const ASK_STYLES: &[&str] = &[
    include_str!("ui/base/fonts.css"),
    include_str!("../assets/govuk.css"),
    include_str!("ui/base/colour.css"),
    include_str!("ui/base/low_vision.css"),
    include_str!("ui/base/first_visit.css"),
    include_str!("ui/base/type.css"),
    include_str!("ui/base/page.css"),
    include_str!("ui/base/buttons.css"),
    include_str!("ui/components/answer/style.css"),
    include_str!("ui/components/summary/style.css"),
    include_str!("ui/base/joins.css"),
    include_str!("ui/base/print.css"),
];

/// Parts of govuk.css that no page of the questionnaire has.
const NOT_ASKED: &[&str] = &[
    ".govuk-accordion",
    ".govuk-breadcrumbs",
    ".govuk-character-count",
    ".govuk-checkboxes",
    ".govuk-cookie-banner",
    ".govuk-date-input",
    ".govuk-details",
    ".govuk-exit-this-page",
    ".govuk-feedback",
    ".govuk-file-upload",
    ".govuk-footer",
    ".govuk-generic-header",
    ".govuk-header",
    ".govuk-language-navigation",
    ".govuk-notification-banner",
    ".govuk-pagination",
    ".govuk-password-input",
    ".govuk-phase-banner",
    ".govuk-radios",
    ".govuk-select",
    ".govuk-service-navigation",
    ".govuk-summary-card",
    ".govuk-tabs",
    ".govuk-task-list",
    ".govuk-warning-text",
];

/// The rules of a stylesheet, but those that are only about these parts.
fn without(css: &str, parts: &[&str]) -> String {
    let (mut out, mut rest) = (String::with_capacity(css.len()), css);
    while let Some((head, after)) = rest.split_once('{') {
        let (body, left) = block(after);
        rest = left;
        if head.trim_start().starts_with('@') && body.contains('{') {
            let inner = without(body, parts);
            if !inner.is_empty() {
                out.push_str(&format!("{head}{{{inner}}}"));
            }
        } else if !head.split(',').all(|selector| parts.iter().any(|part| selector.contains(part))) {
            out.push_str(&format!("{head}{{{body}}}"));
        }
    }
    out
}

/// What stands before the brace that closes a block, and what stands after it.
fn block(css: &str) -> (&str, &str) {
    let mut depth = 1_usize;
    for (at, byte) in css.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (css.get(..at).unwrap_or_default(), css.get(at + 1..).unwrap_or_default());
        }
    }
    (css, "")
}

struct Sheet {
    path: String,
    plain: String,
    gzip: Vec<u8>,
}

static SHEET: LazyLock<Sheet> = LazyLock::new(|| sheet("otklik.css", STYLES.concat()));
static ASK_SHEET: LazyLock<Sheet> = LazyLock::new(|| sheet("ask.css", without(&ASK_STYLES.concat(), NOT_ASKED)));

fn sheet(name: &str, mut css: String) -> Sheet {
    for (name, bytes) in FILES {
        css = css.replace(&format!("url({name})"), &format!("url(/assets/{})", hashed(name, bytes)));
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let gzip = encoder.write_all(css.as_bytes()).and_then(|()| encoder.finish()).unwrap_or_default();
    Sheet { path: format!("/assets/{}", hashed(name, css.as_bytes())), plain: css, gzip }
}

/// The script of the page of keying.
const KEYING: &str = include_str!("../assets/keying.js");
static KEYING_PATH: LazyLock<String> = LazyLock::new(|| format!("/assets/{}", hashed("keying.js", KEYING.as_bytes())));

/// Address of the script of the page of keying.
pub(crate) fn keying_path() -> &'static str {
    &KEYING_PATH
}

/// Address of the stylesheet.
pub(crate) fn stylesheet_path() -> &'static str {
    &SHEET.path
}

/// Address of the stylesheet of questionnaires.
pub(crate) fn ask_stylesheet_path() -> &'static str {
    &ASK_SHEET.path
}

static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let bytes = FILES.iter().find(|(name, _)| *name == "survey.js").map_or(&b""[..], |(_, bytes)| bytes);
    format!("/assets/{}", hashed("survey.js", bytes))
});

/// Address of what makes questionnaires quicker to fill; they work without it.
pub(crate) fn survey_script_path() -> &'static str {
    &SCRIPT
}

/// Address of the script that passkeys need.
pub(crate) fn passkeys_path() -> String {
    let name = "passkeys.js";
    let found = FILES.iter().find(|(plain, _)| *plain == name);
    format!("/assets/{}", found.map_or_else(String::new, |(plain, bytes)| hashed(plain, bytes)))
}

/// `GET /assets/{name}`
pub(crate) async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let is_asked = |sheet: &&Sheet| sheet.path.strip_prefix("/assets/") == Some(name.as_str());
    if let Some(sheet) = [&*SHEET, &*ASK_SHEET].into_iter().find(is_asked) {
        return stylesheet(sheet, &headers);
    }
    if name == "saving.js" {
        let kept = [(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, "public, max-age=3600")];
        return (kept, SAVING).into_response();
    }
    if KEYING_PATH.strip_prefix("/assets/") == Some(name.as_str()) {
        let kept = [(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, IMMUTABLE)];
        return (kept, KEYING).into_response();
    }
    let found = FILES.iter().find(|(plain, bytes)| *plain == name || hashed(plain, bytes) == name);
    match found {
        Some((plain, bytes)) => {
            let keep = if *plain == name { "public, max-age=86400" } else { IMMUTABLE };
            let kind = match plain.rsplit_once('.') {
                Some((_, "svg")) => "image/svg+xml",
                Some((_, "js")) => "text/javascript; charset=utf-8",
                _ => "font/woff2",
            };
            ([(CONTENT_TYPE, kind), (CACHE_CONTROL, keep)], *bytes).into_response()
        }
        None => refusal::bare_not_found(),
    }
}

const IMMUTABLE: &str = "public, max-age=31536000, immutable";

fn stylesheet(sheet: &'static Sheet, headers: &HeaderMap) -> Response {
    let takes_gzip = headers.get(ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("gzip"));
    let kept = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, IMMUTABLE), (VARY, "Accept-Encoding")];
    if takes_gzip && !sheet.gzip.is_empty() {
        return (kept, [(CONTENT_ENCODING, "gzip")], sheet.gzip.as_slice()).into_response();
    }
    (kept, sheet.plain.as_str()).into_response()
}

fn hashed(name: &str, bytes: &[u8]) -> String {
    let sum = hex::encode(Sha256::digest(bytes));
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{}.{ending}", sum.get(..10).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_of_the_stylesheet_is_served_from_here() {
        let css = &SHEET.plain;
        assert!(!css.contains("@import") && !css.contains("http://otklik") && !css.contains("GDS"));
        for url in css.split("url(").skip(1) {
            assert!(url.starts_with("/assets/"), "{}", &url[..40]);
        }
    }

    #[test]
    fn rules_about_other_parts_only_are_left_out() {
        for (css, kept) in [
            (".a{x:1}.b{x:2}", ".b{x:2}"),
            (".a,.b{x:1}", ".a,.b{x:1}"),
            ("@media print{.a{x:1}}.b{x:2}", ".b{x:2}"),
            ("@media print{.a{x:1}.b{y:1}}", "@media print{.b{y:1}}"),
            ("@font-face{src:url(.a)}", "@font-face{src:url(.a)}"),
        ] {
            assert_eq!(without(css, &[".a"]), kept, "{css}");
        }
        for part in
            ["o-answer__l", "govuk-error-summary", "govuk-panel", "govuk-summary-list", "@font-face", "data-scheme=wb"]
        {
            assert!(ASK_SHEET.plain.contains(part), "{part}");
        }
    }

    #[test]
    fn vendored_files_have_their_sums() {
        let sums = include_str!("../assets/SHA256SUMS");
        for (name, bytes) in FILES.iter().filter(|(n, _)| n.ends_with("woff2")) {
            assert!(sums.contains(&format!("{}  {name}", hex::encode(Sha256::digest(bytes)))), "{name}");
        }
        let css = hex::encode(Sha256::digest(include_str!("../assets/govuk.css")));
        assert!(sums.contains(&css), "govuk.css was changed by hand");
    }
}
