//! Club workers' own links, visits by them, measures handed over. The journal names the person, never a hash.

use crate::Answer;
use crate::cell::{Cell, Row, args};
use crate::database::Database;
use crate::engine::Tx;
use crate::record::{Act, Kept, LinkVisit, Person, PersonState, PersonalLink};
use crate::table::{self, Record, Table};
use crate::traits::{Links, People};
use async_trait::async_trait;
use jiff::Timestamp;
use otklik_domain::ids::{MeasureId, OrganisationId, PersonId};
use serde_json::json;
use uuid::Uuid;

impl Record for PersonalLink {
    const TABLE: &'static Table = &table::PERSONAL_LINK;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.id),
            Cell::printed(self.person),
            Cell::from(&self.hash),
            Cell::from(&self.code_hash),
            Cell::from(self.n_wrong),
            Cell::from(self.rests_until),
            Cell::from(self.rested_at),
            Cell::from(self.seen_at),
            Cell::from(&self.by),
            Cell::from(self.at),
            Cell::from(self.revoked_at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(PersonalLink {
            id: row.read()?,
            person: row.read()?,
            hash: row.text()?,
            code_hash: row.maybe_text()?,
            n_wrong: row.int()?,
            rests_until: row.maybe_instant()?,
            rested_at: row.maybe_instant()?,
            seen_at: row.maybe_instant()?,
            by: row.text()?,
            at: row.instant()?,
            revoked_at: row.maybe_instant()?,
        })
    }
}

impl Record for LinkVisit {
    const TABLE: &'static Table = &table::LINK_VISIT;

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::from(&self.hash), Cell::printed(self.link), Cell::from(self.at), Cell::from(self.expires_at)]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(LinkVisit { hash: row.text()?, link: row.read()?, at: row.instant()?, expires_at: row.instant()? })
    }
}

impl Tx {
    /// Stops a person's links and visits by them.
    pub(super) async fn stop_links(&mut self, person: PersonId, at: Timestamp) -> Answer<()> {
        let id = Cell::printed(person);
        let visits = "delete from link_visit where link_id in (select id from personal_link where person_id = $1)";
        self.run(visits, vec![id.clone()]).await?;
        let stop = "update personal_link set revoked_at = $2 where person_id = $1 and revoked_at is null";
        self.run(stop, vec![id, Cell::from(at)]).await.map(|_| ())
    }

    async fn handed(&mut self, person: PersonId) -> Answer<Vec<String>> {
        let sql = "select measure_id from measure_person where person_id = $1 order by measure_id";
        let rows = self.rows(sql, vec![Cell::printed(person)]).await?;
        rows.into_iter().map(|mut row| row.text()).collect()
    }
}

impl Database {
    /// A link with its person, when the account is open.
    async fn link_of_open(&self, link: Option<Kept<PersonalLink>>) -> Answer<Option<(PersonalLink, Person)>> {
        let Some(link) = link else { return Ok(None) };
        let person = self.find_person(link.value.person).await?;
        let person = person.filter(|kept| kept.value.state == PersonState::Active);
        Ok(person.map(|kept| (link.value, kept.value)))
    }
}

#[async_trait]
impl Links for Database {
    async fn list_handed(&self, person: PersonId) -> Answer<Vec<MeasureId>> {
        let sql = "select measure_id from measure_person where person_id = $1 order by measure_id";
        let rows = self.rows(sql, vec![Cell::printed(person)]).await?;
        rows.into_iter().map(|mut row| row.read()).collect()
    }

    async fn keep_handed(&self, act: &Act, person: PersonId, measures: &[(OrganisationId, MeasureId)]) -> Answer<()> {
        let mut tx = self.write().await?;
        let was = tx.handed(person).await?;
        tx.run("delete from measure_person where person_id = $1", vec![Cell::printed(person)]).await?;
        let sql = table::MEASURE_PERSON.insert();
        for (organisation, measure) in measures {
            let mut cells = vec![Cell::printed(organisation), Cell::printed(measure), Cell::printed(person)];
            cells.extend(args![&act.actor, act.at]);
            tx.run(sqlx::AssertSqlSafe(sql.clone()), cells).await?;
        }
        let became = tx.handed(person).await?;
        let [was, became] = [was, became].map(|measures| Some(json!({ "measures": measures }).to_string()));
        tx.note(act, "person", &person.to_string(), was, became).await?;
        tx.commit().await
    }

