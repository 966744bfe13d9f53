//! What the containers promise to Word, LibreOffice and spreadsheets.

use super::drafts::{library, measure};
use otklik_papers::forms::{Form, Signers, compose};
use otklik_papers::write::{self, Format, Paper};
use std::io::{Cursor, Read};

fn paper() -> Paper {
    compose(Form::Plan457, &library(), &Signers::default())
}

fn written(format: Format) -> Vec<u8> {
    write::write(&paper(), format).expect("any paper is written")
}

fn parts(bytes: &[u8]) -> Vec<(String, zip::CompressionMethod, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("XML");
            let name = part.name().expect("a name").into_owned();
            (name, part.compression(), text)
        })
        .collect()
}

#[test]
fn every_part_is_well_formed_xml() {
    for format in [Format::Docx, Format::Odt, Format::Xlsx] {
        for (name, _, text) in parts(&written(format)) {
            if name == "mimetype" {
                continue;
            }
            let mut reader = quick_xml::Reader::from_str(&text);
            reader.config_mut().check_end_names = true;
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => {}
                    Err(fault) => panic!("{name}: {fault}"),
                }
            }
        }
    }
}

#[test]
fn an_odt_begins_with_its_stored_media_type() {
    let bytes = written(Format::Odt);
    let (name, method, text) = parts(&bytes).remove(0);
    assert_eq!((name.as_str(), method), ("mimetype", zip::CompressionMethod::Stored));
    assert_eq!(text, Format::Odt.media_type());
    assert_eq!(bytes.get(30..38), Some(b"mimetype".as_slice()));
}

/// Each part of a container holds these words so many times.
fn check(paper: &Paper, format: Format, wanted: &[(&str, &str, usize)]) {
    let parts = parts(&write::write(paper, format).expect("any paper is written"));
    for (name, words, n) in wanted {
        let text = parts.iter().find(|part| part.0 == *name).map(|part| part.2.as_str()).expect("the part");
        assert_eq!(text.matches(words).count(), *n, "{format:?} {name}: {words}");
    }
}

#[test]
fn a_docx_repeats_its_header_names_its_language_and_is_no_old_document() {
    check(
        &paper(),
        Format::Docx,
        &[
            ("word/document.xml", "<w:tblHeader/>", 2),
            ("word/document.xml", "w:orient=\"landscape\"", 1),
            ("word/styles.xml", "w:lang w:val=\"ru-RU\"", 1),
            ("word/settings.xml", "w:name=\"compatibilityMode\"", 1),
            ("docProps/core.xml", "<dc:title>План по устранению недостатков", 1),
        ],
    );
}

/// A paper of more tables than one: headings of two levels.
fn long_paper() -> Paper {
    let mut paper = paper();
    paper.more =
        vec![write::Table { summary: "Приложение с итогами".to_owned(), ..paper.table.clone() }];
    paper
}

#[test]
fn who_listens_to_a_paper_goes_by_its_headings_tables_language_and_title() {
    for (format, wanted) in [
        (
            Format::Docx,
            &[
                ("word/document.xml", "<w:pStyle w:val=\"Heading1\"/>", 1),
                (
                    "word/document.xml",
                    "<w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Приложение",
                    1,
                ),
                ("word/document.xml", "<w:tblHeader/>", 4),
                ("word/document.xml", "<w:tblDescription w:val=\"Приложение", 1),
                ("word/styles.xml", "w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/>", 1),
                ("word/styles.xml", "<w:outlineLvl w:val=\"1\"/>", 1),
                ("word/styles.xml", "<w:lang w:val=\"ru-RU\"", 1),
                ("docProps/core.xml", "<dc:language>ru-RU</dc:language>", 1),
                ("docProps/core.xml", "<dc:title>План по устранению", 1),
            ][..],
        ),
        (
            Format::Odt,
            &[
                ("content.xml", "text:outline-level=\"1\">", 1),
                ("content.xml", "text:outline-level=\"2\">Приложение с итогами</text:h>", 1),
                ("content.xml", "<table:table-header-rows>", 2),
                ("content.xml", "<table:desc>", 2),
                ("styles.xml", "fo:language=\"ru\" fo:country=\"RU\"", 1),
                ("meta.xml", "<dc:language>ru-RU</dc:language>", 1),
                ("meta.xml", "<dc:title>План по устранению", 1),
            ],
        ),
        (
            Format::Xlsx,
            &[
                ("xl/workbook.xml", "_xlnm.Print_Titles", 2),
                ("xl/workbook.xml", "name=\"2. Приложение с итогами\"", 1),
                ("docProps/core.xml", "<dc:title>План по устранению", 1),
            ],
        ),
    ] {
        check(&long_paper(), format, wanted);
    }
}

