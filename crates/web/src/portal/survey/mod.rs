//! The questionnaire for citizens: a code, an introduction, a few pages, a receipt. No account, no script needed.
//!
//! In come codes and answers of one page at a time; out go pages. What was answered is kept after every page under a code
//! of its own. It refuses to judge answers and to know who fills it.

mod door;
mod finish;
mod frame;
mod intro;
mod screen;

pub(crate) use door::{code, places};
pub(crate) use intro::{embed, embed_start, intro, kiosk, kiosk_start, start};
pub(crate) use screen::{go_on, go_on_embed, keep, keep_embed, show, show_embed};
