//! What was typed into a form when the visitor was asked to prove who they are: kept until they are back.
//!
//! In come fields that came too early; out they go on the page they came from, for the same visit and some minutes. In
//! memory only; it refuses to keep passwords, codes and answers of authenticators.

use crate::form::Typed;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// So long one may take to find the password.
const LIVES: SignedDuration = SignedDuration::from_mins(15);
/// Forms at once, of all visits together.
const AT_ONCE: usize = 500;
/// Longer forms are not kept.
const BYTES_MAX: usize = 32 * 1024;
/// Fields that are never kept.
const SECRETS: [&str; 6] = ["token", "password", "code", "ticket", "answer", "secret"];

/// Forms that wait for their visitors.
#[derive(Debug, Default)]
pub(crate) struct Unsent(Mutex<HashMap<[u8; 32], Form>>);

#[derive(Debug)]
struct Form {
    page: String,
    typed: Typed,
    until: Timestamp,
}

impl Unsent {
    /// Keeps what was typed on a page; one form a visit. Tells whether there was anything to keep.
    pub(crate) fn keep(&self, visit: &str, page: &str, typed: &Typed, now: Timestamp) -> bool {
        let fields: Vec<_> = typed.0.iter().filter(|(name, _)| !SECRETS.contains(&name.as_str())).cloned().collect();
        let n_bytes: usize = fields.iter().map(|(name, value)| name.len() + value.len()).sum();
        let is_typed = fields.iter().any(|(name, value)| name != "version" && !value.is_empty());
        let mut forms = self.forms();
        forms.retain(|_, form| form.until > now);
        if !is_typed || n_bytes > BYTES_MAX || forms.len() >= AT_ONCE {
            return false;
        }
        let form = Form { page: bare(page).to_owned(), typed: Typed(fields), until: now + LIVES };
        forms.insert(hash(visit), form);
        true
    }

    /// What was typed on this page by this visit and was not sent.
    pub(crate) fn find(&self, visit: &str, page: &str, now: Timestamp) -> Option<Typed> {
        let forms = self.forms();
        let form = forms.get(&hash(visit)).filter(|form| form.until > now && form.page == bare(page))?;
        Some(form.typed.clone())
    }

    /// Another form of the page was sent: what waited is of no use now.
    pub(crate) fn forget(&self, visit: &str, page: &str) {
        let mut forms = self.forms();
        if forms.get(&hash(visit)).is_some_and(|form| form.page == bare(page)) {
            forms.remove(&hash(visit));
        }
    }

    fn forms(&self) -> MutexGuard<'_, HashMap<[u8; 32], Form>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A path without its query.
fn bare(page: &str) -> &str {
    page.split('?').next().unwrap_or_default()
}

fn hash(visit: &str) -> [u8; 32] {
    Sha256::digest(visit).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        Typed(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn what_was_typed_waits_for_its_visit_and_page_some_minutes() {
        let (unsent, now) = (Unsent::default(), Timestamp::UNIX_EPOCH);
        let form = typed(&[("token", "t"), ("name", "Ким"), ("password", "p"), ("version", "3")]);
        assert!(unsent.keep("a", "/people/new?done=x", &form, now));
        let kept = typed(&[("name", "Ким"), ("version", "3")]).0;
        for (visit, page, minutes, is_there) in [
            ("a", "/people/new", 0, true),
            ("a", "/people/new?q=1", 14, true),
            ("a", "/people/new", 15, false),
            ("a", "/keys", 0, false),
            ("b", "/people/new", 0, false),
        ] {
            let found = unsent.find(visit, page, now + SignedDuration::from_mins(minutes));
            assert_eq!(found.map(|typed| typed.0), is_there.then(|| kept.clone()), "{visit} {page} {minutes}");
        }
        unsent.forget("a", "/keys");
        assert!(unsent.find("a", "/people/new", now).is_some());
        unsent.forget("a", "/people/new");
        assert!(unsent.find("a", "/people/new", now).is_none());
    }

    #[test]
    fn buttons_secrets_and_floods_are_not_kept() {
        let (unsent, now) = (Unsent::default(), Timestamp::UNIX_EPOCH);
        for fields in [
            &[("token", "t")][..],
            &[("token", "t"), ("version", "2")],
            &[("password", "p"), ("code", "1"), ("name", "")],
        ] {
            assert!(!unsent.keep("a", "/x", &typed(fields), now), "{fields:?}");
        }
        assert!(!unsent.keep("a", "/x", &typed(&[("name", &"x".repeat(BYTES_MAX))]), now));
        let n_kept = (0..AT_ONCE + 9).filter(|n| unsent.keep(&n.to_string(), "/x", &typed(&[("n", "x")]), now)).count();
        assert_eq!(n_kept, AT_ONCE);
        assert!(unsent.keep("later", "/x", &typed(&[("n", "x")]), now + LIVES), "the old ones are over");
    }
}
