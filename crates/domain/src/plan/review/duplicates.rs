//! The same measure twice.

use super::{doubt, plain, short};
use crate::plan::{Draft, Measure};
use crate::remark::Remark;
use crate::score::Criterion;
use std::collections::HashMap;

/// Code `duplicate-measure`: the same words for the same organisation and criterion.
///
/// The same words under another criterion are no duplicate: training of staff mends several.
pub(super) fn same_measures(draft: &Draft) -> Vec<Remark> {
    let mut first: HashMap<Key, usize> = HashMap::new();
    let mut remarks = Vec::new();
    for (n, measure) in draft.measures.iter().enumerate() {
        match first.get(&key(measure)) {
            None => {
                first.insert(key(measure), n);
            }
            Some(earlier) if is_worth_saying(measure) => remarks.push(
                doubt(
                    "duplicate-measure",
                    format!("То же, что мероприятие {}: «{}»", earlier + 1, short(&measure.text)),
                )
                .propose("Оставьте одно или напишите, чем они отличаются")
                .about(n)
                .at(measure.place),
            ),
            Some(_) => {}
        }
    }
    remarks
}

/// Words, organisation, criterion, and the item it stands under.
type Key = (String, Option<String>, Option<Criterion>, Option<String>);

fn key(measure: &Measure) -> Key {
    let under = measure.under.as_deref().map(plain);
    (plain(&measure.text), measure.organisation.clone(), measure.criterion, under)
}

/// One word («телефона») in an outline says nothing by itself.
fn is_worth_saying(measure: &Measure) -> bool {
    measure.text.split_whitespace().count() > 1
}
