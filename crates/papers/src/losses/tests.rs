use super::{Prices, ledger_out, selection_out};
use crate::answers::table::{Row, TextRows};
use crate::rulebooks;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::ledger::{cheapest, ledger};
use otklik_domain::score::{Assessed, Exact, Findings, Mark, Policy, Tally, Unit, score};

fn culture() -> &'static Rulebook {
    rulebooks::named("culture", None).unwrap()
}

/// Full points but for two conditions of five for the disabled, water and rest.
fn assessed(rulebook: &Rulebook) -> Assessed {
    let yes: Vec<(String, u64)> =
        rulebook.question_set().questions().iter().map(|question| (question.code.clone(), 10)).collect();
    let yes: Vec<(&str, u64)> = yes.iter().map(|(code, n)| (code.as_str(), *n)).collect();
    let tally = Tally::from_counted(&rulebook.question_set(), 10, &yes).unwrap();
    let mut findings = Findings::default();
    for (list, present, required) in [("stand", 17, 17), ("site", 19, 19)] {
        findings.set_present(list, present);
        findings.set_required(list, required);
    }
    for (list, present) in [("channels", 5), ("equipment", 3), ("services", 6)] {
        findings.set_present(list, present);
    }
    for item in &rulebook.inspection("comfort").unwrap().items {
        let is_absent = ["comfort.water", "comfort.rest"].contains(&item.code.as_str());
        findings.set_item(&item.code, if is_absent { Mark::Absent } else { Mark::Present });
    }
    let units = vec![Unit { branch: None, tally, findings }];
    Assessed { organisation: "Клуб".into(), kind: None, units }
}

fn prices(text: &str) -> Prices {
    let rows: Vec<Row> = TextRows::open(std::io::Cursor::new(text)).unwrap().map(Result::unwrap).collect();
    Prices::read(rows.into_iter().map(Ok)).unwrap()
}

fn check(text: &str, target: &str, expected: serde_json::Value) {
    let (book, policy) = (culture(), Policy::default());
    let assessed = assessed(book);
    let ledger = ledger(book, &assessed, &score(book, &assessed, &policy));
    let candidates = prices(text).candidates("Клуб", book, &ledger);
    let target = Exact::parse(target).unwrap();
    let got = selection_out(&cheapest(book, &assessed, &policy, &target, &candidates));
    assert_eq!(serde_json::to_value(got).unwrap(), expected);
}

#[test]
fn the_cheapest_set_follows_from_prices() {
    // 2.1 has 80: either condition brings 20 points, 10 in the criterion, 2 in the total. 3.1 has 60: each of two
    // absent brings 20 points, 6 in the criterion, 1,2 in the total. So the total is 95,6.
    let table = "item;cost\ncomfort.water;5 000,50 руб.\ncomfort.rest;9000\nequipment;20000\n";
    let of = |target: &str, total: &str, cost: &str, chosen: &[&str], is_reached: bool| {
        serde_json::json!({
            "target": target, "is_reached": is_reached, "is_exact": true, "total": total, "cost": cost, "chosen": chosen
        })
    };
    check(table, "97", of("97", "97.60", "5000.50", &["comfort.water"], true));
    check(table, "98", of("98", "98.80", "25000.50", &["comfort.water", "equipment №1"], true));
    check("item,cost\ncomfort.rest,100\n", "99", of("99", "97.60", "100.00", &["comfort.rest"], false));
}

#[test]
fn a_price_of_the_organisation_counts_before_one_of_all() {
    let table = "organisation,item,cost\n,comfort.water,1\nКлуб,comfort.water,7\nМузей,comfort.water,9\n";
    let book = culture();
    let assessed = assessed(book);
    let ledger = ledger(book, &assessed, &score(book, &assessed, &Policy::default()));
    let candidates = prices(table).candidates("Клуб", book, &ledger);
    assert_eq!(
        candidates.iter().map(|one| (one.id.as_str(), one.cost_kopecks)).collect::<Vec<_>>(),
        [("comfort.water", 700)]
    );
}

#[test]
fn what_is_not_money_is_said_with_its_line() {
    for cost in ["много", "-5", "1/2", ""] {
        let read = prices(&format!("item,cost\ncomfort.water,{cost}\n"));
        assert!(read.all.is_empty() && read.remarks[0].text.contains("строка 2"), "{cost}");
    }
}

#[test]
fn lines_have_codes_and_add_up() {
    let book = culture();
    let assessed = assessed(book);
    let ledger = ledger(book, &assessed, &score(book, &assessed, &Policy::default()));
    let out = serde_json::to_value(ledger_out(book, &ledger)).unwrap();
    assert_eq!((out["loss"].as_str(), out["exact"].as_str()), (Some("4.4"), Some("22/5")));
    let codes: Vec<&str> = out["lines"].as_array().unwrap().iter().filter_map(|line| line["code"].as_str()).collect();
    assert_eq!(codes, ["comfort.rest", "comfort.water", "equipment"]);
    let exact = |line: &serde_json::Value| Exact::parse(line["loss"]["exact"].as_str().unwrap()).unwrap();
    let sum = out["lines"].as_array().unwrap().iter().map(exact).fold(Exact::zero(), |sum, one| &sum + &one);
    assert_eq!(sum.to_ratio(), "22/5");
}
