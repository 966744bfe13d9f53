//! A score sheet and «Как посчитана оценка» as PDF: every table with its rows, both scales, formulas readable.

use super::tree::tree;
use lopdf::Document;
use otklik_domain::score::explain::explain;
use otklik_domain::score::{Assessed, Findings, Policy, Tally, Unit, score};
use otklik_papers::forms::score_sheet::{self, Scored};
use otklik_papers::read::{Block, read};
use otklik_papers::rulebooks;
use otklik_papers::write::Paper;

/// The sheet and its explanation, of forty who were asked.
fn papers() -> [Paper; 2] {
    let rulebook = rulebooks::named("culture", Some("2018")).expect("culture is carried");
    let yes = [("stand_used", 30), ("stand_ok", 27), ("comfort_ok", 40), ("recommend", 38), ("overall_ok", 39)];
    let tally = Tally::from_counted(&rulebook.question_set(), 40, &yes).expect("questions of culture");
    let mut findings = Findings::default();
    for (list, n) in [("stand", 14), ("site", 17), ("channels", 3), ("comfort", 4), ("equipment", 1), ("services", 2)] {
        findings.set_present(list, n);
    }
    let units = vec![Unit { branch: None, tally, findings: findings.clone() }];
    let assessed =
        Assessed { organisation: "МБУК «Луговская библиотека»".into(), kind: None, units };
    let sheet = score(rulebook, &assessed, &Policy::default());
    let scored = Scored {
        rulebook,
        sheet: &sheet,
        findings: &[(None, findings)],
        organisation: "МБУК «Луговская библиотека»",
        round: "Независимая оценка 2026 года",
        notes: vec!["Версия 1, опубликована 22 ноября 2026 года.".to_owned()],
        made_on: None,
    };
    [score_sheet::compose(&scored), score_sheet::compose_explained(&scored, &explain(rulebook, &assessed, &sheet))]
}

fn words_of(bytes: &[u8]) -> String {
    let read = read(bytes, Some("score.pdf")).expect("our own PDF is read");
    let of_block = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.shown(),
        Block::Table(table) => table.cells.iter().map(|cell| cell.text().into_owned() + " ").collect(),
    };
    let text: String = read.blocks.iter().map(|block| of_block(block) + " ").collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_score_and_its_explanation_are_set_with_all_rows() {
    let wanted: [&[&str]; 2] = [
        &["Луговская библиотека", "27 из 30", "36 из 40", "Версия 1"],
        &["Луговская библиотека", "27 из 30", "№ 344н", "Версия 1"],
    ];
    for (paper, wanted) in papers().iter().zip(wanted) {
        let bytes = otklik_press::pdf(paper).expect("any paper is set");
        let tree = tree(&Document::load_mem(&bytes).expect("a PDF"));
        let n_rows: usize =
            std::iter::once(&paper.table).chain(&paper.more).map(|t| t.header.len() + t.rows.len()).sum();
        assert_eq!(tree.all("TR").len(), n_rows, "{}", wanted[1]);
        let words = words_of(&bytes);
        for it in wanted {
            assert!(words.contains(it), "{it} in {words}");
        }
    }
}
