//! The plan's way: sent, returned with comments, approved with its act and scan, changed with a reason, closed.

use crate::house::{PAPER, Place, actor, incoming};
use otklik_app::drafts::{HeadTyped, MeasureTyped};
use otklik_app::intake::read_plan_paper;
use otklik_app::measures::{self, StepTyped};
use otklik_app::plans::life::{self, ApprovalTyped, approve_plan, return_plan, send_plan, take_back_plan};
use otklik_app::plans::{self, adopt_plan, close_plan, comments, publish_plan, rows, way};
use otklik_app::record::{PlanState, Version};
use otklik_app::{Ctx, Faults, Refusal, paper_out};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::ids::{MeasureId, PersonId, PlanId};
use otklik_domain::plan::life::{Needed, Stage};
use otklik_testkit::builders::id;

/// The founder is another person than who makes the plan.
fn founder(place: &Place) -> Ctx {
    let actor = actor(Role::Founder, Scope::Everywhere);
    place.house.ctx(Actor { person: Some(PersonId(id(12, 7))), ..actor })
}

/// [`PAPER`] that nobody has approved yet.
async fn draft(place: &Place) -> PlanId {
    let paper = PAPER
        .replace("УТВЕРЖДАЮ<br>Директор МБУК «Луговской дом культуры»<br>Кузнецова Т.П.<br>«15» января 2019 г.", "");
    assert_ne!(paper, PAPER);
    let ctx = place.ctx(Role::Methodologist);
    let id = read_plan_paper(&ctx, incoming("план.html", &paper, Some(place.organisation))).await.expect("read");
    adopt_plan(&ctx, id, Version(1), None).await.expect("adopted")
}

async fn version(ctx: &Ctx, plan: PlanId) -> Version {
    plans::plan(ctx, plan).await.expect("found").version
}

async fn stage(ctx: &Ctx, plan: PlanId) -> Stage {
    plans::plan(ctx, plan).await.expect("found").stage
}

async fn rows_of(ctx: &Ctx, plan: PlanId) -> Vec<(MeasureId, String)> {
    plans::plan(ctx, plan).await.expect("found").measures.into_iter().map(|m| (m.id, m.text)).collect()
}

fn typed() -> ApprovalTyped {
    ApprovalTyped {
        position: "Начальник отдела культуры".into(),
        body: "администрации Лугового района".into(),
        name: "Кузнецова Т.П.".into(),
        approved_on: "01.02.2019".into(),
        act_kind: "приказ".into(),
        act_number: "12-ОД".into(),
        act_date: "31.01.2019".into(),
    }
}

/// Fills what the paper lacks: the third row has neither term nor executor.
async fn mend(ctx: &Ctx, plan: PlanId) {
    let view = plans::plan(ctx, plan).await.expect("found");
    let cooler = MeasureTyped {
        text: "Поставить кулер".into(),
        shortcoming: "Нет воды".into(),
        criterion: "2".into(),
        term: "до 01.06.2019".into(),
        executors: "Суркова Е.В., методист".into(),
        ..MeasureTyped::default()
    };
    measures::edit_measure(ctx, view.measures[2].id, Version(1), &cooler).await.expect("mended");
}

async fn sent(place: &Place) -> PlanId {
    let (ctx, plan) = (place.ctx(Role::Methodologist), draft(place).await);
    mend(&ctx, plan).await;
    send_plan(&ctx, plan, version(&ctx, plan).await, "").await.expect("sent");
    plan
}

async fn approved(place: &Place) -> PlanId {
    let (plan, founder) = (sent(place).await, founder(place));
    approve_plan(&founder, plan, version(&founder, plan).await, &typed(), None).await.expect("approved");
    plan
}

#[tokio::test]
async fn a_plan_without_what_the_form_requires_is_not_sent_and_every_row_is_named() {
    let place = Place::on("2019-02-01").await;
    let (ctx, plan) = (place.ctx(Role::Methodologist), draft(&place).await);
    assert_eq!(stage(&ctx, plan).await, Stage::Draft);
    let refused = send_plan(&ctx, plan, Version(1), "").await;
    let Err(Refusal::Invalid(Faults::PlanRows(lacks))) = refused else { panic!("{refused:?}") };
    let told: Vec<(Option<usize>, Needed)> = lacks.iter().map(|lack| (lack.row, lack.needed)).collect();
    assert_eq!(told, [(Some(2), Needed::Term), (Some(2), Needed::Executor)]);
    let refused = publish_plan(&ctx, plan, Version(1), false).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "not approved: {refused:?}");
    mend(&ctx, plan).await;
    let now = version(&ctx, plan).await;
    send_plan(&ctx, plan, now, "Просим утвердить").await.expect("sent");
    let again = send_plan(&ctx, plan, now, "").await;
    assert!(matches!(again, Err(Refusal::Stale)), "{again:?}");
    let (id, _) = rows_of(&ctx, plan).await[0].clone();
    let locked = rows::move_row(&ctx, plan, version(&ctx, plan).await, id, false).await;
    assert!(matches!(locked, Err(Refusal::Invalid(_))), "{locked:?}");
    take_back_plan(&ctx, plan, version(&ctx, plan).await).await.expect("taken back");
    assert_eq!(stage(&ctx, plan).await, Stage::Draft);
}

