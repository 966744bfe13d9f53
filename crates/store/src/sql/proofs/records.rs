//! Records of proof, cell for column.

use crate::cell::{Cell, Row};
use crate::record::{ExpectedProof, Proof, PublishedProof, TermMove};
use crate::table::{self, Record, Table};
use crate::{Answer, Fault};
use otklik_domain::plan::{Moment, ProofKind};

impl Record for Proof {
    const TABLE: &'static Table = &table::PROOF;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.measure),
            Cell::maybe(self.execution),
            Cell::from(self.kind.name()),
            Cell::maybe(self.moment.map(Moment::name)),
            Cell::from(self.for_day),
            Cell::from(&self.words),
            Cell::from(&self.address),
            Cell::from(&self.number),
            Cell::from(self.signed_on),
            Cell::maybe(self.photo),
            Cell::maybe(self.paper),
            Cell::int(self.status),
            Cell::from(self.fetched_at),
            Cell::from(&self.trouble),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Proof {
            organisation: row.read()?,
            id: row.read()?,
            measure: row.read()?,
            execution: row.maybe_read()?,
            kind: row.named(ProofKind::from_name)?,
            moment: row.maybe_text()?.as_deref().and_then(Moment::from_name),
            for_day: row.maybe_read()?,
            words: row.text()?,
            address: row.maybe_text()?,
            number: row.maybe_text()?,
            signed_on: row.maybe_read()?,
            photo: row.maybe_read()?,
            paper: row.maybe_read()?,
            status: row.maybe_int()?,
            fetched_at: row.maybe_instant()?,
            trouble: row.maybe_text()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

impl Record for TermMove {
    const TABLE: &'static Table = &table::TERM_MOVE;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.measure),
            Cell::from(&self.was),
            Cell::from(self.was_due_on),
            Cell::from(&self.became),
            Cell::from(self.became_due_on),
            Cell::from(&self.reason),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(TermMove {
            organisation: row.read()?,
            id: row.read()?,
            measure: row.read()?,
            was: row.maybe_text()?,
            was_due_on: row.maybe_read()?,
            became: row.text()?,
            became_due_on: row.maybe_read()?,
            reason: row.text()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

impl Record for ExpectedProof {
    const TABLE: &'static Table = &table::EXPECTED_PROOF;

    fn cells(&self) -> Vec<Cell> {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.name()).collect();
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.measure),
            Cell::from(kinds.join(" ")),
            Cell::int(self.every_months),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let kind = |name: &str| {
            ProofKind::from_name(name).ok_or_else(|| Fault::broken(format!("no such kind of proof: {name}")))
        };
        Ok(ExpectedProof {
            organisation: row.read()?,
            measure: row.read()?,
            kinds: row.text()?.split_whitespace().map(kind).collect::<Answer<_>>()?,
            every_months: row.maybe_int()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

impl Record for PublishedProof {
    const TABLE: &'static Table = &table::PUBLISHED_PROOF;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.measure),
            Cell::printed(self.plan),
            Cell::from(self.kind.name()),
            Cell::maybe(self.moment.map(Moment::name)),
            Cell::from(self.for_day),
            Cell::from(&self.words),
            Cell::from(&self.address),
            Cell::maybe(self.photo),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(PublishedProof {
            organisation: row.read()?,
            id: row.read()?,
            measure: row.read()?,
            plan: row.read()?,
            kind: row.named(ProofKind::from_name)?,
            moment: row.maybe_text()?.as_deref().and_then(Moment::from_name),
            for_day: row.maybe_read()?,
            words: row.text()?,
            address: row.maybe_text()?,
            photo: row.maybe_read()?,
            at: row.instant()?,
        })
    }
}
