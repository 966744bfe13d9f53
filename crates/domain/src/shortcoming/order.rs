//! The order of the official form: by criterion, within it what costs most first.

use super::Shortcoming;
use crate::score::{Criterion, Exact, Indicator};
use std::cmp::Reverse;

/// Puts shortcomings in the order of a plan («порядок недостатков»).
///
/// Criteria 1 to 5 as in the form; within one the dearest first, then by indicator and by what they are about. Those
/// without a criterion stand last.
pub fn in_form_order<T>(all: &mut [T], of: impl Fn(&T) -> &Shortcoming) {
    all.sort_by_cached_key(|one| key(of(one)));
}

type Key = (bool, Option<Criterion>, Reverse<Exact>, Option<Indicator>, String);

fn key(one: &Shortcoming) -> Key {
    let loss = one.loss.clone().unwrap_or_else(Exact::zero);
    (one.criterion.is_none(), one.criterion, Reverse(loss), one.indicator, one.about.to_string())
}
