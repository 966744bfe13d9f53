//! Counts by day as bars, with the same as a table: the picture says nothing that the words do not.

use crate::ui::words;
use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;

/// Days that stand in the table; more, and only those with answers stand there.
const DAYS_MAX: usize = 60;

#[derive(Debug, Clone)]
struct Bar {
    x: String,
    width: String,
    y: String,
    height: String,
}

/// A curve of days.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/curve/curve.html")]
pub(crate) struct DayCurve {
    bars: Vec<Bar>,
    rows: Vec<(String, String)>,
    first: String,
    last: String,
    most: String,
}

impl HtmlSafe for DayCurve {}

/// `12.5` of hundredths, without floating point.
pub(crate) fn per_cent(part: u64, whole: u64) -> String {
    let hundredths = part.saturating_mul(10_000).checked_div(whole).unwrap_or(0).min(10_000);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

impl DayCurve {
    /// A curve, unless nothing came.
    pub(crate) fn of(days: &[(Date, u64)]) -> Option<Self> {
        let most = days.iter().map(|(_, n)| *n).max().filter(|most| *most > 0)?;
        let whole = days.len() as u64;
        let bar = |(at, (_, n)): (usize, &(Date, u64))| Bar {
            x: per_cent(at as u64 * 10 + 1, whole * 10),
            width: per_cent(8, whole * 10),
            y: per_cent(most - n, most),
            height: per_cent(*n, most),
        };
        let number = |n: u64| words::number(usize::try_from(n).unwrap_or(usize::MAX));
        let is_told = |(_, n): &&(Date, u64)| days.len() <= DAYS_MAX || *n > 0;
        Some(DayCurve {
            bars: days.iter().enumerate().filter(|(_, (_, n))| *n > 0).map(bar).collect(),
            rows: days.iter().filter(is_told).map(|(day, n)| (words::date_brief(*day), number(*n))).collect(),
            first: days.first().map(|(day, _)| words::date_brief(*day)).unwrap_or_default(),
            last: days.last().map(|(day, _)| words::date_brief(*day)).unwrap_or_default(),
            most: number(most),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_draws_what_came_and_tells_every_day() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert!(DayCurve::of(&[]).is_none() && DayCurve::of(&[(day("2026-11-01"), 0)]).is_none());
        let curve = DayCurve::of(&[(day("2026-11-01"), 4), (day("2026-11-02"), 0), (day("2026-11-03"), 2)]).unwrap();
        assert_eq!((curve.bars.len(), curve.rows.len()), (2, 3));
        let html = curve.render().unwrap();
        assert!(html.contains("height=\"50.00%\"") && html.contains("x=\"70.00%\""), "{html}");
        assert!(!html.contains("style="), "no inline style");
    }
}
