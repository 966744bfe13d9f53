//! Every pattern of the recogniser finds what the `regex` crate finds, in every line of the samples and in odd ones.

use super::Regex;
use std::path::Path;

/// Patterns written in the sources of a folder.
fn patterns_in(folder: &Path, found: &mut Vec<String>) {
    let making =
        regex::Regex::new(r#"Regex::new\(\s*(?:concat!\(|&format!\()?((?:\s*r"[^"]*",?)+)"#).expect("a pattern");
    let piece = regex::Regex::new(r#"r"([^"]*)""#).expect("a pattern");
    let numeral = r"(?P<n>IV|III|II|I|[1-4]|перв|втор|трет|четв)[а-яё-]*";
    for entry in std::fs::read_dir(folder).expect("sources").flatten().map(|e| e.path()) {
        if entry.is_dir() {
            patterns_in(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&entry).expect("a source");
            for whole in making.captures_iter(&text) {
                let pattern: String = piece.captures_iter(&whole[1]).map(|p| p[1].to_owned()).collect();
                found.push(pattern.replace("{NUMERAL}", numeral));
            }
        }
    }
}

fn texts() -> Vec<String> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/forms/measure_plan/samples");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(samples).expect("samples").flatten().map(|e| e.path()) {
        if entry.extension().is_some_and(|e| e == "txt") {
            let text = std::fs::read_to_string(&entry).expect("a sample");
            let lines: Vec<&str> = text.lines().collect();
            texts.extend(lines.iter().flat_map(|line| line.split('|')).map(str::to_owned));
            texts.extend(lines.windows(3).map(|three| three.join("\n")));
        }
    }
    let odd = [
        "",
        "-",
        "\n",
        "СРОК:\u{a0}до 01.02.202\n3 г.",
        "исполне-\n  ния, ИСПОЛНЕ- НИЯ, кресел-коля-сок",
        "1) a\n2) б;\n 3.",
        "за период с 2023 по 2024 учебный год; на II кв. 2024; НА 9 МЕСЯЦЕВ 2024 г.; за май 2024",
        "МБОУ СОШ №\u{a0}5, ГБУЗ «Б», ИП И\u{301}ванов, краевое автономное учреждение культуры",
        "ПЛАН²: п л а н; Отчёт\u{2014}",
        "«12» \u{1c80}марта 2024, 12.03.24; приказом\u{300}",
        "1 234 567,89 тыс. руб.; 94 балла из 100; (95,5/100)",
        "Ⅳ. 𝐀 一 план一",
        "________",
        "Иванов-Петров А. Б., А.Б. Иванов\nПетрова\n И.И.",
    ];
    texts.extend(odd.map(str::to_owned));
    texts.sort();
    texts.dedup();
    texts
}

#[test]
fn every_pattern_finds_what_the_crate_finds() {
    let mut patterns = Vec::new();
    patterns_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/forms"), &mut patterns);
    assert!(patterns.len() > 40, "{patterns:?}");
    let texts = texts();
    for pattern in &patterns {
        let ours = Regex::new(pattern).expect("a pattern");
        let program = ours.program.as_ref().unwrap_or_else(|| panic!("not known here: {pattern}"));
        for text in &texts {
            let mut at = 0;
            loop {
                let theirs = ours.search_exactly(text, at);
                // A search that gives up asks the crate, so it cannot differ.
                let found = program.search(text, at).unwrap_or(theirs);
                assert_eq!(found, theirs, "{pattern}\nin {text:?} from {at}");
                match theirs {
                    Some(slots) if slots[1] > at => at = slots[1],
                    _ => break,
                }
            }
        }
    }
}

#[test]
fn a_text_that_asks_for_endless_tries_goes_to_the_crate() {
    let pattern = Regex::new("(?:[а-я]+[а-я ]*)+!").expect("a pattern");
    let text = "абв ".repeat(2000);
    let endless = format!("{text}?!");
    assert!(!pattern.is_match(&text));
    assert!(pattern.exact.get().is_none(), "a sign that is missing is seen at once");
    assert!(pattern.program.as_ref().is_some_and(|p| p.search(&endless, 0).is_err()));
    assert!(!pattern.is_match(&endless));
    assert!(pattern.exact.get().is_some());
}

#[test]
fn replacing_goes_on_where_the_last_match_ended() {
    fn check(pattern: &str, by: &str, text: &str, all: &str, first: &str) {
        let pattern = Regex::new(pattern).expect("a pattern");
        assert_eq!(pattern.replace_all(text, by), all);
        assert_eq!(pattern.replace(text, by), first);
    }
    check(r"(\d)-(\d)", "$2 $1", "1-2, 3-4", "2 1, 4 3", "2 1, 3-4");
    check("б+", "", "абба", "аа", "аа");
    check("я", "ю", "абв", "абв", "абв");
}
