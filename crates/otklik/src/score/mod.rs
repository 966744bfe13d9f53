//! `otklik score`: from answers and findings to points, by a rulebook and by rules with names.
//!
//! In come files; out go a table for people, JSON, or every figure explained. Workbooks are read by a child, text and
//! Parquet as a stream. It refuses to keep anything.

mod files;
mod losses;
mod print;
mod rules;

use crate::args::Score;
use crate::say::{self, DONE};
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::{Assessed, Policy, ScoreSheet, explain, score};
use otklik_papers::answers::mapping::Mapping;
use otklik_papers::round::Round;
use otklik_papers::rulebooks;
use otklik_papers::score_json::{Losses, Scored, Stream, to_json};
use std::process::ExitCode;

pub(crate) fn run(command: &Score) -> anyhow::Result<ExitCode> {
    let rulebook = rulebooks::named(&command.rulebook, command.edition.as_deref())
        .map_err(|why| anyhow::anyhow!("--rulebook: {why}"))?;
    if command.items {
        print::items(rulebook, command.json)?;
        return Ok(ExitCode::from(DONE));
    }
    let policy = rules::policy(command, rulebook)?;
    let nothing = command.answers.is_empty() && command.findings.is_empty();
    anyhow::ensure!(!nothing, "нечего считать: назовите ответы (--answers ФАЙЛ) и итоги осмотра (--findings ФАЙЛ)");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (round, mappings) = runtime.block_on(files::gather(command, rulebook))?;
    if let Some(file) = &command.save_mapping {
        files::save_mapping(file, &mappings)?;
    }
    let prices = runtime.block_on(losses::prices(command))?;
    show(command, rulebook, &policy, &round, &mappings, prices.as_ref())?;
    Ok(ExitCode::from(DONE))
}

fn show(
    command: &Score,
    rulebook: &Rulebook,
    policy: &Policy,
    round: &Round<'_>,
    mappings: &[(String, Mapping)],
    prices: Option<&losses::Task>,
) -> anyhow::Result<()> {
    if command.json && !command.explain {
        let losses = |one: &Assessed, sheet: &ScoreSheet| losses::of_one(rulebook, one, sheet, prices).out(rulebook);
        let losses: Option<Losses<'_>> = if losses::is_asked(command, prices) { Some(&losses) } else { None };
        return say::pour(|out| Stream { round, policy, mappings, losses }.write(out));
    }
    let assessed = round.assessed();
    let sheets = sheets(rulebook, &assessed, policy);
    let lost = losses::of(command, rulebook, &assessed, &sheets, prices);
    let out: Vec<_> = lost.iter().map(|one| one.out(rulebook)).collect();
    let scored = Scored { rulebook, policy, sheets: &sheets, round, mappings, losses: &out };
    if command.json {
        say::print(&to_json(&scored)?)?;
        explanation(rulebook, &assessed, &sheets).iter().for_each(|line| say::note(line));
        return Ok(());
    }
    print::remarks(&scored);
    if command.explain {
        return say::print(&explanation(rulebook, &assessed, &sheets).join("\n"));
    }
    say::print(&[vec![print::table(&scored)], losses::lines(&sheets, &lost)].concat().join("\n"))
}

/// Scores by all processors; each organisation by itself, so that the order never matters.
fn sheets(rulebook: &Rulebook, assessed: &[Assessed], policy: &Policy) -> Vec<ScoreSheet> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let share = assessed.len().div_ceil(workers).max(64);
    let count = |some: &[Assessed]| some.iter().map(|one| score(rulebook, one, policy)).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let (own, others) = assessed.split_at(share.min(assessed.len()));
        let running: Vec<_> = others.chunks(share).map(|some| scope.spawn(move || count(some))).collect();
        let mut sheets = count(own);
        for worker in running {
            match worker.join() {
                Ok(more) => sheets.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        sheets
    })
}

fn explanation(rulebook: &Rulebook, assessed: &[Assessed], sheets: &[ScoreSheet]) -> Vec<String> {
    let mut lines = Vec::new();
    for (one, sheet) in assessed.iter().zip(sheets) {
        lines.push(one.organisation.clone());
        lines.extend(explain::explain(rulebook, one, sheet).lines().iter().map(|line| format!("  {line}")));
    }
    lines
}
