//! What is to be looked at in one place, block by block, as the rulebook says it.

use super::Seen;
use crate::rulebook::{Inspection, Part, Rulebook};

/// What is asked at a point («вид пункта»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ask {
    /// Present, absent or not applicable.
    Mark,
    /// A whole number: the references give no items of this list, so it is counted.
    Count,
    /// Days of waiting.
    Days,
}

impl Ask {
    /// Whether a value answers what is asked.
    pub fn takes(self, seen: &Seen) -> bool {
        matches!((self, seen), (Ask::Mark, Seen::Mark(_)) | (Ask::Count, Seen::Count(_)) | (Ask::Days, Seen::Days(_)))
    }
}

/// One thing to look at («пункт листа осмотра»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its code, as files of findings name it: `comfort.water`, `stand_present`, `waiting_days`.
    pub code: String,
    /// Official wording.
    pub title: String,
    /// The shortcoming in words, where the rulebook has them.
    pub shortcoming: Option<String>,
    /// What is asked.
    pub ask: Ask,
}

/// One list of the rulebook in a sheet («блок листа осмотра»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Code of the list: `stand`, `site`, …, or `waiting`.
    pub code: String,
    /// Its name: «Информация на стендах».
    pub title: String,
    /// Whether it is looked at on the site, so that an address is that of a page.
    pub is_online: bool,
    /// Its points, in order.
    pub points: Vec<Point>,
}

/// Everything to look at in one place («лист пунктов осмотра»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checklist {
    /// Blocks, in order.
    pub blocks: Vec<Block>,
}

/// Points of the waiting ladder are found by these two.
pub(super) const WAITING_NORM: &str = "waiting_norm_days";
pub(super) const WAITING_DAYS: &str = "waiting_days";

impl Checklist {
    /// The points of a rulebook: items of its lists, counts where it has no items, days of waiting where it has 2.2.
    pub fn of(book: &Rulebook) -> Self {
        let lists = book.inspections.iter().map(|list| Block {
            code: list.code.clone(),
            title: list.title.clone(),
            is_online: matches!(list.code.as_str(), "site" | "channels"),
            points: points(book, list),
        });
        let waiting = book.waiting.iter().map(|_| waiting());
        Checklist { blocks: lists.chain(waiting).collect() }
    }

    /// Every point, in order.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        self.blocks.iter().flat_map(|block| &block.points)
    }

    /// The point with this code.
    pub fn point(&self, code: &str) -> Option<&Point> {
        self.points().find(|point| point.code == code)
    }

    /// The block with this code.
    pub fn block(&self, code: &str) -> Option<&Block> {
        self.blocks.iter().find(|block| block.code == code)
    }
}

fn points(book: &Rulebook, list: &Inspection) -> Vec<Point> {
    if !list.items.is_empty() {
        let point = |item: &crate::rulebook::Item| Point {
            code: item.code.clone(),
            title: item.title.clone(),
            shortcoming: item.shortcoming.clone(),
            ask: Ask::Mark,
        };
        return list.items.iter().map(point).collect();
    }
    let count = |code: String, title: &str| Point { code, title: title.to_owned(), shortcoming: None, ask: Ask::Count };
    let share = Part::ListShare { list: list.code.clone() };
    if book.indicators.iter().any(|rule| rule.parts.contains(&share)) {
        return vec![
            count(format!("{}_present", list.code), "сколько пунктов перечня есть"),
            count(format!("{}_required", list.code), "сколько пунктов перечня требуется"),
        ];
    }
    vec![count(list.code.clone(), "сколько пунктов перечня есть")]
}

fn waiting() -> Block {
    let days = |code: &str, title: &str| Point {
        code: code.to_owned(),
        title: title.to_owned(),
        shortcoming: None,
        ask: Ask::Days,
    };
    Block {
        code: "waiting".to_owned(),
        title: "Время ожидания услуги".to_owned(),
        is_online: false,
        points: vec![
            days(WAITING_NORM, "установленный срок ожидания, дней"),
            days(WAITING_DAYS, "средний срок ожидания на деле, дней"),
        ],
    }
}
