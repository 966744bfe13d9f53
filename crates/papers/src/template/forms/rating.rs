//! Fields of organisations side by side.

use super::super::values::{Field, FieldSet, Values, day, item, points, said, told};
use crate::forms::rating::{Rating, RatingLine, RatingMean};
use otklik_domain::score::{Criterion, Exact};

const LINES: &str = "организации";
const MEANS: &str = "средние";

const FIELDS: &[Field<Rating>] = &[
    ("название", "название документа", |it| it.name.clone()),
    ("тур", "название тура оценки", |it| it.about.join(". ")),
    ("организаций", "сколько организаций", |it| it.lines.len().to_string()),
    ("дата", "когда сделан документ", |it| it.made_on.map(day).unwrap_or_default()),
];

const LINE: &[Field<RatingLine>] = &[
    ("место", "место", |it| it.place.clone()),
    ("организация", "название", |it| it.organisation.clone()),
    ("территория", "муниципалитет", |it| said(it.territory.as_ref())),
    ("критерий_1", "балл по критерию 1", |it| of(&it.criteria, 1)),
    ("критерий_2", "балл по критерию 2", |it| of(&it.criteria, 2)),
    ("критерий_3", "балл по критерию 3", |it| of(&it.criteria, 3)),
    ("критерий_4", "балл по критерию 4", |it| of(&it.criteria, 4)),
    ("критерий_5", "балл по критерию 5", |it| of(&it.criteria, 5)),
    ("балл", "итоговый балл", |it| points(it.total.as_ref())),
];

const MEAN: &[Field<RatingMean>] = &[
    ("название", "по чему среднее", |it| it.name.clone()),
    ("критерий_1", "среднее по критерию 1", |it| of(&it.criteria, 1)),
    ("критерий_2", "среднее по критерию 2", |it| of(&it.criteria, 2)),
    ("критерий_3", "среднее по критерию 3", |it| of(&it.criteria, 3)),
    ("критерий_4", "среднее по критерию 4", |it| of(&it.criteria, 4)),
    ("критерий_5", "среднее по критерию 5", |it| of(&it.criteria, 5)),
    ("балл", "средний итоговый балл", |it| points(it.total.as_ref())),
];

fn of(criteria: &[(Criterion, Exact)], number: u8) -> String {
    points(criteria.iter().find(|(criterion, _)| criterion.number() == number).map(|(_, points)| points))
}

pub(in crate::template) fn fields() -> FieldSet {
    FieldSet { fields: told(FIELDS), lists: vec![(LINES, told(LINE)), (MEANS, told(MEAN))] }
}

/// Values of a rating.
pub fn rating_values(rating: &Rating) -> Values {
    let lines = rating.lines.iter().map(|it| item(LINE, it)).collect();
    let means = rating.means.iter().map(|it| item(MEAN, it)).collect();
    Values { fields: item(FIELDS, rating), lists: [(LINES.to_owned(), lines), (MEANS.to_owned(), means)].into() }
}
