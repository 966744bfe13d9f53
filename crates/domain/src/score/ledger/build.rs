//! Losses from the parts up to the total; every step hands on exactly what it got.

use super::atoms::{Atom, atoms};
use super::close::closed;
use super::{Effect, Ledger, LedgerKey, LedgerLine, LossCause, words};
use crate::rulebook::{IndicatorRule, Rulebook};
use crate::score::{
    Assessed, BranchRule, CriterionPoints, Exact, IndicatorPoints, PartValue, ScoreSheet, Subject, score,
};
use std::collections::HashMap;

/// The ledger of a score («составление ведомости потерь»).
///
/// What a part lacks is split over what is missing in it: equally over the absent items of a list, by people over
/// places that were pooled. It then counts through the mean of the parts, the mean of the places, the indicator's share
/// of the criterion and the criterion's share of the total, all as the score really had them. What rounding took or gave
/// is a line of its own at each figure that was rounded, so that every figure's lines add up to 100 less the figure.
pub fn ledger(rulebook: &Rulebook, assessed: &Assessed, sheet: &ScoreSheet) -> Ledger {
    let mut ledger = Ledger { total: sheet.total.clone(), lines: lines(rulebook, assessed, sheet) };
    gains(rulebook, assessed, sheet, &mut ledger);
    ledger
}

/// The same ledger without what closing each line brings («потери баллов»): many times quicker, for whole rounds.
pub fn losses(rulebook: &Rulebook, assessed: &Assessed, sheet: &ScoreSheet) -> Ledger {
    Ledger { total: sheet.total.clone(), lines: lines(rulebook, assessed, sheet) }
}

/// The lines with their losses, without what closing them brings.
pub(super) fn lines(rulebook: &Rulebook, assessed: &Assessed, sheet: &ScoreSheet) -> Vec<LedgerLine> {
    let mut made = Made { rulebook, assessed, sheet, lines: Vec::new() };
    for criterion in sheet.criteria.iter().filter(|c| c.points.is_some()) {
        made.criterion(criterion);
    }
    made.rounding(Subject::Total, sheet.exact.as_ref(), sheet.total.as_ref(), &Scales::of_total());
    made.lines
}

/// By what a loss of one figure counts in the figures above it.
struct Scales {
    indicator: Exact,
    criterion: Exact,
    total: Exact,
}

impl Scales {
    fn of_total() -> Self {
        Scales { indicator: Exact::zero(), criterion: Exact::zero(), total: Exact::whole(1) }
    }

    fn of(&self, loss: &Exact) -> Effect {
        Effect { indicator: loss * &self.indicator, criterion: loss * &self.criterion, total: loss * &self.total }
    }
}

struct Made<'a> {
    rulebook: &'a Rulebook,
    assessed: &'a Assessed,
    sheet: &'a ScoreSheet,
    lines: Vec<LedgerLine>,
}

