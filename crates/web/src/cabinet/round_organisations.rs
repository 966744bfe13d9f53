//! The organisations of a round: taken in by territory, founder and kind, left out one by one until it begins.
//!
//! In come a filter and ticks; out goes the list. It refuses to decide who may still leave: the verb does.

use super::rounds::id_of;
use crate::form::{FieldFault, Signed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::record::{OrganisationQuery, RoundState};
use otklik_app::{portal, score as scores};
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::registry::Organisation;

struct Row {
    id: String,
    href: String,
    name: String,
    note: String,
}

#[derive(Template)]
#[template(path = "cabinet/round_organisations.html")]
struct ListPage {
    shell: Shell,
    errors: Errors,
    id: String,
    title: String,
    count: String,
    rows: Vec<Row>,
    fields: Vec<Field>,
    may_change: bool,
}

/// `GET /cabinet/rounds/{id}/organisations`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    list_page(&visit, id_of(&id)?, Vec::new()).await
}

async fn list_page(visit: &Visit, id: RoundId, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let round = scores::find_round(&visit.ctx, id).await?.value;
    let listed = scores::round_organisations(&visit.ctx, id).await?;
    let choices = portal::choices(&visit.ctx).await?;
    let kinds = portal::kinds(&visit.ctx).await?;
    let any = |words: &str, all: Vec<Choice>| std::iter::once(Choice::new("", words)).chain(all).collect::<Vec<_>>();
    let territories = choices.territories.iter().map(|t| Choice::new(t.id.to_string(), t.name.clone())).collect();
    let founders = choices.founders.iter().map(|f| Choice::new(f.id.to_string(), f.name.clone())).collect();
    let kinds = kinds.into_iter().map(|kind| Choice::new(kind.clone(), kind)).collect();
    let territory = Field::choice("territory", "Территория", "", any("Любая", territories));
    let said = fault(&faults, "territory").map(ToOwned::to_owned);
    let name = |id: Option<_>| choices.territories.iter().find(|t| Some(t.id) == id).map(|t| t.name.clone());
    let row = |it: &Organisation| Row {
        id: it.id.to_string(),
        href: format!("/cabinet/organisations/{}", it.id),
        note: [it.kind.clone(), name(it.territory)].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        name: it.name.clone(),
    };
    Ok(page::show(&ListPage {
        shell: visit.staff_shell(
            if faults.is_empty() {
                "Организации тура"
            } else {
                "Ошибка: организации тура"
            },
            "rounds",
        ),
        errors: Errors { faults },
        id: id.to_string(),
        title: round.title.clone(),
        count: words::capital(&words::count(listed.len(), words::ORGANISATIONS)),
        rows: listed.iter().map(row).collect(),
        fields: vec![
            territory.faulty(said.as_deref()),
            Field::choice("founder", "Учредитель", "", any("Любой", founders)),
            Field::choice("kind", "Вид", "", any("Любой", kinds)),
        ],
        may_change: round.state == RoundState::Open && visit.ctx.may(Verb::RunRounds, None),
    }))
}

/// `POST /cabinet/rounds/{id}/organisations`: takes in what a filter finds, or leaves out what is ticked.
pub(crate) async fn change(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let said = if typed.get("action") == "leave" {
        let gone = typed.0.iter().filter(|(name, _)| name == "gone").filter_map(|(_, value)| value.trim().parse().ok());
        let gone: Vec<OrganisationId> = gone.collect();
        scores::leave_out_of_round(&visit.ctx, id, &gone).await
    } else {
        let asked = OrganisationQuery {
            territory: typed.get("territory").parse().ok(),
            founder: typed.get("founder").parse().ok(),
            kind: typed.filled("kind").map(ToOwned::to_owned),
            ..OrganisationQuery::default()
        };
        scores::take_into_round(&visit.ctx, id, &asked).await.map(drop)
    };
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/rounds/{id}/organisations?done=kept"))),
        Err(refused) => list_page(&visit, id, faults_of(refused)?).await.map(refusal::invalid),
    }
}
