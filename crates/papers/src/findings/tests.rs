//! Findings in long and in wide form, by codes and by names.

use crate::round::Round;
use crate::round::tests::text;
use crate::rulebooks;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::{Findings, Mark};

fn said(rulebook: &Rulebook, rows: &str) -> (Findings, Vec<String>) {
    let mut round = Round::new(rulebook);
    if let Err(why) = round.findings("f.csv", text(rows)) {
        return (Findings::default(), vec![why.to_string()]);
    }
    let said = round.notes.all().iter().map(|noted| format!("{} {:?}", noted.remark.code, noted.lines)).collect();
    let findings = round.assessed().first().map(|it| it.units[0].findings.clone()).unwrap_or_default();
    (findings, said)
}

fn culture() -> &'static Rulebook {
    rulebooks::named("culture", None).unwrap()
}

#[test]
fn long_and_wide_forms_say_the_same() {
    let long = said(
        culture(),
        "organisation,branch,item,value\nА,,stand_present,14\nА,,stand_required,17\nА,,comfort,5\nА,,comfort.water,0\n",
    );
    for wide in [
        "organisation,stand_present,stand_required,comfort,comfort.water\nА,14,17,5,0\n",
        "Учреждение;comfort_present;COMFORT.WATER;stand_required;stand_present\nА;5,0;нет;17;14\n",
    ] {
        assert_eq!(said(culture(), wide), long, "{wide}");
    }
    assert!(long.1.is_empty(), "{:?}", long.1);
    assert_eq!(long.0.item("comfort.water"), Some(Mark::Absent));
    assert_eq!(long.0.list("stand").required, Some(17));
}

#[test]
fn official_names_of_items_are_headings_too() {
    let item = culture().inspections.iter().find(|list| list.code == "comfort").unwrap().items.first().unwrap();
    let rows = format!("organisation,\"{}\"\nА,1\n", item.title);
    let (findings, said) = said(culture(), &rows);
    assert_eq!((findings.item(&item.code), said), (Some(Mark::Present), vec![]));
}

#[test]
fn what_is_wrong_is_said_with_its_lines() {
    let head = "organisation,item,value\n";
    for (rows, expected) in [
        ("А,stand_present,18\nА,stand_required,17\n", &["present-over-required [2]"][..]),
        ("А,comfort,-1\nА,channels,много\n", &["wrong-value [2]", "wrong-value [3]"]),
        ("А,comfort.gold,1\nА,waiting_score,60\n", &["unknown-code [2]", "unknown-code [3]"]),
        ("А,comfort.water,2\nА,comfort.water,\n", &["wrong-value [2]"]),
        ("А,comfort,1\nА,comfort,2\n", &["item-differs [3]"]),
        (",comfort,1\n", &["no-organisation [2]"]),
    ] {
        assert_eq!(said(culture(), &format!("{head}{rows}")).1, expected, "{rows}");
    }
    let wide = said(culture(), "organisation,comfort,погода\nА,1,2\n,2,\nБ,3\n").1;
    assert_eq!(wide, ["unknown-column []", "no-organisation [3]", "ragged-row [4]"]);
    assert!(said(culture(), "а,б\n1,2\n").1[0].contains("не найдена строка заголовков"));
}

#[test]
fn waiting_is_points_of_the_ladder_or_days_against_a_norm() {
    let Some(rulebook) = rulebooks::all().iter().find(|it| it.waiting.is_some()) else { return };
    let points = |rows: &str| {
        let (findings, said) = said(rulebook, &format!("organisation,item,value\n{rows}"));
        (findings.waiting().map(ToString::to_string), said.len())
    };
    assert_eq!(points("А,waiting_score,60\n"), (Some("60".into()), 0));
    assert_eq!(points("А,waiting_score,55\n"), (None, 1));
    assert_eq!(points("А,waiting_days,12\nА,waiting_norm_days,14\n"), (Some("40".into()), 0));
    assert_eq!(points("А,waiting_days,\"13,5\"\nА,waiting_norm_days,14\n"), (Some("10".into()), 0));
}
