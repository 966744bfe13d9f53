//! Writing of official papers: what stands on them, and that our own readers see the same table again.

mod drafts;
mod forms;
mod grids;
mod packages;
