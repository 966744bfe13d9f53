//! One measure of a club worker: what is asked, «сделано» with one sentence, and taking it back within a day.

use super::{Mine, Sent};
use crate::form::{FieldFault, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::standing;
use crate::ui::components::edition::{Edition, version};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::components::state::State;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::Refusal;
use otklik_app::links;
use otklik_app::measures::MeasureView;
use otklik_app::record::Version;
use otklik_domain::ids::MeasureId;
use otklik_domain::plan::MeasureState;

#[derive(Template)]
#[template(path = "mine/measure.html")]
struct MeasurePage {
    shell: Shell,
    errors: Errors,
    id: MeasureId,
    heading: String,
    state: State,
    organisation: String,
    term: String,
    shortcoming: Option<String>,
    /// What was said of it last.
    said: Option<String>,
    /// Why it came back.
    returned: Option<String>,
    is_to_do: bool,
    can_take_back: bool,
    edition: Edition,
    done: Field,
}

/// What was typed last.
#[derive(Default)]
struct Tried {
    done: Option<String>,
    stale: Option<Version>,
    faults: Vec<FieldFault>,
}

/// `GET /m/measures/{id}`
pub(crate) async fn show(mine: Mine, Path(id): Path<String>) -> Result<Response, Refused> {
    let view = links::my_measure(&mine.guest, id_of(&id)?).await?;
    Ok(measure_page(&mine, &view, Tried::default()))
}

/// `POST /m/measures/{id}/done`
pub(crate) async fn done(mine: Mine, Path(id): Path<String>, sent: Sent) -> Result<Response, Refused> {
    let (id, typed) = (id_of(&id)?, mine.signed(sent)?);
    match links::report(
        &mine.guest,
        id,
        Some(version(&typed)),
        links::Said { done: typed.get("done").to_owned(), ..links::Said::default() },
    )
    .await
    {
        Ok(()) => Ok(refusal::see_other("/m?done=said-done")),
        Err(refused) => {
            let stale = matches!(refused, Refusal::Stale).then(|| version(&typed));
            let tried = Tried { done: Some(typed.get("done").to_owned()), stale, faults: faults_of(refused)? };
            let view = links::my_measure(&mine.guest, id).await?;
            Ok(refusal::invalid(measure_page(&mine, &view, tried)))
        }
    }
}

/// `POST /m/measures/{id}/back`
pub(crate) async fn take_back(mine: Mine, Path(id): Path<String>, sent: Sent) -> Result<Response, Refused> {
    let (id, typed) = (id_of(&id)?, mine.signed(sent)?);
    match links::take_back(&mine.guest, id, version(&typed)).await {
        Ok(()) => Ok(refusal::see_other(&format!("/m/measures/{id}?done=taken-back"))),
        Err(refused) => {
            // There is no field to lead to.
            let bare = |fault: FieldFault| FieldFault { field: String::new(), ..fault };
            let faults = faults_of(refused)?.into_iter().map(bare).collect();
            let view = links::my_measure(&mine.guest, id).await?;
            Ok(refusal::invalid(measure_page(&mine, &view, Tried { faults, ..Tried::default() })))
        }
    }
}

fn measure_page(mine: &Mine, view: &MeasureView, tried: Tried) -> Response {
    let record = &view.record;
    let title = if tried.faults.is_empty() { "Мероприятие" } else { "Ошибка: мероприятие" };
    // A sentence to begin with: who has nothing to add presses the button.
    let ready = || format!("Сделано: {}", words::uncapital(view.measure.text.trim()));
    let done = Field::area("done", "Что сделано, одним предложением", tried.done.unwrap_or_else(ready))
        .hint("Можно оставить так или написать своё: что и где")
        .faulty(fault(&tried.faults, "done"));
    let last = view.executions.last();
    page::show(&MeasurePage {
        shell: mine.shell(title),
        errors: Errors { faults: tried.faults },
        id: record.id,
        heading: words::capital(&view.measure.text),
        state: standing::standing(record.state, view.lateness, record.deadline_kind),
        organisation: view.organisation.name.clone(),
        term: term(view),
        shortcoming: view.measure.shortcoming.clone(),
        said: last.filter(|_| record.state != MeasureState::InWork).map(|report| report.done.clone()),
        returned: record.reason.clone().filter(|_| record.state.is_awaited()),
        is_to_do: record.state.next().contains(&MeasureState::Reported),
        can_take_back: mine.guest.can_take_back(view),
        edition: Edition::of("done", view.version, tried.stale),
        done,
    })
}

fn term(view: &MeasureView) -> String {
    match (view.record.due_on, &view.measure.deadline) {
        (Some(due_on), _) => format!("до {}", words::date(due_on)),
        (None, Some(deadline)) => words::term(deadline).unwrap_or_else(|| deadline.as_written.clone()),
        (None, None) => "срок не указан".to_owned(),
    }
}

fn id_of(text: &str) -> Result<MeasureId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}
