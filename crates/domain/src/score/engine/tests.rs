//! The worked cases of the interface, and what must hold of every score.

use crate::rulebook::sample;
use crate::score::{
    Assessed, BranchRule, Criterion, EmptyRule, Exact, Findings, Mark, Policy, Rounding, ScoreSheet, Tally, Unit,
    score,
    worked::{self, A, NO_DISABLED, NO_STANDS},
};
use proptest::prelude::*;

fn of(units: Vec<Unit>, kind: Option<&str>, policy: &Policy) -> ScoreSheet {
    let assessed = Assessed { organisation: "А".into(), kind: kind.map(Into::into), units };
    score(&sample::culture(), &assessed, policy)
}

fn one(changed: &[(&str, u64)]) -> Vec<Unit> {
    vec![worked::unit(changed)]
}

fn printed(sheet: &ScoreSheet) -> String {
    let of = |points: &Option<Exact>| points.as_ref().map_or("–".to_owned(), |points| points.to_decimals(2));
    let criteria: Vec<String> = sheet.criteria.iter().filter(|c| c.is_used).map(|c| of(&c.points)).collect();
    format!("{} = {}", criteria.join(" "), of(&sheet.total))
}

fn check(changed: &[(&str, u64)], rounding: Rounding, expected: &str) {
    assert_eq!(printed(&of(one(changed), None, &Policy { rounding, ..Policy::default() })), expected);
}

#[test]
fn the_worked_cases_of_the_interface_come_out() {
    use Rounding::{IntegerIndicators as Integer, TwoDecimals as Two};
    check(&[], Integer, "93.40 97.50 59.40 98.40 96.70 = 89.08");
    check(&[], Two, "93.56 97.46 59.33 98.61 96.53 = 89.10");
    check(NO_DISABLED, Integer, "93.40 97.50 51.43 98.40 96.70 = 87.49");
    check(NO_DISABLED, Two, "93.56 97.46 51.43 98.61 96.53 = 87.52");
    check(NO_STANDS, Integer, "93.80 97.50 59.40 98.40 96.70 = 89.16");
    check(NO_STANDS, Two, "93.82 97.46 59.33 98.61 96.53 = 89.15");
}

fn codes(sheet: &ScoreSheet) -> Vec<&str> {
    sheet.remarks.iter().map(|remark| remark.code).collect()
}

#[test]
fn every_rule_for_an_empty_indicator_is_applied_and_said() {
    for (empty, third) in [(EmptyRule::Renormalise, "51.43"), (EmptyRule::Zero, "36.00"), (EmptyRule::Mean, "51.00")] {
        let sheet = of(one(NO_DISABLED), None, &Policy { empty, ..Policy::default() });
        let points = sheet.criteria[2].points.as_ref().unwrap();
        assert_eq!(points.to_decimals(2), third, "{empty:?}");
        assert!(codes(&sheet).contains(&"empty-indicator"));
    }
    assert!(codes(&of(one(NO_STANDS), None, &Policy::default())).contains(&"lone-part"));
}

#[test]
fn nothing_found_out_is_no_score_and_no_panic() {
    let rulebook = sample::culture();
    let unit = Unit { branch: None, tally: Tally::new(&rulebook.question_set()), findings: Findings::default() };
    let sheet = of(vec![unit], None, &Policy::default());
    assert_eq!(printed(&sheet), "– – – – – = –");
    assert_eq!(printed(&of(vec![], None, &Policy::default())), "– – – – – = –");
}

#[test]
fn performing_arts_are_assessed_by_two_criteria_unless_a_setting_says_otherwise() {
    let sheet = of(one(&[]), Some("Театр кукол"), &Policy::default());
    assert_eq!(printed(&sheet), "93.40 59.40 = 76.40");
    assert!(codes(&sheet).contains(&"criteria-of-kind"));
    let all =
        Policy { kind_criteria: [("performing-arts".into(), Criterion::ALL.to_vec())].into(), ..Policy::default() };
    assert_eq!(printed(&of(one(&[]), Some("театр"), &all)), "93.40 97.50 59.40 98.40 96.70 = 89.08");
}