#[tokio::test]
async fn a_returned_plan_is_sent_again_when_every_comment_is_answered() {
    let place = Place::on("2019-02-01").await;
    let (plan, ctx, founder) = (sent(&place).await, place.ctx(Role::Methodologist), founder(&place));
    let silent = return_plan(&founder, plan, version(&ctx, plan).await, " ").await;
    assert!(matches!(silent, Err(Refusal::Invalid(_))), "{silent:?}");
    let row = rows_of(&ctx, plan).await[1].0;
    let refused = comments::comment(&ctx, plan, Some(row), "Назовите день").await;
    assert!(matches!(refused, Err(Refusal::NotAllowed)), "{refused:?}");
    comments::comment(&founder, plan, Some(row), "Назовите день").await.expect("kept");
    let stray = comments::comment(&founder, plan, Some(MeasureId(id(3, 99))), "Где?").await;
    assert!(matches!(stray, Err(Refusal::NotFound)), "{stray:?}");
    return_plan(&founder, plan, version(&ctx, plan).await, "").await.expect("returned");
    let refused = send_plan(&ctx, plan, version(&ctx, plan).await, "").await;
    assert!(
        matches!(&refused, Err(Refusal::Invalid(Faults::PlanRows(l))) if l[0].needed == Needed::Answer),
        "{refused:?}"
    );
    let comment =
        way::way(&ctx, &plans::plan(&ctx, plan).await.expect("found")).await.expect("way").comments[0].clone();
    comments::answer(&ctx, plan, comment.value.id, comment.version, "Раз в квартал").await.expect("answered");
    send_plan(&ctx, plan, version(&ctx, plan).await, "").await.expect("sent");
    comments::settle(&founder, plan, comment.value.id, Version(2), true).await.expect("settled");
    let view = plans::plan(&ctx, plan).await.expect("found");
    let told = way::way(&ctx, &view).await.expect("way");
    let stages: Vec<Stage> = told.steps.iter().map(|step| step.stage).collect();
    assert_eq!(stages, [Stage::Draft, Stage::Sent, Stage::Returned, Stage::Sent]);
    assert!(told.comments[0].value.settled.is_some() && told.comments[0].value.answer.is_some());
}

#[tokio::test]
async fn an_approval_names_who_when_and_by_which_act_and_keeps_the_scan() {
    let place = Place::on("2019-02-01").await;
    let (plan, founder) = (sent(&place).await, founder(&place));
    let now = version(&founder, plan).await;
    let of_maker = approve_plan(&place.ctx(Role::Methodologist), plan, now, &typed(), None).await;
    assert!(matches!(of_maker, Err(Refusal::NotAllowed)), "{of_maker:?}");
    let nobody =
        ApprovalTyped { approved_on: "01.02.2020".into(), act_date: "вчера".into(), ..ApprovalTyped::default() };
    let refused = approve_plan(&founder, plan, now, &nobody, None).await;
    let Err(Refusal::Invalid(Faults::Fields(faults))) = refused else { panic!("{refused:?}") };
    let fields: Vec<&str> = faults.iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, ["position", "name", "approved_on", "act_date"]);
    let no_scans: [(&str, &[u8], &str); 2] = [("скан.exe", b"MZ", "PDF или снимок"), ("скан.pdf", b"", "пуст")];
    for (name, bytes, words) in no_scans {
        let refused = approve_plan(&founder, plan, now, &typed(), Some((name.to_owned(), bytes.to_vec()))).await;
        let Err(Refusal::Invalid(Faults::Fields(faults))) = refused else { panic!("{name}: {refused:?}") };
        assert!(faults[0].0 == "scan" && faults[0].1.contains(words), "{faults:?}");
    }
    let scan = Some(("скан.pdf".to_owned(), b"%PDF-1.4 signed".to_vec()));
    approve_plan(&founder, plan, now, &typed(), scan.clone()).await.expect("approved");
    let view = plans::plan(&founder, plan).await.expect("found");
    let block = view.draft.approval.clone().expect("in the plan");
    assert_eq!(block.position.as_deref(), Some("Начальник отдела культуры администрации Лугового района"));
    assert_eq!(block.basis.as_deref(), Some("приказ от 31.01.2019 № 12-ОД"));
    assert_eq!(life::scan(&founder, plan, 0).await.ok(), scan);
    let paper = paper_out::plan_paper(&founder, plan, "plan-457", "html").await.expect("written");
    let text = String::from_utf8(paper.bytes).expect("text");
    assert!(text.contains("Т.П. Кузнецова") && text.contains("12-ОД"), "{text}");
    let stranger = life::scan(&place.ctx_of(Role::Head, &[place.neighbour().await]), plan, 0).await;
    assert!(matches!(stranger, Err(Refusal::NotFound)), "{stranger:?}");
}

