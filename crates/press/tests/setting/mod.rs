//! Setting of papers: promises kept by the file, and that our reader sees the same records again.

// The very drafts that the office formats are tried with: one generator, every format.
#[path = "../../../papers/tests/write/drafts.rs"]
mod drafts;
mod ends;
#[path = "../../../papers/tests/write/generated.rs"]
mod generated;
mod plates;
mod promises;
mod protocol;
mod round_trip;
mod scores;
mod tree;
