//! A plan read from a paper that reports nothing: which rows lack a fact, a proof or a number.

use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::deadline::last_day;
use otklik_domain::plan::{MeasureState, TrackedMeasure};
use otklik_domain::report::{Followed, Gap, report};
use otklik_papers::forms::measure_plan::Options;
use std::path::Path;

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so by name")]
fn the_report_of_the_source_document_is_empty_and_says_where() {
    let seeds = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/seeds"));
    let Some(file) = std::fs::read_dir(seeds).ok().and_then(|files| {
        let mut files = files.map(|file| file.unwrap().path());
        files.find(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("001")))
    }) else {
        return eprintln!("skipped: the report of the source document: there is no ../shared/corpus");
    };
    let draft = otklik_papers::read(&std::fs::read(file).unwrap(), "", &Options::default()).unwrap().draft;
    let calendar = ProductionCalendar::federal();
    let followed: Vec<Followed> = draft
        .measures
        .iter()
        .enumerate()
        .map(|(position, measure)| {
            let due_on = measure.deadline.as_ref().and_then(|term| last_day(term, &calendar));
            let id = format!("00000000-0000-0000-0000-{position:012}").parse().unwrap();
            let state = MeasureState::at_adoption(measure);
            Followed::bare(TrackedMeasure { id, position, measure: measure.clone(), state, reason: None }, due_on)
        })
        .collect();
    let made = report(&followed, "2021-Q1".parse().unwrap(), "2021-04-05".parse().unwrap(), None, None);
    let lacking = |gap: Gap| made.rows.iter().filter(|row| row.has(gap)).count();
    assert_eq!(made.rows.len(), 11);
    assert_eq!((lacking(Gap::Fact), lacking(Gap::Proof)), (11, 11), "not a word of what was done");
    let named: Vec<&str> = made.rows.iter().filter(|row| !row.has(Gap::Number)).map(|row| row.text.as_str()).collect();
    assert_eq!(named.len(), 2, "only these name a figure: {named:?}");
    assert!(named[0].contains("9 статей") && named[1].contains("5 учреждений"), "{named:?}");
    assert!(made.is_empty() && made.n_incomplete() == 11);
}
