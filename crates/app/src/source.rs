//! The neutral document of a draft, under this room's name: pages show it without knowing the papers room.

pub use otklik_papers::read::{Block, Cell, Document, Paragraph, Table};
