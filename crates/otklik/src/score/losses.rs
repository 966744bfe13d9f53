//! Where the points went, and the cheapest measures for a target.

use super::files;
use crate::args::Score;
use crate::say;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::ledger::{Ledger, Selection, cheapest, ledger};
use otklik_domain::score::{Assessed, Exact, ScoreSheet};
use otklik_papers::losses::{LedgerOut, Prices, SelectionOut, ledger_out, selection_out};

/// What is asked: prices and a target.
pub(super) struct Task {
    prices: Prices,
    target: Exact,
}

/// What one organisation lost.
pub(super) struct Lost {
    ledger: Ledger,
    chosen: Option<Selection>,
}

impl Lost {
    /// The same for JSON.
    pub(super) fn out(&self, rulebook: &Rulebook) -> (LedgerOut, Option<SelectionOut>) {
        (ledger_out(rulebook, &self.ledger), self.chosen.as_ref().map(selection_out))
    }
}

/// Reads the prices, when there are any, and says what is wrong in them.
pub(super) async fn prices(command: &Score) -> anyhow::Result<Option<Task>> {
    let (Some(file), Some(target)) = (&command.costs, &command.target) else { return Ok(None) };
    let full = Exact::whole(100);
    let target = Exact::parse(target)
        .filter(|target| !target.is_negative() && *target <= full)
        .ok_or_else(|| anyhow::anyhow!("--target: «{target}» не читается; нужен итог от 0 до 100, например 92,5"))?;
    let prices = files::prices(file).await?;
    for remark in &prices.remarks {
        say::note(&say::remark_line(remark));
    }
    Ok(Some(Task { prices, target }))
}

/// The ledgers, in the order of the sheets; none when nobody asked.
pub(super) fn of(
    command: &Score,
    rulebook: &Rulebook,
    assessed: &[Assessed],
    sheets: &[ScoreSheet],
    task: Option<&Task>,
) -> Vec<Lost> {
    if !is_asked(command, task) {
        return Vec::new();
    }
    assessed.iter().zip(sheets).map(|(one, sheet)| of_one(rulebook, one, sheet, task)).collect()
}

/// Whether anybody asked where the points went.
pub(super) fn is_asked(command: &Score, task: Option<&Task>) -> bool {
    command.ledger || task.is_some()
}

/// The ledger of one organisation, and the cheapest set when prices are known.
pub(super) fn of_one(rulebook: &Rulebook, one: &Assessed, sheet: &ScoreSheet, task: Option<&Task>) -> Lost {
    let ledger = ledger(rulebook, one, sheet);
    let chosen = task.map(|task| {
        let candidates = task.prices.candidates(&one.organisation, rulebook, &ledger);
        cheapest(rulebook, one, &sheet.policy, &task.target, &candidates)
    });
    Lost { ledger, chosen }
}

/// The ledgers in words.
pub(super) fn lines(sheets: &[ScoreSheet], lost: &[Lost]) -> Vec<String> {
    let mut lines = Vec::new();
    for (sheet, lost) in sheets.iter().zip(lost) {
        lines.extend([String::new(), format!("{}: потеряно {}", sheet.organisation, comma(&lost.ledger.loss()))]);
        for line in &lost.ledger.lines {
            let branch = line.branch.as_ref().map(|branch| format!(" ({branch})")).unwrap_or_default();
            let alone = line.alone.as_ref().map(|alone| format!("; устранение даст {}", comma(&alone.total)));
            lines.push(format!(
                "  {} {}{branch}: {} в итоге{}",
                line.key.subject,
                line.title,
                change(&line.loss.total),
                alone.unwrap_or_default()
            ));
        }
        if let Some(chosen) = &lost.chosen {
            lines.push(format!("  {}", chosen.words()));
            lines.extend(chosen.chosen.iter().map(|id| format!("    {id}")));
        }
    }
    lines
}

/// What a loss does to the total: rounding sometimes gives.
fn change(loss: &Exact) -> String {
    let loss = comma(loss);
    match loss.strip_prefix('−') {
        Some(gain) => format!("+{gain}"),
        None => format!("−{loss}"),
    }
}

fn comma(points: &Exact) -> String {
    points.to_string().replace('.', ",").replace('-', "−")
}
