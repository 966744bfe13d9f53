use super::*;
use crate::write::{Format, write};

fn whole() -> Protocol {
    let line = |title: &str, seen: &str| ProtocolLine { title: title.into(), seen: seen.into(), ..Default::default() };
    Protocol {
        organisation: "МБУК «Луговская библиотека»".into(),
        branch: "Дом".into(),
        address: Some("с. Луговое, ул. Садовая, 5".into()),
        round: "Независимая оценка 2026 года".into(),
        inspectors: vec!["Ильина Анна, 22 ноября 2026".into(), "Сорока Нина, 23 ноября 2026".into()],
        stage: "Итог утверждён 30 ноября 2026".into(),
        blocks: vec![
            ("Комфортность".into(), vec![line("питьевая вода", "нет"), line("зона отдыха", "есть")]),
            (
                "Сайт".into(),
                vec![ProtocolLine {
                    notes: vec!["Раздел пуст".into(), "https://lug.example/plan".into()],
                    photos: vec![1, 2],
                    ..line("план мероприятий", "не применимо")
                }],
            ),
        ],
        agreement: Some("Листы совпали в 2 пунктах из 3".into()),
        differences: vec![DifferenceLine {
            title: "питьевая вода".into(),
            seen: vec!["Ильина Анна: нет".into(), "Сорока Нина: есть".into()],
            decided: "нет".into(),
            reason: "Кулер пуст".into(),
        }],
        replies: vec![ReplyLine {
            title: "питьевая вода".into(),
            kind: "возражение".into(),
            words: "Воду привозят по вторникам".into(),
            review: "Осмотр был во вторник".into(),
            photos: vec![3],
        }],
        photos: vec!["Пустой раздел".into(), "Меню сайта".into(), "Кулер".into()],
        signers: vec!["Ильина Анна".into(), "Сорока Нина".into()],
        notes: vec!["Отклик".into()],
        made_on: None,
    }
}

#[test]
fn everything_that_was_seen_and_said_stands_on_the_paper() {
    let html = String::from_utf8(write(&compose(&whole()), Format::Html).unwrap()).unwrap();
    for words in [
        "ПРОТОКОЛ ОСМОТРА",
        "Луговская библиотека», Дом",
        "ул. Садовая, 5",
        "Ильина Анна, 22 ноября 2026",
        "Итог утверждён 30 ноября 2026",
        "Комфортность",
        "питьевая вода",
        "не применимо",
        "№ 1, 2",
        "Сорока Нина: есть",
        "Кулер пуст",
        "возражение",
        "Осмотр был во вторник",
        "Снимки: № 3",
        "Пустой раздел",
        "Осмотр провёл(а)",
        "от организации",
    ] {
        let squeezed = html.replace('\u{a0}', " ");
        assert!(squeezed.contains(words), "{words}: {squeezed}");
    }
    for format in [Format::Docx, Format::Odt, Format::Xlsx, Format::Csv] {
        assert!(!write(&compose(&whole()), format).unwrap().is_empty(), "{format:?}");
    }
}

#[test]
fn every_table_is_as_wide_as_the_sheet() {
    let paper = compose(&whole());
    assert_eq!(paper.more.len(), 3);
    for table in std::iter::once(&paper.table).chain(&paper.more) {
        let width: u32 = table.columns.iter().map(|column| column.width_mm).sum();
        assert_eq!(width, paper.sheet.text_width_mm(), "{}", table.summary);
    }
}

#[test]
fn what_was_not_said_takes_no_room_and_nobody_signs_for_people_who_are_not_named() {
    let protocol = Protocol { blocks: whole().blocks, stage: "идёт осмотр".into(), ..Protocol::default() };
    let paper = compose(&protocol);
    assert!(paper.more.is_empty() && paper.endings.is_empty());
    let open = DifferenceLine { title: "вода".into(), ..Default::default() };
    let paper = compose(&Protocol { differences: vec![open], ..protocol });
    let html = String::from_utf8(write(&paper, Format::Html).unwrap()).unwrap();
    assert!(html.replace('\u{a0}', " ").contains("не решено"), "{html}");
}
