//! The same paper in several formats reads as the same grid.

use super::shown;
use std::path::{Path, PathBuf};

/// The folder of samples, or nothing where the corpus is not beside the project.
fn samples() -> Option<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/samples"));
    if folder.is_dir() {
        return Some(folder.to_owned());
    }
    #[expect(clippy::print_stderr, reason = "a skipped test says so by name")]
    {
        eprintln!("skipped: tests of samples, ../shared/corpus/samples is missing");
    }
    None
}

/// All files of the folder, in order.
pub(super) fn files() -> Vec<PathBuf> {
    let Some(folder) = samples() else { return Vec::new() };
    let entries = std::fs::read_dir(folder).expect("the folder is readable");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

fn read(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("a sample is there");
    match otklik_papers::read::read(&bytes, None) {
        Ok(document) => shown::document(&document),
        Err(refusal) => format!("{}: {refusal}", path.display()),
    }
}

#[test]
fn every_format_of_a_sample_gives_the_grid_of_its_docx() {
    if samples().is_none() {
        return;
    }
    let stems: Vec<PathBuf> =
        files().into_iter().filter(|path| path.extension().is_some_and(|e| e == "docx")).collect();
    assert!(!stems.is_empty());
    let mut differences = Vec::new();
    for docx in stems {
        let expected = read(&docx);
        for format in ["odt", "rtf", "html", "doc"] {
            let path = docx.with_extension(format);
            let found = read(&path);
            if found != expected {
                differences.push(format!("=== {}\n{}", path.display(), differing(&expected, &found)));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Lines that stand in one reading only.
fn differing(expected: &str, found: &str) -> String {
    let only = |a: &str, b: &str, sign: &str| {
        let other: Vec<&str> = b.lines().collect();
        a.lines()
            .filter(|line| !other.contains(line))
            .take(12)
            .map(|line| format!("{sign} {line}\n"))
            .collect::<String>()
    };
    only(expected, found, "-") + &only(found, expected, "+")
}
