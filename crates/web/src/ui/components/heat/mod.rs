//! A table of points, organisation by criterion: a rating with its places, or tinted with the weakest first.
//!
//! In come points; out goes a table where tint, number and small bar say the same. What was not assessed is said.

use crate::ui::figures;
use askama::Template;
use askama::filters::HtmlSafe;
use otklik_domain::score::{Criterion, Exact};

/// One organisation, or a mean.
#[derive(Debug, Clone)]
pub(crate) struct HeatRow {
    /// «2–3», where places are shown.
    pub(crate) place: Option<String>,
    pub(crate) name: String,
    pub(crate) href: Option<String>,
    /// Its address name, where it can be picked for a comparison.
    pub(crate) slug: Option<String>,
    /// Under the name.
    pub(crate) sub: Option<String>,
    pub(crate) criteria: Vec<(Criterion, Exact)>,
    pub(crate) total: Option<Exact>,
}

/// The table.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/heat/heat.html")]
pub(crate) struct Heat {
    pub(crate) caption: String,
    /// Whether cells are tinted and have bars.
    pub(crate) is_tinted: bool,
    /// Links to other orders: address, words, whether it is the present one.
    pub(crate) orders: Vec<(String, String, bool)>,
    /// By what it stands, and whether the least comes first.
    pub(crate) order: Option<Order>,
    pub(crate) rows: Vec<HeatRow>,
    pub(crate) means: Vec<HeatRow>,
}

impl HtmlSafe for Heat {}

/// By what a table stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Order {
    /// A criterion, or the total.
    pub(crate) by: Option<Criterion>,
    /// The least first.
    pub(crate) is_ascending: bool,
}

/// A cell ready to be shown.
struct HeatCell {
    head: &'static str,
    text: String,
    tint: &'static str,
    width: String,
}

impl HeatRow {
    fn cells(&self) -> Vec<(&'static str, Option<HeatCell>)> {
        let of = |wanted| self.criteria.iter().find(|(c, _)| *c == wanted).map(|(_, points)| points);
        let cell = |criterion| {
            let head = figures::column(criterion);
            (
                head,
                of(criterion).map(|points| HeatCell {
                    head,
                    text: figures::brief(points),
                    tint: tint(points),
                    width: figures::width(points),
                }),
            )
        };
        Criterion::ALL.map(cell).into()
    }

    fn total_words(&self) -> String {
        self.total.as_ref().map_or_else(|| "нет".to_owned(), figures::two)
    }
}

impl Heat {
    fn heads(&self) -> Vec<(&'static str, &'static str)> {
        let mut heads: Vec<_> =
            Criterion::ALL.map(|criterion| (figures::column(criterion), self.sorted(Some(criterion)))).into();
        heads.push(("Общий балл", self.sorted(None)));
        heads
    }

    /// The attribute that tells by which column the table stands.
    fn sorted(&self, by: Option<Criterion>) -> &'static str {
        match self.order {
            Some(order) if order.by == by && order.is_ascending => " aria-sort=\"ascending\"",
            Some(order) if order.by == by => " aria-sort=\"descending\"",
            _ => "",
        }
    }

    fn has_picks(&self) -> bool {
        self.rows.iter().any(|row| row.slug.is_some())
    }

    fn has_places(&self) -> bool {
        self.rows.iter().any(|row| row.place.is_some())
    }
}

/// Below 70 is what must be acted on; then a step each ten points.
fn tint(points: &Exact) -> &'static str {
    const STEPS: [(i64, &str); 4] = [(70, "o-h5"), (80, "o-h4"), (90, "o-h3"), (97, "o-h2")];
    STEPS.into_iter().find(|(below, _)| *points < Exact::whole(*below)).map_or("o-h1", |(_, tint)| tint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_says_its_number_beside_its_tint() {
        let row = |points: &str| HeatRow {
            place: None,
            name: "Клуб".into(),
            href: None,
            slug: None,
            sub: None,
            criteria: Criterion::ALL.into_iter().take(4).map(|c| (c, Exact::parse(points).unwrap())).collect(),
            total: None,
        };
        let heat =
            |rows| Heat { caption: String::new(), is_tinted: true, orders: vec![], order: None, rows, means: vec![] };
        for (points, tint) in [("69.99", "o-h5"), ("70", "o-h4"), ("80", "o-h3"), ("96.9", "o-h2"), ("97", "o-h1")] {
            let html = heat(vec![row(points)]).render().unwrap();
            assert!(html.contains(&format!("o-h {tint}")), "{points}: {html}");
            assert!(html.contains(&points.replace('.', ",")) && html.contains("не оценивали"), "{html}");
        }
    }
}
