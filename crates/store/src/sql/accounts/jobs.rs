//! Jobs and settings. A claimed job comes back by itself when its worker dies: its time is moved, not its state.

use crate::cell::{Cell, args};
use crate::database::Database;
use crate::record::{Act, Job, NewJob};
use crate::traits::{Jobs, Settings};
use crate::{Answer, Fault};
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

#[async_trait]
impl Jobs for Database {
    async fn keep_ticks(&self, jobs: &[NewJob]) -> Answer<()> {
        let mut missing = Vec::new();
        for job in jobs {
            let known = self.rows("select 1 from job where id = $1", args![job.id.to_string()]).await?;
            if known.is_empty() {
                missing.push(job);
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let mut tx = self.write().await?;
        let sql = "insert into job (id, kind, body_json, state, run_at, n_attempts) \
                   values ($1, $2, $3, 'waiting', $4, 0) on conflict (id) do nothing";
        for job in missing {
            tx.run(sql, args![job.id.to_string(), &job.kind, &job.body_json, job.run_at]).await?;
        }
        tx.commit().await
    }

    async fn forget_jobs(&self, before: Timestamp) -> Answer<()> {
        let mut tx = self.write().await?;
        tx.run("delete from job where state = 'done' and finished_at < $1", args![before]).await?;
        tx.commit().await
    }

    async fn claim_job(&self, now: Timestamp, lease: SignedDuration) -> Answer<Option<Job>> {
        let waiting = "select 1 from job where state = 'waiting' and run_at <= $1 limit 1";
        if self.rows(waiting, args![now]).await?.is_empty() {
            return Ok(None);
        }
        let until = now.checked_add(lease).map_err(|e| Fault::Unavailable(Box::new(e)))?;
        let mut tx = self.write().await?;
        let sql = "update job set run_at = $2, n_attempts = n_attempts + 1 where id = (select id from job \
                   where state = 'waiting' and run_at <= $1 order by run_at, id limit 1) \
                   returning id, kind, body_json, n_attempts";
        let claimed = tx.rows(sql, args![now, until]).await?.pop();
        tx.commit().await?;
        let job = |mut row: crate::cell::Row| {
            Ok(Job { id: row.read()?, kind: row.text()?, body_json: row.text()?, n_attempts: row.int()? })
        };
        claimed.map(job).transpose()
    }

    async fn finish_job(&self, id: Uuid, now: Timestamp) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "update job set state = 'done', finished_at = $2 where id = $1";
        tx.run(sql, vec![Cell::printed(id), Cell::from(now)]).await?;
        tx.commit().await
    }

    async fn fail_job(&self, id: Uuid, why: &str, retry_at: Option<Timestamp>) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "update job set last_fault = $2, run_at = coalesce($3, run_at), \
                   state = case when $3 is null then 'failed' else 'waiting' end where id = $1";
        tx.run(sql, vec![Cell::printed(id), Cell::from(why), Cell::from(retry_at)]).await?;
        tx.commit().await
    }

    async fn count_jobs(&self) -> Answer<(i64, i64)> {
        let sql = "select cast(coalesce(sum(case when state = 'waiting' then 1 else 0 end), 0) as bigint), \
                   cast(coalesce(sum(case when state = 'failed' then 1 else 0 end), 0) as bigint) from job \
                   where state <> 'done'";
        let row = self.rows(sql, args![]).await?.pop();
        row.map_or(Ok((0, 0)), |mut row| Ok((row.int()?, row.int()?)))
    }
}

#[async_trait]
impl Settings for Database {
    async fn find_setting(&self, name: &str) -> Answer<Option<String>> {
        let row = self.rows("select value from setting where name = $1", args![name]).await?.pop();
        row.map(|mut row| row.text()).transpose()
    }

    async fn keep_setting(&self, act: &Act, name: &str, value: &str) -> Answer<()> {
        let mut tx = self.write().await?;
        let before = tx.rows("select value from setting where name = $1", args![name]).await?.pop();
        let was = before.map(|mut row| row.text()).transpose()?;
        let sql = "insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = $2";
        tx.run(sql, args![name, value]).await?;
        tx.note(act, "setting", name, was.map(|was| told(name, &was)), Some(told(name, value))).await?;
        tx.commit().await
    }

    async fn keep_first_setting(&self, act: &Act, name: &str, value: &str) -> Answer<String> {
        let mut tx = self.write().await?;
        let sql = "insert into setting (name, value) values ($1, $2) on conflict (name) do nothing";
        if tx.run(sql, args![name, value]).await? > 0 {
            tx.note(act, "setting", name, None, Some(told(name, value))).await?;
        }
        let kept = tx.rows("select value from setting where name = $1", args![name]).await?.pop();
        let kept = kept.map_or_else(|| Ok(value.to_owned()), |mut row| row.text())?;
        tx.commit().await?;
        Ok(kept)
    }
}

/// What the journal tells of a setting. What signs and seals is no line of a journal that people read.
fn told(name: &str, value: &str) -> String {
    match name.ends_with("_key") {
        true => "{}".to_owned(),
        false => serde_json::json!({ "value": value }).to_string(),
    }
}
