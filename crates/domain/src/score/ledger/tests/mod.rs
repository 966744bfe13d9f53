//! What the ledger says of the worked cases, and what must hold of every ledger.

pub(super) mod any;

use super::*;
use crate::rulebook::{Part, Rulebook};
use crate::score::{Assessed, BranchRule, EmptyRule, Exact, Policy, Rounding, Subject, Unit, score, worked};
use any::{any_assessed, any_policy};
use proptest::prelude::*;

fn of(rulebook: &Rulebook, assessed: &Assessed, policy: &Policy) -> Ledger {
    ledger(rulebook, assessed, &score(rulebook, assessed, policy))
}

/// Lines as «place subject title: indicator criterion total → what closing it brings to the total».
fn printed(ledger: &Ledger) -> Vec<String> {
    let line = |line: &LedgerLine| {
        let place = line.key.place.map_or_else(String::new, |place| format!("{place} "));
        let alone = line.alone.as_ref().map_or_else(String::new, |alone| format!(" → {}", alone.total));
        let Effect { indicator, criterion, total } = &line.loss;
        format!("{place}{} {}: {indicator} {criterion} {total}{alone}", line.key.subject, line.title)
    };
    ledger.lines.iter().map(line).collect()
}

fn check(units: Vec<Unit>, policy: &Policy, has: &[&str]) {
    let ledger = of(&worked::rulebook(), &worked::assessed(units), policy);
    let printed = printed(&ledger);
    for line in has {
        assert!(printed.iter().any(|it| it == line), "{line}\nis not in\n{}", printed.join("\n"));
    }
    assert_eq!(&ledger.loss() + ledger.total.as_ref().unwrap(), Exact::whole(100));
}

#[test]
fn every_line_of_case_a_is_said() {
    let ledger = of(&worked::rulebook(), &worked::assessed(vec![worked::unit(&[])]), &Policy::default());
    assert_eq!(
        printed(&ledger),
        [
            "0 1.1 stand: 3 пункта не выполнено: 8.823529 2.647059 0.529412 → 0.54",
            "0 1.1 site: 2 пункта не выполнено: 5.263158 1.578947 0.315789 → 0.3",
            "1.1 Округление показателя 1.1: -0.086687 -0.026006 -0.005201",
            "0 1.3 6 опрошенных не ответили «да» на вопрос 2 (stand_ok): 3.092784 1.237113 0.247423 → 0.32",
            "0 1.3 4 опрошенных не ответили «да» на вопрос 4 (site_ok): 2.439024 0.97561 0.195122 → 0.24",
            "1.3 Округление показателя 1.3: 0.468192 0.187277 0.037455",
            "0 2.3 6 опрошенных не ответили «да» на вопрос 5 (comfort_ok): 5.084746 2.542373 0.508475 → 0.5",
            "2.3 Округление показателя 2.3: -0.084746 -0.042373 -0.008475",
            "0 3.1 equipment: 3 пункта не выполнено: 60 18 3.6 → 3.6",
            "0 3.2 services: 2 пункта не выполнено: 40 16 3.2 → 3.2",
            "0 3.3 2 опрошенных не ответили «да» на вопрос 7 (access_ok): 22.222222 6.666667 1.333333 → 1.32",
            "3.3 Округление показателя 3.3: -0.222222 -0.066667 -0.013333",
            "0 4.1 2 опрошенных не ответили «да» на вопрос 8 (contact_ok): 1.694915 0.677966 0.135593 → 0.16",
            "4.1 Округление показателя 4.1: 0.305085 0.122034 0.024407",
            "0 4.2 1 опрошенный не ответил «да» на вопрос 9 (service_ok): 0.847458 0.338983 0.067797 → 0.08",
            "4.2 Округление показателя 4.2: 0.152542 0.061017 0.012203",
            "0 4.3 1 опрошенный не ответил «да» на вопрос 11 (remote_ok): 1.851852 0.37037 0.074074 → 0.08",
            "4.3 Округление показателя 4.3: 0.148148 0.02963 0.005926",
            "0 5.1 5 опрошенных не ответили «да» на вопрос 12 (recommend): 4.237288 1.271186 0.254237 → 0.24",
            "5.1 Округление показателя 5.1: -0.237288 -0.071186 -0.014237",
            "0 5.2 3 опрошенных не ответили «да» на вопрос 13 (schedule_ok): 2.542373 0.508475 0.101695 → 0.12",
            "5.2 Округление показателя 5.2: 0.457627 0.091525 0.018305",
            "0 5.3 4 опрошенных не ответили «да» на вопрос 14 (overall_ok): 3.389831 1.694915 0.338983 → 0.3",
            "5.3 Округление показателя 5.3: -0.389831 -0.194915 -0.038983",
        ]
    );
    assert_eq!(ledger.loss(), Exact::parse("10.92").unwrap());
}