#[tokio::test]
async fn who_sends_does_not_approve_unless_the_house_says_so() {
    let place = Place::on("2019-02-01").await;
    let (admin, plan) = (place.ctx(Role::Administrator), draft(&place).await);
    mend(&admin, plan).await;
    send_plan(&admin, plan, version(&admin, plan).await, "").await.expect("sent");
    let now = version(&admin, plan).await;
    let own = approve_plan(&admin, plan, now, &typed(), None).await;
    assert!(matches!(own, Err(Refusal::Invalid(_))), "{own:?}");
    let refused = life::set_own_approval(&place.ctx(Role::Founder), true).await;
    assert!(matches!(refused, Err(Refusal::NotAllowed)), "{refused:?}");
    life::set_own_approval(&admin, true).await.expect("kept");
    approve_plan(&admin, plan, now, &typed(), None).await.expect("a house of one");
}

#[tokio::test]
async fn a_paper_approved_before_is_recorded_without_being_sent() {
    let place = Place::on("2019-02-01").await;
    let (plan, founder) = (draft(&place).await, founder(&place));
    approve_plan(&founder, plan, Version(1), &typed(), None).await.expect("recorded");
    assert_eq!(stage(&founder, plan).await, Stage::Approved);
    publish_plan(&founder, plan, version(&founder, plan).await, false).await.expect("published");
    assert_eq!(stage(&founder, plan).await, Stage::Published);
}

#[tokio::test]
async fn a_changed_row_keeps_its_first_words_and_term_with_reason_and_consent() {
    let mut place = Place::on("2019-02-01").await;
    let plan = approved(&place).await;
    place.turn_to("2019-03-01");
    let ctx = place.ctx(Role::Head);
    let row = plans::plan(&ctx, plan).await.expect("found").measures[2].clone();
    let later = |term: &str, reason: &str, agreed: &str| MeasureTyped {
        text: "Поставить кулер".into(),
        shortcoming: "Нет воды".into(),
        criterion: "2".into(),
        term: term.into(),
        executors: "Суркова Е.В., методист".into(),
        reason: reason.into(),
        agreed: agreed.into(),
        ..MeasureTyped::default()
    };
    let refused = measures::edit_measure(&ctx, row.id, Version(2), &later("до 01.09.2019", "", "")).await;
    let Err(Refusal::Invalid(Faults::Fields(faults))) = refused else { panic!("{refused:?}") };
    assert_eq!(faults.iter().map(|(field, _)| *field).collect::<Vec<_>>(), ["reason", "agreed"]);
    for (seen, term, day) in [(2, "до 01.09.2019", "2019-03-02"), (3, "до 01.10.2019", "2019-03-03")] {
        place.turn_to(day);
        let (ctx, typed) = (place.ctx(Role::Head), later(term, "Нет денег", "Кузнецова Т.П., письмо № 4"));
        measures::edit_measure(&ctx, row.id, Version(seen), &typed).await.expect("changed");
    }
    let moved = StepTyped {
        to: "moved".into(),
        reason: "Поставщик".into(),
        term: "до 01.12.2019".into(),
        ..StepTyped::default()
    };
    place.turn_to("2019-03-04");
    let ctx = place.ctx(Role::Head);
    measures::record_execution(&ctx, row.id, Version(4), &moved).await.expect("moved");
    let view = plans::plan(&ctx, plan).await.expect("found");
    let told = way::way(&ctx, &view).await.expect("way");
    assert_eq!((view.stage, told.amendments.len()), (Stage::Amended, 2));
    assert_eq!(told.amendments[0].agreed, "Кузнецова Т.П., письмо № 4");
    assert_eq!(told.first[&row.id].term.as_deref(), Some("до 01.06.2019"), "the first, not the one before");
    let paper = paper_out::plan_paper(&ctx, plan, "plan-457", "csv").await.expect("written");
    let text = String::from_utf8(paper.bytes).expect("text");
    assert!(text.contains("до 01.12.2019 (первоначальный срок: до 01.06.2019)"), "{text}");
    publish_plan(&ctx, plan, view.version, false).await.expect("published");
    let public = plans::public_plan(&place.stranger(), plan).await.expect("public");
    assert!(public.publication.body_json.contains("первоначальный срок"), "{}", public.publication.body_json);
}

