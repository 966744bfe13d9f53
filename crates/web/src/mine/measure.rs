//! One measure of a club worker: what is asked, «сделано» with one sentence, and taking it back within a day.

use super::sent::Told;
use super::{Mine, Sent};
use crate::form::{FieldFault, fault};
use crate::parts::Part;
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
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use otklik_app::Refusal;
use otklik_app::links;
use otklik_app::measures::MeasureView;
use otklik_app::proof::{Brought, suggested_alt};
use otklik_app::record::Version;
use otklik_domain::ids::MeasureId;
use otklik_domain::plan::{MeasureState, Moment, ProofKind};

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
    /// What is usually expected beside the words: «снимок».
    awaited: Option<String>,
    can_take_back: bool,
    edition: Edition,
    /// The name this report will have.
    name: String,
    photo_fault: Option<String>,
    alt: Field,
    done: Field,
    /// Photos that were sent: id and words.
    photos: Vec<(String, String)>,
}

/// What was typed last.
#[derive(Default)]
struct Tried {
    done: Option<String>,
    alt: String,
    stale: Option<Version>,
    faults: Vec<FieldFault>,
}

/// `GET /m/measures/{id}`
pub(crate) async fn show(mine: Mine, Path(id): Path<String>) -> Result<Response, Refused> {
    let view = links::my_measure(&mine.guest, id_of(&id)?).await?;
    Ok(measure_page(&mine, &view, Tried::default()))
}

/// `POST /m/measures/{id}/done`: words, or photos, or both; the same name again is the same report.
pub(crate) async fn done(mine: Mine, Path(id): Path<String>, told: Told) -> Result<Response, Refused> {
    let Told(typed, files) = told;
    mine.own(&typed)?;
    let id = id_of(&id)?;
    let photo = |part: Part| Brought {
        kind: ProofKind::Photo.name().to_owned(),
        words: typed.get("alt").to_owned(),
        bytes: part.bytes,
        ..Brought::default()
    };
    let said = links::Said {
        done: typed.get("done").to_owned(),
        name: typed.get("name").parse().ok(),
        photos: files.into_iter().map(photo).collect(),
    };
    let expected = typed.filled("version").map(|_| version(&typed));
    match links::report(&mine.guest, id, expected, said).await {
        Ok(()) => Ok(refusal::see_other("/m?done=said-done")),
        Err(refused) => {
            let stale = matches!(refused, Refusal::Stale).then(|| version(&typed));
            let tried = Tried {
                done: Some(typed.get("done").to_owned()),
                alt: typed.get("alt").to_owned(),
                stale,
                faults: faults_of(refused)?,
            };
            let view = links::my_measure(&mine.guest, id).await?;
            Ok(refusal::invalid(measure_page(&mine, &view, tried)))
        }
    }
}

/// `GET /m/photos/{id}`
pub(crate) async fn photo(mine: Mine, Path(id): Path<String>) -> Result<Response, Refused> {
    let id = id.parse().map_err(|_| Refused::not_found())?;
    let bytes = links::my_photo(&mine.guest, id).await?;
    Ok(([(CONTENT_TYPE, "image/jpeg"), (CACHE_CONTROL, "private, max-age=3600")], bytes).into_response())
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
    let place = view.organisation.short_name.as_ref().unwrap_or(&view.organisation.name);
    let alt =
        if tried.alt.is_empty() { suggested_alt(&view.measure.text, place, Some(Moment::After)) } else { tried.alt };
    let expected = otklik_app::proof::expected_of(view);
    let awaited: Vec<&str> = expected.missing.iter().map(|kind| kind.in_words()).collect();
    let last = view.executions.last();
    page::show(&MeasurePage {
        shell: mine.shell(title),
        id: record.id,
        heading: words::capital(&view.measure.text),
        state: standing::standing(record.state, view.lateness, record.deadline_kind),
        organisation: view.organisation.name.clone(),
        term: term(view),
        shortcoming: view.measure.shortcoming.clone(),
        said: last.filter(|_| record.state != MeasureState::InWork).map(|report| report.done.clone()),
        returned: record.reason.clone().filter(|_| record.state.is_awaited()),
        is_to_do: mine.guest.can_report(view),
        awaited: (!awaited.is_empty()).then(|| awaited.join(", ")),
        name: mine.guest.fresh_name().to_string(),
        photo_fault: fault(&tried.faults, "photo").map(ToOwned::to_owned),
        alt: Field::line("alt", "Что на снимке", alt).hint("Для тех, кто не видит снимка").faulty(None),
        photos: photos(view),
        can_take_back: mine.guest.can_take_back(view),
        edition: Edition::of("done", view.version, tried.stale),
        errors: Errors { faults: tried.faults },
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

/// Photos of the last report.
fn photos(view: &MeasureView) -> Vec<(String, String)> {
    let last = view.executions.last().map(|report| report.id);
    let of_last = view.proofs.iter().map(|kept| &kept.value).filter(|proof| proof.execution == last);
    of_last.filter_map(|proof| Some((proof.photo?.to_string(), proof.words.clone()))).collect()
}

fn id_of(text: &str) -> Result<MeasureId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}
