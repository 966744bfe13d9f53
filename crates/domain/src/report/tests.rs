//! Reports held against rows one can check by hand.

use super::*;
use crate::Date;
use crate::calendar::ProductionCalendar;
use crate::deadline::{Context, read};
use crate::ids::{MeasureId, OrganisationId};
use crate::plan::{Measure, MeasureState, TrackedMeasure};
use crate::score::Criterion;
use uuid::Uuid;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn period(code: &str) -> ReportPeriod {
    code.parse().unwrap()
}

fn followed(n: u128, term: &str, state: MeasureState) -> Followed {
    let deadline = read(term, Context::default()).0;
    let due_on = deadline.to.map(|to| ProductionCalendar::federal().roll_forward(to));
    let measure = Measure {
        text: "Обновить стенд".to_owned(),
        criterion: Criterion::new(u8::try_from(n % 5).unwrap() + 1),
        deadline: Some(deadline),
        ..Measure::default()
    };
    let tracked = TrackedMeasure { id: MeasureId(Uuid::from_u128(n)), position: 0, measure, state, reason: None };
    Followed::bare(tracked, due_on)
}

fn fact(done: &str, on: &str) -> ReportedFact {
    ReportedFact {
        done: done.to_owned(),
        when: Some(on.to_owned()),
        day: Some(day(on)),
        proofs: vec!["снимок".to_owned()],
    }
}

fn lacks_of(followed: &Followed, code: &str, as_of: &str) -> Vec<&'static str> {
    let made = report(std::slice::from_ref(followed), period(code), day(as_of), Some(day("2026-01-01")), None);
    made.rows[0].lacks.iter().map(|lack| lack.gap.name()).collect()
}

#[test]
fn periods_follow_each_other_and_end_on_their_days() {
    for (code, words, from, to, before) in [
        ("2026-Q1", "I квартал 2026 года", "2026-01-01", "2026-03-31", "2025-Q4"),
        ("2026-Q4", "IV квартал 2026 года", "2026-10-01", "2026-12-31", "2026-Q3"),
        ("2026-H1", "I полугодие 2026 года", "2026-01-01", "2026-06-30", "2025-H2"),
        ("2026-H2", "II полугодие 2026 года", "2026-07-01", "2026-12-31", "2026-H1"),
        ("2026-Y", "2026 год", "2026-01-01", "2026-12-31", "2025-Y"),
    ] {
        let it = period(code);
        assert_eq!((it.to_string(), it.in_words()), (code.to_owned(), words.to_owned()));
        assert_eq!((it.span().from, it.span().to), (day(from), day(to)), "{code}");
        assert_eq!((it.before().to_string(), it.before().after()), (before.to_owned(), it));
    }
    for wrong in ["", "2026", "2026-Q5", "2026-H3", "x-Q1", "2026-"] {
        assert!(wrong.parse::<ReportPeriod>().is_err(), "{wrong}");
    }
    assert_eq!(ReportPeriod::last_over(day("2026-11-22"), ReportRhythm::Quarter).to_string(), "2026-Q3");
}

#[test]
fn a_report_is_due_on_a_working_day_of_the_next_month() {
    let calendar = ProductionCalendar::federal();
    for (code, n, due) in [
        ("2026-Q3", 15, "2026-10-15"),
        ("2026-Q3", 3, "2026-10-05"),
        ("2025-Q4", 3, "2026-01-12"),
        ("2026-H1", 10, "2026-07-10"),
    ] {
        assert_eq!(period(code).due_on(n, &calendar), day(due), "{code} by {n}");
    }
    assert!(DueRule::new(ReportRhythm::Quarter, 31, "").is_none());
    let late = Sending::Overdue(3);
    assert_eq!((late.unless_owed(None), late.unless_owed(Some(ReportStage::Prepared))), (Sending::NotOwed, late));
    assert!(!Sending::NotOwed.is_awaited());
    for (stage, today, expected) in [
        (None, "2026-10-15", Sending::Awaited(0)),
        (None, "2026-10-16", Sending::Overdue(1)),
        (Some(ReportStage::Signed), "2026-10-20", Sending::Overdue(5)),
        (Some(ReportStage::Sent), "2026-10-20", Sending::Sent),
        (Some(ReportStage::Returned), "2026-10-20", Sending::Returned),
    ] {
        assert_eq!(Sending::of(stage, day("2026-10-15"), day(today)), expected, "{stage:?} {today}");
    }
}

