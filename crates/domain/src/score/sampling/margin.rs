//! How much noise a figure carries: from shares of answers up to the total.

use crate::rulebook::Part;
use crate::score::{
    Basis, Criterion, EmptyRule, Exact, IndicatorPoints, PartValue, ScoreSheet, Subject, UnitIndicator, sampling::Share,
};

/// How far the truth may lie from a figure («погрешность»), in points, either way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Margin {
    /// So much lower.
    pub below: Exact,
    /// So much higher.
    pub above: Exact,
}

impl Margin {
    /// No noise: what inspectors counted is not a sample.
    pub fn none() -> Self {
        Margin { below: Exact::zero(), above: Exact::zero() }
    }

    fn plus(&self, other: &Margin, share: &Exact) -> Margin {
        Margin { below: &self.below + &(&other.below * share), above: &self.above + &(&other.above * share) }
    }

    fn mean(all: &[Margin]) -> Option<Margin> {
        Some(Margin {
            below: Exact::mean(all.iter().map(|margin| &margin.below))?,
            above: Exact::mean(all.iter().map(|margin| &margin.above))?,
        })
    }
}

/// A figure before rounding, with its noise («значение с погрешностью»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// What it is about.
    pub subject: Subject,
    /// The figure, not rounded: rounding would hide or make small changes.
    pub points: Exact,
    /// Its noise.
    pub margin: Margin,
}

/// Every indicator, criterion and total of a score with its noise.
///
/// A share of answers has the two sides of its Wilson interval; what inspectors counted has none. Sides are added up by
/// the same weights as the figures: the same people answer all questions, so their errors may go together, and the sum
/// of the sides is the most they can make. It is wide rather than false. Criteria that do not count are given too.
pub fn estimates(sheet: &ScoreSheet) -> Vec<Estimate> {
    let mut all = Vec::new();
    let mut used = Vec::new();
    for points in &sheet.criteria {
        let own = of_indicators(sheet, points.criterion);
        let criterion = sum(&own, Subject::Criterion(points.criterion));
        all.extend(own.into_iter().map(|(_, estimate)| estimate));
        if points.points.is_some() {
            used.extend(points.is_used.then(|| criterion.clone()));
            all.push(criterion);
        }
    }
    if let Some(share) = Exact::ratio(1, used.len()) {
        let weighted: Vec<(Exact, Estimate)> = used.into_iter().map(|estimate| (share.clone(), estimate)).collect();
        all.push(sum(&weighted, Subject::Total));
    }
    all
}

fn sum(parts: &[(Exact, Estimate)], subject: Subject) -> Estimate {
    let start = Estimate { subject, points: Exact::zero(), margin: Margin::none() };
    parts.iter().fold(start, |sum, (share, part)| Estimate {
        subject,
        points: &sum.points + &(&part.points * share),
        margin: sum.margin.plus(&part.margin, share),
    })
}

/// The indicators of a criterion that have points, each with its share of the criterion.
fn of_indicators(sheet: &ScoreSheet, criterion: Criterion) -> Vec<(Exact, Estimate)> {
    let own: Vec<&IndicatorPoints> =
        sheet.indicators.iter().filter(|i| i.indicator.criterion() == criterion && i.points.is_some()).collect();
    let known: Vec<Margin> = own.iter().filter_map(|i| of_indicator(sheet, i)).collect();
    let instead = match sheet.policy.empty {
        EmptyRule::Mean => Margin::mean(&known),
        EmptyRule::Zero | EmptyRule::Renormalise => None,
    };
    let estimate = |i: &&IndicatorPoints| {
        let margin = of_indicator(sheet, i).or_else(|| instead.clone()).unwrap_or_else(Margin::none);
        let points = i.exact.clone().or_else(|| i.points.clone())?;
        Some((i.share.clone(), Estimate { subject: Subject::Indicator(i.indicator), points, margin }))
    };
    own.iter().filter_map(estimate).collect()
}

fn of_indicator(sheet: &ScoreSheet, points: &IndicatorPoints) -> Option<Margin> {
    points.exact.as_ref()?;
    let at_places = sheet.units.iter().flat_map(|unit| &unit.indicators);
    let own = at_places.filter(|i| i.indicator == points.indicator && i.points.is_some());
    Margin::mean(&own.filter_map(at_place).collect::<Vec<_>>())
}

fn at_place(indicator: &UnitIndicator) -> Option<Margin> {
    let known = indicator.parts.iter().filter(|part| part.points.is_some());
    Margin::mean(&known.map(of_part).collect::<Vec<_>>())
}

fn of_part(value: &PartValue) -> Margin {
    let (Part::AnswerShare { .. }, Basis::Of { part, whole }) = (&value.part, &value.basis) else {
        return Margin::none();
    };
    let share = Share { yes: *part, n: *whole };
    match (share.points(), share.fine_bounds()) {
        (Some(points), Some((low, high))) => Margin { below: &points - &low, above: &high - &points },
        _ => Margin::none(),
    }
}
