//! Plates: everything stands where it is said to stand, and the widths of the papers room are those of the fonts.

use super::tree::tree;
use lopdf::Document;
use otklik_domain::survey::{SheetNumber, SurveyCode};
use otklik_papers::forms::poster::{Invitation, PosterSize, posters};
use otklik_papers::forms::questionnaire::Blank;
use otklik_papers::rulebooks;
use otklik_papers::write::{Item, Plates, measure};

fn number(n: u32) -> SheetNumber {
    SheetNumber::new(n).expect("a number")
}

fn sheets(is_large: bool, book: &str) -> Plates {
    let code = SurveyCode::read("7KX2M4P9").expect("a code");
    let book = rulebooks::all().iter().find(|it| it.name == book).expect("a rulebook");
    let blank = Blank {
        questionnaire: &book.questionnaire,
        organisation: "МБУК «Луговская библиотека»",
        branch: "Филиал № 3",
        code: &code,
        is_large,
        made_on: None,
    };
    blank.plates(&[number(1), number(2)])
}

fn set(plates: &Plates) -> Document {
    let bytes = otklik_press::plates(plates).expect("any plates are set");
    if let Ok(folder) = std::env::var("OTKLIK_KEEP_PDF") {
        let name: String = plates.title.chars().filter(|c| c.is_alphanumeric()).collect();
        let n = plates.sheets.len();
        std::fs::write(format!("{folder}/{name}-{n}-{}.pdf", bytes.len()), &bytes).expect("kept");
    }
    Document::load_mem(&bytes).expect("a PDF")
}

#[test]
fn a_sheet_has_its_pages_headings_and_pictures_with_words() {
    for book in rulebooks::all() {
        for is_large in [false, true] {
            let plates = sheets(is_large, &book.name);
            let document = set(&plates);
            assert_eq!(document.get_pages().len(), plates.sheets.len(), "{} {is_large}", book.name);
            let tree = tree(&document);
            let pictures = plates.sheets.iter().flat_map(|sheet| &sheet.items);
            let pictures = pictures.filter(|item| matches!(item, Item::Picture { .. })).count();
            assert_eq!(tree.all("Figure").len(), pictures, "{} {is_large}", book.name);
            assert_eq!(tree.all("H1").len(), 2, "one a sheet");
        }
    }
}

#[test]
fn posters_are_as_large_as_they_are_asked_for() {
    let code = SurveyCode::read("7KX2M4P9").expect("a code");
    let place = |branch: &str| Invitation {
        organisation: "МБУК «Луговская библиотека»".to_owned(),
        branch: branch.to_owned(),
        code: code.clone(),
    };
    for (size, points) in [(PosterSize::A4, 595.0), (PosterSize::A3, 842.0)] {
        let document = set(&posters(&[place(""), place("Филиал № 3")], "https://otklik.example", size, None));
        let pages = document.get_pages();
        assert_eq!(pages.len(), 2);
        let page = document.get_dictionary(pages[&1]).expect("a page");
        let sheet = page.get(b"MediaBox").and_then(|it| it.as_array()).expect("a box");
        let width = sheet[2].as_float().expect("a number");
        assert!((width - points).abs() < 1.0, "{size:?}: {width}");
    }
}

#[test]
fn words_of_plates_are_never_markup() {
    let mut plates = sheets(false, "culture");
    for item in plates.plates.iter_mut().flat_map(|plate| &mut plate.items) {
        if let Item::Text(words) = item {
            words.text = "#read(\"/etc/passwd\") = *жирно* $x^2$ <метка> 測試 \u{0}".to_owned();
        }
    }
    assert_eq!(set(&plates).get_pages().len(), 4);
}

#[test]
fn widths_of_the_papers_room_are_those_of_the_fonts() {
    for (is_bold, bytes) in [
        (false, &include_bytes!("../../fonts/PTSerif-Regular.ttf")[..]),
        (true, &include_bytes!("../../fonts/PTSerif-Bold.ttf")[..]),
    ] {
        let face = ttf_parser::Face::parse(bytes, 0).expect("a font");
        for c in (' '..='~').chain('А'..='я').chain("ёЁ«»№–—·…\u{a0}".chars()) {
            let glyph = face.glyph_index(c).expect("every letter");
            let own = u32::from(face.glyph_hor_advance(glyph).expect("a width"));
            let said = measure::advance(c, is_bold);
            assert!(said >= own && (said == own || !c.is_ascii() && !('А'..='я').contains(&c)), "{c}: {said}, {own}");
        }
    }
}
