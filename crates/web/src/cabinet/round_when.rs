//! Who takes part in a round and when: the part of its form with names, papers and days.
//!
//! In come the texts of the form; out go parties and days, or faults beside their fields. It refuses to propose days.

use super::organisations::day;
use crate::form::{FieldFault, Typed};
use crate::ui::components::field::Field;
use otklik_app::score::RoundCard;
use otklik_domain::Date;
use otklik_domain::round::{Dates, Parties, Party};
use otklik_domain::survey::Term;

const DUE: &str = "Если не заполнить, посчитаем по срокам порядка";

/// A day as forms show it.
pub(super) fn in_form(day: Option<Date>) -> String {
    day.map(|day| format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())).unwrap_or_default()
}

/// The texts of the fields.
pub(super) fn typed(card: &RoundCard) -> Vec<(&'static str, String)> {
    let (dates, parties) = (&card.dates, &card.parties);
    vec![
        ("operator", parties.operator.name.clone()),
        ("contract_number", parties.operator.paper.clone()),
        ("contract_on", in_form(parties.operator.paper_on)),
        ("council", parties.council.name.clone()),
        ("council_decision", parties.council.paper.clone()),
        ("council_decision_on", in_form(parties.council.paper_on)),
        ("starts_on", in_form(dates.survey.opens_on)),
        ("ends_on", in_form(dates.survey.closes_on)),
        ("inspection_from", in_form(dates.inspection.opens_on)),
        ("inspection_to", in_form(dates.inspection.closes_on)),
        ("report_due_on", in_form(dates.report_due_on)),
        ("report_on", in_form(dates.report_on)),
        ("decision_due_on", in_form(dates.decision_due_on)),
        ("decision_on", in_form(dates.decision_on)),
        ("handover_due_on", in_form(dates.handover_due_on)),
        ("results_due_on", in_form(dates.results_due_on)),
    ]
}

/// Parties and days as they were typed; what is no day becomes a fault.
pub(super) fn read(typed: &Typed, faults: &mut Vec<FieldFault>) -> (Dates, Parties) {
    let mut date = |name: &str| {
        let found = typed.filled(name).map(day);
        if found == Some(None) {
            faults.push(FieldFault {
                field: name.to_owned(), text: "День — например 01.09.2026".to_owned()
            });
        }
        found.flatten()
    };
    let text = |name: &str| typed.get(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let dates = Dates {
        survey: Term { opens_on: date("starts_on"), closes_on: date("ends_on") },
        inspection: Term { opens_on: date("inspection_from"), closes_on: date("inspection_to") },
        report_due_on: date("report_due_on"),
        report_on: date("report_on"),
        decision_due_on: date("decision_due_on"),
        decision_on: date("decision_on"),
        handover_due_on: date("handover_due_on"),
        results_due_on: date("results_due_on"),
    };
    let operator = Party { name: text("operator"), paper: text("contract_number"), paper_on: date("contract_on") };
    let council =
        Party { name: text("council"), paper: text("council_decision"), paper_on: date("council_decision_on") };
    (dates, Parties { operator, council })
}

/// The fields with what was typed.
pub(super) fn fields(typed: &Typed) -> Vec<Field> {
    let line = |name: &str, label: &str| Field::line(name, label, typed.get(name));
    vec![
        line("operator", "Оператор: кто собирает ответы и осматривает организации"),
        line("contract_number", "Номер контракта с оператором"),
        line("contract_on", "Дата контракта"),
        line("council", "Общественный совет"),
        line("council_decision", "Номер решения совета о проведении оценки"),
        line("council_decision_on", "Дата этого решения"),
        line("starts_on", "Первый день опроса").hint("Например 01.09.2026; можно не указывать"),
        line("ends_on", "Последний день опроса"),
        line("inspection_from", "Первый день осмотра"),
        line("inspection_to", "Последний день осмотра"),
        line("report_due_on", "Отчёт оператора — не позже").hint(DUE),
        line("report_on", "Отчёт оператора получен").hint("Заполните, когда получите"),
        line("decision_due_on", "Решение совета об итогах — не позже").hint(DUE),
        line("decision_on", "Решение совета принято").hint("Заполните, когда совет решит"),
        line("handover_due_on", "Передать результаты учредителям и организациям — не позже").hint(DUE),
        line("results_due_on", "Опубликовать результаты — не позже").hint(DUE),
    ]
}
