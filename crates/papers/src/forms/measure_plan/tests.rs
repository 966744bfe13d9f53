//! Invented papers in many layouts, each read and held against what a person would read (`snapshots/`).

mod notation;

use super::{Options, recognise};
use crate::read::Document;

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
