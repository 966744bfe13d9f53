//! Setting of papers: promises kept by the file, and that our reader sees the same records again.

mod drafts;
mod generated;
mod promises;
mod round_trip;
mod tree;
