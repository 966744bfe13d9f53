//! What stands around the questions: corner marks, the head, the number of the sheet, page numbers.

use super::layout::{CORNERS, LEFT, QR};
use super::{Blank, Sizes};
use crate::qr;
use crate::write::{Item, Words, measure};
use otklik_domain::survey::SheetNumber;

const TITLE: &str = "Анкета для опроса получателей услуг о качестве условий оказания услуг";
const HOW: &str = "Поставьте в клетке крестик. Ошиблись – закрасьте клетку целиком и отметьте другую. \
                   На вопрос, который вам не подходит, можно не отвечать.";
/// The head stops before the QR code.
const HEAD_WIDTH: u32 = 1460;
/// Questions of the first page begin below the QR code and the number.
const HEAD_BOTTOM: u32 = 440;
/// Later pages are narrower above.
const NEXT_BOTTOM: u32 = 365;

/// Words of a size in lines of a width, and where the next line begins.
pub(crate) fn put(items: &mut Vec<Item>, words: Words) -> u32 {
    let bottom = words.y + height_of(&words.text, words.size, words.is_bold, words.width);
    items.push(Item::Text(words));
    bottom
}

/// Height of a text in lines of a width. A little width is kept back, so that no line turns over in the press.
pub(crate) fn height_of(text: &str, size: u32, is_bold: bool, width: u32) -> u32 {
    measure::height(measure::lines(text, size, is_bold, width * 98 / 100), size)
}

/// Words that begin there.
pub(crate) fn words(x: u32, y: u32, width: u32, size: u32, text: impl Into<String>) -> Words {
    Words { x, y, width, size, is_bold: false, is_centred: false, level: 0, text: text.into() }
}

/// The marks of a page.
pub(super) fn marks() -> Vec<Item> {
    CORNERS.into_iter().map(|area| Item::Mark { area }).collect()
}

/// The head of the first page, and where the questions begin.
pub(super) fn head(items: &mut Vec<Item>, blank: &Blank<'_>, sizes: Sizes) -> u32 {
    let line = |y, size, text: &str| words(LEFT, y, HEAD_WIDTH, size, text);
    let mut y = put(items, Words { is_bold: true, level: 1, ..line(80, sizes.title, TITLE) }) + 12;
    y = put(items, Words { is_bold: true, ..line(y, sizes.text + 10, blank.organisation) });
    if !blank.branch.is_empty() {
        y = put(items, line(y, sizes.text + 10, blank.branch));
    }
    y += 15;
    let below = |y: u32, width| if y > HEAD_BOTTOM { super::layout::RIGHT - LEFT } else { width };
    for text in [blank.questionnaire.introduction.as_str(), HOW] {
        let width = below(y, HEAD_WIDTH);
        y = put(items, words(LEFT, y, width, sizes.small, text)) + 8;
    }
    y.max(HEAD_BOTTOM) + sizes.gap
}

/// The head of a later page, and where its questions begin.
pub(super) fn next_head(items: &mut Vec<Item>, blank: &Blank<'_>, sizes: Sizes) -> u32 {
    let line = words(LEFT, 90, 1200, sizes.small, format!("Анкета, продолжение. {}", blank.place()));
    let bottom = put(items, line).max(NEXT_BOTTOM + if blank.is_large { 20 } else { 0 });
    bottom + sizes.gap
}

/// What is a sheet's own on a page: QR code, number, page number.
pub(super) fn own(blank: &Blank<'_>, number: SheetNumber, at: usize, n_pages: usize) -> Vec<Item> {
    let printed = number.printed(blank.code);
    let machine = format!("OTKLIK:{}:{}:{}", blank.code, number.for_machines(blank.code), at + 1);
    let alt = format!("QR-код бланка № {printed}, страница {}", at + 1);
    let picture = qr::svg(&machine).ok().map(|svg| Item::Picture { area: QR, svg, alt });
    let centred =
        |y, width, size, text: String| Item::Text(Words { is_centred: true, ..words(1665, y, width, size, text) });
    let mut items: Vec<Item> = picture.into_iter().collect();
    items.push(Item::Text(Words {
        is_bold: true,
        is_centred: true,
        ..words(
            1640,
            QR.y + QR.height + 4,
            330,
            if at == 0 || blank.is_large { 140 } else { 110 },
            format!("№ {printed}"),
        )
    }));
    // Large letters have no room for it here; it stands in the foot too.
    if at == 0 && !blank.is_large {
        items.push(centred(375, 280, 80, format!("опрос {}", blank.code.in_groups())));
    }
    let foot = format!("Страница {} из {n_pages} · бланк № {printed} · опрос {}", at + 1, blank.code.in_groups());
    items.push(Item::Text(Words {
        is_centred: true,
        ..words(200, 2840, 1700, if blank.is_large { 140 } else { 90 }, foot)
    }));
    items
}
