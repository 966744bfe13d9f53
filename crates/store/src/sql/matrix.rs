//! The matrix of measures and organisations: two questions for all cells, and steps for many at once.

use crate::cell::{Cell, Row, args};
use crate::database::{Conditions, Database};
use crate::engine::Tx;
use crate::record::{Act, BulkAct, BulkChange, BulkStep, Kept, MatrixCell, MatrixRow, NewLetter, Version, Work};
use crate::sql::plans::records::{criterion, deadline_kind};
use crate::table::{self, Record, Table};
use crate::traits::Matrix;
use crate::{Answer, Fault};
use async_trait::async_trait;
use jiff::Timestamp;
use otklik_domain::ids::{MeasureId, OrganisationId};
use otklik_domain::plan::MeasureState;
use sqlx::AssertSqlSafe;
use std::collections::HashSet;
use uuid::Uuid;

/// Measures of one question at most.
const N_ASKED: usize = 500;

/// Reminders that are looked through at most.
const REMINDERS_MAX: usize = 2000;

const CELL: &str = "m.organisation_id, m.id, m.version, m.state, m.due_on, m.deadline_kind, m.criterion";

const FOLLOWED: &str =
    "join plan l on l.organisation_id = m.organisation_id and l.id = m.plan_id and l.state = 'active'";

impl Record for BulkAct {
    const TABLE: &'static Table = &table::BULK_ACT;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.id),
            Cell::from(&self.kind),
            Cell::from(&self.words),
            Cell::from(self.n_measures),
            Cell::from(&self.by),
            Cell::from(self.at),
            Cell::from(self.undone_at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(BulkAct {
            id: row.read()?,
            kind: row.text()?,
            words: row.text()?,
            n_measures: row.int()?,
            by: row.text()?,
            at: row.instant()?,
            undone_at: row.maybe_instant()?,
        })
    }
}

impl Record for BulkChange {
    const TABLE: &'static Table = &table::BULK_CHANGE;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.measure),
            Cell::printed(self.act),
            Cell::from(&self.was_json),
            Cell::from(self.became.0),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (organisation, measure, act) = (row.read()?, row.read()?, row.read()?);
        Ok(BulkChange { organisation, measure, act, was_json: row.text()?, became: Version(row.int()?) })
    }
}

fn cell(mut row: Row, of: fn(&str) -> Option<MatrixRow>) -> Answer<MatrixCell> {
    Ok(MatrixCell {
        row: row.named(of)?,
        organisation: row.read()?,
        measure: row.read()?,
        version: Version(row.int()?),
        state: row.named(MeasureState::from_name)?,
        due_on: row.maybe_read()?,
        deadline_kind: deadline_kind(&mut row)?,
        criterion: criterion(&mut row)?,
    })
}

#[async_trait]
impl Matrix for Database {
    async fn list_matrix(&self, organisations: &[OrganisationId]) -> Answer<Vec<MatrixCell>> {
        if organisations.is_empty() {
            return Ok(Vec::new());
        }
        let within = |column: &str| {
            let mut own = Conditions::default();
            own.one_of(column, organisations.iter().map(Cell::printed).collect());
            (own.clause(), own.args)
        };
        let (own, args) = within("p.organisation_id");
        let sql = format!(
            "select p.network_id, {CELL} from network_part p \
             join measure m on m.organisation_id = p.organisation_id and m.id = p.measure_id {FOLLOWED} {own}"
        );
        let network = |text: &str| text.parse().ok().map(MatrixRow::Network);
        let parts = self.rows(AssertSqlSafe(sql), args).await?;
        let mut cells: Vec<MatrixCell> = parts.into_iter().map(|row| cell(row, network)).collect::<Answer<_>>()?;
        let (own, args) = within("t.organisation_id");
        let sql = format!(
            "select s.about, {CELL} from measure_shortcoming t \
             join shortcoming s on s.organisation_id = t.organisation_id and s.id = t.shortcoming_id \
             join measure m on m.organisation_id = t.organisation_id and m.id = t.measure_id {FOLLOWED} {own} \
             and not exists (select 1 from network_part p \
             where p.organisation_id = m.organisation_id and p.measure_id = m.id)"
        );
        let about = |text: &str| text.parse().ok().map(MatrixRow::About);
        for row in self.rows(AssertSqlSafe(sql), args).await? {
            cells.push(cell(row, about)?);
        }
        Ok(cells)
    }

    async fn list_measures_with_photo(&self, organisations: &[OrganisationId]) -> Answer<Vec<MeasureId>> {
        if organisations.is_empty() {
            return Ok(Vec::new());
        }
        let mut own = Conditions::default();
        own.one_of("p.organisation_id", organisations.iter().map(Cell::printed).collect());
        own.and("p.kind = ?", args!["photo"]);
        let sql = format!("select distinct p.measure_id from proof p {}", own.clause());
        self.rows(AssertSqlSafe(sql), own.args).await?.into_iter().map(|mut row| row.read()).collect()
    }

