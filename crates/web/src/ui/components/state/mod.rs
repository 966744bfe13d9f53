//! A state of a measure: text, shape and colour together, so that none of them is needed alone.

use askama::Template;
use askama::filters::HtmlSafe;

/// The shape and colour of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mark {
    Late,
    Soon,
    Work,
    Idle,
    Done,
    Ok,
    Partly,
    Failed,
    Moved,
    Ongoing,
}

impl Mark {
    /// Name of the symbol in the sprite.
    pub(crate) fn shape(self) -> &'static str {
        match self {
            Mark::Late => "late",
            Mark::Soon => "soon",
            Mark::Work | Mark::Partly => "work",
            Mark::Idle => "idle",
            Mark::Done => "done",
            Mark::Ok => "ok",
            Mark::Failed => "no",
            Mark::Moved => "moved",
            Mark::Ongoing => "on",
        }
    }

    /// Name of the colour.
    pub(crate) fn colour(self) -> &'static str {
        match self {
            Mark::Late | Mark::Failed => "late",
            Mark::Soon | Mark::Partly => "soon",
            Mark::Work | Mark::Moved => "work",
            Mark::Idle => "idle",
            Mark::Done | Mark::Ok => "ok",
            Mark::Ongoing => "on",
        }
    }

    /// Class of the whole state; only what is late or soon gets a tint, so that it is found first.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Mark::Late => "o-state--late",
            Mark::Soon => "o-state--soon",
            Mark::Work | Mark::Moved => "o-state--work",
            Mark::Idle => "o-state--idle",
            Mark::Done => "o-state--done",
            Mark::Ok => "o-state--ok",
            Mark::Partly => "o-state--partly",
            Mark::Failed => "o-state--failed",
            Mark::Ongoing => "o-state--on",
        }
    }
}

/// A state ready to be shown.
#[derive(Debug, Clone, Template)]
#[template(
    ext = "html",
    source = r##"<span class="o-state {{ mark.class() }}"><svg aria-hidden="true" focusable="false"><use href="#s-{{ mark.shape() }}"/></svg>{{ text }}</span>"##
)]
pub(crate) struct State {
    pub(crate) mark: Mark,
    pub(crate) text: String,
}

impl HtmlSafe for State {}

impl State {
    pub(crate) fn new(mark: Mark, text: impl Into<String>) -> Self {
        State { mark, text: text.into() }
    }
}

/// The shape alone, for keys and filters.
#[derive(Debug, Clone, Copy, Template)]
#[template(
    ext = "html",
    source = r##"<svg class="o-shape o-c-{{ mark.colour() }}" aria-hidden="true" focusable="false"><use href="#s-{{ mark.shape() }}"/></svg>"##
)]
pub(crate) struct Shape {
    pub(crate) mark: Mark,
}

impl HtmlSafe for Shape {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_text_shape_and_colour() {
        let html = State::new(Mark::Late, "Просрочено на 12 дней <b>").to_string();
        assert!(html.contains("Просрочено на 12 дней &#60;b&#62;"), "{html}");
        assert!(html.contains("#s-late") && html.contains("o-state--late"), "{html}");
    }
}
