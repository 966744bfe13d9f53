//! Pages without tags into blocks: by rulings, by white space, by where lines end.
//!
//! In come all pages; out go paragraphs and tables in reading order, tables joined over page breaks.
//! It refuses to know how pages were drawn.

mod columns;
mod grid;
mod joins;
mod lines;
mod margins;
mod names;
mod paragraphs;
mod ruled;
mod rulings;
mod seams;
mod tagged;
mod words;

use super::page::{Glyph, Page};
use crate::read::document::{Block, Paragraph};
use columns::Stretch;
use lines::Line;
use paragraphs::Room;
use ruled::{Filled, Placed};
use words::{Habits, Words};

pub(super) use joins::join_repeated;
pub(super) use tagged::{Custom, Span, TaggedText};

/// A page with its lines found and its grids filled.
#[derive(Debug)]
struct Sketch {
    height: f64,
    filled: Vec<Filled>,
    /// Lines outside ruled tables.
    lines: Vec<Line>,
    /// Horizontal rules.
    rules: Vec<super::page::Segment>,
}

/// What stands on a page, from top to bottom.
#[derive(Debug)]
enum Item {
    Table(Placed),
    Paragraphs(Vec<Paragraph>),
}

/// Reads pages by what they look like.
pub(super) fn read(pages: &[Page]) -> Vec<Block> {
    let mut sketches: Vec<Sketch> = pages.iter().map(sketch).collect();
    margins::drop_running(&mut sketches);
    let cells = || sketches.iter().flat_map(|s| &s.filled).flat_map(|f| &f.lines).map(|(lines, _)| lines.as_slice());
    let outside = || sketches.iter().map(|sketch| sketch.lines.as_slice());
    let words = Words::of(cells().chain(outside()).flatten());
    let in_cells = Habits { pitch: paragraphs::usual_pitch(cells()), words: &words };
    let in_flow = Habits { pitch: paragraphs::usual_pitch(outside()), words: &words };
    let pages = sketches.iter().map(|sketch| items(sketch, in_cells, in_flow)).collect();
    joins::join_pages(pages)
}

/// How many tables are ruled on a page.
pub(super) fn n_ruled_tables(page: &Page) -> usize {
    rulings::rulings(page).iter().filter_map(grid::Grid::of).filter(|grid| grid.cells.len() >= 4).count()
}

fn sketch(page: &Page) -> Sketch {
    let (filled, rest) = ruled::fill(page);
    let rest: Vec<&Glyph> = rest.into_iter().filter(|glyph| !page.mark_of(glyph).is_pagination).collect();
    let mut lines = Vec::new();
    for turn in 0..4_u8 {
        let turned: Vec<&Glyph> = rest.iter().copied().filter(|glyph| glyph.turn == turn).collect();
        if !turned.is_empty() && (turn == 0 || lines.is_empty()) {
            lines.extend(lines::lines(page, &turned));
        }
    }
    Sketch { height: page.height, filled, lines, rules: rulings::mended(page, true) }
}

fn items(sketch: &Sketch, in_cells: Habits<'_>, in_flow: Habits<'_>) -> Vec<Item> {
    let mut tables = ruled::tables(&sketch.filled, in_cells);
    tables.sort_by(|one, other| one.top.total_cmp(&other.top));
    let left = sketch.lines.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
    let right = sketch.lines.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
    let table_right = tables.iter().filter_map(|table| table.xs.last()).copied().fold(f64::MIN, f64::max) as f32;
    let room = Room { left, right: right.max(table_right - 6.0), habits: in_flow };
    let mut items = Vec::new();
    let mut rest = sketch.lines.as_slice();
    for table in tables {
        let n_above = rest.iter().take_while(|line| f64::from(line.baseline - line.size * 0.3) < table.top).count();
        let (above, below) = rest.split_at(n_above);
        flow(above, &sketch.rules, room, &mut items);
        rest = below;
        items.push(Item::Table(table));
    }
    flow(rest, &sketch.rules, room, &mut items);
    items
}

fn flow(lines: &[Line], rules: &[super::page::Segment], room: Room<'_>, items: &mut Vec<Item>) {
    for stretch in columns::stretches(lines, rules, room.habits) {
        match stretch {
            Stretch::Plain(lines) => items.push(Item::Paragraphs(paragraphs::paragraphs(&lines, room))),
            Stretch::Table(table) => items.push(Item::Table(table)),
            Stretch::Beside(blocks) => {
                for lines in blocks {
                    let left = lines.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
                    let right = lines.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
                    items.push(Item::Paragraphs(paragraphs::paragraphs(&lines, Room { left, right, ..room })));
                }
            }
        }
    }
}
