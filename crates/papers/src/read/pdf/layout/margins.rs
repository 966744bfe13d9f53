//! Page numbers and running titles.
//!
//! In come the lines of every page outside tables; out go the same lines without what repeats at the edges of pages.
//! It refuses to know what the lines say.

use std::collections::HashMap;

use super::Sketch;
use super::lines::Line;

/// Lines looked at on each edge of a page.
const EDGE_LINES: usize = 3;
/// Share of the page height that an edge takes.
const EDGE: f32 = 0.13;

/// Drops page numbers and running titles; a title that repeats without a number stays once.
pub(super) fn drop_running(sketches: &mut [Sketch]) {
    let mut n_by_text: HashMap<String, usize> = HashMap::new();
    for sketch in sketches.iter() {
        for line in edge_lines(sketch) {
            *n_by_text.entry(pattern(line)).or_default() += 1;
        }
    }
    let n_pages = sketches.len();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for sketch in sketches.iter_mut() {
        let edges: Vec<Line> = edge_lines(sketch).cloned().collect();
        for line in edges {
            let pattern = pattern(&line);
            let n = n_by_text.get(&pattern).copied().unwrap_or(0);
            let n_before = seen.entry(pattern.clone()).or_default();
            *n_before += 1;
            let is_repeated = n >= 2 && n * 2 >= n_pages && (*n_before > 1 || pattern.contains('#'));
            let is_only = sketch.lines.len() == 1 && sketch.filled.is_empty();
            if (is_repeated || is_page_number(&line.text())) && !is_only {
                sketch.lines.retain(|other| other != &line);
            }
        }
    }
}

fn edge_lines(sketch: &Sketch) -> impl Iterator<Item = &Line> {
    let tables = sketch.filled.iter().map(|filled| filled.grid.bounds());
    let first = tables.clone().map(|[_, top, ..]| top as f32).fold(f32::MAX, f32::min);
    let last = tables.map(|[.., bottom]| bottom as f32).fold(f32::MIN, f32::max);
    let (high, low) = (sketch.height as f32 * EDGE, sketch.height as f32 * (1.0 - EDGE));
    let top = sketch.lines.iter().take(EDGE_LINES).filter(move |line| line.baseline < high && line.baseline < first);
    let bottom =
        sketch.lines.iter().rev().take(EDGE_LINES).filter(move |line| line.baseline > low && line.baseline > last);
    top.chain(bottom)
}

/// The text with its digits blotted out, and the height it stands at.
fn pattern(line: &Line) -> String {
    let text: String = line.text().chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
    format!("{}@{}", text.replace("##", "#").replace("##", "#"), (line.baseline / 6.0).round())
}

/// «2», «- 2 -», «Страница 2 из 5», «2/5», «лист 2».
fn is_page_number(text: &str) -> bool {
    let text = text.to_lowercase();
    let rest = text.trim_matches(|c: char| c.is_whitespace() || "-–—.|".contains(c));
    let mut words: Vec<&str> = rest.split([' ', '\u{A0}', '/']).filter(|word| !word.is_empty()).collect();
    words.retain(|word| !matches!(*word, "стр." | "стр" | "страница" | "лист" | "page" | "с." | "из" | "of"));
    matches!(words.len(), 1 | 2) && words.iter().all(|word| word.len() <= 4 && word.chars().all(|c| c.is_ascii_digit()))
}
