//! The plan of measures, its report and the table of results, in whatever layout a stranger has typed them.
//!
//! In comes a neutral document; out goes a draft with remarks, each field with its place in the source.
//! Columns are known by the meaning of their headings, sections by the meaning of their names.
//! It never fails and never invents: what is not understood stays empty or as written, with a remark.

mod approval;
mod calendar;
mod crew;
mod ditto;
mod executors;
mod grid;
mod guess;
mod header;
mod hyphens;
mod items;
mod labels;
mod leftover;
mod letter;
mod lexicon;
mod measures;
mod organisation;
mod outline;
mod pairing;
mod period;
mod preamble;
mod reader;
mod rows;
mod scores;
mod sections;
mod source;
mod terms;
mod title;
mod turned;

#[cfg(test)]
mod tests;

use crate::read::Document;
use otklik_domain::plan::Draft;

/// What the one who asks knows beside the paper itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Year of the document, where a person says it.
    pub year: Option<i16>,
}

/// Reads a plan, a report or a table of results out of a document.
pub fn recognise(document: &Document, options: &Options) -> Draft {
    match turned::turned(document) {
        Some(upright) => upright.settled(reader::read(&upright.document, options)),
        None => reader::read(document, options),
    }
}

/// The name inside the whole of an organisation's name, as a reading finds it.
pub(in crate::forms) fn name_of(as_written: &str) -> String {
    organisation::in_text(as_written).unwrap_or_else(|| organisation::bare(as_written)).name
}
