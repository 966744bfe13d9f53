//! `read` and `check`.

use super::run::{Desk, PLAN, SOUND};
use serde_json::Value;

#[test]
fn one_file_is_one_object_of_plan_json() {
    let plan = Desk::new().run(&["read", "план.html", "--json"]).ended(0).json();
    assert_eq!((plan["format"].as_str(), plan["kind"].as_str()), (Some("otklik.plan/1"), Some("plan")));
    assert_eq!(plan["organisation"].as_str(), Some("Луговской дом культуры"));
    let terms: Vec<Option<&str>> =
        plan["measures"].as_array().expect("measures").iter().map(|m| m["deadline"]["to"].as_str()).collect();
    assert_eq!(terms, [Some("2024-03-15"), None]);
    assert!(plan.get("file").is_none());
}

#[test]
fn several_files_are_an_object_a_line_and_the_worst_exit_code() {
    let desk = Desk::new();
    desk.put_example(SOUND);
    desk.put("слова.docx", b"PK\x03\x04 half an archive");
    let said = desk.run(&["read", "--json", "план.html", "слова.docx", SOUND]).ended(2);
    let files: Vec<String> = said
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("an object a line")["file"].to_string())
        .collect();
    assert_eq!(files, ["\"план.html\"".to_owned(), format!("\"{SOUND}\"")]);
    assert!(said.err.lines().count() == 1 && said.err.contains("слова.docx"), "{said:?}");
}

#[test]
fn without_json_a_person_reads_what_was_understood() {
    let said = Desk::new().run(&["read", "план.html"]).ended(0);
    for words in ["Луговской дом культуры", "мероприятий: 2", "срок: до 15 марта", "отвечает: Линькова И.И."]
    {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
}

#[test]
fn a_term_is_always_one_object_and_exit_zero() {
    for (term, year, kind, to, is_remarked) in [
        ("до 15 марта", Some("2024"), "by_date", Some("2024-03-15"), false),
        ("до 15 марта", None, "by_date", None, false),
        ("II квартал 2025 г.", None, "period", Some("2025-06-30"), false),
        ("ежеквартально", None, "recurring", None, false),
        ("до 31 февраля 2024", None, "", None, true),
        ("абракадабра", None, "unread", None, true),
        ("", None, "unread", None, false),
        ("-", None, "unread", None, false),
    ] {
        let mut args = vec!["read", "--term", term];
        args.extend(year.iter().flat_map(|year| ["--year", year]));
        let said = Desk::new().run(&args).ended(0);
        let deadline = said.json();
        assert_eq!(said.out.lines().count(), 1, "{said:?}");
        assert!(kind.is_empty() || deadline["kind"].as_str() == Some(kind), "{term}: {said:?}");
        assert_eq!(deadline["to"].as_str(), to, "{term}: {said:?}");
        assert!(!is_remarked || said.err.starts_with("otklik: "), "{term}: {said:?}");
    }
}

#[test]
fn a_reviewer_says_what_is_wrong_and_in_which_measure() {
    let desk = Desk::new();
    desk.put_example(SOUND);
    let found = desk.run(&["check", "план.html", "--json"]).ended(1).json();
    let remarks = found["remarks"].as_array().expect("remarks");
    let said: Vec<(Option<&str>, Option<u64>)> =
        remarks.iter().map(|r| (r["code"].as_str(), r["measure"].as_u64())).collect();
    assert_eq!(found["file"].as_str(), Some("план.html"));
    for code in ["no-deadline", "no-executor"] {
        assert!(said.contains(&(Some(code), Some(1))), "{code}: {said:?}");
    }
    let sound = desk.run(&["check", SOUND]).ended(0);
    assert!(sound.out.contains("замечаний нет"), "{sound:?}");
    let both = desk.run(&["check", SOUND, "план.html"]).ended(1);
    assert!(both.out.contains("мера 2") && both.out.contains("[no-deadline]"), "{both:?}");
    let worst = desk.run(&["check", "план.html", "нет.docx", SOUND]).ended(2);
    assert!(worst.err.contains("нет.docx: файла нет"), "{worst:?}");
}

#[test]
fn reading_keeps_nothing() {
    let desk = Desk::new();
    desk.run(&["read", "план.html"]).ended(0);
    desk.run(&["check", "план.html"]).ended(1);
    assert_eq!(std::fs::read_dir(desk.folder.path()).expect("a folder").count(), 1);
}

#[test]
fn a_document_may_come_by_the_pipe_and_a_paper_may_leave_by_it() {
    let desk = Desk::new();
    let plan = PLAN.as_bytes();
    let by_file = desk.run(&["read", "план.html", "--json"]).ended(0);
    let by_pipe = desk.run_with(&["read", "-", "--json"], plan).ended(0);
    assert_eq!(by_pipe.json(), by_file.json());
    let said = desk.run_with(&["check", "-"], plan).ended(1);
    assert!(said.out.contains("no-deadline"), "{said:?}");
    let paper =
        desk.run_with(&["write", "-", "--form", "plan-457", "--format", "html", "-o", "-"], by_file.out.as_bytes());
    assert!(paper.ended(0).out.contains("Установить вывески в фойе"));
    desk.run_with(&["read", "-", "--json"], b"").refused("-: ");
    desk.run_with(&["read", "-", "--json"], b"PK\x03\x04 half an archive").refused("-: ");
    let twice = desk.run_with(&["check", "-", "-"], plan).ended(2);
    assert!(twice.err.contains("назовите «-» один раз"), "{twice:?}");
    let large = vec![b' '; (32 << 20) + 1];
    desk.run_with(&["read", "-", "--json"], &large).refused("больше 32 МБ");
}
