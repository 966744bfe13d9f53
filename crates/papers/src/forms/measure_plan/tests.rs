//! Invented papers in many layouts, each read and held against what a person would read (`snapshots/`).

mod notation;

use super::{Options, recognise};
use crate::read::{Block, Cell, Document, Format, Paragraph, Table};

fn check(name: &str, document: &Document) {
    let draft = recognise(document, &Options::default());
    for measure in &draft.measures {
        let place = measure.place.expect("every measure knows its place");
        assert!(document.text_at(&place).is_some_and(|t| !t.is_empty()), "{name}: {measure:?}");
    }
    insta::with_settings!({ omit_expression => true, snapshot_path => "snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, notation::shown(&draft));
    });
}

#[test]
fn invented_papers_of_many_layouts_are_read_as_a_person_reads_them() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/forms/measure_plan/samples");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 25);
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        check(&name, &notation::document(&std::fs::read_to_string(&file).unwrap()));
    }
}

#[test]
fn a_table_inside_a_cell_is_read_as_a_table() {
    let mut inner =
        notation::document("| Мероприятие | Срок | Ответственный |\n| Обновить сайт | до 01.03.2024 | Грибов А.А. |\n");
    let Block::Table(table) = inner.blocks.remove(0) else { panic!("no table") };
    let text = table.cells.iter().map(Cell::text).collect::<Vec<_>>().join("\n");
    let cell = Cell {
        row_span: 1,
        column_span: 1,
        paragraphs: vec![Paragraph::plain(text)],
        nested: vec![table],
        ..Cell::default()
    };
    let outer = Table { n_rows: 1, n_columns: 1, cells: vec![cell], n_header_rows: 0 };
    let document = Document { format: Format::Docx, blocks: vec![Block::Table(outer)], remarks: Vec::new() };
    check("nested-table", &document);
}

proptest::proptest! {
    #[test]
    fn no_text_stops_the_reading(pieces in proptest::collection::vec(0_usize..32, 0..160)) {
        const PIECES: [&str; 32] = [
            "\t", "\n", "\n\n", "|", "1.", "2)", "1.1", "а)", "«", "»", "\"", "-", "·", "План", "Мероприятие", "Срок",
            "Ответственный", "до 01.03.2024", "Критерий", "I.", "УТВЕРЖДАЮ", "МБУК", "Ёж Ё.Ё.", "94 балла из 100", ";",
            "---", "+--+", "исполне-\nния", " ", "(срок: ", "на 2024 год", "\u{ad}\u{a0}𝄞",
        ];
        let text: String = pieces.iter().map(|i| PIECES[*i]).collect();
        if let Ok(document) = crate::read::read(text.as_bytes(), None) {
            let draft = recognise(&document, &Options::default());
            for measure in &draft.measures {
                proptest::prop_assert!(!measure.text.is_empty());
                proptest::prop_assert!(measure.place.is_some_and(|p| document.text_at(&p).is_some()));
            }
        }
    }
}
