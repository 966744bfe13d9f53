//! Writing one measure for many organisations, and giving it to more.
//!
//! In come words, ticks and a filter in one form; out goes the page again, or the measure is given. Organisations stand by
//! the page: what was ticked elsewhere comes along, and «всем найденным» means all that the filter finds, not all shown.

use super::second::{Chosen, Second};
use super::{fields, read};
use crate::cabinet::shortcomings::round::{filter, filter_fields};
use crate::cabinet::shortcomings::ticked;
use crate::form::{Asked, FieldFault, Signed, Typed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::response::Response;
use otklik_app::network::{Double, NetworkTyped};
use otklik_app::record::{OrganisationQuery, Version};
use otklik_app::{Refusal, network, portal};
use otklik_domain::access::Verb;
use otklik_domain::ids::{NetworkId, OrganisationId};
use otklik_domain::registry::Organisation;
use std::collections::HashSet;

/// Organisations on one page, and names of those that were ticked on others.
const PAGE: usize = 50;

pub(super) struct Place {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) is_ticked: bool,
}

/// Organisations that the filter finds: one page of them, and who was ticked beyond it.
struct Found {
    places: Vec<Place>,
    /// «Показаны 51–100 из 2 000».
    caption: String,
    /// How many the filter finds: «2 000 организаций».
    all: String,
    n_all: usize,
    is_all: bool,
    n_page: usize,
    /// The page before, and how many the next one holds with its number.
    before: Option<usize>,
    after: Option<(usize, usize)>,
    /// Ticked, and not on this page.
    elsewhere: Vec<Place>,
    n_elsewhere: String,
    /// More of them than are named.
    rest: Vec<String>,
}

#[derive(Template)]
#[template(path = "cabinet/network/new.html")]
struct NewPage {
    shell: Shell,
    errors: Errors,
    /// The measure that is given to more; nothing for a new one.
    more: Option<(String, i64, String)>,
    filters: Vec<Field>,
    fields: Vec<Field>,
    found: Found,
    /// Who has such a measure already, with how many were ticked in all.
    seconds: Vec<Second>,
    n_ticked: String,
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

/// Whom the measure can be given to by what was asked for, but for those who have a part of it.
async fn findable(visit: &Visit, typed: &Typed, known: &[OrganisationId]) -> Result<Vec<Organisation>, Refusal> {
    let asked = OrganisationQuery { search: typed.filled("q").map(ToOwned::to_owned), ..filter(typed) };
    let mut found = network::givable(&visit.ctx, &asked).await?;
    found.retain(|it| !known.contains(&it.id));
    Ok(found)
}

async fn new_page(
    visit: &Visit,
    typed: &Typed,
    faults: Vec<FieldFault>,
    doubles: Vec<Double>,
) -> Result<Response, Refused> {
    let choices = portal::choices(&visit.ctx).await?;
    let view = match typed.filled("more") {
        Some(id) => Some(network::network(&visit.ctx, super::id_of(id)?).await?),
        None => None,
    };
    let known: Vec<OrganisationId> = view.iter().flat_map(|it| &it.parts).map(|part| part.organisation.id).collect();
    let more = view.map(|view| (view.whole.value.id.to_string(), view.whole.version.0, view.whole.value.text));
    let found = findable(visit, typed, &known).await?;
    let title = match (faults.is_empty(), doubles.is_empty()) {
        (false, _) => "Ошибка: поручить мероприятие",
        (true, false) => "Такое мероприятие уже есть: поручить мероприятие",
        (true, true) => "Поручить мероприятие",
    };
    let search = Field::line("q", "Название или ИНН", typed.get("q"));
    Ok(page::show(&NewPage {
        shell: visit.staff_shell(title, "plans"),
        filters: std::iter::once(search).chain(filter_fields(typed, &choices)).collect(),
        fields: match &more {
            Some(_) => fields(&read(typed), &faults, false).split_off(4),
            None => fields(&read(typed), &faults, true),
        },
        more,
        n_ticked: words::number(ticks_of(typed, &found).len()),
        found: found_page(visit, typed, found).await?,
        seconds: Chosen::of(typed).rows(doubles),
        errors: Errors { faults },
    }))
}

/// Everybody who is ticked: one by one, and all that were found where that was asked for.
fn ticks_of(typed: &Typed, found: &[Organisation]) -> Vec<OrganisationId> {
    let mut ticks: Vec<OrganisationId> = ticked(typed, "organisation");
    if typed.filled("all").is_some() {
        let known: HashSet<OrganisationId> = ticks.iter().copied().collect();
        ticks.extend(found.iter().map(|it| it.id).filter(|id| !known.contains(id)));
    }
    ticks
}

async fn found_page(visit: &Visit, typed: &Typed, found: Vec<Organisation>) -> Result<Found, Refused> {
    let n_all = found.len();
    // As many as one page holds are ticked one by one, so that somebody can be left out.
    let is_all = typed.filled("all").is_some() && n_all > PAGE;
    let ticks: Vec<OrganisationId> = if is_all { ticked(typed, "organisation") } else { ticks_of(typed, &found) };
    let asked = typed.whole("look").or_else(|| typed.whole("page")).unwrap_or(1_usize);
    let n_page = asked.clamp(1, n_all.div_ceil(PAGE).max(1));
    let first = (n_page - 1) * PAGE;
    let places: Vec<Place> = found.into_iter().skip(first).take(PAGE).map(|it| place(it, &ticks)).collect();
    let last = first + places.len();
    let shown: HashSet<&str> = places.iter().map(|place| place.id.as_str()).collect();
    let mut others: Vec<OrganisationId> =
        ticks.into_iter().filter(|id| !shown.contains(id.to_string().as_str())).collect();
    others.retain(|id| visit.ctx.may(Verb::AdoptPlan, Some(*id)));
    let rest = others.split_off(others.len().min(PAGE));
    let names = portal::names(&visit.ctx, &others).await?;
    let n = words::number;
    Ok(Found {
        caption: format!("Показаны {}–{} из {}", n(first + 1), n(last), n(n_all)),
        all: words::count(n_all, words::ORGANISATIONS),
        n_all,
        is_all,
        n_page,
        before: (n_page > 1).then(|| n_page - 1),
        after: (last < n_all).then(|| (n_page + 1, PAGE.min(n_all - last))),
        n_elsewhere: words::count(others.len() + rest.len(), words::ORGANISATIONS),
        elsewhere: others
            .iter()
            .map(|id| Place { id: id.to_string(), name: names.get(id).cloned().unwrap_or_default(), is_ticked: true })
            .collect(),
        rest: rest.iter().map(ToString::to_string).collect(),
        places,
    })
}

fn place(it: Organisation, ticks: &[OrganisationId]) -> Place {
    Place { is_ticked: ticks.contains(&it.id), id: it.id.to_string(), name: it.short_name.unwrap_or(it.name) }
}

/// `POST /cabinet/network/new`: another page of organisations, or the measure is given; who has such a measure already is
/// shown first, and skipped unless ticked.
pub(crate) async fn write(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    if typed.filled("look").is_some() {
        return new_page(&visit, &typed, Vec::new(), Vec::new()).await;
    }
    let (words, known) = words_of(&visit, &typed).await?;
    let ticks = match typed.filled("all") {
        Some(_) => ticks_of(&typed, &findable(&visit, &typed, &known).await?),
        None => ticked(&typed, "organisation"),
    };
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
