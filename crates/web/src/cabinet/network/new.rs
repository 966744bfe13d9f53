//! Writing one measure for many organisations, and giving it to more.

use super::second::{Chosen, Second};
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
use otklik_app::network::{Double, NetworkTyped};
use otklik_app::record::Version;
use otklik_app::{Refusal, network, portal};
use otklik_domain::ids::{NetworkId, OrganisationId};

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
    /// What the organisations shown were narrowed by.
    narrowed: Vec<(&'static str, String)>,
    fields: Vec<Field>,
    places: Vec<Place>,
    /// Who has such a measure already, with how many were ticked in all.
    seconds: Vec<Second>,
    n_ticked: usize,
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
    new_page(&visit, &asked, Vec::new(), Vec::new()).await
}

async fn new_page(
    visit: &Visit,
    typed: &Typed,
    faults: Vec<FieldFault>,
    doubles: Vec<Double>,
) -> Result<Response, Refused> {
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
    let title = match (faults.is_empty(), doubles.is_empty()) {
        (false, _) => "Ошибка: поручить мероприятие",
        (true, false) => "Такое мероприятие уже есть: поручить мероприятие",
        (true, true) => "Поручить мероприятие",
    };
    Ok(page::show(&NewPage {
        shell: visit.staff_shell(title, "plans"),
        filters: filter_fields(typed, &choices),
        narrowed: ["territory", "founder"]
            .into_iter()
            .filter_map(|name| Some((name, typed.filled(name)?.to_owned())))
            .collect(),
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
        n_ticked: ticks.len(),
        seconds: Chosen::of(typed).rows(doubles),
        errors: Errors { faults },
    }))
}

/// `POST /cabinet/network/new`: who has such a measure already is shown first, and skipped unless ticked.
pub(crate) async fn write(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    let (words, known) = words_of(&visit, &typed).await?;
    let typed = with_all_shown(&visit, typed, &known).await?;
    let ticks: Vec<OrganisationId> = ticked(&typed, "organisation");
    let (chosen, new) =
        (Chosen::of(&typed), ticks.iter().copied().filter(|id| !known.contains(id)).collect::<Vec<_>>());
    let doubles = match network::doubles(&visit.ctx, &words, &new).await {
        Ok(found) => found,
        Err(refused) => {
            return new_page(&visit, &typed, faults_of(refused)?, Vec::new()).await.map(refusal::invalid);
        }
    };
    if chosen.is_open(&doubles) {
        return new_page(&visit, &typed, Vec::new(), doubles).await;
    }
    let organisations = chosen.given(&ticks, &doubles);
    if organisations.is_empty() && !ticks.is_empty() {
        let fault = FieldFault { field: "second".to_owned(), text: ALL_HAVE_IT.to_owned() };
        return new_page(&visit, &typed, vec![fault], doubles).await.map(refusal::invalid);
    }
    let done = if organisations.len() < ticks.len() { "network-given-some" } else { "network-given" };
    match give(&visit, &typed, &words, &organisations).await {
        Ok(id) => Ok(refusal::see_other(&format!("/cabinet/network/{id}?done={done}"))),
        Err(refused) => new_page(&visit, &typed, faults_of(refused)?, doubles).await.map(refusal::invalid),
    }
}

/// «Всем показанным»: each organisation that the filter shows is ticked, so that the next page names them one by one.
async fn with_all_shown(visit: &Visit, mut typed: Typed, known: &[OrganisationId]) -> Result<Typed, Refused> {
    if typed.filled("all").is_some() {
        let shown = network::givable(&visit.ctx, &filter(&typed)).await?;
        let shown = shown.into_iter().filter(|it| !known.contains(&it.id));
        typed.0.retain(|(name, _)| name != "organisation");
        typed.0.extend(shown.map(|it| ("organisation".to_owned(), it.id.to_string())));
    }
    Ok(typed)
}

const ALL_HAVE_IT: &str = "У всех отмеченных такое мероприятие уже есть: отметьте, кому поручить второе";

/// The words of the measure, typed or those of the one that is given to more, and who has a part of it already.
async fn words_of(visit: &Visit, typed: &Typed) -> Result<(NetworkTyped, Vec<OrganisationId>), Refused> {
    let Some(id) = typed.filled("more") else { return Ok((read(typed), Vec::new())) };
    let view = network::network(&visit.ctx, super::id_of(id)?).await?;
    let known = view.parts.iter().map(|part| part.organisation.id).collect();
    Ok((network::typed_of(&view.whole.value), known))
}

async fn give(
    visit: &Visit,
    typed: &Typed,
    words: &NetworkTyped,
    organisations: &[OrganisationId],
) -> Result<NetworkId, Refusal> {
    let Some(id) = typed.filled("more") else {
        return network::write_network(&visit.ctx, words, organisations).await;
    };
    let id = id.parse().map_err(|_| Refusal::NotFound)?;
    let version = Version(typed.get("version").parse().unwrap_or(0));
    let told = (typed.get("reason"), typed.get("agreed"));
    network::add_parts(&visit.ctx, id, version, organisations, told).await.map(|()| id)
}
