//! One measure: shortcoming, term as written and as understood, its place in the original, what happened, next step.

use super::draft::version;
use super::measure_fields::{amendment_fields, fields, typed_from, typed_of};
use super::measure_proof::ProofBlock;
use super::measure_turns::TurnsBlock;
use crate::form::{FieldFault, Signed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::standing;
use crate::ui::components::edition::Edition;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::score_card::short_name;
use crate::ui::components::source::{Numbered, Quote};
use crate::ui::components::state::{Mark, Shape, State};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::Refusal;
use otklik_app::drafts::MeasureTyped;
use otklik_app::measures::{self, MeasureView, StepTyped};
use otklik_app::proof::Brought;
use otklik_app::record::{Verdict, Version};
use otklik_domain::access::Verb;
use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::deadline::Lateness;
use otklik_domain::ids::{DraftId, MeasureId, PlanId, RoundId};
use otklik_domain::plan::{Field as PlanField, MeasureState};
use std::collections::HashMap;

struct Row {
    key: &'static str,
    value: String,
    under: Option<String>,
}

struct Event {
    mark: Mark,
    title: String,
    when: String,
    who: String,
    note: Option<String>,
}

/// Where a measure comes from, and what it is a part of.
struct Beside {
    about: &'static str,
    href: String,
    text: String,
}

#[derive(Template)]
#[template(path = "cabinet/measure.html")]
struct MeasurePage {
    shell: Shell,
    errors: Errors,
    id: MeasureId,
    plan: PlanId,
    step_edition: Edition,
    edit_edition: Edition,
    eyebrow: String,
    organisation: String,
    heading: String,
    state: State,
    note: Option<String>,
    is_example: bool,
    shortcoming: Option<String>,
    term: String,
    as_written: Option<String>,
    executors: String,
    proof: String,
    proof_note: String,
    aim: String,
    aim_note: String,
    rows: Vec<Row>,
    beside: Vec<Beside>,
    sees_journal: bool,
    events: Vec<Event>,
    quote: Option<Quote>,
    source_name: Option<String>,
    draft: Option<DraftId>,
    can_record: bool,
    /// Why nobody marks work on it now.
    no_work: Option<String>,
    step_fields: Vec<Field>,
    /// The report that waits may be judged by the visitor.
    judges: bool,
    proofs: ProofBlock,
    turns: TurnsBlock,
    can_edit: bool,
    can_hand: bool,
    edits: bool,
    edit_fields: Vec<Field>,
}

/// What was tried last.
#[derive(Default)]
pub(super) struct Tried {
    step: StepTyped,
    edit: Option<MeasureTyped>,
    /// A proof that could not be taken.
    proof: Option<Brought>,
    /// The version that was tried in vain.
    stale: Option<Version>,
    faults: Vec<FieldFault>,
}

impl Tried {
    /// Something else than a step or a correction was tried, perhaps a proof.
    pub(super) fn beside(proof: Option<Brought>, faults: Vec<FieldFault>) -> Self {
        Tried { proof, faults, ..Tried::default() }
    }
}

/// `GET /cabinet/measures/{id}`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let view = measures::measure(&visit.ctx, id_of(&id)?).await?;
    measure_page(&visit, &view, &Tried::default())
}

/// `POST /cabinet/measures/{id}/step`
pub(crate) async fn step(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let get = |name: &str| typed.get(name).to_owned();
    let step = StepTyped {
        to: get("to"),
        reason: get("reason"),
        done: get("done"),
        actual: get("actual"),
        term: get("term"),
        turn: get("turn"),
    };
    let said = measures::record_execution(&visit.ctx, id, version(&typed), &step).await;
    done(&visit, id, said, "recorded", Tried { step, stale: Some(version(&typed)), ..Tried::default() }).await
}

/// `POST /cabinet/measures/{id}/edit`
pub(crate) async fn edit(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let measure = typed_from(&typed);
    let said = measures::edit_measure(&visit.ctx, id, version(&typed), &measure).await;
    done(&visit, id, said, "kept", Tried { edit: Some(measure), stale: Some(version(&typed)), ..Tried::default() })
        .await
}

