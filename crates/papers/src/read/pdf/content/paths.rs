//! Paths as far as reading needs them: straight lines along the axes.
//!
//! In come path operators; out go [`Segment`]s: stroked lines, thin boxes that programs fill instead of stroking,
//! the sides of framed boxes. It refuses to know curves, colours and clipping.

use crate::read::pdf::matrix::Matrix;
use crate::read::pdf::page::Segment;

/// A filled box thinner than this is a ruling.
const RULING_WIDTH_MAX: f64 = 3.5;
/// A line may lean this much, in points.
const LEAN_MAX: f64 = 1.0;
/// Points kept of one path.
const POINTS_MAX: usize = 100_000;

/// The path under construction, in page coordinates.
#[derive(Debug, Default)]
pub(super) struct Path {
    lines: Vec<[(f64, f64); 2]>,
    boxes: Vec<[(f64, f64); 2]>,
    start: (f64, f64),
    at: (f64, f64),
    /// Corners of the sub-path, for boxes drawn line by line.
    corners: Vec<(f64, f64)>,
    has_curves: bool,
}

impl Path {
    pub(super) fn move_to(&mut self, to: (f64, f64)) {
        self.end_of_subpath();
        self.start = to;
        self.at = to;
        self.corners.push(to);
    }

    pub(super) fn line_to(&mut self, to: (f64, f64)) {
        if self.lines.len() < POINTS_MAX {
            self.lines.push([self.at, to]);
            self.corners.push(to);
        }
        self.at = to;
    }

    pub(super) fn curve_to(&mut self, to: (f64, f64)) {
        self.has_curves = true;
        self.at = to;
    }

    pub(super) fn close(&mut self) {
        if self.at != self.start {
            self.line_to(self.start);
        }
    }

    pub(super) fn rectangle(&mut self, ctm: Matrix, x: f64, y: f64, width: f64, height: f64) {
        self.end_of_subpath();
        let (one, other) = (ctm.point(x, y), ctm.point(x + width, y + height));
        if self.boxes.len() < POINTS_MAX {
            self.boxes.push([one, other]);
        }
        self.start = one;
        self.at = one;
    }

    /// A sub-path that is a box in all but name becomes one.
    fn end_of_subpath(&mut self) {
        let corners = std::mem::take(&mut self.corners);
        let is_box = matches!(corners.len(), 4 | 5)
            && !self.has_curves
            && corners.windows(2).all(|pair| match pair {
                [(x0, y0), (x1, y1)] => (x0 - x1).abs() < 0.01 || (y0 - y1).abs() < 0.01,
                _ => false,
            });
        self.has_curves = false;
        if is_box && self.lines.len() + 1 >= corners.len() {
            let (xs, ys) = (corners.iter().map(|c| c.0), corners.iter().map(|c| c.1));
            let low = (xs.clone().fold(f64::MAX, f64::min), ys.clone().fold(f64::MAX, f64::min));
            let high = (xs.fold(f64::MIN, f64::max), ys.fold(f64::MIN, f64::max));
            self.lines.truncate(self.lines.len() + 1 - corners.len());
            self.boxes.push([low, high]);
        }
    }

    /// Ends the path: what was stroked or filled becomes segments.
    pub(super) fn paint(&mut self, is_stroked: bool, is_filled: bool) -> Vec<Segment> {
        self.end_of_subpath();
        let path = std::mem::take(self);
        let mut segments = Vec::new();
        if is_stroked {
            segments.extend(path.lines.iter().filter_map(|[from, to]| line(*from, *to)));
        }
        for [one, other] in path.boxes {
            box_segments(one, other, is_stroked, is_filled, &mut segments);
        }
        segments
    }
}

fn line(from: (f64, f64), to: (f64, f64)) -> Option<Segment> {
    let (dx, dy) = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
    if dy <= LEAN_MAX && dx > dy {
        Some(Segment { is_horizontal: true, at: (from.1 + to.1) / 2.0, from: from.0.min(to.0), to: from.0.max(to.0) })
    } else if dx <= LEAN_MAX && dy > dx {
        Some(Segment { is_horizontal: false, at: (from.0 + to.0) / 2.0, from: from.1.min(to.1), to: from.1.max(to.1) })
    } else {
        None
    }
}

/// A thin box is one line through its middle; a framed one is its four sides.
pub(super) fn box_segments(
    one: (f64, f64),
    other: (f64, f64),
    is_stroked: bool,
    is_filled: bool,
    segments: &mut Vec<Segment>,
) {
    let (x0, x1) = (one.0.min(other.0), one.0.max(other.0));
    let (y0, y1) = (one.1.min(other.1), one.1.max(other.1));
    let (width, height) = (x1 - x0, y1 - y0);
    if !(is_stroked || is_filled) {
        return;
    }
    if height <= RULING_WIDTH_MAX && width > height {
        segments.push(Segment { is_horizontal: true, at: (y0 + y1) / 2.0, from: x0, to: x1 });
    } else if width <= RULING_WIDTH_MAX && height > width {
        segments.push(Segment { is_horizontal: false, at: (x0 + x1) / 2.0, from: y0, to: y1 });
    } else if is_stroked && width > RULING_WIDTH_MAX {
        segments.extend([y0, y1].map(|at| Segment { is_horizontal: true, at, from: x0, to: x1 }));
        segments.extend([x0, x1].map(|at| Segment { is_horizontal: false, at, from: y0, to: y1 }));
    }
}
