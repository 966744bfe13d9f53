//! What people typed, kept as they typed it.
//!
//! In comes the body or query of a form; out go its fields by name, and faults beside them. It refuses to judge
//! values: verbs and the domain do.

use crate::refusal::Refused;
use crate::visit::Staff;
use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use otklik_domain::typed::whole;
use std::fmt::Write;

/// Fields of a form in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed(pub(crate) Vec<(String, String)>);

impl Typed {
    /// The first value of a name, without spaces around it.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
    }

    /// The first value of a name to the last space: a password is what was typed.
    pub(crate) fn exactly(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// The whole number that was typed; nothing for anything else.
    pub(crate) fn whole<T: TryFrom<u64>>(&self, name: &str) -> Option<T> {
        whole(self.get(name))
    }

    /// The value, unless it is empty.
    pub(crate) fn filled(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|v| !v.is_empty())
    }
}

/// The fields of an address.
pub(crate) struct Asked(pub(crate) Typed);

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Asked {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, state: &S) -> Result<Self, Self::Rejection> {
        let query = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        Ok(Asked(Typed(query.map(|Query(fields)| fields).unwrap_or_default())))
    }
}

/// A form of the cabinet: filled by somebody who is signed in, on a page of ours.
pub(crate) struct Signed(pub(crate) Typed);

impl<S: Send + Sync> FromRequest<S> for Signed {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let Staff(visit) = Staff::from_request_parts(&mut parts, state).await?;
        let request = Request::from_parts(parts, body);
        let Form(fields) =
            Form::<Vec<(String, String)>>::from_request(request, state).await.map_err(|_| Refused::no_form())?;
        let typed = Typed(fields);
        if visit.viewer.is_none_or(|v| v.form_token != typed.get("token")) {
            return Err(Refused::foreign_form());
        }
        // The visitor may have to prove who they are first: nothing of it should be lost.
        visit.sent.get_or_init(|| typed.clone());
        Ok(Signed(typed))
    }
}

/// A form of somebody who is not in yet. Other sites cannot send it: the guard looks at where it came from.
pub(crate) struct Unsigned(pub(crate) Typed);

impl<S: Send + Sync> FromRequest<S> for Unsigned {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let form = Form::<Vec<(String, String)>>::from_request(request, state).await;
        form.map(|Form(fields)| Unsigned(Typed(fields))).map_err(|_| Refused::no_form())
    }
}

/// A fault beside a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldFault {
    /// Id of the field.
    pub(crate) field: String,
    /// What is wrong and what to do.
    pub(crate) text: String,
}

/// The fault of a field, if there is one.
pub(crate) fn fault<'a>(faults: &'a [FieldFault], field: &str) -> Option<&'a str> {
    faults.iter().find(|f| f.field == field).map(|f| f.text.as_str())
}

/// Text ready to stand in a query.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A query with some fields set anew: how links of filters and pages are made.
pub(crate) fn query(fields: &[(&str, &str)]) -> String {
    let parts: Vec<String> =
        fields.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("{n}={}", escape(v))).collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_carry_only_what_is_set() {
        assert_eq!(query(&[("q", "дом"), ("page", ""), ("s", "a&b")]), "?q=%D0%B4%D0%BE%D0%BC&s=a%26b");
        assert_eq!(query(&[]), "");
    }
}
