//! The register of measures: pages in a stored order, counts from one covering index.

use super::plans::records::{criterion, deadline_kind};
use crate::Answer;
use crate::cell::{Cell, Row, args};
use crate::database::{Conditions, Database, cursor, cursor_keys, limit, page};
use crate::key;
use crate::record::{Examples, FacetRow, Facets, Page, PageAsked, RegisterQuery, RegisterRow, View};
use crate::remembered::name_of;
use crate::traits::{Audit, Register};
use async_trait::async_trait;
use otklik_domain::plan::MeasureState;
use sqlx::AssertSqlSafe;

const ROW: &str = "t.organisation_id, o.slug, coalesce(o.short_name, o.name), t.id, t.plan_id, t.position, t.number, \
                   t.criterion, t.text, t.deadline_as_written, t.deadline_kind, t.starts_on, t.due_on, t.state, \
                   t.executors, t.is_example, t.order_key";

/// The table, and the condition that its plan counts.
fn table(view: View) -> &'static str {
    match view {
        View::Published => "published_measure",
        View::Working => "measure",
    }
}

/// States in which a measure can be late, as query text.
fn awaited() -> String {
    let awaited = MeasureState::ALL.into_iter().filter(|state| state.is_awaited());
    awaited.map(|state| format!("'{}'", state.name())).collect::<Vec<_>>().join(", ")
}

/// Which index a query is meant to walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Index {
    /// The stored order, to stop after one page.
    Order,
    /// The covering one, to count without reading rows.
    Counts,
}

/// Counts without words and places are answered from their index alone.
fn index_of_counts(asked: &RegisterQuery) -> Index {
    let is_plain = asked.search.is_none() && asked.executor.is_none() && asked.plan.is_none();
    if is_plain && asked.organisations.is_empty() { Index::Counts } else { Index::Order }
}

/// So few rows are sooner sorted than found on a walk through all of them.
const FEW: usize = 2_000;

impl Database {
    /// The index for a page: the stored order, but where the states that are asked for are rare, or nobody is in them, a walk
    /// along it would read every measure there is.
    async fn index_of_page(&self, asked: &RegisterQuery) -> Answer<Index> {
        let is_wide = asked.organisations.is_empty() && asked.plan.is_none() && asked.examples != Examples::With;
        if asked.states.is_empty() || !is_wide {
            return Ok(Index::Order);
        }
        let mut all = Conditions::default();
        all.and("t.is_example = ?", args![i64::from(asked.examples == Examples::Only)]);
        in_states(&mut all, asked);
        let (from, clause) = (table(asked.view), all.clause());
        let sql = format!("select count(*) from (select 1 as one from {from} t {clause} limit {}) as few", FEW + 1);
        let n = self.rows(AssertSqlSafe(sql), all.args).await?.pop().map_or(Ok(0), |mut row| row.int())?;
        Ok(if n > FEW as i64 { Index::Order } else { Index::Counts })
    }

    /// Conditions that both the page and the counts obey.
    async fn conditions(&self, asked: &RegisterQuery, by: Index) -> Answer<Conditions> {
        let mut all = Conditions::default();
        // The sign keeps a planner from the index of counts where another one serves.
        let sign = if by == Index::Counts { "" } else { self.engine.off_index() };
        match asked.examples {
            Examples::Without => all.and(&format!("{sign}t.is_example = 0"), []),
            Examples::Only => all.and(&format!("{sign}t.is_example = 1"), []),
            Examples::With => {}
        }
        all.one_of("t.organisation_id", self.with_merged(&asked.organisations).await?);
        let of_organisations = "t.organisation_id in (select id from organisation where";
        if let Some(founder) = asked.founder {
            all.and(&format!("{of_organisations} founder_id = ?)"), [Cell::printed(founder)]);
        }
        if let Some(territory) = asked.territory {
            all.and(&format!("{of_organisations} territory_id = ?)"), [Cell::printed(territory)]);
        }
        if let Some(sector) = asked.sector {
            all.and(&format!("{of_organisations} sector = ?)"), args![sector.name()]);
        }
        if let Some(plan) = asked.plan {
            all.and("t.plan_id = ?", [Cell::printed(plan)]);
        }
        if asked.view == View::Working && asked.plan.is_none() {
            all.and("t.plan_id not in (select id from plan where state <> 'active')", []);
        }
        if let Some(kind) = asked.deadline_kind {
            all.and("t.deadline_kind = ?", args![kind.name()]);
        }
        if let Some(day) = asked.due_before {
            all.and("t.due_on < ?", args![day]);
        }
        if let Some(day) = asked.due_from {
            all.and("t.due_on >= ?", args![day]);
        }
        words(&mut all, "t.executors_key", asked.executor.as_deref());
        words(&mut all, "t.search_text", asked.search.as_deref());
        Ok(all)
    }
}

fn words(all: &mut Conditions, column: &str, asked: Option<&str>) {
    for word in asked.unwrap_or_default().split_whitespace().take(12) {
        all.and(&format!("{column} like ? escape '\\'"), args![key::anywhere(word)]);
    }
}

/// The last of the days called «soon».
fn soon_until(asked: &RegisterQuery) -> otklik_domain::Date {
    let days = asked.soon_days.unwrap_or(30).clamp(0, 3660);
    asked.today.saturating_add(jiff::Span::new().days(days))
}

