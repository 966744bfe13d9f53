//! How a paper ends: nobody signs on a sheet where nothing else stands, whatever the last row is covered by.

use super::drafts::{library, measure};
use lopdf::Document;
use otklik_domain::plan::Draft;
use otklik_papers::forms::{Form, Signers, compose};
use otklik_papers::write::{Cell, Paper, Row};

/// So many rows, of which the last ones share their shortcoming.
fn plan(n: usize, n_merged: usize) -> Paper {
    let shortcoming = |at: usize| {
        if at + n_merged >= n {
            "Общий недостаток".to_owned()
        } else {
            format!("Недостаток {at}")
        }
    };
    let row = |at: usize| measure(1, &shortcoming(at), &format!("Мероприятие {at}"), "постоянно");
    let draft = Draft { measures: (0..n).map(row).collect(), approval: None, ..library() };
    compose(Form::Quarterly, &draft, &Signers::default())
}

/// Words of the last page.
fn last_page(paper: &Paper) -> (usize, String) {
    let bytes = otklik_press::pdf(paper).expect("any paper is set");
    let document = Document::load_mem(&bytes).expect("a PDF");
    let last = document.get_pages().len();
    let number = u32::try_from(last).expect("a number");
    let text = document.extract_text(&[number]).expect("text");
    (last, text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn nobody_signs_alone_under_a_row_that_is_covered() {
    for n_merged in [1, 2, 6] {
        let mut n_moved = 0;
        for n in 12..=21 {
            let paper = plan(n, n_merged);
            let is_covered = |row: &&Row| matches!(row, Row::Cells { cells } if cells.contains(&Cell::Covered));
            assert_eq!(paper.table.rows.iter().filter(is_covered).count(), n_merged - 1, "merged as asked");
            let (n_pages, text) = last_page(&paper);
            let is_there = text.contains(&format!("Мероприятие {}", n - 1));
            assert!(is_there && text.contains("подпись"), "{n} rows, {n_merged} merged: {text}");
            // A merged cell goes over whole, or says its words on both sides of the page.
            let is_alone = n_pages > 1 && !text.contains(&format!("Мероприятие {}", n - 2));
            n_moved += usize::from(is_alone);
            if n_merged > 1 {
                assert!(text.contains("Общий недостаток"), "{n} rows, {n_merged} merged: {text}");
            }
        }
        // Merged rows that are few go over together.
        assert!(n_moved > 0 || n_merged > 1, "no length among these that would leave the signature alone");
    }
}
