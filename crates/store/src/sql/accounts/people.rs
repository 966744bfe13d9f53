//! People, their links, visits and keys. The journal names the person, never a hash of a secret.

use crate::cell::{Cell, args};
use crate::database::Database;
use crate::engine::Tx;
use crate::record::{Act, ApiToken, Kept, LoginLink, Person, PersonState, Session, Version};
use crate::traits::People;
use crate::{Answer, Fault};
use async_trait::async_trait;
use jiff::Timestamp;
use otklik_domain::ids::PersonId;
use uuid::Uuid;

impl Tx {
    pub(super) async fn note_person(&mut self, act: &Act, person: PersonId, became: Option<String>) -> Answer<()> {
        self.note(act, "person", &person.to_string(), None, became).await
    }

    /// Whether anybody who may come in administers the whole house.
    pub(in crate::sql) async fn has_an_administrator(&mut self) -> Answer<bool> {
        let sql = "select 1 from person p where p.state = 'active' and p.role = 'administrator' and (exists \
                   (select 1 from person_scope s where s.person_id = p.id and s.kind = 'house') or \
                   (p.organisation_id is null and not exists (select 1 from person_scope s where s.person_id = p.id))) \
                   limit 1";
        Ok(!self.rows(sql, args![]).await?.is_empty())
    }

    /// Refuses a change that took the last administrator away: writers come one by one, so no two can do it together.
    pub(in crate::sql) async fn refuse_to_leave_nobody(&mut self, had_one: bool) -> Answer<()> {
        if had_one && !self.has_an_administrator().await? { Err(Fault::LeavesNobody) } else { Ok(()) }
    }

    pub(super) async fn active_person(&mut self, id: PersonId) -> Answer<Option<Person>> {
        let found = self.find("where t.id = $1 and t.state = 'active'", vec![Cell::printed(id)]).await?.pop();
        Ok(found.map(|kept: Kept<Person>| kept.value))
    }
}

#[async_trait]
impl People for Database {
    async fn find_person(&self, id: PersonId) -> Answer<Option<Kept<Person>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn find_person_by_login(&self, login: &str) -> Answer<Option<Kept<Person>>> {
        self.one("where t.login = $1", args![login]).await
    }

    async fn list_people(&self) -> Answer<Vec<Kept<Person>>> {
        self.list("order by t.name, t.id", args![]).await
    }

    async fn keep_person(&self, act: &Act, person: &Person, expected: Option<Version>) -> Answer<Version> {
        let mut tx = self.write().await?;
        let had_one = tx.has_an_administrator().await?;
        let was: Option<Kept<Person>> = tx.find("where t.id = $1", vec![Cell::printed(person.id)]).await?.pop();
        let (version, change) = tx.put(person, expected).await?;
        tx.follow_organisation(act, was.as_ref().map(|kept| &kept.value), person).await?;
        if person.state == PersonState::Closed {
            let id = Cell::printed(person.id);
            tx.run("delete from session where person_id = $1", vec![id.clone()]).await?;
            tx.stop_links(person.id, act.at).await?;
            tx.run("delete from login_link where person_id = $1", vec![id.clone()]).await?;
            let revoke = "update api_token set revoked_at = $2 where person_id = $1 and revoked_at is null";
            tx.run(revoke, vec![id, Cell::from(act.at)]).await?;
        }
        tx.refuse_to_leave_nobody(had_one).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(version)
    }

    async fn keep_login_link(&self, act: &Act, link: &LoginLink) -> Answer<()> {
        let mut tx = self.write().await?;
        tx.run("delete from login_link where expires_at < $1", args![act.at]).await?;
        tx.insert(link).await?;
        tx.note_person(act, link.person, None).await?;
        tx.commit().await
    }

    async fn find_login_link(&self, hash: &str, now: Timestamp) -> Answer<Option<LoginLink>> {
        let rest = "where t.hash = $1 and t.used_at is null and t.expires_at > $2";
        Ok(self.one(rest, args![hash, now]).await?.map(|kept| kept.value))
    }

