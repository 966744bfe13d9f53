//! What everybody may see without signing in: organisations, their scores and plans.
//!
//! In come published versions only; out go pages. What is not published is not there.

pub(crate) mod home;
pub(crate) mod organisation;
pub(crate) mod plan;
pub(crate) mod score;
pub(crate) mod text;
