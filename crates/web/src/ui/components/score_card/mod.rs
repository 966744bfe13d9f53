//! The score card: five criteria with bars in both scales, the total derived from them.
//!
//! In come scores as printed and as derived; out go rows. A criterion nobody assessed is said, never drawn as zero.

use crate::ui::words;
use askama::Template;
use askama::filters::HtmlSafe;
use otklik_domain::score::{Criterion, IndicatorScore, Points};

/// One criterion.
#[derive(Debug, Clone)]
pub(crate) struct CriterionRow {
    pub(crate) criterion: Criterion,
    pub(crate) value: Option<Points>,
    pub(crate) is_weakest: bool,
    pub(crate) href: Option<String>,
    /// Its indicators in both scales, where the card shows them.
    pub(crate) indicators: Vec<IndicatorScore>,
}

/// The card.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/score_card/card.html")]
pub(crate) struct ScoreCard {
    pub(crate) rows: Vec<CriterionRow>,
    pub(crate) year: Option<i16>,
}

impl HtmlSafe for ScoreCard {}

impl CriterionRow {
    fn shown(&self) -> String {
        self.value.map_or_else(String::new, words::points_brief)
    }

    /// Indicators as shown: name, points of 100, points of their weight.
    fn both_scales(&self) -> Vec<(String, String, String)> {
        let shown = |i: &IndicatorScore| {
            let weighted = format!("{} из {}", words::points_brief(i.weighted), i.weight);
            (i.indicator.to_string(), words::points_brief(i.points), weighted)
        };
        self.indicators.iter().map(shown).collect()
    }

    fn name(&self) -> &'static str {
        short_name(self.criterion)
    }

    /// Width of the bar for SVG: «77.5%». Values out of scale are cut to it.
    fn width(&self) -> String {
        let value = self.value.unwrap_or(Points::whole(0)).clamp(Points::whole(0), Points::whole(100));
        format!("{}%", value.to_decimals(1))
    }
}

impl ScoreCard {
    /// Rows of the five criteria; the weakest is the lowest below 100, when there is one such.
    pub(crate) fn new(
        values: &[(Criterion, Points)],
        year: Option<i16>,
        href: impl Fn(Criterion) -> Option<String>,
    ) -> Self {
        let weakest = weakest(values).map(|(criterion, _)| criterion);
        let rows = Criterion::ALL
            .into_iter()
            .map(|criterion| CriterionRow {
                criterion,
                value: values.iter().find(|(c, _)| *c == criterion).map(|(_, v)| *v),
                is_weakest: Some(criterion) == weakest,
                href: href(criterion),
                indicators: Vec::new(),
            })
            .collect();
        ScoreCard { rows, year }
    }

    /// The same card with indicators under their criteria.
    #[must_use]
    pub(crate) fn with_indicators(mut self, indicators: &[IndicatorScore]) -> Self {
        for row in &mut self.rows {
            let own = indicators.iter().filter(|i| i.indicator.criterion() == row.criterion);
            row.indicators = own.cloned().collect();
        }
        self
    }

    fn has_indicators(&self) -> bool {
        self.rows.iter().any(|row| !row.indicators.is_empty())
    }

    fn column(&self) -> String {
        self.year.map_or_else(|| "Балл".to_owned(), |y| y.to_string())
    }
}

/// The lowest criterion, unless all have full points.
pub(crate) fn weakest(values: &[(Criterion, Points)]) -> Option<(Criterion, Points)> {
    values.iter().copied().filter(|(_, v)| *v < Points::whole(100)).min_by_key(|(c, v)| (*v, *c))
}

/// A criterion's name for headings: shorter than the official one.
pub(crate) fn short_name(criterion: Criterion) -> &'static str {
    match criterion.number() {
        1 => "Открытость и доступность информации",
        2 => "Комфортность условий",
        3 => "Доступность услуг для инвалидов",
        4 => "Доброжелательность, вежливость работников",
        _ => "Удовлетворённость условиями",
    }
}