fn in_states(all: &mut Conditions, asked: &RegisterQuery) {
    all.one_of("t.state", asked.states.iter().map(|state| Cell::from(state.name())).collect());
}

/// Conditions of the page alone.
fn chosen(all: &mut Conditions, asked: &RegisterQuery) {
    if let Some(criterion) = asked.criterion {
        all.and("t.criterion = ?", args![i64::from(criterion.number())]);
    }
    in_states(all, asked);
    // Over `order_key`, so that the index of the order answers: what is unfinished and has a day begins with 0.
    if asked.is_late {
        all.and("t.order_key >= '0' and t.order_key < ?", args![format!("0{}", asked.today)]);
    }
    if asked.is_in_time {
        all.and("not (t.order_key >= '0' and t.order_key < ?)", args![format!("0{}", asked.today)]);
    }
    if let Some(is_proof) = asked.asks {
        let turns = "t.id in (select u.measure_id from measure_turn u where u.is_proof = ? and u.tells_from <= ?)";
        all.and(turns, args![is_proof, asked.today]);
        all.and("t.state <> 'not_done' and t.plan_id not in (select id from plan where stage in ('draft', 'sent', 'returned'))", []);
    }
    if asked.soon_days.is_some() {
        let (from, to) = (format!("0{}", asked.today), format!("0{}", soon_until(asked)));
        all.and("t.order_key >= ? and t.order_key <= ?", args![from, to]);
    }
}

fn register_row(mut row: Row) -> Answer<(RegisterRow, String)> {
    let value = RegisterRow {
        organisation: row.read()?,
        organisation_slug: row.text()?,
        organisation_name: row.text()?,
        id: row.read()?,
        plan: row.read()?,
        position: row.int()?,
        number: row.maybe_text()?,
        criterion: criterion(&mut row)?,
        text: row.text()?,
        deadline_as_written: row.maybe_text()?,
        deadline_kind: deadline_kind(&mut row)?,
        starts_on: row.maybe_read()?,
        due_on: row.maybe_read()?,
        state: row.named(MeasureState::from_name)?,
        executors: row.text()?,
        is_example: row.flag()?,
    };
    Ok((value, row.text()?))
}

fn facet_row(mut row: Row) -> Answer<FacetRow> {
    Ok(FacetRow {
        state: row.named(MeasureState::from_name)?,
        criterion: criterion(&mut row)?,
        n: row.int()?,
        n_late: row.int()?,
        n_soon: row.int()?,
        n_ongoing: row.int()?,
    })
}

#[async_trait]
impl Register for Database {
    async fn list_register(&self, asked: &RegisterQuery, asked_page: &PageAsked) -> Answer<Page<RegisterRow>> {
        let mut all = self.conditions(asked, self.index_of_page(asked).await?).await?;
        chosen(&mut all, asked);
        if let Some([order, id]) = asked_page.after.as_deref().and_then(cursor_keys) {
            all.and("(t.order_key, t.id) > (?, ?)", args![order, id]);
        }
        let limit = limit(asked_page.limit);
        let sql = format!(
            "select {ROW} from {} t join organisation o on o.id = t.organisation_id {} \
             order by t.order_key, t.id limit {}",
            table(asked.view),
            all.clause(),
            limit + 1
        );
        let (edition, name) = (self.edition().await?, name_of(&sql, &all.args));
        if let Some(page) = self.pages.find(edition, &name) {
            return Ok(page);
        }
        let rows = self.rows(AssertSqlSafe(sql), all.args).await?;
        let rows: Answer<Vec<(RegisterRow, String)>> = rows.into_iter().map(register_row).collect();
        let page = page(rows?, limit, |(row, order)| cursor(&[order, &row.id.to_string()]));
        let page = Page { items: page.items.into_iter().map(|(row, _)| row).collect(), next: page.next };
        self.pages.keep(edition, name, &page);
        Ok(page)
    }

    async fn count_register(&self, asked: &RegisterQuery) -> Answer<Facets> {
        let all = self.conditions(asked, index_of_counts(asked)).await?;
        let open = format!("t.state in ({})", awaited());
        let (today, until) = (asked.today, soon_until(asked));
        let sql = format!(
            "select t.state, t.criterion, count(*), \
             cast(sum(case when {open} and t.due_on < '{today}' then 1 else 0 end) as bigint), \
             cast(sum(case when {open} and t.due_on >= '{today}' and t.due_on <= '{until}' then 1 else 0 end) as bigint), \
             cast(sum(case when t.deadline_kind in ('ongoing', 'recurring') then 1 else 0 end) as bigint) \
             from {} t {} group by t.state, t.criterion order by t.state, t.criterion",
            table(asked.view),
            all.clause()
        );
        let (edition, name) = (self.edition().await?, name_of(&sql, &all.args));
        if let Some(counts) = self.counts.find(edition, &name) {
            return Ok(counts);
        }
        let rows = self.rows(AssertSqlSafe(sql), all.args).await?;
        let rows: Answer<Vec<FacetRow>> = rows.into_iter().map(facet_row).collect();
        let counts = Facets { rows: rows? };
        self.counts.keep(edition, name, &counts);
        Ok(counts)
    }
}
