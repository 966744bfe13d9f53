//! Reports of many organisations put together.

use super::{Report, ReportPeriod, ReportRow, Standing, Summary};
use crate::Date;
use crate::ids::OrganisationId;
use crate::score::Criterion;
use std::collections::BTreeMap;

/// Where the rows of an organisation come from («источник строк»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Its own report, frozen under a number.
    Sent {
        /// The number.
        number: i64,
        /// The day it was sent.
        on: Date,
    },
    /// It sent nothing: what is known on the day.
    Register,
}

/// What one organisation brings («вклад организации»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its municipality, where known.
    pub territory: Option<String>,
    /// Where the rows come from.
    pub origin: Origin,
    /// Its report.
    pub report: Report,
}

/// A part of the whole with its sums («строка свода»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub name: String,
    /// Organisations in it.
    pub n_organisations: usize,
    /// Its sums.
    pub summary: Summary,
}

/// Reports of many organisations put together («сводный отчёт»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consolidated {
    /// What it speaks of.
    pub period: ReportPeriod,
    /// The day it speaks from.
    pub as_of: Date,
    /// What each organisation brings, by municipality and name.
    pub contributions: Vec<Contribution>,
    /// Organisations without a plan in the period, by name.
    pub without_plan: Vec<String>,
}

/// Puts reports together: by municipality, then by name; organisations without a municipality come last.
pub fn consolidate(
    period: ReportPeriod,
    as_of: Date,
    mut contributions: Vec<Contribution>,
    mut without_plan: Vec<String>,
) -> Consolidated {
    contributions.sort_by(|a, b| key(a).cmp(&key(b)));
    without_plan.sort();
    Consolidated { period, as_of, contributions, without_plan }
}

fn key(it: &Contribution) -> (bool, Option<&str>, &str, OrganisationId) {
    (it.territory.is_none(), it.territory.as_deref(), &it.name, it.organisation)
}

impl Consolidated {
    /// The sum of all.
    pub fn summary(&self) -> Summary {
        self.contributions.iter().fold(Summary::default(), |sum, it| sum.and(it.report.summary()))
    }

    /// Sums by criterion, in the order of the law; rows without one come last.
    pub fn by_criterion(&self) -> Vec<(Option<Criterion>, Summary)> {
        let mut all: BTreeMap<(bool, Option<Criterion>), Summary> = BTreeMap::new();
        for (criterion, summary) in self.contributions.iter().flat_map(|it| it.report.by_criterion()) {
            let sum = all.entry((criterion.is_none(), criterion)).or_default();
            *sum = sum.and(summary);
        }
        all.into_iter().map(|((_, criterion), sum)| (criterion, sum)).collect()
    }

    /// Sums by municipality, in order; those without one last.
    pub fn by_territory(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for it in &self.contributions {
            let name = it.territory.clone().unwrap_or_else(|| "Территория не указана".to_owned());
            match parts.last_mut().filter(|part| part.name == name) {
                Some(part) => {
                    part.summary = part.summary.and(it.report.summary());
                    part.n_organisations += 1;
                }
                None => parts.push(Part { name, n_organisations: 1, summary: it.report.summary() }),
            }
        }
        parts
    }

    /// Sums by organisation.
    pub fn by_organisation(&self) -> Vec<Part> {
        let part = |it: &Contribution| Part { name: it.name.clone(), n_organisations: 1, summary: it.report.summary() };
        self.contributions.iter().map(part).collect()
    }

    /// Late rows with their organisations, the latest first within each.
    pub fn late(&self) -> Vec<(&Contribution, &ReportRow, i32)> {
        let of = |it| late_of(it);
        self.contributions.iter().flat_map(of).collect()
    }

    /// Organisations that sent nothing of their own.
    pub fn n_unsent(&self) -> usize {
        self.contributions.iter().filter(|it| it.origin == Origin::Register).count()
    }
}

fn late_of(it: &Contribution) -> Vec<(&Contribution, &ReportRow, i32)> {
    let days = |row: &ReportRow| match row.standing {
        Standing::Late(days) => Some(days),
        _ => None,
    };
    let mut late: Vec<_> = it.report.rows.iter().filter_map(|row| Some((it, row, days(row)?))).collect();
    late.sort_by_key(|(_, row, days)| (-days, row.measure));
    late
}
