//! The protocol of an inspection as PDF: tagged, every table with its rows, every word readable.

use super::tree::tree;
use lopdf::Document;
use otklik_papers::forms::inspection::{DifferenceLine, Protocol, ProtocolLine, ReplyLine, compose};
use otklik_papers::read::{Block, read};
use otklik_papers::write::Paper;

fn protocol(n_points: usize) -> Protocol {
    let point = |n: usize| ProtocolLine {
        title: format!("наличие и доступность питьевой воды, место {n}"),
        seen: if n.is_multiple_of(2) { "есть" } else { "нет" }.to_owned(),
        notes: vec!["Кулер пуст".to_owned(), "https://lug.example/uslugi/komfortnost".to_owned()],
        photos: vec![n + 1],
    };
    let photo = |n: usize| format!("Кулер, место {n}");
    Protocol {
        organisation: "МБУК «Луговская межпоселенческая библиотека»".to_owned(),
        branch: "Дом культуры деревни Подлипки".to_owned(),
        address: Some("с. Луговое, ул. Садовая, д. 5".to_owned()),
        round: "Независимая оценка 2026 года. Культура, 2026".to_owned(),
        inspectors: vec!["Ильина Анна, 22.11.2026".to_owned(), "Сорока Нина, 23.11.2026".to_owned()],
        stage: "Итог утверждён 30.11.2026".to_owned(),
        blocks: vec![("Комфортность".to_owned(), (0..n_points).map(point).collect())],
        agreement: Some("Листы инспекторов совпали в 2 пунктах из 3.".to_owned()),
        differences: vec![DifferenceLine {
            title: "питьевая вода".to_owned(),
            seen: vec!["Ильина Анна: нет".to_owned(), "Сорока Нина: есть".to_owned()],
            ..DifferenceLine::default()
        }],
        replies: vec![ReplyLine {
            title: "питьевая вода".to_owned(),
            kind: "возражение".to_owned(),
            words: "Воду привозят по вторникам".to_owned(),
            ..ReplyLine::default()
        }],
        photos: (0..n_points).map(photo).collect(),
        signers: vec!["Ильина Анна".to_owned(), "Сорока Нина".to_owned()],
        ..Protocol::default()
    }
}

fn set(paper: &Paper) -> (Vec<u8>, Document) {
    let bytes = otklik_press::pdf(paper).expect("any paper is set");
    let document = Document::load_mem(&bytes).expect("a PDF");
    (bytes, document)
}

#[test]
fn a_protocol_is_set_with_all_its_tables_and_words() {
    for n_points in [1, 60] {
        let paper = compose(&protocol(n_points));
        let (bytes, document) = set(&paper);
        let tree = tree(&document);
        assert_eq!((tree.all("H1").len(), tree.all("H2").len(), tree.all("Table").len()), (1, 3, 4), "{n_points}");
        let n_rows: usize =
            std::iter::once(&paper.table).chain(&paper.more).map(|t| t.header.len() + t.rows.len()).sum();
        assert_eq!(tree.all("TR").len(), n_rows, "{n_points}");
        let read = read(&bytes, Some("protocol.pdf")).expect("our own PDF is read");
        let text: String = read
            .blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => paragraph.shown(),
                Block::Table(table) => table.cells.iter().map(|cell| cell.text().into_owned() + " ").collect(),
            })
            .collect::<Vec<_>>()
            .join(" ");
        let squeezed = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in [
            "ПРОТОКОЛ ОСМОТРА",
            "Дом культуры деревни Подлипки",
            "место 0",
            "Сорока Нина: есть",
            "не решено",
            "Воду привозят по вторникам",
            "Осмотр провёл(а)",
            "от организации",
        ] {
            assert!(squeezed.contains(words), "{n_points}: {words} in {squeezed}");
        }
    }
}

#[test]
fn a_protocol_nobody_signs_and_in_which_nothing_was_seen_is_set_too() {
    let bare = Protocol { blocks: vec![("Сайт".to_owned(), Vec::new())], ..Protocol::default() };
    let (_, document) = set(&compose(&bare));
    assert_eq!(tree(&document).all("Table").len(), 1);
}
