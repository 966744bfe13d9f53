//! An answer, cell for column, and the hash of what was kept together.

use crate::cell::{Cell, Row};
use crate::record::{KeptAnswer, NewAnswer, Traces};
use crate::table::{self, Record, Table};
use crate::{Answer, Fault};
use otklik_domain::ids::AnswerId;
use otklik_domain::survey::Channel;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A name in sixteen bytes.
pub(super) fn id_cell(id: AnswerId) -> Cell {
    Cell::Bytes(Some(id.0.as_bytes().to_vec()))
}

/// A name out of sixteen bytes.
pub(super) fn take_id(row: &mut Row) -> Answer<AnswerId> {
    let id = Uuid::from_slice(&row.bytes()?).map_err(|_| Fault::broken("the name of an answer cannot be read"))?;
    Ok(AnswerId(id))
}

impl Record for KeptAnswer {
    const TABLE: &'static Table = &table::ANSWER;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.survey),
            id_cell(self.id),
            Cell::from(self.packed.clone()),
            Cell::from(self.channel.name()),
            Cell::from(self.at),
            Cell::from(self.on),
            Cell::from(self.line),
            Cell::int(self.traces.filled_seconds),
            Cell::from(&self.traces.device),
            Cell::from(&self.traces.ticket),
            Cell::int(self.traces.has_worked),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(KeptAnswer {
            organisation: row.read()?,
            survey: row.read()?,
            id: take_id(row)?,
            packed: row.bytes()?,
            channel: row.named(Channel::from_name)?,
            at: row.instant()?,
            on: row.read()?,
            line: row.int()?,
            traces: Traces {
                filled_seconds: row.maybe_int()?.and_then(|n| u32::try_from(n).ok()),
                device: row.maybe_text()?,
                ticket: row.maybe_text()?,
                has_worked: row.maybe_int()?.map(|n| n != 0),
            },
        })
    }
}

/// An answer as it will be kept with a line of the journal.
pub(super) fn kept(new: &NewAnswer, line: i64) -> KeptAnswer {
    KeptAnswer {
        organisation: new.organisation,
        survey: new.survey,
        id: new.id,
        packed: new.packed.clone(),
        channel: new.channel,
        at: new.at,
        on: new.on,
        line,
        traces: new.traces.clone(),
    }
}

/// One hash of answers kept together, whatever order they are read in again: the sum of the hashes of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct GroupHash {
    /// How many answers.
    pub(super) n: i64,
    sums: [u64; 4],
}

impl GroupHash {
    /// Adds an answer: every field with its length, so that no two read alike.
    pub(super) fn add(&mut self, answer: &KeptAnswer) {
        let mut sum = Sha256::new();
        let mut field = |bytes: &[u8]| {
            sum.update((bytes.len() as u64).to_be_bytes());
            sum.update(bytes);
        };
        field(answer.organisation.0.as_bytes());
        field(answer.survey.0.as_bytes());
        field(answer.id.0.as_bytes());
        field(&answer.packed);
        field(answer.channel.name().as_bytes());
        field(&answer.at.as_microsecond().to_be_bytes());
        field(answer.on.to_string().as_bytes());
        field(&answer.traces.filled_seconds.map_or(-1, i64::from).to_be_bytes());
        for text in [&answer.traces.device, &answer.traces.ticket] {
            field(&[u8::from(text.is_some())]);
            field(text.as_deref().unwrap_or_default().as_bytes());
        }
        // Absent it leaves no trace in the hash: answers that were kept before it was asked for hash as they did.
        if let Some(has_worked) = answer.traces.has_worked {
            field(&[u8::from(has_worked)]);
        }
        self.n += 1;
        for (sum, bytes) in self.sums.iter_mut().zip(sum.finalize().chunks_exact(8)) {
            let lane = bytes.iter().fold(0, |lane, byte| (lane << 8) | u64::from(*byte));
            *sum = sum.wrapping_add(lane);
        }
    }

    /// In hex.
    pub(super) fn hex(&self) -> String {
        let mut sum = Sha256::new();
        self.sums.iter().for_each(|lane| sum.update(lane.to_be_bytes()));
        hex::encode(sum.finalize())
    }
}
