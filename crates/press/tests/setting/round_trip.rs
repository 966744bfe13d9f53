//! PDFs we set are records again when we read them by their tags.

use super::generated::{self, bare};
use otklik_domain::plan::Draft;
use otklik_papers::forms::{Form, Signers, compose, measure_plan, project};
use otklik_papers::{plan_json, read};
use proptest::prelude::*;

/// The first line of plan JSON that comes back otherwise. Spaces are left out of the comparison: where a line of the page
/// ends inside an address of a site or a date («20.02. 2015»), a space may come or go.
fn odd(form: Form, draft: &Draft) -> Option<(String, String)> {
    let paper = compose(form, draft, &Signers::default());
    let bytes = otklik_press::pdf(&paper).expect("any paper is set");
    let reading = read(&bytes, "paper.pdf", &measure_plan::Options::default()).expect("our own PDF is read");
    let found = plan_json::to_json(&bare(reading.draft)).replace(' ', "");
    let wanted = plan_json::to_json(&bare(project(form, draft))).replace(' ', "");
    let odd = found.lines().zip(wanted.lines()).find(|(f, w)| f != w);
    odd.map(|(f, w)| (f.to_owned(), w.to_owned()))
        .or_else(|| (found != wanted).then(|| ("more or less lines".to_owned(), String::new())))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn what_we_set_we_read_back(draft in generated::draft(), form in prop::sample::select(&Form::ALL[..])) {
        let odd = odd(form, &draft);
        prop_assert!(odd.is_none(), "{:?}: {:?}", form, odd);
    }
}

#[test]
fn the_five_real_plans_come_back_from_pdf() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/expected");
    let Ok(files) = std::fs::read_dir(folder) else {
        use std::io::Write;
        // A test that cannot speak still passes.
        let _ = writeln!(std::io::stderr(), "the_five_real_plans_come_back_from_pdf: skipped, no {folder}");
        return;
    };
    let mut odd_ones = Vec::new();
    for file in files {
        let path = file.expect("an entry").path();
        let draft = plan_json::from_json(&std::fs::read_to_string(&path).expect("text")).expect("plan JSON");
        for form in Form::ALL {
            odd_ones.extend(odd(form, &draft).map(|odd| format!("{form:?} {}: {odd:?}", path.display())));
        }
    }
    assert!(odd_ones.is_empty(), "{odd_ones:#?}");
}