#[test]
fn the_last_row_of_a_workbook_is_printed_with_the_signatures() {
    let breaks = |n: u8| {
        let mut draft = library();
        draft.measures =
            (0..n).map(|at| measure(1, &format!("Недостаток {at}"), "Поставить пандус", "2024 г.")).collect();
        let paper = compose(Form::Plan457, &draft, &Signers::default());
        let parts = parts(&write::write(&paper, Format::Xlsx).expect("any paper is written"));
        let sheet = parts.into_iter().find(|part| part.0 == "xl/worksheets/sheet1.xml").expect("a sheet").2;
        assert!(sheet.contains("fitToHeight=\"0\""), "as many pages as it takes, each as wide as the sheet");
        sheet.matches("<brk ").count()
    };
    let all: Vec<usize> = (1..30).map(breaks).collect();
    assert!(all.iter().all(|n| *n < 2) && all.contains(&0) && all.contains(&1), "one where it is needed: {all:?}");
}

#[test]
fn nothing_in_a_workbook_is_a_formula() {
    for (name, _, text) in parts(&written(Format::Xlsx)) {
        assert!(!text.contains("<f>"), "{name}");
    }
}

#[test]
fn rows_for_programs_are_complete_and_not_run() {
    let text = String::from_utf8(written(Format::Csv)).expect("UTF-8");
    assert!(text.starts_with('\u{feff}'));
    assert_eq!(text.matches("На стендах нет сведений").count(), 2, "a merged cell is repeated");
    assert!(text.contains("\"'=СУММ(1;2) не формула"), "{text}");
}

#[test]
fn a_page_for_a_site_stands_alone_and_its_headers_have_scopes() {
    let text = String::from_utf8(written(Format::Html)).expect("UTF-8");
    assert!(text.contains("<html lang=\"ru\">"));
    assert!(!text.contains("<script") && !text.contains("src=") && !text.contains("<link"));
    assert_eq!(text.matches("scope=\"col\"").count(), 6);
    assert_eq!(text.matches("scope=\"colgroup\"").count(), 1);
    assert_eq!(text.matches("scope=\"rowgroup\"").count(), 6);
    assert!(text.contains("&amp; &lt;пуст&gt;"));
}

#[test]
fn a_text_of_any_length_and_any_characters_is_written() {
    let mut draft = library();
    let long = "Очень длинное мероприятие \u{0}\u{b}\u{1b} <b> ]]> &amp; ".repeat(900);
    draft.measures = vec![measure(1, &long, &long, "постоянно")];
    for form in Form::ALL {
        let paper = compose(form, &draft, &Signers::default());
        for format in Format::ALL.into_iter().filter(|f| *f != Format::Pdf) {
            write::write(&paper, format).expect("any text is written");
        }
    }
}

#[test]
fn a_paper_travels_as_json() {
    let paper = paper();
    let text = serde_json::to_string(&paper).expect("JSON");
    assert_eq!(serde_json::from_str::<Paper>(&text).expect("a paper"), paper);
}

#[test]
fn a_table_of_nothing_says_why() {
    use otklik_domain::plan::{Draft, DraftKind};
    use otklik_domain::report::{RegionReport, consolidate};
    use otklik_papers::forms::{consolidated, inspection, progress, rating, region_457};
    let empty = Draft::empty(DraftKind::Plan);
    let day = jiff::civil::date(2026, 10, 10);
    let together = consolidated::ConsolidatedSheet {
        scope: "Все организации".to_owned(),
        consolidated: consolidate("2026-Q3".parse().expect("a period"), day, Vec::new(), Vec::new()),
        replaces: None,
        signers: Signers::default(),
        template: None,
    };
    let region = region_457::RegionSheet {
        report: RegionReport::default(),
        as_of: day,
        replaces: None,
        signers: Signers::default(),
        template: None,
    };
    let mut papers: Vec<Paper> = Form::ALL.map(|form| compose(form, &empty, &Signers::default())).to_vec();
    papers.push(consolidated::compose(&together, None));
    papers.push(region_457::compose(&region, None));
    papers.push(progress::compose(&Default::default()));
    papers.push(rating::compose(&Default::default()));
    papers.push(inspection::compose(&Default::default()));
    for paper in &papers {
        for table in std::iter::once(&paper.table).chain(&paper.more) {
            assert!(!table.rows.is_empty(), "{}: {} is a bare header", paper.title, table.summary);
        }
    }
}
