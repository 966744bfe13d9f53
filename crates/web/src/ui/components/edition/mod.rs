//! Which edition of a record a form was opened with.
//!
//! In comes the version seen; out goes the hidden field and, when somebody else changed the record meanwhile, what it
//! says now and a box to tick: until it is ticked the form keeps the old version, so a second press overwrites nothing
//! silently.

use crate::form::Typed;
use crate::ui::components::field::{Control, Field};
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
    /// Labels of fields and what the record says in them now, where that is not what was typed.
    differences: Vec<(String, String)>,
}

impl HtmlSafe for Edition {}

impl Edition {
    /// `stale` is the version that was tried in vain, if it was; `id` keeps ids of several forms apart.
    pub(crate) fn of(id: impl Into<String>, now: Version, stale: Option<Version>) -> Self {
        let seen = stale.unwrap_or(now);
        Edition { id: id.into(), seen: seen.0, now: (seen != now).then_some(now.0), differences: Vec::new() }
    }

    /// The same with what differs between the kept fields and those that were typed, when the edition is over.
    #[must_use]
    pub(crate) fn differing(mut self, kept: &[Field], typed: &[Field]) -> Self {
        if self.now.is_some() {
            let other = |field: &&Field| typed.iter().any(|t| t.name == field.name && t.value.trim() != field.value);
            self.differences = kept.iter().filter(other).map(|f| (f.label.clone(), said(f))).collect();
        }
        self
    }
}

/// The value of a field as its form shows it.
fn said(field: &Field) -> String {
    let shown = match &field.control {
        Control::Choice(choices) => choices.iter().find(|c| c.value == field.value).map(|c| c.text.clone()),
        Control::Line | Control::Secret | Control::Area => None,
    };
    let text = shown.unwrap_or_else(|| field.value.clone());
    if text.is_empty() { "пусто".to_owned() } else { format!("«{text}»") }
}

/// The version a form names: the newer one only when the person said so.
pub(crate) fn version(typed: &Typed) -> Version {
    let number = |name: &str| typed.get(name).parse().ok();
    Version(number("over").or_else(|| number("version")).unwrap_or(0))
}
