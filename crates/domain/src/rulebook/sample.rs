//! A small rulebook of culture for tests of this crate; the real ones are data files.

use super::{
    Act, Answers, Certainty, CriterionRule, IndicatorRule, Inspection, KindRule, Page, Part, Question, Questionnaire,
    Rulebook, SampleNorm, Source,
};
use crate::score::{Criterion, Indicator};

fn source() -> Source {
    Source { act: "344n".into(), place: None, certainty: Certainty::Practice, note: None }
}

fn share(question: &str) -> Part {
    Part::AnswerShare { question: question.into() }
}

fn list(list: &str) -> Part {
    Part::ListShare { list: list.into() }
}

fn points(list: &str, each: u32, full_from: u32) -> Part {
    Part::ListPoints { list: list.into(), each, full_from }
}

fn indicators() -> Vec<IndicatorRule> {
    let rows: Vec<(u8, u8, u32, Vec<Part>)> = vec![
        (1, 1, 30, vec![list("stand"), list("site")]),
        (1, 2, 30, vec![points("channels", 30, 4)]),
        (1, 3, 40, vec![share("stand_ok"), share("site_ok")]),
        (2, 1, 50, vec![points("comfort", 20, 5)]),
        (2, 3, 50, vec![share("comfort_ok")]),
        (3, 1, 30, vec![points("equipment", 20, 5)]),
        (3, 2, 40, vec![points("services", 20, 5)]),
        (3, 3, 30, vec![share("access_ok")]),
        (4, 1, 40, vec![share("contact_ok")]),
        (4, 2, 40, vec![share("service_ok")]),
        (4, 3, 20, vec![share("remote_ok")]),
        (5, 1, 30, vec![share("recommend")]),
        (5, 2, 20, vec![share("schedule_ok")]),
        (5, 3, 50, vec![share("overall_ok")]),
    ];
    let rule = |(criterion, index, weight_percent, parts): (u8, u8, u32, Vec<Part>)| IndicatorRule {
        indicator: Indicator::new(criterion, index).unwrap(),
        title: format!("показатель {criterion}.{index}"),
        weight_percent,
        is_whole_by_one_part: parts.len() == 2,
        parts,
        formula: String::new(),
        source: source(),
    };
    rows.into_iter().map(rule).collect()
}

fn questions() -> Vec<Question> {
    let rows = [
        ("stand_used", None),
        ("stand_ok", Some("stand_used")),
        ("site_used", None),
        ("site_ok", Some("site_used")),
        ("comfort_ok", None),
        ("disability", None),
        ("access_ok", Some("disability")),
        ("contact_ok", None),
        ("service_ok", None),
        ("remote_used", None),
        ("remote_ok", Some("remote_used")),
        ("recommend", None),
        ("schedule_ok", None),
        ("overall_ok", None),
    ];
    let question = |(number, (code, after)): (usize, (&str, Option<&str>))| Question {
        code: code.into(),
        number: u32::try_from(number + 1).unwrap(),
        wording: format!("{code}?"),
        plain: None,
        short: code.into(),
        answers: Answers::YesNo,
        after: after.map(Into::into),
        page: "all".into(),
        source: source(),
    };
    rows.into_iter().enumerate().map(question).collect()
}

