//! Fields of reports put together.

use super::super::values::{Field, FieldSet, SUMS, Values, day, item, number, said, told};
use crate::forms::consolidated::ConsolidatedSheet;
use otklik_domain::report::{Contribution, Origin, ReportRow};

const ORGANISATIONS: &str = "организации";
const LATE: &str = "просроченные";

fn whole<'a>() -> [Field<(&'a ConsolidatedSheet, Option<i64>)>; 7] {
    [
        ("охват", "какие организации сведены", |(it, _)| it.scope.clone()),
        ("отчет.период", "за какой период", |(it, _)| it.consolidated.period.in_words()),
        ("отчет.номер", "номер сводного отчёта", |(_, no)| number(*no)),
        ("отчет.взамен", "номер отчёта, который он исправляет", |(it, _)| {
            number(it.replaces)
        }),
        ("отчет.дата", "по состоянию на какой день", |(it, _)| {
            day(it.consolidated.as_of)
        }),
        ("организаций", "сколько организаций с планом", |(it, _)| {
            it.consolidated.contributions.len().to_string()
        }),
        ("не_прислали", "сколько не прислали отчёт", |(it, _)| {
            it.consolidated.n_unsent().to_string()
        }),
    ]
}

const ORGANISATION: &[Field<Contribution>] = &[
    ("организация", "название", |it| it.name.clone()),
    ("территория", "муниципалитет", |it| said(it.territory.as_ref())),
    ("отчет", "номер и дата отчёта", |it| match it.origin {
        Origin::Sent { number, on } => format!("№ {number} от {}", day(on)),
        Origin::Register => "не прислан, взято из учёта".to_owned(),
    }),
];

fn late_row<'a>() -> [Field<(&'a Contribution, &'a ReportRow, i32)>; 6] {
    [
        ("организация", "название", |(one, _, _)| one.name.clone()),
        ("мероприятие", "мероприятие", |(_, row, _)| row.text.clone()),
        ("срок", "плановый срок", |(_, row, _)| said(row.term.as_ref())),
        ("исполнитель", "ответственный исполнитель", |(_, row, _)| {
            row.executors.replace("; ", "\n")
        }),
        ("дней", "дней опоздания", |(_, _, days)| days.to_string()),
        ("причина", "комментарий", |(_, row, _)| said(row.reason.as_ref())),
    ]
}

pub(in crate::template) fn fields() -> FieldSet {
    let organisation = [told(ORGANISATION), told(&SUMS)].concat();
    FieldSet {
        fields: [told(&whole()), told(&SUMS)].concat(),
        lists: vec![(ORGANISATIONS, organisation), (LATE, told(&late_row()))],
    }
}

/// Values of reports put together.
pub fn consolidated_values(sheet: &ConsolidatedSheet, number: Option<i64>) -> Values {
    let it = &sheet.consolidated;
    let mut fields = item(&whole(), &(sheet, number));
    fields.extend(item(&SUMS, &it.summary()));
    let organisation = |one: &Contribution| {
        let mut row = item(ORGANISATION, one);
        row.extend(item(&SUMS, &one.report.summary()));
        row
    };
    let organisations = it.contributions.iter().map(organisation).collect();
    let late = it.late().iter().map(|row| item(&late_row(), row)).collect();
    Values { fields, lists: [(ORGANISATIONS.to_owned(), organisations), (LATE.to_owned(), late)].into() }
}
