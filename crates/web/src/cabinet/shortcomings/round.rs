//! What a network lacks in a round: each thing with how far it reaches, and registers of all made at once.

use super::{belongs, points};
use crate::cabinet::rounds::id_of;
use crate::form::{Asked, FieldFault, Signed, Typed, query};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::portal::{self, Choices};
use otklik_app::record::OrganisationQuery;
use otklik_app::shortcomings::{self, NetworkLine};
use otklik_domain::access::Verb;
use otklik_domain::ids::RoundId;
use std::collections::BTreeSet;

/// Ticks that an address carries; more are set by hand, by territory or founder.
const TICKS_MAX: usize = 60;

struct Row {
    found: String,
    norm: String,
    belongs: String,
    extent: String,
    again: String,
    loss: String,
    places: Vec<(String, String)>,
    give: Option<String>,
}

#[derive(Template)]
#[template(path = "cabinet/shortcomings/round.html")]
struct NetworkPage {
    shell: Shell,
    errors: Errors,
    id: String,
    title: String,
    finding: String,
    often: String,
    fields: Vec<Field>,
    rows: Vec<Row>,
    may_make: bool,
}

/// The filter of organisations that an address asks for.
pub(crate) fn filter(asked: &Typed) -> OrganisationQuery {
    OrganisationQuery {
        territory: asked.get("territory").parse().ok(),
        founder: asked.get("founder").parse().ok(),
        ..OrganisationQuery::default()
    }
}

/// Fields of the same filter.
pub(crate) fn filter_fields(asked: &Typed, choices: &Choices) -> Vec<Field> {
    let any = |word: &str, all: Vec<Choice>| std::iter::once(Choice::new("", word)).chain(all).collect::<Vec<_>>();
    let territories = choices.territories.iter().map(|t| Choice::new(t.id.to_string(), t.name.clone())).collect();
    let founders = choices.founders.iter().map(|f| Choice::new(f.id.to_string(), f.name.clone())).collect();
    vec![
        Field::choice("territory", "Территория", asked.get("territory"), any("Любая", territories)),
        Field::choice("founder", "Учредитель", asked.get("founder"), any("Любой", founders)),
    ]
}

/// `GET /cabinet/rounds/{id}/shortcomings?territory=…&founder=…`
pub(crate) async fn show(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    network_page(&visit, id_of(&id)?, &asked, Vec::new()).await
}

async fn network_page(visit: &Visit, id: RoundId, asked: &Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let found = shortcomings::network_register(&visit.ctx, id, &filter(asked)).await?;
    let choices = portal::choices(&visit.ctx).await?;
    let leads = visit.ctx.demand_somewhere(Verb::AdoptPlan).is_ok();
    let title =
        if faults.is_empty() { "Недостатки сети" } else { "Ошибка: недостатки сети" };
    let n = usize::try_from(found.n_organisations).unwrap_or(usize::MAX);
    let finding = match (n, found.lines.first()) {
        (0, _) => "Реестры ещё не составлены".to_owned(),
        (_, None) => "Недостатков не найдено".to_owned(),
        (_, Some(_)) => format!("Недостатков в сети: {}", words::number(found.lines.len())),
    };
    Ok(page::show(&NetworkPage {
        shell: visit.staff_shell(title, "rounds"),
        errors: Errors { faults },
        id: id.to_string(),
        title: found.round.title.clone(),
        finding,
        often: found
            .lines
            .first()
            .map(|line| format!("Чаще всего: {} ({})", lower(&line.of.found), line.extent))
            .unwrap_or_default(),
        fields: filter_fields(asked, &choices),
        rows: found.lines.iter().map(|line| row(line, leads)).collect(),
        may_make: leads,
    }))
}

/// A sentence that goes on after a colon.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Where one measure is given to all who want for this, with their ticks set as far as an address holds them.
fn give(line: &NetworkLine, about: &str, indicator: &str) -> String {
    let all: Vec<String> =
        line.places.iter().map(|(id, _, _)| id.to_string()).collect::<BTreeSet<_>>().into_iter().collect();
    let ticks = all.iter().filter(|_| all.len() <= TICKS_MAX).map(|id| ("organisation", id.as_str()));
    let fields: Vec<(&str, &str)> = [("about", about), ("indicator", indicator)].into_iter().chain(ticks).collect();
    format!("/cabinet/network/new{}", query(&fields))
}

fn row(line: &NetworkLine, leads: bool) -> Row {
    let about = line.of.about.to_string();
    let indicator = line.of.indicator.map(|it| it.to_string()).unwrap_or_default();
    let place = |(_, name, id): &(_, String, otklik_domain::ids::ShortcomingId)| {
        (format!("/cabinet/shortcomings/{id}"), name.clone())
    };
    Row {
        found: words::capital(&line.of.found),
        norm: line.of.norm.clone(),
        belongs: belongs(&line.of),
        extent: line.extent.to_string(),
        again: if line.n_again == 0 { crate::ui::figures::NONE.to_owned() } else { line.n_again.to_string() },
        loss: points(Some(&line.loss)),
        places: line.places.iter().map(place).collect(),
        give: leads.then(|| give(line, &about, &indicator)),
    }
}

/// `POST /cabinet/rounds/{id}/shortcomings`: makes the registers of all.
pub(crate) async fn make(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    match shortcomings::make_registers(&visit.ctx, id, None).await {
        Ok(made) => {
            let done = if made.steps.is_empty() { "register-same" } else { "register-made" };
            Ok(refusal::see_other(&format!("/cabinet/rounds/{id}/shortcomings?done={done}")))
        }
        Err(refused) => network_page(&visit, id, &typed, faults_of(refused)?).await.map(refusal::invalid),
    }
}
