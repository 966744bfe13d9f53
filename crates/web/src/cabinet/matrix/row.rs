//! One row of the matrix: every organisation with its state and photo, ticked for one step.

use super::{address, asked_of, fields};
use crate::form::{Asked, FieldFault, Typed, fault};
use crate::refusal::Refused;
use crate::standing::standing;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::state::State;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::response::Response;
use otklik_app::matrix::{self, Cell, name_of};
use otklik_domain::access::Verb;

struct Line {
    id: String,
    organisation: String,
    href: String,
    state: State,
    photo: &'static str,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "cabinet/matrix/row.html")]
struct RowPage {
    shell: Shell,
    errors: Errors,
    back: String,
    row: String,
    title: String,
    finding: String,
    filters: Vec<Field>,
    kept: Vec<(&'static str, String)>,
    lines: Vec<Line>,
    actions: Vec<Field>,
    may_step: bool,
}

/// `GET /cabinet/matrix/row?row=item:equipment.ramps&only=no-photo`
pub(crate) async fn show(Staff(visit): Staff, Asked(typed): Asked) -> Result<Response, Refused> {
    row_page(&visit, &typed, Vec::new()).await
}

pub(super) async fn row_page(visit: &Visit, typed: &Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let asked = asked_of(typed);
    let view = matrix::matrix(&visit.ctx, &asked).await?;
    let found = view.rows.into_iter().find(|row| asked.row.as_ref() == Some(&row.of));
    let names: std::collections::HashMap<_, _> =
        view.organisations.into_iter().map(|it| (it.id, it.short_name.unwrap_or(it.name))).collect();
    let is_sent = typed.0.iter().any(|(name, _)| name == "measure");
    let line = |organisation: String, cell: &Cell| Line {
        is_ticked: !is_sent
            || typed.0.iter().any(|(name, value)| name == "measure" && *value == cell.measure.to_string()),
        id: cell.measure.to_string(),
        organisation,
        href: format!("/cabinet/measures/{}", cell.measure),
        state: standing(cell.state, cell.lateness, cell.kind),
        photo: if cell.has_photo { "есть" } else { "нет" },
    };
    let mut lines: Vec<Line> = Vec::new();
    for (id, cells) in found.iter().flat_map(|row| &row.cells) {
        lines.extend(cells.iter().map(|cell| line(names.get(id).cloned().unwrap_or_default(), cell)));
    }
    lines.sort_by(|a, b| (&a.organisation, &a.id).cmp(&(&b.organisation, &b.id)));
    let title = found.map_or_else(|| asked.row.as_ref().map_or_else(String::new, matrix::named), |row| row.title);
    let n = words::number(lines.len());
    Ok(page::show(&RowPage {
        shell: visit.staff_shell(
            if faults.is_empty() { "Строка матрицы" } else { "Ошибка: строка матрицы" },
            "register",
        ),
        back: address("/cabinet/matrix", typed, &[("only", "")]),
        row: asked.row.as_ref().map(name_of).unwrap_or_default(),
        finding: match (lines.is_empty(), asked.no_photo, asked.is_late) {
            (true, true, _) => "Фото прислали все".to_owned(),
            (true, _, _) => "По этому отбору мер нет".to_owned(),
            (false, true, _) => format!("Ещё не прислали фото: {n}"),
            (false, _, true) => format!("Просрочено: {n}"),
            _ => format!("Мер: {n}"),
        },
        title,
        filters: fields(visit, typed).await?,
        kept: super::FILTERS.map(|name| (name, typed.get(name).to_owned())).into(),
        lines,
        actions: actions(typed, &faults),
        may_step: visit.ctx.demand_somewhere(Verb::RecordExecution).is_ok(),
        errors: Errors { faults },
    }))
}

fn actions(typed: &Typed, faults: &[FieldFault]) -> Vec<Field> {
    let all = [
        ("", "Выберите"),
        ("in_work", "Отметить «в работе»"),
        ("confirmed", "Подтвердить выполнение"),
        ("moved", "Перенести срок"),
        ("remind", "Напомнить ответственным"),
    ];
    let all = all.map(|(value, text)| Choice::new(value, text)).into();
    let fields = [
        Field::choice("to", "Что сделать с отмеченными", typed.get("to"), all),
        Field::line("term", "Новый срок", typed.get("term")).hint("Если переносите: «до 30.06.2027»"),
        Field::line("reason", "Причина", typed.get("reason")).hint("Если переносите"),
    ];
    let with_fault = |field: Field| {
        let said = fault(faults, &field.name).map(ToOwned::to_owned);
        field.faulty(said.as_deref())
    };
    fields.into_iter().map(with_fault).collect()
}
