//! Figures as a Russian office writes them: decimal comma, no more digits than are meant.

use otklik_domain::score::{Exact, IndicatorPoints};

/// What stands where nothing was found out.
pub(super) const NONE: &str = "–";

/// Decimal text of programs as people write it: «93.40» is «93,40».
fn with_comma(text: &str) -> String {
    text.replace('.', ",")
}

/// Two decimals: criteria and totals.
pub(crate) fn two(points: Option<&Exact>) -> String {
    points.map_or_else(|| NONE.to_owned(), |points| with_comma(&points.to_decimals(2)))
}

/// As few decimals as needed: indicators.
pub(crate) fn brief(points: Option<&Exact>) -> String {
    points.map_or_else(|| NONE.to_owned(), |points| with_comma(&points.round_half_up(2).to_string()))
}

/// The other scale: «28,2 из 30».
pub(crate) fn weighted(points: &IndicatorPoints) -> String {
    points.weighted().map_or_else(|| NONE.to_owned(), |it| format!("{} из {}", brief(Some(&it)), points.weight_percent))
}
