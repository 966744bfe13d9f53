//! The fields of a measure as a form, and back: the same for a draft and for an adopted plan.

use crate::form::{FieldFault, Typed, fault};
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::score_card::short_name;
use otklik_app::drafts::MeasureTyped;
use otklik_domain::plan::Measure;
use otklik_domain::score::Criterion;

/// A measure as its form would have it.
pub(crate) fn typed_of(measure: &Measure) -> MeasureTyped {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let execution = measure.execution.as_ref();
    MeasureTyped {
        text: measure.text.clone(),
        criterion: measure.criterion.map(|c| c.number().to_string()).unwrap_or_default(),
        indicator: measure.indicator.map(|i| i.to_string()).unwrap_or_default(),
        shortcoming: text(&measure.shortcoming),
        term: measure.deadline.as_ref().map(|d| d.as_written.clone()).unwrap_or_default(),
        executors: measure.executors.iter().map(executor_line).collect::<Vec<_>>().join("\n"),
        funding: text(&measure.funding),
        expected_result: text(&measure.expected_result),
        done: execution.and_then(|e| e.done.clone()).unwrap_or_default(),
        actual: execution.and_then(|e| e.actual.as_ref()).map(|d| d.as_written.clone()).unwrap_or_default(),
        ..MeasureTyped::default()
    }
}

fn executor_line(executor: &otklik_domain::plan::Executor) -> String {
    [executor.name.as_deref(), executor.position.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What was sent by the form.
pub(crate) fn typed_from(typed: &Typed) -> MeasureTyped {
    let get = |name: &str| typed.get(name).replace("\r\n", "\n");
    MeasureTyped {
        text: get("text"),
        criterion: get("criterion"),
        indicator: get("indicator"),
        shortcoming: get("shortcoming"),
        term: get("term"),
        executors: get("executors"),
        funding: get("funding"),
        expected_result: get("expected_result"),
        done: get("done"),
        actual: get("actual"),
        reason: get("reason"),
        agreed: get("agreed"),
    }
}

/// The fields; `id` keeps ids apart where several forms stand on a page.
pub(crate) fn fields(typed: &MeasureTyped, id: &str, faults: &[FieldFault]) -> Vec<Field> {
    let mut criteria = vec![Choice::new("", "не указан")];
    criteria.extend(
        Criterion::ALL.map(|c| Choice::new(c.number().to_string(), format!("{}. {}", c.number(), short_name(c)))),
    );
    let fields = vec![
        Field::area("text", "Мера", &typed.text),
        Field::line("term", "Срок, как в плане", &typed.term)
            .hint("Например: до 15 марта 2024, II квартал 2024, постоянно"),
        Field::area("executors", "Кто отвечает, каждый с новой строки", &typed.executors),
        Field::choice("criterion", "Критерий", &typed.criterion, criteria),
        Field::line("indicator", "Показатель", &typed.indicator).hint("От 1.1 до 5.3, если назван"),
        Field::area("shortcoming", "Недостаток, который исправляет мера", &typed.shortcoming),
        Field::line("funding", "Деньги", &typed.funding),
        Field::area("expected_result", "Ожидаемый результат", &typed.expected_result),
        Field::area("done", "Что сделано, если это отчёт", &typed.done),
        Field::line("actual", "Когда сделано", &typed.actual),
    ];
    fields.into_iter().map(|f| with_id(f, id, faults)).collect()
}

/// The two fields that a change of an approved plan needs.
pub(crate) fn amendment_fields(typed: &MeasureTyped, id: &str, faults: &[FieldFault]) -> Vec<Field> {
    let fields = vec![
        Field::area("reason", "Почему меняете утверждённое", &typed.reason)
            .hint("Первоначальные слова и срок останутся в плане рядом с новыми"),
        Field::line("agreed", "Кто согласовал", &typed.agreed)
            .hint("Например: Кузнецова Т.П., начальник отдела культуры, письмо от 12.03.2026 № 45"),
    ];
    fields.into_iter().map(|f| with_id(f, id, faults)).collect()
}

fn with_id(field: Field, id: &str, faults: &[FieldFault]) -> Field {
    let said = fault(faults, &field.name).map(ToOwned::to_owned);
    field.faulty(said.as_deref()).apart(id)
}
