//! From bytes to a neutral document: paragraphs and tables with merged cells unfolded.
//!
//! In come bytes of any office format; out goes a [`Document`] whose blocks, cells and characters can be pointed at.
//! `Err` only where the bytes are not a document that can be taken. It refuses to know what the tables mean.

mod document;
mod unreadable;

pub use document::{Block, Cell, Document, Format, Paragraph, Table};
pub use unreadable::Unreadable;
