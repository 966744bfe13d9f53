//! From values to bytes of an official paper.
//!
//! In comes a neutral [`Paper`] (lines, one table, signatures); out go bytes of an office format that open in Word and LibreOffice.
//! PDF is set from the same [`Paper`] by the crate `otklik-press`.
//! It refuses to know plans and measures: which lines a form has is decided in [`crate::forms`].

pub(crate) mod clean;
mod csv;
mod docx;
mod fit;
mod format;
mod glue;
mod html;
pub mod measure;
mod odt;
mod pack;
mod paper;
mod plate;
mod sign;
mod xlsx;

pub(crate) use csv::delimited;
pub use fit::{heights, lines_of as line_count};
pub use format::Format;
pub use glue::{glue, glued};
pub(crate) use pack::in_russian;
pub use paper::{Cell, Column, Ending, HeaderCell, Line, LineStyle, Paper, Row, Sheet, Table};
pub use plate::{Area, Item, Plate, PlateSheet, Plates, Words};
pub(crate) use xlsx::{epoch, iso_day};

/// Why a paper could not be written. Never the fault of what it says: any text can be written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// PDF is set by the press.
    #[error("PDF набирает отдельная часть программы: вызовите её с той же бумагой")]
    NeedsPress,
    /// Packing failed; the words are for the log.
    #[error("Не удалось собрать файл ({0})")]
    Packing(String),
}

/// Writes a paper in one of the office formats.
///
/// # Errors
/// `NeedsPress` for PDF; `Packing` where the container could not be assembled.
pub fn write(paper: &Paper, format: Format) -> Result<Vec<u8>, Unwritten> {
    match format {
        Format::Docx => docx::write(paper),
        Format::Odt => odt::write(paper),
        Format::Xlsx => xlsx::write(paper),
        Format::Html => Ok(html::write(paper).into_bytes()),
        Format::Csv => Ok(csv::write(paper)),
        Format::Pdf => Err(Unwritten::NeedsPress),
    }
}
