//! From bytes to a neutral document: paragraphs and tables with merged cells unfolded.
//!
//! In come bytes of any office format; out goes a [`Document`] whose blocks, cells and characters can be pointed at.
//! `Err` only where the bytes are not a document that can be taken. It refuses to know what the tables mean.

mod doc;
mod document;
mod docx;
mod flow;
mod grid;
mod guard;
mod html;
mod label;
mod limits;
mod lists;
mod odt;
mod omitted;
mod package;
mod pdf;
mod remarks;
mod rtf;
mod sniff;
mod text;
mod unreadable;
mod workbook;
mod xml;

pub use document::{Block, Cell, Document, Format, Paragraph, Table};
pub(crate) use package::Package;
use sniff::Kind;
pub(crate) use text::encoding_of;
pub use unreadable::Unreadable;
pub use workbook::Sheet;
pub(crate) use xml::well_formed;

/// Reads a document of any format that is read at all; the bytes say which, the name is only a word for people.
///
/// # Errors
/// [`Unreadable`] says in one sentence why the bytes cannot be taken and what to do.
pub fn read(bytes: &[u8], _file_name: Option<&str>) -> Result<Document, Unreadable> {
    limits::within(bytes.len() <= limits::PACKED_BYTES_MAX, || {
        format!("файл больше {} МБ", limits::PACKED_BYTES_MAX >> 20)
    })?;
    let document = match sniff::sniff(bytes)? {
        Kind::Docx => docx::read(bytes)?,
        Kind::Doc => doc::read(bytes)?,
        Kind::Odt => odt::read(bytes)?,
        Kind::FlatOdt => odt::read_flat(bytes)?,
        Kind::Rtf => rtf::read(bytes)?,
        Kind::Html => html::read(bytes)?,
        Kind::Mhtml => html::read_mhtml(bytes)?,
        Kind::Xlsx => workbook::read_xlsx(bytes)?,
        Kind::Xls => workbook::read_xls(bytes)?,
        Kind::Ods => workbook::read_ods(bytes)?,
        Kind::Pdf => pdf::read(bytes)?,
        Kind::Text => text::read(bytes)?,
    };
    if document.has_text() { Ok(document) } else { Err(Unreadable::Empty) }
}

/// The visible sheets of a workbook as rows, for tables of a round; far more cells are taken than of a document.
///
/// # Errors
/// As [`read`]; a document that is no workbook is refused.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    limits::within(bytes.len() <= limits::PACKED_BYTES_MAX, || {
        format!("файл больше {} МБ", limits::PACKED_BYTES_MAX >> 20)
    })?;
    match sniff::sniff(bytes)? {
        Kind::Xlsx => workbook::sheets_of_xlsx(bytes),
        Kind::Xls => workbook::sheets_of_xls(bytes),
        Kind::Ods => workbook::sheets_of_ods(bytes),
        _ => Err(Unreadable::UnknownFormat("это не таблица; нужны CSV, XLSX, ODS или Parquet".to_owned())),
    }
}
