//! `read(write(form, x)) = project(form, x)`: papers we write are records again when we read them.

use super::generated::{self, bare};
use otklik_domain::plan::Draft;
use otklik_papers::forms::{Form, Signers, compose, measure_plan, project};
use otklik_papers::write::{self, Format};
use otklik_papers::{plan_json, read};
use proptest::prelude::*;

fn back(form: Form, format: Format, draft: &Draft) -> (Draft, Vec<u8>) {
    let paper = compose(form, draft, &Signers::default());
    let bytes = write::write(&paper, format).expect("any paper is written");
    let name = format!("paper.{}", format.name());
    let reading = read(&bytes, &name, &measure_plan::Options::default()).expect("our own paper is read");
    (bare(reading.draft), bytes)
}

fn shown(draft: &Draft) -> String {
    plan_json::to_json(draft)
}

fn formats() -> impl Strategy<Value = Format> {
    prop::sample::select(&[Format::Docx, Format::Odt, Format::Xlsx, Format::Html, Format::Csv][..])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_we_write_we_read_back(
        draft in generated::draft(),
        form in prop::sample::select(&Form::ALL[..]),
        format in formats(),
    ) {
        let (found, _) = back(form, format, &draft);
        let wanted = bare(project(form, &draft));
        let (found, wanted) = (shown(&found), shown(&wanted));
        let odd = found.lines().zip(wanted.lines()).find(|(f, w)| f != w);
        prop_assert!(found == wanted, "{:?} {:?}: {:?}", form, format, odd);
    }
}

#[test]
fn the_five_real_plans_come_back_from_every_format() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/expected");
    let Ok(files) = std::fs::read_dir(folder) else {
        use std::io::Write;
        // A test that cannot speak still passes.
        let _ = writeln!(std::io::stderr(), "the_five_real_plans_come_back_from_every_format: skipped, no {folder}");
        return;
    };
    for file in files {
        let path = file.expect("an entry").path();
        let draft = plan_json::from_json(&std::fs::read_to_string(&path).expect("text")).expect("plan JSON");
        for form in Form::ALL {
            let wanted = shown(&bare(project(form, &draft)));
            for format in Format::ALL.into_iter().filter(|f| *f != Format::Pdf) {
                let (found, _) = back(form, format, &draft);
                pretty_equal(&shown(&found), &wanted, &format!("{form:?} {format:?} {}", path.display()));
            }
        }
    }
}

/// The first line that differs, rather than two pages of JSON.
fn pretty_equal(found: &str, wanted: &str, what: &str) {
    for (n, (f, w)) in found.lines().zip(wanted.lines()).enumerate() {
        assert_eq!(f, w, "{what}, line {n}");
    }
    assert_eq!(found.len(), wanted.len(), "{what}");
}
