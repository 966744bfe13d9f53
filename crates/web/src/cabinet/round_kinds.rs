//! Criteria of special kinds in the form of a round: what the rulebook says stands there until a person says otherwise.
//!
//! In come the texts of the form; out go settings, only where they depart from the rulebook.

use crate::form::{FieldFault, Typed};
use crate::ui::components::field::Field;
use otklik_app::score as scores;
use otklik_domain::rulebook::KindRule;
use otklik_domain::score::{Criterion, Policy};
use std::collections::BTreeMap;

/// Every special kind of every rulebook, once.
fn kinds() -> Vec<(&'static str, &'static KindRule)> {
    let mut all: Vec<(&str, &KindRule)> = Vec::new();
    for (book, kind) in scores::rulebooks().iter().flat_map(|book| book.kinds.iter().map(move |kind| (book, kind))) {
        if all.iter().all(|(_, known)| known.code != kind.code) {
            all.push((&book.title, kind));
        }
    }
    all
}

fn name(kind: &KindRule) -> String {
    format!("kind-{}", kind.code)
}

/// «1, 3»
fn numbers(criteria: &[Criterion]) -> String {
    criteria.iter().map(|it| it.number().to_string()).collect::<Vec<_>>().join(", ")
}

/// The texts of the fields.
pub(super) fn typed(policy: &Policy) -> Vec<(String, String)> {
    let text = |kind: &KindRule| numbers(policy.kind_criteria.get(&kind.code).unwrap_or(&kind.criteria));
    kinds().into_iter().map(|(_, kind)| (name(kind), text(kind))).collect()
}

/// The fields with what was typed.
pub(super) fn fields(typed: &Typed) -> Vec<Field> {
    let field = |(book, kind): (&str, &KindRule)| {
        let note = kind.source.note.as_deref().unwrap_or_default();
        let default = numbers(&kind.criteria);
        let hint = format!(
            "{}. В своде правил: {default}. Это настройка. {note} Номера через запятую; пустое поле — как в своде",
            kind.title
        );
        Field::line(name(kind), format!("{book}: критерии особого вида организаций"), typed.get(&name(kind))).hint(hint)
    };
    kinds().into_iter().map(field).collect()
}

/// Settings that depart from the rulebook of the round; kinds that it has not are left alone.
pub(super) fn chosen(
    typed: &Typed,
    rulebook: &str,
    edition: Option<&str>,
) -> Result<BTreeMap<String, Vec<Criterion>>, Vec<FieldFault>> {
    let books = scores::rulebooks().iter().filter(|book| book.name == rulebook);
    let books = books.filter(|book| edition.is_none_or(|edition| book.edition == edition));
    let (mut settings, mut faults) = (BTreeMap::new(), Vec::new());
    for kind in books.flat_map(|book| &book.kinds) {
        let Some(text) = typed.filled(&name(kind)) else { continue };
        match criteria(text) {
            Some(criteria) if criteria == kind.criteria => {}
            Some(criteria) => drop(settings.insert(kind.code.clone(), criteria)),
            None => {
                let text = "Критерии — номера от 1 до 5 через запятую, например 1, 3".to_owned();
                faults.push(FieldFault { field: name(kind), text });
            }
        }
    }
    if faults.is_empty() { Ok(settings) } else { Err(faults) }
}

fn criteria(text: &str) -> Option<Vec<Criterion>> {
    let words = text.split(|c: char| c == ',' || c == ';' || c.is_whitespace()).filter(|word| !word.is_empty());
    let mut all = words.map(Criterion::from_name).collect::<Option<Vec<_>>>()?;
    all.sort_unstable();
    all.dedup();
    Some(all).filter(|all| !all.is_empty())
}
