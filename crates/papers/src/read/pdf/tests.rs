//! Tables of cases: what a PDF says against what is read. PDFs are written here, byte by byte.

use super::read;
use crate::read::document::{Block, Document};
use crate::read::unreadable::Unreadable;
use lopdf::{Dictionary, Object, Stream, dictionary};

/// A one-page PDF in Windows-1252 Helvetica whose page draws `content`.
fn pdf(content: &str) -> Vec<u8> {
    pages(&[content])
}

fn pages(contents: &[&str]) -> Vec<u8> {
    let mut file = lopdf::Document::with_version("1.5");
    let tree = file.new_object_id();
    let font = file.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let kids: Vec<Object> = contents
        .iter()
        .map(|content| {
            let content = file.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
            file.add_object(dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content,
                "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
                "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
            })
            .into()
        })
        .collect();
    let n_pages = kids.len() as i64;
    file.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => n_pages }.into());
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    file.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("a PDF in memory");
    bytes
}

/// Paragraphs a line each; tables as «row column rows columns: text».
fn told(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.shown()),
            Block::Table(table) => lines.extend(table.cells.iter().map(|cell| {
                let spans = (cell.row, cell.column, cell.row_span, cell.column_span);
                format!("{} {} {} {}: {}", spans.0, spans.1, spans.2, spans.3, cell.text())
            })),
        }
    }
    lines
}

fn check(bytes: &[u8], expected: &[&str]) {
    let document = read(bytes).expect("a readable PDF");
    assert_eq!(told(&document), expected);
}

const GRID: &str = "100 700 m 400 700 l S 100 660 m 400 660 l S 100 600 m 400 600 l S \
     100 700 m 100 600 l S 250 700 m 250 600 l S 400 700 m 400 600 l S ";

fn text(x: i32, y: i32, text: &str) -> String {
    format!("BT /F1 10 Tf {x} {y} Td ({text}) Tj ET ")
}

#[test]
fn ruled_cells_hold_the_text_inside_them() {
    let content = GRID.to_owned() + &text(105, 685, "one") + &text(255, 685, "two") + &text(105, 640, "three");
    check(&pdf(&content), &["0 0 1 1: one", "0 1 1 1: two", "1 0 1 1: three", "1 1 1 1: "]);
}

#[test]
fn a_missing_ruling_merges_cells() {
    let content = GRID.replace("250 700 m", "250 660 m") + &text(105, 685, "head") + &text(255, 640, "b");
    check(&pdf(&content), &["0 0 1 2: head", "1 0 1 1: ", "1 1 1 1: b"]);
}

#[test]
fn thin_boxes_are_rulings_too() {
    let content = "100 700 300 .5 re f 100 660 300 .5 re f 100 660 .5 40 re f 250 660 .5 40 re f 400 660 .5 40 re f "
        .to_owned()
        + &text(105, 685, "a")
        + &text(255, 685, "b");
    check(&pdf(&content), &["0 0 1 1: a", "0 1 1 1: b"]);
}

#[test]
fn a_blank_line_in_a_cell_is_an_empty_paragraph() {
    let content = GRID.to_owned() + &text(105, 650, "first") + &text(105, 638, "second") + &text(105, 614, "third");
    check(&pdf(&content), &["0 0 1 1: ", "0 1 1 1: ", "1 0 1 1: first\nsecond\n\nthird", "1 1 1 1: "]);
}

#[test]
fn page_numbers_go_and_running_titles_stay_once() {
    let page = |number: i32, words: &str| {
        text(290, 780, &format!("- {number} -")) + &text(100, 760, "Running title") + &text(100, 500, words)
    };
    let contents = [page(1, "First text."), page(2, "Second text."), page(3, "Third text.")];
    let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
    let expected = ["Running title", "", "", "", "", "", "First text.", "Second text.", "Third text."];
    check(&pages(&contents), &expected);
}

#[test]
fn letters_set_apart_are_one_word() {
    check(&pdf("BT /F1 10 Tf 5 Tc 100 700 Td (PLAN) Tj ET"), &["PLAN"]);
    check(&pdf("BT /F1 10 Tf 100 700 Td [(P) -400 (L) -400 (A) -400 (N) -400 (E) -400 (D)] TJ ET"), &["PLANED"]);
}

#[test]
fn letters_drawn_twice_are_read_once() {
    check(&pdf(&(text(100, 700, "bold") + "BT /F1 10 Tf 100.3 700 Td (bold) Tj ET")), &["bold"]);
}

#[test]
fn windows_1251_in_a_latin_font_is_cyrillic() {
    let mut content = b"BT /F1 10 Tf 100 700 Td (".to_vec();
    content.extend(encoding_rs::WINDOWS_1251.encode("План мероприятий").0.iter());
    content.extend(b") Tj ET");
    let bytes = pdf("X");
    let mut file = lopdf::Document::load_mem(&bytes).expect("our own PDF");
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object {
            stream.set_plain_content(content.clone());
        }
    }
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("a PDF in memory");
    check(&bytes, &["План мероприятий"]);
}

