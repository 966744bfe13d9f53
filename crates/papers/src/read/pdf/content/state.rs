//! The graphics and text state of a content stream.
//!
//! In come the values operators set; out goes where the next glyph stands. It refuses to know operators and pages.

use std::rc::Rc;

use crate::read::pdf::fonts::Font;
use crate::read::pdf::matrix::Matrix;

/// What `q` saves and `Q` restores.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) ctm: Matrix,
    pub(super) line_width: f64,
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: f64,
    pub(super) letter_spacing: f64,
    pub(super) word_spacing: f64,
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) mode: u8,
}

impl State {
    pub(super) fn new(ctm: Matrix) -> Self {
        State {
            ctm,
            line_width: 1.0,
            font: None,
            size: 0.0,
            letter_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }
}

/// Where text stands between `BT` and `ET`.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextPlace {
    pub(super) matrix: Matrix,
    pub(super) line: Matrix,
}

impl TextPlace {
    pub(super) const START: TextPlace = TextPlace { matrix: Matrix::IDENTITY, line: Matrix::IDENTITY };

    /// Goes to a new line, shifted from the start of the last one.
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.matrix = self.line;
    }

    /// Moves the pen along the line.
    pub(super) fn advance(&mut self, by: f64) {
        self.matrix = Matrix::shift(by, 0.0).then(self.matrix);
    }
}
