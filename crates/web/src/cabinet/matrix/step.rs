//! One step for many measures: what it would do, then the step itself.

use super::row::row_page;
use crate::cabinet::shortcomings::ticked;
use crate::form::{Signed, Typed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::Staff;
use askama::Template;
use axum::response::Response;
use otklik_app::matrix::{self, BulkAsked, Preview, PreviewLine, ToWhom};
use otklik_app::record::Version;
use otklik_domain::ids::MeasureId;
use otklik_domain::plan::MeasureState;

struct Line {
    /// The measure with the version it was shown in: `id@version`.
    seen: String,
    organisation: String,
    text: String,
    state: &'static str,
    keeps: Option<String>,
}

#[derive(Template)]
#[template(path = "cabinet/matrix/step.html")]
struct StepPage {
    shell: Shell,
    words: String,
    /// What a measure that takes the step becomes.
    becomes: String,
    back: String,
    hidden: Vec<(&'static str, String)>,
    lines: Vec<Line>,
    n_steps: usize,
    /// It is a reminder: who gets a letter about how many measures, or why not.
    reminds: bool,
    people: Vec<(String, String, &'static str)>,
    n_letters: usize,
    minutes: i64,
}

const KEPT: [&str; 4] = ["to", "reason", "term", "row"];

fn asked(typed: &Typed) -> BulkAsked {
    let text = |name: &str| typed.get(name).to_owned();
    BulkAsked { to: text("to"), reason: text("reason"), term: text("term") }
}

/// `POST /cabinet/matrix/step`: shows what a step would do, or takes it.
pub(crate) async fn take(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    if typed.get("action") == "apply" {
        let seen: Vec<(MeasureId, Version)> =
            typed.0.iter().filter(|(name, _)| name == "seen").filter_map(|(_, value)| seen_of(value)).collect();
        return match matrix::apply(&visit.ctx, &asked(&typed), &seen).await {
            Ok(act) => Ok(refusal::see_other(&format!("/cabinet/matrix/acts/{act}?done=step-taken"))),
            Err(refused) => row_page(&visit, &typed, faults_of(refused)?).await.map(refusal::invalid),
        };
    }
    let measures: Vec<MeasureId> = ticked(&typed, "measure");
    match matrix::preview(&visit.ctx, &asked(&typed), &measures).await {
        Ok(preview) => Ok(step_page(&visit, &typed, preview)),
        Err(refused) => row_page(&visit, &typed, faults_of(refused)?).await.map(refusal::invalid),
    }
}

fn to_whom(it: &ToWhom) -> (String, String, &'static str) {
    (it.who.clone(), words::count(it.n, words::MEASURES), it.trouble.unwrap_or("получит одно письмо"))
}

fn becomes(typed: &Typed) -> String {
    match MeasureState::from_name(typed.get("to")) {
        Some(MeasureState::Moved) => format!("{}: {}", MeasureState::Moved.in_words(), typed.get("term").trim()),
        Some(state) => state.in_words().to_owned(),
        None => "изменится".to_owned(),
    }
}

fn seen_of(text: &str) -> Option<(MeasureId, Version)> {
    let (id, version) = text.split_once('@')?;
    Some((id.parse().ok()?, Version(version.parse().ok()?)))
}

fn step_page(visit: &crate::visit::Visit, typed: &Typed, preview: Preview) -> Response {
    let line = |it: PreviewLine| Line {
        seen: format!("{}@{}", it.measure.id, it.version.0),
        organisation: it.organisation,
        text: it.measure.text,
        state: it.measure.state.in_words(),
        keeps: it.keeps,
    };
    page::show(&StepPage {
        shell: visit.staff_shell("Что изменится", "register"),
        back: super::address("/cabinet/matrix/row", typed, &[("row", typed.get("row"))]),
        hidden: KEPT.map(|name| (name, typed.get(name).to_owned())).into(),
        n_steps: preview.lines.iter().filter(|line| line.keeps.is_none()).count(),
        becomes: becomes(typed),
        reminds: typed.get("to") == matrix::REMIND,
        n_letters: preview.people.iter().filter(|it| it.trouble.is_none()).count(),
        people: preview.people.iter().map(to_whom).collect(),
        minutes: matrix::WAITS_MINUTES,
        words: preview.words,
        lines: preview.lines.into_iter().map(line).collect(),
    })
}
