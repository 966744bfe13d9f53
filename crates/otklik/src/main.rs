//! The key in the door: one binary, its commands as they are promised in the command line interface.
//!
//! In come arguments; out go data on standard output and words for people on standard error.
//! It refuses to know business rules: every command wires rooms together and starts one of their verbs.

mod args;
mod check;
mod child;
mod house;
mod import;
mod read;
mod reader;
mod say;
mod score;
mod serve;
mod upkeep;
mod user;
mod worker;
mod workshop;
mod write;

use args::Command;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A child limits itself before any thread, runtime or argument parser exists.
    if let Some(code) = child::run_if_asked() {
        return code;
    }
    if let Some(command) = args::plain_read() {
        return read::run(&command).unwrap_or_else(|why| say::refusal(&why));
    }
    args::parse().and_then(|args| run(&args)).unwrap_or_else(|why| say::refusal(&why))
}

fn run(args: &args::Args) -> anyhow::Result<ExitCode> {
    match &args.command {
        None => serve::run(args, &args::Serve::alone()?),
        Some(Command::Serve(command)) => serve::run(args, command),
        Some(Command::Worker(command)) => worker::run(args, command),
        Some(Command::Read(command)) => read::run(command),
        Some(Command::Check(command)) => check::run(command),
        Some(Command::Import(command)) => import::run(args, command),
        Some(Command::Write(command)) => write::run(command),
        Some(Command::Score(command)) => score::run(command),
        Some(Command::Move(command)) => upkeep::move_to(command),
        Some(Command::Backup(command)) => upkeep::backup(args, &command.file),
        Some(Command::Restore(command)) => upkeep::restore(args, &command.file),
        Some(Command::Verify) => upkeep::verify(args),
        Some(Command::Journal(command)) => upkeep::journal(args, command),
        Some(Command::User(command)) => user::run(args, command),
    }
}
