//! A plan whose measures all name one organisation is that organisation's plan.
//!
//! In comes a draft; out goes the same draft with the name on top. It refuses plans of several.

use super::super::measure_plan::name_of;
use super::tidy;
use otklik_domain::plan::Draft;
use std::borrow::Cow;

pub(in crate::forms) fn single(draft: &Draft) -> Cow<'_, Draft> {
    let mut names = draft.measures.iter().map(|m| m.organisation.as_deref());
    let Some(Some(first)) = names.next() else { return Cow::Borrowed(draft) };
    if names.any(|name| name != Some(first)) {
        return Cow::Borrowed(draft);
    }
    let whole = tidy(first);
    let mut own = draft.clone();
    if own.organisation.is_none() && own.organisation_as_written.is_none() {
        own.organisation = Some(name_of(&whole));
        own.organisation_as_written = Some(whole);
    }
    own.measures.iter_mut().for_each(|m| m.organisation = None);
    Cow::Owned(own)
}
