//! Measures of a plan and the lines of a points ledger: which plan is followed, which line a measure is likely to close.
//!
//! In come a measure and a ledger; out goes a proposal for a person, or nothing where two lines fit alike. It decides
//! nothing and keeps nothing.

use crate::ctx::Ctx;
use crate::plans::{self, PlanView};
use crate::refusal::Refusal;
use otklik_domain::ids::OrganisationId;
use otklik_domain::plan::Measure;
use otklik_domain::score::Subject;
use otklik_domain::score::ledger::{Ledger, LedgerKey, LedgerLine, LossCause};
use otklik_store::record::{PageAsked, PlanQuery, PlanState};
use std::collections::BTreeSet;

/// The newest plan that an organisation follows.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn followed_plan(ctx: &Ctx, organisation: OrganisationId) -> Result<Option<PlanView>, Refusal> {
    let asked = PlanQuery { organisations: vec![organisation], state: Some(PlanState::Active), ..PlanQuery::default() };
    let found = plans::list_plans(ctx, &asked, &PageAsked::first(1)).await?;
    match found.items.first() {
        Some(kept) => Ok(Some(plans::plan(ctx, kept.value.id).await?)),
        None => Ok(None),
    }
}

/// The line that a measure is likely to close: by its indicator or criterion and by the words of what is missing.
pub fn proposed_tie(ledger: &Ledger, measure: &Measure) -> Option<LedgerKey> {
    let lines: Vec<&LedgerLine> = ledger.lines.iter().filter(|line| may_close(line, measure)).collect();
    let said = stems(&format!("{} {}", measure.text, measure.shortcoming.as_deref().unwrap_or_default()));
    let fitting = lines.iter().filter_map(|line| Some((fit(line, &said)?, *line)));
    let best = fitting.clone().map(|(n, _)| n).max();
    let of_best: Vec<&LedgerLine> = fitting.filter(|(n, _)| Some(*n) == best).map(|(_, line)| line).collect();
    match (of_best.as_slice(), lines.as_slice()) {
        ([line], _) => Some(line.key.clone()),
        // The printed indicator loses points by one line only.
        ([], [line]) if measure.indicator.is_some() => Some(line.key.clone()),
        _ => None,
    }
}

fn may_close(line: &LedgerLine, measure: &Measure) -> bool {
    let Subject::Indicator(indicator) = line.key.subject else { return false };
    line.key.is_closable()
        && measure.indicator.is_none_or(|it| it == indicator)
        && measure.criterion.is_none_or(|it| it == indicator.criterion())
}

/// How many words of the missing thing stand in the measure; nothing when fewer than half do.
fn fit(line: &LedgerLine, said: &BTreeSet<String>) -> Option<usize> {
    let is_thing = matches!(line.key.cause, LossCause::Item(_) | LossCause::Waiting);
    let title = stems(&line.title);
    let n = title.intersection(said).count();
    (is_thing && n > 0 && n * 2 >= title.len()).then_some(n)
}

/// Beginnings of words that mean something: Russian endings change.
fn stems(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4);
    words.map(|word| word.chars().take(5).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_domain::score::Exact;
    use otklik_domain::score::ledger::Effect;

    fn line(indicator: &str, title: &str) -> LedgerLine {
        let cause = LossCause::Item(title.to_owned());
        let loss = Effect { indicator: Exact::zero(), criterion: Exact::zero(), total: Exact::zero() };
        let key = LedgerKey::at(0, indicator.parse().unwrap(), 0, cause);
        LedgerLine { key, branch: None, title: title.to_owned(), loss, alone: None }
    }

    #[test]
    fn a_measure_is_tied_to_what_it_names_and_never_by_a_guess() {
        let lines = [
            ("1.2", "Нет анкеты для опроса на сайте"),
            ("2.1", "Нет питьевой воды"),
            ("3.1", "Нет сменных кресел-колясок"),
            ("3.1", "Нет поручней и пандусов"),
        ];
        let ledger = Ledger { total: None, lines: lines.map(|(indicator, title)| line(indicator, title)).into() };
        for (text, indicator, tied) in [
            ("Установить кулер с питьевой водой", None, Some("Нет питьевой воды")),
            ("Приобрести сменные кресла-коляски", Some("3.1"), Some("Нет сменных кресел-колясок")),
            ("Поставить мебель", Some("2.1"), Some("Нет питьевой воды")),
            ("Провести ремонт", Some("3.1"), None),
            ("Купить питьевую воду", Some("3.2"), None),
            ("Провести ремонт", None, None),
        ] {
            let measure = Measure {
                text: text.to_owned(),
                indicator: indicator.map(|it| it.parse().unwrap()),
                ..Measure::default()
            };
            let key = proposed_tie(&ledger, &measure);
            let title = key.and_then(|key| Some(ledger.line(&key)?.title.clone()));
            assert_eq!(title.as_deref(), tied, "{text}");
        }
    }
}
