use super::{Lack, Life, Needed, Stage, Step, lacks, lacks_by_kind};
use crate::Date;
use crate::access::{Actor, AdoptPlan, ApprovePlan, Can, PublishPlan, Right, Role, Scope, permit};
use crate::deadline::{self, Context};
use crate::ids::PersonId;
use crate::plan::{Approval, Draft, DraftKind, Executor, Fault, Measure, Span};
use uuid::Uuid;

fn can<R: Right>(who: u128) -> Can<R> {
    let person = Some(PersonId(Uuid::from_u128(who)));
    let actor = Actor { person, role: Some(Role::Administrator), scope: Scope::Everywhere };
    permit(&actor, None).unwrap()
}

fn block() -> Approval {
    Approval {
        position: Some("Начальник отдела культуры".to_owned()),
        name: Some("Кузнецова Т.П.".to_owned()),
        date: Some(Date::constant(2026, 2, 1)),
        basis: None,
    }
}

fn life(stage: Stage) -> Life {
    Life { stage, sent_by: Some(PersonId(Uuid::from_u128(1))), may_approve_own: false }
}

#[test]
fn a_plan_goes_the_one_way_there_is() {
    use Stage::{Amended, Approved, Closed, Draft, Published, Returned, Sent};
    let (whole, empty) = (block(), Approval::default());
    let undated = Approval { date: None, ..block() };
    let nameless = Approval { name: Some(" ".to_owned()), ..block() };
    let placeless = Approval { position: None, ..block() };
    let (maker, founder) = (can::<AdoptPlan>(1), can::<ApprovePlan>(2));
    let lack = [Lack { row: Some(0), needed: Needed::Term }];
    let send = Step::Send { proof: maker, lacks: &[] };
    let back = Step::TakeBack { proof: maker };
    let give_back = |words| Step::Return { proof: founder, n_comments: 0, words };
    let approve = |block| Step::Approve { proof: founder, block };
    let record_of_ours = Step::Record { proof: founder, block: &whole, is_from_paper: false };
    let publish = Step::Publish { proof: can::<PublishPlan>(1) };
    let amend = |reason, agreed| Step::Amend { proof: maker, reason, agreed };
    let close = |sooner, n_unfinished, reason| Step::Close { proof: maker, sooner, n_unfinished, reason };
    let none = |stage, step: Step<'_>| Err(Fault::NoSuchStage { stage, step: step.in_words() });
    for (from, step, expected) in [
        (Draft, send, Ok(Sent)),
        (Draft, Step::Send { proof: maker, lacks: &lack }, Err(Fault::Lacking(1))),
        (Draft, approve(&whole), none(Draft, approve(&whole))),
        (Draft, publish, none(Draft, publish)),
        (Draft, Step::Record { proof: founder, block: &whole, is_from_paper: true }, Ok(Approved)),
        (Draft, Step::Record { proof: founder, block: &empty, is_from_paper: true }, Err(Fault::NoApprover)),
        (Draft, record_of_ours, none(Draft, record_of_ours)),
        (Sent, send, none(Sent, send)),
        (Sent, back, Ok(Draft)),
        (Sent, give_back(" "), Err(Fault::NothingToMend)),
        (Sent, give_back("Назовите сроки"), Ok(Returned)),
        (Sent, Step::Return { proof: founder, n_comments: 2, words: "" }, Ok(Returned)),
        (Sent, approve(&empty), Err(Fault::NoApprover)),
        (Sent, approve(&undated), Err(Fault::NoApprover)),
        (Sent, approve(&nameless), Err(Fault::NoApprover)),
        (Sent, approve(&placeless), Err(Fault::NoApprover)),
        (Sent, approve(&whole), Ok(Approved)),
        (Sent, close(Some(founder), 0, "Нет"), none(Sent, close(None, 0, ""))),
        (Returned, send, Ok(Sent)),
        (Returned, close(None, 3, "Не нужен"), Ok(Closed)),
        (Draft, back, none(Draft, back)),
        (Returned, back, none(Returned, back)),
        (Approved, back, none(Approved, back)),
        (Published, back, none(Published, back)),
        (Approved, publish, Ok(Published)),
        (Approved, amend("Нет денег", "Учредитель, письмо 12"), Ok(Amended)),
        (Approved, amend("Нет денег", ""), Err(Fault::NoAmendment)),
        (Published, amend("", "Учредитель"), Err(Fault::NoAmendment)),
        (Published, publish, Ok(Published)),
        (Published, close(None, 0, ""), Ok(Closed)),
        (Published, close(None, 2, "Год прошёл"), Err(Fault::Unfinished(2))),
        (Published, close(Some(founder), 2, ""), Err(Fault::NoCloseReason)),
        (Published, close(Some(founder), 2, "Год прошёл"), Ok(Closed)),
        (Amended, publish, Ok(Published)),
        (Closed, publish, Ok(Closed)),
        (Closed, send, none(Closed, send)),
    ] {
        assert_eq!(life(from).step(&step), expected, "{from:?} {step:?}");
    }
}