    async fn keep_personal_link(&self, act: &Act, link: &PersonalLink) -> Answer<()> {
        let mut tx = self.write().await?;
        tx.stop_links(link.person, act.at).await?;
        tx.insert(link).await?;
        let named = json!({ "personal_link": link.id.to_string() }).to_string();
        tx.note(act, "person", &link.person.to_string(), None, Some(named)).await?;
        tx.commit().await
    }

    async fn revoke_personal_links(&self, act: &Act, person: PersonId) -> Answer<()> {
        let mut tx = self.write().await?;
        tx.stop_links(person, act.at).await?;
        let (was, became) = (json!({ "personal_link": "действует" }), json!({ "personal_link": "отозвана" }));
        tx.note(act, "person", &person.to_string(), Some(was.to_string()), Some(became.to_string())).await?;
        tx.commit().await
    }

    async fn list_personal_links(&self) -> Answer<Vec<PersonalLink>> {
        let kept = self.list("where t.revoked_at is null order by t.id", args![]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn find_personal_link(&self, hash: &str) -> Answer<Option<(PersonalLink, Person)>> {
        let link = self.one("where t.hash = $1 and t.revoked_at is null", args![hash]).await?;
        self.link_of_open(link).await
    }

    async fn begin_code_try(
        &self,
        id: Uuid,
        now: Timestamp,
        n_max: i64,
        rest_until: Timestamp,
    ) -> Answer<Option<PersonalLink>> {
        let mut tx = self.write().await?;
        let sql = "update personal_link set rests_until = case when n_wrong + 1 >= $3 then $4 else null end, \
                   n_wrong = case when n_wrong + 1 >= $3 then 0 else n_wrong + 1 end \
                   where id = $1 and revoked_at is null and (rests_until is null or rests_until <= $2)";
        let n =
            tx.run(sql, vec![Cell::printed(id), Cell::from(now), Cell::from(n_max), Cell::from(rest_until)]).await?;
        let link: Option<Kept<PersonalLink>> = tx.find("where t.id = $1", vec![Cell::printed(id)]).await?.pop();
        tx.commit().await?;
        Ok(link.filter(|_| n == 1).map(|kept| kept.value))
    }

    async fn note_rest(&self, act: &Act, link: &PersonalLink) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "update personal_link set rested_at = $2 where id = $1";
        tx.run(sql, vec![Cell::printed(link.id), Cell::from(act.at)]).await?;
        let became = json!({ "personal_link": "отдыхает" }).to_string();
        tx.note(act, "person", &link.person.to_string(), None, Some(became)).await?;
        tx.commit().await
    }

    async fn keep_link_visit(&self, act: &Act, visit: &LinkVisit, chosen: Option<&str>) -> Answer<bool> {
        let mut tx = self.write().await?;
        let id = Cell::printed(visit.link);
        let n = match chosen {
            Some(code) => {
                let sql = "update personal_link set code_hash = $2 \
                           where id = $1 and code_hash is null and revoked_at is null";
                tx.run(sql, vec![id.clone(), Cell::from(code)]).await?
            }
            None => {
                let sql = "update personal_link set n_wrong = 0, rests_until = null \
                           where id = $1 and code_hash is not null and revoked_at is null";
                tx.run(sql, vec![id.clone()]).await?
            }
        };
        if n != 1 {
            return Ok(false);
        }
        tx.run("update personal_link set seen_at = $2 where id = $1", vec![id.clone(), Cell::from(act.at)]).await?;
        tx.run("delete from link_visit where expires_at < $1", args![act.at]).await?;
        tx.insert(visit).await?;
        let link: Option<Kept<PersonalLink>> = tx.find("where t.id = $1", vec![id]).await?.pop();
        let person = link.map(|kept| kept.value.person.to_string()).unwrap_or_default();
        tx.note(act, "person", &person, None, None).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn find_link_visit(&self, hash: &str, now: Timestamp) -> Answer<Option<(PersonalLink, Person)>> {
        let rest = "where t.hash = $1 and t.expires_at > $2";
        let visit: Option<Kept<LinkVisit>> = self.one(rest, args![hash, now]).await?;
        let Some(visit) = visit else { return Ok(None) };
        let rest = "where t.id = $1 and t.revoked_at is null";
        let link = self.one(rest, vec![Cell::printed(visit.value.link)]).await?;
        self.link_of_open(link).await
    }

    async fn end_link_visit(&self, hash: &str) -> Answer<()> {
        let mut tx = self.write().await?;
        tx.run("delete from link_visit where hash = $1", args![hash]).await?;
        tx.commit().await
    }
}
