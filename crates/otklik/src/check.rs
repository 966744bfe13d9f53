//! `otklik check`: what a careful reviewer would say about a document.

use crate::args::Check;
use crate::child::Print;
use crate::read::{draft_of, read_file};
use crate::say::{self, DONE, FOUND, WRONG};
use otklik_domain::plan::review;
use otklik_domain::remark::{Remark, Severity};
use otklik_papers::plan_json;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(command: &Check) -> anyhow::Result<ExitCode> {
    let mut worst = DONE;
    for file in &command.files {
        match remarks_of(file, command.year) {
            Ok(remarks) => {
                let is_found = remarks.iter().any(|r| r.severity != Severity::Note);
                worst = worst.max(if is_found { FOUND } else { DONE });
                show(file, &remarks, command)?;
            }
            Err(why) => {
                worst = WRONG;
                say::note(&format!("{why:#}"));
            }
        }
    }
    Ok(ExitCode::from(worst))
}

fn remarks_of(file: &Path, year: Option<i16>) -> anyhow::Result<Vec<Remark>> {
    let draft = draft_of(&read_file(file, year, Print::Pretty)?)?;
    let mut remarks = draft.remarks.clone();
    remarks.extend(review::review(&draft));
    remarks.dedup();
    Ok(remarks)
}

fn show(file: &Path, remarks: &[Remark], command: &Check) -> anyhow::Result<()> {
    if command.json {
        let remarks = plan_json::remarks_to_value(remarks);
        let object = serde_json::json!({ "file": file.display().to_string(), "remarks": remarks });
        let is_one = command.files.len() == 1;
        return say::print(&if is_one { serde_json::to_string_pretty(&object)? } else { object.to_string() });
    }
    let mut lines = vec![format!("{}: {}", file.display(), count_in_words(remarks.len()))];
    for remark in remarks {
        let place = remark.measure.map(|n| format!("мера {}: ", n + 1)).unwrap_or_default();
        lines.push(format!("  {place}{}", say::remark_line(remark)));
    }
    say::print(&lines.join("\n"))
}

fn count_in_words(n: usize) -> String {
    match n {
        0 => "замечаний нет".to_owned(),
        n => format!("замечаний: {n}"),
    }
}
