//! Records of the way of a plan, cell for column.

use crate::Answer;
use crate::cell::{Cell, Row};
use crate::record::{AmendmentKind, PlanAmendment, PlanApproval, PlanComment, PlanStep};
use crate::table::{self, Record, Table};
use otklik_domain::plan::life::Stage;

impl Record for PlanStep {
    const TABLE: &'static Table = &table::PLAN_STEP;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.plan),
            Cell::from(self.number),
            Cell::from(self.stage.name()),
            Cell::from(&self.verb),
            Cell::from(&self.words),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(PlanStep {
            organisation: row.read()?,
            id: row.read()?,
            plan: row.read()?,
            number: row.int()?,
            stage: row.named(Stage::from_name)?,
            verb: row.text()?,
            words: row.maybe_text()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

impl Record for PlanComment {
    const TABLE: &'static Table = &table::PLAN_COMMENT;

    fn cells(&self) -> Vec<Cell> {
        let answer = self.answer.as_ref();
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.plan),
            Cell::maybe(self.measure),
            Cell::from(&self.words),
            Cell::from(&self.by),
            Cell::from(self.at),
            Cell::maybe(answer.map(|(words, _, _)| words)),
            Cell::maybe(answer.map(|(_, by, _)| by)),
            Cell::int(answer.map(|(_, _, at)| at.as_microsecond())),
            Cell::maybe(self.settled.as_ref().map(|(by, _)| by)),
            Cell::int(self.settled.as_ref().map(|(_, at)| at.as_microsecond())),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(PlanComment {
            organisation: row.read()?,
            id: row.read()?,
            plan: row.read()?,
            measure: row.maybe_read()?,
            words: row.text()?,
            by: row.text()?,
            at: row.instant()?,
            answer: match (row.maybe_text()?, row.maybe_text()?, row.maybe_instant()?) {
                (Some(words), Some(by), Some(at)) => Some((words, by, at)),
                _ => None,
            },
            settled: row.maybe_text()?.zip(row.maybe_instant()?),
        })
    }
}

impl Record for PlanApproval {
    const TABLE: &'static Table = &table::PLAN_APPROVAL;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.plan),
            Cell::from(&self.position),
            Cell::from(&self.body),
            Cell::from(&self.name),
            Cell::from(&self.act_kind),
            Cell::from(&self.act_number),
            Cell::from(self.act_date),
            Cell::from(Some(self.approved_on)),
            Cell::maybe(self.paper),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(PlanApproval {
            organisation: row.read()?,
            id: row.read()?,
            plan: row.read()?,
            position: row.text()?,
            body: row.text()?,
            name: row.text()?,
            act_kind: row.text()?,
            act_number: row.text()?,
            act_date: row.maybe_read()?,
            approved_on: row.read()?,
            paper: row.maybe_read()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

impl Record for PlanAmendment {
    const TABLE: &'static Table = &table::PLAN_AMENDMENT;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.plan),
            Cell::printed(self.measure),
            Cell::from(self.kind.name()),
            Cell::from(&self.was_json),
            Cell::from(&self.became_json),
            Cell::from(&self.reason),
            Cell::from(&self.agreed),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(PlanAmendment {
            organisation: row.read()?,
            id: row.read()?,
            plan: row.read()?,
            measure: row.read()?,
            kind: row.named(AmendmentKind::from_name)?,
            was_json: row.maybe_text()?,
            became_json: row.maybe_text()?,
            reason: row.text()?,
            agreed: row.text()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}
