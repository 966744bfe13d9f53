//! Sets official papers as tagged PDF: PDF/UA-1 and PDF/A-2a in one file, fonts embedded.
//!
//! In comes a neutral [`Paper`]; out go bytes of a PDF that is read aloud as a table and kept for years.
//! The words of a paper are data to the typesetter, never its markup; it sees no file but that data and two fonts.
//! It refuses to know plans, forms and who is asking. It is a crate of its own because typst is heavy to build.

mod date;
mod groups;
mod room;
mod words;

use otklik_papers::write::{Paper, Plates};
use room::Room;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// Why a paper could not be set. The words are for the log: any text can be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PressFault {
    /// The paper does not become data for the typesetter.
    #[error("бумага не передана в набор: {0}")]
    Paper(String),
    /// The typesetter refused.
    #[error("набор не удался: {0}")]
    Setting(String),
    /// The exporter found something that PDF/UA-1 or PDF/A-2a forbids.
    #[error("PDF не отвечает PDF/UA-1 и PDF/A-2a: {0}")]
    Export(String),
}

/// Sets a paper as PDF. PDF/A asks for the day it was made: the paper's own, or today's where it names none.
///
/// # Errors
/// `Setting` and `Export` name what the typesetter and the exporter's own checks refused.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PressFault> {
    let prepared = words::prepare(paper, room::is_shown).map_err(|e| PressFault::Paper(e.to_string()))?;
    set(room::PAPER, prepared.to_string(), paper.made_on.as_deref())
}

/// Sets plates as PDF: everything stands where it is said to stand.
///
/// # Errors
/// As [`pdf`].
pub fn plates(plates: &Plates) -> Result<Vec<u8>, PressFault> {
    let prepared = words::prepare_plates(plates, room::is_shown).map_err(|e| PressFault::Paper(e.to_string()))?;
    set(room::PLATES, prepared.to_string(), plates.made_on.as_deref())
}

fn set(template: &str, prepared: String, made_on: Option<&str>) -> Result<Vec<u8>, PressFault> {
    let room = Room::new(template, prepared)?;
    let document: PagedDocument =
        typst::compile(&room).output.map_err(|faults| PressFault::Setting(room::words(&faults)))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|fault| PressFault::Export(fault.message().to_string()))?;
    let timestamp = date::of(made_on).map(Timestamp::new_utc);
    let options = PdfOptions { standards, timestamp, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|faults| PressFault::Export(room::words(&faults)))
}
