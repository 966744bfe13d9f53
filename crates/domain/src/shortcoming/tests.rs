//! What a score of the worked cases finds wanting, and which plan follows.

use super::*;
use crate::rulebook::{Certainty, Rulebook};
use crate::score::ledger::ledger;
use crate::score::{Assessed, Exact, Mark, Policy, Unit, score, worked};

fn found_in(book: &Rulebook, assessed: &Assessed) -> Vec<Shortcoming> {
    let sheet = score(book, assessed, &Policy::default());
    shortcomings(book, assessed, &ledger(book, assessed, &sheet))
}

fn case(absent: &[&str]) -> Vec<Shortcoming> {
    let mut unit = worked::unit(&[]);
    for code in absent {
        unit.findings.set_item(code, Mark::Absent);
    }
    found_in(&worked::rulebook(), &worked::assessed(vec![unit]))
}

fn typical(code: &str, covers: &[&str], text: &str, term: &str) -> Typical {
    Typical {
        code: code.to_owned(),
        covers: covers.iter().map(|it| (*it).to_owned()).collect(),
        text: text.to_owned(),
        result: None,
        proof: Proof::Photo,
        proof_words: "фото".to_owned(),
        term: term.to_owned(),
        cost: None,
        certainty: Certainty::Derived,
        is_own: false,
    }
}

#[test]
fn a_score_finds_items_numbers_and_shares_with_their_words() {
    let all = case(&[]);
    let says = |about: &str| all.iter().find(|one| one.about.to_string() == about).expect(about);
    assert_eq!(says("list:equipment").loss, Exact::ratio(36_u64, 10_u64));
    assert_eq!(says("list:equipment").found, "equipment: 3 пункта не выполнено");
    let share = says("question:comfort_ok");
    assert_eq!(share.answers, Some((6, 118)));
    assert!(share.found.starts_with("6 из 118 опрошенных (5,1 %) не ответили «да» на вопрос 5"), "{}", share.found);
    assert_eq!((share.source, share.norm.as_str()), (Source::Share, "показатель 2.3"));
    let loss = all.iter().filter_map(|one| one.loss.clone()).fold(Exact::zero(), |sum, one| &sum + &one);
    assert!(loss > Exact::whole(10) && loss < Exact::whole(12), "{loss}");
    // One of six conditions is absent, five of six give all points: a shortcoming that costs nothing.
    let water = case(&["comfort.water"]).into_iter().find(|one| one.about == About::Item("comfort.water".into()));
    assert_eq!(water.map(|one| (one.source, one.loss)), Some((Source::Item, Some(Exact::zero()))));
}

#[test]
fn the_same_thing_has_the_same_name_everywhere() {
    for text in ["item:comfort.water", "list:stand", "question:comfort_ok", "waiting:2.2", "typed:x"] {
        assert_eq!(text.parse::<About>().map(|about| about.to_string()), Ok(text.to_owned()));
    }
    for text in ["", "item:", "waiting:9", "stand", "else:x"] {
        assert_eq!(text.parse::<About>(), Err(()), "{text}");
    }
}

#[test]
fn branches_are_told_apart() {
    let unit = |branch: &str| Unit { branch: Some(branch.to_owned()), ..worked::unit(&[]) };
    let all = found_in(&worked::rulebook(), &worked::assessed(vec![unit("Клуб А"), unit("Клуб Б")]));
    let of = |about: &str| all.iter().filter(|one| one.about.to_string() == about).count();
    assert_eq!((of("list:equipment"), of("question:comfort_ok")), (2, 2));
}

#[test]
fn a_register_made_again_loses_nothing_and_doubles_nothing() {
    use Standing::{Aside, Gone, Open};
    for (known, is_found, is_same, then) in [
        (None, true, false, Some((Step::New, Open))),
        (None, false, false, None),
        (Some(Open), true, true, Some((Step::Same, Open))),
        (Some(Open), true, false, Some((Step::Changed, Open))),
        (Some(Aside), true, false, Some((Step::Changed, Aside))),
        (Some(Open), false, false, Some((Step::Gone, Gone))),
        (Some(Aside), false, false, Some((Step::Gone, Gone))),
        (Some(Gone), true, true, Some((Step::Back, Open))),
        (Some(Gone), false, false, Some((Step::Same, Gone))),
    ] {
        assert_eq!(step(known, is_found, is_same), then, "{known:?} {is_found} {is_same}");
    }
}

