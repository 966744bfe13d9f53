//! Parts that pages are made of, a folder each: its type, its markup, its style.
//!
//! In come values ready to be shown; out goes HTML that needs no further escaping.

pub(crate) mod compare;
pub(crate) mod curve;
pub(crate) mod edition;
pub(crate) mod errors;
pub(crate) mod facets;
pub(crate) mod field;
pub(crate) mod heat;
pub(crate) mod ledger;
pub(crate) mod pages;
pub(crate) mod plan_table;
pub(crate) mod score_card;
pub(crate) mod score_parts;
pub(crate) mod series;
pub(crate) mod sheet;
pub(crate) mod source;
pub(crate) mod state;
pub(crate) mod strip;
pub(crate) mod why;
pub(crate) mod years;
