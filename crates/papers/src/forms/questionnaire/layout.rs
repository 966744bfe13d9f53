//! Where the boxes of a printed questionnaire stand, for a program that reads its photograph.

use crate::write::Area;
use serde::Serialize;

/// A sheet of A4, tenths of a millimetre.
pub(super) const A4: (u32, u32) = (2100, 2970);
/// Left and right edge of what is printed.
pub(super) const LEFT: u32 = 180;
pub(super) const RIGHT: u32 = 1920;
/// What is printed ends here; below stand the page number and the lower corner marks.
pub(super) const BOTTOM: u32 = 2790;
/// Side of a corner mark.
const MARK: u32 = 60;

/// The marks in the corners: upper left, upper right, lower left, lower right.
pub(super) const CORNERS: [Area; 4] = [
    Area { x: 80, y: 80, width: MARK, height: MARK },
    Area { x: 1960, y: 80, width: MARK, height: MARK },
    Area { x: 80, y: 2830, width: MARK, height: MARK },
    Area { x: 1960, y: 2830, width: MARK, height: MARK },
];
/// The QR code, the same on every page.
pub(super) const QR: Area = Area { x: 1690, y: 80, width: 230, height: 230 };

/// What a mark in a box says («значение клетки»).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Meaning {
    /// «да»
    Yes,
    /// «нет»
    No,
    /// This one of the list, by its code.
    Choice(String),
    /// A digit of a number; the first is the highest.
    Digit(u32),
    /// Words of one's own.
    Words,
}

/// A box of a sheet («клетка бланка»).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoxPlace {
    /// Page, from 1.
    pub page: usize,
    /// Code of the question.
    pub question: String,
    /// What a mark in it says.
    pub meaning: Meaning,
    /// Where.
    pub area: Area,
}

/// Where everything stands that a program looks for («разметка бланка»). Tenths of a millimetre from the upper left corner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Layout {
    /// Width and height of a page.
    pub size: (u32, u32),
    /// Pages of a sheet.
    pub n_pages: usize,
    /// Corner marks of every page: upper left, upper right, lower left, lower right.
    pub corners: [Area; 4],
    /// The QR code of every page. It says `OTKLIK:` code of the survey `:` number with its letter `:` page.
    pub qr: Area,
    /// Boxes in the order of the questions.
    pub boxes: Vec<BoxPlace>,
}

impl Layout {
    pub(super) fn of(n_pages: usize, boxes: Vec<BoxPlace>) -> Self {
        Layout { size: A4, n_pages, corners: CORNERS, qr: QR, boxes }
    }

    /// For other programs.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
