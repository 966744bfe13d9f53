//! Scores of one organisation year by year. Another scale is shown and never compared.

use crate::ui::figures;
use askama::Template;
use askama::filters::HtmlSafe;
use otklik_domain::score::{Criterion, Exact};

/// One year.
#[derive(Debug, Clone)]
pub(crate) struct YearRow {
    pub(crate) year: i16,
    /// Of how many: 160 until 2018, 100 since.
    pub(crate) scale: u16,
    pub(crate) total: Option<Exact>,
    pub(crate) criteria: Vec<(Criterion, Exact)>,
    /// Against the year before in the same scale, in words.
    pub(crate) change: Option<String>,
    /// Where it was published, when not here.
    pub(crate) source: Option<String>,
    pub(crate) href: Option<String>,
}

/// The table.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/years/years.html")]
pub(crate) struct Years {
    pub(crate) rows: Vec<YearRow>,
}

impl HtmlSafe for Years {}

impl YearRow {
    fn said(&self) -> String {
        let total = self.total.as_ref().map_or_else(|| "нет".to_owned(), figures::brief);
        format!("{total} из {}", self.scale)
    }

    fn cells(&self) -> Vec<(&'static str, String)> {
        let of = |wanted| self.criteria.iter().find(|(c, _)| *c == wanted).map(|(_, points)| figures::brief(points));
        Criterion::ALL.map(|c| (figures::column(c), of(c).unwrap_or_else(|| figures::NONE.to_owned()))).into()
    }

    fn note(&self) -> String {
        match &self.change {
            _ if self.scale != 100 => "другая шкала: не сравниваем".to_owned(),
            Some(change) => change.clone(),
            None => String::new(),
        }
    }
}

impl Years {
    fn heads(&self) -> [&'static str; 5] {
        Criterion::ALL.map(figures::column)
    }

    fn has_other_scale(&self) -> bool {
        self.rows.iter().any(|row| row.scale != 100)
    }
}
