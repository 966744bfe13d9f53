//! Fields of each form, a file a form.
//!
//! In comes what the paper speaks of; out go its fields with what they are, and their values. They refuse to count: what
//! is not known is empty.

pub(super) mod consolidated;
pub(super) mod explained;
pub(super) mod plan;
pub(super) mod progress;
pub(super) mod protocol;
pub(super) mod rating;
pub(super) mod region;
pub(super) mod report;
pub(super) mod score;
