//! Passwords, codes of the second step, passkeys and the visits they open. No secret and no hash of one reaches the journal.

use crate::cell::{Cell, args};
use crate::database::Database;
use crate::engine::Tx;
use crate::record::{Act, Kept, Keyring, Passkey, Person, Session, Standing, Version};
use crate::traits::Keyrings;
use crate::{Answer, Fault};
use async_trait::async_trait;
use jiff::Timestamp;
use otklik_domain::ids::PersonId;

const STANDINGS: &str = "select p.id, (select max(s.seen_at) from session s where s.person_id = p.id), k.entered_at, \
                         case when k.password_hash is null then 0 else 1 end, \
                         case when k.totp_secret is null then 0 else 1 end \
                         from person p join keyring k on k.person_id = p.id order by p.id";

impl Tx {
    async fn keyring(&mut self, person: PersonId) -> Answer<Keyring> {
        let found = self.find("where t.person_id = $1", vec![Cell::printed(person)]).await?.pop();
        Ok(found.map_or_else(|| Keyring::empty(person), |kept: Kept<Keyring>| kept.value))
    }

    /// Changes some columns of a keyring, which is made when there is none; `set` begins at `$2`.
    async fn set_keyring(&mut self, person: PersonId, set: &'static str, values: Vec<Cell>) -> Answer<u64> {
        let make = "insert into keyring (person_id) values ($1) on conflict (person_id) do nothing";
        self.run(make, vec![Cell::printed(person)]).await?;
        let args = std::iter::once(Cell::printed(person)).chain(values).collect();
        self.run(set, args).await
    }

    /// Opens a visit: it is told when its person came in before, and the keyring remembers this time.
    pub(super) async fn open_session(&mut self, session: &Session) -> Answer<()> {
        let before = self.keyring(session.person).await?;
        self.run("delete from session where expires_at < $1", args![session.at]).await?;
        let (before_at, before_browser) = (before.entered_at, before.entered_browser);
        self.insert(&Session { before_at, before_browser, ..session.clone() }).await?;
        let set = "update keyring set entered_at = $2, entered_browser = $3 where person_id = $1";
        self.set_keyring(session.person, set, args![session.at, &session.browser]).await?;
        Ok(())
    }

