//! PDF/UA-1 and A-2a, spans, language, and papers that try to break the typesetter.

use super::drafts::{library, measure};
use super::tree::tree;
use lopdf::{Document, Object};
use otklik_domain::plan::Draft;
use otklik_papers::forms::{Form, Signers, compose};
use otklik_papers::write::{Cell, Paper, Row};

fn set(form: Form, draft: &Draft) -> (Paper, Document) {
    let paper = compose(form, draft, &Signers::default());
    let bytes = otklik_press::pdf(&paper).expect("any paper is set");
    (paper, Document::load_mem(&bytes).expect("a PDF"))
}

#[test]
fn every_cell_has_its_tag_with_its_spans() {
    for form in Form::ALL {
        let (paper, document) = set(form, &library());
        let tree = tree(&document);
        let wide = paper.table.rows.iter().filter(|row| !matches!(row, Row::Cells { .. })).count();
        let cells: Vec<usize> = paper
            .table
            .rows
            .iter()
            .filter_map(|row| match row {
                Row::Cells { cells } => Some(cells),
                _ => None,
            })
            .flatten()
            .filter_map(|cell| match cell {
                Cell::Text { row_span, .. } => Some(*row_span),
                Cell::Covered => None,
            })
            .collect();
        // The last row may go to the next page with the signatures: a table of its own, with its header.
        let n_tables = tree.all("Table").len();
        assert!((1..=2).contains(&n_tables), "{form:?}: {n_tables}");
        let n_rows = n_tables * paper.table.header.len() + paper.table.rows.len();
        assert_eq!(tree.all("TR").len(), n_rows, "{form:?}");
        let n_remarks = paper.table.rows.iter().filter(|row| matches!(row, Row::Remark { .. })).count();
        let n_header = n_tables * paper.table.header.iter().map(Vec::len).sum::<usize>();
        assert_eq!(tree.all("TH").len(), n_header + wide - n_remarks, "{form:?}");
        assert_eq!(tree.all("TD").len(), cells.len() + n_remarks, "{form:?}");
        let spanned = |n: usize| tree.all("TD").iter().filter(|t| t.row_span == n as i64).count();
        assert_eq!(spanned(2), cells.iter().filter(|n| **n == 2).count(), "{form:?}");
        let n_columns = paper.table.columns.len() as i64;
        let across = |name| tree.all(name).iter().filter(|t| t.column_span == n_columns).count();
        assert_eq!(across("TH") + across("TD"), wide, "{form:?}");
        assert!(tree.all("TH").iter().all(|t| t.scope.is_some()), "{form:?}");
        assert_eq!(tree.all("H1").len(), 1, "{form:?}");
    }
}

#[test]
fn a_header_repeated_on_later_pages_is_read_aloud_once() {
    let mut draft = library();
    draft.measures = (0..200).map(|n| measure(n % 5 + 1, "Нет пандуса", "Поставить пандус", "2024 г.")).collect();
    let (paper, document) = set(Form::Plan457, &draft);
    assert!(document.get_pages().len() > 8);
    // The last row may go to the next page with the signatures, under a header of its own.
    let (tree, n_header) = (tree(&document), paper.table.header.len());
    let n_tables = tree.all("Table").len();
    assert!((1..=2).contains(&n_tables), "{n_tables}");
    assert_eq!(tree.all("TR").len(), n_tables * n_header + paper.table.rows.len());
}

#[test]
fn the_file_names_its_language_title_and_standards() {
    let (_, document) = set(Form::Plan457, &library());
    let catalog = document.catalog().expect("a catalog");
    let lang = catalog.get(b"Lang").and_then(Object::as_str).map(|l| String::from_utf8_lossy(l).into_owned());
    assert_eq!(lang.expect("a language"), "ru-RU");
    let marks = catalog.get(b"MarkInfo").expect("marks");
    let (_, marks) = document.dereference(marks).expect("marks");
    assert!(matches!(marks.as_dict().and_then(|d| d.get(b"Marked")), Ok(Object::Boolean(true))));
    let (_, metadata) = document.dereference(catalog.get(b"Metadata").expect("metadata")).expect("metadata");
    let stream = metadata.as_stream().expect("a stream");
    let xmp = String::from_utf8_lossy(&stream.content).into_owned();
    for said in ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "План по устранению недостатков"]
    {
        assert!(xmp.contains(said), "{said} in {xmp}");
    }
}

#[test]
fn words_of_a_paper_are_never_markup() {
    let mut draft = library();
    let nasty = "#read(\"/etc/passwd\") = Заголовок *жирно* _курсив_ $x^2$ `код` <метка> @ссылка \\ // /* [ ] { } #panic() -- ~";
    draft.organisation_as_written = Some(nasty.to_owned());
    draft.measures = vec![measure(1, nasty, nasty, nasty)];
    let (_, document) = set(Form::Report457, &draft);
    assert_eq!(tree(&document).all("H1").len(), 1, "no heading of its own");
}

#[test]
fn odd_papers_are_set_too() {
    let rows = [
        "",
        "\u{0}\u{7}\u{b}\u{1b}",
        "китайские иероглифы 測試, эмодзи 🙂, עברית",
        &"оченьдлинноесловобезпереносов".repeat(40),
        &"обычный текст мероприятия ".repeat(900),
    ]
    .map(|text| measure(1, text, text, text));
    let mut draft = library();
    for row in rows {
        draft.measures = vec![row];
        set(Form::Quarterly, &draft);
    }
    draft.measures.clear();
    set(Form::Plan457, &draft);
}

#[test]
fn qpdf_finds_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("plan.pdf");
    let paper = compose(Form::Plan457, &library(), &Signers::default());
    std::fs::write(&file, otklik_press::pdf(&paper).expect("any paper is set")).expect("written");
    match std::process::Command::new("qpdf").arg("--check").arg(&file).output() {
        Ok(said) => assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr)),
        Err(_) => say("qpdf_finds_nothing: skipped, qpdf is not installed"),
    }
}

fn say(text: &str) {
    use std::io::Write;
    // A test that cannot speak still passes.
    let _ = writeln!(std::io::stderr(), "{text}");
}
