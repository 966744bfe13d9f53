//! What a measure lacks: a term, an executor, money, a result.

use super::{doubt, lacking, problem, short};
use crate::plan::{Draft, DraftKind, Measure};
use crate::remark::Remark;

/// Code `no-deadline`.
pub(super) fn no_deadline(draft: &Draft) -> Vec<Remark> {
    lacking(
        draft,
        |m| m.deadline.is_none(),
        || {
            problem("no-deadline", "Ни у одного мероприятия нет срока")
                .propose("Добавьте столбец «Плановый срок» и назовите последний день каждого мероприятия")
        },
        |m| {
            problem("no-deadline", format!("Нет срока: «{}»", short(&m.text)))
                .propose("Назовите последний день, например «до 01.09.2025»")
        },
    )
}

/// Code `no-executor`.
pub(super) fn no_executor(draft: &Draft) -> Vec<Remark> {
    lacking(
        draft,
        |m| m.executors.is_empty(),
        || {
            problem("no-executor", "Ни у одного мероприятия не назван исполнитель")
                .propose("Добавьте столбец «Ответственный исполнитель»: фамилия, имя, отчество и должность")
        },
        |m| {
            problem("no-executor", format!("Не назван исполнитель: «{}»", short(&m.text)))
                .propose("Назовите того, кто отвечает: фамилия, инициалы и должность")
        },
    )
}

/// Code `no-funding`: a gap only where the paper speaks of money at all, for the form of decree 457 has no such column.
pub(super) fn no_funding(draft: &Draft) -> Vec<Remark> {
    let has_money = |m: &Measure| m.funding.is_some() || m.cost.is_some();
    if !draft.measures.iter().any(has_money) {
        return Vec::new();
    }
    lacking(
        draft,
        |m| !has_money(m),
        || doubt("no-funding", "Не названы источники денег"),
        |m| {
            doubt("no-funding", format!("Не назван источник денег: «{}»", short(&m.text)))
                .propose("Напишите источник или «без финансирования»")
        },
    )
}

/// Code `no-result`: in a plan where others have an expected result; in a report where the work is not described.
pub(super) fn no_result(draft: &Draft) -> Vec<Remark> {
    if draft.kind == DraftKind::Report {
        return unreported(draft);
    }
    let has_result = |m: &Measure| m.expected_result.is_some() || m.result_indicator.is_some();
    if !draft.measures.iter().any(has_result) {
        return Vec::new();
    }
    lacking(
        draft,
        |m| !has_result(m),
        || doubt("no-result", "Не названы ожидаемые результаты"),
        |m| {
            doubt("no-result", format!("Не назван результат: «{}»", short(&m.text)))
                .propose("Напишите, что увидит посетитель, когда мероприятие выполнят")
        },
    )
}

fn unreported(draft: &Draft) -> Vec<Remark> {
    let is_done = |m: &Measure| m.execution.as_ref().is_some_and(|e| e.done.is_some());
    lacking(
        draft,
        |m| !is_done(m),
        || {
            doubt("no-result", "Отчёт не говорит, что сделано: он повторяет план")
                .propose("Добавьте столбцы «Реализованные меры» и «Фактический срок» и заполните их")
        },
        |m| {
            doubt("no-result", format!("В отчёте не сказано, что сделано: «{}»", short(&m.text)))
                .propose("Напишите, что сделано и когда, или почему нет")
        },
    )
}
