//! Records of reports, cell for column.

use super::super::publications::body_hash;
use crate::Answer;
use crate::cell::{Cell, Row};
use crate::database::Database;
use crate::record::{Act, FiledConsolidated, FiledReport, Kept, NewConsolidated};
use crate::table::{self, Record, Table};
use otklik_domain::report::ReportStage;
use sqlx::AssertSqlSafe;

fn who(step: &Option<(String, jiff::Timestamp)>) -> [Cell; 2] {
    match step {
        Some((who, at)) => [Cell::from(who), Cell::from(*at)],
        None => [Cell::Text(None), Cell::Int(None)],
    }
}

fn step(row: &mut Row) -> Answer<Option<(String, jiff::Timestamp)>> {
    let (who, at) = (row.maybe_text()?, row.maybe_instant()?);
    Ok(who.zip(at))
}

impl Record for FiledReport {
    const TABLE: &'static Table = &table::REPORT;

    fn cells(&self) -> Vec<Cell> {
        let mut cells = vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.plan),
            Cell::printed(self.period),
            Cell::from(i64::from(self.period.year())),
            Cell::int(self.number),
            Cell::maybe(self.replaces),
            Cell::from(self.stage.name()),
            Cell::from(self.as_of),
            Cell::from(&self.body_json),
            Cell::from(&self.sha256),
            Cell::from(&self.note),
            Cell::from(&self.by),
            Cell::from(self.at),
        ];
        cells.extend([&self.signed, &self.sent, &self.decided].into_iter().flat_map(who));
        cells.push(Cell::from(self.is_example));
        cells
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (organisation, id, plan, period) = (row.read()?, row.read()?, row.read()?, row.read()?);
        row.int()?;
        Ok(FiledReport {
            organisation,
            id,
            plan,
            period,
            number: row.maybe_int()?,
            replaces: row.maybe_read()?,
            stage: row.named(ReportStage::from_name)?,
            as_of: row.read()?,
            body_json: row.text()?,
            sha256: row.text()?,
            note: row.maybe_text()?,
            by: row.text()?,
            at: row.instant()?,
            signed: step(row)?,
            sent: step(row)?,
            decided: step(row)?,
            is_example: row.flag()?,
        })
    }
}

/// The columns of a table with an empty text in place of the body.
fn light(table: &Table) -> String {
    let columns = table.columns.iter().map(|column| match *column {
        "body_json" => "'' as body_json".to_owned(),
        column => format!("t.{column}"),
    });
    let version = if table.is_versioned { "t.version" } else { "cast(0 as bigint)" };
    format!("select {version}, {} from {} t ", columns.collect::<Vec<_>>().join(", "), table.name)
}

/// Reports whose bodies are left where they are: they are long.
pub(super) async fn without_bodies(database: &Database, rest: &str, args: Vec<Cell>) -> Answer<Vec<Kept<FiledReport>>> {
    let rows = database.rows(AssertSqlSafe(light(&table::REPORT) + rest), args).await?;
    rows.into_iter().map(table::kept).collect()
}

impl Record for FiledConsolidated {
    const TABLE: &'static Table = &table::CONSOLIDATED_REPORT;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.id),
            Cell::from(&self.kind),
            Cell::from(i64::from(self.year)),
            Cell::from(self.number),
            Cell::from(&self.period),
            Cell::from(&self.scope),
            Cell::from(self.n_organisations),
            Cell::maybe(self.replaces),
            Cell::from(self.as_of),
            Cell::from(&self.body_json),
            Cell::from(&self.sha256),
            Cell::from(&self.by),
            Cell::from(self.at),
            Cell::from(self.is_example),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(FiledConsolidated {
            id: row.read()?,
            kind: row.text()?,
            year: i16::try_from(row.int()?).unwrap_or_default(),
            number: row.int()?,
            period: row.text()?,
            scope: row.text()?,
            n_organisations: row.int()?,
            replaces: row.maybe_read()?,
            as_of: row.read()?,
            body_json: row.text()?,
            sha256: row.text()?,
            by: row.text()?,
            at: row.instant()?,
            is_example: row.flag()?,
        })
    }
}

pub(super) async fn consolidated_without_bodies(database: &Database) -> Answer<Vec<FiledConsolidated>> {
    let sql = light(&table::CONSOLIDATED_REPORT) + "order by t.id desc";
    let rows = database.rows(AssertSqlSafe(sql), Vec::new()).await?;
    rows.into_iter().map(|row| table::kept(row).map(|kept: Kept<FiledConsolidated>| kept.value)).collect()
}

/// What is frozen under a number.
pub(super) fn frozen(act: &Act, new: &NewConsolidated, number: i64) -> FiledConsolidated {
    FiledConsolidated {
        id: new.id,
        kind: new.kind.clone(),
        year: new.year,
        number,
        period: new.period.clone(),
        scope: new.scope.clone(),
        n_organisations: i64::try_from(new.organisations.len()).unwrap_or(i64::MAX),
        replaces: new.replaces,
        as_of: new.as_of,
        sha256: body_hash(&new.body_json),
        body_json: new.body_json.clone(),
        by: act.actor.clone(),
        at: act.at,
        is_example: new.is_example,
    }
}
