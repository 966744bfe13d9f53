//! The total and its criteria.

use super::indicators::Opened;
use super::node::{About, Explanation, Figure, Reference};
use super::terms;
use crate::rulebook::Rulebook;
use crate::score::{Assessed, Criterion, CriterionPoints, Exact, ScoreSheet};

/// Opens a score («раскрытие оценки»): the total, its criteria, their indicators, parts, counts and items.
///
/// # Example
/// Indicator 1.1 of case A: «1/2 × (14/17 + 17/19) × 100 = 85,913313… → 86», 86 of 100 or 25,8 of 30.
pub fn explain(rulebook: &Rulebook, assessed: &Assessed, sheet: &ScoreSheet) -> Explanation {
    let opened = Opened { rulebook, assessed, sheet };
    let mut node = Explanation::new(About::Total, "Итоговая оценка");
    node.figure = sheet.total.as_ref().zip(sheet.exact.as_ref()).map(|(points, exact)| Figure {
        points: points.clone(),
        exact: exact.clone(),
        weighted: None,
    });
    node.formula = letters_of_total(sheet);
    node.calculation = node.figure.as_ref().map(|figure| {
        let values: Vec<String> = counted(sheet).filter_map(|c| c.points.as_ref()).map(terms::shown).collect();
        printed(terms::equation(terms::mean(&values), &figure.exact, &figure.points), &figure.points)
    });
    let kind = sheet.kind.as_deref().and_then(|kind| rulebook.kind(kind));
    node.reference = kind.map(|kind| Reference::new(rulebook, &kind.source));
    node.rules = rules(sheet, kind.map(|kind| kind.title.as_str()));
    node.children = sheet.criteria.iter().map(|points| criterion(&opened, points)).collect();
    node
}

/// Criteria and the total are printed with two decimals; what counts may have more.
fn printed(calculation: String, points: &Exact) -> String {
    let two = points.round_half_up(2);
    if two == *points { calculation } else { format!("{calculation}, печатается {}", terms::shown(&two)) }
}

fn counted(sheet: &ScoreSheet) -> impl Iterator<Item = &CriterionPoints> {
    sheet.criteria.iter().filter(|c| c.is_used && c.points.is_some())
}

fn letters_of_total(sheet: &ScoreSheet) -> Option<String> {
    let letters: Vec<String> = counted(sheet).map(|c| format!("К{}", c.criterion.number())).collect();
    (!letters.is_empty()).then(|| format!("S = {}", terms::mean(&letters)))
}

fn rules(sheet: &ScoreSheet, kind: Option<&str>) -> Vec<String> {
    let mut rules = vec![sheet.policy.rounding.words().to_owned()];
    if sheet.branches.len() > 1 {
        rules.push(sheet.policy.branches.words().to_owned());
    }
    if let Some(title) = kind {
        let used: Vec<String> =
            sheet.criteria.iter().filter(|c| c.is_used).map(|c| c.criterion.number().to_string()).collect();
        let word = if used.len() == 1 { "критерию" } else { "критериям" };
        rules.push(format!("вид организации – «{title}»: оценивается по {word} {}", used.join(", ")));
    }
    rules
}

fn criterion(opened: &Opened<'_>, points: &CriterionPoints) -> Explanation {
    let criterion = points.criterion;
    let mut node = Explanation::new(About::Criterion(criterion), opened.rulebook.criterion_title(criterion));
    let own = opened.rulebook.criteria.iter().find(|rule| rule.criterion == criterion);
    node.reference = own.map(|rule| Reference::new(opened.rulebook, &rule.source));
    node.figure = points.points.as_ref().zip(points.exact.as_ref()).map(|(points, exact)| Figure {
        points: points.clone(),
        exact: exact.clone(),
        weighted: None,
    });
    node.formula = letters(opened.rulebook, criterion);
    node.calculation = node.figure.as_ref().map(|figure| {
        printed(terms::equation(numbers(opened.sheet, criterion), &figure.exact, &figure.points), &figure.points)
    });
    node.rules = rules_of_criterion(opened.sheet, points);
    node.children = opened.rulebook.indicators_of(criterion).map(|rule| opened.indicator(rule)).collect();
    node
}

/// «К1 = 0,3 × П1.1 + 0,3 × П1.2 + 0,4 × П1.3»
fn letters(rulebook: &Rulebook, criterion: Criterion) -> Option<String> {
    let term = |rule: &crate::rulebook::IndicatorRule| {
        let weight = &Exact::whole(rule.weight_percent) / 100;
        format!("{} × П{}", terms::weight(&weight), rule.indicator)
    };
    let terms: Vec<String> = rulebook.indicators_of(criterion).map(term).collect();
    (!terms.is_empty()).then(|| format!("К{} = {}", criterion.number(), terms.join(" + ")))
}

fn numbers(sheet: &ScoreSheet, criterion: Criterion) -> String {
    let own = sheet.indicators.iter().filter(|i| i.indicator.criterion() == criterion);
    let terms: Vec<String> = own
        .filter_map(|i| Some(format!("{} × {}", terms::weight(&i.share), terms::shown(i.points.as_ref()?))))
        .collect();
    terms.join(" + ")
}

fn rules_of_criterion(sheet: &ScoreSheet, points: &CriterionPoints) -> Vec<String> {
    let mut rules = Vec::new();
    if !points.is_used {
        rules.push("для этого вида организации в итог не входит".to_owned());
    } else if points.points.is_none() {
        rules.push("не определён ни по одному показателю и в среднее не вошёл".to_owned());
    }
    let own = sheet.indicators.iter().filter(|i| i.indicator.criterion() == points.criterion);
    let left_out: Vec<String> = own.filter(|i| i.points.is_none()).map(|i| i.indicator.to_string()).collect();
    if !left_out.is_empty() && points.points.is_some() {
        let names = match left_out.as_slice() {
            [one] => format!("показатель {one} исключён"),
            many => format!("показатели {} исключены", many.join(", ")),
        };
        rules.push(format!("{names}, веса остальных пересчитаны до единицы"));
    }
    rules
}
