//! Which edition of a record a form was opened with.
//!
//! In comes the version seen; out goes the hidden field and, when somebody else changed the record meanwhile, a box to
//! tick: until it is ticked the form keeps the old version, so a second press overwrites nothing silently.

use crate::form::Typed;
use askama::Template;
use askama::filters::HtmlSafe;
use otklik_app::record::Version;

/// The edition of one form.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "ui/components/edition/edition.html")]
pub(crate) struct Edition {
    id: String,
    seen: i64,
    now: Option<i64>,
}

impl HtmlSafe for Edition {}

impl Edition {
    /// `stale` is the version that was tried in vain, if it was; `id` keeps ids of several forms apart.
    pub(crate) fn of(id: impl Into<String>, now: Version, stale: Option<Version>) -> Self {
        let seen = stale.unwrap_or(now);
        Edition { id: id.into(), seen: seen.0, now: (seen != now).then_some(now.0) }
    }
}

/// The version a form names: the newer one only when the person said so.
pub(crate) fn version(typed: &Typed) -> Version {
    let number = |name: &str| typed.get(name).parse().ok();
    Version(number("over").or_else(|| number("version")).unwrap_or(0))
}
