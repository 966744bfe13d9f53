//! Benchmarks: `cargo xtask bench NAME`. Each measures us and a peer in one run and ends with one line of figures.
//!
//! In come documents made here and the built program; out go medians and ratios, never a figure from memory.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command of the developers speaks to a terminal")]

mod cabinet;
mod client;
mod docx;
mod figure;
mod pdf;
mod plans;
mod program;
mod register;
mod reminders;
mod reports;
mod server;
mod size;
mod turns;

use std::process::ExitCode;

/// A benchmark: its name, what it measures, and the function that returns its line.
type Bench = (&'static str, &'static str, fn() -> anyhow::Result<String>);

const BENCHES: &[Bench] = &[
    ("docx", "reading a 20-page table .docx; whole process beside pandoc", docx::bench),
    ("pdf-read", "reading a 20-page PDF; whole process beside LibreOffice", pdf::reading),
    ("pdf-write", "setting a 20-page PDF; whole process beside LibreOffice", pdf::setting),
    ("start", "from starting the program to its first page", server::start),
    ("memory", "resident memory of the idle server", server::memory),
    ("register", "pages of a register of 10 000 measures", register::bench),
    ("cabinet", "register, matrix and inbox of a region with 200 000 measures", cabinet::bench),
    ("reminders", "letters of a day for 200 000 measures", reminders::bench),
    ("reports", "a quarter of 300 organisations put together, to .docx and to PDF", reports::bench),
    ("size", "the program's file", size::bench),
];

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let wanted: Vec<&Bench> =
        BENCHES.iter().filter(|(name, ..)| names.iter().any(|it| it == name || it == "all")).collect();
    if wanted.is_empty() {
        println!("cargo xtask bench NAME, or all\n");
        for (name, what, _) in BENCHES {
            println!("  {name:<10} {what}");
        }
        return if names.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let mut lines = Vec::new();
    for (name, what, run) in wanted {
        println!("== {name}: {what}");
        match run() {
            Ok(line) => lines.push(line),
            Err(error) => {
                eprintln!("{name}: {error:#}");
                return ExitCode::FAILURE;
            }
        }
    }
    for line in lines {
        println!("{line}");
    }
    ExitCode::SUCCESS
}
