//! The child's side: the same binary, started with a private first argument, in a cage it locks itself into.
//!
//! In comes one task on standard input (a line of JSON, then bytes), or the document itself as standard input, open for
//! reading and named by the arguments; out goes one JSON object or bytes.
//! It refuses to open files, to use the network, and to live longer than its limits.

use otklik_papers::forms::measure_plan::Options;
use otklik_papers::{plan_json, read::Unreadable};
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};
use std::process::ExitCode;

/// The private first argument.
pub(crate) const FLAG: &str = "--private-workshop";
/// The kind of child whose standard input is the document itself; how to print follows, then the year, then the name.
pub(crate) const FILE: &str = "file";
/// Exit code of a child that says in JSON why a document cannot be taken.
pub(crate) const UNREADABLE: u8 = 3;

const READ_CPU_SECONDS: u64 = 2;
const SHEETS_CPU_SECONDS: u64 = 20;
const PRESS_CPU_SECONDS: u64 = 60;
const READ_HEAP_BYTES: u64 = 208 << 20;
const SHEETS_HEAP_BYTES: u64 = 768 << 20;
const PHOTO_CPU_SECONDS: u64 = 20;
const PHOTO_HEAP_BYTES: u64 = 768 << 20;
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
    },
    /// Read the sheets of a workbook as rows.
    Sheets,
    /// Make of a photo what may be kept.
    Photo,
    /// Set a paper as PDF; its JSON follows.
    Press,
    /// Set plates as PDF; their JSON follows.
    Plates,
}

/// How plan JSON of a file is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Print {
    /// Over several lines.
    Pretty,
    /// On one line, the name of the file in it.
    Line,
}

impl Print {
    /// The word for it in the arguments.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Print::Pretty => "pretty",
            Print::Line => "line",
        }
    }
}

/// Runs the task and gives the exit code, when this process was started as a child.
pub(crate) fn run_if_asked() -> Option<ExitCode> {
    let mut args = std::env::args_os().skip(1);
    if args.next()? != FLAG {
        return None;
    }
    let kind = args.next().unwrap_or_default();
    let (cpu, heap) = if kind == "press" {
        (PRESS_CPU_SECONDS, PRESS_HEAP_BYTES)
    } else if kind == "sheets" {
        (SHEETS_CPU_SECONDS, SHEETS_HEAP_BYTES)
    } else if kind == "photo" {
        (PHOTO_CPU_SECONDS, PHOTO_HEAP_BYTES)
    } else {
        (READ_CPU_SECONDS, READ_HEAP_BYTES)
    };
    lock_in(cpu, heap);
    Some(match if kind == FILE { read_file(args) } else { work() } {
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
        Task::Read { file_name, year } => read(body, file_name.as_deref(), year),
        Task::Sheets => sheets(body),
        Task::Photo => photo(body),
        Task::Press => press(body),
        Task::Plates => plates(body),
    }
}

fn read(bytes: &[u8], file_name: Option<&str>, year: Option<i16>) -> anyhow::Result<u8> {
    let options = Options { year };
    let (answer, code) = match otklik_papers::read(bytes, file_name.unwrap_or_default(), &options) {
        Ok(reading) => {
            let draft = plan_json::to_line(&reading.draft, None);
            (format!("{{\"draft\":{draft},\"document\":{}}}", serde_json::to_string(&reading.document)?), 0)
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

/// Prints a line of JSON with the size in pixels, then the bytes of the photo.
fn photo(bytes: &[u8]) -> anyhow::Result<u8> {
    let (answer, code) = match otklik_papers::photo::clean(bytes) {
        Ok(photo) => {
            let size = serde_json::json!({ "width": photo.width, "height": photo.height }).to_string();
            ([size.as_bytes(), b"\n", &photo.bytes].concat(), 0)
        }
        Err(why) => (serde_json::json!({ "unreadable": why.to_string() }).to_string().into_bytes(), UNREADABLE),
    };
    std::io::stdout().lock().write_all(&answer)?;
    Ok(code)
}

/// Prints what the document on standard input says as the person will see it: the parent only passes it on.
fn read_file(mut args: impl Iterator<Item = std::ffi::OsString>) -> anyhow::Result<u8> {
    let is_line = args.next().is_some_and(|word| word == Print::Line.word());
    let year = args.next().and_then(|year| year.to_str()?.parse().ok());
    let name = args.next().unwrap_or_default();
    let mut bytes = Vec::new();
    // One byte more than is taken: a file that grew while it was opened is then refused as too large.
    std::io::stdin().lock().take(crate::read::FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    let (mut answer, code) = match otklik_papers::read(&bytes, "", &Options { year }) {
        Ok(reading) if is_line => {
            (plan_json::to_line(&reading.draft, Some(&std::path::Path::new(&name).display().to_string())), 0)
        }
        Ok(reading) => (plan_json::to_json(&reading.draft), 0),
        Err(why) => (refusal(&why), UNREADABLE),
    };
    answer.push('\n');
    std::io::stdout().lock().write_all(answer.as_bytes())?;
    // The kernel frees everything at once; piece by piece takes longer.
    std::process::exit(code.into())
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

fn plates(json: &[u8]) -> anyhow::Result<u8> {
    let plates: otklik_papers::write::Plates = serde_json::from_slice(json)?;
    let bytes = otklik_press::plates(&plates)?;
    std::io::stdout().lock().write_all(&bytes)?;
    Ok(0)
}
