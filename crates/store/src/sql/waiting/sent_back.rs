//! Measures that whoever confirms sent back to work, off the index that holds no others.
//!
//! In come organisations; out go the measures with the words of their last report's verdict. A measure whose report stands,
//! or waits, is none of them.

use super::none_of;
use crate::Answer;
use crate::cell::{Cell, Row, args};
use crate::database::{Conditions, Database};
use crate::record::{SentBack, SentBackQuery};
use crate::sql::in_force::in_force_here;
use sqlx::AssertSqlSafe;

/// Measures first: the index holds only those that somebody put back to work, and reports are looked up by them.
const FROM: &str = "from measure m cross join execution x";

/// «Its last report, and that one was sent back».
const LAST: &str = "x.organisation_id = m.organisation_id and x.measure_id = m.id and x.verdict = 'returned' \
                    and not exists (select 1 from execution y where y.organisation_id = x.organisation_id \
                    and y.measure_id = x.measure_id and y.id > x.id)";

/// Who put the measure back to work.
const BY: &str = "(select e.actor from measure_event e where e.organisation_id = m.organisation_id \
                  and e.measure_id = m.id and e.became like '%\"in_work\"%' order by e.id desc limit 1)";

impl Database {
    pub(super) async fn sent_back(&self, asked: &SentBackQuery, limit: usize) -> Answer<(u64, Vec<SentBack>)> {
        let mut all = Conditions::default();
        // Said in the words of the partial index, or no planner takes it.
        all.and("m.state = 'in_work' and m.reason is not null", []);
        all.and(LAST, []);
        all.and(&in_force_here("m"), []);
        all.one_of("m.organisation_id", self.with_merged(&asked.organisations).await?);
        none_of(&mut all, "x.id", asked.without.iter().map(Cell::printed).collect());
        if let Some(by) = &asked.not_by {
            all.and(&format!("coalesce({BY}, '') <> ?"), args![by]);
        }
        let n = self.counted(format!("select count(*) {FROM} {}", all.clause()), all.args.clone()).await?;
        if n == 0 {
            return Ok((0, Vec::new()));
        }
        let sql = format!(
            "select m.id, m.organisation_id, m.text, x.id, x.verdict_note, {BY} {FROM} {} order by x.id desc limit {limit}",
            all.clause()
        );
        let rows: Answer<_> = self.rows(AssertSqlSafe(sql), all.args).await?.into_iter().map(taken).collect();
        Ok((n, rows?))
    }
}

fn taken(mut row: Row) -> Answer<SentBack> {
    Ok(SentBack {
        measure: row.read()?,
        organisation: row.read()?,
        text: row.text()?,
        report: row.read()?,
        words: row.maybe_text()?,
        by: row.maybe_text()?,
    })
}
