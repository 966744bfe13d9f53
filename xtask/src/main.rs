//! Everything about the project that Cargo cannot say: `cargo xtask COMMAND`.
//!
//! In comes the work tree as it stands; out go guards that pass or stop with a line that says what, where and why.
//! Nothing here is shipped. Each command is one file and one line of [`COMMANDS`].

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line of the developers speaks to a terminal")]

mod bench;
mod deny;
mod examples;
mod floors;
mod fuzz;
mod glossary;
mod install;
mod machete;
mod peers;
mod postgres;
mod shell;
mod story;
mod test;
mod tidy;
mod tree;
mod vendor;
mod workspace;

use anyhow::{Result, bail};
use std::process::ExitCode;

/// What a command is called, what it does, and the function that does it.
type Command = (&'static str, &'static str, fn(&[String]) -> Result<()>);

const COMMANDS: &[Command] = &[
    ("test", "everything that must hold, in order: install, fmt, clippy, guards, doc, tests, browser", test::run),
    ("install", "what the tests need of the system; with --bench also what benchmarks compare with", install::run),
    ("floors", "which crate may know which, and who may name which library", |_| floors::run()),
    ("tidy", "sizes, module words, names, forbidden calls, the map of the house", |_| tidy::run()),
    ("glossary", "GLOSSARY.md from the terms of the domain; with --write writes it", glossary::run),
    ("deny", "licences, sources and least versions of everything linked", |_| deny::run()),
    ("machete", "dependencies that nobody names", |_| machete::run()),
    ("examples", "the example documents against their generator; with --write writes them", examples::run),
    ("vendor-assets", "what browsers need, from pinned packages into crates/web/assets", |_| {
        vendor::vendor_assets(tree::root())
    }),
    ("bench", "bench NAME: one benchmark beside its peers, ends with one line of figures", bench::run),
    ("story", "a whole year of one district on both data bases, a line a stage", story::run),
    ("fuzz", "fuzz NAME --minutes N: one fuzz target", fuzz::run),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<()> {
    let Some((name, rest)) = args.split_first() else {
        print_commands();
        return Ok(());
    };
    match COMMANDS.iter().find(|(known, ..)| known == name) {
        Some((_, _, run)) => run(rest),
        None => {
            print_commands();
            bail!("there is no command «{name}»");
        }
    }
}

fn print_commands() {
    println!("cargo xtask COMMAND\n");
    for (name, what, _) in COMMANDS {
        println!("  {name:<10} {what}");
    }
}
