//! `otklik read`: what a document says, as JSON or in words; and what a term means.

use crate::args::Read;
use crate::say::{self, DONE, WRONG};
use crate::workshop::Children;
use anyhow::Context as _;
use otklik_domain::deadline;
use otklik_domain::plan::Draft;
use otklik_papers::plan_json;
use serde_json::Value;
use std::path::Path;
use std::process::ExitCode;

/// The largest file taken, in bytes.
pub(crate) const FILE_BYTES_MAX: u64 = 32 << 20;

pub(crate) fn run(command: &Read) -> anyhow::Result<ExitCode> {
    if let Some(phrase) = &command.term {
        return term(phrase, command.year);
    }
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(documents(command))
}

fn term(phrase: &str, year: Option<i16>) -> anyhow::Result<ExitCode> {
    let context = deadline::Context { year, ..deadline::Context::default() };
    let (deadline, remarks) = deadline::read(phrase, context);
    say::print(&plan_json::deadline_to_value(&deadline).to_string())?;
    for remark in &remarks {
        say::note(&say::remark_line(remark));
    }
    Ok(ExitCode::from(DONE))
}

async fn documents(command: &Read) -> anyhow::Result<ExitCode> {
    let children = Children::new()?;
    let mut worst = DONE;
    for file in &command.files {
        match read_file(&children, file, command.year).await {
            Ok(draft) => show(file, draft, command)?,
            Err(why) => {
                worst = WRONG;
                say::note(&format!("{why:#}"));
            }
        }
    }
    Ok(ExitCode::from(worst))
}

/// Reads one file in a child and gives its plan JSON.
pub(crate) async fn read_file(children: &Children, file: &Path, year: Option<i16>) -> anyhow::Result<Value> {
    let name = file.display();
    let bytes = bytes_of(file)?;
    let file_name = file.file_name().and_then(|n| n.to_str());
    let answer =
        children.read_draft(&bytes, file_name, year, false).await.map_err(|why| anyhow::anyhow!("{name}: {why}"))?;
    Ok(answer.draft)
}

/// The bytes of a file, when it is a file and not too large.
pub(crate) fn bytes_of(file: &Path) -> anyhow::Result<Vec<u8>> {
    let name = file.display();
    let about = std::fs::metadata(file).map_err(|e| anyhow::anyhow!("{name}: {}", why_not_opened(&e)))?;
    anyhow::ensure!(about.is_file(), "{name}: это не файл; назовите документ");
    anyhow::ensure!(about.len() <= FILE_BYTES_MAX, "{name}: больше 32 МБ; разделите документ на части");
    std::fs::read(file).map_err(|e| anyhow::anyhow!("{name}: {}", why_not_opened(&e)))
}

pub(crate) fn why_not_opened(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::NotFound => "файла нет; проверьте имя и папку",
        std::io::ErrorKind::PermissionDenied => "нет права читать; проверьте права на файл",
        _ => "файл не открывается; проверьте диск и имя",
    }
}

fn show(file: &Path, mut draft: Value, command: &Read) -> anyhow::Result<()> {
    if !command.json {
        let draft = plan_json::from_json(&draft.to_string()).map_err(|e| anyhow::anyhow!("{e}"))?;
        return say::print(&in_words(file, &draft));
    }
    if command.files.len() == 1 {
        return say::print(&serde_json::to_string_pretty(&draft).context("печать JSON")?);
    }
    if let Value::Object(map) = &mut draft {
        map.insert("file".to_owned(), Value::String(file.display().to_string()));
    }
    say::print(&draft.to_string())
}

fn in_words(file: &Path, draft: &Draft) -> String {
    let mut lines = vec![format!("{}", file.display())];
    let mut line = |name: &str, value: Option<String>| lines.extend(value.map(|v| format!("  {name}: {v}")));
    line("документ", draft.title.clone());
    line("организация", draft.organisation_as_written.clone().or_else(|| draft.organisation.clone()));
    line("период", draft.period.map(|p| format!("{} — {}", ru(p.from), ru(p.to))));
    line("оценка за год", draft.assessed_year.map(|y| y.to_string()));
    line("баллов прочитано", (!draft.scores.is_empty()).then(|| draft.scores.len().to_string()));
    line("мероприятий", Some(draft.measures.len().to_string()));
    for (n, measure) in draft.measures.iter().enumerate() {
        let mark =
            measure.indicator.map(|i| i.to_string()).or_else(|| measure.criterion.map(|c| c.number().to_string()));
        lines.push(format!("  {}. {}{}", n + 1, mark.map(|m| format!("[{m}] ")).unwrap_or_default(), measure.text));
        let who: Vec<String> = measure
            .executors
            .iter()
            .map(|e| [e.name.as_deref(), e.position.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", "))
            .collect();
        let term = measure.deadline.as_ref().map(|d| format!("срок: {}", d.as_written));
        let tail: Vec<String> =
            term.into_iter().chain((!who.is_empty()).then(|| format!("отвечает: {}", who.join("; ")))).collect();
        if !tail.is_empty() {
            lines.push(format!("     {}", tail.join(" · ")));
        }
    }
    lines.extend(draft.remarks.iter().map(|r| format!("  ! {}", say::remark_line(r))));
    lines.join("\n")
}

/// A day as people write it.
pub(crate) fn ru(day: otklik_domain::Date) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}
