//! Questions to the schema: every column decided, every key served, both engines alike.

use otklik_testkit::databases;
use std::collections::{BTreeMap, BTreeSet};

/// `table.column` of every column that `open-data.toml` classifies, with its word.
fn classified() -> BTreeMap<String, String> {
    let text = include_str!("../open-data.toml");
    let tables: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(text).expect("open-data.toml reads");
    let columns = tables.into_iter().flat_map(|(table, columns)| {
        columns.into_iter().map(move |(column, word)| (format!("{table}.{column}"), word))
    });
    columns.collect()
}

#[tokio::test]
async fn every_column_is_public_or_private() {
    let classified = classified();
    for (column, word) in &classified {
        assert!(word == "public" || word == "private", "{column} is «{word}»");
    }
    let columns = databases::sqlite().await.store.columns().await.expect("read");
    let kept: BTreeSet<String> = columns.into_iter().map(|(table, column)| format!("{table}.{column}")).collect();
    let decided: BTreeSet<String> = classified.into_keys().collect();
    let missing: Vec<_> = kept.difference(&decided).collect();
    let gone: Vec<_> = decided.difference(&kept).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not in open-data.toml: {missing:?}; not in the schema: {gone:?}");
}

#[tokio::test]
async fn personal_data_is_private() {
    let classified = classified();
    for column in ["person.name", "person.login", "session.hash", "measure.executors", "audit.was", "draft.made_by"] {
        assert_eq!(classified.get(column).map(String::as_str), Some("private"), "{column}");
    }
}

#[tokio::test]
async fn every_foreign_key_has_an_index() {
    let scratch = databases::sqlite().await;
    assert_eq!(scratch.store.foreign_keys_without_index().await.expect("read"), Vec::<String>::new());
    if let Some(scratch) = databases::postgres("every_foreign_key_has_an_index").await {
        assert_eq!(scratch.store.foreign_keys_without_index().await.expect("read"), Vec::<String>::new());
    }
}

#[tokio::test]
async fn both_engines_have_the_same_columns() {
    let Some(postgres) = databases::postgres("both_engines_have_the_same_columns").await else { return };
    let sqlite = databases::sqlite().await;
    assert_eq!(sqlite.store.columns().await.expect("read"), postgres.store.columns().await.expect("read"));
}
