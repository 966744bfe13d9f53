//! Executors that the form would not accept: a name without a position, an office without a name.

use crate::plan::{Draft, Executor};
use crate::remark::{Remark, Severity};

/// Code `executor-incomplete`: said once, as a note, for the form of decree 457 asks for the name and the position of each.
pub(super) fn incomplete(draft: &Draft) -> Vec<Remark> {
    let all = || draft.measures.iter().flat_map(|m| &m.executors);
    let nameless = listed(all().filter(|e| e.name.is_none()), |e| e.position.as_deref());
    let without_position =
        listed(all().filter(|e| e.position.is_none() && !is_placed(e, draft)), |e| e.name.as_deref());
    let note =
        |text: String, proposal: &str| Remark::new("executor-incomplete", Severity::Note, text).propose(proposal);
    let mut remarks = Vec::new();
    remarks.extend(without_position.map(|names| {
        note(format!("Не указана должность: {names}"), "Форма просит фамилию, имя, отчество и должность исполнителя")
    }));
    remarks.extend(nameless.map(|offices| {
        note(format!("Назван не человек, а должность или отдел: {offices}"), "Напишите, кто именно отвечает")
    }));
    remarks
}

/// Whether the same person has a position in another row.
fn is_placed(executor: &Executor, draft: &Draft) -> bool {
    draft.measures.iter().flat_map(|m| &m.executors).any(|e| e.name == executor.name && e.position.is_some())
}

/// The first few of them, each once; nothing when there are none.
fn listed<'a>(
    found: impl Iterator<Item = &'a Executor>,
    words: impl Fn(&'a Executor) -> Option<&'a str>,
) -> Option<String> {
    const SHOWN: usize = 5;
    let mut seen: Vec<&str> = Vec::new();
    for text in found.filter_map(words) {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    let more = if seen.len() > SHOWN { format!(" и ещё {}", seen.len() - SHOWN) } else { String::new() };
    let shown = seen.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    (!seen.is_empty()).then(|| format!("{shown}{more}"))
}
