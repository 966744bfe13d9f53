//! Setting of papers: promises kept by the file, and the tag tree they are read from.

mod drafts;
mod promises;
mod tree;
