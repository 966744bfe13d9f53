//! What stands in an address and after its question mark.
//!
//! In comes a query; out go checked values, or every fault of it at once. Unknown names are passed over, as programs
//! written later may send them.

use crate::api::problem::Problem;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use jiff::civil::Date;
use otklik_app::record::PageAsked;
use otklik_app::{Ctx, directory};
use otklik_domain::ids::OrganisationId;
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// How many a page holds when nobody says, and at most.
const LIMIT: (usize, usize) = (50, 500);

/// The parts of an address; what cannot be read is no address of ours.
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let found = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        found.map(|axum::extract::Path(value)| Path(value)).map_err(|_| Problem::not_found())
    }
}

/// The fields of a query and what is wrong with them.
pub(crate) struct Asked {
    fields: Vec<(String, String)>,
    faults: Vec<(String, String)>,
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let Ok(Query(fields)) = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await else {
            return Err(Problem::field("", "Строка запроса не разобрана"));
        };
        let mut asked = Asked { fields, faults: Vec::new() };
        let strange: Vec<String> =
            asked.fields.iter().filter(|(_, v)| v.contains('\0')).map(|(n, _)| n.clone()).collect();
        strange.iter().for_each(|name| asked.fault(name, "Есть недопустимый знак"));
        Ok(asked)
    }
}

impl Asked {
    fn fault(&mut self, name: &str, text: &str) {
        self.faults.push((name.to_owned(), text.to_owned()));
    }

    /// A filled value.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let found = self.fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim());
        found.filter(|v| !v.is_empty()).map(ToOwned::to_owned)
    }

    /// A value of its own kind; another one is a fault with these words.
    pub(crate) fn read<T>(&mut self, name: &str, words: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name)?;
        let value = read(&text);
        if value.is_none() {
            self.fault(name, words);
        }
        value
    }

    /// A value that reads itself.
    pub(crate) fn parsed<T: FromStr>(&mut self, name: &str, words: &str) -> Option<T> {
        self.read(name, words, |text| text.parse().ok())
    }

    /// A day.
    pub(crate) fn day(&mut self, name: &str) -> Option<Date> {
        // Only the written-out form: a date library also takes others that no document of ours promises.
        self.read(name, "День пишется так: 2026-11-22", |text| {
            text.parse::<Date>().ok().filter(|day| day.to_string() == text)
        })
    }

    /// Yes or no.
    pub(crate) fn flag(&mut self, name: &str) -> Option<bool> {
        self.read(name, "true или false", |text| match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        })
    }

    /// Several values of one name, apart by commas or repeated.
    pub(crate) fn several<T>(&mut self, name: &str, words: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let all: Vec<String> = self.fields.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect();
        let each = all.iter().flat_map(|v| v.split(',')).map(str::trim).filter(|v| !v.is_empty());
        let values: Vec<Option<T>> = each.map(read).collect();
        if values.iter().any(Option::is_none) {
            self.fault(name, words);
        }
        values.into_iter().flatten().collect()
    }

    /// Organisations by id or address name; `None` when there are none of that name, so that nothing can be found.
    pub(crate) async fn organisations(&self, ctx: &Ctx) -> Result<Option<Vec<OrganisationId>>, Problem> {
        let Some(name) = self.text("organisation") else { return Ok(Some(Vec::new())) };
        if !self.faults.is_empty() {
            return Ok(None);
        }
        let found = directory::find_organisation(ctx, &name).await?;
        Ok(found.map(|kept| vec![kept.value.id]))
    }

    /// Which part of a list; `cursor` tells the `next` of a page before from anything else.
    pub(crate) fn page(&mut self, cursor: impl Fn(&str) -> bool) -> PageAsked {
        let words = format!("Число от 1 до {}", LIMIT.1);
        let limit = self.read("limit", &words, |text| text.parse().ok().filter(|n| (1..=LIMIT.1).contains(n)));
        let after =
            self.read("after", "Возьмите значение next прошлой страницы", |text| {
                cursor(text).then(|| text.to_owned())
            });
        PageAsked { after, limit: limit.unwrap_or(LIMIT.0) }
    }

    /// Every fault at once.
    ///
    /// # Errors
    /// 422 with the faults.
    pub(crate) fn check(&self) -> Result<(), Problem> {
        if self.faults.is_empty() { Ok(()) } else { Err(Problem::invalid(self.faults.clone())) }
    }
}

/// A cursor of lists ordered by more than an id: hexadecimal text of so many keys.
pub(crate) fn is_key_cursor(text: &str) -> bool {
    let keys = hex::decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    keys.is_some_and(|keys| keys.split('\u{1f}').count() == 2 && !keys.contains('\0'))
}

/// A cursor of lists ordered by id alone.
pub(crate) fn is_id_cursor(text: &str) -> bool {
    text.parse::<uuid::Uuid>().is_ok_and(|id| id.to_string() == text)
}