/// What a decision leads to: the measure, or the same with what is wrong. `tried.stale` is the version that was named; it
/// is kept only where somebody else was faster.
async fn done(
    visit: &Visit,
    id: MeasureId,
    said: Result<(), Refusal>,
    notice: &str,
    mut tried: Tried,
) -> Result<Response, Refused> {
    let Err(refused) = said else {
        return Ok(refusal::see_other(&format!("/cabinet/measures/{id}?done={notice}")));
    };
    tried.stale = tried.stale.filter(|_| matches!(refused, Refusal::Stale));
    tried.faults = faults_of(refused)?;
    again(visit, id, tried).await
}

pub(super) async fn again(visit: &Visit, id: MeasureId, tried: Tried) -> Result<Response, Refused> {
    let view = measures::measure(&visit.ctx, id).await?;
    measure_page(visit, &view, &tried).map(refusal::invalid)
}

fn measure_page(visit: &Visit, view: &MeasureView, tried: &Tried) -> Result<Response, Refused> {
    let (measure, record) = (&view.measure, &view.record);
    let place = Some(record.organisation);
    let deadline = measure.deadline.as_ref();
    let edit_faults: &[FieldFault] = if tried.edit.is_some() { &tried.faults } else { &[] };
    let edited = tried.edit.clone().unwrap_or_else(|| typed_of(measure));
    let heading = words::capital(&measure.text);
    let title = format!(
        "{}Мера {}",
        if tried.faults.is_empty() { "" } else { "Ошибка: " },
        measure.number.clone().unwrap_or_default()
    );
    let summary = tried.faults.iter().map(|f| {
        let apart = if tried.edit.is_some() && !f.field.is_empty() { "-edit" } else { "" };
        // Without its form a step has no fields: the words stand where the form would.
        let field = if view.no_work.is_some() && f.field == "to" { "step" } else { f.field.as_str() };
        FieldFault { field: format!("{field}{apart}"), text: f.text.clone() }
    });
    Ok(page::show(&MeasurePage {
        shell: visit.staff_shell(title.trim().to_owned(), "register"),
        errors: Errors { faults: summary.collect() },
        id: record.id,
        plan: record.plan,
        step_edition: Edition::of("step", view.version, tried.stale.filter(|_| tried.edit.is_none())),
        edit_edition: Edition::of("edit", view.version, tried.stale.filter(|_| tried.edit.is_some())),
        eyebrow: eyebrow(view),
        organisation: view.organisation.name.clone(),
        heading,
        state: standing::standing(record.state, view.lateness, record.deadline_kind),
        note: standing::note(record.state, view.lateness).map(|n| words::capital(&n)),
        is_example: record.is_example,
        shortcoming: measure.shortcoming.clone(),
        term: term(view),
        as_written: deadline.map(|d| d.as_written.clone()),
        executors: if record.executors.is_empty() {
            "исполнитель не назначен".to_owned()
        } else {
            record.executors.clone()
        },
        proof: proof(view),
        proof_note: record.state.in_words().to_owned(),
        aim: measure.indicator.map_or_else(|| "Показатель не назван".to_owned(), |i| format!("Показатель {i}")),
        aim_note: measure.expected_result.clone().unwrap_or_else(|| "ожидаемый результат не указан".to_owned()),
        rows: details(view, &visit.ctx.house.calendar),
        beside: beside(view),
        sees_journal: visit.ctx.demand_somewhere(Verb::SeeAudit).is_ok(),
        events: events(visit, view),
        quote: quote(view),
        source_name: view.source_name.clone(),
        draft: view.made_of,
        can_record: view.no_work.is_none()
            && visit.ctx.may(Verb::RecordExecution, place)
            && !steps(visit, view).is_empty(),
        no_work: view.no_work.clone(),
        judges: record.state == MeasureState::Reported && steps(visit, view).contains(&MeasureState::Confirmed),
        proofs: ProofBlock::of(visit, view, tried.proof.as_ref(), &tried.faults),
        turns: TurnsBlock::of(visit, view),
        step_fields: step_fields(visit, view, tried),
        can_edit: visit.ctx.may(Verb::AdoptPlan, place),
        can_hand: visit.ctx.may(Verb::InviteWorkers, place) && record.state.is_awaited(),
        edits: tried.edit.is_some() || visit.path.contains("edit=yes"),
        edit_fields: fields(&edited, "edit", edit_faults)
            .into_iter()
            .chain(if view.is_approved { amendment_fields(&edited, "edit", edit_faults) } else { Vec::new() })
            .collect(),
    }))
}

