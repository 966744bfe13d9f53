//! Intake of filled questionnaires beside what could be had at most and at least, in one run of one machine.
//!
//! `bench_intake [SECONDS]` starts servers as processes of their own and drives them over loopback;
//! `bench_intake serve --variant NAME --data DIR --listen ADDRESS` is one of those servers (`real`, `one-commit`, `skeleton`,
//! `ack-first`, `sync-off`, `sync-normal`): it prints its address and the code of a survey, and serves until it is killed.

#![expect(clippy::print_stdout, reason = "a command of the developers speaks to a terminal")]

mod driver;
mod server;
mod wire;

use driver::{Driven, Load};
use std::collections::HashSet;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use uuid::Uuid;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Connections of an ordinary load, kept alive.
const N_CONNECTIONS: usize = 256;
/// Connections of those who come when too many come.
const N_CROWD: usize = 1900;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|word| word == "serve") {
        return server::run(&args);
    }
    let seconds = args.first().and_then(|word| word.parse().ok()).unwrap_or(8);
    let time = Duration::from_secs(seconds);
    let closed = Load { n_connections: N_CONNECTIONS, per_second: None, is_from_due: true, time };
    let [real, skeleton, one_commit] = ["real", "skeleton", "one-commit"].map(|variant| once(variant, &closed));
    let (real, skeleton, one_commit) = (real?, skeleton?, one_commit?);
    let half = once("real", &Load { per_second: Some(real.per_second() / 2.0), ..closed })?;
    let crowd = Load { n_connections: N_CROWD, per_second: Some(real.per_second() * 3.0), is_from_due: false, time };
    let overload = once("real", &crowd)?;
    let all = [&real, &skeleton, &one_commit, &half, &overload];
    let (n_lost, n_doubled) =
        (all.iter().map(|it| it.n_lost).sum::<usize>(), all.iter().map(|it| it.n_doubled).sum::<usize>());
    println!(
        "overload 3x: {:.0} acked per second of server CPU, {:.0} % of {:.0}; acked p99 {:.1} ms, shed {:.0}/s, p99 {:.1} ms",
        overload.per_cpu_second(),
        100.0 * overload.per_cpu_second() / real.per_cpu_second(),
        real.per_cpu_second(),
        overload.driven.acked_p99_ms(),
        overload.driven.n_shed as f64 / overload.driven.took.as_secs_f64(),
        overload.driven.shed_p99_ms(),
    );
    println!(
        "intake {:.0} acked/s, {:.1}x one commit a request, {:.0} % of the skeleton, p99 {:.1} ms at half rate, {n_lost} lost, {n_doubled} doubled",
        real.per_second(),
        real.per_second() / one_commit.per_second(),
        100.0 * real.per_second() / skeleton.per_second(),
        half.driven.acked_p99_ms(),
    );
    if n_lost + n_doubled > 0 { Err("acknowledged answers are not there once".into()) } else { Ok(()) }
}

/// What one load of one server came to.
struct Outcome {
    driven: Driven,
    cpu: Duration,
    n_lost: usize,
    n_doubled: usize,
}

impl Outcome {
    fn per_second(&self) -> f64 {
        self.driven.acked.len() as f64 / self.driven.took.as_secs_f64()
    }

    fn per_cpu_second(&self) -> f64 {
        self.driven.acked.len() as f64 / self.cpu.as_secs_f64()
    }
}

/// Starts a server on an empty folder, drives it, stops it, and looks for everything it acknowledged.
fn once(variant: &str, load: &Load) -> Result<Outcome> {
    let folder = tempfile::tempdir()?;
    let (mut child, address, code) = started(variant, folder.path())?;
    let driven = driver::drive(&address, &code, load);
    let cpu = cpu_of(&child);
    child.kill()?;
    child.wait()?;
    let (driven, cpu) = (driven?, cpu?);
    let (kept, n_counted) = server::kept(variant, folder.path())?;
    let n_lost = driven.acked.iter().filter(|id| !kept.contains(id)).count();
    let distinct: HashSet<&Uuid> = kept.iter().collect();
    let n_doubled = kept.len() - distinct.len() + n_counted.abs_diff(kept.len());
    let outcome = Outcome { driven, cpu, n_lost, n_doubled };
    println!(
        "{variant}: {:.0} acked/s, {:.0} per second of its CPU, p50 {:.1} ms, p99 {:.1} ms, {} shed, {} other; {n_lost} lost, {n_doubled} doubled",
        outcome.per_second(),
        outcome.per_cpu_second(),
        outcome.driven.acked_ms(0.5),
        outcome.driven.acked_p99_ms(),
        outcome.driven.n_shed,
        outcome.driven.n_other,
    );
    Ok(outcome)
}

fn started(variant: &str, folder: &Path) -> Result<(Child, String, String)> {
    let mut child = Command::new(std::env::current_exe()?)
        .args(["serve", "--variant", variant, "--listen", "127.0.0.1:0", "--data"])
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
    let (address, code) = line.trim().split_once(' ').ok_or("the server did not say where it is")?;
    Ok((child, address.to_owned(), code.to_owned()))
}

/// Time of the processor that a process used.
fn cpu_of(child: &Child) -> Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id()))?;
    let rest = stat.rsplit_once(") ").ok_or("an odd line of the system")?.1;
    let ticks: u64 = rest.split(' ').skip(11).take(2).filter_map(|word| word.parse::<u64>().ok()).sum();
    Ok(Duration::from_millis(ticks * 10))
}
