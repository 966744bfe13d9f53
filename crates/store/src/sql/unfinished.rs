//! Questionnaires that somebody began: kept for a few days, without a line in the journal and without anybody's name.

use crate::cell::{Cell, Row, args};
use crate::database::Database;
use crate::record::Unfinished;
use crate::table::{self, Record, Table};
use crate::traits::Unfinisheds;
use crate::{Answer, Fault};
use async_trait::async_trait;
use jiff::Timestamp;
use otklik_domain::survey::Channel;

impl Record for Unfinished {
    const TABLE: &'static Table = &table::UNFINISHED;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::from(&self.hash),
            Cell::printed(self.organisation),
            Cell::printed(self.survey),
            Cell::printed(self.answer),
            Cell::from(self.channel.name()),
            Cell::from(&self.look),
            Cell::from(hex::encode(&self.answers)),
            Cell::from(&self.receipt),
            Cell::from(self.began_at),
            Cell::from(self.expires_at),
            Cell::from(&self.device),
            Cell::from(&self.ticket),
            Cell::from(self.has_worked),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Unfinished {
            hash: row.text()?,
            organisation: row.read()?,
            survey: row.read()?,
            answer: row.read()?,
            channel: row.named(Channel::from_name)?,
            look: row.text()?,
            answers: hex::decode(row.text()?).map_err(|_| Fault::broken("begun answers cannot be read"))?,
            receipt: row.maybe_text()?,
            began_at: row.instant()?,
            expires_at: row.instant()?,
            device: row.maybe_text()?,
            ticket: row.maybe_text()?,
            has_worked: row.flag()?,
        })
    }
}

#[async_trait]
impl Unfinisheds for Database {
    async fn find_unfinished(&self, hash: &str, now: Timestamp) -> Answer<Option<Unfinished>> {
        let found = self.one("where t.hash = $1 and t.expires_at > $2", args![hash, now]).await?;
        Ok(found.map(|kept| kept.value))
    }

    async fn begin_unfinished(&self, begun: &Unfinished, now: Timestamp) -> Answer<()> {
        let mut tx = self.write().await?;
        tx.run("delete from unfinished where expires_at <= $1", args![now]).await?;
        let known = tx.rows("select 1 from unfinished where hash = $1", args![&begun.hash]).await?;
        if known.is_empty() {
            tx.insert(begun).await?;
        }
        tx.commit().await
    }

    async fn forget_expired(&self, now: Timestamp) -> Answer<u64> {
        let mut tx = self.write().await?;
        let mut n = 0;
        for sql in [
            "delete from unfinished where expires_at <= $1",
            "delete from login_link where expires_at <= $1",
            "delete from session where expires_at <= $1",
            "delete from link_visit where expires_at <= $1",
        ] {
            n += tx.run(sql, args![now]).await?;
        }
        tx.commit().await?;
        Ok(n)
    }

    async fn keep_unfinished(&self, kept: &Unfinished) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "update unfinished set look = $2, answers = $3, receipt = $4, \
                   has_worked = case when has_worked = 1 then 1 else $5 end where hash = $1 and receipt is null";
        let answers = hex::encode(&kept.answers);
        tx.run(sql, args![&kept.hash, &kept.look, answers, kept.receipt.clone(), kept.has_worked]).await?;
        tx.commit().await
    }
}