impl Made<'_> {
    fn criterion(&mut self, criterion: &CriterionPoints) {
        let counted = if criterion.is_used { Exact::ratio(1, self.sheet.n_criteria_used()) } else { None };
        let total = counted.unwrap_or_else(Exact::zero);
        let sheet = self.sheet;
        for points in sheet.indicators.iter().filter(|i| i.indicator.criterion() == criterion.criterion) {
            let scales =
                Scales { indicator: Exact::whole(1), criterion: points.share.clone(), total: &total * &points.share };
            self.indicator(points, &scales);
        }
        let scales = Scales { indicator: Exact::zero(), criterion: Exact::whole(1), total };
        let subject = Subject::Criterion(criterion.criterion);
        self.rounding(subject, criterion.exact.as_ref(), criterion.points.as_ref(), &scales);
    }

    fn indicator(&mut self, points: &IndicatorPoints, scales: &Scales) {
        let subject = Subject::Indicator(points.indicator);
        match (&points.exact, &points.points) {
            (None, Some(instead)) => {
                let loss = &Exact::whole(100) - instead;
                self.push(LedgerKey { place: None, subject, part: None, cause: LossCause::Empty }, &loss, scales);
            }
            (Some(_), _) => {
                if let Some(rule) = self.rulebook.indicator(points.indicator) {
                    self.parts(rule, scales);
                }
                self.rounding(subject, points.exact.as_ref(), points.points.as_ref(), scales);
            }
            (None, None) => {}
        }
    }

    fn parts(&mut self, rule: &IndicatorRule, scales: &Scales) {
        let sheet = self.sheet;
        let of_rule = |unit: &'_ crate::score::UnitSheet| {
            unit.indicators.iter().find(|i| i.indicator == rule.indicator && i.points.is_some()).cloned()
        };
        let at_places: Vec<_> = sheet.units.iter().enumerate().filter_map(|(n, u)| Some((n, of_rule(u)?))).collect();
        let n_places = at_places.len() as u64;
        for (place, indicator) in at_places {
            let n_known = indicator.parts.iter().filter(|part| part.points.is_some()).count() as u64;
            for (at, value) in indicator.parts.iter().enumerate() {
                if let Some(points) = &value.points {
                    let loss = &(&(&Exact::whole(100) - points) / n_known) / n_places;
                    self.part(rule, place, (at, value), &loss, scales);
                }
            }
        }
    }

    /// Splits the loss of a part over what is missing in it, at one place or at all that were pooled.
    fn part(
        &mut self,
        rule: &IndicatorRule,
        place: usize,
        (at, value): (usize, &PartValue),
        loss: &Exact,
        to: &Scales,
    ) {
        let places = if is_pooled(self.sheet, self.assessed) { 0..self.assessed.units.len() } else { place..place + 1 };
        let own_place = (places.len() == 1).then_some(place);
        let units = self.assessed.units.iter().enumerate().skip(places.start).take(places.len());
        let rulebook = self.rulebook;
        let missing: Vec<(usize, Atom)> =
            units.flat_map(|(n, unit)| atoms(rulebook, &value.part, unit).into_iter().map(move |a| (n, a))).collect();
        let sum = missing.iter().fold(Exact::zero(), |sum, (_, atom)| &sum + &atom.weight);
        if sum.is_zero() && !loss.is_zero() {
            let subject = Subject::Indicator(rule.indicator);
            let key = LedgerKey { place: own_place, subject, part: Some(at), cause: LossCause::TooFewApply };
            self.push(key, loss, to);
        }
        for (n, atom) in missing {
            let own = loss * &quotient(&atom.weight, &sum);
            self.push(LedgerKey::at(n, rule.indicator, at, atom.cause), &own, to);
        }
    }

    fn rounding(&mut self, subject: Subject, exact: Option<&Exact>, points: Option<&Exact>, scales: &Scales) {
        if let (Some(exact), Some(points)) = (exact, points)
            && exact != points
        {
            let key = LedgerKey { place: None, subject, part: None, cause: LossCause::Rounding };
            self.push(key, &(exact - points), scales);
        }
    }

    fn push(&mut self, key: LedgerKey, loss: &Exact, scales: &Scales) {
        let title = words::title(self.rulebook, self.sheet, &key);
        let branch = key.place.and_then(|place| self.assessed.units.get(place)).and_then(|unit| unit.branch.clone());
        self.lines.push(LedgerLine { key, branch, title, loss: scales.of(loss), alone: None });
    }
}

fn is_pooled(sheet: &ScoreSheet, assessed: &Assessed) -> bool {
    sheet.policy.branches == BranchRule::Pooled && assessed.units.len() > 1
}

fn quotient(part: &Exact, whole: &Exact) -> Exact {
    let ((pn, pd), (wn, wd)) = (part.parts(), whole.parts());
    Exact::ratio(pn * wd, pd * wn).unwrap_or_else(Exact::zero)
}

/// What closing each line alone brings; items of one list at one place bring the same, so they are scored once.
fn gains(rulebook: &Rulebook, assessed: &Assessed, sheet: &ScoreSheet, ledger: &mut Ledger) {
    let mut known: HashMap<LedgerKey, Effect> = HashMap::new();
    for line in ledger.lines.iter_mut().filter(|line| line.key.is_closable()) {
        let alike = match &line.key.cause {
            LossCause::Item(_) => LedgerKey { cause: LossCause::Item(String::new()), ..line.key.clone() },
            _ => line.key.clone(),
        };
        let effect = known.entry(alike).or_insert_with(|| {
            let (after, _) = closed(rulebook, assessed, [&line.key]);
            effect(line.key.subject, sheet, &score(rulebook, &after, &sheet.policy))
        });
        line.alone = Some(effect.clone());
    }
}

/// By how much an indicator, its criterion and the total rise from one score to another.
pub(super) fn effect(subject: Subject, before: &ScoreSheet, after: &ScoreSheet) -> Effect {
    let rise = |of: &dyn Fn(&ScoreSheet) -> Option<Exact>| {
        of(before).zip(of(after)).map_or_else(Exact::zero, |(before, after)| &after - &before)
    };
    let Subject::Indicator(indicator) = subject else {
        return Effect { indicator: Exact::zero(), criterion: Exact::zero(), total: rise(&|s| s.total.clone()) };
    };
    Effect {
        indicator: rise(&|s| s.indicator(indicator)?.points.clone()),
        criterion: rise(&|s| s.criterion(indicator.criterion())?.points.clone()),
        total: rise(&|s| s.total.clone()),
    }
}