#[test]
fn what_was_sent_changes_by_a_new_report_only() {
    use ReportStage::{Accepted, Prepared, Replaced, Returned, Sent, Signed};
    for (stage, next, is_frozen, is_handed_in) in [
        (Prepared, &[Signed][..], false, false),
        (Signed, &[Prepared, Sent], false, false),
        (Sent, &[Accepted, Returned, Replaced], true, true),
        (Accepted, &[Replaced], true, true),
        (Returned, &[Replaced], true, false),
        (Replaced, &[], true, false),
    ] {
        let may: Vec<ReportStage> = ReportStage::ALL.into_iter().filter(|to| stage.may_become(*to)).collect();
        assert_eq!(
            (may.as_slice(), stage.is_frozen(), stage.is_handed_in()),
            (next, is_frozen, is_handed_in),
            "{stage:?}"
        );
    }
}

#[test]
fn figures_are_not_dates_nor_numbers_of_papers() {
    for (text, expected) in [
        ("Подготовлено 9 статей о деятельности", vec!["9 статей"]),
        ("до 31.03.2021, 1 квартал 2021 года", vec![]),
        ("приказ № 12 от 15.01.2024, п. 3", vec![]),
        ("Охват 85 % и 12,5% посетителей.", vec!["85 %", "12,5% посетителей"]),
        ("установлено 2, заменено 3 поручня", vec!["2", "3 поручня"]),
        ("Проведено 15 мая", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(figures(text), expected, "{text}");
    }
}

#[test]
fn a_row_says_what_it_lacks() {
    use MeasureState::{Confirmed, InWork, Moved, NotDone, Partly, Planned, Reported};
    let check = |change: &dyn Fn(&mut Followed), term: &str, state, expected: &[&str]| {
        let mut it = followed(1, term, state);
        change(&mut it);
        assert_eq!(lacks_of(&it, "2026-Q3", "2026-10-10"), expected, "{term} {state:?}");
    };
    let nothing = |_: &mut Followed| {};
    let why = |it: &mut Followed| it.tracked.reason = Some("нет денег".to_owned());
    let done = |it: &mut Followed| it.facts.push(fact("Заменено 2 стенда", "2026-09-10"));
    let wordy = |it: &mut Followed| {
        it.facts.push(ReportedFact { done: "Сделано".to_owned(), ..ReportedFact::default() })
    };
    let promised = |it: &mut Followed| {
        it.tracked.measure.result_indicator = Some("3 стенда".to_owned());
        it.facts.push(fact("Стенды заменены", "2026-09-10"));
    };
    let typed = |it: &mut Followed| {
        promised(it);
        it.number = Some("2 стенда".to_owned());
    };
    let early = |it: &mut Followed| it.facts.push(fact("Проверено 4 раза", "2026-05-10"));
    check(&nothing, "до 15.09.2026", Planned, &["fact", "number", "proof"]);
    check(&nothing, "до 30.09.2026", Planned, &["fact", "number", "proof"]);
    check(&nothing, "до 01.10.2026", Planned, &[]);
    check(&nothing, "до 15.12.2026", Planned, &[]);
    check(&why, "до 15.09.2026", InWork, &[]);
    check(&done, "до 15.09.2026", Reported, &[]);
    check(&wordy, "до 15.09.2026", Reported, &["when", "number", "proof"]);
    check(&promised, "до 15.09.2026", Confirmed, &["number"]);
    check(&typed, "до 15.09.2026", Confirmed, &[]);
    check(&nothing, "до 15.09.2026", NotDone, &["reason"]);
    check(&why, "до 15.09.2026", NotDone, &[]);
    check(&nothing, "до 15.12.2026", Moved, &["reason"]);
    check(&done, "до 15.12.2026", Partly, &["reason"]);
    check(&nothing, "ежеквартально", InWork, &["fact", "number", "proof"]);
    check(&why, "ежеквартально", InWork, &["fact", "number", "proof"]);
    check(&early, "ежеквартально", InWork, &["fact", "number", "proof"]);
    check(&done, "ежеквартально", InWork, &[]);
    check(&nothing, "по мере необходимости", Planned, &[]);
}

#[test]
fn sums_add_up_and_late_is_counted_from_the_day_after() {
    use MeasureState::{Confirmed, InWork, NotDone, Planned, Reported};
    let rows = [
        followed(1, "до 15.09.2026", Planned),
        followed(2, "до 15.12.2026", Planned),
        followed(3, "до 15.12.2026", InWork),
        followed(4, "до 15.09.2026", Reported),
        followed(5, "до 15.09.2026", Confirmed),
        followed(6, "до 15.09.2026", NotDone),
        followed(7, "до 09.10.2026", Planned),
        followed(8, "до 10.10.2026", Planned),
    ];
    let made = report(&rows, period("2026-Q3"), day("2026-10-10"), None, None);
    let sum = made.summary();
    assert_eq!(sum, Summary { total: 8, eliminated: 2, in_progress: 1, not_due: 2, late: 2, not_done: 1 });
    assert_eq!((sum.percent(), Summary::default().percent()), (Some(25), None));
    assert_eq!((made.rows[0].standing, made.rows[6].standing), (Standing::Late(25), Standing::Late(1)));
    let on_its_day = report(&rows[6..7], period("2026-Q3"), day("2026-10-09"), None, None);
    assert_eq!(on_its_day.rows[0].standing, Standing::NotDue);
    let by = made.by_criterion();
    assert_eq!(by.iter().map(|(_, sum)| sum.total).sum::<usize>(), 8);
    assert_eq!(by.iter().fold(Summary::default(), |all, (_, sum)| all.and(*sum)), sum);
}

#[test]
fn what_changed_since_the_report_before_is_said() {
    let mut it = followed(1, "до 15.09.2026", MeasureState::InWork);
    let former = report(&[it.clone()], period("2026-Q2"), day("2026-07-10"), None, None);
    assert!(former.rows[0].changes.is_empty(), "there was none before");
    it.tracked.state = MeasureState::Confirmed;
    it.facts.push(fact("Заменено 2 стенда", "2026-09-10"));
    let both = [it, followed(2, "до 15.12.2026", MeasureState::Planned)];
    let made = report(&both, period("2026-Q3"), day("2026-10-10"), None, Some(&former));
    let words: Vec<String> = made.rows[0].changes.iter().map(Change::in_words).collect();
    assert_eq!(words, ["было: в работе; стало: подтверждено", "новый факт", "названо число"]);
    assert_eq!(made.rows[1].changes, [Change::Added]);
    let again = report(&both, period("2026-Q4"), day("2026-11-10"), None, Some(&made));
    assert!(again.rows.iter().all(|row| row.changes.is_empty()));
}

#[test]
fn a_fact_of_the_paper_counts_like_one_that_was_typed() {
    let mut it = followed(1, "до 15.09.2026", MeasureState::Reported);
    it.tracked.measure.execution = Some(crate::plan::Execution {
        done: Some("Заменено 2 стенда".to_owned()),
        actual: Some(read("10.09.2026", Context::default()).0),
    });
    let made = report(&[it], period("2026-Q3"), day("2026-10-10"), None, None);
    let row = &made.rows[0];
    assert_eq!((row.done.as_deref(), row.number.as_deref()), (Some("Заменено 2 стенда"), Some("2 стенда")));
    assert_eq!(row.lacks, [Lack { gap: Gap::Proof, is_required: false }]);
}

#[test]
fn reports_put_together_add_up_by_every_part() {
    let one = |n: u128, name: &str, territory: Option<&str>, state| Contribution {
        organisation: OrganisationId(Uuid::from_u128(n)),
        name: name.to_owned(),
        territory: territory.map(str::to_owned),
        origin: if n == 1 { Origin::Sent { number: 3, on: day("2026-10-09") } } else { Origin::Register },
        report: report(
            &[followed(n, "до 15.09.2026", state), followed(n + 10, "до 01.09.2026", MeasureState::Planned)],
            period("2026-Q3"),
            day("2026-10-10"),
            None,
            None,
        ),
    };
    let all = consolidate(
        period("2026-Q3"),
        day("2026-10-10"),
        vec![
            one(1, "Клуб Б", Some("Луговской район"), MeasureState::Confirmed),
            one(2, "Клуб А", None, MeasureState::Planned),
            one(3, "Клуб В", Some("Луговской район"), MeasureState::Planned),
        ],
        vec!["Музей".to_owned()],
    );
    assert_eq!(all.summary(), Summary { total: 6, eliminated: 1, late: 5, ..Summary::default() });
    let places: Vec<(String, usize, usize)> =
        all.by_territory().into_iter().map(|part| (part.name, part.n_organisations, part.summary.late)).collect();
    assert_eq!(places, [("Луговской район".to_owned(), 2, 3), ("Территория не указана".to_owned(), 1, 2)]);
    let total = |sums: Vec<Summary>| sums.into_iter().fold(Summary::default(), Summary::and);
    assert_eq!(total(all.by_organisation().into_iter().map(|part| part.summary).collect()), all.summary());
    assert_eq!(total(all.by_criterion().into_iter().map(|(_, sum)| sum).collect()), all.summary());
    let late: Vec<(&str, i32)> = all.late().into_iter().map(|(it, _, days)| (it.name.as_str(), days)).collect();
    assert_eq!(late, [("Клуб Б", 39), ("Клуб В", 39), ("Клуб В", 25), ("Клуб А", 39), ("Клуб А", 25)]);
    assert_eq!(all.n_unsent(), 2);
}

#[test]
fn a_frozen_report_only_gives_way() {
    for from in ReportStage::ALL {
        for to in ReportStage::ALL {
            let back = from.is_frozen() && !to.is_frozen();
            assert!(!(back && from.may_become(to)), "{from:?} -> {to:?}");
        }
        assert_eq!(ReportStage::from_name(from.name()), Some(from));
    }
    assert!(
        ReportStage::Returned.may_become(ReportStage::Replaced) && !ReportStage::Prepared.may_become(ReportStage::Sent)
    );
}
