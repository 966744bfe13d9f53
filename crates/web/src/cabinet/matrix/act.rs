//! A step that was taken for many measures, and taking it back.

use crate::form::{FieldFault, Signed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::matrix::{self, UNDO_HOURS};
use otklik_app::record::Version;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "cabinet/matrix/act.html")]
struct ActPage {
    shell: Shell,
    errors: Errors,
    id: String,
    version: i64,
    words: String,
    when: String,
    hours: i64,
    reminds: bool,
    lines: Vec<(String, String, &'static str)>,
    stays: Option<String>,
}

fn id_of(id: &str) -> Result<Uuid, Refused> {
    id.parse().map_err(|_| Refused::not_found())
}

/// `GET /cabinet/matrix/acts/{id}`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    act_page(&visit, id_of(&id)?, Vec::new()).await
}

async fn act_page(visit: &Visit, id: Uuid, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let view = matrix::bulk_act(&visit.ctx, id).await?;
    let act = &view.act.value;
    let line = |(measure, name): &(otklik_app::record::Measure, String)| {
        (format!("/cabinet/measures/{}", measure.id), name.clone(), measure.state.in_words())
    };
    Ok(page::show(&ActPage {
        shell: visit.staff_shell(
            if faults.is_empty() {
                "Шаг для многих мер"
            } else {
                "Ошибка: шаг для многих мер"
            },
            "register",
        ),
        errors: Errors { faults },
        id: id.to_string(),
        version: view.act.version.0,
        words: act.words.clone(),
        when: words::moment(act.at, &visit.ctx.house.zone),
        hours: UNDO_HOURS,
        reminds: act.kind == matrix::REMIND,
        lines: view.lines.iter().map(line).collect(),
        stays: view.stays,
    }))
}

/// `POST /cabinet/matrix/acts/{id}`: takes the step back.
pub(crate) async fn undo(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let version = Version(typed.get("version").parse().unwrap_or(0));
    match matrix::undo(&visit.ctx, id, version).await {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/matrix/acts/{id}?done=step-undone"))),
        Err(refused) => act_page(&visit, id, faults_of(refused)?).await.map(refusal::invalid),
    }
}
