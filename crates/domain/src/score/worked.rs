//! The worked cases of the interface as values, for tests of this room.
//!
//! The same numbers stand in `otklik_testkit::worked` for the rooms above, which these tests cannot ask.

use super::{Assessed, Findings, Mark, Tally, Unit};
use crate::rulebook::{Item, Rulebook, sample};

/// How many answered «да» in case A, of 118.
pub(crate) const A: &[(&str, u64)] = &[
    ("stand_used", 97),
    ("stand_ok", 91),
    ("site_used", 82),
    ("site_ok", 78),
    ("comfort_ok", 112),
    ("disability", 9),
    ("access_ok", 7),
    ("contact_ok", 116),
    ("service_ok", 117),
    ("remote_used", 54),
    ("remote_ok", 53),
    ("recommend", 113),
    ("schedule_ok", 115),
    ("overall_ok", 114),
];

pub(crate) const NO_DISABLED: &[(&str, u64)] = &[("disability", 0), ("access_ok", 0)];

pub(crate) const NO_STANDS: &[(&str, u64)] = &[("stand_used", 0), ("stand_ok", 0)];

/// Case A with some counts of answers changed.
pub(crate) fn unit(changed: &[(&str, u64)]) -> Unit {
    let with = |(code, n): &(&'static str, u64)| {
        (*code, changed.iter().find(|(other, _)| other == code).map_or(*n, |(_, n)| *n))
    };
    let counted: Vec<(&str, u64)> = A.iter().map(with).collect();
    let tally = Tally::from_counted(&sample::culture().question_set(), 118, &counted).unwrap();
    let mut findings = Findings::default();
    for (list, present) in
        [("stand", 14), ("site", 17), ("channels", 4), ("comfort", 5), ("equipment", 2), ("services", 3)]
    {
        findings.set_present(list, present);
    }
    findings.set_required("stand", 17);
    findings.set_required("site", 19);
    Unit { branch: None, tally, findings }
}

pub(crate) fn assessed(units: Vec<Unit>) -> Assessed {
    Assessed { organisation: "А".into(), kind: None, units }
}

/// The sample rulebook with six conditions of comfort by name and one formula.
pub(crate) fn rulebook() -> Rulebook {
    let mut rulebook = sample::culture();
    for rule in rulebook.indicators.iter_mut().filter(|rule| rule.indicator.to_string() == "1.1") {
        rule.formula = "Пинф = 1/2 × (Истенд / Инорм-стенд + Исайт / Инорм-сайт) × 100".into();
        rule.source.place = Some("формула (1.1)".into());
    }
    let titles = ["питьевая вода", "зона отдыха", "понятная навигация", "чистота", "парковка", "запись на приём"];
    for list in rulebook.inspections.iter_mut().filter(|list| list.code == "comfort") {
        let source = list.source.clone();
        let item = |(n, title): (usize, &&str)| Item {
            code: format!("comfort.i{n}"),
            title: (*title).to_owned(),
            shortcoming: (n == 5).then(|| "Нет записи на приём".to_owned()),
            source: source.clone(),
        };
        list.items = titles.iter().enumerate().map(item).collect();
    }
    rulebook
}

/// Marks the conditions of comfort, one letter each: «+» present, «-» absent, «0» not applicable.
pub(crate) fn mark_comfort(unit: &mut Unit, marks: &str) {
    unit.findings = Findings::pooled([&unit.findings], &["stand", "site", "channels", "equipment", "services"]);
    for (n, letter) in marks.chars().enumerate() {
        let mark = match letter {
            '+' => Mark::Present,
            '-' => Mark::Absent,
            _ => Mark::NotApplicable,
        };
        unit.findings.set_item(&format!("comfort.i{n}"), mark);
    }
}
