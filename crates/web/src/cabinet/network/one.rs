//! The roll-up of a network measure: how many parts are done, which are late, who works on them.

use super::{fields, id_of};
use crate::refusal::Refused;
use crate::standing::standing;
use crate::ui::components::field::Field;
use crate::ui::components::state::State;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::Staff;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::network::{self, NetworkView, Part, typed_of};

struct Row {
    href: String,
    name: String,
    text: Option<String>,
    term: String,
    executors: String,
    state: State,
}

#[derive(Template)]
#[template(path = "cabinet/network/one.html")]
struct OnePage {
    shell: Shell,
    id: String,
    version: i64,
    text: String,
    about: String,
    finding: String,
    rows: Vec<Row>,
    fields: Vec<Field>,
    may_change: bool,
}

/// `GET /cabinet/network/{id}`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let view = network::network(&visit.ctx, id_of(&id)?).await?;
    let whole = &view.whole.value;
    let about =
        [Some(whole.term.clone()), whole.indicator.map(|it| format!("показатель {it}")), whole.proof_words.clone()];
    Ok(page::show(&OnePage {
        shell: visit.staff_shell("Сетевое мероприятие", "plans"),
        id: whole.id.to_string(),
        version: view.whole.version.0,
        text: whole.text.clone(),
        about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        finding: finding(&view),
        rows: view.parts.iter().map(|part| row(part, &whole.text)).collect(),
        fields: fields(&typed_of(whole), &[], false),
        may_change: view.may_change,
    }))
}

/// «Сделано 12 из 30, просрочено 3».
pub(super) fn finding(view: &NetworkView) -> String {
    let n = |is: fn(&Part) -> bool| view.parts.iter().filter(|part| is(part)).count();
    let (done, late) = (n(Part::is_done), n(Part::is_late));
    let head = format!("Сделано {} из {}", words::number(done), words::number(view.parts.len()));
    if late == 0 { head } else { format!("{head}, просрочено {}", words::number(late)) }
}

fn row(part: &Part, whole: &str) -> Row {
    let measure = &part.measure.value;
    Row {
        href: format!("/cabinet/measures/{}", measure.id),
        name: part.organisation.short_name.clone().unwrap_or_else(|| part.organisation.name.clone()),
        text: Some(measure.text.clone()).filter(|text| text != whole),
        term: measure.deadline_as_written.clone().unwrap_or_else(|| "срока нет".to_owned()),
        executors: if measure.executors.is_empty() {
            "не назначен".to_owned()
        } else {
            measure.executors.clone()
        },
        state: standing(measure.state, part.lateness, measure.deadline_kind),
    }
}
