//! Writing one measure for many organisations, and giving it to more.

use super::{fields, read};
use crate::cabinet::shortcomings::round::{filter, filter_fields};
use crate::cabinet::shortcomings::ticked;
use crate::form::{Asked, FieldFault, Signed, Typed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::response::Response;
use otklik_app::record::Version;
use otklik_app::{network, portal};
use otklik_domain::ids::OrganisationId;

pub(super) struct Place {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) is_ticked: bool,
}

#[derive(Template)]
#[template(path = "cabinet/network/new.html")]
struct NewPage {
    shell: Shell,
    errors: Errors,
    /// The measure that is given to more; nothing for a new one.
    more: Option<(String, i64, String)>,
    filters: Vec<Field>,
    kept: Vec<(String, String)>,
    fields: Vec<Field>,
    places: Vec<Place>,
}

/// `GET /cabinet/network/new?about=…&territory=…&founder=…`: a shortcoming that is named brings the usual words along.
pub(crate) async fn show(Staff(visit): Staff, Asked(mut asked): Asked) -> Result<Response, Refused> {
    if asked.filled("text").is_none() && asked.filled("more").is_none() {
        let year = visit.ctx.today().year() + 1;
        let ticks: Vec<OrganisationId> = ticked(&asked, "organisation");
        if let Some(usual) = network::proposal(&visit.ctx, asked.get("about"), &ticks, year).await? {
            let usual = [("text", usual.text), ("term", usual.term), ("proof_words", usual.proof_words)];
            asked.0.retain(|(name, _)| usual.iter().all(|(usual, _)| name != usual));
            asked.0.extend(usual.map(|(name, words)| (name.to_owned(), words)));
        }
    }
    new_page(&visit, &asked, Vec::new()).await
}

async fn new_page(visit: &Visit, typed: &Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let asked = filter(typed);
    let found = network::givable(&visit.ctx, &asked).await?;
    let choices = portal::choices(&visit.ctx).await?;
    let ticks: Vec<OrganisationId> = ticked(typed, "organisation");
    let view = match typed.filled("more") {
        Some(id) => Some(network::network(&visit.ctx, super::id_of(id)?).await?),
        None => None,
    };
    let known: Vec<OrganisationId> = view.iter().flat_map(|it| &it.parts).map(|part| part.organisation.id).collect();
    let more = view.map(|view| (view.whole.value.id.to_string(), view.whole.version.0, view.whole.value.text));
    let place = |it: otklik_domain::registry::Organisation| Place {
        is_ticked: ticks.contains(&it.id),
        id: it.id.to_string(),
        name: it.short_name.unwrap_or(it.name),
    };
    let kept = ["text", "term", "year", "about", "indicator", "proof_words", "more"];
    let ticked_again = ticks.iter().map(|id| ("organisation", id.to_string()));
    let title = if faults.is_empty() {
        "Поручить мероприятие"
    } else {
        "Ошибка: поручить мероприятие"
    };
    Ok(page::show(&NewPage {
        shell: visit.staff_shell(title, "plans"),
        filters: filter_fields(typed, &choices),
        kept: kept
            .iter()
            .map(|name| (*name, typed.get(name).to_owned()))
            .chain(ticked_again)
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
        fields: match &more {
            Some(_) => fields(&read(typed), &faults, false).split_off(4),
            None => fields(&read(typed), &faults, true),
        },
        places: found.into_iter().filter(|it| !known.contains(&it.id)).map(place).collect(),
        more,
        errors: Errors { faults },
    }))
}

/// `POST /cabinet/network/new`
pub(crate) async fn write(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    let organisations: Vec<OrganisationId> = ticked(&typed, "organisation");
    let said = match typed.filled("more") {
        Some(id) => {
            let id = super::id_of(id)?;
            let version = Version(typed.get("version").parse().unwrap_or(0));
            let told = (typed.get("reason"), typed.get("agreed"));
            network::add_parts(&visit.ctx, id, version, &organisations, told).await.map(|()| id)
        }
        None => network::write_network(&visit.ctx, &read(&typed), &organisations).await,
    };
    match said {
        Ok(id) => Ok(refusal::see_other(&format!("/cabinet/network/{id}?done=network-given"))),
        Err(refused) => new_page(&visit, &typed, faults_of(refused)?).await.map(refusal::invalid),
    }
}
