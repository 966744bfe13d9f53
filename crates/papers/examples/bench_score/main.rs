//! Bulk counting beside its peers: whole processes in turn, the answers compared, one line of figures a file.
//!
//! `bench_score [ROWS] [parquet] [nulls] [csv] [memory]`. `OTKLIK_BENCH_PYTHON` is a Python with the peers in it, which
//! `cargo xtask bench score` sees to. Files lie in a temporary folder and go with it.

#![expect(clippy::print_stdout, reason = "a command of the developers speaks to a terminal")]

mod table;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A program that counts, and how it is called.
struct Counter {
    name: &'static str,
    words: &'static [&'static str],
    times: Vec<Duration>,
}

const ROUNDS: usize = 7;

/// The whole job: answers and findings counted, scored and printed.
const WHOLE: &str = "whole job";

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rows: usize = args.iter().find_map(|arg| arg.parse().ok()).unwrap_or(20_000_000);
    let wants = |what: &str| args.iter().any(|arg| arg == what);
    let is_any = ["parquet", "nulls", "csv", "memory"].into_iter().any(wants);
    let mut lines = Vec::new();
    for what in ["parquet", "nulls", "csv"].into_iter().filter(|what| wants(what) || !is_any) {
        lines.push(beside_peers(rows, what)?);
    }
    if wants("memory") || !is_any {
        lines.push(table::bench(rows)?);
    }
    for line in lines {
        println!("{line}");
    }
    Ok(())
}

fn beside_peers(rows: usize, what: &str) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let (make, peers) = (folder.path().join("make.py"), folder.path().join("peers.py"));
    std::fs::write(&make, include_str!("make.py"))?;
    std::fs::write(&peers, include_str!("peers.py"))?;
    let file = folder.path().join(if what == "csv" { "answers.csv" } else { "answers.parquet" });
    println!("{what}: making {rows} questionnaires");
    run(Command::new(python()).arg(&make).arg(rows.to_string()).arg(what).arg(folder.path()).arg(what))?;
    let counter = |name, words| Counter { name, words, times: Vec::new() };
    let mut counters = vec![
        counter("otklik", &[]),
        counter("polars sum", &["polars", "sum"]),
        counter("duckdb sum", &["duckdb", "sum"]),
        counter("duckdb countif", &["duckdb", "countif"]),
    ];
    if what != "csv" {
        counters.push(counter("polars filter", &["polars", "filter"]));
    }
    compare(&counters, &peers, &file)?;
    if what == "parquet" {
        findings(&file.with_file_name("findings.csv"))?;
        counters.push(counter(WHOLE, &[WHOLE]));
    }
    for _ in 0..ROUNDS {
        for counter in &mut counters {
            let began = Instant::now();
            run(&mut counter.command(&peers, &file)?)?;
            counter.times.push(began.elapsed());
        }
    }
    let memory = run(&mut ours(&file)?)?;
    for counter in &counters {
        println!("  {:<15} {:?}", counter.name, counter.times);
    }
    let best = |name: &str| {
        counters
            .iter()
            .filter(|it| it.name != WHOLE || name == WHOLE)
            .filter(|it| it.name.starts_with(name))
            .filter_map(|it| it.times.iter().min())
            .min()
    };
    let (us, polars, duckdb) = (best("otklik"), best("polars"), best("duckdb"));
    let (Some(us), Some(polars), Some(duckdb)) = (us, polars, duckdb) else {
        return Err("nothing was measured".into());
    };
    let seconds = |time: &Duration| format!("{:.3} s", time.as_secs_f64());
    let whole = match best(WHOLE) {
        Some(time) => format!("; counted, scored and printed {} ({})", seconds(time), whole(&file)?.trim()),
        None => String::new(),
    };
    let times = |them: &Duration| format!("{:.1}x", them.as_secs_f64() / us.as_secs_f64());
    Ok(format!(
        "score {what} {rows}: otklik {} ({}), polars {} ({}), duckdb {} ({}){whole}; least of {ROUNDS} whole processes in turn",
        seconds(us),
        memory.trim(),
        seconds(polars),
        times(polars),
        seconds(duckdb),
        times(duckdb)
    ))
}

/// Every counter must say the same.
fn compare(counters: &[Counter], peers: &Path, file: &Path) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("counts.tsv");
    let mut want: Option<String> = None;
    for counter in counters {
        run(counter.command(peers, file)?.arg(&out))?;
        let got = std::fs::read_to_string(&out)?;
        if want.get_or_insert_with(|| got.clone()) != &got {
            return Err(format!("{} counts otherwise than otklik", counter.name).into());
        }
        println!("  {} counts {} organisations", counter.name, got.lines().count());
    }
    Ok(())
}

impl Counter {
    fn command(&self, peers: &Path, file: &Path) -> Result<Command> {
        match self.words {
            [] => return ours(file),
            [WHOLE] => {
                let mut command = beside("score_whole")?;
                command.arg(file).arg(format!("findings={}", file.with_file_name("findings.csv").display()));
                return Ok(command);
            }
            _ => {}
        }
        let mut command = Command::new(python());
        command.arg(peers).args(self.words).arg(file);
        Ok(command)
    }
}

/// The example beside this one.
fn ours(file: &Path) -> Result<Command> {
    let mut command = beside("count_answers")?;
    command.arg(file);
    Ok(command)
}

fn beside(name: &str) -> Result<Command> {
    Ok(Command::new(std::env::current_exe()?.with_file_name(name)))
}

/// The memory of the whole job, which it says when it is done.
fn whole(file: &Path) -> Result<String> {
    let counter = Counter { name: WHOLE, words: &[WHOLE], times: Vec::new() };
    let output = counter.command(Path::new(""), file)?.stdout(Stdio::null()).stderr(Stdio::piped()).output()?;
    Ok(String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned())
}

/// What inspectors found at each of the organisations that `make.py` names.
fn findings(file: &Path) -> Result<()> {
    let codes = "stand_present,stand_required,site_present,site_required,channels,comfort,equipment,services";
    let mut text = format!("organisation,{codes}\n");
    for n in 0..5000 {
        let (a, b, c) = (8 + n % 10, 9 + n % 11, n % 6);
        text += &format!("МБУК «Верхнеолонская библиотечная система», филиал № {n},{a},17,{b},19,{c},{c},{c},{c}\n");
    }
    Ok(std::fs::write(file, text)?)
}

fn python() -> PathBuf {
    std::env::var_os("OTKLIK_BENCH_PYTHON").map_or_else(|| "python3".into(), PathBuf::from)
}

fn run(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("{} ended with {}: {said}", command.get_program().display(), output.status).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
