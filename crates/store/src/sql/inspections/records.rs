//! Records of inspections, cell for column.

use crate::Answer;
use crate::Fault;
use crate::cell::{Cell, Row};
use crate::record::{Inspection, InspectionDecision, InspectionMark, InspectionReply, InspectionSheet};
use crate::table::{self, Record, Table};
use otklik_domain::inspection::{Decision, Noted, Reply, ReplyKind, Seen, Stage};

impl Record for Inspection {
    const TABLE: &'static Table = &table::INSPECTION;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.round),
            Cell::from(&self.branch),
            Cell::from(self.stage.name()),
            Cell::from(self.shown_at),
            Cell::from(self.answer_until),
            Cell::from(&self.answered_by),
            Cell::from(self.answered_at),
            Cell::from(self.is_agreed),
            Cell::from(&self.final_by),
            Cell::from(self.final_at),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Inspection {
            organisation: row.read()?,
            id: row.read()?,
            round: row.read()?,
            branch: row.text()?,
            stage: row.named(Stage::from_name)?,
            shown_at: row.maybe_instant()?,
            answer_until: row.maybe_read()?,
            answered_by: row.maybe_text()?,
            answered_at: row.maybe_instant()?,
            is_agreed: row.flag()?,
            final_by: row.maybe_text()?,
            final_at: row.maybe_instant()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

impl Record for InspectionSheet {
    const TABLE: &'static Table = &table::INSPECTION_SHEET;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.inspection),
            Cell::from(self.inspected_on),
            Cell::from(self.is_submitted),
            Cell::from(self.submitted_at),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(InspectionSheet {
            organisation: row.read()?,
            id: row.read()?,
            inspection: row.read()?,
            inspected_on: row.read()?,
            is_submitted: row.flag()?,
            submitted_at: row.maybe_instant()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

fn seen(row: &mut Row) -> Answer<Seen> {
    let text = row.text()?;
    Seen::from_name(&text).ok_or_else(|| Fault::broken(format!("unknown value of a point: {text}")))
}

impl Record for InspectionMark {
    const TABLE: &'static Table = &table::INSPECTION_MARK;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.sheet),
            Cell::from(&self.item),
            Cell::from(self.noted.seen.name()),
            Cell::from(&self.noted.note),
            Cell::from(&self.noted.address),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(InspectionMark {
            organisation: row.read()?,
            sheet: row.read()?,
            item: row.text()?,
            noted: Noted { seen: seen(row)?, note: row.maybe_text()?, address: row.maybe_text()? },
            at: row.instant()?,
        })
    }
}

impl Record for InspectionDecision {
    const TABLE: &'static Table = &table::INSPECTION_DECISION;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.inspection),
            Cell::from(&self.item),
            Cell::from(self.decision.seen.name()),
            Cell::from(&self.decision.reason),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(InspectionDecision {
            organisation: row.read()?,
            inspection: row.read()?,
            item: row.text()?,
            decision: Decision { seen: seen(row)?, reason: row.text()? },
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

impl Record for InspectionReply {
    const TABLE: &'static Table = &table::INSPECTION_REPLY;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.inspection),
            Cell::from(&self.item),
            Cell::from(self.reply.kind.name()),
            Cell::from(&self.reply.words),
            Cell::from(&self.reply.review),
            Cell::from(&self.reviewed_by),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(InspectionReply {
            organisation: row.read()?,
            inspection: row.read()?,
            item: row.text()?,
            reply: Reply { kind: row.named(ReplyKind::from_name)?, words: row.text()?, review: row.maybe_text()? },
            reviewed_by: row.maybe_text()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}