#[tokio::test]
async fn rows_of_a_draft_are_added_moved_removed_and_the_head_is_edited() {
    let place = Place::on("2019-02-01").await;
    let (ctx, plan) = (place.ctx(Role::Methodologist), draft(&place).await);
    let new = MeasureTyped { text: "Открыть читальный зал".into(), ..MeasureTyped::default() };
    let first = rows_of(&ctx, plan).await[0].0;
    let added = rows::add_row(&ctx, plan, Version(1), Some(first), &new).await.expect("added");
    let stale = rows::add_row(&ctx, plan, Version(1), None, &new).await;
    assert!(matches!(stale, Err(Refusal::Stale)), "{stale:?}");
    rows::move_row(&ctx, plan, Version(2), added, true).await.expect("moved");
    rows::move_row(&ctx, plan, Version(3), added, true).await.expect("already first");
    rows::remove_row(&ctx, plan, version(&ctx, plan).await, first, &MeasureTyped::default()).await.expect("removed");
    let texts: Vec<String> = rows_of(&ctx, plan).await.into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts[..2], ["Открыть читальный зал", "Обновлять раздел «Документы»"]);
    assert_eq!(texts.len(), 4);
    let head = HeadTyped { title: "План".into(), from: "2020".into(), to: "2021".into(), ..HeadTyped::default() };
    rows::edit_head(&ctx, plan, version(&ctx, plan).await, &head).await.expect("edited");
    let view = plans::plan(&ctx, plan).await.expect("found");
    assert_eq!(view.draft.period.map(|p| (p.from.year(), p.to.year())), Some((2020, 2021)));
    assert!(place.scratch.store.verify().await.expect("checked").is_empty());
}

#[tokio::test]
async fn a_row_somebody_worked_on_stays_and_an_approved_row_leaves_with_a_reason() {
    let place = Place::on("2019-02-01").await;
    let (plan, ctx) = (approved(&place).await, place.ctx(Role::Head));
    let (worked, free) = (rows_of(&ctx, plan).await[0].0, rows_of(&ctx, plan).await[1].0);
    let done = StepTyped { to: "reported".into(), done: "Вывески стоят".into(), ..StepTyped::default() };
    measures::record_execution(&ctx, worked, Version(1), &done).await.expect("recorded");
    let why = MeasureTyped {
        reason: "Повтор".into(), agreed: "Кузнецова Т.П.".into(), ..MeasureTyped::default()
    };
    let now = version(&ctx, plan).await;
    let refused = rows::remove_row(&ctx, plan, now, worked, &why).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    let refused = rows::remove_row(&ctx, plan, now, free, &MeasureTyped::default()).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    rows::remove_row(&ctx, plan, now, free, &why).await.expect("removed");
    let view = plans::plan(&ctx, plan).await.expect("found");
    let told = way::way(&ctx, &view).await.expect("way");
    assert_eq!((view.stage, view.measures.len(), told.amendments.len()), (Stage::Amended, 3, 1));
    let gone = way::row_of(told.amendments[0].was_json.as_deref()).expect("reads").expect("there");
    assert_eq!(gone.text, "Обновлять раздел «Документы»");
}

#[tokio::test]
async fn a_plan_is_closed_when_all_is_done_or_by_the_founder_with_a_reason() {
    let place = Place::on("2019-02-01").await;
    let (plan, head, founder) = (approved(&place).await, place.ctx(Role::Head), founder(&place));
    let now = version(&head, plan).await;
    for (who, reason) in [(&head, "Год прошёл"), (&founder, "")] {
        let refused = close_plan(who, plan, now, reason).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    }
    for row in plans::plan(&head, plan).await.expect("found").measures {
        let typed = StepTyped { to: "not_done".into(), reason: "Нет денег".into(), ..StepTyped::default() };
        let seen = measures::measure(&head, row.id).await.expect("found").version;
        measures::record_execution(&head, row.id, seen, &typed).await.expect("recorded");
    }
    close_plan(&head, plan, now, "").await.expect("all is done");
    let view = plans::plan(&head, plan).await.expect("found");
    assert_eq!((view.stage, view.state), (Stage::Closed, PlanState::Closed));
}