    async fn replace_recovery_codes(&mut self, person: PersonId, codes: &[String]) -> Answer<()> {
        self.run("delete from recovery_code where person_id = $1", vec![Cell::printed(person)]).await?;
        for hash in codes {
            let sql = "insert into recovery_code (person_id, hash) values ($1, $2)";
            self.run(sql, vec![Cell::printed(person), Cell::from(hash)]).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Keyrings for Database {
    async fn find_keyring(&self, person: PersonId) -> Answer<Keyring> {
        let kept: Option<Kept<Keyring>> = self.one("where t.person_id = $1", vec![Cell::printed(person)]).await?;
        Ok(kept.map_or_else(|| Keyring::empty(person), |kept| kept.value))
    }

    async fn list_standings(&self) -> Answer<Vec<Standing>> {
        let mut standings = Vec::new();
        for mut row in self.rows(STANDINGS, args![]).await? {
            let person = row.read()?;
            let (seen, entered) = (row.maybe_instant()?, row.maybe_instant()?);
            let (has_password, has_totp) = (row.flag()?, row.flag()?);
            standings.push(Standing { person, seen_at: seen.max(entered), has_password, has_totp });
        }
        Ok(standings)
    }

    async fn keep_password(
        &self,
        act: &Act,
        person: &Person,
        expected: Version,
        hash: &str,
        spared: Option<&str>,
    ) -> Answer<Version> {
        let mut tx = self.write().await?;
        let change = tx.update(person, expected).await?;
        let set = "update keyring set password_hash = $2, password_at = $3 where person_id = $1";
        tx.set_keyring(person.id, set, args![hash, act.at]).await?;
        let id = Cell::printed(person.id);
        let others = "delete from session where person_id = $1 and hash <> $2";
        tx.run(others, vec![id.clone(), Cell::from(spared.unwrap_or_default())]).await?;
        tx.run("delete from login_link where person_id = $1", vec![id]).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(Version(expected.0 + 1))
    }

    async fn keep_session(&self, act: &Act, session: &Session) -> Answer<Option<Person>> {
        let mut tx = self.write().await?;
        let Some(person) = tx.active_person(session.person).await? else { return Ok(None) };
        tx.open_session(session).await?;
        tx.note_person(act, person.id, None).await?;
        tx.commit().await?;
        Ok(Some(person))
    }

    async fn list_sessions(&self, person: PersonId, now: Timestamp) -> Answer<Vec<Session>> {
        let rest = "where t.person_id = $1 and t.expires_at > $2 order by t.seen_at desc, t.hash";
        let kept = self.list(rest, vec![Cell::printed(person), Cell::from(now)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn end_other_sessions(&self, act: &Act, person: PersonId, spared: &str) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "delete from session where person_id = $1 and hash <> $2";
        tx.run(sql, vec![Cell::printed(person), Cell::from(spared)]).await?;
        tx.note_person(act, person, None).await?;
        tx.commit().await
    }

    async fn prove_session(&self, act: &Act, hash: &str) -> Answer<()> {
        let mut tx = self.write().await?;
        let session: Option<Kept<Session>> = tx.find("where t.hash = $1", args![hash]).await?.pop();
        let session = session.ok_or(Fault::Stale)?;
        tx.run("update session set proved_at = $2 where hash = $1", args![hash, act.at]).await?;
        tx.note_person(act, session.value.person, None).await?;
        tx.commit().await
    }

    async fn keep_totp(&self, act: &Act, person: PersonId, secret: &str, step: i64, codes: &[String]) -> Answer<()> {
        let mut tx = self.write().await?;
        let set = "update keyring set totp_secret = $2, totp_at = $3, totp_step = $4 where person_id = $1";
        tx.set_keyring(person, set, args![secret, act.at, step]).await?;
        tx.replace_recovery_codes(person, codes).await?;
        tx.note_person(act, person, None).await?;
        tx.commit().await
    }

    async fn use_totp_step(&self, act: &Act, person: PersonId, step: i64) -> Answer<bool> {
        let mut tx = self.write().await?;
        let sql = "update keyring set totp_step = $2 where person_id = $1 and totp_secret is not null \
                   and (totp_step is null or totp_step < $2)";
        if tx.run(sql, vec![Cell::printed(person), Cell::from(step)]).await? != 1 {
            return Ok(false);
        }
        tx.note_person(act, person, None).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn drop_totp(&self, act: &Act, person: PersonId) -> Answer<()> {
        let mut tx = self.write().await?;
        let set = "update keyring set totp_secret = null, totp_at = null, totp_step = null where person_id = $1";
        tx.set_keyring(person, set, args![]).await?;
        tx.replace_recovery_codes(person, &[]).await?;
        tx.note_person(act, person, None).await?;
        tx.commit().await
    }

    async fn keep_recovery_codes(&self, act: &Act, person: PersonId, codes: &[String]) -> Answer<()> {
        let mut tx = self.write().await?;
        tx.replace_recovery_codes(person, codes).await?;
        tx.note_person(act, person, None).await?;
        tx.commit().await
    }

    async fn count_recovery_codes(&self, person: PersonId) -> Answer<i64> {
        let sql = "select count(*) from recovery_code where person_id = $1 and used_at is null";
        let row = self.rows(sql, vec![Cell::printed(person)]).await?.pop();
        row.map_or(Ok(0), |mut row| row.int())
    }

    async fn use_recovery_code(&self, act: &Act, person: PersonId, hash: &str) -> Answer<bool> {
        let mut tx = self.write().await?;
        let sql = "update recovery_code set used_at = $3 where person_id = $1 and hash = $2 and used_at is null";
        if tx.run(sql, vec![Cell::printed(person), Cell::from(hash), Cell::from(act.at)]).await? != 1 {
            return Ok(false);
        }
        tx.note_person(act, person, None).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn keep_passkey(&self, act: &Act, passkey: &Passkey) -> Answer<()> {
        let mut tx = self.write().await?;
        tx.insert(passkey).await?;
        tx.note_person(act, passkey.person, None).await?;
        tx.commit().await
    }

    async fn list_passkeys(&self, person: PersonId) -> Answer<Vec<Passkey>> {
        let kept = self.list("where t.person_id = $1 order by t.made_at, t.id", vec![Cell::printed(person)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn find_passkey(&self, id: &str) -> Answer<Option<Passkey>> {
        Ok(self.one("where t.id = $1", args![id]).await?.map(|kept| kept.value))
    }

    async fn touch_passkey(&self, id: &str, body_json: &str, used_at: Timestamp) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "update passkey set body_json = $2, used_at = $3 where id = $1";
        tx.run(sql, args![id, body_json, used_at]).await?;
        tx.commit().await
    }

    async fn drop_passkey(&self, act: &Act, person: PersonId, id: &str) -> Answer<bool> {
        let mut tx = self.write().await?;
        let sql = "delete from passkey where id = $1 and person_id = $2";
        if tx.run(sql, vec![Cell::from(id), Cell::printed(person)]).await? != 1 {
            return Ok(false);
        }
        tx.note_person(act, person, None).await?;
        tx.commit().await?;
        Ok(true)
    }
}
