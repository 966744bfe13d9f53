//! PDFs of several makers against the text a person reads in them, and against the .docx they were printed from.

use super::shown;
use std::path::{Path, PathBuf};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pdf");

fn read(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("a fixture is there");
    match otklik_papers::read::read(&bytes, None) {
        Ok(document) => shown::document(&document),
        Err(refusal) => format!("{}: {refusal}", path.display()),
    }
}

fn check(name: &str) {
    let found = read(&Path::new(FIXTURES).join(format!("{name}.pdf")));
    let expected = std::fs::read_to_string(Path::new(FIXTURES).join(format!("{name}.txt"))).unwrap_or_default();
    assert_eq!(found.trim(), expected.trim(), "{name}");
}

#[test]
fn a_table_set_by_typst_is_read_by_its_tags() {
    check("typst-tagged");
}

#[test]
fn a_table_of_libreoffice_is_read_by_its_tags() {
    check("writer-tagged");
}

#[test]
fn the_same_table_without_tags_is_read_by_its_rulings() {
    check("writer-untagged");
}

#[test]
fn a_ruled_table_over_several_pages_is_one() {
    check("rulings");
}

#[test]
fn rules_across_are_enough() {
    check("rules-across");
}

#[test]
fn columns_without_rulings_are_found_by_the_white_between_them() {
    check("no-rulings");
}

#[test]
fn a_table_drawn_sideways_is_read_upright_with_its_turned_heading() {
    check("turned-page");
}

/// Spans and texts, without what a PDF cannot tell: headings, bold, header rows, whose hyphen a line ends with.
fn plain(shown: &str) -> String {
    let line = |line: &str| match line.find(" header ") {
        Some(at) if line.starts_with("table") => line[..at].to_owned(),
        _ if line.starts_with("  ") => line.replace("- / ", "-"),
        _ => line
            .trim_start_matches(|c: char| c.is_ascii_alphanumeric() && c != ' ')
            .trim_start_matches([' ', '*'])
            .to_owned(),
    };
    shown.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn samples_read_like_the_docx_they_were_printed_from() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/samples"));
    if !folder.is_dir() {
        #[expect(clippy::print_stderr, reason = "a skipped test says so by name")]
        {
            eprintln!(
                "skipped: samples_read_like_the_docx_they_were_printed_from, ../shared/corpus/samples is missing"
            );
        }
        return;
    }
    let mut papers: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder is readable")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    papers.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    assert!(!papers.is_empty());
    for paper in papers {
        let expected = plain(&read(&paper.with_extension("docx")));
        assert_eq!(plain(&read(&paper)), expected, "{}", paper.display());
    }
}
