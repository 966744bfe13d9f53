//! Braces that make no field: one instead of two, a pair that never closes.
//!
//! In comes a paragraph; out go sentences about what would stand on the paper as it was typed. It refuses to mend: what a
//! person meant is theirs to say.

use super::markers::{cut, name_of};
use super::values::FieldSet;

/// Letters that are told of a marker that does not close.
const SHOWN_MAX: usize = 30;

/// What is wrong with the braces of a paragraph.
pub(super) fn faults(paragraph: &str, set: &FieldSet) -> impl Iterator<Item = String> {
    let mut faults = Vec::new();
    for (text, _) in cut(paragraph) {
        if let Some(at) = text.find("{{") {
            let shown: String = text.get(at..).unwrap_or_default().chars().take(SHOWN_MAX).collect();
            faults.push(format!("«{shown}» не закрыто: имя поля стоит между {{{{ и }}}} в одном абзаце"));
        } else if text.contains("}}") {
            faults.push("}} без {{: имя поля стоит между {{ и }} в одном абзаце".to_owned());
        } else {
            faults.extend(single(&text, set));
        }
    }
    faults.into_iter()
}

/// «{организация}»: a name that is known between single braces.
fn single(text: &str, set: &FieldSet) -> Vec<String> {
    let pieces = text.split('{').skip(1).filter_map(|piece| piece.split_once('}'));
    let names = pieces.map(|(inside, _)| name_of(inside.trim_start_matches(['#', '/'])));
    let known = names.filter(|name| set.is_any(name));
    known.map(|name| format!("{{{name}}}: имя поля пишут в двойных скобках, {{{{{name}}}}}")).collect()
}
