//! Where strangers' files are opened and papers are set: never in this process.
//!
//! In come bytes of a document or a paper to print; out go a reading or bytes, or a sentence that says why not.
//! The app refuses to know how the workshop is kept apart; the program starts itself again as a limited child.

use async_trait::async_trait;
use otklik_papers::Reading;
use otklik_papers::answers::table::Sheet;
use otklik_papers::forms::measure_plan::Options;
use otklik_papers::photo::Photo;
use otklik_papers::write::{Paper, Plates};

/// Why a workshop gave nothing back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkshopFault {
    /// The document cannot be taken; the sentence says why and what to do.
    #[error("{0}")]
    Unreadable(String),
    /// The workshop itself failed; the words are for the log.
    #[error("мастерская не ответила: {0}")]
    Broken(String),
}

/// Reads papers and sets them, apart from the process that serves people.
#[async_trait]
pub trait Workshop: Send + Sync {
    /// Reads a document; `year` is the year of the document where a person said it.
    ///
    /// # Errors
    /// `Unreadable` when the bytes cannot be taken, `Broken` when the workshop itself failed.
    async fn read(&self, bytes: Vec<u8>, file_name: Option<&str>, year: Option<i16>) -> Result<Reading, WorkshopFault>;

    /// Reads the sheets of a workbook as rows.
    ///
    /// # Errors
    /// `Unreadable` when the bytes are no workbook, `Broken` when the workshop itself failed.
    async fn sheets(&self, bytes: Vec<u8>) -> Result<Vec<Sheet>, WorkshopFault>;

    /// Makes of a stranger's photo what may be kept: upright, smaller, without anything a camera adds.
    ///
    /// # Errors
    /// `Unreadable` when the bytes are no photo or too large, `Broken` when the workshop itself failed.
    async fn photo(&self, bytes: Vec<u8>) -> Result<Photo, WorkshopFault>;

    /// Sets a paper as PDF.
    ///
    /// # Errors
    /// `Broken` when the workshop failed.
    async fn press(&self, paper: &Paper) -> Result<Vec<u8>, WorkshopFault>;

    /// Sets plates as PDF: posters, printed questionnaires.
    ///
    /// # Errors
    /// `Broken` when the workshop failed.
    async fn press_plates(&self, plates: &Plates) -> Result<Vec<u8>, WorkshopFault>;
}

/// A workshop without walls, for tests and stories: reads in this process and presses nothing.
///
/// The program itself never uses it: strangers' files are opened by a limited child.
#[derive(Debug, Clone, Copy, Default)]
pub struct SameProcess;

#[async_trait]
impl Workshop for SameProcess {
    async fn read(&self, bytes: Vec<u8>, file_name: Option<&str>, year: Option<i16>) -> Result<Reading, WorkshopFault> {
        otklik_papers::read(&bytes, file_name.unwrap_or_default(), &Options { year })
            .map_err(|why| WorkshopFault::Unreadable(why.to_string()))
    }

    async fn sheets(&self, bytes: Vec<u8>) -> Result<Vec<Sheet>, WorkshopFault> {
        otklik_papers::read::sheets(&bytes).map_err(|why| WorkshopFault::Unreadable(why.to_string()))
    }

    async fn photo(&self, bytes: Vec<u8>) -> Result<Photo, WorkshopFault> {
        otklik_papers::photo::clean(&bytes).map_err(|why| WorkshopFault::Unreadable(why.to_string()))
    }

    async fn press(&self, _: &Paper) -> Result<Vec<u8>, WorkshopFault> {
        Err(WorkshopFault::Broken("no press here".to_owned()))
    }

    async fn press_plates(&self, _: &Plates) -> Result<Vec<u8>, WorkshopFault> {
        Err(WorkshopFault::Broken("no press here".to_owned()))
    }
}
