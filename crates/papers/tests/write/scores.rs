//! Score sheets and ratings on paper: what stands on them, in every format, and that figures of workbooks are numbers.

use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::explain::explain;
use otklik_domain::score::{Assessed, Criterion, Exact, Findings, Mark, Policy, ScoreSheet, Unit, score};
use otklik_papers::forms::rating::{self, Rating, RatingLine, RatingMean};
use otklik_papers::forms::score_sheet::{self, Scored};
use otklik_papers::rulebooks;
use otklik_papers::write::{self, Cell, Format, Paper, Row};
use otklik_testkit::worked;

fn rulebook() -> &'static Rulebook {
    rulebooks::named("culture", Some("2018")).expect("culture is carried")
}

/// Case A of the interface, with two conditions for the disabled marked one by one.
fn unit(branch: Option<&str>) -> Unit {
    let mut findings = Findings::pooled([&worked::findings()], &["stand", "site", "channels", "comfort", "services"]);
    let items = &rulebook().inspection("equipment").expect("a list").items;
    for (n, item) in items.iter().enumerate() {
        findings.set_item(&item.code, if n < 2 { Mark::Present } else { Mark::Absent });
    }
    let tally = worked::tally(&rulebook().question_set());
    Unit { branch: branch.map(Into::into), tally, findings }
}

fn sheet(units: &[Unit]) -> ScoreSheet {
    let assessed = Assessed { organisation: "А".into(), kind: None, units: units.to_vec() };
    score(rulebook(), &assessed, &Policy::default())
}

fn sheet_paper(units: &[Unit]) -> Paper {
    let findings: Vec<(Option<String>, Findings)> =
        units.iter().map(|unit| (unit.branch.clone(), unit.findings.clone())).collect();
    score_sheet::compose(&Scored {
        rulebook: rulebook(),
        sheet: &sheet(units),
        findings: &findings,
        organisation: "МБУК «Луговская централизованная клубная система»",
        round: "Независимая оценка 2026 года",
        notes: vec!["Версия 1, опубликована 22 ноября 2026 года.".to_owned()],
        made_on: None,
    })
}

fn rating_paper() -> Paper {
    let line = |place: &str, name: &str, points: [&str; 6]| {
        let exact = |text: &str| Exact::parse(text).expect("a figure");
        let [criteria @ .., total] = points;
        RatingLine {
            place: place.to_owned(),
            organisation: name.to_owned(),
            territory: Some("Луговской район".to_owned()),
            criteria: Criterion::ALL.into_iter().zip(criteria.map(exact)).collect(),
            total: Some(exact(total)),
        }
    };
    let first = line("1–2", "МБУК «Луговская библиотека»", ["93.4", "97.5", "59.4", "98.4", "96.7", "89.08"]);
    let mean =
        RatingMean { name: "В среднем".into(), criteria: first.criteria.clone(), total: first.total.clone() };
    rating::compose(&Rating {
        name: "РЕЙТИНГ ОРГАНИЗАЦИЙ".to_owned(),
        about: vec!["Независимая оценка 2026 года, культура".to_owned()],
        lines: vec![
            first.clone(),
            RatingLine { organisation: "МБУК «Луговской дом ремёсел»".to_owned(), ..first },
            RatingLine { organisation: "Музей".to_owned(), ..RatingLine::default() },
        ],
        means: vec![mean],
        ..Rating::default()
    })
}

/// Rows as text, cells apart by «|», paragraphs by «/».
fn rows(paper: &Paper) -> Vec<String> {
    let cell = |cell: &Cell| match cell {
        Cell::Text { paragraphs, .. } => paragraphs.join("/"),
        Cell::Covered => "^".to_owned(),
    };
    let all = std::iter::once(&paper.table).chain(&paper.more).flat_map(|table| &table.rows);
    let row = |row: &Row| match row {
        Row::Section { text, .. } | Row::Remark { text } => format!("# {text}"),
        Row::Cells { cells } => cells.iter().map(cell).collect::<Vec<_>>().join("|"),
    };
    all.map(row).collect()
}

