//! Whether a figure really moved between two rounds, or only its noise did.

use super::margin::{Estimate, estimates};
use super::root::floor_less_root;
use crate::score::{Exact, ScoreSheet, Subject};
use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// How a figure moved between two rounds («изменение между оценками»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub subject: Subject,
    /// Then, not rounded.
    pub before: Exact,
    /// Now, not rounded.
    pub after: Exact,
    /// Now less then.
    pub difference: Exact,
    /// Lower bound of the difference, hundredths of a point, rounded down.
    pub low_hundredths: i64,
    /// Upper bound, rounded up.
    pub high_hundredths: i64,
    /// Whether it exceeds the noise: nought lies outside the bounds.
    pub is_noticeable: bool,
}

impl Change {
    /// The verdict in words.
    pub fn words(&self) -> &'static str {
        match (self.is_noticeable, self.difference.is_negative()) {
            (true, false) => "заметно выше",
            (true, true) => "заметно ниже",
            (false, _) if self.difference.is_zero() => "без изменений",
            (false, _) => "в пределах погрешности",
        }
    }
}

/// How each figure that both rounds have moved.
///
/// Two rounds ask different people, so their noise is independent: by Newcombe's method the lower bound of the
/// difference is `d − √(below(after)² + above(before)²)`, the upper one `d + √(above(after)² + below(before)²)`. For a
/// single share these are the sides of the two Wilson intervals; for an indicator of two parts, a criterion and the total
/// the sides are added up as [`estimates`] says, so a change is called noticeable rather too seldom than too often.
/// What inspectors counted has no noise: any change of it is noticeable.
///
/// # Example
/// 80 of 100 after 70 of 100: 10 points, bounds −2,03 to 21,68: within the noise. 800 of 1000 after 700 of 1000:
/// 6,21 to 13,75, noticeable.
pub fn changes(before: &ScoreSheet, after: &ScoreSheet) -> Vec<Change> {
    let then = estimates(before);
    let of = |now: Estimate| change(then.iter().find(|then| then.subject == now.subject)?, &now);
    estimates(after).into_iter().filter_map(of).collect()
}

fn change(before: &Estimate, after: &Estimate) -> Option<Change> {
    let difference = &after.points - &before.points;
    let down = &square(&after.margin.below) + &square(&before.margin.above);
    let up = &square(&after.margin.above) + &square(&before.margin.below);
    let noise = if difference.is_negative() { &up } else { &down };
    Some(Change {
        subject: after.subject,
        before: before.points.clone(),
        after: after.points.clone(),
        low_hundredths: low(&difference, &down)?,
        high_hundredths: low(&(&Exact::zero() - &difference), &up)?.checked_neg()?,
        is_noticeable: square(&difference) > *noise,
        difference,
    })
}

fn square(value: &Exact) -> Exact {
    value * value
}

/// `difference − √squares` in hundredths, rounded down.
fn low(difference: &Exact, squares: &Exact) -> Option<i64> {
    let ((dn, dd), (qn, qd)) = (difference.parts(), squares.parts());
    let x = dn * &qd * 100_u8;
    let y = &dd * &dd * BigInt::from(10_000_u32) * qn * &qd;
    floor_less_root(&x, &y, &(dd * qd)).to_i64()
}