fn eyebrow(view: &MeasureView) -> String {
    let number = view.measure.number.as_ref().map(|n| format!("Мера {}", n.trim_end_matches(['.', ')'])));
    let criterion = view.measure.criterion.map(|c| format!("Критерий {}. {}", c.number(), short_name(c)));
    [number, criterion].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn term(view: &MeasureView) -> String {
    match (view.record.due_on, &view.measure.deadline) {
        (Some(due_on), _) => format!("до {}", words::date(due_on)),
        (None, Some(deadline)) => {
            let term = words::term(deadline).unwrap_or_else(|| "срок не прочитан".to_owned());
            let next = view.next_due.map(|day| format!(", в следующий раз до {}", words::date(day)));
            term + &next.unwrap_or_default()
        }
        (None, None) => "срок не указан".to_owned(),
    }
}

fn proof(view: &MeasureView) -> String {
    let done = view.measure.execution.as_ref().and_then(|e| e.done.clone());
    done.or_else(|| view.executions.last().map(|e| e.done.clone()))
        .unwrap_or_else(|| "пока ничего не записано".to_owned())
}

fn details(view: &MeasureView, calendar: &ProductionCalendar) -> Vec<Row> {
    let measure = &view.measure;
    let row = |key, value: String, under| Row { key, value, under };
    let mut rows = vec![row("Текст плана", format!("«{}»", measure.text), measure.under.clone())];
    let rolled = crate::rows::day_off(measure.deadline.as_ref(), view.record.due_on, calendar).map(words::rolled);
    let mut under = measure.deadline.as_ref().map(|d| format!("в плане: «{}»", d.as_written));
    if let Some(why) = rolled {
        under = under.map(|u| format!("{u}; {why}"));
    }
    rows.push(row("Срок", words::capital(&term(view)), under));
    let optional = [
        ("Отвечает", Some(view.record.executors.clone()).filter(|e| !e.is_empty())),
        ("Деньги", measure.funding.clone()),
        ("Сумма", measure.cost.map(|c| format!("{} ₽", words::points(c)))),
        ("Основание", measure.basis.clone()),
        ("Ожидаемый результат", measure.expected_result.clone()),
        ("Чем измерить", measure.result_indicator.clone()),
        ("Повтор", measure.recurrence_in_text.map(words::every)),
    ];
    rows.extend(optional.into_iter().filter_map(|(key, value)| Some(row(key, value?, None))));
    rows
}

fn beside(view: &MeasureView) -> Vec<Beside> {
    let plan = Beside {
        about: "План",
        href: format!("/cabinet/plans/{}", view.record.plan),
        text: view.plan_title.clone().unwrap_or_else(|| "план без названия".to_owned()),
    };
    let round = |(id, title): &(RoundId, String)| Beside {
        about: "Оценка, где нашли недостаток",
        href: format!("/cabinet/rounds/{id}/o/{}", view.record.organisation),
        text: title.clone(),
    };
    let network = view.network.map(|id| Beside {
        about: "Часть сетевого мероприятия",
        href: format!("/cabinet/network/{id}"),
        text: "как у других организаций".to_owned(),
    });
    std::iter::once(plan).chain(view.rounds.iter().map(round)).chain(network).collect()
}

fn events(visit: &Visit, view: &MeasureView) -> Vec<Event> {
    let mut events: Vec<Event> = view.events.iter().rev().map(|e| event(visit, e, &view.names)).collect();
    let days = match view.lateness {
        Lateness::Late(days) => days,
        _ => return events,
    };
    let days = words::count(usize::try_from(days).unwrap_or(0), words::DAYS);
    let passed = Event {
        mark: Mark::Late,
        title: format!("Срок прошёл {days} назад"),
        when: String::new(),
        who: "система".into(),
        note: None,
    };
    events.insert(0, passed);
    events
}

fn event(visit: &Visit, event: &otklik_app::record::MeasureEvent, names: &HashMap<String, String>) -> Event {
    let (mark, title) = match event.verb.as_str() {
        "adopt_plan" => (Mark::Ok, "План принят".to_owned()),
        "edit_measure" => (Mark::Work, "Исправлена мера".to_owned()),
        "publish_plan" => (Mark::Ok, "План опубликован".to_owned()),
        "undo_step_many" => (Mark::Work, "Общий шаг отменён".to_owned()),
        _ => match became_state(event.became.as_deref()) {
            Some(state) => (standing::standing(state, Lateness::OnTime, None).mark, words::capital(state.in_words())),
            None => (Mark::Work, otklik_app::journal::in_words(&event.verb)),
        },
    };
    let day = event.at.to_zoned(visit.ctx.house.zone.clone()).date();
    let who = names.get(&event.actor).cloned().unwrap_or_else(|| "система".to_owned());
    Event { mark, title, when: words::date_brief(day), who, note: event.note.clone() }
}

fn became_state(json: Option<&str>) -> Option<MeasureState> {
    let value: serde_json::Value = serde_json::from_str(json?).ok()?;
    MeasureState::from_name(value.get("state")?.as_str()?)
}

fn quote(view: &MeasureView) -> Option<Quote> {
    let (document, place) = (view.source.as_ref()?, view.measure.place?);
    let term = view.measure.places.get(&PlanField::Deadline).copied();
    let marks: Vec<Numbered> =
        [Some(place), term].into_iter().flatten().map(|place| Numbered { number: 0, place }).collect();
    let rows: Vec<usize> = place.row.into_iter().collect();
    Quote::of(document, place.block, &rows, &marks, "Строка исходного документа".to_owned())
}

/// Steps the visitor may take: a report is judged by who adopts plans, and never by who reported.
fn steps(visit: &Visit, view: &MeasureView) -> Vec<MeasureState> {
    let may_judge = visit.ctx.may(Verb::AdoptPlan, Some(view.record.organisation));
    let waiting = view.executions.iter().rfind(|report| report.verdict == Verdict::Waiting);
    let own = visit.ctx.actor.person.map(|person| person.to_string());
    let is_own = waiting.is_some_and(|report| own.as_ref() == Some(&report.by));
    let is_reported = view.record.state == MeasureState::Reported;
    let may = |to: &MeasureState| match to {
        MeasureState::Confirmed => may_judge && !is_own,
        MeasureState::Partly if is_reported => may_judge && !is_own,
        MeasureState::InWork if is_reported => may_judge || is_own,
        _ => true,
    };
    view.record.state.next_of(view.turn.is_some()).iter().copied().filter(may).collect()
}

/// A step as a button would call it.
fn step_words(from: MeasureState, to: MeasureState) -> String {
    match (from, to) {
        (MeasureState::Reported, MeasureState::Confirmed) => "Подтвердить".to_owned(),
        (MeasureState::Reported, MeasureState::Partly) => "Подтвердить частично".to_owned(),
        (MeasureState::Reported, MeasureState::InWork) => "Вернуть на доработку".to_owned(),
        (MeasureState::Confirmed, MeasureState::Reported) => "Сделано в этот раз, на проверке".to_owned(),
        (_, to) => words::capital(to.in_words()),
    }
}

fn step_fields(visit: &Visit, view: &MeasureView, tried: &Tried) -> Vec<Field> {
    let from = view.record.state;
    let choices = steps(visit, view).into_iter().map(|to| Choice::new(to.name(), step_words(from, to))).collect();
    let step = &tried.step;
    let is_ours = tried.edit.is_none() && tried.proof.is_none();
    let own: &[FieldFault] = if is_ours { &tried.faults } else { &[] };
    let to = Field::choice("to", "Новое состояние", &step.to, choices).faulty(fault(own, "to"));
    let reason = Field::area("reason", "Причина", &step.reason).faulty(fault(own, "reason"));
    let term = Field::line("term", "Новый срок", &step.term).faulty(fault(own, "term"));
    if from == MeasureState::Reported {
        let reason = reason.hint("Обязательна, если возвращаете. Для «частично» напишите, что осталось");
        return vec![to, reason, term.hint("Для «частично»: до какого дня сделают остальное")];
    }
    vec![
        to,
        Field::area("done", "Что сделано", &step.done)
            .hint("Обязательно для «сделано». Одно-два предложения: что и где")
            .faulty(fault(own, "done")),
        Field::line("actual", "Когда сделано", &step.actual).hint("Например: 09.05.2024").faulty(fault(own, "actual")),
        reason.hint("Обязательна для «не выполнено» и переноса. Для «частично» напишите, что осталось"),
        term.hint("Если переносите или осталась часть. Например: до 30 июня 2025"),
    ]
}

pub(super) fn id_of(text: &str) -> Result<MeasureId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}
