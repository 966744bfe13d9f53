//! `write`: three forms, six formats, and each is read back with its measures.

use super::run::Desk;
use serde_json::Value;

fn texts(plan: &Value) -> Vec<String> {
    let measures = plan["measures"].as_array().expect("measures");
    let mut texts: Vec<String> =
        measures.iter().map(|m| m["text"].as_str().unwrap_or_default().to_lowercase()).collect();
    texts.sort();
    texts
}

#[test]
fn every_form_in_every_format_is_read_back_with_its_measures() {
    let desk = Desk::new();
    desk.put_example("biblioteki-plan.html");
    let json = desk.run(&["read", "biblioteki-plan.html", "--json"]).ended(0);
    desk.put("plan.json", json.out.as_bytes());
    let expected = texts(&json.json());
    assert!(expected.len() >= 5);
    for form in ["plan-457", "report-457", "quarterly"] {
        for format in ["docx", "odt", "xlsx", "pdf", "html", "csv"] {
            let file = format!("{form}.{format}");
            let said = desk.run(&["write", "plan.json", "--form", form, "--format", format, "-o", &file]).ended(0);
            assert!(said.out.is_empty() && said.err.contains(&format!("записано: {file}")), "{said:?}");
            let back = desk.run(&["read", &file, "--json"]).ended(0).json();
            assert_eq!(texts(&back), expected, "{file}");
        }
    }
}

#[test]
fn a_refused_writing_leaves_the_old_file_whole() {
    let desk = Desk::new();
    let json = desk.run(&["read", "план.html", "--json"]).ended(0);
    desk.put("plan.json", json.out.as_bytes());
    desk.put("отчёт.docx", b"what was there");
    desk.put("bad.json", b"{\"format\": \"otklik.plan/9\"}");
    let write = |plan, form, format| desk.run(&["write", plan, "--form", form, "--format", format, "-o", "отчёт.docx"]);
    write("plan.json", "plan-458", "docx").refused("нет формы «plan-458»");
    write("plan.json", "plan-457", "doc").refused("нет формата «doc»");
    write("нет.json", "plan-457", "docx").refused("нет.json: файла нет");
    write("bad.json", "plan-457", "docx").refused("bad.json: ");
    write("план.html", "plan-457", "docx").refused("план.html: ");
    assert_eq!(std::fs::read(desk.path("отчёт.docx")).expect("there"), b"what was there");
    let nowhere = ["write", "plan.json", "--form", "plan-457", "--format", "csv", "-o", "нет/папки.csv"];
    desk.run(&nowhere).refused("такой папки нет");
}
