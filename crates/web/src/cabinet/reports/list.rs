//! «Отчёты»: by which day they are due, who has not sent theirs, what was sent.

use super::{period_of, periods};
use crate::form::{Asked, FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::state::{Mark, State};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::response::Response;
use otklik_app::reports::{self, DueLine, DueList};
use otklik_domain::access::Verb;
use otklik_domain::report::{ReportRhythm, Sending};

/// Lines shown at once; the rest is reached by a founder's or territory's own people.
const SHOWN_MAX: usize = 500;

struct Line {
    name: String,
    title: String,
    href: String,
    state: State,
    note: String,
    filed: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "cabinet/reports/list.html")]
struct ListPage {
    shell: Shell,
    errors: Errors,
    finding: String,
    due: String,
    ground: String,
    period: Field,
    lines: Vec<Line>,
    n_more: usize,
    rule: Vec<Field>,
    may_change: bool,
    may_consolidate: bool,
    may_tell_region: bool,
}

/// `GET /cabinet/reports?period=2026-Q3`
pub(crate) async fn show(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    list_page(&visit, &asked, &Typed::default(), Vec::new()).await
}

async fn list_page(visit: &Visit, asked: &Typed, typed: &Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let due = reports::due_list(&visit.ctx, period_of(asked)).await?;
    let choices = periods(visit.ctx.today(), due.period);
    let n_more = due.lines.len().saturating_sub(SHOWN_MAX);
    Ok(page::show(&ListPage {
        shell: visit.staff_shell("Отчёты", "reports"),
        finding: finding(&due),
        due: format!("Отчёт за {} сдают до {} включительно", due.period.in_words(), words::date(due.due_on)),
        ground: due.rule.ground.clone(),
        period: Field::choice("period", "За какой период", due.period.to_string(), choices),
        lines: due.lines.iter().take(SHOWN_MAX).map(|it| line(visit, &due, it)).collect(),
        n_more,
        rule: rule_fields(&due, typed, &faults),
        errors: Errors { faults },
        may_change: visit.ctx.may(Verb::EditRegistry, None),
        may_consolidate: visit.ctx.demand_somewhere(Verb::PublishPlan).is_ok(),
        may_tell_region: visit.ctx.may(Verb::PublishScores, None),
    }))
}

fn finding(due: &DueList) -> String {
    if due.lines.is_empty() {
        return "Планов на этот период нет, отчитываться не о чем".to_owned();
    }
    let awaited = due.lines.iter().filter(|line| line.sending.is_awaited()).count();
    let overdue = due.lines.iter().filter(|line| matches!(line.sending, Sending::Overdue(_))).count();
    let all = due.lines.iter().filter(|line| line.sending != Sending::NotOwed).count();
    if all == 0 {
        return "Отчётов за этот период не ждут: утверждённых планов тогда ещё не было".to_owned();
    }
    match (awaited, overdue) {
        (0, _) => format!("Все отчёты сданы: {all}"),
        (awaited, 0) => format!("Не сдано отчётов: {awaited} из {all}"),
        (awaited, overdue) => format!("Не сдано отчётов: {awaited} из {all}, из них с опозданием: {overdue}"),
    }
}

fn days_words(days: i32) -> String {
    words::count(usize::try_from(days).unwrap_or(0), words::DAYS)
}

fn line(visit: &Visit, due: &DueList, it: &DueLine) -> Line {
    let (mark, text) = match it.sending {
        Sending::Overdue(days) => (Mark::Late, format!("не сдан, срок прошёл {} назад", days_words(days))),
        Sending::Awaited(days) if days <= 7 => (Mark::Soon, format!("не сдан, до срока {}", days_words(days))),
        Sending::Awaited(days) => (Mark::Idle, format!("не сдан, до срока {}", days_words(days))),
        Sending::Returned => (Mark::Failed, "возвращён на исправление".to_owned()),
        Sending::Sent => (Mark::Done, "отправлен, ждёт решения".to_owned()),
        Sending::Accepted => (Mark::Ok, "принят".to_owned()),
        Sending::NotOwed if it.was_in_force => (Mark::Idle, "не нужен: план тогда ещё не действовал".to_owned()),
        Sending::NotOwed => (Mark::Idle, "пока не нужен: план не утверждён".to_owned()),
    };
    let filed = it.report.as_ref().map(|kept| {
        let number = kept.value.number.map_or_else(|| "Подготовленный".to_owned(), |n| format!("№ {n}"));
        (format!("/cabinet/reports/{}", kept.value.id), number)
    });
    let note = it.report.as_ref().map_or_else(String::new, |kept| match &kept.value.sent {
        Some((_, at)) => format!("отправлен {}", words::date(at.to_zoned(visit.ctx.house.zone.clone()).date())),
        None => kept.value.stage.in_words().to_owned(),
    });
    Line {
        name: it.name.clone(),
        title: it.title.clone().unwrap_or_else(|| "План без названия".to_owned()),
        href: format!("/cabinet/plans/{}/report?period={}", it.plan, due.period),
        state: State::new(mark, text),
        note,
        filed,
    }
}

fn rule_fields(due: &DueList, typed: &Typed, faults: &[FieldFault]) -> Vec<Field> {
    let said = |name: &str, kept: String| typed.filled(name).map_or(kept, ToOwned::to_owned);
    let rhythms = ReportRhythm::ALL.into_iter().map(|it| Choice::new(it.name(), it.in_words())).collect();
    vec![
        Field::choice("rhythm", "Как часто", said("rhythm", due.rule.rhythm.name().to_owned()), rhythms)
            .faulty(fault(faults, "rhythm")),
        Field::line("day", "До какого числа месяца после периода", said("day", due.rule.day.to_string()))
            .hint("От 1 до 28. Если день выходной, срок переходит на следующий рабочий")
            .faulty(fault(faults, "day")),
        Field::line("ground", "На чём основан срок", said("ground", due.rule.ground.clone()))
            .hint("Акт с датой и номером или письмо учредителя")
            .faulty(fault(faults, "ground")),
    ]
}

/// `POST /cabinet/reports`: by which day reports are due.
pub(crate) async fn change(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    match reports::set_rule(&visit.ctx, typed.get("rhythm"), typed.get("day"), typed.get("ground")).await {
        Ok(()) => Ok(refusal::see_other("/cabinet/reports?done=kept")),
        Err(refused) => {
            let faults = faults_of(refused)?;
            list_page(&visit, &Typed::default(), &typed, faults).await.map(refusal::invalid)
        }
    }
}
