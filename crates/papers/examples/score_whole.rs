//! The whole job of `otklik score --json` in one process without the rest of the program: answers and findings are
//! read, counted, scored and printed as JSON; the times of the steps and the greatest memory go to standard error.
//!
//! `score_whole ANSWERS [findings=FILE] [registry=FILE] [rounding=NAME] [empty=NAME] [branches=NAME] [explain]`

#![expect(clippy::print_stderr, reason = "an example speaks to a terminal")]

use otklik_domain::score::{BranchRule, EmptyRule, Policy, Rounding, explain, score};
use otklik_papers::answers::Manner;
use otklik_papers::answers::table::TextRows;
use otklik_papers::round::Round;
use otklik_papers::rulebooks;
use otklik_papers::score_json::Stream;
use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::os::fd::AsFd;
use std::path::Path;
use std::time::Instant;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let answers = args.first().ok_or("score_whole ANSWERS [findings=FILE] …")?;
    let word = |name: &str| args.iter().find_map(|arg| arg.strip_prefix(name)?.strip_prefix('='));
    let policy = Policy {
        rounding: word("rounding").and_then(Rounding::from_name).unwrap_or_default(),
        empty: word("empty").and_then(EmptyRule::from_name).unwrap_or_default(),
        branches: word("branches").and_then(BranchRule::from_name).unwrap_or_default(),
        ..Policy::default()
    };
    let rulebook = rulebooks::named(word("rulebook").unwrap_or("culture"), None)?;
    let began = Instant::now();
    let step = |name: &str| eprintln!("{name:<10} {:>9.1} ms", began.elapsed().as_secs_f64() * 1000.0);
    let mut round = Round::new(rulebook);
    let mut mappings = Vec::new();
    if is_parquet(answers)? {
        mappings.push(("answers".to_owned(), round.bulk("answers", Path::new(answers), None, &Manner::default())?));
    } else {
        mappings.extend(round.answers("answers", rows(answers)?, None)?.map(|it| ("answers".to_owned(), it)));
    }
    step("counted");
    if let Some(file) = word("findings") {
        round.findings("findings", rows(file)?)?;
    }
    if let Some(file) = word("registry") {
        round.registry("registry", rows(file)?)?;
    }
    round.finish();
    step("gathered");
    let mut out = BufWriter::with_capacity(1 << 16, File::from(std::io::stdout().as_fd().try_clone_to_owned()?));
    Stream { round: &round, policy: &policy, mappings: &mappings, losses: None }.write(&mut out)?;
    if args.iter().any(|arg| arg == "explain") {
        for one in round.assessed() {
            let sheet = score(rulebook, &one, &policy);
            writeln!(out, "{}", explain::explain(rulebook, &one, &sheet).lines().join("\n"))?;
        }
    }
    out.flush()?;
    step("printed");
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|it| it.split_whitespace().next());
    eprintln!("{} MB", peak.map_or(0, |it| it.parse().unwrap_or(0)) >> 10);
    Ok(())
}

fn is_parquet(file: &str) -> Result<bool> {
    let mut head = [0; 4];
    Ok(File::open(file)?.read(&mut head)? == 4 && head == *b"PAR1")
}

fn rows(file: &str) -> Result<TextRows<BufReader<File>>> {
    Ok(TextRows::open(BufReader::new(File::open(file)?))?)
}
