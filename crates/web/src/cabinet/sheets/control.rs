//! Control sums: what a person counted on paper by hand beside what was keyed.

use super::ledger::numbers;
use super::{lot_of, version_of};
use crate::form::{FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::sheets::{self, Control};
use otklik_domain::survey::ControlSum;
use otklik_domain::typed::whole;
use std::collections::BTreeMap;

struct Row {
    code: String,
    number: u32,
    short: String,
    keyed: ControlSum,
    yes: String,
    no: String,
    verdict: &'static str,
    fault: Option<String>,
}

#[derive(Template)]
#[template(path = "cabinet/sheets/control.html")]
struct ControlPage {
    shell: Shell,
    errors: Errors,
    code: String,
    id: String,
    version: i64,
    numbers: String,
    n_keyed: u32,
    n_differ: usize,
    rows: Vec<Row>,
}

/// `GET /cabinet/blanks/{code}/lots/{id}/control`
pub(crate) async fn show(Staff(visit): Staff, Path((code, id)): Path<(String, String)>) -> Result<Response, Refused> {
    control_page(&visit, &code, &id, None, Vec::new()).await
}

async fn control_page(
    visit: &Visit,
    code: &str,
    id: &str,
    typed: Option<&Typed>,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let control = sheets::control(&visit.ctx, code, lot_of(id)?).await?;
    let heading = if faults.is_empty() {
        "Контрольные суммы"
    } else {
        "Ошибка: контрольные суммы"
    };
    Ok(page::show(&ControlPage {
        shell: visit.staff_shell(heading, "rounds"),
        code: control.place.survey.code.to_string(),
        id: control.line.lot.value.id.to_string(),
        version: typed.map_or(control.line.lot.version, version_of).0,
        numbers: numbers(&control.place, &control.line),
        n_keyed: control.line.n_keyed,
        n_differ: control.rows.iter().filter(|row| row.differs()).count(),
        rows: rows(&control, typed, &faults),
        errors: Errors { faults },
    }))
}

fn rows(control: &Control, typed: Option<&Typed>, faults: &[FieldFault]) -> Vec<Row> {
    let row = |row: &sheets::ControlRow| {
        let shown = |name: &str, of: fn(&ControlSum) -> u64| match typed {
            Some(typed) => typed.get(&format!("{name}-{}", row.code)).to_owned(),
            None => row.by_hand.as_ref().map(|sum| of(sum).to_string()).unwrap_or_default(),
        };
        Row {
            code: row.code.clone(),
            number: row.number,
            short: row.short.clone(),
            keyed: row.keyed,
            yes: shown("yes", |sum| sum.yes),
            no: shown("no", |sum| sum.no),
            verdict: match row.by_hand {
                None => "не сверено",
                Some(_) if row.differs() => "расходится",
                Some(_) => "сходится",
            },
            fault: fault(faults, &format!("yes-{}", row.code)).map(ToOwned::to_owned),
        }
    };
    control.rows.iter().map(row).collect()
}

/// `POST /cabinet/blanks/{code}/lots/{id}/control`
pub(crate) async fn keep(
    Staff(visit): Staff,
    Path((code, id)): Path<(String, String)>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let lot = lot_of(&id)?;
    let sums = match sums(&typed) {
        Ok(sums) => sums,
        Err(faults) => return Ok(refusal::invalid(control_page(&visit, &code, &id, Some(&typed), faults).await?)),
    };
    match sheets::keep_control(&visit.ctx, &code, lot, version_of(&typed), &sums).await {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/blanks/{code}/lots/{id}/control?done=kept"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            Ok(refusal::invalid(control_page(&visit, &code, &id, Some(&typed), faults).await?))
        }
    }
}

/// Sums of the questions where anything was typed; where only one of the two was, the other is nothing.
fn sums(typed: &Typed) -> Result<BTreeMap<String, ControlSum>, Vec<FieldFault>> {
    let (mut sums, mut faults) = (BTreeMap::<String, ControlSum>::new(), Vec::new());
    for (name, value) in typed.0.iter().filter(|(_, value)| !value.trim().is_empty()) {
        let Some((which @ ("yes" | "no"), code)) = name.split_once('-') else { continue };
        match whole(value) {
            Some(n) if which == "yes" => sums.entry(code.to_owned()).or_default().yes = n,
            Some(n) => sums.entry(code.to_owned()).or_default().no = n,
            None => faults.push(FieldFault {
                field: format!("yes-{code}"),
                text: format!("«{}» — не число: напишите, сколько бланков, цифрами", value.trim()),
            }),
        }
    }
    if faults.is_empty() { Ok(sums) } else { Err(faults) }
}
