//! How a criterion's points came together: received parts solid, lost parts hatched.

use crate::ui::words;
use askama::Template;
use askama::filters::HtmlSafe;
use otklik_domain::score::{Indicator, Points};
use std::fmt::Write;

/// One indicator with its weight within the criterion, in per cent.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) indicator: Indicator,
    pub(crate) weight: i64,
    /// 0 to 100.
    pub(crate) points: Points,
    /// Of `weight`.
    pub(crate) weighted: Points,
}

/// The bar of parts, its key and the formula.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/score_parts/parts.html")]
pub(crate) struct ScoreParts {
    pub(crate) parts: Vec<Part>,
    pub(crate) sum: Points,
}

impl HtmlSafe for ScoreParts {}

impl ScoreParts {
    fn said(&self) -> String {
        let parts: Vec<String> = self
            .parts
            .iter()
            .map(|p| {
                format!("из {} баллов показателя {} получено {}", p.weight, p.indicator, words::points(p.weighted))
            })
            .collect();
        words::capital(&parts.join(", "))
    }

    fn formula(&self) -> String {
        self.parts.iter().map(|p| words::points(p.weighted)).collect::<Vec<_>>().join(" + ")
    }

    /// Shapes of the bar in per cent of its width. Made of numbers only, so it is safe as it is.
    fn shapes(&self) -> String {
        let mut svg = String::new();
        let mut from = Points::whole(0);
        for part in &self.parts {
            let weight = Points::whole(part.weight);
            let got = part.weighted.clamp(Points::whole(0), weight);
            let lost = Points(weight.0 - got.0);
            let x = |p: Points| p.to_decimals(1);
            let _ = write!(svg, r#"<rect class="a" x="{}%" y="20%" width="{}%" height="60%"/>"#, x(from), x(got));
            let gap = Points(from.0 + got.0);
            if lost > Points::whole(0) {
                let _ = write!(svg, r#"<rect class="gap" x="{}%" y="20%" width="{}%" height="60%"/>"#, x(gap), x(lost));
                let mut at = Points(gap.0 + Points::whole(1).0);
                while at < Points(from.0 + weight.0) {
                    let _ = write!(svg, r#"<line class="hatch" x1="{0}%" x2="{0}%" y1="20%" y2="80%"/>"#, x(at));
                    at = Points(at.0 + Points::whole(1).0);
                }
            }
            from = Points(from.0 + weight.0);
            let _ = write!(svg, r#"<line class="sep" x1="{0}%" x2="{0}%" y1="15%" y2="85%"/>"#, x(from));
        }
        svg
    }
}

impl Part {
    fn got(&self) -> String {
        format!("{} из {}", words::points(self.weighted), self.weight)
    }

    fn full(&self) -> String {
        format!("{} из 100, вес {}", words::points(self.points), words::points(Points((self.weight, 100).into())))
    }
}
