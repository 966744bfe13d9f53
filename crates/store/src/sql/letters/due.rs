//! Measures whose term is near or over: read in the stored order, which begins with what waits, by its last day.

use crate::Answer;
use crate::cell::{Row, args};
use crate::database::{Conditions, Database, cursor, cursor_keys, page};
use crate::record::{DueMeasure, Page, PageAsked};
use crate::sql::in_force::{in_force, in_force_here};
use otklik_domain::Date;
use otklik_domain::ids::OrganisationId;
use otklik_domain::plan::MeasureState;
use sqlx::AssertSqlSafe;

/// A page is read whole into memory and no longer.
const PAGE_MAX: usize = 20_000;

/// A measure whose day is near, the first six cells of a row.
pub(in crate::sql) fn due(row: &mut Row) -> Answer<DueMeasure> {
    Ok(DueMeasure {
        organisation: row.read()?,
        id: row.read()?,
        text: row.text()?,
        due_on: row.read()?,
        state: row.named(MeasureState::from_name)?,
        executors: row.text()?,
    })
}

pub(super) async fn list(database: &Database, until: Date, asked: &PageAsked) -> Answer<Page<DueMeasure>> {
    let mut all = Conditions::default();
    all.and("t.order_key >= '0' and t.order_key < ?", args![format!("0{until}~")]);
    all.and("t.due_on is not null", []);
    all.and(&in_force_here("t"), []);
    if let Some([order, id]) = asked.after.as_deref().and_then(cursor_keys) {
        all.and("(t.order_key, t.id) > (?, ?)", args![order, id]);
    }
    let limit = asked.limit.clamp(1, PAGE_MAX);
    let sql = format!(
        "select t.organisation_id, t.id, t.text, t.due_on, t.state, t.executors, t.order_key from measure t {} \
         order by t.order_key, t.id limit {}",
        all.clause(),
        limit + 1
    );
    let with_order = |mut row: Row| Ok((due(&mut row)?, row.text()?));
    let rows: Answer<Vec<(DueMeasure, String)>> =
        database.rows(AssertSqlSafe(sql), all.args).await?.into_iter().map(with_order).collect();
    let page = page(rows?, limit, |(measure, order)| cursor(&[order, &measure.id.to_string()]));
    Ok(Page { items: page.items.into_iter().map(|(measure, _)| measure).collect(), next: page.next })
}

pub(super) async fn count_reported(database: &Database) -> Answer<Vec<(OrganisationId, i64)>> {
    let sql = format!(
        "select t.organisation_id, count(*) from measure t where t.is_example = 0 and t.state = 'reported' and {} \
         group by t.organisation_id order by t.organisation_id",
        in_force("t")
    );
    let rows = database.rows(AssertSqlSafe(sql), args![]).await?;
    rows.into_iter().map(|mut row| Ok((row.read()?, row.int()?))).collect()
}
