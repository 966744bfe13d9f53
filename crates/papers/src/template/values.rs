//! Fields of a form and their values: each field stands in one table with its name, what it is and where its value comes
//! from, so that no name can be told and not filled.

use otklik_domain::Date;
use otklik_domain::report::Summary;
use otklik_domain::score::Exact;
use std::collections::BTreeMap;

/// Values of one repeated row by field.
pub(super) type Item = BTreeMap<String, String>;

/// A field: its name, what it is, and its value out of what the paper speaks of.
pub(super) type Field<T> = (&'static str, &'static str, fn(&T) -> String);

/// A field with what it is.
pub(super) type Told = (&'static str, &'static str);

/// Values of a paper («значения полей»).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    pub(super) fields: Item,
    pub(super) lists: BTreeMap<String, Vec<Item>>,
}

/// Fields of a form («поля формы»), each with what it is.
#[derive(Debug, Clone, Default)]
pub struct FieldSet {
    /// Fields that may stand anywhere.
    pub fields: Vec<Told>,
    /// Repeated rows with the fields of a row.
    pub lists: Vec<(&'static str, Vec<Told>)>,
}

impl FieldSet {
    pub(super) fn list(&self, name: &str) -> Option<&[Told]> {
        self.lists.iter().find(|(list, _)| *list == name).map(|(_, fields)| fields.as_slice())
    }

    pub(super) fn list_names(&self) -> Vec<&'static str> {
        self.lists.iter().map(|(list, _)| *list).collect()
    }

    /// Names that may stand within a list, or outside of any. Within a list that nobody knows those of every list may: one
    /// wrong name is told once.
    pub(super) fn names_within(&self, list: Option<&str>) -> Vec<&'static str> {
        let own = |of: &str| list.is_some_and(|list| list == of || self.list(list).is_none());
        let rows = self.lists.iter().filter(|(list, _)| own(list)).flat_map(|(_, fields)| fields);
        rows.chain(&self.fields).map(|(name, _)| *name).collect()
    }

    /// The list in whose rows a field stands.
    pub(super) fn list_of(&self, field: &str) -> Option<&'static str> {
        let has = |fields: &[Told]| fields.iter().any(|(name, _)| *name == field);
        self.lists.iter().find(|(_, fields)| has(fields)).map(|(list, _)| *list)
    }

    /// Whether it is the name of a field or of a list.
    pub(super) fn is_any(&self, name: &str) -> bool {
        self.list(name).is_some() || self.list_of(name).is_some() || self.fields.iter().any(|(field, _)| *field == name)
    }
}

/// What fields are, without their values.
pub(super) fn told<T>(fields: &[Field<T>]) -> Vec<Told> {
    fields.iter().map(|(name, what, _)| (*name, *what)).collect()
}

/// The values of fields out of one thing.
pub(super) fn item<T>(fields: &[Field<T>], of: &T) -> Item {
    fields.iter().map(|(name, _, value)| ((*name).to_owned(), value(of))).collect()
}

/// How many measures stand how.
pub(super) const SUMS: [Field<Summary>; 7] = [
    ("всего", "мероприятий всего", |it| it.total.to_string()),
    ("устранено", "устранено", |it| it.eliminated.to_string()),
    ("в_работе", "в работе", |it| it.in_progress.to_string()),
    ("срок_не_наступил", "срок не наступил", |it| it.not_due.to_string()),
    ("просрочено", "просрочено", |it| it.late.to_string()),
    ("не_выполнено", "не выполнено", |it| it.not_done.to_string()),
    ("процент", "устранено, процентов", |it| {
        it.percent().map(|n| n.to_string()).unwrap_or_default()
    }),
];

/// «22.11.2026»
pub(super) fn day(day: Date) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}

pub(super) fn said(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

/// «№ 3» stands in the template: the field is the bare number.
pub(super) fn number(number: Option<i64>) -> String {
    number.map(|n| n.to_string()).unwrap_or_default()
}

/// Points with two decimals, «87,20»; nothing where there are none.
pub(super) fn points(points: Option<&Exact>) -> String {
    crate::forms::figures::two(points)
}
