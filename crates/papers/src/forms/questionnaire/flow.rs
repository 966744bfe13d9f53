//! Questions one under another, over as many pages as they take; no question is torn apart.

use super::frame::{self, height_of, put, words};
use super::layout::{BOTTOM, BoxPlace, LEFT, Meaning, RIGHT};
use super::{Blank, Sizes, skips};
use crate::write::{Area, Item, Words, measure};
use otklik_domain::rulebook::{Answers, Question};

const STROKE: u32 = 5;
const THANKS: &str = "Спасибо! Опустите анкету в ящик для анкет или отдайте тому, кто её выдал.";

/// Pages with what stands on them, and the boxes in the order of the questions.
#[derive(Debug, Default)]
pub(super) struct Flowed {
    pub(super) pages: Vec<Vec<Item>>,
    pub(super) boxes: Vec<BoxPlace>,
}

/// A question with its section's heading, measured from its own upper edge.
struct Block {
    items: Vec<Item>,
    boxes: Vec<(Meaning, Area)>,
    height: u32,
}

/// Lays the questionnaire out.
pub(super) fn flow(blank: &Blank<'_>, sizes: Sizes) -> Flowed {
    let mut items = frame::marks();
    let mut y = frame::head(&mut items, blank, sizes);
    let mut flowed = Flowed { pages: vec![items], boxes: Vec::new() };
    let mut section = "";
    for (at, question) in blank.questionnaire.questions.iter().enumerate() {
        let title = blank.questionnaire.pages.iter().find(|page| page.code == question.page);
        let is_new = question.page != section;
        let heading = title.filter(|_| is_new).map(|page| page.title.as_str());
        section = &question.page;
        let block = block(blank, at, question, heading, sizes);
        y = place(&mut flowed, blank, sizes, y, block, &question.code);
    }
    let mut thanks = Vec::new();
    let height = put(&mut thanks, Words { is_bold: true, ..words(LEFT, 0, RIGHT - LEFT, sizes.text, THANKS) });
    place(&mut flowed, blank, sizes, y, Block { items: thanks, boxes: Vec::new(), height }, "");
    flowed
}

/// Puts a block below the ones before, or on top of a new page; gives where the next one begins.
fn place(flowed: &mut Flowed, blank: &Blank<'_>, sizes: Sizes, y: u32, block: Block, code: &str) -> u32 {
    let mut y = y;
    if y + block.height > BOTTOM {
        let mut items = frame::marks();
        y = frame::next_head(&mut items, blank, sizes);
        flowed.pages.push(items);
    }
    let page = flowed.pages.len();
    if let Some(items) = flowed.pages.last_mut() {
        items.extend(block.items.into_iter().map(|item| lowered(item, y)));
    }
    flowed.boxes.extend(block.boxes.into_iter().map(|(meaning, area)| BoxPlace {
        page,
        question: code.to_owned(),
        meaning,
        area: Area { y: area.y + y, ..area },
    }));
    y + block.height + sizes.gap
}

/// The same so much lower.
pub(crate) fn lowered(item: Item, by: u32) -> Item {
    let lower = |area: Area| Area { y: area.y + by, ..area };
    match item {
        Item::Text(words) => Item::Text(Words { y: words.y + by, ..words }),
        Item::Box { area, stroke } => Item::Box { area: lower(area), stroke },
        Item::Rule { area } => Item::Rule { area: lower(area) },
        Item::Mark { area } => Item::Mark { area: lower(area) },
        Item::Picture { area, svg, alt } => Item::Picture { area: lower(area), svg, alt },
    }
}

