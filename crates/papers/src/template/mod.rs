//! Word templates of people's own: a .docx with fields like `{{организация}}` becomes a paper.
//!
//! In come bytes of a template and values; out go bytes of a .docx in which everything else is as it was. A field is found
//! however Word has cut it into runs. It refuses macros, parts from elsewhere and fields nobody knows; what is missing
//! stays a blank line.

mod braces;
mod fill;
mod form;
mod forms;
mod markers;
mod package;
mod sample;
#[cfg(test)]
mod tests;
mod tokens;
mod values;

pub use form::TemplateForm;
pub use forms::consolidated::consolidated_values;
pub use forms::explained::explained_values;
pub use forms::plan::plan_values;
pub use forms::progress::progress_values;
pub use forms::protocol::protocol_values;
pub use forms::rating::rating_values;
pub use forms::region::region_values;
pub use forms::report::report_values;
pub use forms::score::score_values;
pub use sample::sample;
pub use values::{FieldSet, Values};

use crate::read::Unreadable;

/// Why a file cannot be a template («неподходящий шаблон»), in words a person can act on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnfitTemplate {
    /// Another format.
    #[error(
        "Шаблон — это документ Word .docx. Откройте файл в Word или LibreOffice и сохраните как «Документ Word (.docx)»"
    )]
    NotDocx,
    /// What would do something by itself, or bring something along.
    #[error("{0}. Уберите это, сохраните как «Документ Word (.docx)» и загрузите снова")]
    Refused(&'static str),
    /// It cannot be opened.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// A field that nobody knows, with where it stands («неизвестное поле»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownField {
    /// What is written between the braces.
    pub name: String,
    /// «основной текст, абзац 4»
    pub place: String,
    /// The nearest known name.
    pub nearest: Option<String>,
}

/// What was found in a template («проверка шаблона»).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Known fields, each once, in order of their first place.
    pub fields: Vec<String>,
    /// Fields nobody knows.
    pub unknown: Vec<UnknownField>,
    /// What is wrong with repeated rows, a sentence each.
    pub faults: Vec<String>,
}

impl Checked {
    /// Whether papers can be written by it.
    pub fn is_good(&self) -> bool {
        self.unknown.is_empty() && self.faults.is_empty() && !self.fields.is_empty()
    }
}

/// Refuses by its first bytes and names of parts what is no .docx, before anything of it is opened. A file of old Word or
/// one under a password is left to the reader, who tells them apart.
///
/// # Errors
/// `NotDocx`.
pub fn expect_docx(bytes: &[u8]) -> Result<(), UnfitTemplate> {
    const OLD_WORD: &[u8] = b"\xd0\xcf\x11\xe0";
    const MAIN: &[u8] = b"word/document";
    let is_docx = bytes.starts_with(b"PK") && bytes.windows(MAIN.len()).any(|name| name == MAIN);
    if is_docx || bytes.starts_with(OLD_WORD) { Ok(()) } else { Err(UnfitTemplate::NotDocx) }
}

/// Looks a template over.
///
/// # Errors
/// [`UnfitTemplate`] when it is no .docx, is larger than the limits, carries macros or reaches elsewhere.
pub fn check(bytes: &[u8], form: TemplateForm) -> Result<Checked, UnfitTemplate> {
    let parts = package::open(bytes)?;
    let mut checked = Checked::default();
    for part in parts.iter().filter(|part| part.is_text()) {
        let tokens = tokens::tokens(part.text()?)?;
        markers::look(&markers::joined(tokens), &part.place(), &form.fields(), &mut checked);
    }
    let forgotten = parts.iter().filter_map(package::TemplatePart::forgotten_place);
    checked.faults.extend(forgotten.map(|place| {
        format!("{place}: поля здесь не заполняются; перенесите поле в текст, таблицу, колонтитул, надпись или сноску")
    }));
    Ok(checked)
}

/// Writes a paper by a template. What has no value is a blank line; in a repeated row it is empty.
///
/// # Errors
/// As [`check`]; `Damaged` names a repeated row that does not end.
pub fn fill(bytes: &[u8], values: &Values) -> Result<Vec<u8>, UnfitTemplate> {
    let mut parts = package::open(bytes)?;
    for part in parts.iter_mut().filter(|part| part.is_text()) {
        let tokens = tokens::tokens(part.text()?)?;
        let filled = fill::fill(markers::joined(tokens), values)?;
        part.bytes = filled.into_bytes();
    }
    Ok(package::pack(&parts)?)
}
