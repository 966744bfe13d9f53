//! A paper whose every line has its place: posters, and questionnaires that a camera reads later.
//!
//! In come texts, boxes and pictures with coordinates; they travel as JSON to the press, which puts them exactly there.
//! Lengths are tenths of a millimetre from the upper left corner of the sheet, sizes of letters tenths of a point.

use serde::{Deserialize, Serialize};

/// A paper of fixed plates («лист с постоянной разметкой»).
///
/// Many sheets share a plate, and differ by what is put over it: a number, a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plates {
    /// One line for the document's properties.
    pub title: String,
    /// The day it was made, ISO 8601, for the document's properties.
    pub made_on: Option<String>,
    /// What many sheets have in common.
    pub plates: Vec<Plate>,
    /// The sheets as they leave the printer.
    pub sheets: Vec<PlateSheet>,
}

/// A sheet without what is its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plate {
    /// Width and height.
    pub size: (u32, u32),
    /// What stands on it, in the order in which it is read aloud.
    pub items: Vec<Item>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlateSheet {
    /// Its plate, from zero.
    pub plate: usize,
    /// What is its own.
    pub items: Vec<Item>,
}

/// A rectangle of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// From the left.
    pub x: u32,
    /// From above.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

impl Area {
    /// A rectangle.
    pub fn new(x: u32, y: u32, width: u32, height: u32) -> Self {
        Area { x, y, width, height }
    }

    /// Whether two rectangles have a point in common.
    pub fn meets(&self, other: &Area) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }
}

/// Something that stands on a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Item {
    /// Words in lines of a width.
    Text(Words),
    /// An empty box for a pen.
    Box {
        /// Where.
        area: Area,
        /// Thickness of its line.
        stroke: u32,
    },
    /// A thin grey line.
    Rule {
        /// Where; its height is its thickness.
        area: Area,
    },
    /// A black rectangle: a mark in the corner.
    Mark {
        /// Where.
        area: Area,
    },
    /// A picture.
    Picture {
        /// Where.
        area: Area,
        /// SVG.
        svg: String,
        /// What it shows, for those who listen.
        alt: String,
    },
}

/// Words in lines of a width.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// From the left.
    pub x: u32,
    /// From above.
    pub y: u32,
    /// Width of the lines.
    pub width: u32,
    /// Tenths of a point.
    pub size: u32,
    /// Bold.
    pub is_bold: bool,
    /// In the middle of the width.
    pub is_centred: bool,
    /// 0 is a paragraph, 1 and 2 are headings.
    pub level: u8,
    /// The words.
    pub text: String,
}
