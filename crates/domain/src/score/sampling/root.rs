//! Square roots of whole numbers, rounded to the side one asks for.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

/// The least whole number whose square is not less than `square`; nothing of a negative one.
fn root_up(square: &BigInt) -> BigInt {
    if !square.is_positive() {
        return BigInt::zero();
    }
    let root = square.sqrt();
    if &(&root * &root) < square { root + BigInt::one() } else { root }
}

/// `(x − √y) / c` rounded down. Exact: a whole number is never between the two sides of a root rounded up.
pub(super) fn floor_less_root(x: &BigInt, y: &BigInt, c: &BigInt) -> BigInt {
    (x - root_up(y)).div_floor(c)
}

/// `(x + √y) / c` rounded up.
pub(super) fn ceil_more_root(x: &BigInt, y: &BigInt, c: &BigInt) -> BigInt {
    -(-(x + root_up(y))).div_floor(c)
}
