//! Bars of reading: the corpus beside the workspace, read and held against the readings a person gave.
//!
//! A share of measures, terms, people, criteria and scores a format; below a bar the test names what was missed.

use otklik_papers::forms::measure_plan::Options;
use otklik_papers::plan_json::to_value;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const KEYS: [&str; 6] = ["measures", "deadlines", "executors", "criteria", "scores", "fields"];

/// Found and asked for, of each key.
type Shares = [(usize, usize); 6];

fn corpus() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus"));
    folder.is_dir().then_some(folder)
}

#[expect(clippy::print_stderr, reason = "a skipped test says so by name")]
fn check(name: &str, documents: &str, expected: &str, bar_of: impl Fn(&str) -> [usize; 6]) {
    let Some(corpus) = corpus() else {
        return eprintln!("skipped: {name}: there is no ../shared/corpus");
    };
    let mut by_format: BTreeMap<String, Shares> = BTreeMap::new();
    let mut missed = Vec::new();
    for plan in files(&corpus.join(expected)).iter().filter(|f| file_name(f).ends_with(".plan.json")) {
        let stem = file_name(plan).trim_end_matches(".plan.json").to_owned();
        let want: Value = serde_json::from_slice(&std::fs::read(plan).unwrap()).unwrap();
        for file in files(&corpus.join(documents)) {
            let name = file_name(&file);
            if !name.starts_with(&format!("{stem}.")) || name.ends_with(".json") {
                continue;
            }
            let reading = otklik_papers::read(&std::fs::read(&file).unwrap(), &name, &Options::default()).unwrap();
            let shares = compare(&want, &to_value(&reading.draft), &name, &mut missed);
            let format = name.rsplit('.').next().unwrap().to_owned();
            let sum = by_format.entry(format).or_default();
            for (total, one) in sum.iter_mut().zip(shares) {
                *total = (total.0 + one.0, total.1 + one.1);
            }
        }
    }
    assert!(!by_format.is_empty(), "no documents in {documents}");
    for (format, shares) in &by_format {
        for ((key, (found, asked)), bar) in KEYS.iter().zip(shares).zip(bar_of(format)) {
            assert!(found * 100 >= asked * bar, "{name}: {format} {key}: {found} of {asked}\n{}", missed.join("\n"));
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    found.sort();
    found
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Letters and digits only, hyphenation joined.
fn plain(value: &Value) -> String {
    let text = value.as_str().unwrap_or_default().to_lowercase().replace('ё', "е").replace(['-', '\u{ad}'], "");
    let spaced: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn compare(want: &Value, got: &Value, name: &str, missed: &mut Vec<String>) -> Shares {
    let mut shares = Shares::default();
    let mut left: Vec<&Value> = list(got, "measures").iter().collect();
    let n_got = left.len();
    let mut note = |what: &str, is_right: bool, (found, asked): &mut (usize, usize), sample: &Value| {
        *asked += 1;
        *found += usize::from(is_right);
        if !is_right {
            missed.push(format!("{name}: {what}: {sample}"));
        }
    };
    note("kind", want["kind"] == got["kind"], &mut shares[5], &want["kind"]);
    for measure in list(want, "measures") {
        let same = |g: &&Value| plain(&g["text"]) == plain(&measure["text"]);
        let best = left
            .iter()
            .position(|g| same(g) && g["indicator"] == measure["indicator"] && g["criterion"] == measure["criterion"]);
        let Some(at) = best.or_else(|| left.iter().position(same)) else {
            note("measure", false, &mut shares[0], &measure["text"]);
            continue;
        };
        let found = left.remove(at);
        note("measure", true, &mut shares[0], &measure["text"]);
        if measure["deadline"].is_object() {
            let is_right = same_term(&measure["deadline"], &found["deadline"]);
            note("deadline", is_right, &mut shares[1], &measure["deadline"]);
        }
        for person in list(measure, "executors") {
            let key = |p: &Value| (plain(&p["name"]), plain(&p["position"]));
            let is_right = list(found, "executors").iter().any(|p| key(p) == key(person));
            note("executor", is_right, &mut shares[2], person);
        }
        if !measure["criterion"].is_null() {
            let is_right = measure["criterion"] == found["criterion"]
                && (measure["indicator"].is_null() || measure["indicator"] == found["indicator"]);
            note("criterion", is_right, &mut shares[3], measure);
        }
        for field in ["funding", "basis", "shortcoming", "expected_result", "under"] {
            if measure[field].is_string() {
                note(field, plain(&measure[field]) == plain(&found[field]), &mut shares[5], &measure[field]);
            }
        }
    }
    shares[0].1 += n_got.saturating_sub(list(want, "measures").len());
    for score in list(want, "scores") {
        let is_right =
            list(got, "scores").iter().any(|s| ["subject", "value", "max", "scale"].iter().all(|k| s[*k] == score[*k]));
        note("score", is_right, &mut shares[4], score);
    }
    shares
}

fn same_term(want: &Value, got: &Value) -> bool {
    let has_dates = want["from"].is_string() || want["to"].is_string();
    let dates = if has_dates { &["from", "to"][..] } else { &[] };
    want["kind"] == got["kind"]
        && (want["every"].is_null() || want["every"] == got["every"])
        && dates.iter().all(|k| want[*k] == got[*k])
}

#[test]
fn the_five_source_documents_are_read_to_the_bar() {
    check("source documents", "seeds", "expected", |_| [99, 98, 100, 98, 100, 90]);
}

#[test]
fn made_up_documents_are_read_to_the_bar_in_every_format() {
    check("made-up documents", "samples", "samples", |format| match format {
        "pdf" => [93, 93, 93, 93, 93, 88],
        _ => [98, 98, 98, 98, 98, 95],
    });
}