#[test]
fn a_plan_goes_by_criteria_and_by_points() {
    let mut all = case(&["comfort.water"]);
    all.push(Shortcoming {
        about: About::Typed("1".to_owned()),
        branch: None,
        source: Source::Council,
        criterion: None,
        indicator: None,
        norm: String::new(),
        found: "Нет детской комнаты".to_owned(),
        answers: None,
        loss: None,
    });
    let catalogue = Catalogue {
        entries: vec![
            typical("sites", &["stand", "site"], "Разместить: {…}", "до 1 июня {year} года"),
            typical("any-3", &["3"], "Обеспечить доступность", "в течение {year} года"),
            typical("water", &["comfort.water"], "Поставить кулер", "постоянно"),
            typical("comfort", &["comfort"], "Улучшить условия", "постоянно"),
        ],
    };
    let ask = Ask { year: 2027, basis: "результаты оценки".to_owned() };
    let plan = propose(&all, &catalogue, &ask);
    let numbers: Vec<&str> = plan.iter().filter_map(|it| it.measure.number.as_deref()).collect();
    assert_eq!(numbers.first(), Some(&"1.1"));
    assert!(numbers.is_sorted_by(|a, b| a.split('.').next() <= b.split('.').next() || *b == "1"), "{numbers:?}");
    let mends: usize = plan.iter().map(|it| it.mends.len()).sum();
    assert_eq!(mends, all.len(), "every shortcoming is mended once");
    let of = |code: &str| plan.iter().find(|it| it.code.as_deref() == Some(code)).expect(code);
    assert_eq!(of("sites").mends.len(), 2, "stand and site in one measure");
    assert_eq!(of("sites").measure.text, "Разместить", "a count of points is no work to do");
    let deadline = of("sites").measure.deadline.as_ref().and_then(|it| it.to);
    assert_eq!(deadline.map(|day| day.to_string()).as_deref(), Some("2027-06-01"));
    assert_eq!(of("water").measure.text, "Поставить кулер", "the nearest entry");
    assert_eq!(of("any-3").measure.indicator, None, "several indicators");
    assert!(plan.iter().all(|it| it.measure.executors.is_empty() && it.measure.basis.is_some()));
    assert_eq!(plan.last().map(|it| it.measure.text.as_str()), Some("Устранить: Нет детской комнаты"));
    for pair in plan.windows(2) {
        let [one, next] = pair else { continue };
        assert!(one.measure.criterion != next.measure.criterion || one.loss >= next.loss, "{one:?} {next:?}");
    }
    let own = Typical { is_own: true, ..typical("own", &["stand"], "Наше", "постоянно") };
    let with_own = Catalogue { entries: catalogue.entries.into_iter().chain([own]).collect() };
    let stand = all.iter().find(|one| one.about == About::List("stand".to_owned())).expect("there");
    assert_eq!(with_own.typical(stand).map(|it| it.code.as_str()), Some("own"));
}

#[test]
fn a_catalogue_that_does_not_fit_is_refused_with_every_fault() {
    let book = worked::rulebook();
    let entries = vec![
        typical("one", &["comfort"], "Поставить кулер", "до 1 июня {year} года"),
        typical("one", &["comfort.tea"], " ", "абракадабра"),
        Typical {
            cost: Some(CostRange { from: 2, to: 1 }), ..typical("dear", &["2.1"], "Купить", "постоянно")
        },
    ];
    let said: Vec<String> = Catalogue { entries }.faults(&book).iter().map(ToString::to_string).collect();
    for fault in [
        "«one» stands twice",
        "«one»: no words",
        "«one»: covers «comfort.tea», which the rulebook does not have",
        "«one»: the term «абракадабра» is not understood",
        "«dear»: cost: from more than to",
        "nothing mends «1.1»",
    ] {
        assert!(said.iter().any(|it| it == fault), "{fault} is not in {said:?}");
    }
    assert!(!said.iter().any(|it| it == "nothing mends «2.1»"), "{said:?}");
}

#[test]
fn extents_are_said_in_words() {
    assert_eq!(Extent { n: 12, of: 30 }.to_string(), "12 из 30 организаций");
    assert_eq!(Extent { n: 1, of: 1 }.to_string(), "1 из 1 организации");
}
