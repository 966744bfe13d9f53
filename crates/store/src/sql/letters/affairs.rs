//! What people put off and have read.

use crate::Answer;
use crate::cell::{Cell, Row, args};
use crate::database::Database;
use crate::record::SetAside;
use crate::traits::Affairs;
use async_trait::async_trait;
use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::ids::PersonId;
use otklik_domain::plan::MeasureState;

fn aside(mut row: Row) -> Answer<SetAside> {
    let (subject, measure, until, at) = (row.text()?, row.maybe_read()?, row.maybe_read()?, row.instant()?);
    let state = row.maybe_text()?.and_then(|name| MeasureState::from_name(&name));
    let due_on = row.maybe_read()?;
    Ok(SetAside { subject, measure, until, at, stands: state.map(|state| (state, due_on)) })
}

#[async_trait]
impl Affairs for Database {
    async fn list_set_aside(&self, person: PersonId) -> Answer<Vec<SetAside>> {
        let sql = "select a.subject, a.measure_id, a.until, a.made_at, m.state, m.due_on from set_aside a \
                   left join measure m on m.id = a.measure_id where a.person_id = $1 order by a.subject";
        self.rows(sql, vec![Cell::printed(person)]).await?.into_iter().map(aside).collect()
    }

    async fn keep_set_aside(&self, person: PersonId, aside: &SetAside) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "insert into set_aside (person_id, subject, measure_id, until, made_at) values ($1, $2, $3, $4, $5) \
                   on conflict (person_id, subject) do update set until = $4, made_at = $5";
        let (measure, until) = (Cell::maybe(aside.measure), Cell::from(aside.until));
        let args = vec![Cell::printed(person), Cell::from(&aside.subject), measure, until, Cell::from(aside.at)];
        tx.run(sql, args).await?;
        tx.commit().await
    }

    async fn remove_set_aside(&self, person: PersonId, subject: &str) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "delete from set_aside where person_id = $1 and subject = $2";
        tx.run(sql, vec![Cell::printed(person), Cell::from(subject)]).await?;
        tx.commit().await
    }

    async fn forget_set_aside(&self, day: Date, before: Timestamp) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "delete from set_aside where until <= $1 or (until is null and made_at < $2)";
        tx.run(sql, args![day, before]).await?;
        tx.commit().await
    }
}
