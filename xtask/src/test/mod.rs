//! Everything that must hold, in one order, stopping at the first thing that does not.
//!
//! In comes the work tree; out go the steps with their times and, last, how many tests passed.
//! `cargo xtask test STEP…` runs only the named steps.

mod cache;
mod count;

use crate::postgres::Cluster;
use crate::{deny, floors, glossary, install, machete, shell, tidy, tree};
use anyhow::{Context, Result, bail};
use count::Count;
use std::process::Command;
use std::time::Instant;

type Step = (&'static str, fn(&mut Count) -> Result<()>);

const STEPS: &[Step] = &[
    ("install", |_| install::run(&[])),
    ("fmt", |_| shell::run(shell::cargo().args(["fmt", "--all", "--check"]))),
    ("clippy", |_| clippy()),
    ("floors", |_| floors::run()),
    ("tidy", |_| tidy::run()),
    ("glossary", |_| glossary::run(&[])),
    ("doc", |_| doc()),
    ("test", tests),
    ("browser", browser),
    ("deny", |_| deny::run()),
    ("machete", |_| machete::run()),
];

/// Runs every step, or the named ones.
pub(crate) fn run(args: &[String]) -> Result<()> {
    if let Some(unknown) = args.iter().find(|arg| !STEPS.iter().any(|(name, _)| name == arg)) {
        let names: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
        bail!("there is no step «{unknown}»; there are: {}", names.join(", "));
    }
    cache::prune()?;
    let began = Instant::now();
    let mut count = Count::default();
    for (name, step) in STEPS.iter().filter(|(name, _)| args.is_empty() || args.iter().any(|arg| arg == name)) {
        println!("== {name}");
        let step_began = Instant::now();
        step(&mut count).with_context(|| format!("the step «{name}» did not pass"))?;
        println!("== {name}: {:.1} s", step_began.elapsed().as_secs_f32());
    }
    println!("== everything: {:.1} s", began.elapsed().as_secs_f32());
    println!("{} passed, {} failed", count.passed, count.failed);
    Ok(())
}

/// Our crates that are built half as long for tests. Rules and documents stay as they are shipped: their tests count.
const BUILT_LIGHTER: [&str; 6] =
    ["otklik", "otklik-app", "otklik-bench", "otklik-store", "otklik-testkit", "otklik-web"];

/// What every build of the tests has: the same choice, so that nothing is built twice. The server also knows ways of
/// keeping that lose, for the proof of kills and power cuts beside them.
pub(crate) const EVERYTHING: [&str; 4] = ["--workspace", "--release", "--features", "otklik-web/negative-controls"];

/// Cargo with one profile for everything, so that dependencies are built once.
pub(crate) fn cargo(words: &[&str]) -> Command {
    let mut command = shell::cargo();
    command.args(words).env("CARGO_INCREMENTAL", "0");
    for name in BUILT_LIGHTER {
        command.arg("--config").arg(format!("profile.release.package.{name}.opt-level=1"));
    }
    if let Some(folder) = cache::folder() {
        command.env("CARGO_TARGET_DIR", folder);
    }
    command
}

fn clippy() -> Result<()> {
    shell::run(cargo(&["clippy", "--quiet", "--all-targets"]).args(EVERYTHING).args(["--", "-D", "warnings"]))
}

fn doc() -> Result<()> {
    // Without the features of tests: so the libraries as they are shipped are looked at too.
    let mut doc = cargo(&["doc", "--workspace", "--no-deps", "--release", "--quiet"]);
    shell::run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

fn tests(count: &mut Count) -> Result<()> {
    let cluster = Cluster::start()?;
    // Examples are looked at by clippy; building them too would take a minute of every run.
    for targets in [&["--lib", "--bins", "--tests"][..], &["--doc"]] {
        let mut tests = cargo(&["test", "--no-fail-fast"]);
        tests.args(EVERYTHING).args(targets).env("OTKLIK_TEST_POSTGRES_URL", cluster.url()).env("INSTA_UPDATE", "no");
        count.tests_of(&mut tests)?;
    }
    Ok(())
}

fn browser(count: &mut Count) -> Result<()> {
    // The same choice of packages and targets as the tests, so that no dependency is built twice with other features.
    shell::run(cargo(&["build", "--quiet", "--bins", "--tests"]).args(EVERYTHING))?;
    let target = cache::folder().unwrap_or_else(|| tree::root().join("target"));
    let mut node = Command::new("node");
    node.current_dir(tree::root().join("tests/browser"))
        .args(["--test", "--test-concurrency=2", "--test-reporter=spec"])
        .env("OTKLIK_PROGRAM", target.join("release/otklik"));
    count.tests_of(&mut node)
}
