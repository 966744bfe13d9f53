//! The child's side: the same binary, started with a private first argument, in a cage it locks itself into.
//!
//! In comes one task on standard input (a line of JSON, then bytes); out goes one JSON object or bytes.
//! It refuses to open files, to use the network, and to live longer than its limits.

use otklik_papers::forms::measure_plan::Options;
use otklik_papers::{plan_json, read::Unreadable};
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};
use std::process::ExitCode;

/// The private first argument.
pub(crate) const FLAG: &str = "--private-workshop";
/// Exit code of a child that says in JSON why a document cannot be taken.
pub(crate) const UNREADABLE: u8 = 3;

const READ_CPU_SECONDS: u64 = 2;
const SHEETS_CPU_SECONDS: u64 = 20;
const PRESS_CPU_SECONDS: u64 = 60;
const READ_HEAP_BYTES: u64 = 208 << 20;
const SHEETS_HEAP_BYTES: u64 = 768 << 20;
const PRESS_HEAP_BYTES: u64 = 2 << 30;

/// What the parent asks for.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "lowercase")]
pub(crate) enum Task {
    /// Read a document.
    Read {
        /// The name it came under.
        file_name: Option<String>,
        /// Year of the document, where a person said it.
        year: Option<i16>,
        /// Whether the neutral document is wanted beside the draft.
        with_document: bool,
    },
    /// Read the sheets of a workbook as rows.
    Sheets,
    /// Set a paper as PDF; its JSON follows.
    Press,
}

/// Runs the task and gives the exit code, when this process was started as a child.
pub(crate) fn run_if_asked() -> Option<ExitCode> {
    let mut args = std::env::args_os().skip(1);
    if args.next()? != FLAG {
        return None;
    }
    let (cpu, heap) = match args.next() {
        Some(kind) if kind == "press" => (PRESS_CPU_SECONDS, PRESS_HEAP_BYTES),
        Some(kind) if kind == "sheets" => (SHEETS_CPU_SECONDS, SHEETS_HEAP_BYTES),
        _ => (READ_CPU_SECONDS, READ_HEAP_BYTES),
    };
    lock_in(cpu, heap);
    Some(match work() {
        Ok(code) => ExitCode::from(code),
        Err(why) => {
            crate::say::note(&format!("{why:#}"));
            ExitCode::from(1)
        }
    })
}

fn lock_in(cpu: u64, heap: u64) {
    for (what, most) in [
        (Resource::Cpu, cpu),
        (Resource::Data, heap),
        (Resource::As, heap + (512 << 20)),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
        (Resource::Nofile, 16),
    ] {
        // A limit that is already lower stays; the parent watches the clock in any case.
        let _ = setrlimit(what, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

fn work() -> anyhow::Result<u8> {
    let mut input = Vec::new();
    std::io::stdin().lock().read_to_end(&mut input)?;
    let end = input.iter().position(|b| *b == b'\n').ok_or_else(|| anyhow::anyhow!("no task"))?;
    let task: Task = serde_json::from_slice(&input[..end])?;
    let body = &input[end + 1..];
    match task {
        Task::Read { file_name, year, with_document } => read(body, file_name.as_deref(), year, with_document),
        Task::Sheets => sheets(body),
        Task::Press => press(body),
    }
}

fn read(bytes: &[u8], file_name: Option<&str>, year: Option<i16>, with_document: bool) -> anyhow::Result<u8> {
    let options = Options { year };
    let (answer, code) = match otklik_papers::read(bytes, file_name.unwrap_or_default(), &options) {
        Ok(reading) => {
            let document = with_document.then_some(&reading.document);
            let draft = plan_json::to_json(&reading.draft);
            (format!("{{\"draft\":{draft},\"document\":{}}}", serde_json::to_string(&document)?), 0)
        }
        Err(why) => (refusal(&why), UNREADABLE),
    };
    std::io::stdout().lock().write_all(answer.as_bytes())?;
    Ok(code)
}

fn sheets(bytes: &[u8]) -> anyhow::Result<u8> {
    let (answer, code) = match otklik_papers::answers::table::sheets(bytes) {
        Ok(sheets) => (serde_json::to_string(&sheets)?, 0),
        Err(why) => (refusal(&why), UNREADABLE),
    };
    std::io::stdout().lock().write_all(answer.as_bytes())?;
    Ok(code)
}

fn refusal(why: &Unreadable) -> String {
    serde_json::json!({ "unreadable": why.to_string() }).to_string()
}

fn press(json: &[u8]) -> anyhow::Result<u8> {
    let paper: otklik_papers::write::Paper = serde_json::from_slice(json)?;
    let bytes = otklik_press::pdf(&paper)?;
    std::io::stdout().lock().write_all(&bytes)?;
    Ok(0)
}
