//! The questionnaire on paper («бланк анкеты»), from the same definition as the one on the site.
//!
//! In come a questionnaire of a rulebook, a place and numbers of sheets; out go plates for the press, the places of every
//! box for whoever reads a photograph of a sheet, and an editable paper. It refuses to know who gets a sheet.

mod editable;
mod flow;
mod frame;
mod layout;
mod skips;
#[cfg(test)]
mod tests;

pub use editable::editable;
pub(crate) use flow::lowered;
pub(crate) use frame::{height_of, put, words};
pub use layout::{BoxPlace, Layout, Meaning};

use crate::write::{Item, Plate, PlateSheet, Plates};
use flow::Flowed;
use jiff::civil::Date;
use otklik_domain::rulebook::Questionnaire;
use otklik_domain::survey::{SheetNumber, SurveyCode};

/// What is printed.
#[derive(Debug, Clone)]
pub struct Blank<'a> {
    /// The questions.
    pub questionnaire: &'a Questionnaire,
    /// Name of the organisation.
    pub organisation: &'a str,
    /// Name of the branch; empty is the organisation's own place.
    pub branch: &'a str,
    /// Code of the survey.
    pub code: &'a SurveyCode,
    /// Letters of at least 14 points, as many pages as it takes.
    pub is_large: bool,
    /// The day it is made, for the properties of the file.
    pub made_on: Option<Date>,
}

/// Sizes of everything on a sheet: letters in tenths of a point, lengths in tenths of a millimetre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sizes {
    text: u32,
    small: u32,
    heading: u32,
    title: u32,
    side: u32,
    gap: u32,
    /// Room for words of one's own.
    words: u32,
}

/// The largest that fits on two sides is taken.
const NORMAL: [u32; 6] = [110, 105, 100, 95, 90, 85];
/// Sides of the normal variant: one leaf.
const SIDES_MAX: usize = 2;

impl Sizes {
    fn normal(text: u32) -> Self {
        Sizes { text, small: text - 10, heading: text + 15, title: 150, side: 70, gap: 28, words: 260 }
    }

    fn large() -> Self {
        Sizes { text: 160, small: 140, heading: 180, title: 200, side: 100, gap: 50, words: 520 }
    }
}

impl Blank<'_> {
    fn flowed(&self) -> Flowed {
        if self.is_large {
            return flow::flow(self, Sizes::large());
        }
        let fitting = NORMAL.into_iter().map(|text| flow::flow(self, Sizes::normal(text)));
        let mut smallest = None;
        for flowed in fitting {
            if flowed.pages.len() <= SIDES_MAX {
                return flowed;
            }
            smallest = Some(flowed);
        }
        // A questionnaire longer than any of ours takes more leaves rather than smaller letters.
        smallest.unwrap_or_default()
    }

    /// Where every box stands: what reads a photograph needs.
    pub fn layout(&self) -> Layout {
        let flowed = self.flowed();
        Layout::of(flowed.pages.len(), flowed.boxes)
    }

    /// Sheets with these numbers, each on its own leaves.
    pub fn plates(&self, numbers: &[SheetNumber]) -> Plates {
        let flowed = self.flowed();
        let n_pages = flowed.pages.len();
        let is_padded = n_pages % 2 == 1 && numbers.len() > 1;
        let mut plates: Vec<Plate> = flowed.pages.into_iter().map(plate).collect();
        if is_padded {
            // Printed on both sides, the next sheet begins on a leaf of its own.
            plates.push(plate(Vec::new()));
        }
        let sheet = |number: &SheetNumber| {
            let own = (0..n_pages).map(|at| PlateSheet { plate: at, items: frame::own(self, *number, at, n_pages) });
            let back = is_padded.then_some(PlateSheet { plate: n_pages, items: Vec::new() });
            own.chain(back).collect::<Vec<_>>()
        };
        Plates {
            title: format!("Анкета: {}", self.place()),
            made_on: self.made_on.map(|day| day.to_string()),
            sheets: numbers.iter().flat_map(sheet).collect(),
            plates,
        }
    }

    /// Organisation and branch in one line.
    fn place(&self) -> String {
        if self.branch.is_empty() {
            self.organisation.to_owned()
        } else {
            format!("{}, {}", self.organisation, self.branch)
        }
    }
}

fn plate(items: Vec<Item>) -> Plate {
    Plate { size: layout::A4, items }
}
