//! The journal: one line a change, each line's hash covering the line before; its head says how many there are.
//!
//! In come an act and what it changed; out go a line and the head, written in the same transaction. Only differing columns are
//! named, long texts by their hash. It refuses to know what the columns mean.

use crate::Answer;
use crate::cell::{Cell, Row, args};
use crate::engine::Tx;
use crate::record::{Act, AuditLine};
use crate::table::Change;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

/// Texts longer than this are named by their hash.
const LONGEST_BYTES: usize = 2000;

/// The hash before the first line.
const BEGINNING: &str = "";

/// The line that the next one follows: by the head, so that what was cut off leaves a gap; by the journal itself where it
/// is longer, since a program that knew no head went on writing.
const LAST: &str = "select number, hash, 0 as place from (select number, hash from audit order by number desc limit 1) a \
                    union all select n_lines, hash, 1 from audit_head order by 1 desc, 3 desc limit 1";

/// The verb of a group of citizens' answers. Nothing that is remembered speaks of them, and they come all the time: they do
/// not begin another edition.
pub(crate) const KEEP_ANSWERS: &str = "keep_answers";

/// Columns that are computed from others and say nothing new.
const DERIVED: [&str; 6] = ["name_key", "short_name_key", "search_text", "order_key", "executors_key", "more_words"];

/// The columns that changed: as they were and as they became, as JSON objects.
pub(crate) fn difference(change: &Change) -> (Option<String>, Option<String>) {
    let (mut was, mut became) = (Map::new(), Map::new());
    for (at, column) in change.table.columns.iter().enumerate() {
        let (Some(new), old) = (change.became.get(at), change.was.as_ref().and_then(|cells| cells.get(at))) else {
            continue;
        };
        let (new, old) = (value(new), old.map(value));
        if old.as_ref() == Some(&new) || DERIVED.contains(column) || (old.is_none() && new.is_null()) {
            continue;
        }
        was.extend(old.map(|old| ((*column).to_owned(), old)));
        became.insert((*column).to_owned(), new);
    }
    let text = |map: Map<String, Value>| (!map.is_empty()).then(|| Value::Object(map).to_string());
    (text(was), text(became))
}

/// The organisation that a changed record belongs to, or is.
fn organisation_of(change: &Change) -> Option<String> {
    let column = if change.table.name == "organisation" { "id" } else { "organisation_id" };
    let at = change.table.columns.iter().position(|own| *own == column)?;
    text_of(change.became.get(at))
}

fn text_of(cell: Option<&Cell>) -> Option<String> {
    match cell {
        Some(Cell::Text(text)) => text.clone(),
        _ => None,
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(Some(text)) if text.len() > LONGEST_BYTES => {
            Value::from(format!("sha256:{}", hex::encode(Sha256::digest(text.as_bytes()))))
        }
        Cell::Text(Some(text)) => Value::from(text.as_str()),
        Cell::Int(Some(number)) => Value::from(*number),
        Cell::Bytes(Some(bytes)) => Value::from(format!("sha256:{}", hex::encode(Sha256::digest(bytes)))),
        _ => Value::Null,
    }
}

impl Tx {
    /// Writes the audit line of a change and queues the act's jobs; once a verb.
    pub(crate) async fn note_change(&mut self, act: &Act, change: &Change) -> Answer<()> {
        let (was, became) = difference(change);
        let key = change.became.get(change.table.n_key - 1);
        let subject = text_of(key).unwrap_or_default();
        self.note_about(act, (change.table.name, &subject), organisation_of(change), (was, became)).await
    }

    /// Writes an audit line of something that is not one record.
    pub(crate) async fn note(
        &mut self,
        act: &Act,
        subject_kind: &str,
        subject: &str,
        was: Option<String>,
        became: Option<String>,
    ) -> Answer<()> {
        self.note_about(act, (subject_kind, subject), None, (was, became)).await
    }

    /// The same about something of an organisation, so that who answers for it finds the line.
    pub(crate) async fn note_about(
        &mut self,
        act: &Act,
        subject: (&str, &str),
        organisation: Option<String>,
        change: (Option<String>, Option<String>),
    ) -> Answer<()> {
        self.note_numbered(act, subject, organisation, change).await.map(|_| ())
    }

