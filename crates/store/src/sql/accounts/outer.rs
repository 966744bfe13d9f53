//! The outer door and outer accounts. The secret of a provider is kept to be used and is left out of the journal.

use crate::audit::difference;
use crate::cell::{Cell, Row, args};
use crate::database::Database;
use crate::record::{Act, Kept, OuterAccount, OuterDoor, Person, Session, Version};
use crate::table::{self, Change, Record, Table};
use crate::traits::OuterDoors;
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::ids::PersonId;
use uuid::Uuid;

/// Where the secret stands among the cells of an outer door.
const SECRET: usize = 4;

impl Record for OuterDoor {
    const TABLE: &'static Table = &table::OUTER_DOOR;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::from(&self.id),
            Cell::from(&self.title),
            Cell::from(&self.issuer),
            Cell::from(&self.client_id),
            Cell::from(&self.client_secret),
            Cell::from(&self.scopes),
            Cell::from(&self.trusted_steps),
            Cell::from(self.finds_by_email),
            Cell::from(self.is_open),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(OuterDoor {
            id: row.text()?,
            title: row.text()?,
            issuer: row.text()?,
            client_id: row.text()?,
            client_secret: row.maybe_text()?,
            scopes: row.text()?,
            trusted_steps: row.text()?,
            finds_by_email: row.flag()?,
            is_open: row.flag()?,
        })
    }
}

impl Record for OuterAccount {
    const TABLE: &'static Table = &table::OUTER_ACCOUNT;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.id),
            Cell::from(&self.issuer),
            Cell::from(&self.subject),
            Cell::printed(self.person),
            Cell::from(&self.name),
            Cell::from(self.at),
            Cell::from(self.used_at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(OuterAccount {
            id: row.read()?,
            issuer: row.text()?,
            subject: row.text()?,
            person: row.read()?,
            name: row.text()?,
            at: row.instant()?,
            used_at: row.maybe_instant()?,
        })
    }
}

/// The change without the secret: only that there is another one.
fn told(mut change: Change) -> Change {
    let was = change.was.as_ref().and_then(|cells| cells.get(SECRET)).cloned();
    let became = change.became.get(SECRET).cloned();
    let is_same = format!("{was:?}") == format!("{became:?}");
    let word = |cell: Option<&mut Cell>, word: &str| {
        if let Some(cell @ Cell::Text(Some(_))) = cell {
            *cell = Cell::from(word);
        }
    };
    word(change.became.get_mut(SECRET), if is_same { "kept" } else { "new" });
    word(change.was.as_mut().and_then(|cells| cells.get_mut(SECRET)), "kept");
    change
}

#[async_trait]
impl OuterDoors for Database {
    async fn find_outer_door(&self, id: &str) -> Answer<Option<Kept<OuterDoor>>> {
        self.one("where t.id = $1", args![id]).await
    }

    async fn keep_outer_door(&self, act: &Act, door: &OuterDoor, expected: Option<Version>) -> Answer<Version> {
        let mut tx = self.write().await?;
        let (version, change) = tx.put(door, expected).await?;
        tx.note_change(act, &told(change)).await?;
        tx.commit().await?;
        Ok(version)
    }

    async fn drop_outer_door(&self, act: &Act, id: &str, expected: Version) -> Answer<()> {
        let mut tx = self.write().await?;
        let kept: Kept<OuterDoor> = tx.find("where t.id = $1", args![id]).await?.pop().ok_or(Fault::Stale)?;
        if tx.run("delete from outer_door where id = $1 and version = $2", args![id, expected.0]).await? != 1 {
            return Err(Fault::Stale);
        }
        let change = told(Change { table: &table::OUTER_DOOR, was: None, became: kept.value.cells() });
        let (_, was) = difference(&change);
        tx.note(act, "outer_door", id, was, None).await?;
        tx.commit().await
    }

    async fn find_outer_account(&self, issuer: &str, subject: &str) -> Answer<Option<OuterAccount>> {
        let kept = self.one("where t.issuer = $1 and t.subject = $2", args![issuer, subject]).await?;
        Ok(kept.map(|kept| kept.value))
    }

    async fn list_outer_accounts(&self, person: PersonId) -> Answer<Vec<OuterAccount>> {
        let kept = self.list("where t.person_id = $1 order by t.made_at, t.id", vec![Cell::printed(person)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn keep_outer_account(&self, act: &Act, account: &OuterAccount) -> Answer<()> {
        let mut tx = self.write().await?;
        tx.insert(account).await?;
        tx.note_person(act, account.person, None).await?;
        tx.commit().await
    }

    async fn drop_outer_account(&self, act: &Act, person: PersonId, id: Uuid) -> Answer<bool> {
        let mut tx = self.write().await?;
        let sql = "delete from outer_account where id = $1 and person_id = $2";
        if tx.run(sql, vec![Cell::printed(id), Cell::printed(person)]).await? != 1 {
            return Ok(false);
        }
        tx.note_person(act, person, None).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn keep_session_by_outer(
        &self,
        act: &Act,
        issuer: &str,
        subject: &str,
        session: &Session,
    ) -> Answer<Option<Person>> {
        let mut tx = self.write().await?;
        let sql = "update outer_account set used_at = $3 where issuer = $1 and subject = $2 and person_id = $4";
        let whose = Cell::printed(session.person);
        if tx.run(sql, vec![Cell::from(issuer), Cell::from(subject), Cell::from(session.at), whose]).await? != 1 {
            return Ok(None);
        }
        let Some(person) = tx.active_person(session.person).await? else { return Ok(None) };
        tx.open_session(session).await?;
        tx.note_person(act, person.id, None).await?;
        tx.commit().await?;
        Ok(Some(person))
    }
}
