//! The look of every page: words, settings of the reader, the frame, components.
//!
//! In come plain values of views; out goes HTML whose classes all live in one stylesheet.
//! It refuses to know verbs, rights and storage.

pub(crate) mod components;
pub(crate) mod figures;
pub(crate) mod look;
pub(crate) mod page;
pub(crate) mod shell;
pub(crate) mod typeset;
pub(crate) mod words;