    async fn keep_session_by_link(&self, act: &Act, link_hash: &str, session: &Session) -> Answer<Option<Person>> {
        let mut tx = self.write().await?;
        let rest = "where t.hash = $1 and t.used_at is null and t.expires_at > $2";
        let link: Option<Kept<LoginLink>> = tx.find(rest, args![link_hash, act.at]).await?.pop();
        let Some(link) = link else { return Ok(None) };
        let Some(person) = tx.active_person(link.value.person).await? else { return Ok(None) };
        tx.run("update login_link set used_at = $2 where hash = $1", args![link_hash, act.at]).await?;
        tx.open_session(&Session { person: person.id, ..session.clone() }).await?;
        tx.note_person(act, person.id, None).await?;
        tx.commit().await?;
        Ok(Some(person))
    }

    async fn find_session(&self, hash: &str, now: Timestamp) -> Answer<Option<(Session, Person)>> {
        let rest = "where t.hash = $1 and t.expires_at > $2";
        let session: Option<Kept<Session>> = self.one(rest, args![hash, now]).await?;
        let Some(session) = session else { return Ok(None) };
        let person = self.find_person(session.value.person).await?;
        let person = person.filter(|kept| kept.value.state == PersonState::Active);
        Ok(person.map(|kept| (session.value, kept.value)))
    }

    async fn touch_session(&self, hash: &str, seen_at: Timestamp, expires_at: Timestamp) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "update session set seen_at = $2, expires_at = $3 where hash = $1";
        tx.run(sql, args![hash, seen_at, expires_at]).await?;
        tx.commit().await
    }

    async fn end_session(&self, act: &Act, hash: &str) -> Answer<()> {
        let mut tx = self.write().await?;
        let session: Option<Kept<Session>> = tx.find("where t.hash = $1", args![hash]).await?.pop();
        let Some(session) = session else { return Ok(()) };
        tx.run("delete from session where hash = $1", args![hash]).await?;
        tx.note_person(act, session.value.person, None).await?;
        tx.commit().await
    }

    async fn keep_api_token(&self, act: &Act, token: &ApiToken) -> Answer<()> {
        let mut tx = self.write().await?;
        tx.insert(token).await?;
        let named = serde_json::json!({ "api_token": token.id.to_string(), "name": token.name }).to_string();
        tx.note_person(act, token.person, Some(named)).await?;
        tx.commit().await
    }

    async fn find_api_token(&self, hash: &str) -> Answer<Option<(ApiToken, Person)>> {
        let token: Option<Kept<ApiToken>> = self.one("where t.hash = $1 and t.revoked_at is null", args![hash]).await?;
        let Some(token) = token else { return Ok(None) };
        let person = self.find_person(token.value.person).await?;
        let person = person.filter(|kept| kept.value.state == PersonState::Active);
        Ok(person.map(|kept| (token.value, kept.value)))
    }

    async fn list_api_tokens(&self, person: PersonId) -> Answer<Vec<ApiToken>> {
        let kept = self.list("where t.person_id = $1 order by t.id desc", vec![Cell::printed(person)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn revoke_api_token(&self, act: &Act, id: Uuid) -> Answer<()> {
        let mut tx = self.write().await?;
        let token: Option<Kept<ApiToken>> = tx.find("where t.id = $1", vec![Cell::printed(id)]).await?.pop();
        let Some(token) = token else { return Ok(()) };
        let sql = "update api_token set revoked_at = $2 where id = $1 and revoked_at is null";
        tx.run(sql, vec![Cell::printed(id), Cell::from(act.at)]).await?;
        let named = serde_json::json!({ "api_token": id.to_string() }).to_string();
        tx.note_person(act, token.value.person, Some(named)).await?;
        tx.commit().await
    }
}
