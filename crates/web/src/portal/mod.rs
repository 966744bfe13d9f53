//! What everybody may see without signing in: organisations, their scores and plans.
//!
//! In come published versions only; out go pages. What is not published is not there.

pub(crate) mod text;
