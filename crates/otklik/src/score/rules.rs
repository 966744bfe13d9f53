//! Rules by their names; a name that is not known is refused with the list of those that are.

use crate::args::Score;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::{BranchRule, Criterion, EmptyRule, Policy, Rounding};
use std::collections::BTreeMap;

pub(super) fn policy(command: &Score, rulebook: &Rulebook) -> anyhow::Result<Policy> {
    Ok(Policy {
        rounding: Rounding::from_name(&command.rounding)
            .ok_or_else(|| unknown("--rounding", &command.rounding, &Rounding::ALL.map(Rounding::name)))?,
        empty: EmptyRule::from_name(&command.empty)
            .ok_or_else(|| unknown("--empty", &command.empty, &EmptyRule::ALL.map(EmptyRule::name)))?,
        branches: BranchRule::from_name(&command.branches)
            .ok_or_else(|| unknown("--branches", &command.branches, &BranchRule::ALL.map(BranchRule::name)))?,
        kind_criteria: kind_criteria(&command.kind_criteria, rulebook)?,
    })
}

fn unknown(what: &str, name: &str, known: &[&str]) -> anyhow::Error {
    anyhow::anyhow!("{what}: нет правила «{name}»; есть {}", known.join(", "))
}

/// `performing-arts=1,2,3,4,5`
fn kind_criteria(told: &[String], rulebook: &Rulebook) -> anyhow::Result<BTreeMap<String, Vec<Criterion>>> {
    let mut all = BTreeMap::new();
    for text in told {
        let wrong = || anyhow::anyhow!("--kind-criteria: «{text}» не читается; образец: performing-arts=1,3");
        let (code, numbers) = text.split_once('=').ok_or_else(wrong)?;
        let known: Vec<&str> = rulebook.kinds.iter().map(|kind| kind.code.as_str()).collect();
        if !known.contains(&code.trim()) {
            return Err(unknown("--kind-criteria", code, &known));
        }
        let number = |text: &str| Criterion::from_name(text.trim()).ok_or_else(wrong);
        let mut criteria = numbers.split(',').map(number).collect::<anyhow::Result<Vec<_>>>()?;
        criteria.sort_unstable();
        criteria.dedup();
        all.insert(code.trim().to_owned(), criteria);
    }
    Ok(all)
}
