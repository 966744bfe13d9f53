//! The chosen set against all sets there are.

use super::*;
use crate::score::ledger::tests::any::{any_assessed, any_policy};
use crate::score::ledger::{LossCause, ledger};
use crate::score::{Unit, worked};
use proptest::prelude::*;

/// What every set costs and comes to.
fn sets(task: &Task<'_>) -> Vec<(i128, Option<Exact>)> {
    let of = |mask: u32| {
        let chosen: Vec<usize> = (0..task.candidates.len()).filter(|at| mask & (1 << at) != 0).collect();
        (chosen.iter().map(|at| task.cost(*at)).sum::<i128>(), task.total(&chosen))
    };
    (0..1 << task.candidates.len()).map(of).collect()
}

/// The cheapest of them that reaches the target, or else the most.
fn best(sets: &[(i128, Option<Exact>)], target: &Exact) -> (i128, Option<Exact>) {
    let goal = sets.iter().filter_map(|(_, total)| total.clone()).max().map(|most| most.min(target.clone()));
    let reaching = sets.iter().filter(|(_, total)| *total >= goal);
    reaching.min_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.cmp(&a.1))).cloned().unwrap_or((0, None))
}

fn check(assessed: &Assessed, policy: &Policy, targets: &[Exact], candidates: &[Candidate]) {
    let rulebook = worked::rulebook();
    let sheet = score(&rulebook, assessed, policy);
    let sets = sets(&Task { rulebook: &rulebook, assessed, sheet: &sheet, target: &Exact::zero(), candidates });
    for target in targets {
        check_one(assessed, policy, target, candidates, best(&sets, target));
    }
}

fn check_one(
    assessed: &Assessed,
    policy: &Policy,
    target: &Exact,
    candidates: &[Candidate],
    (cost, total): (i128, Option<Exact>),
) {
    let rulebook = worked::rulebook();
    let found = cheapest(&rulebook, assessed, policy, target, candidates);
    assert!(found.is_exact, "{found:?}");
    assert_eq!(
        (found.cost_kopecks, found.is_reached),
        (cost, total.as_ref().is_some_and(|t| t >= target)),
        "{found:?} {total:?}"
    );
    // Without steps it is an approximation, unless there is nothing to search.
    let near = within(&rulebook, assessed, policy, target, candidates, 0);
    if near.is_reached {
        assert!(near.cost_kopecks >= cost, "{near:?}");
    } else {
        assert!(near.total <= found.total && (!found.is_reached || policy.rounding == Rounding::None), "{near:?}");
    }
}

fn candidate(id: &str, roubles: i64, closes: Vec<LedgerKey>) -> Candidate {
    Candidate { id: id.into(), cost_kopecks: roubles * 100, closes }
}

fn key(indicator: &str, part: usize, cause: LossCause) -> LedgerKey {
    LedgerKey::at(0, indicator.parse().unwrap(), part, cause)
}

#[test]
fn the_example_of_the_documentation_comes_out() {
    let assessed = worked::assessed(vec![worked::unit(&[])]);
    let candidates = [
        candidate("3.1", 10_000, vec![key("3.1", 0, LossCause::Unnamed(3))]),
        candidate("3.2", 4_000, vec![key("3.2", 0, LossCause::Unnamed(2))]),
    ];
    let rows = [
        ("89", "", "Цель 89 уже достигнута: итог 89,08."),
        ("92", "3.2", "Цель 92 достигается: 1 мероприятие на 4 000 ₽, итог 92,28."),
        ("92.5", "3.1", "Цель 92,5 достигается: 1 мероприятие на 10 000 ₽, итог 92,68."),
        ("95", "3.1 3.2", "Цель 95 достигается: 2 мероприятия на 14 000 ₽, итог 95,88."),
        ("99", "3.1 3.2", "Цель 99 недостижима: наибольший итог 95,88, для него 2 мероприятия на 14 000 ₽."),
    ];
    for (target, chosen, words) in rows {
        let target = Exact::parse(target).unwrap();
        let found = cheapest(&worked::rulebook(), &assessed, &Policy::default(), &target, &candidates);
        assert_eq!((found.chosen.join(" "), found.words().replace('\u{a0}', " ")), (chosen.into(), words.into()));
        check(&assessed, &Policy::default(), &[target], &candidates);
    }
}

#[test]
fn twelve_measures_that_overlap_and_reach_over_criteria() {
    let mut unit = worked::unit(&[]);
    worked::mark_comfort(&mut unit, "------");
    let assessed = worked::assessed(vec![unit]);
    let item = |n: u8| key("2.1", 0, LossCause::Item(format!("comfort.i{n}")));
    let people = |indicator: &str, n: u64| key(indicator, 0, LossCause::Dissatisfied(n));
    let candidates = [
        candidate("a", 5, vec![item(0)]),
        candidate("b", 7, vec![item(1)]),
        candidate("c", 11, vec![item(0), item(1), item(2)]),
        candidate("d", 6, vec![item(2), people("2.3", 3)]),
        candidate("e", 9, vec![item(3), key("3.1", 0, LossCause::Unnamed(1))]),
        candidate("f", 4, vec![item(4)]),
        candidate("g", 13, vec![key("3.1", 0, LossCause::Unnamed(2)), people("5.1", 4)]),
        candidate("h", 8, vec![people("5.1", 2), people("4.1", 2)]),
        candidate("i", 3, vec![people("5.3", 1)]),
        candidate("j", 3, vec![people("5.3", 4)]),
        candidate("k", 0, vec![people("4.3", 1)]),
        candidate("l", 2, vec![key("1.1", 1, LossCause::Unnamed(1)), people("1.3", 2)]),
    ];
    let targets: Vec<Exact> = ["75", "84.3", "100"].iter().filter_map(|target| Exact::parse(target)).collect();
    check(&assessed, &Policy::default(), &targets, &candidates);
    for rounding in Rounding::ALL {
        check(&assessed, &Policy { rounding, ..Policy::default() }, &targets, &candidates[..8]);
    }
}

