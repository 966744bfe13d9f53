//! What was and what became of a record, as people read it: a line a column.
//!
//! In comes a line of the journal; out go changes in Russian words. Names and numbers of the store itself, and whatever
//! opens a door, are left out; long texts are told as changed.

use otklik_domain::plan::MeasureState;
use otklik_domain::plan::life::Stage;
use otklik_store::record::AuditLine;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};

/// One column that changed («изменение записи»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub what: String,
    /// As it was; empty where there was nothing.
    pub was: String,
    /// As it became; empty where nothing is left.
    pub became: String,
}

/// Columns that people know by these words; others are shown by their own names, so that nothing is hidden.
const COLUMNS: &[(&str, &str)] = &[
    ("name", "название"),
    ("short_name", "краткое название"),
    ("title", "название"),
    ("text", "текст"),
    ("state", "состояние"),
    ("stage", "стадия"),
    ("deadline_as_written", "срок"),
    ("due_on", "последний день"),
    ("executors", "исполнители"),
    ("reason", "причина"),
    ("number", "номер"),
    ("criterion", "критерий"),
    ("starts_on", "начало"),
    ("ends_on", "конец"),
    ("assessed_year", "год оценки"),
    ("n_measures", "мер"),
    ("position", "место по порядку"),
    ("words", "слова"),
    ("answer", "ответ"),
    ("address", "адрес"),
    ("phone", "телефон"),
    ("email", "почта"),
    ("site", "сайт"),
    ("inn", "ИНН"),
    ("kind", "вид"),
    ("sector", "сфера"),
    ("closed_on", "закрыта"),
    ("role", "роль"),
    ("login", "имя для входа"),
    ("value", "значение"),
    ("year", "год"),
    ("file_name", "файл"),
    ("format", "формат"),
    ("is_example", "пример"),
    ("measures", "мероприятия"),
    ("note", "примечание"),
    ("done", "что сделано"),
    ("link", "ссылка"),
    ("on_day", "день"),
    ("answer_until", "ответить до"),
    ("answered_by", "кто ответил"),
    ("is_agreed", "согласны"),
    ("final_by", "кто утвердил итог"),
];

/// The changes of a line.
pub(super) fn of(line: &AuditLine, names: &HashMap<String, String>) -> Vec<Change> {
    let (was, became) = (object(line.was.as_deref()), object(line.became.as_deref()));
    let columns: BTreeSet<&String> = was.keys().chain(became.keys()).collect();
    let change = |column: &&String| {
        let column = column.as_str();
        if is_inner(column) {
            return None;
        }
        let told = |map: &Map<String, Value>| map.get(column).map(|it| said(column, it, names)).unwrap_or_default();
        let (was, became) = (told(&was), told(&became));
        (was != became).then(|| Change { what: title(column), was, became })
    };
    columns.iter().filter_map(change).collect()
}

fn object(text: Option<&str>) -> Map<String, Value> {
    match text.map(serde_json::from_str) {
        Some(Ok(Value::Object(map))) => map,
        // What is not an object of columns is one piece of words.
        Some(_) => Map::from_iter([("value".to_owned(), Value::from(text.unwrap_or_default()))]),
        None => Map::new(),
    }
}

/// The store's own names and numbers, and whatever opens a door.
fn is_inner(column: &str) -> bool {
    const SECRET: [&str; 6] = ["hash", "secret", "password", "token", "key", "code"];
    let is_own = ["id", "version", "sha256"].contains(&column);
    is_own || column.ends_with("_id") || column.ends_with("_at") || SECRET.iter().any(|word| column.contains(word))
}

fn title(column: &str) -> String {
    COLUMNS.iter().find(|(name, _)| *name == column).map_or(column, |(_, words)| words).to_owned()
}

fn said(column: &str, value: &Value, names: &HashMap<String, String>) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if column.ends_with("_json") || text.starts_with("sha256:") || text.len() > 600 => {
            format!("подробная запись, {} знаков", text.chars().count())
        }
        Value::String(text) if column == "state" => {
            MeasureState::from_name(text).map_or_else(|| text.clone(), |it| it.in_words().to_owned())
        }
        Value::String(text) if column == "stage" => {
            Stage::from_name(text).map_or_else(|| text.clone(), |it| it.in_words().to_owned())
        }
        Value::String(text) => names.get(text).cloned().unwrap_or_else(|| text.clone()),
        Value::Object(map) => {
            let inner = map.iter().filter(|(column, _)| !is_inner(column) && !column.ends_with("_json"));
            inner
                .map(|(column, it)| format!("{}: {}", title(column), said(column, it, names)))
                .collect::<Vec<_>>()
                .join("; ")
        }
        Value::Array(all) => all.iter().map(|it| said(column, it, names)).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn changes_are_told_in_words_and_doors_stay_closed() {
        let line = |was: Option<&str>, became: Option<&str>| AuditLine {
            number: 1,
            at: Timestamp::UNIX_EPOCH,
            actor: "a".to_owned(),
            verb: "edit_measure".to_owned(),
            subject_kind: "measure".to_owned(),
            subject: "m".to_owned(),
            was: was.map(ToOwned::to_owned),
            became: became.map(ToOwned::to_owned),
            note: None,
            organisation: None,
            hash: String::new(),
        };
        let names = HashMap::from([("p1".to_owned(), "Ильина Анна".to_owned())]);
        for (was, became, expected) in [
            (Some(r#"{"state":"planned"}"#), Some(r#"{"state":"not_done"}"#), "состояние: не начато → не выполнено"),
            (Some(r#"{"stage":"draft"}"#), Some(r#"{"stage":"sent"}"#), "стадия: черновик → на утверждении"),
            (None, Some(r#"{"name":"Клуб","id":"1","organisation_id":"2"}"#), "название:  → Клуб"),
            (Some(r#"{"made_by":"p1"}"#), None, "made_by: Ильина Анна → "),
            (Some(r#"{"code_hash":"x","login_key":"y"}"#), Some(r#"{"code_hash":"z"}"#), ""),
            (Some("не объект"), None, "значение: не объект → "),
            (None, Some(r#"{"m1":{"text":"Иначе","body_json":"{}"}}"#), "m1:  → текст: Иначе"),
        ] {
            let told: Vec<String> = of(&line(was, became), &names)
                .into_iter()
                .map(|it| format!("{}: {} → {}", it.what, it.was, it.became))
                .collect();
            assert_eq!(told.join("; "), expected, "{was:?} {became:?}");
        }
    }
}