#[test]
fn items_beyond_the_cap_cost_nothing_and_those_under_it_share() {
    let marked = |marks: &str| {
        let mut unit = worked::unit(&[]);
        worked::mark_comfort(&mut unit, marks);
        vec![unit]
    };
    check(
        marked("++++--"),
        &Policy::default(),
        &["0 2.1 парковка: 10 5 1 → 2", "0 2.1 Нет записи на приём: 10 5 1 → 2"],
    );
    check(marked("+++++-"), &Policy::default(), &["0 2.1 Нет записи на приём: 0 0 0 → 0"]);
    check(
        marked("+++000"),
        &Policy::default(),
        &["0 2.1 comfort: применимых пунктов меньше, чем нужно для 100 баллов: 40 20 4"],
    );
    // Two are marked absent, two are listed and not marked: four share what is missing.
    let mut units = marked("++--");
    units[0].findings.set_item("comfort.none", crate::score::Mark::NotApplicable);
    let open = ["0 2.1 чистота: 15 7.5 1.5 → 2", "0 2.1 comfort: 2 пункта не выполнено: 30 15 3 → 4"];
    check(units, &Policy::default(), &open);
    // Counted 3, two marked absent: one more is absent without a name.
    let mut units = marked("+++--0");
    units[0].findings.set_present("comfort", 3);
    units[0].findings.set_required("comfort", 6);
    let third = [
        "0 2.1 чистота: 13.333333 6.666667 1.333333 → 2",
        "0 2.1 comfort: 1 пункт не выполнен: 13.333333 6.666667 1.333333 → 2",
    ];
    check(units, &Policy::default(), &third);
}

#[test]
fn an_empty_indicator_costs_what_its_rule_says() {
    let units = || vec![worked::unit(worked::NO_DISABLED)];
    let with = |empty: EmptyRule| Policy { empty, ..Policy::default() };
    check(
        units(),
        &with(EmptyRule::Zero),
        &[
            "3.3 Показатель не определён: вместо показателя взят ноль: 100 30 6",
            "0 3.1 equipment: 3 пункта не выполнено: 60 18 3.6 → 3.6",
        ],
    );
    check(
        units(),
        &with(EmptyRule::Mean),
        &["3.3 Показатель не определён: вместо показателя взято среднее остальных показателей критерия: 50 15 3"],
    );
    check(
        units(),
        &with(EmptyRule::Renormalise),
        &["0 3.1 equipment: 3 пункта не выполнено: 60 25.714286 5.142857 → 5.142"],
    );
}

#[test]
fn places_carry_their_part_of_the_loss() {
    let mut units = vec![worked::unit(&[]), worked::unit(&[("comfort_ok", 0)])];
    units[1].branch = Some("Второй".into());
    units[1].findings.set_present("comfort", 1);
    check(units.clone(), &Policy::default(), &["1 2.1 comfort: 5 пунктов не выполнено: 40 20 4 → 4"]);
    let pooled = Policy { branches: BranchRule::Pooled, ..Policy::default() };
    // Pooled, six conditions are enough; 124 of 236 are not satisfied, 6 here and 118 there.
    check(
        units,
        &pooled,
        &[
            "1 2.1 comfort: 5 пунктов не выполнено: 0 0 0 → 0",
            "0 2.3 6 опрошенных не ответили «да» на вопрос 5 (comfort_ok): 2.542373 1.271186 0.254237 → 0.3",
            "1 2.3 118 опрошенных не ответили «да» на вопрос 5 (comfort_ok): 50 25 5 → 5",
        ],
    );
}

#[test]
fn a_theatre_loses_only_in_its_criteria() {
    let mut assessed = worked::assessed(vec![worked::unit(&[])]);
    assessed.kind = Some("театр".into());
    let lines = printed(&of(&worked::rulebook(), &assessed, &Policy::default()));
    assert!(lines.contains(&"0 3.1 equipment: 3 пункта не выполнено: 60 18 9 → 9".to_owned()), "{lines:?}");
    assert!(
        lines.contains(
            &"0 2.3 6 опрошенных не ответили «да» на вопрос 5 (comfort_ok): 5.084746 2.542373 0 → 0".to_owned()
        )
    );
}

