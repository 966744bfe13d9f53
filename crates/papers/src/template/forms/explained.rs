//! Fields of how a score was counted.

use super::super::values::{Field, FieldSet, Item, Values, item, told};
use super::score::whole;
use crate::forms::score_sheet::{ExplainedLine, Scored, explained_lines};
use otklik_domain::score::explain::Explanation;

const LINES: &str = "строки";

const LINE: &[Field<ExplainedLine>] = &[
    ("критерий", "критерий, к которому относится строка", |it| {
        it.criterion.clone()
    }),
    ("что", "что посчитано и из каких чисел", |it| it.what.join("\n")),
    ("балл", "балл из 100", |it| it.points.clone()),
    ("расчет", "формула и расчёт", |it| it.how.join("\n")),
    ("основание", "акт и место в нём", |it| it.place.clone()),
];

pub(in crate::template) fn fields() -> FieldSet {
    FieldSet { fields: told(&whole()), lists: vec![(LINES, told(LINE))] }
}

/// Values of how a score was counted.
pub fn explained_values(scored: &Scored<'_>, tree: &Explanation) -> Values {
    let lines: Vec<Item> = explained_lines(tree).iter().map(|it| item(LINE, it)).collect();
    Values { fields: item(&whole(), &scored), lists: [(LINES.to_owned(), lines)].into() }
}
