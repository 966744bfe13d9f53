//! The matrix of measures and organisations: what stands where, who has not shown a photo, one step for many.
//!
//! In come filters and ticks; out go rows of cells and steps that can be taken back. Organisations come in pages, and a
//! page asks the store the same few questions however many cells it has.

mod bulk;
mod reminding;

pub use bulk::{BulkAsked, BulkView, Preview, PreviewLine, UNDO_HOURS, apply, bulk_act, preview, undo};
pub use reminding::{REMIND, ToWhom, WAITS_MINUTES};

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::register::lateness;
use crate::score;
use otklik_domain::access::{Scope, Verb};
use otklik_domain::deadline::{DeadlineKind, Lateness};
use otklik_domain::ids::{MeasureId, NetworkId, OrganisationId, RoundId};
use otklik_domain::plan::MeasureState;
use otklik_domain::registry::Organisation;
use otklik_domain::score::Criterion;
use otklik_domain::shortcoming::About;
use otklik_store::record::{MatrixCell, MatrixRow, OrganisationQuery, PageAsked, Version};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Organisations on a page.
pub const COLUMNS_MAX: usize = 40;

/// Organisations of a single row.
pub const ROW_MAX: usize = 500;

/// Rows on a page.
pub const ROWS_MAX: usize = 30;

/// What the matrix is narrowed by.
#[derive(Debug, Clone, Default)]
pub struct MatrixAsked {
    /// Organisations by founder and territory.
    pub filter: OrganisationQuery,
    /// Only organisations of this round.
    pub round: Option<RoundId>,
    /// Only rows of this criterion.
    pub criterion: Option<Criterion>,
    /// Only measures in this state.
    pub state: Option<MeasureState>,
    /// Only late measures.
    pub is_late: bool,
    /// Only measures without a photo among their proof.
    pub no_photo: bool,
    /// Only this row.
    pub row: Option<MatrixRow>,
    /// The page of organisations to go on after.
    pub after: Option<String>,
}

/// One measure in the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The measure.
    pub measure: MeasureId,
    /// Version a step must name.
    pub version: Version,
    /// Where it is on its way.
    pub state: MeasureState,
    /// How late it is.
    pub lateness: Lateness,
    /// What sort of term it has.
    pub kind: Option<DeadlineKind>,
    /// Whether a photo shows it.
    pub has_photo: bool,
}

/// A row: one measure of many organisations.
#[derive(Debug, Clone)]
pub struct Row {
    /// What it is about.
    pub of: MatrixRow,
    /// The same for people.
    pub title: String,
    /// Measures by organisation.
    pub cells: BTreeMap<OrganisationId, Vec<Cell>>,
}

/// The matrix of a page of organisations.
#[derive(Debug, Clone)]
pub struct MatrixView {
    /// Columns by name.
    pub organisations: Vec<Organisation>,
    /// Rows: network measures first, then what most organisations have.
    pub rows: Vec<Row>,
    /// Rows that did not fit.
    pub n_more: usize,
    /// The next page of organisations.
    pub next: Option<String>,
}

/// The matrix of the organisations that the actor sees, narrowed as asked.
///
/// # Errors
/// `NotFound` when there is no such round; `NotSignedIn`, `NotAllowed`.
pub async fn matrix(ctx: &Ctx, asked: &MatrixAsked) -> Result<MatrixView, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let (organisations, next) = columns(ctx, asked).await?;
    let ids: Vec<OrganisationId> = organisations.iter().map(|it| it.id).collect();
    let (cells, photos) = tokio::try_join!(ctx.store().list_matrix(&ids), ctx.store().list_measures_with_photo(&ids))?;
    let photos: BTreeSet<MeasureId> = photos.into_iter().collect();
    let mut rows: BTreeMap<MatrixRow, BTreeMap<OrganisationId, Vec<Cell>>> = BTreeMap::new();
    for found in cells {
        let cell = shown(ctx, &found, &photos);
        let is_typed = matches!(found.row, MatrixRow::About(About::Typed(_)));
        if !is_typed && is_asked(asked, &found, &cell) {
            let of_row = rows.entry(found.row).or_default().entry(found.organisation).or_default();
            if !of_row.iter().any(|known| known.measure == cell.measure) {
                of_row.push(cell);
            }
        }
    }
    let titles = titles(ctx, &rows).await?;
    let mut rows: Vec<Row> = rows
        .into_iter()
        .map(|(of, cells)| Row { title: titles.get(&of).cloned().unwrap_or_else(|| named(&of)), of, cells })
        .collect();
    let order =
        |row: &Row| (matches!(row.of, MatrixRow::About(_)), std::cmp::Reverse(row.cells.len()), row.title.clone());
    rows.sort_by_cached_key(order);
    let n_more = rows.len().saturating_sub(ROWS_MAX);
    rows.truncate(ROWS_MAX);
    Ok(MatrixView { organisations, rows, n_more, next })
}