    /// The same; answers the number of the line.
    pub(crate) async fn note_numbered(
        &mut self,
        act: &Act,
        (subject_kind, subject): (&str, &str),
        organisation: Option<String>,
        (was, became): (Option<String>, Option<String>),
    ) -> Answer<i64> {
        let last = self.rows(LAST, args![]).await?.pop();
        let (number, before) = match last {
            None => (0, BEGINNING.to_owned()),
            Some(mut row) => (row.int()?, row.text()?),
        };
        let mut line = AuditLine {
            number: number + 1,
            at: microseconds(act.at)?,
            actor: act.actor.clone(),
            verb: act.verb.to_owned(),
            subject_kind: subject_kind.to_owned(),
            subject: subject.to_owned(),
            was,
            became,
            note: act.note.clone(),
            organisation,
            hash: String::new(),
        };
        line.hash = hash(&line, &before);
        self.run(AssertSqlSafe(crate::table::AUDIT.insert()), cells(&line)).await?;
        self.set_head(&line).await?;
        self.queue(act).await?;
        Ok(line.number)
    }

    async fn set_head(&mut self, line: &AuditLine) -> Answer<()> {
        let args = args![line.number, &line.hash, i64::from(line.verb != KEEP_ANSWERS)];
        let sql = "update audit_head set n_lines = $1, hash = $2, edition = edition + $3 where id = 1";
        if self.run(sql, args.clone()).await? == 0 {
            self.run("insert into audit_head (id, n_lines, hash, edition) values (1, $1, $2, $3)", args).await?;
        }
        Ok(())
    }

    async fn queue(&mut self, act: &Act) -> Answer<()> {
        let sql =
            "insert into job (id, kind, body_json, state, run_at, n_attempts) values ($1, $2, $3, 'waiting', $4, 0)";
        for job in &act.jobs {
            self.run(sql, args![job.id.to_string(), &job.kind, &job.body_json, job.run_at]).await?;
        }
        Ok(())
    }
}

/// An instant as it will be read again.
fn microseconds(at: jiff::Timestamp) -> Answer<jiff::Timestamp> {
    jiff::Timestamp::from_microsecond(at.as_microsecond()).map_err(|e| crate::Fault::Unavailable(Box::new(e)))
}

fn cells(line: &AuditLine) -> Vec<Cell> {
    args![
        line.number,
        line.at,
        &line.actor,
        &line.verb,
        &line.subject_kind,
        &line.subject,
        &line.was,
        &line.became,
        &line.note,
        &line.hash,
        &line.organisation
    ]
}

/// Reads a line in the order of the table's columns.
pub(crate) fn take(row: &mut Row) -> Answer<AuditLine> {
    Ok(AuditLine {
        number: row.int()?,
        at: row.instant()?,
        actor: row.text()?,
        verb: row.text()?,
        subject_kind: row.text()?,
        subject: row.text()?,
        was: row.maybe_text()?,
        became: row.maybe_text()?,
        note: row.maybe_text()?,
        hash: row.text()?,
        organisation: row.maybe_text()?,
    })
}

/// The hash of a line after another: every field with its length, so that no two lines read alike.
pub(crate) fn hash(line: &AuditLine, before: &str) -> String {
    let mut sum = Sha256::new();
    let mut add = |text: Option<&str>| {
        sum.update(text.map_or(u64::MAX, |t| t.len() as u64).to_be_bytes());
        sum.update(text.unwrap_or_default().as_bytes());
    };
    add(Some(before));
    add(Some(&line.number.to_string()));
    add(Some(&line.at.as_microsecond().to_string()));
    for text in [&line.actor, &line.verb, &line.subject_kind, &line.subject] {
        add(Some(text));
    }
    for text in [&line.was, &line.became, &line.note] {
        add(text.as_deref());
    }
    // Lines of earlier programs name no organisation and keep their hashes.
    if line.organisation.is_some() {
        add(line.organisation.as_deref());
    }
    hex::encode(sum.finalize())
}

/// Walks the chain and answers the numbers of lines that do not follow from the line before.
pub(crate) fn broken_links<'a>(lines: impl Iterator<Item = &'a AuditLine>, from: &mut (i64, String)) -> Vec<i64> {
    let mut broken = Vec::new();
    for line in lines {
        if line.number != from.0 + 1 || line.hash != hash(line, &from.1) {
            broken.push(line.number);
        }
        *from = (line.number, line.hash.clone());
    }
    broken
}