#[test]
fn a_plan_moves_the_score_step_by_step() {
    let (rulebook, assessed) = (worked::rulebook(), worked::assessed(vec![worked::unit(&[])]));
    let keys: Vec<LedgerKey> = of(&rulebook, &assessed, &Policy::default()).closable().cloned().collect();
    let find = |title: &str| keys.iter().find(|k| k.subject.to_string() == title).unwrap().clone();
    let measures = [
        ("пандус".to_owned(), vec![find("3.1")]),
        ("сурдоперевод".to_owned(), vec![find("3.2")]),
        ("ещё раз".to_owned(), vec![find("3.2")]),
    ];
    let effect = plan_effect(&rulebook, &assessed, &Policy::default(), &measures);
    let steps: Vec<String> = effect
        .steps
        .iter()
        .map(|s| format!("{} {} {}", s.id, s.alone.as_ref().unwrap(), s.together.as_ref().unwrap()))
        .collect();
    assert_eq!(steps, ["пандус 92.68 92.68", "сурдоперевод 92.28 95.88", "ещё раз 92.28 95.88"]);
    let again = what_if(&rulebook, &assessed, &Policy::default(), [&find("3.1"), &find("3.1")]);
    assert_eq!((again.idle, again.before.total.is_some()), (vec![find("3.1")], true));
    assert_eq!(again.after.total, effect.steps[0].alone);
}

/// What one subject's lines lose together.
fn lost(ledger: &Ledger, belongs: impl Fn(&Subject) -> bool, of: impl Fn(&Effect) -> &Exact) -> Exact {
    let own = ledger.lines.iter().filter(|line| belongs(&line.key.subject));
    own.fold(Exact::zero(), |sum, line| &sum + of(&line.loss))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn losses_add_up_to_a_hundred_less_each_figure(assessed in any_assessed(), policy in any_policy()) {
        let rulebook = worked::rulebook();
        let sheet = score(&rulebook, &assessed, &policy);
        let ledger = ledger(&rulebook, &assessed, &sheet);
        if let Some(total) = &sheet.total {
            prop_assert_eq!(&ledger.loss() + total, Exact::whole(100));
        }
        for i in &sheet.indicators {
            if let Some(points) = &i.points {
                let lost = lost(&ledger, |s| *s == Subject::Indicator(i.indicator), |loss| &loss.indicator);
                prop_assert_eq!(&lost + points, Exact::whole(100), "{}", i.indicator);
            }
        }
        for c in &sheet.criteria {
            if let Some(points) = &c.points {
                let is_own = |s: &Subject| match s {
                    Subject::Indicator(i) => i.criterion() == c.criterion,
                    Subject::Criterion(criterion) => *criterion == c.criterion,
                    Subject::Total => false,
                };
                prop_assert_eq!(&lost(&ledger, is_own, |loss| &loss.criterion) + points, Exact::whole(100));
            }
        }
        let mut keys: Vec<&LedgerKey> = ledger.lines.iter().map(|line| &line.key).collect();
        let n = keys.len();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), n);
    }

    #[test]
    fn closing_everything_gives_a_hundred_or_says_why_not(assessed in any_assessed(), policy in any_policy()) {
        let rulebook = worked::rulebook();
        let all = of(&rulebook, &assessed, &policy);
        let after = what_if(&rulebook, &assessed, &policy, all.closable());
        prop_assert!(after.idle.is_empty());
        if let Some(total) = &after.after.total {
            let changed = close(&rulebook, &assessed, all.closable());
            let rest = ledger(&rulebook, &changed, &after.after);
            let open = |line: &&LedgerLine| !line.loss.total.is_zero();
            let whys: Vec<&LossCause> = rest.lines.iter().filter(open).map(|line| &line.key.cause).collect();
            let is_said = whys.iter().any(|why| matches!(why, LossCause::TooFewApply | LossCause::Empty));
            prop_assert!(*total == Exact::whole(100) || is_said, "{total} {whys:?}");
            prop_assert!(rest.closable().all(|key| rest.line(key).unwrap().loss.total.is_zero()));
        }
    }

    #[test]
    fn closing_a_line_never_costs_more_than_the_last_rounding(assessed in any_assessed(), policy in any_policy()) {
        let rulebook = worked::rulebook();
        let slack = Exact::parse(if policy.rounding == Rounding::None { "-0.02" } else { "0" }).unwrap();
        for line in &of(&rulebook, &assessed, &policy).lines {
            if let Some(alone) = &line.alone {
                prop_assert!(alone.total >= slack, "{} {}", line.title, alone.total);
            }
        }
    }
}

#[test]
fn a_part_of_no_rule_closes_nothing() {
    let rulebook = worked::rulebook();
    let assessed = worked::assessed(vec![worked::unit(&[])]);
    let indicator = rulebook.indicators[0].indicator;
    assert!(matches!(rulebook.indicators[0].parts[0], Part::ListShare { .. }));
    let keys = [
        LedgerKey::at(0, indicator, 7, LossCause::Unnamed(1)),
        LedgerKey::at(5, indicator, 0, LossCause::Unnamed(1)),
        LedgerKey::at(0, indicator, 0, LossCause::Waiting),
        LedgerKey::at(0, indicator, 0, LossCause::Item("stand.none".into())),
    ];
    let after = what_if(&rulebook, &assessed, &Policy::default(), &keys);
    assert_eq!((after.idle.len(), after.rise()), (4, Some(Exact::zero())));
}
