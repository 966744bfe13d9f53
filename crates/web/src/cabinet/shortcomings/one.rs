//! One shortcoming: its norm, its measures, and setting it aside or taking it back.

use super::{again, belongs, points, roubles, shortcoming_of, state};
use crate::form::{FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::components::state::State;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::record::Version;
use otklik_app::shortcomings::{self, One};
use otklik_domain::access::Verb;
use otklik_domain::ids::ShortcomingId;
use otklik_domain::shortcoming::Standing;

#[derive(Template)]
#[template(path = "cabinet/shortcomings/one.html")]
struct OnePage {
    shell: Shell,
    errors: Errors,
    id: String,
    version: i64,
    organisation: String,
    name: String,
    heading: String,
    state: State,
    facts: Vec<(&'static str, String)>,
    measures: Vec<(String, String, String)>,
    reason: Field,
    may_set_aside: bool,
    may_return: bool,
}

/// `GET /cabinet/shortcomings/{id}`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    one_page(&visit, shortcoming_of(&id)?, &Typed::default(), Vec::new()).await
}

async fn one_page(
    visit: &Visit,
    id: ShortcomingId,
    typed: &Typed,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let found = shortcomings::one(&visit.ctx, id).await?;
    let kept = &found.line.kept;
    let may = visit.ctx.may(Verb::AdoptPlan, Some(kept.value.organisation));
    let title = if faults.is_empty() { "Недостаток" } else { "Ошибка: недостаток" };
    let line = &found.line;
    let measure = |it: &otklik_app::record::Measure| {
        (format!("/cabinet/measures/{}", it.id), it.text.clone(), it.deadline_as_written.clone().unwrap_or_default())
    };
    Ok(page::show(&OnePage {
        shell: visit.staff_shell(title, "organisations"),
        id: id.to_string(),
        version: kept.version.0,
        organisation: kept.value.organisation.to_string(),
        heading: words::capital(&kept.value.of.found),
        state: state(kept.value.standing, !line.mended_by.is_empty()),
        facts: facts(&found),
        measures: line.mended_by.iter().map(measure).collect(),
        reason: Field::line("reason", "Почему отложить", typed.get("reason"))
            .hint("Например: здание арендуется, вход перестраивает собственник")
            .faulty(fault(&faults, "reason")),
        may_set_aside: may && kept.value.standing == Standing::Open,
        may_return: may && kept.value.standing == Standing::Aside,
        name: found.organisation.short_name.clone().unwrap_or_else(|| found.organisation.name.clone()),
        errors: Errors { faults },
    }))
}

fn facts(found: &One) -> Vec<(&'static str, String)> {
    let (kept, line) = (&found.line.kept.value, &found.line);
    let paper = [Some(kept.reference.clone()).filter(|it| !it.is_empty()), kept.found_on.map(words::date)];
    let paper: Vec<String> = paper.into_iter().flatten().collect();
    let typical = line.typical.as_ref().map(|it| {
        let cost = it.cost.map(|cost| format!(" Обычно стоит {}.", roubles(cost))).unwrap_or_default();
        format!("{}. Подтверждение: {}.{cost}", it.text.replace("{…}", "то, чего не хватает"), it.proof_words)
    });
    let all = [
        ("Норма", Some(kept.of.norm.clone()).filter(|it| !it.is_empty())),
        ("Источник", Some(words::capital(kept.of.source.in_words()))),
        ("Показатель", Some(belongs(&kept.of))),
        ("Место", kept.of.branch.clone()),
        ("Оценка", found.round.as_ref().map(|round| round.title.clone())),
        ("Документ", Some(paper.join(", ")).filter(|it| !it.is_empty())),
        ("Охват", line.extent.map(|it| it.to_string())),
        ("Повтор", again(kept)),
        ("Стоит баллов", kept.of.loss.as_ref().map(|loss| points(Some(loss)))),
        ("Почему отложен", kept.reason.clone()),
        ("Типовая мера, наше предложение", typical),
    ];
    all.into_iter().filter_map(|(name, text)| Some((name, text?))).collect()
}

/// `POST /cabinet/shortcomings/{id}`: sets it aside or takes it back.
pub(crate) async fn change(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = shortcoming_of(&id)?;
    let version = Version(typed.get("version").parse().unwrap_or(0));
    let said = if typed.get("action") == "return" {
        shortcomings::return_shortcoming(&visit.ctx, id, version).await
    } else {
        shortcomings::set_aside(&visit.ctx, id, version, typed.get("reason")).await
    };
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/shortcomings/{id}?done=kept"))),
        Err(refused) => one_page(&visit, id, &typed, faults_of(refused)?).await.map(refusal::invalid),
    }
}
