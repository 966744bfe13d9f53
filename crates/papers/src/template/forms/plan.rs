//! Fields of a plan.

use super::super::values::{Field, FieldSet, Values, day, item, said, told};
use otklik_domain::plan::{Draft, Measure};

const LIST: &str = "мероприятия";

const FIELDS: &[Field<Draft>] = &[
    ("организация", "полное название организации", |it| {
        crate::forms::organisation_of(it).unwrap_or_default()
    }),
    ("план.название", "название плана", |it| said(it.title.as_ref())),
    ("план.год", "год или годы плана", years),
    ("план.год_оценки", "год оценки, на которую отвечает план", |it| {
        it.assessed_year.map(|year| year.to_string()).unwrap_or_default()
    }),
    ("утвердил.должность", "должность того, кто утвердил", |it| {
        said(it.approval.as_ref().and_then(|by| by.position.as_ref()))
    }),
    ("утвердил.имя", "фамилия и инициалы того, кто утвердил", |it| {
        said(it.approval.as_ref().and_then(|by| by.name.as_ref()))
    }),
    ("утвердил.дата", "дата утверждения", |it| {
        it.approval.as_ref().and_then(|by| by.date).map(day).unwrap_or_default()
    }),
    ("утвердил.основание", "акт, которым утверждён план", |it| {
        said(it.approval.as_ref().and_then(|by| by.basis.as_ref()))
    }),
];

fn row<'a>() -> [Field<(usize, &'a Measure)>; 11] {
    [
        ("номер", "номер по порядку", |(number, _)| number.to_string()),
        ("критерий", "критерий", |(_, it)| {
            it.criterion.map(|c| c.official_name().to_owned()).unwrap_or_default()
        }),
        ("показатель", "номер показателя", |(_, it)| {
            it.indicator.map(|i| i.to_string()).unwrap_or_default()
        }),
        ("недостаток", "недостаток", |(_, it)| said(it.shortcoming.as_ref())),
        ("мероприятие", "мероприятие", |(_, it)| it.text.clone()),
        ("срок", "плановый срок", |(_, it)| {
            it.deadline.as_ref().map(|term| term.as_written.clone()).unwrap_or_default()
        }),
        ("исполнитель", "ответственный исполнитель", |(_, it)| executors(it)),
        ("сделано", "реализованные меры", |(_, it)| {
            said(it.execution.as_ref().and_then(|done| done.done.as_ref()))
        }),
        ("фактический_срок", "фактический срок", |(_, it)| {
            let actual = it.execution.as_ref().and_then(|done| done.actual.as_ref());
            actual.map(|term| term.as_written.clone()).unwrap_or_default()
        }),
        ("результат", "ожидаемый результат", |(_, it)| said(it.expected_result.as_ref())),
        ("финансирование", "источник финансирования", |(_, it)| {
            said(it.funding.as_ref())
        }),
    ]
}

fn years(it: &Draft) -> String {
    let years = it.period.map(|span| match (span.from.year(), span.to.year()) {
        (from, to) if from == to => from.to_string(),
        (from, to) => format!("{from}–{to}"),
    });
    years.unwrap_or_default()
}

fn executors(it: &Measure) -> String {
    let people = it
        .executors
        .iter()
        .map(|who| [who.name.as_deref(), who.position.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", "));
    people.collect::<Vec<_>>().join("\n")
}

pub(in crate::template) fn fields() -> FieldSet {
    FieldSet { fields: told(FIELDS), lists: vec![(LIST, told(&row()))] }
}

/// Values of a plan.
pub fn plan_values(draft: &Draft) -> Values {
    let rows = (1..).zip(&draft.measures).map(|it| item(&row(), &it)).collect();
    Values { fields: item(FIELDS, draft), lists: [(LIST.to_owned(), rows)].into() }
}