#[test]
fn forty_measures_are_searched_exactly() {
    let mut unit = worked::unit(&[]);
    worked::mark_comfort(&mut unit, "------");
    for n in 0..17 {
        unit.findings.set_item(&format!("stand.i{n}"), crate::score::Mark::Absent);
        unit.findings.set_item(&format!("site.i{n}"), crate::score::Mark::Absent);
    }
    unit.findings.set_present("stand", 0);
    unit.findings.set_present("site", 2);
    let assessed = worked::assessed(vec![unit]);
    let mut candidates: Vec<Candidate> = (0..6_i64)
        .map(|n| candidate(&format!("c{n}"), 10 + n * n, vec![key("2.1", 0, LossCause::Item(format!("comfort.i{n}")))]))
        .collect();
    for n in 0..17_i64 {
        let item = |list: &str, part: usize, n: i64| key("1.1", part, LossCause::Item(format!("{list}.i{n}")));
        let both = [item("stand", 0, n), item("site", 1, (n * 5) % 17)];
        candidates.push(candidate(&format!("s{n}"), 3 + (n * 7) % 11, both[..1 + usize::from(n % 3 == 0)].to_vec()));
        candidates.push(candidate(&format!("w{n}"), 2 + (n * 5) % 13, vec![item("site", 1, n)]));
    }
    assert_eq!(candidates.len(), 40);
    for rounding in Rounding::ALL {
        let policy = Policy { rounding, ..Policy::default() };
        let target = Exact::parse("85").unwrap();
        let found = cheapest(&worked::rulebook(), &assessed, &policy, &target, &candidates);
        assert!(found.is_exact && found.is_reached, "{found:?}");
        let near = within(&worked::rulebook(), &assessed, &policy, &target, &candidates, 0);
        assert!(near.is_reached && near.cost_kopecks >= found.cost_kopecks, "{near:?} {found:?}");
    }
}

#[test]
fn without_a_total_there_is_nothing_to_choose() {
    let unit = Unit { findings: crate::score::Findings::default(), ..worked::unit(&[]) };
    let empty = Unit { tally: crate::score::Tally::new(unit.tally.set()), ..unit };
    let found = cheapest(
        &worked::rulebook(),
        &worked::assessed(vec![empty]),
        &Policy::default(),
        &Exact::whole(90),
        &[candidate("a", 1, vec![])],
    );
    assert_eq!((found.chosen.len(), found.is_reached, found.is_exact), (0, false, true));
    assert_eq!(found.words(), "Итоговая оценка не определена, подбирать мероприятия не к чему.");
}

/// Measures that close some lines of the ledger: picks of lines, how many of people and unnamed items, and costs.
fn picks() -> impl Strategy<Value = Vec<(i64, Vec<(usize, u64)>)>> {
    let lines = proptest::collection::vec((0_usize..1000, 1_u64..6), 1..4);
    proptest::collection::vec((0_i64..20, lines), 0..9)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_cheaper_set_reaches_the_target(
        assessed in any_assessed(), policy in any_policy(), picks in picks(), percent in 0_u64..=110,
    ) {
        let rulebook = worked::rulebook();
        let sheet = score(&rulebook, &assessed, &policy);
        let keys: Vec<LedgerKey> = ledger(&rulebook, &assessed, &sheet).closable().cloned().collect();
        let close = |(line, n): &(usize, u64)| {
            let key = keys.get(line % keys.len().max(1))?.clone();
            Some(match key.cause {
                LossCause::Unnamed(all) => LedgerKey { cause: LossCause::Unnamed((*n).min(all)), ..key },
                LossCause::Dissatisfied(all) => LedgerKey { cause: LossCause::Dissatisfied((*n).min(all)), ..key },
                _ => key,
            })
        };
        let candidates: Vec<Candidate> = picks
            .iter()
            .enumerate()
            .map(|(n, (cost, lines))| candidate(&n.to_string(), *cost, lines.iter().filter_map(close).collect()))
            .collect();
        // A target between what there is and what all of them reach, or beyond.
        let all: Vec<LedgerKey> = candidates.iter().flat_map(|c| c.closes.clone()).collect();
        let most = score(&rulebook, &close_all(&rulebook, &assessed, &all), &policy).total;
        if let Some((least, most)) = sheet.total.clone().zip(most) {
            let target = &least + &(&(&(&most - &least) * &Exact::whole(percent)) / 100);
            check(&assessed, &policy, &[target], &candidates);
        }
    }
}

fn close_all(rulebook: &Rulebook, assessed: &Assessed, keys: &[LedgerKey]) -> Assessed {
    closed(rulebook, assessed, keys).0
}
