//! What the press promises: a tag tree that is read aloud, standards named in the file, words that are never markup.

mod drafts;
mod promises;
mod tree;
