//! One plan in several formats, as an office program saved it: the readings must be the same.

use otklik_papers::forms::measure_plan::Options;
use serde_json::Value;
use std::path::Path;

fn reading(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let bytes = std::fs::read(&path).expect("the fixture is there");
    let reading = otklik_papers::read(&bytes, "план", &Options::default()).expect("the fixture is readable");
    serde_json::from_str(&otklik_papers::plan_json::to_json(&reading.draft)).expect("plan JSON")
}

#[track_caller]
fn check(twin: &str) {
    let original = reading("../../examples/shkola-plan.docx");
    let measures = original["measures"].as_array().map_or(0, Vec::len);
    assert!(measures > 3, "the original is read");
    assert_eq!(reading(twin), original, "{twin}");
}

#[test]
fn a_plan_kept_as_a_workbook_reads_as_its_word_original() {
    check("tests/fixtures/workbook/shkola-plan.xlsx");
    check("tests/fixtures/workbook/shkola-plan.xls");
    check("tests/fixtures/workbook/shkola-plan.ods");
}

#[test]
fn a_plan_saved_by_an_old_word_reads_as_its_new_original() {
    check("tests/fixtures/doc/shkola-plan.doc");
}
