//! What others measured: stars, monthly polls, ratings of services. Shown beside the score, never mixed into it.
//!
//! In come figures as their source tells them; out go figures that can stand on one line of time, each with its own
//! scale. It refuses to turn one scale into another and knows nothing of scores.

mod figure;
mod timeline;

pub use figure::{Figure, FigureFault, SecondSource, figure};
pub use timeline::{Moment, Series, timeline};
