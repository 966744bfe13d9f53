//! Exact figures of scores as people read them: decimal comma, a real minus, no more digits than are meant.
//!
//! In come exact numbers; out goes text. It refuses to decide which rounding a score has: the domain did.

use otklik_domain::score::{Criterion, Exact, Points};

/// What stands where nothing was found out, said aloud as words elsewhere.
pub(crate) const NONE: &str = "–";

fn with_comma(text: &str) -> String {
    text.replace('.', ",").replace('-', "−")
}

/// «93,40»: columns of figures.
pub(crate) fn two(points: &Exact) -> String {
    with_comma(&points.to_decimals(2))
}

/// «93,4»: sentences.
pub(crate) fn brief(points: &Exact) -> String {
    with_comma(&points.round_half_up(2).to_string())
}

/// «+2,5» or «−0,75».
pub(crate) fn signed(points: &Exact) -> String {
    let text = brief(points);
    if points.is_negative() || points.is_zero() { text } else { format!("+{text}") }
}

/// Hundredths as people read them: 8934 is «89,34».
pub(crate) fn hundredths(n: i64) -> String {
    Exact::ratio(n, 100).map_or_else(|| NONE.to_owned(), |it| brief(&it))
}

/// The nearest hundredth, for drawing.
pub(crate) fn drawn(points: &Exact) -> Points {
    Points((points.hundredths().unwrap_or(0), 100).into())
}

/// Width of a bar for SVG: «77.5%», cut to the scale.
pub(crate) fn width(points: &Exact) -> String {
    format!("{}%", points.clone().clamp(Exact::zero(), Exact::whole(100)).to_decimals(1))
}

/// A criterion's name for heads of columns.
pub(crate) fn column(criterion: Criterion) -> &'static str {
    match criterion.number() {
        1 => "Открытость",
        2 => "Комфортность",
        3 => "Доступность",
        4 => "Доброже\u{ad}лательность",
        _ => "Удовлетво\u{ad}рённость",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_in_an_office() {
        let exact = |text: &str| Exact::parse(text).unwrap();
        assert_eq!((two(&exact("93.4")), brief(&exact("93.40"))), ("93,40".to_owned(), "93,4".to_owned()));
        assert_eq!((signed(&exact("-3/4")), signed(&exact("2"))), ("−0,75".to_owned(), "+2".to_owned()));
        assert_eq!((hundredths(8934), width(&exact("101"))), ("89,34".to_owned(), "100.0%".to_owned()));
        assert_eq!(drawn(&exact("200/3")), "66.67".parse().unwrap());
    }
}
