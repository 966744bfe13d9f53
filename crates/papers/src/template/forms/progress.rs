//! Fields of how a round's surveys go.

use super::super::values::{Field, FieldSet, Values, day, item, told};
use crate::forms::progress::{ProgressLine, SurveyProgress};

const PLACES: &str = "места";

const FIELDS: &[Field<SurveyProgress>] = &[
    ("тур", "название тура оценки и какие места", |it| it.about.join(". ")),
    ("мест", "сколько мест опроса", |it| it.lines.len().to_string()),
    ("примечания", "что ещё сказано", |it| it.notes.join("\n")),
    ("дата", "когда сделан документ", |it| it.made_on.map(day).unwrap_or_default()),
];

const PLACE: &[Field<ProgressLine>] = &[
    ("организация", "название", |it| it.organisation.clone()),
    ("филиал", "филиал", |it| it.branch.clone()),
    ("территория", "муниципалитет", |it| it.territory.clone()),
    ("обслужено", "обслужено за год", |it| number(it.n_served)),
    ("нужно", "нужно анкет", |it| number(it.target)),
    ("получено", "получено анкет", |it| it.have.to_string()),
    ("не_хватает", "не хватает анкет", |it| number(it.short)),
    ("отстает", "на сколько анкет отстаёт от графика", |it| it.behind.to_string()),
    ("опрос", "идёт ли опрос", |it| it.state.clone()),
];

fn number(n: Option<u64>) -> String {
    n.map(|n| n.to_string()).unwrap_or_default()
}

pub(in crate::template) fn fields() -> FieldSet {
    FieldSet { fields: told(FIELDS), lists: vec![(PLACES, told(PLACE))] }
}

/// Values of how a round's surveys go.
pub fn progress_values(it: &SurveyProgress) -> Values {
    let rows = it.lines.iter().map(|line| item(PLACE, line)).collect();
    Values { fields: item(FIELDS, it), lists: [(PLACES.to_owned(), rows)].into() }
}
