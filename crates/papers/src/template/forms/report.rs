//! Fields of a report on a plan.

use super::super::values::{Field, FieldSet, SUMS, Values, day, item, number, said, told};
use crate::forms::plan_report::ReportSheet;
use otklik_domain::report::{Change, ReportRow};

const LIST: &str = "мероприятия";

fn whole<'a>() -> [Field<(&'a ReportSheet, Option<i64>)>; 8] {
    [
        ("организация", "полное название организации", |(it, _)| {
            it.organisation.clone()
        }),
        ("план.название", "название плана", |(it, _)| said(it.plan.as_ref())),
        ("отчет.период", "за какой период", |(it, _)| it.report.period.in_words()),
        ("отчет.номер", "номер отчёта", |(_, no)| number(*no)),
        ("отчет.взамен", "номер отчёта, который он исправляет", |(it, _)| {
            number(it.replaces)
        }),
        ("отчет.дата", "по состоянию на какой день", |(it, _)| day(it.report.as_of)),
        ("руководитель.должность", "должность руководителя", |(it, _)| {
            said(it.signers.head_position.as_ref())
        }),
        ("руководитель.имя", "фамилия и инициалы руководителя", |(it, _)| said(it.signers.head_name.as_ref())),
    ]
}

fn row<'a>() -> [Field<(usize, &'a ReportRow)>; 14] {
    [
        ("номер", "номер по порядку", |(number, _)| number.to_string()),
        ("критерий", "критерий", |(_, it)| {
            it.criterion.map(|c| c.official_name().to_owned()).unwrap_or_default()
        }),
        ("недостаток", "недостаток", |(_, it)| said(it.shortcoming.as_ref())),
        ("мероприятие", "мероприятие", |(_, it)| it.text.clone()),
        ("срок", "плановый срок", |(_, it)| said(it.term.as_ref())),
        ("исполнитель", "ответственный исполнитель", |(_, it)| {
            it.executors.replace("; ", "\n")
        }),
        ("сделано", "что сделано", |(_, it)| said(it.done.as_ref())),
        ("когда", "когда сделано", |(_, it)| said(it.done_when.as_ref())),
        ("число.план", "число по плану", |(_, it)| said(it.wanted.as_ref())),
        ("число.факт", "число по факту", |(_, it)| said(it.number.as_ref())),
        ("подтверждение", "чем подтверждено", |(_, it)| it.proofs.join("\n")),
        ("положение", "устранено, в работе, просрочено", |(_, it)| {
            it.standing.in_words()
        }),
        ("причина", "причина", |(_, it)| said(it.reason.as_ref())),
        ("изменилось", "что изменилось с прошлого отчёта", |(_, it)| {
            it.changes.iter().map(Change::in_words).collect::<Vec<_>>().join("\n")
        }),
    ]
}

pub(in crate::template) fn fields() -> FieldSet {
    FieldSet { fields: [told(&whole()), told(&SUMS)].concat(), lists: vec![(LIST, told(&row()))] }
}

/// Values of a report on a plan.
pub fn report_values(sheet: &ReportSheet, number: Option<i64>) -> Values {
    let mut fields = item(&whole(), &(sheet, number));
    fields.extend(item(&SUMS, &sheet.report.summary()));
    let rows = (1..).zip(&sheet.report.rows).map(|it| item(&row(), &it)).collect();
    Values { fields, lists: [(LIST.to_owned(), rows)].into() }
}
