use super::*;
use crate::deadline::{Context, read};
use crate::plan::{Approval, DraftKind, Executor, Span};
use crate::score::{Criterion, Indicator, Scale, ScoreLine, Subject};

fn measure(text: &str, term: &str) -> Measure {
    let deadline = (!term.is_empty()).then(|| read(term, Context::default()).0);
    let executors = vec![Executor {
        name: Some("Линькова И.И.".to_owned()), position: Some("методист".to_owned())
    }];
    Measure { text: text.to_owned(), deadline, executors, ..Measure::default() }
}

fn plan(measures: Vec<Measure>) -> Draft {
    Draft { measures, ..Draft::empty(DraftKind::Plan) }
}

fn codes(draft: &Draft) -> Vec<&'static str> {
    review(draft).into_iter().map(|r| r.code).collect()
}

fn line(criterion: u8, index: u8, value: &str, max: &str) -> ScoreLine {
    ScoreLine {
        subject: Subject::Indicator(Indicator::new(criterion, index).unwrap()),
        value: value.parse().unwrap(),
        max: max.parse().ok(),
        scale: Scale::Weighted,
    }
}

#[test]
fn a_whole_plan_gets_no_remark() {
    assert_eq!(
        codes(&plan(vec![measure("Обновить стенд", "до 01.09.2025"), measure("Открыть раздел", "II квартал 2025")])),
        Vec::<&str>::new()
    );
    assert_eq!(codes(&plan(vec![])), Vec::<&str>::new());
}

#[test]
fn what_every_row_lacks_is_said_once() {
    let mut draft = plan(vec![measure("Обновить стенд", ""), measure("Открыть раздел", "")]);
    assert_eq!(codes(&draft), ["no-deadline"]);
    draft.measures[0].deadline = measure("", "до 01.09.2025").deadline;
    let remarks = review(&draft);
    assert_eq!((remarks.len(), remarks[0].measure), (1, Some(1)));
    for m in &mut draft.measures {
        m.executors.clear();
    }
    assert_eq!(codes(&draft), ["no-deadline", "no-executor"]);
}

#[test]
fn money_and_results_are_asked_for_only_where_the_paper_has_them() {
    let mut draft = plan(vec![measure("Обновить стенд", "до 01.09.2025"), measure("Открыть раздел", "до 01.09.2025")]);
    draft.measures[0].funding = Some("местный бюджет".to_owned());
    draft.measures[1].expected_result = Some("Раздел открыт".to_owned());
    assert_eq!(codes(&draft), ["no-funding", "no-result"]);
    draft.kind = DraftKind::Report;
    draft.measures[1].funding = Some("внебюджетные средства".to_owned());
    assert_eq!(codes(&draft), ["no-result"]);
}

#[test]
fn points_and_measures_are_held_against_each_other() {
    let mut draft = plan(vec![measure("Обновить стенд", "до 01.09.2025")]);
    draft.measures[0].criterion = Criterion::new(1);
    draft.measures[0].indicator = Indicator::new(1, 3);
    draft.scores = vec![line(1, 1, "22,5", "30"), line(1, 3, "40", "40"), line(2, 1, "50", "50")];
    assert_eq!(codes(&draft), ["measure-at-full-points", "lost-points-without-measure"]);
    draft.measures[0].indicator = None;
    assert_eq!(codes(&draft), ["measure-at-full-points"]);
}

#[test]
fn terms_that_cannot_be_checked_or_are_over_are_named() {
    let vague = plan(vec![measure("Следить за чистотой", "постоянно"), measure("Обновить стенд", "до 01.09.2025")]);
    assert_eq!(codes(&vague), ["vague-deadline"]);
    let mut early = plan(vec![measure("Обновить стенд", "до 01.09.2018")]);
    early.period = Some(Span { from: "2019-01-01".parse().unwrap(), to: "2019-12-31".parse().unwrap() });
    assert_eq!(codes(&early), ["deadline-before-plan"]);
    early.approval = Some(Approval { date: "2018-08-15".parse().ok(), ..Approval::default() });
    assert_eq!(codes(&early), Vec::<&str>::new());
}

#[test]
fn an_unmeasurable_aim_in_every_row_is_said_once() {
    let mut draft = plan((0..4).map(|n| measure(&format!("Мера {n}"), "до 01.09.2025")).collect());
    for m in &mut draft.measures {
        m.result_indicator = Some("Достижение максимального результата  независимой оценки качества".to_owned());
    }
    assert_eq!(codes(&draft), ["repeated-indicator"]);
    for m in &mut draft.measures {
        m.result_indicator = Some("Не менее 95 % довольных".to_owned());
    }
    assert_eq!(codes(&draft), Vec::<&str>::new());
}

#[test]
fn names_and_doubles_are_noticed() {
    let mut draft = plan(vec![
        measure("Разместить план МБУК « МТК»", "до 01.09.2025"),
        measure("Разместить план МБУК «МТК».", "до 01.09.2025"),
    ]);
    draft.organisation = Some("Маленький театр кукол".to_owned());
    assert_eq!(codes(&draft), ["organisation-varies", "duplicate-measure"]);
    draft.measures[1].criterion = Criterion::new(2);
    draft.organisation = Some("МТК".to_owned());
    assert_eq!(codes(&draft), Vec::<&str>::new());
}

#[test]
fn work_that_recurs_is_held_against_a_single_day() {
    let mut draft = plan(vec![measure("Не реже, чем 1 раз в два месяца проверять сайт", "10.09.2018")]);
    draft.measures[0].recurrence_in_text = crate::deadline::recurrence_in(&draft.measures[0].text);
    assert_eq!(codes(&draft), ["recurrence-against-term"]);
    draft.measures[0].deadline = measure("", "ежеквартально").deadline;
    assert_eq!(codes(&draft), Vec::<&str>::new());
}

#[test]
fn executors_without_name_or_position_are_noted_once() {
    let mut draft = plan(vec![measure("Обновить стенд", "до 01.09.2025"), measure("Открыть раздел", "до 01.09.2025")]);
    draft.measures[0].executors = vec![
        Executor { name: Some("Линькова И.И.".to_owned()), position: None },
        Executor { name: Some("Горин В.В.".to_owned()), position: None },
    ];
    draft.measures[1].executors.push(Executor { name: None, position: Some("администрация".to_owned()) });
    let remarks = review(&draft);
    let texts: Vec<&str> = remarks.iter().map(|r| r.text.as_str()).collect();
    let office = "Назван не человек, а должность или отдел: администрация";
    assert_eq!(texts, ["Не указана должность: Горин В.В.", office]);
}