#[test]
fn who_sent_a_plan_approves_it_only_in_a_house_of_one() {
    let whole = block();
    let own = Step::Approve { proof: can::<ApprovePlan>(1), block: &whole };
    assert_eq!(life(Stage::Sent).step(&own), Err(Fault::OwnPlan));
    let house_of_one = Life { may_approve_own: true, ..life(Stage::Sent) };
    assert_eq!(house_of_one.step(&own), Ok(Stage::Approved));
}

#[test]
fn a_paper_is_approved_where_it_says_by_whom_and_when() {
    let named = |edit: fn(&mut Approval)| {
        let mut block = block();
        edit(&mut block);
        Some(block)
    };
    for (approval, stage) in [
        (None, Stage::Draft),
        (Some(Approval::default()), Stage::Draft),
        (named(|_| ()), Stage::Approved),
        (named(|block| block.date = None), Stage::Draft),
        (
            named(|block| {
                *block =
                    Approval { basis: Some("постановление № 21-па".to_owned()), ..Approval::default() }
            }),
            Stage::Approved,
        ),
    ] {
        let draft = Draft { approval, ..Draft::empty(DraftKind::Plan) };
        assert_eq!(Stage::at_adoption(&draft), stage, "{:?}", draft.approval);
    }
}

#[test]
fn everything_the_form_requires_is_named_row_by_row() {
    let executor = |name: &str, position: &str| {
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        vec![Executor { name: said(name), position: said(position) }]
    };
    let whole = Measure {
        text: "Поставить кулер".to_owned(),
        shortcoming: Some("Нет воды".to_owned()),
        deadline: Some(deadline::read("до 01.06.2026", Context { year: None, period: None }).0),
        executors: executor("Линькова И.И.", "директор"),
        ..Measure::default()
    };
    let of = |edit: fn(&mut Measure)| {
        let mut measure = whole.clone();
        edit(&mut measure);
        measure
    };
    let mut nameless = whole.clone();
    nameless.executors = executor("", "директор");
    let mut placeless = whole.clone();
    placeless.executors = executor("Линькова И.И.", "");
    let mut one_of_two = whole.clone();
    one_of_two.executors.extend(executor("Сорока Н.Г.", " "));
    for (measure, needed) in [
        (whole.clone(), vec![]),
        (of(|m| m.text = " ".to_owned()), vec![Needed::Text]),
        (of(|m| m.shortcoming = None), vec![Needed::Shortcoming]),
        (of(|m| m.deadline = None), vec![Needed::Term]),
        (of(|m| m.executors.clear()), vec![Needed::Executor]),
        (nameless, vec![Needed::ExecutorName]),
        (placeless, vec![Needed::ExecutorPosition]),
        (one_of_two, vec![Needed::ExecutorPosition]),
        (Measure::default(), vec![Needed::Text, Needed::Shortcoming, Needed::Term, Needed::Executor]),
        (
            of(|m| {
                *m = Measure { text: "Недостатки не выявлены".to_owned(), ..Measure::default() }
            }),
            vec![],
        ),
    ] {
        let span = Span { from: Date::constant(2026, 1, 1), to: Date::constant(2026, 12, 31) };
        let draft = Draft { period: Some(span), measures: vec![measure.clone()], ..Draft::empty(DraftKind::Plan) };
        let found: Vec<Needed> = lacks(&draft).into_iter().map(|lack| lack.needed).collect();
        assert_eq!(found, needed, "{measure:?}");
    }
    let empty: Vec<Needed> = lacks(&Draft::empty(DraftKind::Plan)).into_iter().map(|lack| lack.needed).collect();
    assert_eq!(empty, [Needed::Period, Needed::Rows]);
}

#[test]
fn lacks_are_told_by_kind_with_all_their_rows() {
    let of = |needed, rows: &[usize]| rows.iter().map(|row| Lack { row: Some(*row), needed }).collect::<Vec<_>>();
    for (found, expected) in [
        (vec![], vec![]),
        (vec![Lack { row: None, needed: Needed::Period }], vec![(None, "План: не указано, на какие годы план")]),
        (of(Needed::Term, &[2]), vec![(Some(2), "Строка 3: нет планового срока")]),
        (of(Needed::Term, &[0, 1]), vec![(Some(0), "Строки 1, 2: нет планового срока")]),
        (of(Needed::Term, &[0, 1, 2, 6, 8, 9, 10]), vec![(Some(0), "Строки 1–3, 7, 9–11: нет планового срока")]),
        (
            [of(Needed::Executor, &[1]), of(Needed::Term, &[1]), of(Needed::Executor, &[2, 3])].concat(),
            vec![(Some(1), "Строки 2–4: не назван исполнитель"), (Some(1), "Строка 2: нет планового срока")],
        ),
    ] {
        let told = lacks_by_kind(&found);
        assert_eq!(told.len(), expected.len(), "{told:?}");
        for ((row, text), (first, begins)) in told.iter().zip(&expected) {
            assert!(row == first && text.starts_with(begins), "{told:?} is not {expected:?}");
        }
    }
}
