//! What everybody may see of a score: small counts are left out, figures stay.

use otklik_domain::rulebook::Part;
use otklik_domain::score::explain::{About, Explanation};
use otklik_domain::score::sampling::SmallCount;
use otklik_domain::score::{Basis, ScoreSheet, UnitSheet};
use std::sync::Arc;

/// Whether counts of so few people stand behind a part that they would speak of persons.
fn is_small(part: &Part, basis: &Basis, small: SmallCount) -> bool {
    match (part, basis) {
        (Part::AnswerShare { .. }, Basis::Of { whole, .. }) => !small.is_shown(*whole),
        _ => false,
    }
}

/// The sheet as everybody sees it.
pub(super) fn public_sheet(mut sheet: ScoreSheet, small: SmallCount) -> ScoreSheet {
    for units in [&mut sheet.units, &mut sheet.branches] {
        Arc::make_mut(units).iter_mut().for_each(|unit| public_unit(unit, small));
    }
    sheet
}

fn public_unit(unit: &mut UnitSheet, small: SmallCount) {
    for indicator in &mut unit.indicators {
        for part in &mut indicator.parts {
            if is_small(&part.part, &part.basis, small) {
                part.basis = Basis::Nothing;
                part.points = None;
                indicator.points = None;
            }
        }
    }
}

/// The explanation as everybody sees it; answers whether anything below was left out.
pub(super) fn public_explanation(node: &mut Explanation, small: SmallCount) -> bool {
    if let About::Part(part, basis) = &node.about
        && is_small(part, basis, small)
    {
        node.about = About::Part(part.clone(), Basis::Nothing);
        node.figure = None;
        node.calculation = None;
        node.rules.push(small.words());
        return true;
    }
    let mut is_hidden = false;
    for child in &mut node.children {
        is_hidden |= public_explanation(child, small);
    }
    if is_hidden && matches!(node.about, About::Place(_) | About::Indicator(_)) {
        node.calculation = None;
        if matches!(node.about, About::Place(_)) {
            node.figure = None;
        }
    }
    is_hidden && !matches!(node.about, About::Indicator(_))
}