    async fn find_bulk_act(&self, id: Uuid) -> Answer<Option<Kept<BulkAct>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn list_bulk_changes(&self, act: Uuid) -> Answer<Vec<BulkChange>> {
        let rest = "where t.act_id = $1 order by t.organisation_id, t.measure_id";
        let kept = self.list(rest, vec![Cell::printed(act)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn keep_bulk_act(&self, act: &Act, bulk: &BulkAct, steps: &[BulkStep]) -> Answer<()> {
        let mut tx = self.write().await?;
        let change = tx.insert(bulk).await?;
        tx.note_change(act, &change).await?;
        for step in steps {
            tx.put_one_of_many(act, &step.work, step.expected).await?;
            let measure = &step.work.measure;
            let was = BulkChange {
                organisation: measure.organisation,
                measure: measure.id,
                act: bulk.id,
                was_json: step.was_json.clone(),
                became: Version(step.expected.0 + 1),
            };
            tx.insert(&was).await?;
        }
        tx.commit().await
    }

    async fn keep_reminder(
        &self,
        act: &Act,
        bulk: &BulkAct,
        about: &[BulkChange],
        letters: &[NewLetter],
    ) -> Answer<()> {
        let mut tx = self.write().await?;
        let change = tx.insert(bulk).await?;
        tx.note_change(act, &change).await?;
        for one in about {
            tx.insert(one).await?;
        }
        let queued = Act { verb: "queue_letters", note: None, jobs: Vec::new(), ..act.clone() };
        tx.put_letters(&queued, letters).await?;
        tx.commit().await
    }

    async fn undo_reminder(&self, act: &Act, bulk: &BulkAct, once: &str, expected: Version) -> Answer<()> {
        if bulk.undone_at.is_none() {
            return Err(Fault::broken("a reminder that is taken back has its time"));
        }
        let mut tx = self.write().await?;
        let left = "select 1 from letter where once = $1 and (state <> 'waiting' or n_attempts > 0) limit 1";
        if !tx.rows(left, args![once]).await?.is_empty() {
            return Err(Fault::Stale);
        }
        let change = tx.update(bulk, expected).await?;
        tx.note_change(act, &change).await?;
        let drop = "update letter set state = 'dropped', last_fault = $2, ended_at = $3 where once = $1";
        tx.run(drop, args![once, "напоминание отменили", act.at]).await?;
        tx.commit().await
    }

    async fn list_reminded(&self, measures: &[MeasureId], since: Timestamp) -> Answer<Vec<(MeasureId, Timestamp)>> {
        let mut found = Vec::new();
        for some in measures.chunks(N_ASKED) {
            let mut all = Conditions::default();
            all.one_of("c.measure_id", some.iter().map(Cell::printed).collect());
            all.and("b.kind = 'remind' and b.undone_at is null and b.made_at > ?", args![since]);
            let sql = format!(
                "select c.measure_id, max(b.made_at) from bulk_change c join bulk_act b on b.id = c.act_id {} \
                 group by c.measure_id order by c.measure_id",
                all.clause()
            );
            for mut row in self.rows(AssertSqlSafe(sql), all.args).await? {
                found.push((row.read()?, row.instant()?));
            }
        }
        Ok(found)
    }

    async fn list_reminders(
        &self,
        organisations: &[OrganisationId],
        since: Timestamp,
    ) -> Answer<Vec<(MeasureId, Timestamp, String)>> {
        let mut found: Vec<(MeasureId, Timestamp, String)> = Vec::new();
        let whole: [&[OrganisationId]; 1] = [&[]];
        let parts: Vec<&[OrganisationId]> =
            if organisations.is_empty() { whole.to_vec() } else { organisations.chunks(N_ASKED).collect() };
        for some in parts {
            let mut all = Conditions::default();
            if !some.is_empty() {
                all.one_of("c.organisation_id", some.iter().map(Cell::printed).collect());
            }
            all.and("b.kind = 'remind' and b.undone_at is null and b.made_at > ?", args![since]);
            let sql = format!(
                "select c.measure_id, b.made_at, b.made_by from bulk_change c join bulk_act b on b.id = c.act_id {} \
                 order by b.made_at desc, c.measure_id limit {REMINDERS_MAX}",
                all.clause()
            );
            for mut row in self.rows(AssertSqlSafe(sql), all.args).await? {
                found.push((row.read()?, row.instant()?, row.text()?));
            }
        }
        found.sort_by(|one, other| (other.1, one.0).cmp(&(one.1, other.0)));
        let mut seen = HashSet::new();
        found.retain(|(measure, ..)| seen.insert(*measure));
        Ok(found)
    }

    async fn undo_bulk_act(
        &self,
        act: &Act,
        bulk: &BulkAct,
        expected: Version,
        works: &[(Work, Version)],
    ) -> Answer<()> {
        if bulk.undone_at.is_none() {
            return Err(Fault::broken("a step that is taken back has its time"));
        }
        let mut tx = self.write().await?;
        let change = tx.update(bulk, expected).await?;
        tx.note_change(act, &change).await?;
        for (work, version) in works {
            tx.put_one_of_many(act, work, *version).await?;
        }
        tx.commit().await
    }
}

impl Tx {
    /// One measure of a step for many; jobs of the act were queued with its first line.
    async fn put_one_of_many(&mut self, act: &Act, work: &Work, expected: Version) -> Answer<()> {
        let change = self.update(&work.measure, expected).await?;
        if let Some(report) = &work.execution {
            self.put_execution(report).await?;
        }
        if let Some(moved) = &work.moved {
            self.insert(moved).await?;
        }
        self.note_event(act, &work.measure, Some(&change)).await?;
        let bare = Act { jobs: Vec::new(), ..act.clone() };
        self.note_change(&bare, &change).await
    }
}
