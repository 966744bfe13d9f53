//! Indicators of a result that cannot be measured, repeated down the whole column.

use super::{doubt, plain, short};
use crate::plan::{Draft, Measure};
use crate::remark::Remark;
use std::collections::BTreeMap;

/// Reads one column of a measure.
type Column = fn(&Measure) -> Option<&String>;

/// Code `repeated-indicator`: the same words without a number in at least three rows and in most of them.
pub(super) fn repeated_indicator(draft: &Draft) -> Vec<Remark> {
    let columns: [(&str, Column); 2] = [
        ("Показатель результата", |m| m.result_indicator.as_ref()),
        ("Ожидаемый результат", |m| m.expected_result.as_ref()),
    ];
    columns.iter().filter_map(|(name, of)| repeated(draft, name, *of)).collect()
}

fn repeated(draft: &Draft, name: &str, of: Column) -> Option<Remark> {
    let mut counted: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for text in draft.measures.iter().filter_map(of) {
        counted.entry(plain(text)).or_insert((0, text)).0 += 1;
    }
    let (key, (n, text)) = counted.into_iter().max_by_key(|(_, (n, _))| *n)?;
    let is_measurable = key.chars().any(|c| c.is_ascii_digit());
    let is_everywhere = n >= 3 && n * 2 > draft.measures.len();
    (is_everywhere && !is_measurable).then(|| {
        doubt("repeated-indicator", format!("{name} «{}» повторён в {n} строках, и его нельзя измерить", short(text)))
            .propose(
                "Напишите для каждого мероприятия, что можно посчитать или увидеть: «8 табличек из 8», «раздел открыт»",
            )
    })
}
