//! Letters on their way, how often people want them, and what they set aside.

pub(super) mod affairs;
pub(super) mod due;
mod recipients;

use crate::cell::{Cell, Row, args};
use crate::database::{Database, cursor, cursor_keys, limit, page};
use crate::engine::Tx;
use crate::record::{
    Act, AuditLine, DueMeasure, Letter, LetterChoice, LetterState, NewLetter, Page, PageAsked, Recipient,
};
use crate::table::{self, Record, Table};
use crate::traits::Letters;
use crate::{Answer, Fault};
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use otklik_domain::Date;
use otklik_domain::ids::{MeasureId, OrganisationId, PersonId};
use otklik_domain::reminder::Pace;
use serde_json::json;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

impl Record for Letter {
    const TABLE: &'static Table = &table::LETTER;

    fn cells(&self) -> Vec<Cell> {
        let letter = &self.letter;
        vec![
            Cell::printed(letter.id),
            Cell::printed(letter.person),
            Cell::from(&letter.once),
            Cell::from(&letter.kind),
            Cell::from(&letter.address),
            Cell::from(&letter.subject),
            Cell::from(&letter.body_json),
            Cell::from(self.state.name()),
            Cell::from(letter.run_at),
            Cell::from(self.n_attempts),
            Cell::from(&self.last_fault),
            Cell::from(self.at),
            Cell::from(self.ended_at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (id, person, once, kind, address) = (row.read()?, row.read()?, row.text()?, row.text()?, row.text()?);
        let (subject, body_json, state) = (row.text()?, row.text()?, row.named(LetterState::from_name)?);
        let run_at = row.instant()?;
        Ok(Letter {
            letter: NewLetter { id, person, once, kind, address, subject, body_json, run_at },
            state,
            n_attempts: row.int()?,
            last_fault: row.maybe_text()?,
            at: row.instant()?,
            ended_at: row.maybe_instant()?,
        })
    }
}

impl Record for LetterChoice {
    const TABLE: &'static Table = &table::LETTER_CHOICE;

    fn cells(&self) -> Vec<Cell> {
        let (pace, told_on) = (Cell::from(self.pace.name()), Cell::from(self.told_on));
        vec![Cell::printed(self.person), pace, told_on, Cell::from(self.n_renewed)]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (person, pace) = (row.read()?, row.named(Pace::from_name)?);
        Ok(LetterChoice { person, pace, told_on: row.maybe_read()?, n_renewed: row.int()? })
    }
}

/// The setting that holds how far the journal was read for events.
const FOLLOWED: &str = "letters.followed";

impl Tx {
    /// Keeps letters that are not known by their names; one line of the journal for all.
    pub(in crate::sql) async fn put_letters(&mut self, act: &Act, letters: &[NewLetter]) -> Answer<u64> {
        let mut n_kept = 0;
        let sql = format!("{} on conflict (person_id, once) do nothing", table::LETTER.insert());
        for letter in letters {
            let kept = Letter {
                letter: letter.clone(),
                state: LetterState::Waiting,
                n_attempts: 0,
                last_fault: None,
                at: act.at,
                ended_at: None,
            };
            n_kept += self.run(AssertSqlSafe(sql.clone()), kept.cells()).await?;
        }
        if n_kept > 0 {
            let became = json!({ "n_letters": n_kept }).to_string();
            self.note(act, "letter", "", None, Some(became)).await?;
        }
        Ok(n_kept)
    }
}

#[async_trait]
impl Letters for Database {
    async fn list_recipients(&self) -> Answer<Vec<Recipient>> {
        recipients::list(self).await
    }

    async fn list_recipient_places(&self) -> Answer<Vec<(PersonId, OrganisationId)>> {
        recipients::places(self).await
    }

    async fn list_recipient_measures(&self) -> Answer<Vec<(PersonId, MeasureId)>> {
        recipients::measures(self).await
    }

    async fn list_due(&self, until: Date, page: &PageAsked) -> Answer<Page<DueMeasure>> {
        due::list(self, until, page).await
    }

    async fn count_reported(&self) -> Answer<Vec<(OrganisationId, i64)>> {
        due::count_reported(self).await
    }

    async fn keep_letters(&self, act: &Act, letters: &[NewLetter], told: &[(PersonId, Date)]) -> Answer<u64> {
        let mut tx = self.write().await?;
        let n_kept = tx.put_letters(act, letters).await?;
        let sql = "insert into letter_choice (person_id, pace, told_on, n_renewed) values ($1, $2, $3, 0) \
                   on conflict (person_id) do update set told_on = $3";
        for (person, day) in told {
            let pace = Pace::default().name();
            tx.run(sql, vec![Cell::printed(person), Cell::from(pace), Cell::from(*day)]).await?;
        }
        tx.commit().await?;
        Ok(n_kept)
    }

    async fn list_lines_after(&self, number: i64, limit: usize) -> Answer<Vec<AuditLine>> {
        let sql = table::AUDIT.select("where t.number > $1 order by t.number limit $2");
        let rows = self.rows(AssertSqlSafe(sql), args![number, i64::try_from(limit).unwrap_or(i64::MAX)]).await?;
        let line = |mut row: Row| {
            row.int()?;
            crate::audit::take(&mut row)
        };
        rows.into_iter().map(line).collect()
    }

    async fn find_followed(&self) -> Answer<Option<i64>> {
        let row = self.rows("select value from setting where name = $1", args![FOLLOWED]).await?.pop();
        Ok(row.map(|mut row| row.text()).transpose()?.and_then(|text| text.parse().ok()))
    }

    async fn keep_event_letters(&self, act: &Act, letters: &[NewLetter], followed: i64) -> Answer<u64> {
        let mut tx = self.write().await?;
        let n_kept = tx.put_letters(act, letters).await?;
        // Not a change that anybody decided: how far the journal was read.
        let sql = "insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = $2";
        tx.run(sql, args![FOLLOWED, followed.to_string()]).await?;
        tx.commit().await?;
        Ok(n_kept)
    }

    async fn claim_letters(&self, now: Timestamp, lease: SignedDuration, limit: usize) -> Answer<Vec<Letter>> {
        let waiting = "select 1 from letter where state = 'waiting' and run_at <= $1 limit 1";
        if self.rows(waiting, args![now]).await?.is_empty() {
            return Ok(Vec::new());
        }
        let until = now.checked_add(lease).map_err(|e| Fault::Unavailable(Box::new(e)))?;
        let mut tx = self.write().await?;
        let rest = "where t.state = 'waiting' and t.run_at <= $1 order by t.run_at, t.id limit $2";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found = tx.find::<Letter>(rest, args![now, limit]).await?;
        for kept in &found {
            let sql = "update letter set run_at = $2, n_attempts = n_attempts + 1 where id = $1";
            tx.run(sql, vec![Cell::printed(kept.value.letter.id), Cell::from(until)]).await?;
        }
        tx.commit().await?;
        let claimed = found.into_iter().map(|kept| Letter { n_attempts: kept.value.n_attempts + 1, ..kept.value });
        Ok(claimed.collect())
    }

    async fn settle_letter(&self, id: Uuid, state: LetterState, why: Option<&str>, at: Timestamp) -> Answer<()> {
        let mut tx = self.write().await?;
        let why = Cell::Text(why.map(ToOwned::to_owned));
        let (column, args) = (
            if state == LetterState::Waiting { "run_at" } else { "ended_at" },
            vec![Cell::printed(id), Cell::from(state.name()), why, Cell::from(at)],
        );
        let sql = format!("update letter set state = $2, last_fault = $3, {column} = $4 where id = $1");
        tx.run(AssertSqlSafe(sql), args).await?;
        tx.commit().await
    }

    async fn list_letters(&self, state: Option<LetterState>, asked: &PageAsked) -> Answer<Page<Letter>> {
        let mut all = crate::database::Conditions::default();
        if let Some(state) = state {
            all.and("t.state = ?", args![state.name()]);
        }
        if let Some([id]) = asked.after.as_deref().and_then(cursor_keys) {
            all.and("t.id < ?", args![id]);
        }
        let limit = limit(asked.limit);
        let rest = format!("{} order by t.id desc limit {}", all.clause(), limit + 1);
        let found = self.list::<Letter>(&rest, all.args).await?;
        let found = found.into_iter().map(|kept| kept.value).collect();
        Ok(page(found, limit, |letter: &Letter| cursor(&[&letter.letter.id.to_string()])))
    }

    async fn list_letters_named(&self, once: &str) -> Answer<Vec<Letter>> {
        let kept = self.list("where t.once = $1 order by t.id", args![once]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn find_letter(&self, id: Uuid) -> Answer<Option<Letter>> {
        Ok(self.one("where t.id = $1", vec![Cell::printed(id)]).await?.map(|kept| kept.value))
    }

    async fn count_letters(&self) -> Answer<Vec<(LetterState, i64)>> {
        let rows = self.rows("select state, count(*) from letter group by state order by state", args![]).await?;
        rows.into_iter().map(|mut row| Ok((row.named(LetterState::from_name)?, row.int()?))).collect()
    }

    async fn send_letter_again(&self, act: &Act, id: Uuid) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "update letter set state = 'waiting', run_at = $2, n_attempts = 0, ended_at = null \
                   where id = $1 and state in ('failed', 'dropped')";
        if tx.run(sql, vec![Cell::printed(id), Cell::from(act.at)]).await? != 1 {
            return Err(Fault::Stale);
        }
        let became = json!({ "state": "waiting" }).to_string();
        tx.note(act, "letter", &id.to_string(), None, Some(became)).await?;
        tx.commit().await
    }

    async fn forget_letters(&self, before: Timestamp) -> Answer<u64> {
        let mut tx = self.write().await?;
        let n = tx.run("delete from letter where state <> 'waiting' and ended_at < $1", args![before]).await?;
        tx.commit().await?;
        Ok(n)
    }

    async fn find_letter_choice(&self, person: PersonId) -> Answer<Option<LetterChoice>> {
        Ok(self.one("where t.person_id = $1", vec![Cell::printed(person)]).await?.map(|kept| kept.value))
    }

    async fn keep_letter_choice(&self, act: &Act, choice: &LetterChoice) -> Answer<()> {
        let mut tx = self.write().await?;
        let before = tx.find::<LetterChoice>("where t.person_id = $1", vec![Cell::printed(choice.person)]).await?.pop();
        let sql = "insert into letter_choice (person_id, pace, told_on, n_renewed) values ($1, $2, null, $3) \
                   on conflict (person_id) do update set pace = $2, n_renewed = $3";
        let args = vec![Cell::printed(choice.person), Cell::from(choice.pace.name()), Cell::from(choice.n_renewed)];
        tx.run(sql, args).await?;
        let told = |pace: Pace, n_renewed: i64| json!({ "pace": pace.name(), "n_renewed": n_renewed }).to_string();
        let was = before.map(|kept| told(kept.value.pace, kept.value.n_renewed));
        let became = told(choice.pace, choice.n_renewed);
        tx.note(act, "person", &choice.person.to_string(), was, Some(became)).await?;
        tx.commit().await
    }
}
