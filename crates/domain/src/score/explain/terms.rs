//! Formulas with numbers put in, as text.

use crate::rulebook::Part;
use crate::score::decimal::decimal;
use crate::score::{Basis, Exact, PartValue};
use crate::wording::counted;

/// A number with a comma, six decimals at most; «…» when it goes on.
pub(super) fn shown(value: &Exact) -> String {
    let rest = if value.round_half_up(6) == *value { "" } else { "…" };
    format!("{}{rest}", decimal(value))
}

/// A weight: «0,3», or «3/7» when it does not end.
pub(super) fn weight(value: &Exact) -> String {
    if value.ends() { decimal(value) } else { value.to_ratio() }
}

/// «expression = exact → points», leaving out what would only repeat.
pub(super) fn equation(expression: String, exact: &Exact, points: &Exact) -> String {
    let mut text = expression;
    let value = shown(exact);
    let is_said = text == value || [" = ", " – "].iter().any(|before| text.ends_with(&format!("{before}{value}")));
    if !is_said {
        text = format!("{text} = {value}");
    }
    if exact == points { text } else { format!("{text} → {}", shown(points)) }
}

/// The mean of some numbers: «(60 + 80) / 2».
pub(super) fn mean(values: &[String]) -> String {
    match values {
        [one] => one.clone(),
        many => format!("({}) / {}", many.join(" + "), many.len()),
    }
}

/// The mean of the known parts of an indicator, as the order writes it.
pub(super) fn of_parts(parts: &[&PartValue]) -> String {
    let ratios: Vec<String> = parts.iter().filter_map(|part| ratio(part)).collect();
    if ratios.len() == parts.len() {
        return match ratios.as_slice() {
            [one] => format!("{one} × 100"),
            many => format!("1/{} × ({}) × 100", many.len(), many.join(" + ")),
        };
    }
    match parts {
        [one] => of_part(one),
        many => {
            let terms: Vec<String> = many.iter().map(|part| term(part)).collect();
            format!("1/{} × ({})", terms.len(), terms.join(" + "))
        }
    }
}

/// One part by itself.
pub(super) fn of_part(value: &PartValue) -> String {
    match (&value.part, &value.basis) {
        (Part::ListPoints { each, full_from, .. }, Basis::Items(n)) => of_points(*n, *each, *full_from),
        (Part::Waiting, Basis::Given(points)) => shown(points),
        _ => term(value),
    }
}

fn of_points(n: u64, each: u32, full_from: u32) -> String {
    let product = n.saturating_mul(u64::from(each));
    if product <= 100 && (n < u64::from(full_from) || product == 100) {
        return format!("{n} × {each} = {product}");
    }
    if n >= u64::from(full_from) {
        return format!("{}, при {full_from} и более – 100", counted(n, ["пункт", "пункта", "пунктов"]));
    }
    format!("{n} × {each} = {product}, но не больше – 100")
}

fn term(value: &PartValue) -> String {
    match ratio(value) {
        Some(ratio) => format!("{ratio} × 100"),
        None => value.points.as_ref().map_or_else(String::new, shown),
    }
}

/// «14/17», never more than the whole.
fn ratio(value: &PartValue) -> Option<String> {
    match &value.basis {
        Basis::Of { part, whole } => Some(format!("{}/{whole}", part.min(whole))),
        _ => None,
    }
}
