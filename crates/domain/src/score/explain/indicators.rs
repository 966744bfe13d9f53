//! Indicators of the organisation: one place, several averaged, several added up, or nobody to ask.

use super::node::{About, Explanation, Figure, Reference};
use super::parts::{part, place_name};
use super::terms;
use crate::rulebook::{IndicatorRule, Rulebook};
use crate::score::{
    Assessed, BranchRule, EmptyRule, Exact, IndicatorPoints, PartValue, ScoreSheet, UnitIndicator, name_of_part,
};

/// The indicators of the sheet, opened.
pub(super) struct Opened<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) assessed: &'a Assessed,
    pub(super) sheet: &'a ScoreSheet,
}

impl Opened<'_> {
    pub(super) fn indicator(&self, rule: &IndicatorRule) -> Explanation {
        let mut node = Explanation::new(About::Indicator(rule.indicator), rule.title.clone());
        node.formula = (!rule.formula.is_empty()).then(|| rule.formula.clone());
        node.reference = Some(Reference::new(self.rulebook, &rule.source));
        if let Some(points) = self.sheet.indicator(rule.indicator) {
            self.fill(&mut node, rule, points);
        }
        node
    }

    fn fill(&self, node: &mut Explanation, rule: &IndicatorRule, points: &IndicatorPoints) {
        if let Some(counts) = &points.points {
            let exact = points.exact.clone().unwrap_or_else(|| counts.clone());
            let weighted = points.weighted().map(|weighted| (weighted, points.weight_percent));
            node.figure = Some(Figure { points: counts.clone(), exact, weighted });
        }
        let places = self.places(rule);
        node.calculation = match (&points.exact, &points.points) {
            (Some(exact), Some(counts)) => Some(terms::equation(expression(&places), exact, counts)),
            (None, Some(instead)) => self.instead(rule, instead),
            _ => None,
        };
        if points.exact.is_none() {
            node.rules.push(self.sheet.policy.empty.words().to_owned());
        }
        node.children = match places.as_slice() {
            [(at, one)] => {
                node.rules.extend(self.lone(one));
                let own = (!self.is_pooled()).then_some(*at);
                self.parts(one, own)
            }
            many => many.iter().map(|(at, indicator)| self.place(*at, indicator)).collect(),
        };
        if self.sheet.branches.len() > 1 && points.exact.is_some() {
            node.rules.push(self.sheet.policy.branches.words().to_owned());
        }
    }

    fn is_pooled(&self) -> bool {
        self.sheet.policy.branches == BranchRule::Pooled && self.assessed.units.len() > 1
    }

    fn places(&self, rule: &IndicatorRule) -> Vec<(usize, &UnitIndicator)> {
        let units = self.sheet.units.iter().enumerate();
        units.filter_map(|(at, u)| Some((at, u.indicators.iter().find(|i| i.indicator == rule.indicator)?))).collect()
    }

    fn place(&self, at: usize, indicator: &UnitIndicator) -> Explanation {
        let title = self.assessed.units.get(at).map_or_else(String::new, |unit| place_name(at, unit));
        let mut node = Explanation::new(About::Place(at), title);
        node.figure = indicator.points.as_ref().map(Figure::plain);
        node.calculation =
            indicator.points.as_ref().map(|points| terms::equation(terms::of_parts(&known(indicator)), points, points));
        node.rules.extend(self.lone(indicator));
        node.children = self.parts(indicator, Some(at));
        node
    }

    fn parts(&self, indicator: &UnitIndicator, place: Option<usize>) -> Vec<Explanation> {
        let is_alone = known(indicator).len() == 1;
        indicator.parts.iter().map(|value| part(self.rulebook, self.assessed, value, place, is_alone)).collect()
    }

    fn lone(&self, indicator: &UnitIndicator) -> Option<String> {
        indicator.points.as_ref()?;
        let missing = indicator.parts.iter().find(|part| part.points.is_none())?;
        let name = name_of_part(self.rulebook, &missing.part);
        Some(format!("посчитан по одной составляющей: нет данных для «{name}»"))
    }

    /// What the rule for empty indicators put in.
    fn instead(&self, rule: &IndicatorRule, instead: &Exact) -> Option<String> {
        if self.sheet.policy.empty != EmptyRule::Mean {
            return None;
        }
        let others: Vec<&Exact> = self
            .sheet
            .indicators
            .iter()
            .filter(|i| i.indicator.criterion() == rule.indicator.criterion() && i.exact.is_some())
            .filter_map(|i| i.points.as_ref())
            .collect();
        let exact = Exact::mean(others.iter().copied())?;
        let values: Vec<String> = others.into_iter().map(terms::shown).collect();
        Some(terms::equation(terms::mean(&values), &exact, instead))
    }
}

fn known(indicator: &UnitIndicator) -> Vec<&PartValue> {
    indicator.parts.iter().filter(|part| part.points.is_some()).collect()
}

/// The formula of the only place, or the mean of those that have the indicator.
fn expression(places: &[(usize, &UnitIndicator)]) -> String {
    if let [(_, one)] = places {
        return terms::of_parts(&known(one));
    }
    let values: Vec<String> = places.iter().filter_map(|(_, i)| i.points.as_ref()).map(terms::shown).collect();
    terms::mean(&values)
}
