//! What stands under the table: the rules by which it was counted, remarks, acts.

use super::Scored;
use otklik_domain::rulebook::{Certainty, Rulebook};

/// Rules, remarks, acts, then what the caller adds.
pub(super) fn notes(scored: &Scored<'_>) -> Vec<String> {
    let policy = &scored.sheet.policy;
    let rules = [policy.rounding.words(), policy.empty.words(), policy.branches.words()];
    let mut notes = vec![format!(
        "Правила расчёта: {}; если спросить было некого — {}; если мест оценки несколько — {}.",
        rules[0], rules[1], rules[2]
    )];
    notes.extend(scored.sheet.remarks.iter().map(|remark| remark.text.clone()));
    notes.push(rulebook(scored.rulebook));
    notes.extend(acts(scored.rulebook));
    notes.extend(scored.notes.iter().cloned());
    notes
}

fn rulebook(rulebook: &Rulebook) -> String {
    format!("Свод правил: {}, редакция {} (SHA-256 {}).", rulebook.title, rulebook.edition, rulebook.sha256)
}

fn acts(rulebook: &Rulebook) -> Vec<String> {
    let act = |act: &otklik_domain::rulebook::Act| {
        let edition = act.edition.as_ref().map(|edition| format!(", {edition}")).unwrap_or_default();
        let doubt =
            if act.certainty == Certainty::Seen { String::new() } else { format!(" ({})", act.certainty.words()) };
        format!("{}{edition}{doubt}.", act.title.trim_end_matches('.'))
    };
    rulebook.acts.iter().map(act).collect()
}