fn block(blank: &Blank<'_>, at: usize, question: &Question, heading: Option<&str>, sizes: Sizes) -> Block {
    let mut block = Block { items: Vec::new(), boxes: Vec::new(), height: 0 };
    let mut y = 0;
    if let Some(heading) = heading {
        let line = words(LEFT, sizes.gap / 2, RIGHT - LEFT, sizes.heading, heading);
        y = put(&mut block.items, Words { is_bold: true, level: 2, ..line }) + sizes.gap / 2;
    } else {
        block.items.push(Item::Rule { area: Area::new(LEFT, 0, RIGHT - LEFT, 2) });
        y += sizes.gap * 2 / 3;
    }
    let number = format!("{}.", question.number);
    let indent = LEFT + measure::width("00.", sizes.text, true) + 15;
    put(&mut block.items, Words { is_bold: true, ..words(LEFT, y, indent - LEFT, sizes.text, number) });
    let beside = beside(&question.answers, sizes, y);
    let right =
        beside.iter().map(|(words, area, _)| words.as_ref().map_or(area.x, |w| w.x)).min().unwrap_or(RIGHT + 50);
    let width = right - 50 - indent;
    let mut bottom = put(&mut block.items, words(indent, y, width, sizes.text, question.wording.as_str()));
    if let Some(skip) = skips::words(blank.questionnaire, at) {
        bottom = put(&mut block.items, Words { is_bold: true, ..words(indent, bottom + 5, width, sizes.small, skip) });
    }
    for (label, area, meaning) in beside {
        bottom = bottom.max(area.y + area.height);
        block.add(label, area, meaning);
    }
    block.height = block.below(question, sizes, indent, bottom);
    block
}

impl Block {
    fn add(&mut self, label: Option<Words>, area: Area, meaning: Meaning) {
        self.items.extend(label.map(Item::Text));
        self.items.push(Item::Box { area, stroke: STROKE });
        self.boxes.push((meaning, area));
    }

    /// What stands under the wording: boxes of a list, room for words. Gives its lower edge.
    fn below(&mut self, question: &Question, sizes: Sizes, indent: u32, bottom: u32) -> u32 {
        match &question.answers {
            Answers::YesNo | Answers::Number(_, _) => bottom,
            Answers::Text => {
                let area = Area::new(indent, bottom + 15, RIGHT - indent, sizes.words);
                self.add(None, area, Meaning::Words);
                area.y + area.height
            }
            Answers::Choice(list) => self.choices(list, sizes, indent, bottom + 15),
        }
    }

    /// As many choices on a line as fit.
    fn choices(&mut self, list: &[(String, String)], sizes: Sizes, indent: u32, top: u32) -> u32 {
        let (mut x, mut y) = (indent, top);
        let room = RIGHT - indent - sizes.side - 20;
        for (code, text) in list {
            let width = (measure::width(text, sizes.text, false) * 102 / 100 + 10).min(room);
            if x > indent && x + sizes.side + 20 + width > RIGHT {
                x = indent;
                y += sizes.side + sizes.gap / 2;
            }
            let label = words(x + sizes.side + 20, level(y, sizes), width, sizes.text, text.as_str());
            self.add(None, Area::new(x, y, sizes.side, sizes.side), Meaning::Choice(code.clone()));
            self.items.push(Item::Text(label));
            x += sizes.side + 20 + width + 70;
        }
        y + sizes.side
    }
}

/// Where a line begins so that it stands in the middle of a box.
fn level(y: u32, sizes: Sizes) -> u32 {
    y + sizes.side.saturating_sub(height_of("да", sizes.text, true, RIGHT)) / 2
}

/// Boxes to the right of the wording, from left to right, each with the word before it.
fn beside(answers: &Answers, sizes: Sizes, y: u32) -> Vec<(Option<Words>, Area, Meaning)> {
    match answers {
        Answers::YesNo => yes_no(sizes, y),
        Answers::Number(_, most) => digits(*most, sizes, y),
        Answers::Choice(_) | Answers::Text => Vec::new(),
    }
}

fn yes_no(sizes: Sizes, y: u32) -> Vec<(Option<Words>, Area, Meaning)> {
    let label = |text: &str| measure::width(text, sizes.text, true) * 102 / 100 + 15;
    let no = RIGHT - sizes.side;
    let yes = no - label("нет") - 45 - sizes.side;
    let one = |text: &str, x: u32, meaning| {
        let word = Words { is_bold: true, ..words(x - label(text), level(y, sizes), label(text), sizes.text, text) };
        (Some(word), Area::new(x, y, sizes.side, sizes.side), meaning)
    };
    vec![one("да", yes, Meaning::Yes), one("нет", no, Meaning::No)]
}

fn digits(most: u32, sizes: Sizes, y: u32) -> Vec<(Option<Words>, Area, Meaning)> {
    let n = u32::try_from(most.to_string().len()).unwrap_or(1);
    let first = RIGHT - n * sizes.side - (n - 1) * 12;
    let one = |at: u32| {
        let area = Area::new(first + at * (sizes.side + 12), y, sizes.side, sizes.side + 10);
        (None, area, Meaning::Digit(at))
    };
    (0..n).map(one).collect()
}
