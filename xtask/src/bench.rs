//! `cargo xtask bench NAME`: builds the program and the benchmarks, brings the peers, runs one or all.

use crate::{install, peers, shell};
use anyhow::Result;

/// Runs the named benchmarks; without a name lists them.
///
/// Counting in bulk is apart: it needs neither the whole program nor what other benchmarks compare with.
pub(crate) fn run(args: &[String]) -> Result<()> {
    if let Some(("score", rest)) = args.split_first().map(|(name, rest)| (name.as_str(), rest)) {
        return score(rest);
    }
    if let Some(("intake", rest)) = args.split_first().map(|(name, rest)| (name.as_str(), rest)) {
        return intake(rest);
    }
    if let Some(("loss", rest)) = args.split_first().map(|(name, rest)| (name.as_str(), rest)) {
        return loss(rest);
    }
    if !args.is_empty() {
        install::run(&["--bench".to_owned()])?;
        shell::run(shell::cargo().args(["build", "--release", "-p", "otklik"]))?;
    }
    shell::run(shell::cargo().args(["run", "--release", "--quiet", "-p", "otklik-bench", "--"]).args(args))?;
    if args.is_empty() {
        println!(
            "  score      counting questionnaires beside Polars and DuckDB; score [ROWS] [parquet|nulls|csv|memory]\n  intake     taking questionnaires beside a bare writer and one commit a request; intake [SECONDS]\n  loss       kills and power cuts under load beside ways of keeping that lose; loss [--kills N] [--cuts N] [--seed N]"
        );
    }
    if args.iter().any(|arg| arg == "all") {
        score(&[]).and_then(|()| intake(&[])).and_then(|()| loss(&[]))
    } else {
        Ok(())
    }
}

/// Taking questionnaires in: needs neither the whole program nor a peer.
fn intake(args: &[String]) -> Result<()> {
    let package = ["--release", "--quiet", "-p", "otklik-web", "--features", "negative-controls", "--example"];
    shell::run(shell::cargo().arg("run").args(package).args(["bench_intake", "--"]).args(args))
}

/// The whole number of kills and power cuts; what is asked for by hand goes first and counts.
fn loss(args: &[String]) -> Result<()> {
    let package = ["--release", "--quiet", "-p", "otklik-web", "--features", "negative-controls", "--test"];
    let mut bench = shell::cargo();
    bench.arg("test").args(package).args(["loss", "--"]).args(args).args(["--kills", "200", "--cuts", "50"]);
    shell::run(&mut bench)
}

fn score(args: &[String]) -> Result<()> {
    let python = peers::python()?;
    let package = ["--release", "--quiet", "-p", "otklik-papers", "--example"];
    shell::run(shell::cargo().arg("build").args(package).args(["count_answers", "--example", "score_whole"]))?;
    let mut bench = shell::cargo();
    bench.arg("run").args(package).args(["bench_score", "--"]).args(args).env("OTKLIK_BENCH_PYTHON", python);
    shell::run(&mut bench)
}
