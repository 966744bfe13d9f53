//! Adding, subtracting, multiplying, dividing and comparing: in machine words as long as they hold what comes out.

use super::{Exact, Size};
use num_bigint::BigInt;
use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Sub};

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Size::Small(n, d), Size::Small(m, e)) => {
                (i128::from(*n) * i128::from(*e)).cmp(&(i128::from(*m) * i128::from(*d)))
            }
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl Add for &Exact {
    type Output = Exact;

    fn add(self, other: &Exact) -> Exact {
        match (&self.0, &other.0) {
            (Size::Small(n, d), Size::Small(m, e)) => match sum_of_words(*n, *d, *m, *e) {
                Some((n, d)) => Exact::of_words(n, d),
                None => {
                    let (n, d, m, e) = (i128::from(*n), i128::from(*d), i128::from(*m), i128::from(*e));
                    Exact::of(n * e + m * d, d * e)
                }
            },
            _ => Exact::of_big(self.big() + other.big()),
        }
    }
}

impl Sub for &Exact {
    type Output = Exact;

    fn sub(self, other: &Exact) -> Exact {
        match (&self.0, &other.0) {
            (Size::Small(n, d), Size::Small(m, e)) => {
                let (n, d, m, e) = (i128::from(*n), i128::from(*d), i128::from(*m), i128::from(*e));
                Exact::of(n * e - m * d, d * e)
            }
            _ => Exact::of_big(self.big() - other.big()),
        }
    }
}

impl Mul for &Exact {
    type Output = Exact;

    fn mul(self, other: &Exact) -> Exact {
        match (&self.0, &other.0) {
            (Size::Small(n, d), Size::Small(m, e)) => match (n.checked_mul(*m), d.checked_mul(*e)) {
                (Some(n), Some(d)) => Exact::of_words(n, d),
                _ => Exact::of(i128::from(*n) * i128::from(*m), i128::from(*d) * i128::from(*e)),
            },
            _ => Exact::of_big(self.big() * other.big()),
        }
    }
}

impl Div<u64> for &Exact {
    type Output = Exact;

    /// Division by a count; by nothing gives nothing.
    fn div(self, by: u64) -> Exact {
        match &self.0 {
            _ if by == 0 => Exact::zero(),
            Size::Small(n, d) => Exact::of(i128::from(*n), i128::from(*d) * i128::from(by)),
            Size::Big(ratio) => Exact::of_big(&**ratio / BigInt::from(by)),
        }
    }
}

/// The sum of two ratios before it is reduced, where words hold it.
fn sum_of_words(n: i64, d: i64, m: i64, e: i64) -> Option<(i64, i64)> {
    if d == e {
        return Some((n.checked_add(m)?, d));
    }
    Some((n.checked_mul(e)?.checked_add(m.checked_mul(d)?)?, d.checked_mul(e)?))
}
