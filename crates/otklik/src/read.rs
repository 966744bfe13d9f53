//! `otklik read`: what a document says, as JSON or in words; and what a term means.

use crate::args::Read;
use crate::child::Print;
use crate::reader::{self, Input};
use crate::say::{self, DONE, WRONG};
use otklik_domain::deadline;
use otklik_domain::plan::Draft;
use otklik_papers::plan_json;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// The largest file taken, in bytes.
pub(crate) const FILE_BYTES_MAX: u64 = 32 << 20;

pub(crate) fn run(command: &Read) -> anyhow::Result<ExitCode> {
    if let Some(phrase) = &command.term {
        return term(phrase, command.year);
    }
    documents(command)
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

fn documents(command: &Read) -> anyhow::Result<ExitCode> {
    let mut worst = DONE;
    for file in &command.files {
        let is_line = command.json && command.files.len() > 1;
        match read_file(file, command.year, if is_line { Print::Line } else { Print::Pretty }) {
            Ok(json) if command.json => say::pass_on(&json)?,
            Ok(json) => say::print(&in_words(file, &draft_of(&json)?))?,
            Err(why) => {
                worst = WRONG;
                say::note(&format!("{why:#}"));
            }
        }
    }
    Ok(ExitCode::from(worst))
}

/// Reads one file in a child and gives its plan JSON.
pub(crate) fn read_file(file: &Path, year: Option<i16>, print: Print) -> anyhow::Result<Vec<u8>> {
    let input = if is_standard(file) { Input::Bytes(standard_input()?) } else { Input::File(opened(file)?) };
    reader::read(input, file, year, print).map_err(|why| anyhow::anyhow!("{}: {why}", file.display()))
}

/// The draft a child printed.
pub(crate) fn draft_of(json: &[u8]) -> anyhow::Result<Draft> {
    plan_json::from_json(std::str::from_utf8(json)?).map_err(|e| anyhow::anyhow!("{e}"))
}

/// A file open for reading, when it is a file and not too large.
fn opened(file: &Path) -> anyhow::Result<File> {
    let name = file.display();
    // A pipe or a device would be waited for before it could be refused.
    let about = std::fs::metadata(file).map_err(|e| anyhow::anyhow!("{name}: {}", why_not_opened(&e)))?;
    anyhow::ensure!(about.is_file(), "{name}: это не файл; назовите документ");
    anyhow::ensure!(about.len() <= FILE_BYTES_MAX, "{name}: больше 32 МБ; разделите документ на части");
    File::open(file).map_err(|e| anyhow::anyhow!("{name}: {}", why_not_opened(&e)))
}

/// «-» in place of a file: what comes by the pipe, or where data goes.
pub(crate) fn is_standard(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// All that comes by the pipe, within the limit of a file; it comes once.
fn standard_input() -> anyhow::Result<Vec<u8>> {
    static IS_TAKEN: AtomicBool = AtomicBool::new(false);
    anyhow::ensure!(!IS_TAKEN.swap(true, Ordering::Relaxed), "-: ввод уже прочитан; назовите «-» один раз");
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes);
    read.map_err(|e| anyhow::anyhow!("-: {}", why_not_opened(&e)))?;
    anyhow::ensure!(bytes.len() as u64 <= FILE_BYTES_MAX, "-: больше 32 МБ; разделите документ на части");
    Ok(bytes)
}

/// The bytes of a file, when it is a file and not too large; of «-» what comes by the pipe.
pub(crate) fn bytes_of(file: &Path) -> anyhow::Result<Vec<u8>> {
    if is_standard(file) {
        return standard_input();
    }
    let mut bytes = Vec::new();
    let read = opened(file)?.take(FILE_BYTES_MAX).read_to_end(&mut bytes);
    read.map_err(|e| anyhow::anyhow!("{}: {}", file.display(), why_not_opened(&e)))?;
    Ok(bytes)
}

pub(crate) fn why_not_opened(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::NotFound => "файла нет; проверьте имя и папку",
        std::io::ErrorKind::PermissionDenied => "нет права читать; проверьте права на файл",
        _ => "файл не открывается; проверьте диск и имя",
    }
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