/// A page of organisations whose measures the actor sees.
async fn columns(ctx: &Ctx, asked: &MatrixAsked) -> Result<(Vec<Organisation>, Option<String>), Refusal> {
    let mut own = ctx.own_organisations(Vec::new())?;
    if let Some(round) = asked.round {
        score::find_round(ctx, round).await?;
        let of_round = ctx.store().list_round_organisations(round).await?;
        own = match ctx.actor.scope {
            Scope::Everywhere => of_round,
            _ => of_round.into_iter().filter(|it| own.contains(it)).collect(),
        };
        if own.is_empty() {
            return Ok((Vec::new(), None));
        }
    }
    let query = OrganisationQuery { organisations: own, ..asked.filter.clone() };
    // One row is a list: it has room for more.
    let limit = if asked.row.is_some() { ROW_MAX } else { COLUMNS_MAX };
    let page = PageAsked { after: asked.after.clone(), limit };
    let listed = ctx.store().list_organisations(&query, &page).await?;
    Ok((listed.items.into_iter().map(|kept| kept.value).collect(), listed.next))
}

fn shown(ctx: &Ctx, found: &MatrixCell, photos: &BTreeSet<MeasureId>) -> Cell {
    Cell {
        measure: found.measure,
        version: found.version,
        state: found.state,
        lateness: lateness(found.due_on, found.state, ctx.today()),
        kind: found.deadline_kind,
        has_photo: photos.contains(&found.measure),
    }
}

fn is_asked(asked: &MatrixAsked, found: &MatrixCell, cell: &Cell) -> bool {
    asked.row.as_ref().is_none_or(|row| *row == found.row)
        && asked.criterion.is_none_or(|criterion| found.criterion == Some(criterion))
        && asked.state.is_none_or(|state| found.state == state)
        && (!asked.is_late || matches!(cell.lateness, Lateness::Late(_)))
        && (!asked.no_photo || !cell.has_photo)
}

/// Words of network measures.
async fn titles<T>(ctx: &Ctx, rows: &BTreeMap<MatrixRow, T>) -> Result<HashMap<MatrixRow, String>, Refusal> {
    let is_network = |row: &MatrixRow| matches!(row, MatrixRow::Network(_));
    if !rows.keys().any(is_network) {
        return Ok(HashMap::new());
    }
    let own = ctx.own_organisations(Vec::new())?;
    let all = ctx.store().list_networks(&own).await?;
    Ok(all.into_iter().map(|kept| (MatrixRow::Network(kept.value.id), kept.value.text)).collect())
}

/// What a row is about, in words of the rulebooks.
pub fn named(row: &MatrixRow) -> String {
    let about = match row {
        MatrixRow::Network(_) => return "Сетевое мероприятие".to_owned(),
        MatrixRow::About(about) => about,
    };
    let books = score::rulebooks();
    let lists = || books.iter().flat_map(|book| &book.inspections);
    let found = match about {
        About::Item(code) => {
            let item = lists().flat_map(|list| &list.items).find(|item| item.code == *code);
            item.map(|item| item.shortcoming.clone().unwrap_or_else(|| item.title.clone()))
        }
        About::List(code) => lists().find(|list| list.code == *code).map(|list| list.title.clone()),
        About::Question(code) => {
            let question = books.iter().find_map(|book| book.question(code));
            question.map(|question| format!("Опрос: {}", question.short))
        }
        About::Waiting(indicator) => Some(format!("Время ожидания, показатель {indicator}")),
        About::Typed(_) => Some("Вписанный недостаток".to_owned()),
    };
    found.unwrap_or_else(|| about.to_string())
}

/// A row by its name in an address: `network:…` or what it is about.
pub fn row_of(text: &str) -> Option<MatrixRow> {
    match text.strip_prefix("network:") {
        Some(id) => id.parse::<NetworkId>().ok().map(MatrixRow::Network),
        None => text.parse().ok().map(MatrixRow::About),
    }
}

/// The name of a row in an address.
pub fn name_of(row: &MatrixRow) -> String {
    match row {
        MatrixRow::Network(id) => format!("network:{id}"),
        MatrixRow::About(about) => about.to_string(),
    }
}
