//! Fields of the score of one organisation.

use super::super::values::{Field, FieldSet, Values, day, item, points, said, told};
use crate::forms::figures;
use crate::forms::score_sheet::{Scored, counts_of};
use otklik_domain::score::{CriterionPoints, IndicatorPoints};

const CRITERIA: &str = "критерии";
const INDICATORS: &str = "показатели";

pub(super) fn whole<'a>() -> [Field<&'a Scored<'a>>; 7] {
    [
        ("организация", "полное название организации", |it| {
            it.organisation.to_owned()
        }),
        ("тур", "название тура оценки", |it| it.round.to_owned()),
        ("балл", "итоговый балл", |it| points(it.sheet.total.as_ref())),
        ("анкет", "сколько анкет заполнено", |it| it.sheet.respondents.to_string()),
        ("версия", "версия и день публикации", |it| said(it.notes.first())),
        ("свод_правил", "свод правил и его редакция", |it| {
            format!("{}, {}", it.rulebook.title, it.rulebook.edition)
        }),
        ("дата", "когда сделан документ", |it| it.made_on.map(day).unwrap_or_default()),
    ]
}

fn criterion<'a>() -> [Field<(&'a Scored<'a>, &'a CriterionPoints)>; 3] {
    [
        ("номер", "номер критерия", |(_, it)| it.criterion.number().to_string()),
        ("критерий", "название критерия", |(of, it)| {
            of.rulebook.criterion_title(it.criterion).to_owned()
        }),
        ("балл", "балл из 100", |(_, it)| points(it.points.as_ref())),
    ]
}

fn indicator<'a>() -> [Field<(&'a Scored<'a>, &'a IndicatorPoints)>; 5] {
    [
        ("номер", "номер показателя", |(_, it)| it.indicator.to_string()),
        ("показатель", "название показателя", |(of, it)| {
            of.rulebook.indicator(it.indicator).map(|rule| rule.title.clone()).unwrap_or_default()
        }),
        ("балл", "балл из 100", |(_, it)| figures::brief(it.points.as_ref())),
        ("с_весом", "балл с учётом веса", |(_, it)| figures::weighted(it)),
        ("числа", "исходные числа", |(of, it)| counts_of(of, it.indicator).join("\n")),
    ]
}

pub(in crate::template) fn fields() -> FieldSet {
    FieldSet { fields: told(&whole()), lists: vec![(CRITERIA, told(&criterion())), (INDICATORS, told(&indicator()))] }
}

/// Values of a score.
pub fn score_values(scored: &Scored<'_>) -> Values {
    let sheet = scored.sheet;
    let criteria = sheet.criteria.iter().map(|it| item(&criterion(), &(scored, it))).collect();
    let indicators = sheet.indicators.iter().map(|it| item(&indicator(), &(scored, it))).collect();
    let lists = [(CRITERIA.to_owned(), criteria), (INDICATORS.to_owned(), indicators)];
    Values { fields: item(&whole(), &scored), lists: lists.into() }
}
