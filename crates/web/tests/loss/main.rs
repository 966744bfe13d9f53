//! Answers that were acknowledged are never lost and never doubled: servers are killed and power is cut under load.
//!
//! The judge is the list of those who sent: whatever they were told is kept must stand there once and equal. Each proof has
//! a control that must lose by the same means, else the means show nothing.
//!
//! `--kills N --cuts N --seed N` are for the whole numbers; another word runs only proofs whose names have it.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a test with its own main speaks to a terminal")]

mod chance;
mod cuts;
mod kills;
mod ledger;
mod oracle;
mod power;
mod senders;
#[expect(dead_code, reason = "the benchmark also asks its servers what they kept")]
#[path = "../../examples/bench_intake/server.rs"]
mod server;
mod sheets;
mod started;
mod tally;
#[path = "../../examples/bench_intake/wire.rs"]
mod wire;

use chance::Chance;
use std::error::Error;
use std::process::ExitCode;
use std::time::Instant;
use tally::Tally;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// So many in every run of the tests.
const N_KILLS: usize = 20;
const N_CUTS: usize = 5;

/// One thing that is proven, or a control that must lose.
struct Proof {
    name: &'static str,
    ends: &'static str,
    is_control: bool,
    run: fn(&Asked) -> Result<Tally>,
}

const PROOFS: &[Proof] = &[
    Proof {
        name: "acknowledged_answers_outlive_kills",
        ends: "kills",
        is_control: false,
        run: |asked| kills::run("real", asked.n_kills, &mut asked.chance())?.must_hold(asked.n_kills),
    },
    Proof {
        name: "answers_acknowledged_before_they_are_kept_are_lost_by_kills",
        ends: "kills",
        is_control: true,
        run: |asked| kills::run("ack-first", asked.n_kills, &mut asked.chance())?.must_lose(),
    },
    Proof {
        name: "acknowledged_answers_outlive_power_cuts",
        ends: "cuts",
        is_control: false,
        run: |asked| cuts::run("real", asked.n_cuts, &mut asked.chance())?.must_hold(asked.n_cuts),
    },
    Proof {
        name: "answers_that_were_never_synced_are_lost_by_power_cuts",
        ends: "cuts",
        is_control: true,
        run: |asked| cuts::run("sync-off", asked.n_cuts, &mut asked.chance())?.must_lose(),
    },
    Proof {
        name: "answers_synced_at_checkpoints_only_are_lost_by_power_cuts",
        ends: "cuts",
        is_control: true,
        run: |asked| cuts::run("sync-normal", asked.n_cuts, &mut asked.chance())?.must_lose(),
    },
];

struct Asked {
    n_kills: usize,
    n_cuts: usize,
    seed: u64,
    only: Option<String>,
}

impl Asked {
    fn read(args: &[String]) -> Result<Self> {
        let after = |name: &str| args.iter().skip_while(|word| *word != name).nth(1);
        let number = |name: &str| after(name).map(|word| word.parse::<u64>()).transpose();
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
        let n_kills = number("--kills")?.map_or(Ok(N_KILLS), usize::try_from)?;
        let n_cuts = number("--cuts")?.map_or(Ok(N_CUTS), usize::try_from)?;
        let seed = number("--seed")?.unwrap_or_else(|| Chance::of(now.as_nanos() as u64).next() >> 32);
        Ok(Asked { n_kills, n_cuts, seed, only: args.first().filter(|word| !word.starts_with('-')).cloned() })
    }

    fn chance(&self) -> Chance {
        Chance::of(self.seed)
    }

    fn proofs(&self) -> impl Iterator<Item = &'static Proof> {
        PROOFS.iter().filter(|proof| self.only.as_ref().is_none_or(|word| proof.name.contains(word.as_str())))
    }
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = if args.first().is_some_and(|word| word == "serve") { server::run(&args) } else { prove(&args) };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn prove(args: &[String]) -> Result<()> {
    let asked = Asked::read(args)?;
    println!("seed {}", asked.seed);
    let (began, mut n_failed, mut shown) = (Instant::now(), 0, Vec::new());
    for proof in asked.proofs() {
        match (proof.run)(&asked) {
            Ok(tally) => {
                println!("test {} ... ok: {tally}", proof.name);
                shown.push((proof, tally));
            }
            Err(why) => {
                println!("test {} ... FAILED: {why}", proof.name);
                n_failed += 1;
            }
        }
    }
    let (word, n_ok) = (if n_failed == 0 { "ok" } else { "FAILED" }, shown.len());
    println!(
        "test result: {word}. {n_ok} passed; {n_failed} failed; 0 ignored; 0 measured; {} filtered out; finished in {:.2}s",
        PROOFS.len() - asked.proofs().count(),
        began.elapsed().as_secs_f64()
    );
    println!("{}", in_one_line(&shown, asked.seed));
    if n_failed == 0 { Ok(()) } else { Err("not proven".into()) }
}

/// The figures, and beside them what the controls lost.
fn in_one_line(shown: &[(&Proof, Tally)], seed: u64) -> String {
    let held: Vec<_> = shown.iter().filter(|(proof, _)| !proof.is_control).collect();
    let ends: Vec<_> = held.iter().map(|(proof, tally)| format!("{} {}", tally.n_ends, proof.ends)).collect();
    let sum = |of: fn(&Tally) -> usize| held.iter().map(|(_, tally)| of(tally)).sum::<usize>();
    let controls = shown.iter().filter(|(proof, _)| proof.is_control);
    let losses: Vec<_> = controls
        .map(|(proof, it)| format!("{} of {} in {} {}", it.n_lost, it.n_acked, it.n_ends, proof.ends))
        .collect();
    let ready = held.iter().map(|(_, tally)| tally.ready).max().unwrap_or_default();
    format!(
        "loss: {}, {} acknowledged: {} lost, {} doubled; ready again in {} ms at worst; controls lost {}; seed {seed}",
        ends.join(", "),
        sum(|it| it.n_acked),
        sum(|it| it.n_lost),
        sum(|it| it.n_doubled),
        ready.as_millis(),
        losses.join(" and "),
    )
}