#[test]
fn pages_without_letters_are_a_scan() {
    assert_eq!(read(&pdf("q 600 0 0 800 0 0 cm Q")), Err(Unreadable::ScanWithoutText));
}

#[test]
fn a_picture_among_pages_of_text_is_said() {
    let picture = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q";
    let document = read(&pages(&[&text(100, 700, "Plan"), picture])).expect("a readable PDF");
    let remark = document.remarks.first().expect("a remark");
    assert_eq!(remark.code, "scan-without-text");
    assert!(remark.text.starts_with("Страница 2 "), "{}", remark.text);
}

#[test]
fn no_pdf_is_damaged() {
    assert!(matches!(read(b"%PDF-1.7 nothing"), Err(Unreadable::Damaged(_))));
    assert!(matches!(read(b""), Err(Unreadable::Damaged(_))));
}

#[test]
fn no_mutation_of_a_file_panics() {
    let content = GRID.to_owned() + &text(105, 685, "one") + &text(255, 685, "two");
    let whole = pdf(&content);
    for len in (0..whole.len()).step_by(7) {
        let _ = read(whole.get(..len).unwrap_or_default());
    }
    let mut seed = 0x2545_F491_u32;
    for _ in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..4 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = seed as usize % bytes.len();
            if let Some(byte) = bytes.get_mut(at) {
                *byte = (seed >> 24) as u8;
            }
        }
        let _ = read(&bytes);
    }
}

/// Hostile files: each is refused or read, soon.
fn soon(bytes: &[u8]) -> Result<Document, Unreadable> {
    let start = std::time::Instant::now();
    let read = read(bytes);
    assert!(start.elapsed().as_secs() < 20, "took {:?}", start.elapsed());
    read
}

/// A one-page file changed before it is written.
fn changed(content: &str, change: impl Fn(&mut lopdf::Document)) -> Vec<u8> {
    let mut file = lopdf::Document::load_mem(&pdf(content)).expect("our own PDF");
    change(&mut file);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("a PDF in memory");
    bytes
}

fn page_of(file: &mut lopdf::Document) -> &mut Dictionary {
    let id = file.page_iter().next().expect("a page");
    file.get_dictionary_mut(id).expect("a page dictionary")
}

#[test]
fn a_form_that_draws_itself_ends() {
    let bytes = changed("/X Do", |file| {
        let form = file.new_object_id();
        let resources = dictionary! { "XObject" => dictionary! { "X" => form } };
        let dictionary = dictionary! { "Type" => "XObject", "Subtype" => "Form", "Resources" => resources.clone() };
        file.objects.insert(form, Stream::new(dictionary, b"/X Do /X Do /X Do".to_vec()).into());
        page_of(file).set("Resources", resources);
    });
    assert!(soon(&bytes).is_err());
}

#[test]
fn a_page_tree_that_holds_itself_ends() {
    let bytes = changed("", |file| {
        let root = file.catalog().and_then(|c| c.get(b"Pages")).and_then(Object::as_reference).expect("a root");
        let kids = vec![Object::Reference(root); 1000];
        file.get_dictionary_mut(root).expect("a root").set("Kids", kids);
    });
    assert!(matches!(soon(&bytes), Err(Unreadable::Damaged(_))));
}

#[test]
fn a_stream_that_inflates_without_end_is_too_large() {
    let bytes = changed("", |file| {
        let mut bomb = Stream::new(Dictionary::new(), vec![b' '; 8 << 20]);
        bomb.compress().expect("zlib");
        let bomb = file.add_object(bomb);
        page_of(file).set("Contents", vec![Object::Reference(bomb); 20]);
    });
    assert!(matches!(soon(&bytes), Err(Unreadable::TooLarge(_))));
}

#[test]
fn brackets_without_end_are_no_stack() {
    for bracket in ["[", "<<", "(", "q ", "/Span <</MCID 1>> BDC "] {
        let _ = soon(&pdf(&bracket.repeat(200_000)));
    }
}

#[test]
fn a_drawing_of_many_lines_is_no_table_and_takes_no_time() {
    let lines: String = (0..20_000)
        .map(|n| format!("{} 100 m {} 700 l S 100 {} m 500 {} l S ", n % 600, n % 600, n % 800, n % 800))
        .collect();
    assert!(soon(&pdf(&(lines + &text(100, 700, "drawing")))).is_ok());
}

#[test]
fn a_character_map_of_everything_is_cut() {
    let bytes = changed("BT /F1 10 Tf 100 700 Td (abc) Tj ET", |file| {
        let map = "1 beginbfrange <00> <FFFFFFFF> <0041> endbfrange ".repeat(3000);
        let map = file.add_object(Stream::new(Dictionary::new(), map.into_bytes()));
        let font = file.objects.values_mut().filter_map(|o| o.as_dict_mut().ok()).find(|d| d.has_type(b"Font"));
        font.expect("a font").set("ToUnicode", map);
    });
    assert!(soon(&bytes).is_ok());
}
