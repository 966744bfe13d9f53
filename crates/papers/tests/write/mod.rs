//! Writing of official papers: what stands on them, and that our own readers see the same records again.

mod drafts;
mod forms;
mod generated;
mod grids;
mod packages;
mod round_trip;
mod scores;
