//! What everybody may see without signing in: organisations, their scores and plans.
//!
//! In come published versions only; out go pages. What is not published is not there.

pub(crate) mod compare;
pub(crate) mod embed;
pub(crate) mod heat;
pub(crate) mod home;
pub(crate) mod inspection;
pub(crate) mod organisation;
pub(crate) mod plan;
pub(crate) mod plan_proof;
pub(crate) mod published;
pub(crate) mod rating;
pub(crate) mod results;
mod score;
pub(crate) mod survey;
pub(crate) mod text;
