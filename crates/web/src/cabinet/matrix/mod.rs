//! The matrix of measures and organisations, one row of it, and one step for many.
//!
//! In come filters and ticks; out go pages. It refuses to decide which measure can take a step: the verbs do.

pub(crate) mod act;
pub(crate) mod row;
pub(crate) mod step;

use crate::cabinet::shortcomings::round::{filter, filter_fields};
use crate::form::{Asked, Typed, query};
use crate::refusal::Refused;
use crate::standing::standing;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::state::{Mark, Shape};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::response::Response;
use otklik_app::matrix::{self, Cell, MatrixAsked, MatrixView, name_of, row_of};
use otklik_app::{portal, score as scores};
use otklik_domain::plan::MeasureState;
use otklik_domain::registry::Organisation;
use otklik_domain::score::Criterion;

/// Names of the fields that narrow the matrix.
const FILTERS: [&str; 6] = ["territory", "founder", "round", "criterion", "state", "only"];

/// More organisations than this stand below their measure at every width: nothing is scrolled sideways.
const TABLE_MAX: usize = 8;

struct Shown {
    organisation: String,
    /// Nothing where the organisation has no such measure.
    cell: Option<(Shape, String, String, bool)>,
}

struct Row {
    title: String,
    href: String,
    /// Link to those without a photo, and how many they are.
    without: Option<(String, usize)>,
    cells: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "cabinet/matrix/page.html")]
struct MatrixPage {
    shell: Shell,
    finding: String,
    fields: Vec<Field>,
    heads: Vec<String>,
    rows: Vec<Row>,
    open: Vec<usize>,
    /// Organisations of this page with none of these measures: a column of theirs would be empty.
    n_bare: usize,
    n_more: usize,
    next: Option<String>,
    is_wide: bool,
}

/// What an address asks for.
pub(super) fn asked_of(typed: &Typed) -> MatrixAsked {
    MatrixAsked {
        filter: filter(typed),
        round: typed.get("round").parse().ok(),
        criterion: Criterion::from_name(typed.get("criterion")),
        state: MeasureState::from_name(typed.get("state")),
        is_late: typed.get("only") == "late",
        no_photo: typed.get("only") == "no-photo",
        row: typed
            .filled("network")
            .map(|id| format!("network:{id}"))
            .or_else(|| typed.filled("row").map(ToOwned::to_owned))
            .and_then(|text| row_of(&text)),
        after: typed.filled("after").map(ToOwned::to_owned),
    }
}

/// The filters of an address with some set anew.
pub(super) fn address(path: &str, typed: &Typed, anew: &[(&str, &str)]) -> String {
    let is_anew = |name: &str| anew.iter().any(|(n, _)| *n == name);
    let mut all: Vec<(&str, &str)> =
        FILTERS.iter().filter(|name| !is_anew(name)).map(|name| (*name, typed.get(name))).collect();
    all.extend_from_slice(anew);
    format!("{path}{}", query(&all))
}

pub(super) async fn fields(visit: &Visit, typed: &Typed) -> Result<Vec<Field>, Refused> {
    let choices = portal::choices(&visit.ctx).await?;
    let rounds = scores::list_rounds(&visit.ctx).await?;
    let any = |word: &str, all: Vec<Choice>| std::iter::once(Choice::new("", word)).chain(all).collect::<Vec<_>>();
    let rounds = rounds.iter().map(|it| Choice::new(it.value.id.to_string(), it.value.title.clone())).collect();
    let criteria = Criterion::ALL
        .map(|it| Choice::new(it.number().to_string(), format!("{}. {}", it.number(), crate::ui::figures::column(it))));
    let states = MeasureState::ALL.map(|it| Choice::new(it.name(), words::capital(it.in_words())));
    let only = vec![Choice::new("late", "Только просроченные"), Choice::new("no-photo", "Только без фото")];
    let mut all = filter_fields(typed, &choices);
    all.extend([
        Field::choice("round", "Оценка", typed.get("round"), any("Любая", rounds)),
        Field::choice("criterion", "Критерий", typed.get("criterion"), any("Любой", criteria.into())),
        Field::choice("state", "Состояние", typed.get("state"), any("Любое", states.into())),
        Field::choice("only", "Показать", typed.get("only"), any("Все меры", only)),
    ]);
    Ok(all)
}

/// `GET /cabinet/matrix?territory=…&founder=…&round=…&criterion=…&state=…&only=…`
pub(crate) async fn show(Staff(visit): Staff, Asked(typed): Asked) -> Result<Response, Refused> {
    let mut view = matrix::matrix(&visit.ctx, &asked_of(&typed)).await?;
    let n_all = view.organisations.len();
    let has_any = |it: &Organisation| view.rows.iter().any(|row| row.cells.contains_key(&it.id));
    let with_any: Vec<Organisation> = view.organisations.iter().filter(|it| has_any(it)).cloned().collect();
    view.organisations = with_any;
    let is_open =
        |cell: &&Cell| !matches!(cell.state, MeasureState::Confirmed | MeasureState::NotDone | MeasureState::Reported);
    let open =
        |it: &Organisation| view.rows.iter().filter_map(|row| row.cells.get(&it.id)).flatten().filter(is_open).count();
    Ok(page::show(&MatrixPage {
        shell: visit.staff_shell("Матрица мер", "register"),
        finding: finding(&view),
        fields: fields(&visit, &typed).await?,
        heads: view.organisations.iter().map(short).collect(),
        rows: view.rows.iter().map(|row| shown(row, &view, &typed)).collect(),
        open: view.organisations.iter().map(open).collect(),
        n_more: view.n_more,
        next: view.next.as_deref().map(|next| address("/cabinet/matrix", &typed, &[("after", next)])),
        n_bare: n_all - view.organisations.len(),
        is_wide: view.organisations.len() > TABLE_MAX,
    }))
}

fn short(it: &Organisation) -> String {
    it.short_name.clone().unwrap_or_else(|| words::short(&it.name, 60))
}

fn finding(view: &MatrixView) -> String {
    let late = view.rows.iter().flat_map(|row| row.cells.values().flatten());
    let late = late.filter(|cell| matches!(cell.lateness, otklik_domain::deadline::Lateness::Late(_))).count();
    match (view.rows.is_empty(), late) {
        (true, _) => "Матрица мер".to_owned(),
        (false, 0) => "Просроченных мер нет".to_owned(),
        (false, n) => format!("Просрочено мер: {}", words::number(n)),
    }
}

fn shown(row: &matrix::Row, view: &MatrixView, typed: &Typed) -> Row {
    let name = name_of(&row.of);
    let without = row.cells.values().flatten().filter(|cell| !cell.has_photo).count();
    let no_photo = address("/cabinet/matrix/row", typed, &[("row", &name), ("only", "no-photo")]);
    let cell = |it: &Organisation| Shown {
        organisation: short(it),
        // Of several measures of one organisation the one that asks for most is shown.
        cell: row.cells.get(&it.id).and_then(|cells| cells.iter().map(mark).min_by_key(|(shape, ..)| shape.mark)),
    };
    Row {
        title: row.title.clone(),
        href: address("/cabinet/matrix/row", typed, &[("row", &name)]),
        without: (without > 0).then_some((no_photo, without)),
        cells: view.organisations.iter().map(cell).collect(),
    }
}

fn mark(cell: &Cell) -> (Shape, String, String, bool) {
    let state = standing(cell.state, cell.lateness, cell.kind);
    let is_late = state.mark == Mark::Late;
    (Shape { mark: state.mark }, state.text, format!("/cabinet/measures/{}", cell.measure), is_late)
}