fn has(paper: &Paper, wanted: &str) {
    let rows = rows(paper);
    assert!(rows.iter().any(|row| row.contains(wanted)), "{wanted}: {rows:#?}");
}

#[test]
fn a_score_sheet_has_both_scales_counts_and_marks() {
    let paper = sheet_paper(&[unit(None)]);
    for wanted in
        ["–|Итоговый балл|89,08|–|заполнено анкет: 118", "|59,40|–|–", "|40|12 из 30|", "14 из 17", "91 из 97"]
    {
        has(&paper, wanted);
    }
    let marks: Vec<String> = rows(&paper).into_iter().filter(|r| r.ends_with("|есть") || r.ends_with("|нет")).collect();
    assert_eq!(marks.len(), rulebook().inspection("equipment").expect("a list").items.len());
    assert!(paper.notes.iter().any(|note| note.contains("до целого балла")), "{:?}", paper.notes);
    assert!(paper.notes.iter().any(|note| note.contains("№ 344н")), "{:?}", paper.notes);
}

#[test]
fn several_places_are_named_in_their_cells() {
    let paper = sheet_paper(&[unit(Some("Центральный дом культуры")), unit(Some("Дальний клуб"))]);
    has(&paper, "Дальний клуб: ");
    has(&paper, "|есть в 2 из 2");
    let many: Vec<Unit> = (0..12).map(|n| unit(Some(&format!("Клуб {n}")))).collect();
    has(&sheet_paper(&many), "|среднее по местам оценки: 12");
}

#[test]
fn an_explanation_has_formula_numbers_counts_and_the_act() {
    let units = [unit(None)];
    let sheet = sheet(&units);
    let assessed = Assessed { organisation: "А".into(), kind: None, units: units.to_vec() };
    let scored = Scored {
        rulebook: rulebook(),
        sheet: &sheet,
        findings: &[],
        organisation: "МБУК «Луговская ЦКС»",
        round: "Независимая оценка 2026 года",
        notes: Vec::new(),
        made_on: None,
    };
    let paper = score_sheet::compose_explained(&scored, &explain(rulebook(), &assessed, &sheet));
    for wanted in ["|89,08|", "есть 14 из 17", "ответили «да» 91 из 97", "(14/17 + 17/19)", "№ 344н", "Нет: "]
    {
        has(&paper, wanted);
    }
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Pdf) {
        assert!(!write::write(&paper, format).expect("any paper is written").is_empty());
    }
}

#[test]
fn a_rating_shows_places_means_and_who_has_none() {
    let paper = rating_paper();
    has(&paper, "1–2|МБУК «Луговская библиотека»/Луговской район|93,40|97,50|59,40|98,40|96,70|89,08");
    has(&paper, "–|Музей|–|–|–|–|–|–");
    has(&paper, "–|В среднем|93,40");
    has(&rating::compose(&Rating::default()), "# Опубликованных оценок нет");
}

#[test]
fn columns_fill_the_sheet_and_every_office_format_is_written_and_read() {
    for paper in [sheet_paper(&[unit(None)]), rating_paper()] {
        let width: u32 = paper.table.columns.iter().map(|column| column.width_mm).sum();
        assert_eq!(width, paper.sheet.text_width_mm());
        for format in Format::ALL.into_iter().filter(|format| *format != Format::Pdf) {
            let bytes = write::write(&paper, format).expect("any paper is written");
            let file = format!("score.{}", format.name());
            let document = otklik_papers::read::read(&bytes, Some(&file)).expect("it reads back");
            assert!(format!("{document:?}").contains("89,08"), "{file}");
        }
    }
}

#[test]
fn figures_of_a_workbook_are_numbers_with_their_decimals() {
    let bytes = write::write(&rating_paper(), Format::Xlsx).expect("a workbook");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).expect("a part"), &mut text).expect("XML");
        text
    };
    assert!(part("xl/worksheets/sheet1.xml").contains("<v>89.08</v>"));
    assert!(part("xl/sharedStrings.xml").contains("1–2") && !part("xl/sharedStrings.xml").contains("89,08"));
    assert!(part("xl/styles.xml").contains("formatCode=\"0.00\""));
}
