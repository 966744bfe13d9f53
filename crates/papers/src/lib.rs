//! The shape of documents: paper in, paper out.
//!
//! In come bytes of a stranger's document; out goes a neutral [`read::Document`] and from it a draft with remarks.
//! The other way, in come domain values and out go bytes of an official paper.
//! This crate refuses to know databases, the network and who is asking.

pub mod answers;
pub mod bundle;
pub mod feeds;
pub mod findings;
pub mod forms;
pub mod losses;
pub mod open_answers;
pub mod open_table;
mod pattern;
pub mod photo;
pub mod plan_json;
pub mod qr;
pub mod read;
pub mod report_json;
pub mod round;
pub mod rulebooks;
pub mod score_json;
pub mod site_section;
pub mod template;
pub mod write;

use otklik_domain::plan::Draft;

/// What one document turned out to say, beside the document itself.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The neutral document: paragraphs and tables with places.
    pub document: read::Document,
    /// What was understood.
    pub draft: Draft,
}

/// Reads a stranger's document and understands it as a plan, a report or a table of results.
///
/// # Errors
/// [`read::Unreadable`] says in one Russian sentence why the bytes cannot be taken and what to do.
pub fn read(
    bytes: &[u8],
    file_name: &str,
    options: &forms::measure_plan::Options,
) -> Result<Reading, read::Unreadable> {
    let document = read::read(bytes, Some(file_name))?;
    let draft = forms::measure_plan::recognise(&document, options);
    Ok(Reading { document, draft })
}
