//! Rounding, reading and counting beyond machine words.

use super::*;

fn check(text: &str, decimals: u32, printed: &str, ends: bool) {
    let exact = Exact::parse(text).unwrap();
    assert_eq!(exact.to_decimals(decimals), printed, "{text}");
    assert_eq!(exact.ends(), ends, "{text}");
}

#[test]
fn rounding_is_half_up_and_happens_once() {
    check("200/3", 2, "66.67", false);
    check("0,005", 2, "0.01", true);
    check("0.004999", 2, "0.00", true);
    check("87.486", 2, "87.49", true);
    check("1/8", 2, "0.13", true);
    check("-1/8", 2, "-0.13", true);
    check("100", 0, "100", true);
    check("22.5", 0, "23", true);
}

#[test]
fn what_is_not_a_number_is_none() {
    for text in ["", "-", "1/0", "a", "1.2.3", ".5", "1e5", "--1"] {
        assert_eq!(Exact::parse(text), None, "{text}");
    }
    assert_eq!(Exact::percent(1, 0), None);
}

proptest::proptest! {
    #[test]
    fn words_and_numbers_of_any_size_agree(n in proptest::prelude::any::<i64>(), d in 1..=i64::MAX, m in -1000..1000_i64, e in 1..1000_i64, by in 1..u64::MAX) {
        let pair = |n: i64, d: i64| Ratio::new(BigInt::from(n), BigInt::from(d));
        let (a, b) = (Exact::of(n.into(), d.into()), Exact::of(m.into(), e.into()));
        let (x, y) = (pair(n, d), pair(m, e));
        for (one, other) in [
            (&a + &b, &x + &y), (&a - &b, &x - &y), (&a * &b, &x * &y), (&a * &a, &x * &x), (&a + &a, &x + &x),
            (&a / by, &x / BigInt::from(by)),
        ] {
            proptest::prop_assert_eq!(&one, &Exact::of_big(other.clone()));
            proptest::prop_assert_eq!(one.big(), other);
        }
        proptest::prop_assert_eq!(a.cmp(&b), x.cmp(&y));
        let big = |decimals: u32| BigInt::from(10).pow(decimals);
        let rounded = a.round_half_up(2);
        proptest::prop_assert_eq!(rounded, Exact::of_big(Ratio::new(a.scaled_half_up(&big(2)), big(2))));
        for exact in [&a, &b] {
            let mut written = String::new();
            exact.write_decimals(&mut written, 3).unwrap();
            proptest::prop_assert_eq!(&written, &exact.to_decimals(3));
            let six = exact.to_decimals(6);
            proptest::prop_assert_eq!(exact.to_string(), six.trim_end_matches('0').trim_end_matches('.'));
        }
        let text = Exact::parse(&a.to_decimals(9));
        proptest::prop_assert_eq!(text, Some(a.round_half_up(9)));
    }
}

#[test]
fn a_mean_has_no_limit_of_size() {
    let shares: Vec<Exact> = (1..300_u64).filter_map(|n| Exact::percent(1, n)).collect();
    let mean = Exact::mean(&shares).unwrap();
    assert!(!mean.ends());
    assert_eq!(mean.to_decimals(2), "2.10");
}
