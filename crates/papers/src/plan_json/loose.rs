//! Kind readers of single JSON values: `null` for an array, a number where decimal text is asked for.
//!
//! In comes what other programs really write; out goes what the form means. It refuses to guess units.

use serde::{Deserialize, Deserializer};

/// An array; `null` is an empty one.
pub(super) fn list<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Option::<Vec<T>>::deserialize(from)?.unwrap_or_default())
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Decimal {
    Text(String),
    Number(serde_json::Number),
}

/// Decimal text, or a plain number.
pub(super) fn decimal<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<Decimal>::deserialize(from)?.map(|value| match value {
        Decimal::Text(text) => text,
        Decimal::Number(number) => number.to_string(),
    }))
}