pub(crate) fn culture() -> Rulebook {
    let criterion =
        |criterion: Criterion| CriterionRule { criterion, title: criterion.official_name().into(), source: source() };
    let inspection = |code: &str| Inspection { code: code.into(), title: code.into(), items: vec![], source: source() };
    let act = Act {
        key: "344n".into(),
        title: "Приказ № 344н".into(),
        subject: String::new(),
        edition: None,
        in_force_from: None,
        in_force_until: None,
        address: None,
        certainty: Certainty::Practice,
    };
    Rulebook {
        name: "culture".into(),
        aliases: vec!["культура".into()],
        edition: "2018".into(),
        sha256: "0".repeat(64),
        title: "Культура".into(),
        recipients: "получатели услуг".into(),
        in_force_from: jiff::civil::date(2018, 10, 23),
        in_force_until: None,
        acts: vec![act],
        criteria: Criterion::ALL.into_iter().map(criterion).collect(),
        indicators: indicators(),
        inspections: ["stand", "site", "channels", "comfort", "equipment", "services"].map(inspection).into(),
        waiting: None,
        questionnaire: Questionnaire {
            introduction: String::new(),
            pages: vec![Page { code: "all".into(), title: String::new() }],
            questions: questions(),
        },
        kinds: vec![KindRule {
            code: "performing-arts".into(),
            title: "Исполнительские искусства".into(),
            stems: vec!["театр".into(), "филармони".into()],
            except_stems: vec!["музе".into()],
            criteria: [1, 3].into_iter().filter_map(Criterion::new).collect(),
            source: source(),
        }],
        sample: Some(SampleNorm { percent: 40, at_most: 600, source: source() }),
        gaps: vec![],
    }
}

#[test]
fn parts_that_do_not_fit_are_all_named_at_once() {
    assert!(culture().checked().is_ok());
    let mut wrong = culture();
    wrong.indicators[0].weight_percent = 31;
    wrong.indicators[1].parts = vec![points("nothing", 30, 4)];
    wrong.questionnaire.questions.swap(0, 1);
    wrong.kinds[0].source.act = "1n".into();
    let faults: Vec<String> = wrong.checked().unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        [
            "weights of criterion 1 add up to 101, not to 100",
            "indicator 1.2: no list «nothing»",
            "question stand_ok: it follows «stand_used», which is not asked before it",
            "performing-arts: act «1n» is not in the list of acts",
        ]
    );
}

#[test]
fn a_kind_is_known_by_its_words_unless_they_show_another() {
    let rule = &culture().kinds[0];
    for (kind, is_about) in [
        ("Театр кукол", true),
        ("областная филармония", true),
        ("performing-arts", true),
        ("Театральный музей", false),
        ("кинотеатр", false),
        ("", false),
    ] {
        assert_eq!(rule.is_about(kind), is_about, "{kind}");
    }
}

#[test]
fn a_rulebook_goes_by_its_names() {
    for (name, is_called) in [("culture", true), (" Культура ", true), ("CULTURE", true), ("культур", false)]
    {
        assert_eq!(culture().is_called(name), is_called, "{name}");
    }
}

#[test]
fn an_item_belongs_to_its_list() {
    let mut wrong = culture();
    let item =
        |code: &str| super::Item { code: code.into(), title: String::new(), shortcoming: None, source: source() };
    wrong.inspections[0].items = vec![item("stand.phone"), item("site.phone"), item("stand.")];
    let faults: Vec<String> = wrong.checked().unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        ["item site.phone: its code must be «stand.» and a word", "item stand.: its code must be «stand.» and a word"]
    );
}

#[test]
fn the_ladder_of_waiting_holds_for_any_norm() {
    let ladder = super::WaitingLadder { saved: vec![10, 20, 40, 60], at_half: 100, over: 0, source: source() };
    let rows = [
        (14, [(15, 0), (14, 10), (13, 20), (12, 40), (11, 60), (8, 60), (7, 100), (0, 100)].as_slice()),
        (24, &[(25, 0), (24, 10), (23, 20), (22, 40), (21, 60), (13, 60), (12, 100)]),
        (2, &[(3, 0), (2, 10), (1, 100)]),
        (3, &[(3, 10), (2, 20), (1, 100)]),
        (0, &[(0, 100), (1, 0)]),
    ];
    for (norm, waits) in rows {
        for (wait, points) in waits {
            assert_eq!(ladder.points(wait * 1000, norm * 1000), *points, "{wait} of {norm}");
        }
    }
    // Thirteen days and a half save no whole day.
    assert_eq!(ladder.points(13_500, 14_000), 10);
}
