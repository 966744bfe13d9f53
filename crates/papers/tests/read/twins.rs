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
fn check(original: &str, twin: &str) {
    let (original, twin) = (without_blocks(reading(original)), without_blocks(reading(twin)));
    assert!(original["measures"].as_array().map_or(0, Vec::len) > 3, "the original is read");
    assert_eq!(twin, original);
}

/// An office program puts an empty line more or less before a table: everything else must stand where it stood.
fn without_blocks(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            fields.remove("block");
            fields.values_mut().for_each(|field| *field = without_blocks(field.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = without_blocks(item.take())),
        _ => {}
    }
    value
}

#[test]
fn a_plan_kept_as_a_workbook_reads_as_its_word_original() {
    for name in ["shkola-plan", "klubnaya-sistema-plan"] {
        for format in ["xlsx", "xls", "ods"] {
            check(&format!("tests/fixtures/workbook/{name}.docx"), &format!("tests/fixtures/workbook/{name}.{format}"));
        }
    }
}

#[test]
fn a_plan_saved_by_an_old_word_reads_as_its_new_original() {
    check("tests/fixtures/workbook/shkola-plan.docx", "tests/fixtures/doc/shkola-plan.doc");
}