#[test]
fn branches_are_averaged_or_pooled() {
    let mut units = one(&[]);
    units.extend(one(&[("comfort_ok", 0)]));
    units[0].branch = Some("Первый".into());
    units[1].findings.set_present("comfort", 1);
    let mean = of(units.clone(), None, &Policy::default());
    // 2.1: (100 + 20) / 2 = 60; 2.3: (94,915… + 0) / 2 = 47,457… → 47.
    assert_eq!(mean.criteria[1].points.as_ref().unwrap().to_decimals(2), "53.50");
    let pooled = of(units, None, &Policy { branches: BranchRule::Pooled, ..Policy::default() });
    // 2.1: 5 + 1 = 6 conditions → 100; 2.3: 112 of 236 = 47,457… → 47.
    assert_eq!(pooled.criteria[1].points.as_ref().unwrap().to_decimals(2), "73.50");
    assert_eq!((mean.respondents, pooled.respondents), (236, 236));
    assert_eq!((pooled.branches.len(), pooled.units.len()), (2, 1));
}

#[test]
fn single_items_add_up_to_counts() {
    let mut units = one(&[]);
    let mut findings = Findings::pooled([&units[0].findings], &["stand", "site", "channels", "equipment", "services"]);
    for (item, mark) in
        [("comfort.water", Mark::Present), ("comfort.rest", Mark::Absent), ("comfort.booking", Mark::NotApplicable)]
    {
        findings.set_item(item, mark);
    }
    units[0].findings = findings;
    let sheet = of(units, None, &Policy::default());
    assert_eq!(sheet.indicators[3].points.as_ref().unwrap().to_decimals(0), "20");
}

#[test]
fn an_unrounded_criterion_that_does_not_end_is_settled_at_two_decimals() {
    let sheet = of(one(&[]), None, &Policy { rounding: Rounding::None, ..Policy::default() });
    assert!(sheet.criteria.iter().all(|c| c.points.as_ref().unwrap().ends()));
    assert!(!sheet.indicators[2].points.as_ref().unwrap().ends());
    assert!(codes(&sheet).contains(&"settled"));
}

/// Any counts that a round can bring: so many people, «да» of those asked.
fn counts() -> impl Strategy<Value = Vec<(&'static str, u64)>> {
    (1_u64..=118, proptest::collection::vec(0_u64..=100, A.len())).prop_map(|(people, shares)| {
        let mut made: Vec<(&'static str, u64)> = Vec::new();
        for ((code, _), share) in A.iter().zip(shares) {
            let gate = match *code {
                "stand_ok" => Some("stand_used"),
                "site_ok" => Some("site_used"),
                "access_ok" => Some("disability"),
                "remote_ok" => Some("remote_used"),
                _ => None,
            };
            let whole = gate.and_then(|g| made.iter().find(|(c, _)| *c == g)).map_or(people, |(_, n)| *n);
            made.push((code, whole * share / 100));
        }
        made
    })
}

fn policies() -> impl Strategy<Value = Policy> {
    (0..Rounding::ALL.len(), 0..EmptyRule::ALL.len()).prop_map(|(rounding, empty)| Policy {
        rounding: Rounding::ALL[rounding],
        empty: EmptyRule::ALL[empty],
        ..Policy::default()
    })
}

proptest! {
    #[test]
    fn every_figure_is_between_nought_and_a_hundred(counts in counts(), policy in policies()) {
        let sheet = of(one(&counts), None, &policy);
        let figures = sheet.indicators.iter().filter_map(|i| i.points.as_ref());
        for points in figures.chain(sheet.criteria.iter().filter_map(|c| c.points.as_ref())).chain(&sheet.total) {
            prop_assert!(!points.is_negative() && *points <= Exact::whole(100));
        }
    }

    #[test]
    fn one_more_yes_never_lowers_the_total(counts in counts(), which in 0..A.len(), policy in policies()) {
        let gates = ["stand_used", "site_used", "disability", "remote_used"];
        let (code, n) = counts[which];
        prop_assume!(!gates.contains(&code) && n > 0);
        let mut fewer = counts.clone();
        fewer[which].1 -= 1;
        let (more, fewer) = (of(one(&counts), None, &policy), of(one(&fewer), None, &policy));
        prop_assert!(fewer.total <= more.total);
    }

    #[test]
    fn order_of_places_never_matters(a in counts(), b in counts(), policy in policies(), is_pooled in any::<bool>()) {
        let branches = if is_pooled { BranchRule::Pooled } else { BranchRule::Mean };
        let policy = Policy { branches, ..policy };
        let forward = of([one(&a), one(&b)].concat(), None, &policy);
        let backward = of([one(&b), one(&a)].concat(), None, &policy);
        prop_assert_eq!(forward.total, backward.total);
        prop_assert_eq!(forward.criteria, backward.criteria);
    }
}
