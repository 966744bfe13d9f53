//! The shape of documents: paper in, paper out.
//!
//! In come bytes of a stranger's document; out goes a neutral [`read::Document`] and from it a draft with remarks.
//! The other way, in come domain values and out go bytes of an official paper.
//! This crate refuses to know databases, the network and who is asking.

pub mod forms;
pub mod plan_json;
pub mod read;
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
