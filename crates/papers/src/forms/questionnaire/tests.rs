use super::*;
use crate::rulebooks;
use crate::write::{Area, Words, measure};
use otklik_domain::rulebook::Answers;

const NAME: &str = "Муниципальное бюджетное учреждение культуры «Межпоселенческая центральная районная библиотека \
                    имени первого учителя Луговского района»";

fn blank<'a>(questionnaire: &'a Questionnaire, code: &'a SurveyCode, is_large: bool) -> Blank<'a> {
    let branch = "Сельская библиотека-филиал № 14 в деревне Нижние Подлипки";
    Blank { questionnaire, organisation: NAME, branch, code, is_large, made_on: None }
}

fn every(check: impl Fn(&str, &Blank<'_>)) {
    let code = SurveyCode::read("7KX2M4P9").expect("a code");
    for book in rulebooks::all() {
        for is_large in [false, true] {
            check(&format!("{} {is_large}", book.name), &blank(&book.questionnaire, &code, is_large));
        }
    }
}

#[test]
fn the_normal_sheet_is_one_leaf_and_the_large_one_has_letters_of_14_points() {
    every(|name, blank| {
        let layout = blank.layout();
        assert!(blank.is_large || layout.n_pages <= 2, "{name}: {} pages", layout.n_pages);
        let plates = blank.plates(&[SheetNumber::new(1).expect("a number")]);
        assert_eq!(plates.sheets.len(), layout.n_pages, "{name}");
        if blank.is_large {
            let own = plates.sheets.iter().flat_map(|sheet| &sheet.items);
            let items = plates.plates.iter().flat_map(|plate| &plate.items).chain(own);
            let small = items.filter_map(text_of).find(|words| words.size < 140);
            assert!(small.is_none(), "{name}: {small:?}");
        }
    });
}

fn text_of(item: &Item) -> Option<&Words> {
    match item {
        Item::Text(words) => Some(words),
        _ => None,
    }
}

#[test]
fn every_question_has_its_boxes() {
    every(|name, blank| {
        let layout = blank.layout();
        for question in &blank.questionnaire.questions {
            let own: Vec<&Meaning> = layout
                .boxes
                .iter()
                .filter(|place| place.question == question.code)
                .map(|place| &place.meaning)
                .collect();
            let expected = match &question.answers {
                Answers::YesNo => vec![Meaning::Yes, Meaning::No],
                Answers::Choice(list) => list.iter().map(|(code, _)| Meaning::Choice(code.clone())).collect(),
                Answers::Number(_, most) => (0..most.to_string().len() as u32).map(Meaning::Digit).collect(),
                Answers::Text => vec![Meaning::Words],
            };
            assert_eq!(own, expected.iter().collect::<Vec<_>>(), "{name}: {}", question.code);
        }
    });
}

#[test]
fn a_box_is_large_enough_for_a_pen_and_meets_nothing() {
    every(|name, blank| {
        let layout = blank.layout();
        let plates = blank.plates(&[SheetNumber::new(7).expect("a number")]);
        for place in &layout.boxes {
            assert!(place.area.width >= 70 && place.area.height >= 70, "{name}: {place:?}");
            assert!(
                place.area.x + place.area.width <= layout::RIGHT && place.area.y + place.area.height <= layout::BOTTOM
            );
            let of_page = plates.sheets.iter().filter(|sheet| sheet.plate + 1 == place.page);
            let plate = &plates.plates[place.page - 1];
            let items: Vec<&Item> = of_page.flat_map(|sheet| &sheet.items).chain(&plate.items).collect();
            let drawn = items.iter().filter(|i| matches!(i, Item::Box { area, .. } if *area == place.area)).count();
            assert_eq!(drawn, 1, "{name}: {place:?} is drawn where it is said to be");
            for item in items {
                let area = area_of(item);
                assert!(area == place.area || !area.meets(&place.area), "{name}: {place:?} meets {item:?}");
            }
        }
    });
}

/// What an item covers.
fn area_of(item: &Item) -> Area {
    match item {
        Item::Text(w) => {
            let n = measure::lines(&w.text, w.size, w.is_bold, w.width);
            Area::new(w.x, w.y, w.width, measure::height(n, w.size))
        }
        Item::Box { area, .. } | Item::Rule { area } | Item::Mark { area } | Item::Picture { area, .. } => *area,
    }
}

#[test]
fn nothing_on_a_page_lies_over_anything_else() {
    every(|name, blank| {
        let plates = blank.plates(&[SheetNumber::new(99_999).expect("a number")]);
        for sheet in &plates.sheets {
            let items: Vec<&Item> = plates.plates[sheet.plate].items.iter().chain(&sheet.items).collect();
            for (at, one) in items.iter().enumerate() {
                for other in &items[at + 1..] {
                    assert!(!area_of(one).meets(&area_of(other)), "{name}: {one:?} and {other:?}");
                }
            }
        }
    });
}

#[test]
fn skips_are_said_in_words_and_a_sheet_says_whose_it_is() {
    let code = SurveyCode::read("7KX2M4P9").expect("a code");
    let book = rulebooks::all().iter().find(|book| book.name == "culture").expect("culture");
    let blank = blank(&book.questionnaire, &code, false);
    let number = SheetNumber::new(42).expect("a number");
    let plates = blank.plates(&[number, SheetNumber::new(43).expect("a number")]);
    let json = serde_json::to_string(&plates).expect("json");
    let printed = number.printed(&code);
    for said in
        ["Если нет – переходите к вопросу 3", "переходите к вопросу 8", NAME, "Нижние Подлипки", "7KX2-M4P9", &printed]
    {
        assert!(json.contains(said), "{said}");
    }
    for question in &book.questionnaire.questions {
        assert!(json.contains(&question.wording.replace('"', "\\\"")), "{}", question.wording);
    }
    assert_eq!(plates.sheets.len(), 4, "two sheets of two pages");
    let editable = crate::write::write(&editable(&blank), crate::write::Format::Docx).expect("written");
    assert!(editable.starts_with(b"PK"));
    assert!(blank.layout().json().contains("\"stand_used\""));
}
